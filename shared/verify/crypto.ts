import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 as noble } from '@noble/hashes/sha2.js'
import { sha256, toHex } from '../encoding/index.ts'
import type { StreamHash, VerifyCrypto } from './types.ts'

/** For places without a native library: the verifier page, and tests. */
export const verifyCrypto: VerifyCrypto = {
  sha256,
  verifyEd25519(signature, message, publicKey) {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false })
    } catch {
      // The library throws for other lengths.
      return false
    }
  },
}

export function createSha256(): StreamHash {
  const hash = noble.create()
  return { update: (bytes) => hash.update(bytes), hex: () => toHex(hash.digest()) }
}
