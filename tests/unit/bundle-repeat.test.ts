import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { createBundleCase, fillCase } from '../support/bundle-case.ts'

/** Salts are the only chance in an export; here they come from a counter. */
const salts = vi.hoisted(() => ({ count: 0 }))
vi.mock('../../electron/services/crypto/random.ts', () => ({
  randomBytes: (length: number) =>
    createHash('shake256', { outputLength: length }).update(String(salts.count++)).digest(),
  newId: () => {
    throw new Error('ids come from names here')
  },
}))

it('gives the same bytes for the same case at the same time, in another time zone too', async () => {
  const zone = process.env['TZ']
  const results: string[] = []
  for (const place of ['UTC', 'Pacific/Kiritimati']) {
    process.env['TZ'] = place
    salts.count = 0
    const folder = mkdtempSync(join(tmpdir(), 'repeat-'))
    const office = createBundleCase()
    const { path } = await office.exportTo(folder, await fillCase(office))
    results.push(readFileSync(path).toString('base64') + readFileSync(`${path}.sig`).toString('hex'))
    rmSync(folder, { recursive: true })
  }
  process.env['TZ'] = zone
  expect(results[0] === results[1]).toBe(true)
})
