import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it, vi } from 'vitest'
import { createBundleCase } from '../support/bundle-case.ts'

/** The report takes long and is no part of this. */
vi.mock('../../electron/services/bundle/report/index.ts', () => ({
  async *renderReport() {
    yield Buffer.from('%PDF')
  },
}))

const MIB = 1024 * 1024
/** Above what is signed as one message, so that everything goes in pieces. `BEVISVALV_RECEIVE_MIB` for more. */
const LARGE = Number(process.env['BEVISVALV_RECEIVE_MIB'] ?? 160) * MIB
/** How much more a large bundle may take than a small one, whatever its size. */
const MORE = 64 * MIB

interface Told {
  verdict: string
  signed: string
  bytes: number
  peak: number
}

it('a large bundle is received in no more memory than a small one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'receive-large-'))
  const child = fileURLToPath(new URL('../support/receive-child.ts', import.meta.url))
  const receive = async (name: string, bytes: number): Promise<Told> => {
    const office = createBundleCase()
    const chain = office.openCase()
    // Several files: one buffer holds them in turn.
    const content = Buffer.alloc(Math.min(bytes, 64 * MIB), 'brus ')
    for (let n = 0; n * content.length < bytes; n += 1) await office.acquire(chain, { title: `Film ${n}`, files: { 'original.mp4': { mediaType: 'video/mp4', content } } })
    const { path } = await office.exportTo(join(folder, name), chain)
    const { stdout } = await promisify(execFile)(process.execPath, [child, path], { timeout: 120_000 })
    const told = JSON.parse(stdout) as Told
    expect([told.verdict, told.signed]).toEqual(['ok', 'pass'])
    expect(told.bytes).toBeGreaterThan(statSync(path).size)
    return told
  }
  try {
    const small = await receive('small', MIB)
    const large = await receive('large', LARGE)
    expect(large.bytes).toBeGreaterThan(LARGE)
    expect((large.peak - small.peak) / MIB).toBeLessThan(MORE / MIB)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
