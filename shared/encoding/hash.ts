import { sha256 as noble } from '@noble/hashes/sha2.js'
import { toHex } from './bytes.ts'

/** SHA-256 of bytes that are in memory anyway; large content is hashed by the services as a stream. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return noble(bytes)
}

export function sha256Hex(bytes: Uint8Array): string {
  return toHex(noble(bytes))
}
