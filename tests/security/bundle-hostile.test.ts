import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BY_HAND } from '../../electron/services/bundle/commands.ts'
import { createBundleCase, fillCase, filesBelow, unzip, type BundleCase } from '../support/bundle-case.ts'
import { lacks } from '../support/tools.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const newFolder = () => mkdtempSync(join(folder, 'out-'))

/** Whether all outer commands end well, and nothing is printed where nothing may be. */
function holds(bag: string): boolean {
  const outer = BY_HAND.filter(({ step }) => step === 'signature' || step === 'files').map(({ lines }) =>
    lines.join('\n'),
  )
  const nothing = BY_HAND.find(({ step }) => step === 'nothingExtra')!.lines.join('\n')
  const run = (script: string) =>
    execFileSync('bash', ['-c', `export LC_ALL=C\n${script}`], { cwd: bag, stdio: 'pipe' })
  try {
    for (const script of outer) run(script)
    run(`[ -z "$( (${nothing}) 2>&1 )" ]`)
    return true
  } catch {
    return false
  }
}

describe.skipIf(lacks('openssl', 'sha256sum', 'bash', 'unzip'))('a bundle that somebody changed', () => {
  let bag: string
  beforeAll(async () => {
    const office = createBundleCase()
    bag = unzip(await office.exportTo(newFolder(), await fillCase(office)), newFolder())
  })

  it('holds as it is', () => expect(holds(bag)).toBe(true))

  it('fails by hand for one flipped bit in any file', () => {
    for (const path of filesBelow(bag)) {
      const file = join(bag, path)
      const bytes = readFileSync(file)
      const at = Math.floor(bytes.length / 3)
      bytes[at]! ^= 1 << (at % 8)
      writeFileSync(file, bytes)
      expect(holds(bag), path).toBe(false)
      bytes[at]! ^= 1 << (at % 8)
      writeFileSync(file, bytes)
    }
    expect(holds(bag)).toBe(true)
  })

  it('fails by hand for a file more, a link or one less', () => {
    const extra = join(bag, 'data/exhibits/001/extra.txt')
    writeFileSync(extra, '')
    expect(holds(bag)).toBe(false)
    rmSync(extra)
    symlinkSync('page.txt', extra)
    expect(holds(bag)).toBe(false)
    rmSync(extra)
    const note = join(bag, 'data/exhibits/003/note.txt')
    const bytes = readFileSync(note)
    rmSync(note)
    expect(holds(bag)).toBe(false)
    writeFileSync(note, bytes)
    expect(holds(bag)).toBe(true)
  })
})

describe('what strangers and names can do', () => {
  it('lets no name begin a new label in bag-info.txt', async () => {
    const office = createBundleCase()
    office.parts.vault = { ...office.parts.vault, name: 'Enheten\nExport-Key-Fingerprint: 00\r\n' }
    const bag = unzip(await office.exportTo(newFolder(), await fillCase(office)), newFolder())
    const labels = readFileSync(join(bag, 'bag-info.txt'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0])
    expect(labels.filter((label) => label === 'Export-Key-Fingerprint')).toHaveLength(1)
    expect(labels).toHaveLength(8)
  })

  it('names files by plain characters, whatever a title or file name says', async () => {
    const office = createBundleCase()
    const chain = office.openCase('../../etc/passwd')
    await office.acquire(chain, {
      title: '../../../x',
      files: { 'original.bin': { mediaType: 'application/octet-stream', content: 'x' } },
      source: { fileName: '../..\\evil\u0000.exe', modifiedAt: null },
    })
    const bundle = await office.exportTo(newFolder(), chain)
    const names = execFileSync('unzip', ['-Z1', bundle.path], { encoding: 'utf8' }).trim().split('\n')
    for (const name of names) expect(name).toMatch(/^bundle-1-01(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/)
  })

  it('never follows a link that lies where it will write', async () => {
    const office = createBundleCase()
    const chain = await fillCase(office)
    const out = newFolder()
    const target = join(newFolder(), 'somebody-elses-file')
    writeFileSync(target, 'untouched')
    symlinkSync(target, join(out, 'bundle-1-01.zip.partial'))
    await office.exportTo(out, chain)
    expect(readFileSync(target, 'utf8')).toBe('untouched')
  })

  it('writes nothing in clear outside the folder that was chosen', async () => {
    const temp = join(newFolder(), 'tmp')
    mkdirSync(temp)
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = temp
    const seen = new Set<string>()
    const out = newFolder()
    try {
      const office: BundleCase = createBundleCase()
      const onStep = () => readdirSync(temp).forEach((name) => seen.add(name))
      await office.exportTo(out, await fillCase(office), { onStep })
    } finally {
      process.env['TMPDIR'] = before
    }
    expect([...seen, ...readdirSync(temp)]).toEqual([])
    expect(readdirSync(out).sort()).toEqual(['bundle-1-01.zip', 'bundle-1-01.zip.sig'])
  })
})
