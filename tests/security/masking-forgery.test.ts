import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COVER, canonicalJson, fromUtf8, utf8 } from '../../shared/encoding/index.ts'
import type { Cover, Derived, MaskingFile, Payload } from '../../shared/model/index.ts'
import { disposedOf } from '../../shared/verify/disposal.ts'
import { openBag, readFile } from '../../shared/verify/bag.ts'
import { exportStatement } from '../../shared/verify/exhibits.ts'
import { Mismatch, Stopped } from '../../shared/verify/findings.ts'
import { readKeys } from '../../shared/verify/keys.ts'
import { readLedger, type ReadLedger } from '../../shared/verify/ledger.ts'
import { checkMasking } from '../../shared/verify/masking.ts'
import { checkPayloads, readPayloads, type ReadPayloads } from '../../shared/verify/payloads.ts'
import { checkExportContent } from '../../shared/verify/exhibits.ts'
import { verifyCrypto } from '../../shared/verify/index.ts'
import { memoryReader, type Files } from '../support/bag-fixture.ts'
import { createBundleCase, filesBelow, unzip } from '../support/bundle-case.ts'
import { HEIGHT, WIDTH, acquireSecretive, redact } from '../support/masked.ts'
import { lacks } from '../support/tools.ts'

/**
 * Somebody with every key of the office may sign anything anew: here all that is signed is taken as it is claimed, and only the entry of
 * the acquisition stands, since witnesses and earlier bundles hold it. What is shown must still be what was acquired.
 */
const FOLDER = 'data/exhibits/001/'
const PICTURE = `${FOLDER}screenshot.masked.png`
const TEXT = `${FOLDER}page.masked.txt`
const OPENED = `${FOLDER}masking.json`
const SHOWN: Cover[] = [
  { kind: 'picture', name: 'screenshot.png', covered: [[2, 1, 5, 3]] },
  { kind: 'text', name: 'page.txt', covered: [[4, 9], [20, 21]] },
]

interface Forged {
  files: Files
  redacted: Payload<'exhibit.redacted'>
  masked: Derived['masked'][number]
  ledger: ReadLedger
}

const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-forged-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(lacks('unzip'))('a masked exhibit', () => {
  let files: Files
  let ledger: ReadLedger
  let payloads: ReadPayloads
  let pixels: Buffer

  beforeAll(async () => {
    const office = createBundleCase({ draws: true })
    const chain = office.openCase()
    const { row } = await acquireSecretive(office, chain, 'secret')
    await acquireSecretive(office, chain, 'other')
    redact(office, row, SHOWN)
    const bundle = await office.exportTo(join(folder, 'out'), chain, { profile: 'masked', selection: { exhibits: [{ exhibit: row.id, masked: true }], reason: 'Prov', title: 'Prov' } })
    const bag = unzip(bundle, join(folder, 'in'))
    files = new Map(filesBelow(bag).map((path) => [path, new Uint8Array(readFileSync(join(bag, path)))]))
    const opened = await openBag(memoryReader(files), verifyCrypto)
    ledger = await readLedger(opened)
    payloads = await readPayloads(opened, ledger)
    expect((await readKeys(opened)).fault).toBeNull()
    pixels = await sharp(readFileSync(join(bag, PICTURE))).removeAlpha().raw().toBuffer()
  })

  /** Without what the library adds to pixels: that alone would be found out. */
  const png = async (raw: Buffer, width = WIDTH, height = HEIGHT) => {
    const made = await sharp(raw, { raw: { width, height, channels: 3 } }).png().toBuffer()
    const parts = [made.subarray(0, 8)]
    for (let at = 8; at < made.length; at += 12 + made.readUInt32BE(at)) {
      if (['IHDR', 'IDAT', 'IEND'].includes(made.toString('latin1', at + 4, at + 8))) parts.push(made.subarray(at, at + 12 + made.readUInt32BE(at)))
    }
    return Buffer.concat(parts)
  }
  const painted = async (x: number, y: number, value: number) => {
    const raw = Buffer.from(pixels)
    raw[(y * WIDTH + x) * 3] = value
    return png(raw)
  }
  const maskingFile = (given: Files) => JSON.parse(fromUtf8(given.get(OPENED)!)) as MaskingFile
  const rewritten = (given: Files, change: (file: MaskingFile) => unknown) => {
    const file = maskingFile(given)
    change(file)
    given.set(OPENED, utf8(canonicalJson(file)))
  }

  const changed = (runs: (string | number)[], count: number) => runs.map((run) => (run === 5 ? count : run))

  async function judged(forge: (forged: Forged) => void | Promise<void>, pause = () => Promise.resolve()): Promise<string> {
    const found = payloads.statements.find(({ payload }) => payload.type === 'exhibit.redacted')!
    const masked = exportStatement(payloads)!.payload.derived!.masked[0]!
    const forged: Forged = structuredClone({ files, redacted: found.payload as Payload<'exhibit.redacted'>, masked, ledger })
    await forge(forged)
    const statements = payloads.statements.map((one): typeof one => {
      const { payload } = one
      if (payload.type === 'exhibit.redacted') return { ...one, payload: forged.redacted }
      if (payload.type !== 'bundle.exported') return one
      return { ...one, payload: { ...payload, derived: { ...payload.derived!, masked: [forged.masked] } } }
    })
    const bag = await openBag(memoryReader(forged.files), verifyCrypto, pause)
    try {
      return (await checkMasking(bag, { ...payloads, statements }, forged.ledger, () => undefined)).result
    } catch (error) {
      if (error instanceof Mismatch) return error.item
      throw error
    }
  }

  it('holds as it was exported', async () => {
    expect(await judged(() => undefined)).toBe('pass')
    expect(await judged(async ({ files: own }) => void own.set(PICTURE, await png(pixels)))).toBe('pass')
  })

  it('in which nothing stands for a long stretch lets others have their turn, and is ended where somebody ends it', async () => {
    const empty = Buffer.from('000000004944415435af061e', 'hex')
    const stretched = ({ files: own }: Forged) => void own.set(PICTURE, Buffer.concat([own.get(PICTURE)!.subarray(0, 33), ...Array.from({ length: 100_000 }, () => empty), own.get(PICTURE)!.subarray(33)]))
    let turns = 0
    expect(await judged(stretched, async () => void (turns += 1))).toBe('pass')
    expect(turns).toBeGreaterThan(40)
    for (const last of [10, 35]) {
      let left = last
      await expect(judged(stretched, async () => { if ((left -= 1) < 0) throw new Stopped('enough') })).rejects.toThrow(Stopped)
    }
  })

  const CASES: Record<string, [item: string, forge: (forged: Forged) => void | Promise<void>]> = {
    'with another pixel shown': [PICTURE, async ({ files: own }) => void own.set(PICTURE, await painted(1, 1, 255 - pixels[(WIDTH + 1) * 3]!))],
    'with a pixel where it is covered': [PICTURE, async ({ files: own }) => void own.set(PICTURE, await painted(70, 20, 1))],
    'with more covered than said': [PICTURE, async ({ files: own }) => {
      const raw = Buffer.from(pixels)
      for (let y = 0; y < 16; y += 1) raw.fill(0, y * WIDTH * 3, (y * WIDTH + 32) * 3)
      own.set(PICTURE, await png(raw))
    }],
    'with its mask moved': [OPENED, async ({ files: own, redacted }) => {
      const raw = Buffer.from(pixels)
      for (let y = 32; y < 64; y += 1) raw.fill(0, (y * WIDTH + 64) * 3, (y * WIDTH + 160) * 3)
      own.set(PICTURE, await png(raw))
      redacted.shown[0] = { kind: 'picture', name: 'screenshot.png', covered: [[2, 2, 5, 4]] }
    }],
    'with its mask widened': [OPENED, async ({ files: own, redacted }) => {
      const raw = Buffer.from(pixels)
      for (let y = 16; y < 48; y += 1) raw.fill(0, (y * WIDTH + 64) * 3, (y * WIDTH + 192) * 3)
      own.set(PICTURE, await png(raw))
      redacted.shown[0] = { kind: 'picture', name: 'screenshot.png', covered: [[2, 1, 6, 3]] }
    }],
    'with its mask beyond the picture': [OPENED, ({ redacted }) => void (redacted.shown[0] = { kind: 'picture', name: 'screenshot.png', covered: [[2, 1, 50, 3]] })],
    'of another size': [PICTURE, async ({ files: own }) => void own.set(PICTURE, await png(pixels.subarray(0, WIDTH * 3 * 140), WIDTH, 140))],
    'with a text in its picture file': [PICTURE, async ({ files: own }) => void own.set(PICTURE, await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).withExif({ IFD0: { ImageDescription: 'namn' } }).png().toBuffer())],
    'with bytes behind its picture': [PICTURE, ({ files: own }) => void own.set(PICTURE, Buffer.concat([own.get(PICTURE)!, utf8('namn')]))],
    'whose picture is none': [PICTURE, ({ files: own }) => void own.set(PICTURE, utf8('inte en bild, men lång nog för att vara det'))],
    'with another word': [TEXT, ({ files: own }) => {
      rewritten(own, ({ parts: [, words] }) => words?.kind === 'text' && (words.runs = words.runs.with(0, `x${String(words.runs[0]).slice(1)}`)))
      own.set(TEXT, utf8(maskingFile(own).parts.flatMap((part) => (part.kind === 'text' ? part.runs : [])).map((run) => (typeof run === 'number' ? COVER : run)).join('')))
    }],
    'whose text file says something else': [TEXT, ({ files: own }) => void own.set(TEXT, utf8(`x${fromUtf8(own.get(TEXT)!).slice(1)}`))],
    'with fewer words covered': [OPENED, ({ files: own }) => rewritten(own, ({ parts: [, words] }) => words?.kind === 'text' && (words.runs = changed(words.runs, 4)))],
    'with very many words covered': [OPENED, ({ files: own }) => rewritten(own, ({ parts: [, words] }) => words?.kind === 'text' && (words.runs = changed(words.runs, 2 ** 50)))],
    // A pause between two words is a piece of its own.
    'with a text told as two': [OPENED, ({ files: own }) => rewritten(own, ({ parts: [, words] }) => words?.kind === 'text' && (words.runs = words.runs.flatMap((run): (string | number)[] => (typeof run === 'string' ? run.split(/(?<=^\S+)(?=\s)/u) : [run]))))],
    'with a stretch told as two': [OPENED, ({ files: own }) => {
      rewritten(own, ({ parts: [, words] }) => words?.kind === 'text' && (words.runs = words.runs.flatMap((run): (string | number)[] => (run === 5 ? [2, 3] : [run]))))
      own.set(TEXT, utf8(fromUtf8(own.get(TEXT)!).replace(COVER, COVER + COVER)))
    }],
    'with a stretch of words moved': [OPENED, ({ redacted }) => void (redacted.shown[1] = { kind: 'text', name: 'page.txt', covered: [[6, 11], [20, 21]] })],
    'with another seed': [PICTURE, ({ files: own }) => rewritten(own, ({ parts }) => void (parts[0]!.seeds[0] = parts[0]!.seeds[1]!))],
    'with another hash': [PICTURE, ({ files: own }) => rewritten(own, ({ parts }) => void (parts[0]!.hashes[0] = parts[0]!.seeds[1]!))],
    'with a seed too many': [OPENED, ({ files: own }) => rewritten(own, ({ parts }) => void parts[0]!.seeds.push(parts[0]!.seeds[0]!))],
    'with a hash too few': [OPENED, ({ files: own }) => rewritten(own, ({ parts }) => void parts[1]!.hashes.pop())],
    'that opens something else': [OPENED, ({ files: own }) => rewritten(own, ({ parts }) => void parts.reverse())],
    'that opens nothing': [OPENED, ({ files: own }) => void own.delete(OPENED)],
    'that commits to other parts': ['ledger/entries.jsonl:2', ({ redacted }) => void (redacted.parts[0] = { ...redacted.parts[0]!, root: '0'.repeat(64) })],
    'of the entry of another exhibit': ['ledger/entries.jsonl:4', ({ redacted, ledger: own }) => void (redacted.acquired = own.entries[2]!.entry.seq)],
    'of an entry that is no acquisition': ['ledger/entries.jsonl:4', ({ redacted, ledger: own }) => void (redacted.acquired = own.entries[3]!.entry.seq)],
    'called another one': ['ledger/entries.jsonl:4', ({ masked }) => void (masked.number = 7)],
    'whose masking is not there': ['ledger/entries.jsonl', ({ masked }) => void (masked.redacted = 0)],
    'with a file too few': ['ledger/entries.jsonl:4', ({ masked }) => void masked.artefacts.pop()],
  }

  it.each(Object.entries(CASES))('%s is found out', async (_, [item, forge]) => {
    expect(await judged(forge)).toBe(item)
  })

  it('is told where an export leaves out something else than it says', async () => {
    const exported = exportStatement(payloads)!
    const derived = exported.payload.derived!
    const disposed = disposedOf(payloads, ledger)
    const refused = (change: Partial<Derived>) => {
      try {
        return checkPayloads(payloads, { derived: { ...derived, ...change }, office: [], disposed }).result
      } catch (error) {
        return error instanceof Mismatch ? error.item : String(error)
      }
    }
    expect(refused({})).toBe('pass')
    expect(refused({ withheld: [...derived.withheld, 9999] })).toBe('ledger/entries.jsonl')
    expect(refused({ withheld: [...derived.withheld, exported.entry.seq] })).toBe(exported.item)

    const bag = await openBag(memoryReader(files), verifyCrypto)
    expect(await readFile(bag, OPENED, 1 << 20)).toBeDefined()
    const content = async (change: Partial<Payload<'bundle.exported'>>) => {
      const statements = payloads.statements.map((one): typeof one => (one.item === exported.item ? { ...one, payload: { ...exported.payload, ...change } } : one))
      return checkExportContent(bag, { ...payloads, statements }, ledger, disposed).then(({ result }) => result, (error: unknown) => (error instanceof Mismatch ? error.message : String(error)))
    }
    expect(await content({})).toBe('pass')
    expect(await content({ profile: 'police' })).toContain('profile police')
    expect(await content({ profile: 'civil' })).toContain('masks something')
    expect(await content({ derived: { ...derived, leftOut: [] } })).toContain('2 were acquired')
    expect(await content({ derived: { ...derived, leftOut: [1] } })).toContain('2 were acquired')
  })
})
