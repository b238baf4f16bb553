import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'

/** As Web Cryptography names them. */
export type Digest = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'

const HASHES: Readonly<Record<Digest, (bytes: Uint8Array) => Uint8Array>> = {
  'SHA-1': sha1,
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
}

export const hashOf = (digest: Digest, bytes: Uint8Array): Uint8Array => HASHES[digest](bytes)

/** By object identifier. SHA-1 and older aren't here: a forged content could be found for them. */
export const DIGESTS: Readonly<Record<string, Digest>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}
export const SHA256 = '2.16.840.1.101.3.4.2.1'

interface Signature {
  key: 'rsa' | 'ec'
  /** Null: that of the signer's message digest. */
  digest: Digest | null
}

/** Signature algorithms by object identifier (RFC 4055, RFC 5758). */
export const SIGNATURES: Readonly<Record<string, Signature>> = {
  '1.2.840.113549.1.1.1': { key: 'rsa', digest: null },
  '1.2.840.113549.1.1.11': { key: 'rsa', digest: 'SHA-256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', digest: 'SHA-384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', digest: 'SHA-512' },
  '1.2.840.10045.4.3.2': { key: 'ec', digest: 'SHA-256' },
  '1.2.840.10045.4.3.3': { key: 'ec', digest: 'SHA-384' },
  '1.2.840.10045.4.3.4': { key: 'ec', digest: 'SHA-512' },
}

/** Old roots signed themselves with it. It tells that they did; nothing leans on it. */
export const WEAK_SIGNATURES: typeof SIGNATURES = {
  '1.2.840.113549.1.1.5': { key: 'rsa', digest: 'SHA-1' },
}
