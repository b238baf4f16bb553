import sodium from 'sodium-native'
import { view } from './memory.ts'
import { randomBytes } from './random.ts'

export const NONCE_BYTES = 24
const TAG_BYTES = 16

/**
 * Seals a small secret with XChaCha20-Poly1305 (IETF) under a 32-byte key: nonce ‖ ciphertext ‖ tag. `aad` says what
 * the secret is for and isn't stored: it has to be known at opening.
 */
export function seal(key: Uint8Array, secret: Uint8Array, aad: Uint8Array): Buffer {
  const sealed = Buffer.alloc(NONCE_BYTES + secret.length + TAG_BYTES)
  const nonce = sealed.subarray(0, NONCE_BYTES)
  nonce.set(randomBytes(NONCE_BYTES))
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    sealed.subarray(NONCE_BYTES),
    view(secret),
    view(aad),
    null,
    nonce,
    view(key),
  )
  return sealed
}

/** Hostile input: null for anything that this key didn't seal for this purpose. */
export function open(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  const secret = Buffer.alloc(sealed.length - NONCE_BYTES - TAG_BYTES)
  const box = view(sealed)
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      secret,
      null,
      box.subarray(NONCE_BYTES),
      view(aad),
      box.subarray(0, NONCE_BYTES),
      view(key),
    )
    return secret
  } catch {
    return null
  }
}
