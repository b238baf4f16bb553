import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 as noble, sha512 } from '@noble/hashes/sha2.js'
import { sha256, toHex } from '../encoding/index.ts'
import type { StreamHash, VerifyCrypto } from './types.ts'

const { Point } = ed25519

/** For places without a native library: the verifier page, and tests. */
export const verifyCrypto: VerifyCrypto = {
  sha256,
  verifyEd25519(signature, message, publicKey) {
    if (signature.length !== 64 || publicKey.length !== 32) return false
    try {
      return holds(signature, message, publicKey)
    } catch {
      // The library throws for what isn't a point or a scalar in its only spelling.
      return false
    }
  },
}

/**
 * RFC 8032, 5.1.7, by the equation without the cofactor, and no point of small order: the rule that libsodium goes by. The
 * library's own check multiplies by the cofactor, so that the holder of a key could make a signature that holds in
 * one place and not in the other.
 */
function holds(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const head = signature.subarray(0, 32)
  const [R, A] = [Point.fromBytes(head, false), Point.fromBytes(publicKey, false)]
  if (R.isSmallOrder() || A.isSmallOrder()) return false
  const s = Point.Fn.fromBytes(signature.subarray(32))
  // Piece by piece: a message may be a whole zip.
  const k = littleEndian(sha512.create().update(head).update(publicKey).update(message).digest()) % Point.Fn.ORDER
  return Point.BASE.multiplyUnsafe(s).subtract(A.multiplyUnsafe(k)).equals(R)
}

const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes.toReversed())}`)

export function createSha256(): StreamHash {
  const hash = noble.create()
  return { update: (bytes) => hash.update(bytes), hex: () => toHex(hash.digest()) }
}
