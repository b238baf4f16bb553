import type { Kid, VaultId } from '../model/index.ts'
import { concat, equalBytes, fromHex, toHex } from './bytes.ts'
import { sha256 } from './hash.ts'

/**
 * The code of a witness's receipt: what has to be kept outside the vault so that nobody can change afterwards what was signed, or the
 * log before it. Short enough for one QR symbol, and to be typed from paper.
 */
export interface Receipt {
  vault: VaultId
  /** Of the attestation's entry. */
  seq: number
  /** Leaf hash of that entry, hex. */
  leaf: string
  /** State of the log that the statement made. */
  head: { size: number; root: string }
  /** Content root of the exhibit, hex. */
  contentRoot: string
  kid: Kid
}

/** Letters of the form; a later one is another form. */
const FORM = 'BV1'
/** Crockford's base 32: no letter that is taken for a digit. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BITS = 5
/** Bytes: vault, seq, leaf, size, root, content root, kid, check sum. */
const LENGTHS = [16, 4, 32, 4, 32, 32, 8, 4] as const
const BYTES = LENGTHS.reduce((sum, length) => sum + length, 0)
const CHARACTERS = Math.ceil((BYTES * 8) / BITS)
const CHECK = 4

/** `BV1` and 212 characters, all of them of the alphanumeric kind of QR. @throws TypeError for a receipt that has no such code */
export function receiptCode({ vault, seq, leaf, head, contentRoot, kid }: Receipt): string {
  const body = concat(fromHex(vault.slice(2)), word(seq), fromHex(leaf), word(head.size), fromHex(head.root), fromHex(contentRoot), fromHex(kid))
  if (body.length !== BYTES - CHECK) throw new TypeError('not a receipt')
  return FORM + toDigits(concat(body, checkSum(body)))
}

/**
 * Reads what a person typed or a camera read: spaces, hyphens and case don't count, and letters that look like digits are those. One
 * character that is wrong makes it no code at all, so that it is told from a receipt that doesn't fit.
 *
 * @throws TypeError
 */
export function parseReceipt(typed: string): Receipt {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  if (!text.startsWith(FORM)) throw new TypeError('not the code of a receipt')
  const bytes = fromDigits(text.slice(FORM.length))
  const body = bytes.subarray(0, BYTES - CHECK)
  if (!equalBytes(checkSum(body), bytes.subarray(BYTES - CHECK))) throw new TypeError('a character of the code is wrong')
  let at = 0
  const [vault, seq, leaf, size, root, contentRoot, kid] = LENGTHS.map((length) => bytes.slice(at, (at += length))) as [Uint8Array, ...Uint8Array[]]
  const hex = (part: Uint8Array | undefined) => toHex(part ?? new Uint8Array())
  return {
    vault: `v-${toHex(vault)}` as VaultId,
    seq: number(seq),
    leaf: hex(leaf),
    head: { size: number(size), root: hex(root) },
    contentRoot: hex(contentRoot),
    kid: hex(kid),
  }
}

/** Groups of five for reading and typing: the form stands alone in front. */
export const receiptGroups = (code: string): string[] => [code.slice(0, FORM.length), ...(code.slice(FORM.length).match(/.{1,5}/g) ?? [])]

const checkSum = (body: Uint8Array): Uint8Array => sha256(body).subarray(0, CHECK)

function word(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) throw new TypeError('not a number of an entry')
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

const number = (bytes: Uint8Array | undefined): number => (bytes === undefined ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0))

function toDigits(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= BITS; bits -= BITS) text += DIGITS[(held >> (bits - BITS)) & 31]
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + DIGITS[(held << (BITS - bits)) & 31]
}

/** Reads exactly what `toDigits` writes: unused bits are zero. */
function fromDigits(text: string): Uint8Array {
  if (text.length !== CHARACTERS) throw new TypeError(`a code has ${CHARACTERS} characters after ${FORM}`)
  const bytes = new Uint8Array(BYTES)
  let held = 0
  let bits = 0
  let at = 0
  for (const digit of text) {
    const value = DIGITS.indexOf(digit)
    if (value < 0) throw new TypeError(`${digit} does not stand in a code`)
    held = (held << BITS) | value
    bits += BITS
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = held >> bits
    held &= (1 << bits) - 1
  }
  if (held !== 0) throw new TypeError('the last character of the code is wrong')
  return bytes
}
