import sodium from 'sodium-native'
import { utf8 } from '../../../shared/encoding/index.ts'
import { view } from './memory.ts'

const KEY_BYTES = 32

/**
 * Subkey of a master key (libsodium `crypto_kdf`, BLAKE2b). `context` is exactly 8 ASCII characters, `id` a small
 * number; together they name the use, so that no key serves two purposes.
 */
export function deriveKey(master: Uint8Array, id: number, context: string): Buffer {
  const name = utf8(context)
  if (name.length !== sodium.crypto_kdf_CONTEXTBYTES) throw new RangeError('a derivation context has 8 bytes')
  const key = Buffer.alloc(KEY_BYTES)
  sodium.crypto_kdf_derive_from_key(key, id, view(name), view(master))
  return key
}

/** Keyed BLAKE2b-256 (RFC 7693): authenticates a message, or derives a key for a name that isn't a number. */
export function mac(key: Uint8Array, message: Uint8Array): Buffer {
  const tag = Buffer.alloc(32)
  sodium.crypto_generichash(tag, view(message), view(key))
  return tag
}

/** Compares without telling by its time where two values differ. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && sodium.sodium_memcmp(view(a), view(b))
}
