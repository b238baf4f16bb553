import sodium from 'sodium-native'
import { z } from 'zod'
import { Refusal } from '../../../shared/contract/index.ts'
import { canonicalJson, fromBase64, parseCanonical, sha256Hex, toBase64, utf8 } from '../../../shared/encoding/index.ts'
import { equal, mac } from './keys.ts'
import { view, wipe } from './memory.ts'
import { randomBytes } from './random.ts'
import { NONCE_BYTES, open, seal } from './seal.ts'

/** Argon2id cost. `memory` in bytes, `ops` in passes. */
export interface KdfCost {
  ops: number
  memory: number
}

/** libsodium's MODERATE: 256 MiB, three passes; half a second to a second on the machines that offices have. */
export const DEFAULT_COST: KdfCost = { ops: 3, memory: 256 * 1024 * 1024 }

/** What a file may ask of the machine at most. Without this, a header could demand 64 GiB and hang the opening. */
const CEILING: KdfCost = { ops: 16, memory: 1024 * 1024 * 1024 }

/** Fewest characters of a passphrase. */
const MIN_PASSPHRASE = 12

const SALT_BYTES = 16
const CHECK_BYTES = 16

/** Refuses `passphrase.too-short`. Counts characters in the bytes themselves, so that no string of it is made. */
export function assertPassphrase(passphrase: Uint8Array): void {
  let characters = 0
  // In UTF-8 each character has one byte that isn't of the form 10xxxxxx.
  for (const byte of passphrase) if ((byte & 0xc0) !== 0x80) characters += 1
  if (characters < MIN_PASSPHRASE) throw new Refusal('passphrase.too-short', { min: MIN_PASSPHRASE })
}

function withinBounds(cost: KdfCost, floor: KdfCost): boolean {
  return (
    cost.ops >= floor.ops && cost.memory >= floor.memory && cost.ops <= CEILING.ops && cost.memory <= CEILING.memory
  )
}

/**
 * Argon2id version 1.3 (RFC 9106) with one lane, as libsodium computes it. Throws a RangeError below `floor`: nobody
 * may weaken it by an oversight. Only tests pass a lower floor.
 */
export function argon2id(
  passphrase: Uint8Array,
  salt: Uint8Array,
  cost: KdfCost,
  outBytes: number,
  floor: KdfCost = DEFAULT_COST,
): Buffer {
  if (!withinBounds(cost, floor)) throw new RangeError('Argon2id cost out of bounds')
  const out = Buffer.alloc(outBytes)
  sodium.crypto_pwhash(out, view(passphrase), view(salt), cost.ops, cost.memory, sodium.crypto_pwhash_ALG_ARGON2ID13)
  return out
}

const base64 = (max: number) => z.string().min(1).max(max).regex(/^[A-Za-z0-9+/]+={0,2}$/)

/**
 * A secret under a passphrase. Two things tell a wrong passphrase from damage: `sum` (SHA-256 of the rest, no key
 * needed) says whether the record is as it was written, and `check` (from the derived key) whether the passphrase is
 * the right one. The parameters are bound to `box` as associated data.
 */
export const SealedByPassphrase = z.strictObject({
  v: z.literal(1),
  alg: z.literal('argon2id13+xchacha20poly1305'),
  ops: z.int().positive(),
  mem: z.int().positive(),
  salt: base64(24),
  check: base64(24),
  nonce: base64(32),
  /** Ciphertext and tag. */
  box: base64(1024),
  sum: z.string().regex(/^[0-9a-f]{64}$/),
})
export type SealedByPassphrase = z.infer<typeof SealedByPassphrase>

export type Opened = { ok: true; secret: Buffer } | { ok: false; reason: 'wrong-passphrase' | 'damaged' }

const CHECK_NAME = utf8('bevisvalv passphrase check v1')

/** First half opens the box, second half makes the check: the check says nothing about the first. */
function stretch(passphrase: Uint8Array, salt: Uint8Array, cost: KdfCost, floor: KdfCost) {
  const derived = argon2id(passphrase, salt, cost, 64, floor)
  return {
    key: derived.subarray(0, 32),
    check: mac(derived.subarray(32), CHECK_NAME).subarray(0, CHECK_BYTES),
    wipe: () => wipe(derived),
  }
}

type Parameters = Omit<SealedByPassphrase, 'nonce' | 'box' | 'sum'>
const aadOf = (parameters: Parameters, context: string) => utf8(canonicalJson({ ...parameters, context }))
const sumOf = (sealed: Omit<SealedByPassphrase, 'sum'>) => sha256Hex(utf8(canonicalJson(sealed)))

/**
 * Seals as an object, for embedding in a larger file. `context` is bound to it but not stored: a slot of one vault
 * or person can't be passed off as another's.
 */
export function sealUnderPassphrase(
  secret: Uint8Array,
  passphrase: Uint8Array,
  cost: KdfCost,
  floor: KdfCost,
  context: string,
): SealedByPassphrase {
  assertPassphrase(passphrase)
  const salt = randomBytes(SALT_BYTES)
  const stretched = stretch(passphrase, salt, cost, floor)
  try {
    const parameters: Parameters = {
      v: 1,
      alg: 'argon2id13+xchacha20poly1305',
      ops: cost.ops,
      mem: cost.memory,
      salt: toBase64(salt),
      check: toBase64(stretched.check),
    }
    const box = seal(stretched.key, secret, aadOf(parameters, context))
    const sealed = {
      ...parameters,
      nonce: toBase64(box.subarray(0, NONCE_BYTES)),
      box: toBase64(box.subarray(NONCE_BYTES)),
    }
    return { ...sealed, sum: sumOf(sealed) }
  } finally {
    stretched.wipe()
  }
}

/** Hostile input, already of the right shape. Costs below `floor` or above the ceiling count as damage. */
export function openUnderPassphrase(
  record: SealedByPassphrase,
  passphrase: Uint8Array,
  floor: KdfCost,
  context: string,
): Opened {
  const { sum, ...sealed } = record
  const { nonce, box, ...parameters } = sealed
  const cost: KdfCost = { ops: record.ops, memory: record.mem }
  if (sum !== sumOf(sealed) || !withinBounds(cost, floor)) return { ok: false, reason: 'damaged' }
  const salt = decode(record.salt)
  const check = decode(record.check)
  const [start, rest] = [decode(nonce), decode(box)]
  if (salt?.length !== SALT_BYTES || check?.length !== CHECK_BYTES || start?.length !== NONCE_BYTES || !rest) {
    return { ok: false, reason: 'damaged' }
  }
  const stretched = stretch(passphrase, salt, cost, floor)
  try {
    if (!equal(stretched.check, check)) return { ok: false, reason: 'wrong-passphrase' }
    const secret = open(stretched.key, Buffer.concat([start, rest]), aadOf(parameters, context))
    return secret === null ? { ok: false, reason: 'damaged' } : { ok: true, secret }
  } finally {
    stretched.wipe()
  }
}

function decode(text: string): Uint8Array | null {
  try {
    return fromBase64(text)
  } catch {
    return null
  }
}

/** The same as text: one line of canonical JSON. Refuses `passphrase.too-short`. */
export function passphraseSeal(
  secret: Uint8Array,
  passphrase: Uint8Array,
  cost: KdfCost = DEFAULT_COST,
  floor: KdfCost = DEFAULT_COST,
  context = '',
): string {
  return canonicalJson(sealUnderPassphrase(secret, passphrase, cost, floor, context))
}

/** Hostile input: a text that isn't such a record is `damaged`. The caller wipes `secret`. */
export function passphraseOpen(
  text: string,
  passphrase: Uint8Array,
  floor: KdfCost = DEFAULT_COST,
  context = '',
): Opened {
  let parsed: unknown
  try {
    parsed = parseCanonical(text)
  } catch {
    return { ok: false, reason: 'damaged' }
  }
  const record = SealedByPassphrase.safeParse(parsed)
  if (!record.success) return { ok: false, reason: 'damaged' }
  return openUnderPassphrase(record.data, passphrase, floor, context)
}
