import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concat, toHex, utf8 } from '../../shared/encoding/index.ts'
import wycheproof from '../vectors/ed25519-wycheproof.json' with { type: 'json' }

/** Signatures on which libraries differ, and those of Project Wycheproof: [number, key, message, signature, valid], in hex. */
type Vector = [number: number, publicKey: string, message: string, signature: string, valid: boolean]
export const VECTORS = wycheproof.tests as Vector[]

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

export const CRAFTED = SMALL.flatMap((small, order) =>
  Array.from({ length: 8 }, (_, n) => [
    [`key of small order, ${order}`, crafted(small, R, 0n, NONCE, n)],
    [`key and R of small order, ${order}`, crafted(small, small, 0n, 0n, n)],
    [`R of small order, ${order}`, crafted(KEY, small, SECRET, 0n, n)],
    [`R with something of small order, ${order}`, crafted(KEY, R.add(small), SECRET, NONCE, n)],
    [`key with something of small order, ${order}`, crafted(KEY.add(small), R, SECRET, NONCE, n)],
    [`both with something of small order, ${order}`, crafted(KEY.add(small), R.add(ORDER_8), SECRET, NONCE, n)],
  ] as const).flat(),
)
