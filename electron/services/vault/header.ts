import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../../../shared/contract/index.ts'
import {
  canonicalJson,
  fromUtf8,
  parseCanonical,
  parseVkey,
  sha256Hex,
  toHex,
  utf8,
} from '../../../shared/encoding/index.ts'
import { Origin, PersonId, Sha256Hex, VaultId } from '../../../shared/model/index.ts'
import { SealedByPassphrase, equal, mac } from '../crypto/index.ts'
import { guarded, isMissing } from './failures.ts'
import { readSmallFile, replaceFile } from './files.ts'
import { SealedByWords } from './recovery.ts'

export const HEADER_FILE = 'header.json'
/** The newest that is known. 2: some slot waits for its person (`WaitingSlot`), which readers of 1 don't know. */
const HEADER_VERSION = 2
const MAX_HEADER_BYTES = 256 * 1024

const PassphraseSlot = z.strictObject({ person: PersonId, sealed: SealedByPassphrase })
/**
 * Of somebody whose passphrase wasn't at hand when the vault got a new key: that key in a box that their signing key opens,
 * and that in turn under their passphrase, as in the database. More than one while a change of passphrase was cut short.
 * Gives way to an ordinary slot when its person opens the vault.
 */
const WaitingSlot = z.strictObject({
  person: PersonId,
  keys: z.array(SealedByPassphrase).min(1).max(4),
  box: z.string().max(256).regex(/^[A-Za-z0-9+/]+={0,2}$/),
})
const Slot = z.union([PassphraseSlot, WaitingSlot])
export type Slot = z.infer<typeof Slot>
export type PassphraseSlot = z.infer<typeof PassphraseSlot>
export type WaitingSlot = z.infer<typeof WaitingSlot>

export const isWaiting = (slot: Slot): slot is WaitingSlot => 'box' in slot
const versionOf = (slots: readonly Slot[]): 1 | 2 => (slots.some(isWaiting) ? 2 : 1)

/**
 * What can be read without keys: structure, no name. `checksum` needs no key and tells a damaged header from a wrong
 * passphrase; `mac` needs the vault key and tells a header that somebody rewrote.
 */
const Header = z.strictObject({
  format: z.literal('bevisvalv-vault'),
  version: z.literal([1, 2]),
  vault: VaultId,
  origin: Origin,
  /** Log key in signed-note verifier form. */
  vkey: z.string().max(400),
  slots: z.array(Slot).min(1).max(64),
  recovery: SealedByWords,
  /** Keyed BLAKE2b over everything but `mac` and `checksum`, hex. */
  mac: Sha256Hex,
  /** SHA-256 over everything but itself, hex. */
  checksum: Sha256Hex,
})
export type Header = z.infer<typeof Header>
/** Its version follows from its slots. */
export type HeaderBody = Omit<Header, 'mac' | 'checksum' | 'version'>

/** The one part of a header that every later version keeps, so that *newer* and *damaged* stay two messages. */
const Versioned = z.looseObject({
  format: z.literal('bevisvalv-vault'),
  version: z.int().positive(),
  checksum: Sha256Hex,
})

export const originOf = (vault: VaultId) => `bevisvalv.invalid/${vault}`

const checksumOf = (header: object) => sha256Hex(utf8(canonicalJson(header)))
const macOf = (body: Omit<Header, 'mac' | 'checksum'>, key: Uint8Array) => mac(key, utf8(canonicalJson(body)))

export function newHeaderBody(vault: VaultId, vkey: string, slots: Slot[], recovery: SealedByWords): HeaderBody {
  return { format: 'bevisvalv-vault', vault, origin: originOf(vault), vkey, slots, recovery }
}

/** Writes the header in one rename: a crash leaves the old or the new one. Throws for one that couldn't be read again. */
export function writeHeader(folder: string, body: HeaderBody, macKey: Uint8Array): void {
  const versioned = { ...body, version: versionOf(body.slots) }
  const authenticated = { ...versioned, mac: toHex(macOf(versioned, macKey)) }
  const header = Header.parse({ ...authenticated, checksum: checksumOf(authenticated) })
  guarded(() => replaceFile(join(folder, HEADER_FILE), utf8(`${canonicalJson(header)}\n`)), HEADER_FILE)
}

/** True if whoever wrote this header held the vault key. */
export function headerIsAuthentic(header: Header, macKey: Uint8Array): boolean {
  const { checksum: _, mac: tag, ...body } = header
  return equal(macOf(body, macKey), Buffer.from(tag, 'hex'))
}

/**
 * Reads and judges `header.json` without keys. Hostile input. Refuses `vault.not-found`, `vault.header-damaged`,
 * `vault.newer-version`.
 */
export function readHeader(folder: string): Header {
  const damaged = (why: string) => new Refusal('vault.header-damaged', { why })
  let bytes: Buffer | null
  try {
    bytes = readSmallFile(join(folder, HEADER_FILE), MAX_HEADER_BYTES)
  } catch (error) {
    if (isMissing(error)) throw new Refusal('vault.not-found', {}, error)
    return guarded(() => {
      throw error
    }, HEADER_FILE)
  }
  if (bytes === null) throw damaged('size')

  // Canonical text and one line feed, nothing else: no byte of the file can be changed without being noticed.
  let parsed: unknown
  try {
    const text = fromUtf8(bytes)
    if (!text.endsWith('\n')) throw damaged('end')
    parsed = parseCanonical(text.slice(0, -1))
  } catch {
    throw damaged('text')
  }
  const versioned = Versioned.safeParse(parsed)
  if (!versioned.success) throw damaged('shape')
  const { checksum, ...rest } = versioned.data
  if (checksumOf(rest) !== checksum) throw damaged('checksum')
  if (versioned.data.version > HEADER_VERSION) {
    throw new Refusal('vault.newer-version', { found: versioned.data.version, known: HEADER_VERSION })
  }

  const header = Header.safeParse(parsed)
  if (!header.success) throw damaged('shape')
  if (header.data.version !== versionOf(header.data.slots)) throw damaged('version')
  if (header.data.origin !== originOf(header.data.vault)) throw damaged('origin')
  if (new Set(header.data.slots.map((slot) => slot.person)).size !== header.data.slots.length) throw damaged('slots')
  let name: string
  try {
    name = parseVkey(header.data.vkey).name
  } catch {
    throw damaged('vkey')
  }
  if (name !== header.data.origin) throw damaged('vkey')
  return header.data
}
