import { argon2Sync, randomBytes as nodeRandom, createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_COST,
  argon2id,
  createSigner,
  createStreamOpener,
  createStreamSealer,
  deriveKey,
  equal,
  generateSigner,
  holdSecret,
  mac,
  newId,
  open,
  passphraseOpen,
  passphraseSeal,
  releaseSecret,
  seal,
  verifyEd25519,
  wipe,
} from '../../electron/services/crypto/index.ts'
import { fromHex, spkiPem, toHex, utf8 } from '../../shared/encoding/index.ts'
import { CaseId } from '../../shared/model/index.ts'
import { refusalOf } from '../support/vault-entries.ts'
import { TEST_COST, passphraseBytes } from '../support/vault.ts'

describe('Ed25519', () => {
  // RFC 8032, section 7.1, test 2.
  const seed = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
  const publicKey = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'
  const signature =
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
    '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'

  it('signs as RFC 8032 says', () => {
    const signer = createSigner(seed)
    expect(toHex(signer.publicKey)).toBe(publicKey)
    expect(toHex(signer.sign(Uint8Array.of(0x72)))).toBe(signature)
    expect(verifyEd25519(fromHex(signature), Uint8Array.of(0x72), fromHex(publicKey))).toBe(true)
    signer.close()
    signer.close()
    expect(() => signer.sign(new Uint8Array())).toThrow('closed')
  })

  it('is verified by another implementation too', () => {
    const { signer, seed } = generateSigner()
    const message = nodeRandom(100)
    expect(verify(null, message, createPublicKey(spkiPem(signer.publicKey)), signer.sign(message))).toBe(true)
    expect(toHex(createSigner(seed).publicKey)).toBe(toHex(signer.publicKey))
  })

  it('accepts nothing else, whatever its length', () => {
    const message = Uint8Array.of(0x72)
    const good = fromHex(signature)
    const key = fromHex(publicKey)
    for (let bit = 0; bit < 512; bit += 1) {
      const bad = good.slice()
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(verifyEd25519(bad, message, key)).toBe(false)
    }
    expect(verifyEd25519(Buffer.concat([good, Buffer.alloc(1)]), message, key)).toBe(false)
    expect(verifyEd25519(good.slice(0, 63), message, key)).toBe(false)
    expect(verifyEd25519(new Uint8Array(), message, key)).toBe(false)
    expect(verifyEd25519(good, message, new Uint8Array(31))).toBe(false)
    // A key of small order, under which one signature would fit many messages.
    expect(verifyEd25519(new Uint8Array(64), message, new Uint8Array(32))).toBe(false)
  })
})

describe('passphrases', () => {
  const secret = nodeRandom(32)
  const sealed = () => passphraseSeal(secret, passphraseBytes(), TEST_COST, TEST_COST, 'for somebody')
  const opened = (text: string, phrase?: string, context = 'for somebody') =>
    passphraseOpen(text, passphraseBytes(phrase), TEST_COST, context)
  const reason = (text: string, phrase?: string, context?: string) => {
    const result = opened(text, phrase, context)
    return result.ok ? 'ok' : result.reason
  }

  it('is derived by Argon2id 1.3 with these parameters', () => {
    const [message, nonce] = [passphraseBytes(), nodeRandom(16)]
    const cost = { ops: 3, memory: 8 * 1024 * 1024 }
    const judge = argon2Sync('argon2id', { message, nonce, parallelism: 1, tagLength: 64, memory: 8192, passes: 3 })
    expect(argon2id(message, nonce, cost, 64, TEST_COST).equals(judge)).toBe(true)
    expect(DEFAULT_COST).toEqual({ ops: 3, memory: 268_435_456 })
  })

  it('never falls below the floor', () => {
    const derive = (cost: typeof TEST_COST) => argon2id(utf8('x'), new Uint8Array(16), cost, 32)
    expect(() => derive(TEST_COST)).toThrow(RangeError)
    expect(() => derive({ ...DEFAULT_COST, ops: 2 })).toThrow(RangeError)
    expect(() => derive({ ...DEFAULT_COST, memory: DEFAULT_COST.memory - 1 })).toThrow(RangeError)
    expect(passphraseOpen(sealed(), passphraseBytes())).toEqual({ ok: false, reason: 'damaged' })
  })

  it('opens what it sealed, and tells a wrong one from damage', () => {
    const text = sealed()
    const result = opened(text)
    expect(result.ok && Buffer.from(result.secret).equals(secret)).toBe(true)
    expect(reason(text, 'något helt annat')).toBe('wrong-passphrase')
    expect(reason(text, undefined, 'for somebody else')).toBe('damaged')
    expect(reason('')).toBe('damaged')
    expect(reason('{}')).toBe('damaged')
    expect(text).not.toBe(sealed())
  })

  it('calls every changed character damage, with the right and the wrong passphrase', () => {
    const text = sealed()
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
      expect(reason(changed), `character ${at}`).toBe('damaged')
    }
    expect(reason(text.slice(0, -2), 'något helt annat')).toBe('damaged')
  })

  it('has at least 12 characters, not bytes', async () => {
    const attempt = (phrase: string) => passphraseSeal(secret, utf8(phrase), TEST_COST, TEST_COST)
    expect(await refusalOf(() => attempt('åäöåäöåäöåä'))).toBe('passphrase.too-short')
    expect(await refusalOf(() => attempt(''))).toBe('passphrase.too-short')
    expect(attempt('åäöåäöåäöåäö')).toContain('argon2id13')
    expect(attempt('🔑'.repeat(12))).toContain('argon2id13')
  })
})

describe('keys and seals', () => {
  it('derives as libsodium documents, by number and by name', () => {
    const master = Uint8Array.from({ length: 32 }, (_, i) => i)
    // Computed with Python's hashlib.blake2b: key = master, salt = number (64 bits little-endian), person = context.
    const subkeys = [
      'c13fcc2e6cd0cd0f82d93b163a5696c5105378f8c629d36baf3ae0239de9c280',
      '13fea52bb8cba063f3ed93de27ed07e06d8c6367474e6ae4c9282913ac3c3a03',
    ]
    expect([0, 1].map((id) => toHex(deriveKey(master, id, 'KDF test')))).toEqual(subkeys)
    expect(deriveKey(master, 0, 'KDF tesu').equals(deriveKey(master, 0, 'KDF test'))).toBe(false)
    expect(() => deriveKey(master, 0, 'short')).toThrow(RangeError)
    expect(toHex(mac(master, utf8('a')))).toBe('84691b3bbd1807d0b242d61d1dfdaa4aa2714041c222a225e4521da5b158d14f')
  })

  it('seals for one purpose only', () => {
    const key = nodeRandom(32)
    const box = seal(key, utf8('hemligt'), utf8('purpose'))
    expect(open(key, box, utf8('purpose'))?.toString()).toBe('hemligt')
    expect(open(key, box, utf8('other'))).toBeNull()
    expect(open(nodeRandom(32), box, utf8('purpose'))).toBeNull()
    for (let bit = 0; bit < box.length * 8; bit += 1) {
      const bad = Buffer.from(box)
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(open(key, bad, utf8('purpose'))).toBeNull()
    }
    expect(open(key, box.subarray(0, 39), utf8('purpose'))).toBeNull()
  })

  it('streams in order, to the end', () => {
    const key = nodeRandom(32)
    const sealer = createStreamSealer(key, utf8('x'))
    const texts = ['ett', 'två', 'tre']
    const sealed = texts.map((text, i) => sealer.push(utf8(text), i === 2, Buffer.alloc(64)))
    sealer.close()
    const opener = createStreamOpener(key, sealer.header, utf8('x'))
    const found = sealed.map((chunk) => opener.pull(chunk))
    expect(found.map((chunk) => chunk?.chunk.toString())).toEqual(texts)
    expect(found.map((chunk) => chunk?.final)).toEqual([false, false, true])
    const other = createStreamOpener(key, sealer.header, utf8('y'))
    expect(other.pull(sealed[0] ?? Buffer.alloc(0))).toBeNull()
    expect(createStreamOpener(key, sealer.header, utf8('x')).pull(sealed[1] ?? Buffer.alloc(0))).toBeNull()
    expect(createStreamOpener(key, sealer.header, utf8('x')).pull(Buffer.alloc(3))).toBeNull()
  })

  it('wipes', () => {
    const [a, b] = [nodeRandom(32), new Uint8Array(5).fill(7)]
    wipe(a, b)
    expect([...a, ...b].every((byte) => byte === 0)).toBe(true)
    const held = holdSecret(32)
    held.fill(7)
    releaseSecret(held)
    expect(held.every((byte) => byte === 0)).toBe(true)
    expect(equal(Buffer.from('a'), Buffer.from('ab'))).toBe(false)
  })

  it('names things without repeating itself', () => {
    expect(CaseId.safeParse(newId('c')).success).toBe(true)
    expect(new Set(Array.from({ length: 1000 }, () => newId('x'))).size).toBe(1000)
  })
})
