import { ed25519 } from '@noble/curves/ed25519.js'
import { createHash, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  allowedSigner,
  fingerprintOf,
  fromHex,
  kidOf,
  parseSpkiPem,
  sha256Hex,
  spkiPem,
  toHex,
  utf8,
} from '../../shared/encoding/index.ts'
import { verifyCrypto } from '../../shared/verify/index.ts'

/** RFC 8032 §7.1: seed, public key, message, signature. */
const RFC_8032 = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const

const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n

describe('Ed25519', () => {
  it.each(RFC_8032)('agrees with RFC 8032 on the key of seed %s', (seed, key, message, signature) => {
    expect(toHex(ed25519.getPublicKey(fromHex(seed)))).toBe(key)
    const bytes = [signature, message, key].map(fromHex) as [Uint8Array, Uint8Array, Uint8Array]
    expect(verifyCrypto.verifyEd25519(...bytes)).toBe(true)
    for (const [which, part] of bytes.entries()) {
      // Each byte once, at changing bits: a verification takes milliseconds.
      for (let bit = 0; bit < part.length * 8; bit += 7) {
        const changed = bytes.map((b) => b.slice()) as typeof bytes
        changed[which]![bit >> 3]! ^= 1 << (bit & 7)
        expect(verifyCrypto.verifyEd25519(...changed)).toBe(false)
      }
    }
  })

  it('refuses S beyond the group order, which other equations would accept', () => {
    const [, key, message, signature] = RFC_8032[1]
    const bytes = fromHex(signature)
    let s = bytes.slice(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + GROUP_ORDER
    for (let i = 32; i < 64; i++, s >>= 8n) bytes[i] = Number(s & 255n)
    expect(verifyCrypto.verifyEd25519(bytes, fromHex(message), fromHex(key))).toBe(false)
  })

  it.each([
    // The neutral element: with R the same and S = 0 every message would verify.
    ['small order', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['small order, 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['not canonical', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['not on the curve', '0200000000000000000000000000000000000000000000000000000000000000'],
  ])('refuses a key that is %s', (_what, key) => {
    const neutral = fromHex(`01${'00'.repeat(31)}${'00'.repeat(32)}`)
    expect(verifyCrypto.verifyEd25519(neutral, utf8('anything'), fromHex(key))).toBe(false)
  })

  it('answers false, and never throws, for other lengths', () => {
    const empty = new Uint8Array(0)
    expect(verifyCrypto.verifyEd25519(empty, empty, empty)).toBe(false)
    expect(verifyCrypto.verifyEd25519(new Uint8Array(65), empty, new Uint8Array(32))).toBe(false)
    expect(verifyCrypto.verifyEd25519(new Uint8Array(64), empty, new Uint8Array(31))).toBe(false)
  })
})

describe('keys in files', () => {
  const publicKey = fromHex(RFC_8032[0][1])

  it('are the same to OpenSSL', () => {
    const pem = spkiPem(publicKey)
    const der = createPublicKey(pem).export({ type: 'spki', format: 'der' })
    expect(toHex(der.subarray(-32))).toBe(RFC_8032[0][1])
    expect(createPublicKey(pem).export({ type: 'spki', format: 'pem' })).toBe(pem)
    expect(parseSpkiPem(pem)).toEqual(publicKey)
  })

  it('have one spelling: every changed character is refused or another key', () => {
    const pem = spkiPem(publicKey)
    for (let i = 0; i < pem.length; i++) {
      const changed = pem.slice(0, i) + String.fromCharCode(pem.charCodeAt(i) ^ 1) + pem.slice(i + 1)
      let read: Uint8Array | null = null
      try {
        read = parseSpkiPem(changed)
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError)
      }
      expect(read).not.toEqual(publicKey)
    }
    expect(() => parseSpkiPem(`${pem}\n`)).toThrow(TypeError)
    expect(() => parseSpkiPem(pem.replaceAll('\n', '\r\n'))).toThrow(TypeError)
  })

  it('are named by the start of their fingerprint', () => {
    expect(fingerprintOf(publicKey)).toBe(createHash('sha256').update(publicKey).digest('hex'))
    expect(kidOf(publicKey)).toBe(sha256Hex(publicKey).slice(0, 16))
    expect(() => kidOf(publicKey.subarray(1))).toThrow(TypeError)
  })

  it('have the form that ssh-keygen writes', () => {
    expect(allowedSigner(publicKey)).toBe(
      '21fe31dfa154a261 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea',
    )
  })
})
