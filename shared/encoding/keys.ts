import type { Kid } from '../model/index.ts'
import { concat, equalBytes, fromBase64, fromHex, toBase64, toHex, utf8 } from './bytes.ts'
import { sha256 } from './hash.ts'

/** Length of an Ed25519 public key (RFC 8032), in bytes. */
const KEY_BYTES = 32
/** DER of a SubjectPublicKeyInfo with id-Ed25519, up to the key itself (RFC 8410 §4). */
const SPKI_PREFIX = fromHex('302a300506032b6570032100')
const PEM_BEGIN = '-----BEGIN PUBLIC KEY-----\n'
const PEM_END = '\n-----END PUBLIC KEY-----\n'

/** Short name of an actor's key: the first 8 bytes of the SHA-256 of its 32 bytes, 16 hex digits. */
export function kidOf(publicKey: Uint8Array): Kid {
  return toHex(sha256(checkKey(publicKey)).subarray(0, 8))
}

/** SHA-256 of the 32-byte public key, hex: what stands on paper. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return toHex(sha256(checkKey(publicKey)))
}

/** PEM of the key as `openssl pkey -pubout` writes it. */
export function spkiPem(publicKey: Uint8Array): string {
  return PEM_BEGIN + toBase64(concat(SPKI_PREFIX, checkKey(publicKey))) + PEM_END
}

/**
 * Reads exactly what `spkiPem` writes: PEM has many spellings of one key, and a changed one must not pass.
 *
 * @throws TypeError
 */
export function parseSpkiPem(text: string): Uint8Array {
  if (!text.startsWith(PEM_BEGIN) || !text.endsWith(PEM_END)) throw new TypeError('not a public key in PEM')
  const der = fromBase64(text.slice(PEM_BEGIN.length, -PEM_END.length))
  const prefix = der.subarray(0, SPKI_PREFIX.length)
  if (der.length !== SPKI_PREFIX.length + KEY_BYTES || !equalBytes(prefix, SPKI_PREFIX)) {
    throw new TypeError('not an Ed25519 public key')
  }
  return der.slice(SPKI_PREFIX.length)
}

/** One line of an OpenSSH `allowed_signers` file, without line feed: who (a kid) and the key in SSH's own form. */
export function allowedSigner(publicKey: Uint8Array): string {
  const field = (bytes: Uint8Array) => concat(Uint8Array.of(0, 0, 0, bytes.length), bytes)
  const blob = concat(field(utf8('ssh-ed25519')), field(publicKey))
  return `${kidOf(publicKey)} ssh-ed25519 ${toBase64(blob)}`
}

export function checkKey(publicKey: Uint8Array): Uint8Array {
  if (publicKey.length !== KEY_BYTES) throw new TypeError('an Ed25519 public key has 32 bytes')
  return publicKey
}
