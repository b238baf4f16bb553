import { createDecipheriv } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'

/**
 * Every page of a SQLCipher 4 file with a raw key, deciphered one by one without asking any database: pages that are in use, pages that
 * have fallen free, and frames of its journal, whether or not they still count. AES-256-CBC, 80 bytes reserved at the end of a page: 16
 * of initial vector, 64 of HMAC.
 */
const PAGE = 4096
const RESERVED = 80
const SALT = 16

export function rawPages(path: string, key: string): Buffer[] {
  const secret = Buffer.from(key, 'hex')
  const open = (page: Buffer, from: number): Buffer => {
    const end = PAGE - RESERVED
    const decipher = createDecipheriv('aes-256-cbc', secret, page.subarray(end, end + 16)).setAutoPadding(false)
    return Buffer.concat([decipher.update(page.subarray(from, end)), decipher.final()])
  }
  const file = readFileSync(path)
  const pages = Array.from({ length: Math.floor(file.length / PAGE) }, (_, index) => open(file.subarray(index * PAGE, (index + 1) * PAGE), index === 0 ? SALT : 0))
  return [...pages, ...frames(`${path}-wal`).map(({ number, page }) => open(page, number === 1 ? SALT : 0))]
}

/** A journal: 32 bytes of head, then frames of 24 bytes of head, the page's number first, and a page. */
function frames(path: string): { number: number; page: Buffer }[] {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0) return []
  const file = readFileSync(path)
  return Array.from({ length: Math.floor((size - 32) / (24 + PAGE)) }, (_, index) => {
    const at = 32 + index * (24 + PAGE)
    return { number: file.readUInt32BE(at), page: file.subarray(at + 24, at + 24 + PAGE) }
  })
}

/** Which of these texts any page holds, in UTF-8. */
export const heldIn = (pages: readonly Buffer[], texts: readonly string[]): string[] => texts.filter((text) => pages.some((page) => page.includes(text)))
