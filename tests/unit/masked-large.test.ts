import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, expect, it, vi } from 'vitest'
import { TILE } from '../../shared/encoding/index.ts'
import { createBundleCase } from '../support/bundle-case.ts'
import { masked, redact } from '../support/masked.ts'

vi.mock('../../electron/services/bundle/report/index.ts', () => ({
  async *renderReport() {
    yield Buffer.from('%PDF')
  },
}))

const [WIDTH, HEIGHT] = [100 * TILE.width, 600 * TILE.height]
const folder = mkdtempSync(join(tmpdir(), 'masked-large-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A bundle with one masked picture of one colour, which takes little in a file. */
async function bundleWith(width: number, height: number): Promise<string> {
  const office = createBundleCase({ draws: true })
  const picture = await sharp({ create: { width, height, channels: 3, background: '#eeeeee' } }).png().toBuffer()
  const acquisition = office.evidence.begin(office.openCase())
  await acquisition.add('screenshot.png', 'image/png', [picture])
  const row = await acquisition.finish(office.officer, { kind: 'capture', title: 'Sida', acquiredAt: '2026-11-22T14:00:00.000Z', completeness: null, source: null, supersedes: null, searchText: '', pictures: ['screenshot.png'] })
  redact(office, row, [{ kind: 'picture', name: 'screenshot.png', covered: [[1, 1, 3, 2]] }])
  const out = mkdtempSync(join(folder, 'out-'))
  return (await office.exportTo(out, row.case, { profile: 'masked', selection: { exhibits: masked(row.id), reason: 'Prov', title: 'Prov' } })).path
}

it('a masked picture of very many tiles is checked without holding a hash for each', async () => {
  const [small, large] = [await bundleWith(640, 480), await bundleWith(WIDTH, HEIGHT)]
  const child = fileURLToPath(new URL('../support/verify-child.ts', import.meta.url))
  const found: unknown = JSON.parse(execFileSync(process.execPath, [child, small, large], { encoding: 'utf8' }))
  expect(found).toMatchObject({ verdict: 'ok', masking: 'pass' })
  // Sixty thousand tiles took two thousand bytes each.
  expect((found as { grownBy: number }).grownBy).toBeLessThan(64 * 1024 * 1024)
}, 120_000)
