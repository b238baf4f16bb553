import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { z } from 'zod'
import { Refusal } from '../../../shared/contract/index.ts'
import { fromBase64, toBase64, utf8 } from '../../../shared/encoding/index.ts'
import { deriveKey, equal, mac, open, randomBytes, seal, wipe } from '../crypto/index.ts'

/** The vault key under the 24 words. */
export const SealedByWords = z.strictObject({
  v: z.literal(1),
  check: z.string().regex(/^[A-Za-z0-9+/]{22}==$/),
  /** Nonce, ciphertext and tag. */
  box: z.string().max(256).regex(/^[A-Za-z0-9+/]+={0,2}$/),
})
export type SealedByWords = z.infer<typeof SealedByWords>

const ENTROPY_BYTES = 32
const CHECK_BYTES = 16
const CHECK_NAME = utf8('bevisvalv recovery check v1')

/**
 * The words are 256 random bits (BIP-39). Nobody can try them all, so unlike a passphrase they need no slow
 * derivation: BLAKE2b subkeys are as strong and answer at once.
 */
function keysOf(entropy: Uint8Array) {
  const key = deriveKey(entropy, 1, 'bvrecovr')
  const checkKey = deriveKey(entropy, 2, 'bvrecovr')
  const check = mac(checkKey, CHECK_NAME).subarray(0, CHECK_BYTES)
  return { key, check, wipe: () => wipe(key, checkKey) }
}

const aadOf = (vault: string) => utf8(`bevisvalv recovery v1 ${vault}`)

/** Makes new words and seals the vault key under them. The words are kept nowhere. */
export function sealUnderWords(vaultKey: Uint8Array, vault: string): { sealed: SealedByWords; words: string[] } {
  const entropy = randomBytes(ENTROPY_BYTES)
  const keys = keysOf(entropy)
  try {
    const sealed: SealedByWords = {
      v: 1,
      check: toBase64(keys.check),
      box: toBase64(seal(keys.key, vaultKey, aadOf(vault))),
    }
    return { sealed, words: entropyToMnemonic(entropy, wordlist).split(' ') }
  } finally {
    keys.wipe()
    wipe(entropy)
  }
}

/** Refuses `vault.recovery-wrong` for words that aren't this vault's, `vault.header-damaged` for a changed slot. */
export function openUnderWords(sealed: SealedByWords, words: readonly string[], vault: string): Buffer {
  let entropy: Uint8Array
  try {
    entropy = mnemonicToEntropy(words.join(' '), wordlist)
  } catch (error) {
    // Also for a mistyped word: the list's own checksum bits catch it.
    throw new Refusal('vault.recovery-wrong', {}, error)
  }
  if (entropy.length !== ENTROPY_BYTES) throw new Refusal('vault.recovery-wrong')
  const keys = keysOf(entropy)
  try {
    if (!equal(keys.check, fromBase64(sealed.check))) throw new Refusal('vault.recovery-wrong')
    const vaultKey = open(keys.key, fromBase64(sealed.box), aadOf(vault))
    if (vaultKey === null) throw new Refusal('vault.header-damaged', { why: 'recovery' })
    return vaultKey
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('vault.header-damaged', { why: 'recovery' }, error)
  } finally {
    keys.wipe()
    wipe(entropy)
  }
}
