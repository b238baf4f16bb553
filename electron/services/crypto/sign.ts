import sodium from 'sodium-native'
import { kidOf } from '../../../shared/encoding/index.ts'
import { holdSecret, releaseSecret, view, wipe } from './memory.ts'
import { randomBytes } from './random.ts'
import type { Signer } from './types.ts'

const SEED_BYTES = 32
const SIGNATURE_BYTES = 64
const PUBLIC_KEY_BYTES = 32

/** `seed`: the 32 secret bytes of RFC 8032. It is copied; the caller wipes its own. */
export function createSigner(seed: Uint8Array): Signer {
  if (seed.length !== SEED_BYTES) throw new RangeError('an Ed25519 seed has 32 bytes')
  const publicKey = Buffer.alloc(PUBLIC_KEY_BYTES)
  const secretKey = holdSecret(64)
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, view(seed))
  let closed = false
  return {
    kid: kidOf(publicKey),
    publicKey,
    sign(message) {
      if (closed) throw new Error('signer is closed')
      const signature = Buffer.alloc(SIGNATURE_BYTES)
      sodium.crypto_sign_detached(signature, view(message), secretKey)
      return signature
    },
    close() {
      if (closed) return
      closed = true
      releaseSecret(secretKey)
    },
  }
}

/** A new key. `seed` is what has to be sealed to keep it; the caller wipes it after that. */
export function generateSigner(): { signer: Signer; seed: Uint8Array } {
  const seed = randomBytes(SEED_BYTES)
  try {
    return { signer: createSigner(seed), seed }
  } catch (error) {
    wipe(seed)
    throw error
  }
}

/**
 * Strict verification (RFC 8032 with libsodium's checks for small-order and non-canonical points). Hostile input:
 * answers false for anything of the wrong length instead of throwing.
 */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  // libsodium's binding takes longer buffers and reads the first 64 bytes: a signature with a tail would pass.
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== PUBLIC_KEY_BYTES) return false
  return sodium.crypto_sign_verify_detached(view(signature), view(message), view(publicKey))
}
