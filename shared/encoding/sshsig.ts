import { sha512 } from '@noble/hashes/sha2.js'
import { concat, fromBase64, toBase64, utf8 } from './bytes.ts'
import { checkKey } from './keys.ts'
import type { VerifyEd25519 } from './note.ts'

/** Signatures that `ssh-keygen -Y verify` takes (OpenSSH, PROTOCOL.sshsig): Ed25519, SHA-512, armoured. */

/** What signatures of bundles are for: one made for anything else isn't taken for one. */
export const SSH_NAMESPACE = 'bevisvalv-bundle'

const MAGIC = utf8('SSHSIG')
const BEGIN = '-----BEGIN SSH SIGNATURE-----\n'
const END = '-----END SSH SIGNATURE-----\n'
const LINE = /.{1,70}/g
const SIGNATURE_BYTES = 64

/** An SSH string: its length in four bytes, then itself. */
function field(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes.length)
  return concat(length, bytes)
}
const text = (value: string) => field(utf8(value))

/** What is signed in the place of `message`. */
export function sshSigningBytes(message: Uint8Array): Uint8Array {
  return concat(MAGIC, text(SSH_NAMESPACE), text(''), text('sha512'), field(sha512(message)))
}

/** The file; `signature` is over `sshSigningBytes`, 64 bytes. */
export function sshSignature(publicKey: Uint8Array, signature: Uint8Array): string {
  const key = concat(text('ssh-ed25519'), field(checkKey(publicKey)))
  const version = Uint8Array.of(0, 0, 0, 1)
  const blob = concat(MAGIC, version, field(key), text(SSH_NAMESPACE), text(''), text('sha512'), field(concat(text('ssh-ed25519'), field(signature))))
  return `${BEGIN}${(toBase64(blob).match(LINE) ?? []).join('\n')}\n${END}`
}

/** Whether a file is exactly what `sshSignature` writes for this key, and holds over `message`. Hostile. */
export function holdsSshSignature(file: string, message: Uint8Array, publicKey: Uint8Array, verify: VerifyEd25519): boolean {
  if (!file.startsWith(BEGIN) || !file.endsWith(END)) return false
  let signature: Uint8Array
  try {
    signature = fromBase64(file.slice(BEGIN.length, -END.length).replaceAll('\n', '')).slice(-SIGNATURE_BYTES)
  } catch {
    return false
  }
  // An armour has many spellings; only one is ours.
  return signature.length === SIGNATURE_BYTES && sshSignature(publicKey, signature) === file && verify(signature, sshSigningBytes(message), publicKey)
}
