import { wordlist } from '@scure/bip39/wordlists/english.js'
import { randomBytes, wipe } from '../../crypto/index.ts'

/**
 * Words of 2048, each 11 bits: 110 bits. The zip's own key derivation (PBKDF2, 1000 rounds) slows a guess by little, so that
 * the words alone have to carry it.
 */
export const PASSPHRASE_WORDS = 10

/**
 * Words of the English BIP-39 list: lower-case a–z, known by their first four letters, so that they can be read out over a
 * telephone and typed on any keyboard. Joined by hyphens: a space too many can't be seen.
 *
 * 2048 divides 65,536, so the lowest 11 bits of two random bytes favour no word.
 */
export function makePassphrase(): string {
  const random = randomBytes(PASSPHRASE_WORDS * 2)
  try {
    const words: string[] = []
    for (let at = 0; at < random.length; at += 2) words.push(wordlist[random.readUInt16BE(at) & 0x7ff] ?? '')
    return words.join('-')
  } finally {
    wipe(random)
  }
}
