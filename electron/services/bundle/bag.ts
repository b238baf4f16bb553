import { createHash } from 'node:crypto'
import { byPath, type BagFile } from './files.ts'

/** The tag files of BagIt 1.0 (RFC 8493). */

export const BAGIT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

/** Labels in the order in which they are written; a value's line breaks would begin a new label. */
export function bagInfo(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([label, value]) => `${label}: ${value.replace(/\s+/g, ' ').trim()}\n`)
    .join('')
}

/** `<sha256>  <path>` a line, as `sha256sum` reads it, sorted by path (code units). */
export function manifest(files: readonly BagFile[]): string {
  return files
    .toSorted(byPath)
    .map((file) => `${file.sha256}  ${file.path}\n`)
    .join('')
}

/** `content` of a `bundle.exported` payload: over `data/` but for that payload, which can't hold its own hash. */
export const contentHash = (files: readonly BagFile[]): string =>
  createHash('sha256').update(manifest(files)).digest('hex')

/** Octets and number of payload files (RFC 8493 §2.2.2). */
export function payloadOxum(files: readonly BagFile[]): string {
  return `${files.reduce((sum, file) => sum + file.bytes, 0)}.${files.length}`
}
