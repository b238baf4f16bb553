import { fromBase64, toBase64, utf8 } from '../../../shared/encoding/index.ts'
import type { CaseId, ObjectId, PersonId, VaultId } from '../../../shared/model/index.ts'
import { deriveKey, holdSecret, mac, open, releaseSecret, seal } from '../crypto/index.ts'
import {
  openUnderPassphrase,
  openWithSeed,
  sealForKey,
  sealUnderPassphrase,
  wipe,
  type KdfCost,
  type Opened,
  type SealedByPassphrase,
} from '../crypto/index.ts'
import { sealContext } from '../people/index.ts'
import { isWaiting, type PassphraseSlot, type Slot, type WaitingSlot } from './header.ts'

/**
 * Everything that follows from the vault key. The database key is one of several siblings: whoever is given it for
 * recovery with foreign tools can read the database, but can neither open objects nor sign as the log.
 */
export interface Keyring {
  readonly vaultKey: Buffer
  readonly database: Buffer
  readonly header: Buffer
  /** Item keys are sealed under their case's key; that in turn is made from the case's id. */
  sealItemKey(chain: CaseId, object: ObjectId, itemKey: Uint8Array): Buffer
  openItemKey(chain: CaseId, object: ObjectId, sealed: Uint8Array): Buffer | null
  /** Seeds of the log key and the export key. */
  sealSeed(name: string, seed: Uint8Array): Buffer
  openSeed(name: string, sealed: Uint8Array): Buffer | null
  close(): void
}

const CONTEXT = 'bevisvlv'

/** Moves the vault key into memory that isn't swapped and wipes the copy that came in. */
export function newKeyring(vaultKey: Buffer): Keyring {
  const held = holdSecret(vaultKey.length)
  vaultKey.copy(held)
  wipe(vaultKey)
  return createKeyring(held)
}

/** Takes over `vaultKey`, which has to come from `holdSecret`. */
export function createKeyring(vaultKey: Buffer): Keyring {
  const derived = [1, 2, 3, 4].map((id) => {
    const key = holdSecret(32)
    const made = deriveKey(vaultKey, id, CONTEXT)
    made.copy(key)
    made.fill(0)
    return key
  })
  const [database, header, cases, seeds] = derived as [Buffer, Buffer, Buffer, Buffer]

  // `crypto_kdf` takes a 64-bit number and a case has a 128-bit id, hence keyed BLAKE2b over the id itself.
  const caseKey = (chain: CaseId) => mac(cases, utf8(`bevisvalv case key v1 ${chain}`))
  const itemAad = (chain: CaseId, object: ObjectId) => utf8(`bevisvalv item key v1 ${chain} ${object}`)
  const seedAad = (name: string) => utf8(`bevisvalv seed v1 ${name}`)
  const withCaseKey = <T>(chain: CaseId, work: (key: Buffer) => T): T => {
    const key = caseKey(chain)
    try {
      return work(key)
    } finally {
      key.fill(0)
    }
  }

  return {
    vaultKey,
    database,
    header,
    sealItemKey: (chain, object, itemKey) => withCaseKey(chain, (key) => seal(key, itemKey, itemAad(chain, object))),
    openItemKey: (chain, object, sealed) => withCaseKey(chain, (key) => open(key, sealed, itemAad(chain, object))),
    sealSeed: (name, seed) => seal(seeds, seed, seedAad(name)),
    openSeed: (name, sealed) => open(seeds, sealed, seedAad(name)),
    close() {
      for (const key of [vaultKey, ...derived]) releaseSecret(key)
    },
  }
}

const slotContext = (vault: VaultId, person: PersonId) => `bevisvalv slot v1 ${vault} ${person}`

/** Refuses `passphrase.too-short`. */
export function makeSlot(
  vaultKey: Uint8Array,
  vault: VaultId,
  person: PersonId,
  passphrase: Uint8Array,
  cost: KdfCost,
  floor: KdfCost,
): PassphraseSlot {
  return { person, sealed: sealUnderPassphrase(vaultKey, passphrase, cost, floor, slotContext(vault, person)) }
}

/** For somebody whose passphrase isn't at hand. `publicKey`: 32 bytes, Ed25519; `keys`: its seed under their passphrase. */
export function makeWaitingSlot(
  vaultKey: Uint8Array,
  person: PersonId,
  publicKey: Uint8Array,
  keys: SealedByPassphrase[],
): WaitingSlot {
  return { person, keys, box: toBase64(sealForKey(publicKey, vaultKey)) }
}

export function trySlot(slot: Slot, vault: VaultId, passphrase: Uint8Array, floor: KdfCost): Opened {
  if (!isWaiting(slot)) return openUnderPassphrase(slot.sealed, passphrase, floor, slotContext(vault, slot.person))
  let reason: 'wrong-passphrase' | 'damaged' = 'damaged'
  for (const key of slot.keys) {
    const opened = openUnderPassphrase(key, passphrase, floor, sealContext(slot.person))
    if (opened.ok) {
      const secret = openWithSeed(opened.secret, boxBytes(slot.box))
      wipe(opened.secret)
      return secret === null ? { ok: false, reason: 'damaged' } : { ok: true, secret }
    }
    if (opened.reason === 'wrong-passphrase') reason = opened.reason
  }
  return { ok: false, reason }
}

/** Hostile input: what isn't base64 opens like an empty box, for nobody. */
function boxBytes(text: string): Uint8Array {
  try {
    return fromBase64(text)
  } catch {
    return new Uint8Array()
  }
}
