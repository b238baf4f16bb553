import type { Digest } from './algorithms.ts'
import { CannotJudge } from './error.ts'
import { Cursor, INTEGER, SEQUENCE, expectBytes, expectOid, expectTag, readElement, type Element } from './der.ts'

// Part of every runtime this code meets, but of neither the language nor the types compiled with. Browsers have it only on
// pages that nobody could have changed on the way.
declare const crypto: {
  subtle?: {
    importKey(format: 'spki', key: Uint8Array, algorithm: object, extractable: false, usages: ['verify']): Promise<unknown>
    verify(algorithm: object, key: unknown, signature: Uint8Array, data: Uint8Array): Promise<boolean>
  }
}

/** Whether signatures of authorities can be checked here. */
export const canJudge = (): boolean => crypto.subtle !== undefined

/** A public key of a certificate, of the kinds that are known here. */
export type PublicKey = { spki: Uint8Array } & ({ kind: 'rsa'; bits: number } | { kind: 'ec'; curve: Curve })

interface Curve {
  name: 'P-256' | 'P-384' | 'P-521'
  /** Of a coordinate, in bytes. */
  bytes: number
}

const RSA = '1.2.840.113549.1.1.1'
const EC = '1.2.840.10045.2.1'
const CURVES: Readonly<Record<string, Curve>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', bytes: 32 },
  '1.3.132.0.34': { name: 'P-384', bytes: 48 },
  '1.3.132.0.35': { name: 'P-521', bytes: 66 },
}
const MIN_RSA_BITS = 2048

/** From a SubjectPublicKeyInfo (RFC 5280 §4.1, RFC 3279 §2.3, RFC 5480). Null: of a kind that isn't known. @throws TypeError */
export function readPublicKey(info: Element): PublicKey | null {
  const fields = new Cursor(expectTag(info, SEQUENCE))
  const [name, parameter, ...more] = fields.next(SEQUENCE).children
  const key = expectBytes(fields.any())
  fields.end()
  if (more.length > 0) throw new TypeError('more than one parameter')
  const kind = expectOid(name)
  const spki = info.bytes
  if (kind === RSA) return { spki, kind: 'rsa', bits: bitsOf(expectTag(readElement(key), SEQUENCE)) }
  const curve = kind === EC ? CURVES[expectOid(parameter)] : undefined
  return curve === undefined ? null : { spki, kind: 'ec', curve }
}

function bitsOf(key: Element): number {
  const modulus = magnitude(new Cursor(key).next(INTEGER))
  return modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24
}

export const isStrong = (key: PublicKey): boolean => key.kind === 'ec' || key.bits >= MIN_RSA_BITS

/**
 * Whether `signature` over `message` is that of the key: RSASSA-PKCS1-v1_5 (RFC 8017 §8.2) or ECDSA as DER (RFC 3279
 * §2.2.3). False as well for what can't be read.
 *
 * @throws TypeError where there is no Web Cryptography
 * @throws CannotJudge where it knows no keys of that kind
 */
export async function holds(key: PublicKey, digest: Digest, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  const { subtle } = crypto
  if (subtle === undefined) throw new TypeError('no Web Cryptography here')
  try {
    const algorithm = key.kind === 'rsa' ? { name: 'RSASSA-PKCS1-v1_5', hash: digest } : { name: 'ECDSA', namedCurve: key.curve.name, hash: digest }
    const plain = key.kind === 'rsa' ? signature : plainSignature(signature, key.curve)
    const imported = await subtle.importKey('spki', key.spki, algorithm, false, ['verify'])
    return await subtle.verify(algorithm, imported, plain, message)
  } catch (error) {
    if (error instanceof Error && error.name === 'NotSupportedError') throw new CannotJudge(error)
    return false
  }
}

/** The two numbers side by side, as Web Cryptography takes them. @throws TypeError */
function plainSignature(signature: Uint8Array, { bytes }: Curve): Uint8Array {
  const fields = new Cursor(expectTag(readElement(signature), SEQUENCE))
  const numbers = [fields.next(INTEGER), fields.next(INTEGER)].map(magnitude)
  fields.end()
  const plain = new Uint8Array(2 * bytes)
  for (const [at, number] of numbers.entries()) {
    if (number.length > bytes) throw new TypeError('a number that is too large')
    plain.set(number, (at + 1) * bytes - number.length)
  }
  return plain
}

/** Of a positive INTEGER in its only spelling. @throws TypeError */
function magnitude({ content: [first = 0x80, ...rest] }: Element): Uint8Array {
  const padded = first === 0
  if (first >= 0x80 || (padded && (rest[0] ?? 0) < 0x80)) throw new TypeError('not a positive number')
  return Uint8Array.from(padded ? rest : [first, ...rest])
}
