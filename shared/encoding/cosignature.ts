import { concat, equalBytes, utf8 } from './bytes.ts'
import { type Sign, type VerifyEd25519, keyId, signatureLine, splitNote } from './note.ts'

/**
 * Cosignatures: C2SP tlog-cosignature v1 with Ed25519 (type 0x04). Who cosigns a checkpoint says that the log had this root
 * at this size when they signed, and that they know of no larger one.
 */

const COSIGNATURE = Uint8Array.of(4)
const SIGNATURE_BYTES = 64
const TIME_BYTES = 8

/** Key name under which a person cosigns: their key in this log. */
export const cosignerName = (origin: string, kid: string): string => `${origin}/${kid}`

/**
 * The note with one more line, after all that are there.
 *
 * @param seconds since 1970 UTC
 * @throws TypeError for what isn't a note, or such a time
 */
export function cosign(note: string, name: string, seconds: number, sign: Sign, publicKey: Uint8Array): string {
  const { text } = splitNote(note)
  const signature = concat(bigEndian(seconds), sign(cosignedMessage(text, seconds)))
  return note + signatureLine(name, keyId(name, COSIGNATURE, publicKey), signature)
}

/**
 * When the holder of a key cosigned a note that may be hostile, in seconds since 1970 UTC. Lines of other names and keys are
 * passed over, as C2SP wants.
 *
 * @returns null where there is no line of that name and key
 * @throws TypeError where one doesn't hold
 */
export function cosignedAt(note: string, name: string, publicKey: Uint8Array, verify: VerifyEd25519): number | null {
  const { text, signatures } = splitNote(note)
  const id = keyId(name, COSIGNATURE, publicKey)
  let at: number | null = null
  for (const { signature } of signatures.filter((line) => line.name === name && equalBytes(line.keyId, id))) {
    if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) throw new TypeError('not a cosignature')
    const seconds = fromBigEndian(signature.subarray(0, TIME_BYTES))
    if (!verify(signature.subarray(TIME_BYTES), cosignedMessage(text, seconds), publicKey)) throw new TypeError('wrong cosignature')
    if (at !== null && at !== seconds) throw new TypeError('two cosignatures of one key')
    at = seconds
  }
  return at
}

/** Names of all whose line stands in a note, the log's own among them. @throws TypeError */
export const signersOf = (note: string): string[] => splitNote(note).signatures.map(({ name }) => name)

const cosignedMessage = (text: string, seconds: number): Uint8Array => utf8(`cosignature/v1\ntime ${seconds}\n${text}`)

function bigEndian(seconds: number): Uint8Array {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new TypeError('not a time')
  const bytes = new Uint8Array(TIME_BYTES)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds))
  return bytes
}

function fromBigEndian(bytes: Uint8Array): number {
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0))
  if (!Number.isSafeInteger(seconds)) throw new TypeError('not a time')
  return seconds
}
