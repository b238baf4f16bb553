import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Attack } from './attacks.ts'
import type { Scene } from './scene.ts'

/** SQLCipher seals each page by itself, with its number: an older one in the same place opens as well as today's. */
const PAGE_BYTES = 4096

const pageOf = (file: Buffer, page: number) => file.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES)

/** Numbers, from 0, of the pages that are in both files and differ. The first holds the salt that all keys come from. */
export function oldPages(scene: Scene, from: 'early' | 'late'): number[] {
  const [then, now] = [scene[from], scene.good].map((folder) => readFileSync(join(folder, 'vault.db'))) as [Buffer, Buffer]
  const both = Math.min(then.length, now.length) / PAGE_BYTES
  return Array.from({ length: both }, (_, page) => page).filter((page) => !pageOf(then, page).equals(pageOf(now, page)))
}

export const putPages = (from: 'early' | 'late', pages: readonly number[]): Attack => ({
  name: `pages ${pages.join(', ')} as they were, ${from}`,
  run(scene) {
    const then = readFileSync(join(scene[from], 'vault.db'))
    const path = join(scene.folder, 'vault.db')
    const now = readFileSync(path)
    for (const page of pages) pageOf(then, page).copy(now, page * PAGE_BYTES)
    writeFileSync(path, now)
  },
})
