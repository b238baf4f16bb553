import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readerOfZip } from '../../shared/verify/index.ts'
import { sha256Hex, utf8 } from '../../shared/encoding/index.ts'
import { heldFile } from '../../electron/services/bundle/files.ts'
import { createZip } from '../../electron/services/bundle/zip.ts'
import { zipSource } from '../support/bag-zip.ts'
import { lacks } from '../support/tools.ts'

/** The zip that a bundle is, where it needs the longer records: judged by unpackers of others, and by the verifier's strict reader. */

const folder = mkdtempSync(join(tmpdir(), 'zip-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const AT = new Date('2026-11-22T16:05:00Z')

/** A target in memory. `spoil`: what of so many bytes is read back is something else than was written. */
function target(spoil = 0) {
  let bytes = Buffer.alloc(0)
  return {
    whole: () => new Uint8Array(bytes),
    write: async (piece: Uint8Array, position: number) => {
      if (position + piece.length > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(position + piece.length - bytes.length)])
      bytes.set(piece, position)
    },
    async *readBack(position: number, length: number) {
      yield bytes.subarray(position, position + length).map((byte) => (length === spoil ? byte ^ 1 : byte))
    },
  }
}

const content = Buffer.alloc(3000, 'Hela kommunhuset ska få veta. ')
const pieces = function* () {
  for (let at = 0; at < content.length; at += 700) yield content.subarray(at, at + 700)
}
const list = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })

describe.skipIf(lacks('unzip', '7z'))('a zip with more than 32 bits can say', () => {
  it.each([
    ['a length that nobody knew', null, 1000],
    ['a length that was known', 3000, 1000],
    ['a length that was said to be shorter', 10, 1000],
    ['an offset', 3000, 3200],
    ['nothing', null, 1_000_000],
  ] as const)('unpacks everywhere: %s', async (_, hint, limit) => {
    const out = target()
    const zip = createZip(out, 'bundle-1-01', AT, limit)
    await zip.add(heldFile('första.txt', 'ett'))
    let told = 0
    expect(await zip.stream('data/report.pdf', hint, pieces, (length) => void (told += length))).toEqual({ path: 'data/report.pdf', bytes: 3000, sha256: sha256Hex(content) })
    // Copied, where the header had been too short once more, and read back.
    expect(told).toBe(limit === 1000 && hint !== 3000 ? 9000 : 6000)
    await zip.add(heldFile('verify.sh', 'echo', true))
    const { bytes, sha256 } = await zip.close()
    expect({ bytes, sha256 }).toEqual({ bytes: out.whole().length, sha256: sha256Hex(out.whole()) })

    writeFileSync(join(folder, 'a.zip'), out.whole())
    rmSync(join(folder, 'bundle-1-01'), { recursive: true, force: true })
    list('unzip', '-q', 'a.zip')
    expect(readFileSync(join(folder, 'bundle-1-01/data/report.pdf'))).toEqual(content)
    expect(readFileSync(join(folder, 'bundle-1-01/första.txt'), 'utf8')).toBe('ett')
    expect(list('7z', 't', 'a.zip')).toContain('Everything is Ok')
    const reader = await readerOfZip(zipSource(out.whole()))
    expect(await reader.paths()).toEqual(['första.txt', 'data/report.pdf', 'verify.sh'])
    expect(await reader.odd()).toEqual([])
    expect(Buffer.from(await reader.read('data/report.pdf', 3000))).toEqual(content)
    expect(await reader.digest('verify.sh')).toBe(sha256Hex(utf8('echo')))
  })

  it('has room for more than 65,535 files', async () => {
    const parts: Uint8Array[] = []
    const zip = createZip({ write: async (piece) => void parts.push(piece), async *readBack() { yield parts.at(-1)! } }, 'b', AT)
    const many = 70_000
    for (let number = 0; number < many; number += 1) await zip.add(heldFile(String(number), ''))
    await zip.close()
    const whole = new Uint8Array(Buffer.concat(parts))
    writeFileSync(join(folder, 'many.zip'), whole)
    expect(list('7z', 't', 'many.zip')).toMatch(new RegExp(`Files: ${many}`))
    expect(await (await readerOfZip(zipSource(whole))).paths()).toHaveLength(many)
  })
})

it('tells what lies in the target, not what was sent there', async () => {
  const zip = createZip(target(content.length), 'bundle-1-01', AT)
  const { sha256 } = await zip.stream('data/report.pdf', null, pieces, () => undefined)
  expect(sha256).toBe(sha256Hex(content.map((byte) => byte ^ 1)))
})

it('is not finished where the target loses a small file, or the directory', async () => {
  const small = heldFile('ledger/checkpoint', 'x'.repeat(100))
  const failed = { code: 'bundle.write-failed', params: { name: 'checkpoint', reason: 'changed' } }
  // 30 bytes of header, and its name with the folder's.
  await expect(createZip(target(30 + 'bundle-1-01/ledger/checkpoint'.length + 100), 'bundle-1-01', AT).add(small)).rejects.toMatchObject(failed)

  const zip = createZip(target(22), 'bundle-1-01', AT)
  await zip.add(small)
  await expect(zip.close()).rejects.toMatchObject({ code: 'bundle.write-failed' })
})
