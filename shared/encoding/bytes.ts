import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

// Part of every runtime this code meets (Node, browsers), but of neither the language nor the types compiled with.
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => {
  decode(bytes: Uint8Array): string
}
declare const atob: (text: string) => string
declare const btoa: (text: string) => string

/** Small enough to be spread over the arguments of one call. */
const CHUNK = 0x2000

/** UTF-8 of a text. A lone surrogate becomes U+FFFD, as everywhere on the web; `canonicalJson` refuses those. */
export function utf8(text: string): Uint8Array {
  return utf8ToBytes(text)
}

/**
 * Text of UTF-8 bytes. A byte order mark stays in the text, so that writing it again gives the same bytes.
 *
 * @throws TypeError for anything that isn't UTF-8
 */
export function fromUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes)
}

/** @throws TypeError for an odd length or anything but `0-9a-f` */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new TypeError('not lower-case hex')
  return hexToBytes(text)
}

/** Base64 of RFC 4648 §4, padded. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += CHUNK) binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK))
  return btoa(binary)
}

/**
 * Reads base64 that is exactly what `toBase64` writes: no white space, all padding, unused bits zero. Otherwise
 * several texts would stand for the same bytes and a changed one go unnoticed.
 *
 * @throws TypeError
 */
export function fromBase64(text: string): Uint8Array {
  // The pattern first: what `atob` throws is of the DOM, and it skips white space.
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new TypeError('not base64')
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  // Only the last group can have unused bits; comparing it alone keeps large content cheap.
  const tail = bytes.length - (bytes.length % 3 || 3)
  if (bytes.length > 0 && !text.endsWith(toBase64(bytes.subarray(tail)))) throw new TypeError('not canonical base64')
  return bytes
}

export const concat: (...parts: Uint8Array[]) => Uint8Array = concatBytes

/** Not constant in time: for hashes and other public values only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** Order by UTF-16 code units, the same on every machine: never by locale. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
