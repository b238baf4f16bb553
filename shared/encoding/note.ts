import { type LogHead, Origin } from '../model/index.ts'
import { concat, equalBytes, fromBase64, fromHex, toBase64, toHex, utf8 } from './bytes.ts'
import { sha256 } from './hash.ts'
import { checkKey } from './keys.ts'

/**
 * Checkpoints: C2SP tlog-checkpoint in a C2SP signed note with Ed25519 signatures (type 0x01), so that any reader of
 * transparency logs checks them as they are.
 */

const ED25519 = Uint8Array.of(1)
/** More than any log collects; keeps a hostile note from being worked on for long. */
const MAX_SIGNATURES = 100
/** Em dash and space, as the format has it. */
const SIGNATURE_MARK = '— '

/** C2SP: no Unicode spaces, no plus. */
const KEY_NAME = /^[^\s+]+$/u

export type Sign = (message: Uint8Array) => Uint8Array
/** False for anything that isn't a valid signature; never throws. */
export type VerifyEd25519 = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean

/** Origin, size and root, a line each: what the log signs. @throws TypeError for a head that has no such text */
export function checkpointBody(head: LogHead): string {
  if (!isOrigin(head.origin) || !Number.isSafeInteger(head.size) || head.size < 0) throw new TypeError('not a log head')
  const root = fromHex(head.root)
  if (root.length !== 32) throw new TypeError('not a root hash')
  return `${head.origin}\n${head.size}\n${toBase64(root)}\n`
}

/** Reads exactly what `checkpointBody` writes; extension lines are refused. @throws TypeError */
export function parseCheckpointBody(body: string): LogHead {
  const [origin, size, root, end, ...more] = body.split('\n')
  if (origin === undefined || size === undefined || root === undefined || end !== '' || more.length > 0) {
    throw new TypeError('not a checkpoint')
  }
  const head = { origin, size: parseNumber(size), root: toHex(fromBase64(root)) }
  if (checkpointBody(head) !== body) throw new TypeError('not a checkpoint')
  return head
}

/** Verifier form of a log's key: `<name>+<key id, 8 hex>+<base64 of type and key>`; the name of a log is its origin. */
export function vkey(name: string, publicKey: Uint8Array): string {
  if (!KEY_NAME.test(name)) throw new TypeError('not a key name')
  return `${name}+${toHex(keyId(name, ED25519, publicKey))}+${toBase64(concat(ED25519, publicKey))}`
}

/** Reads exactly what `vkey` writes. `keyId` is 4 bytes. @throws TypeError */
export function parseVkey(text: string): { name: string; keyId: Uint8Array; publicKey: Uint8Array } {
  // Base64 may hold a plus too, so only the first two separate.
  const [name = '', id = ''] = text.split('+', 2)
  const key = fromBase64(text.slice(name.length + id.length + 2))
  const publicKey = key.slice(1)
  if (key[0] !== ED25519[0]) throw new TypeError('not an Ed25519 verifier key')
  if (vkey(name, checkKey(publicKey)) !== text) throw new TypeError('not a verifier key')
  return { name, keyId: keyId(name, ED25519, publicKey), publicKey }
}

/** A note over `text`, which ends with a line feed, with this key's signature and no other. */
export function signNote(text: string, name: string, sign: Sign, publicKey: Uint8Array): string {
  return `${text}\n${signatureLine(name, keyId(name, ED25519, publicKey), sign(utf8(text)))}`
}

/**
 * Text of a note that may be hostile, when the key of `vkeyText` has signed it. Signatures by unknown keys are passed
 * over, as C2SP wants, but must be well formed.
 *
 * @throws TypeError
 */
export function openNote(note: string, vkeyText: string, verify: VerifyEd25519): string {
  const key = parseVkey(vkeyText)
  const { text, signatures } = splitNote(note)
  const own = signatures.filter((s) => s.name === key.name && equalBytes(s.keyId, key.keyId))
  if (own.length === 0) throw new TypeError('not signed by this key')
  const holds = own.every((s) => s.signature.length === 64 && verify(s.signature, utf8(text), key.publicKey))
  if (!holds) throw new TypeError('wrong signature')
  return text
}

export interface NoteSignature {
  name: string
  /** 4 bytes. */
  keyId: Uint8Array
  /** Without the key id. */
  signature: Uint8Array
}

/** Text and signature lines of a note that may be hostile. Says nothing of whether a signature holds. @throws TypeError */
export function splitNote(note: string): { text: string; signatures: NoteSignature[] } {
  const end = note.lastIndexOf('\n\n')
  // Control characters could make a note look other than it is.
  // oxlint-disable-next-line no-control-regex
  if (end < 0 || !note.endsWith('\n') || /[\0-\x09\x0b-\x1f]/.test(note)) throw new TypeError('not a signed note')
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) throw new TypeError('too many signatures')
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) }
}

/** One line of signature with its line feed. */
export function signatureLine(name: string, keyId: Uint8Array, signature: Uint8Array): string {
  if (!KEY_NAME.test(name)) throw new TypeError('not a key name')
  return `${SIGNATURE_MARK}${name} ${toBase64(concat(keyId, signature))}\n`
}

/** The signed note over a head, with the log's own signature. */
export function signCheckpoint(head: LogHead, sign: Sign, publicKey: Uint8Array): string {
  return signNote(checkpointBody(head), head.origin, sign, publicKey)
}

/** Head of a checkpoint that the log of `vkeyText`, and no other, has signed. @throws TypeError */
export function openCheckpoint(note: string, vkeyText: string, verify: VerifyEd25519): LogHead {
  const head = parseCheckpointBody(openNote(note, vkeyText, verify))
  if (head.origin !== parseVkey(vkeyText).name) throw new TypeError('checkpoint of another log')
  return head
}

/** A number as these formats write it. @throws TypeError for signs, leading zeros and what a double can't hold */
export function parseNumber(text: string): number {
  const value = Number(text)
  if (!/^(0|[1-9]\d*)$/.test(text) || !Number.isSafeInteger(value)) throw new TypeError('not a number')
  return value
}

function parseSignature(line: string): NoteSignature {
  const [name, base64, ...more] = line.startsWith(SIGNATURE_MARK) ? line.slice(SIGNATURE_MARK.length).split(' ') : []
  if (name === undefined || !KEY_NAME.test(name) || base64 === undefined || more.length > 0) {
    throw new TypeError('not a signature line')
  }
  const bytes = fromBase64(base64)
  if (bytes.length < 5) throw new TypeError('signature too short')
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) }
}

/** First 4 bytes of the SHA-256 of name, line feed, type of signature (one byte) and key. */
export function keyId(name: string, type: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), type, checkKey(publicKey))).slice(0, 4)
}

const isOrigin = (text: string) => Origin.safeParse(text).success
