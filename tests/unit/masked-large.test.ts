import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, expect, it, vi } from 'vitest'
import { TILE } from '../../shared/encoding/index.ts'
import { readerOfZip } from '../../shared/verify/index.ts'
import { zipOf, zipSource } from '../support/bag-zip.ts'
import { createBundleCase } from '../support/bundle-case.ts'
import { masked, redact } from '../support/masked.ts'

vi.mock('../../electron/services/bundle/report/index.ts', () => ({
  async *renderReport() {
    yield Buffer.from('%PDF')
  },
}))

const MIB = 1024 * 1024
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

/** What the last of them comes to, and by how many bytes that made memory grow. */
function checked(...paths: string[]): { verdict: string; masking: string; grownBy: number } {
  const child = fileURLToPath(new URL('../support/verify-child.ts', import.meta.url))
  return JSON.parse(execFileSync(process.execPath, [child, ...paths], { encoding: 'utf8' })) as ReturnType<typeof checked>
}

it('a masked picture of very many tiles is checked without holding a hash for each', async () => {
  const { grownBy, ...found } = checked(await bundleWith(640, 480), await bundleWith(WIDTH, HEIGHT))
  expect(found).toEqual({ verdict: 'ok', masking: 'pass' })
  // Sixty thousand tiles took two thousand bytes each.
  expect(grownBy).toBeLessThan(64 * MIB)
}, 120_000)

it('a masked picture that unpacks to very much is checked without holding it', async () => {
  const small = await bundleWith(640, 480)
  const bytes = readFileSync(small)
  const reader = await readerOfZip(zipSource(bytes))
  const files = new Map<string, Uint8Array>()
  for (const path of await reader.paths()) files.set(path, await reader.read(path, bytes.length))
  const name = 'data/exhibits/001/screenshot.masked.png'
  const picture = Buffer.from(files.get(name) ?? [])
  // Its header, and one chunk of nothing.
  const head = Buffer.from('0000000049444154', 'hex')
  head.writeUInt32BE(200 * MIB)
  const nothing = Buffer.alloc(200 * MIB)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(nothing, crc32(head.subarray(4))))
  files.set(name, Buffer.concat([picture.subarray(0, 33), head, nothing, sum, picture.subarray(-12)]))
  const hostile = join(folder, 'bundle-1-01.zip')
  writeFileSync(hostile, await zipOf(files, { level: 1, compressionMethod: 8 }))
  const { grownBy, ...found } = checked(small, hostile)
  expect(found).toEqual({ verdict: 'failed', masking: 'fail' })
  expect(grownBy).toBeLessThan(96 * MIB)
}, 120_000)
