import sodium from 'sodium-native'
import { view, wipe } from './memory.ts'

const CURVE_BYTES = 32

/**
 * Seals a secret for whoever holds the seed of an Ed25519 key: libsodium's sealed box to the X25519 key that follows from it
 * (`crypto_sign_ed25519_pk_to_curve25519`, `crypto_box_seal`). 48 bytes longer than the secret. Throws for a key that is none.
 */
export function sealForKey(publicKey: Uint8Array, secret: Uint8Array): Buffer {
  const curve = Buffer.alloc(CURVE_BYTES)
  sodium.crypto_sign_ed25519_pk_to_curve25519(curve, view(publicKey))
  const box = Buffer.alloc(secret.length + sodium.crypto_box_SEALBYTES)
  sodium.crypto_box_seal(box, view(secret), curve)
  return box
}

/** Hostile input: null for anything that wasn't sealed for the key of this seed (32 bytes). The caller wipes what comes back. */
export function openWithSeed(seed: Uint8Array, box: Uint8Array): Buffer | null {
  if (box.length < sodium.crypto_box_SEALBYTES) return null
  const publicKey = Buffer.alloc(CURVE_BYTES)
  const secretKey = Buffer.alloc(sodium.crypto_sign_SECRETKEYBYTES)
  const curvePublic = Buffer.alloc(CURVE_BYTES)
  const curveSecret = Buffer.alloc(CURVE_BYTES)
  try {
    sodium.crypto_sign_seed_keypair(publicKey, secretKey, view(seed))
    sodium.crypto_sign_ed25519_pk_to_curve25519(curvePublic, publicKey)
    sodium.crypto_sign_ed25519_sk_to_curve25519(curveSecret, secretKey)
    const secret = Buffer.alloc(box.length - sodium.crypto_box_SEALBYTES)
    return sodium.crypto_box_seal_open(secret, view(box), curvePublic, curveSecret) ? secret : null
  } finally {
    wipe(secretKey, curveSecret)
  }
}
