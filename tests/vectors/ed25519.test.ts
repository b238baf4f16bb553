import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { describe, expect, it } from 'vitest'
import { verifyEd25519 } from '../../electron/services/crypto/index.ts'
import { concat, fromHex, toHex, utf8 } from '../../shared/encoding/index.ts'
import { verifyCrypto } from '../../shared/verify/index.ts'
import wycheproof from './ed25519-wycheproof.json' with { type: 'json' }

/** The app's judge is libsodium, the verifier page's is JavaScript: what one accepts, the other must. */
const JUDGES = [
  ['the app', verifyEd25519],
  ['the verifier alone', verifyCrypto.verifyEd25519],
] as const

type Vector = [number: number, publicKey: string, message: string, signature: string, valid: boolean]
const VECTORS = wycheproof.tests as Vector[]

describe.each(JUDGES)('Wycheproof: %s', (_, verify) => {
  it('accepts exactly what is valid', () => {
    const verdicts = VECTORS.map(([number, key, message, signature]) => [number, verify(fromHex(signature), fromHex(message), fromHex(key))])
    expect(verdicts).toEqual(VECTORS.map(([number, , , , valid]) => [number, valid]))
    expect(VECTORS.filter(([, , , , valid]) => valid)).toHaveLength(88)
    expect(VECTORS).toHaveLength(151)
  })

  it('accepts none of the valid ones with a bit flipped in the signature', () => {
    const accepted = VECTORS.filter(([, , , , valid]) => valid).flatMap(([number, key, message, signature]) =>
      [0, 100, 255, 256, 400, 508].filter((bit) => {
        const changed = fromHex(signature)
        changed[bit >> 3]! ^= 1 << (bit & 7)
        return verify(changed, fromHex(message), fromHex(key))
      }).map((bit) => `${number}: ${bit}`),
    )
    expect(accepted).toEqual([])
  })
})

/**
 * What the holder of a key can do on purpose: add a point of small order to the key or to R. Signatures then hold by the
 * equation with the cofactor, by the one without it, by both or by neither, and libraries differ. Categories as in Chalkias,
 * Garillot and Nikolaenko, "Taming the many EdDSAs" (2020).
 */
const { Point } = ed25519
const ORDER_8 = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')
const SMALL = Array.from({ length: 8 }, (_, n) => (n === 0 ? Point.ZERO : ORDER_8.multiplyUnsafe(BigInt(n))))
const [SECRET, NONCE] = [123456789012345678901234567890n, 98765432109876543210n]
const KEY = Point.BASE.multiply(SECRET)
const R = Point.BASE.multiply(NONCE)
type Place = InstanceType<typeof Point>

function crafted(A: Place, commitment: Place, secret: bigint, nonce: bigint, n: number) {
  const [key, head, message] = [A.toBytes(), commitment.toBytes(), utf8(`meddelande ${n}`)]
  const k = BigInt(`0x${toHex(sha512(concat(head, key, message)).toReversed())}`)
  const s = (nonce + k * secret) % Point.Fn.ORDER
  return { key, message, signature: concat(head, Point.Fn.toBytes(s)) }
}

const CRAFTED = SMALL.flatMap((small, order) =>
  Array.from({ length: 8 }, (_, n) => [
    [`key of small order, ${order}`, crafted(small, R, 0n, NONCE, n)],
    [`key and R of small order, ${order}`, crafted(small, small, 0n, 0n, n)],
    [`R of small order, ${order}`, crafted(KEY, small, SECRET, 0n, n)],
    [`R with something of small order, ${order}`, crafted(KEY, R.add(small), SECRET, NONCE, n)],
    [`key with something of small order, ${order}`, crafted(KEY.add(small), R, SECRET, NONCE, n)],
    [`both with something of small order, ${order}`, crafted(KEY.add(small), R.add(ORDER_8), SECRET, NONCE, n)],
  ] as const).flat(),
)

describe('signatures crafted by the holder of a key', () => {
  it('are judged alike by both', () => {
    const verdicts = JUDGES.map(([, verify]) => CRAFTED.map(([what, { key, message, signature }]) => [what, verify(signature, message, key)]))
    expect(verdicts[1]).toEqual(verdicts[0])
  })

  it('hold only where the key and R are of full order and the equation holds without the cofactor', () => {
    const accepted = (kind: string) =>
      CRAFTED.filter(([what]) => what.startsWith(kind)).map(([what, { key, message, signature }]) => [what.at(-1), verifyEd25519(signature, message, key)])
    for (const kind of ['key of small', 'key and R of small', 'R of small']) {
      expect(accepted(kind).filter(([, is]) => is), kind).toEqual([])
    }
    for (const [order, is] of accepted('R with something')) expect(is).toBe(order === '0')
    // Where the message happens to take what was added away, both equations hold.
    for (const [order, is] of accepted('key with something')) if (order === '0') expect(is).toBe(true)
  })

  it('are of a kind that the library by itself accepts: the rule is not an empty one', () => {
    const differ = CRAFTED.filter(([, { key, message, signature }]) => ed25519.verify(signature, message, key, { zip215: false }) !== verifyEd25519(signature, message, key))
    expect(differ.length).toBeGreaterThan(100)
  })

  it('another spelling of the same point is no key', () => {
    // y = p + 1 is y = 1 once more, in 255 bits.
    const other = fromHex(`ee${'ff'.repeat(30)}7f`)
    for (const [, verify] of JUDGES) expect(verify(concat(other, new Uint8Array(32)), utf8('x'), other)).toBe(false)
  })
})
