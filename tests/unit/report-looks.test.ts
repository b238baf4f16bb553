import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createSheet, type Sheet } from '../../electron/services/bundle/report/sheet.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { createBundleCase } from '../support/bundle-case.ts'
import { captured, provenanceOf, wholeReport } from '../support/report-case.ts'
import { note, see, sightingOf } from '../support/report-casework.ts'
import { lacks } from '../support/tools.ts'

const folder = mkdtempSync(join(tmpdir(), 'report-looks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function pagesIn(pdf: Uint8Array): string[] {
  const path = join(folder, 'report.pdf')
  writeFileSync(path, pdf)
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1)
}

async function drawn(draw: (sheet: Sheet) => void): Promise<string[]> {
  const sheet = await createSheet({ title: 'T', subject: 'S', author: 'A', language: 'sv-SE', at: new Date('2026-11-22T14:00:00Z') })
  sheet.chapter('Kapitel')
  draw(sheet)
  const chunks: Uint8Array[] = []
  for await (const chunk of sheet.finish()) chunks.push(chunk)
  return pagesIn(Buffer.concat(chunks))
}

interface Box {
  word: string
  left: number
  top: number
  right: number
  bottom: number
}

/** Pairs of words of which one is written over the other: more than a point wide and a quarter of its height. */
function overlaps(pdf: Uint8Array): string[] {
  const path = join(folder, 'boxes.pdf')
  writeFileSync(path, pdf)
  const pages = execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('<page').slice(1)
  return pages.flatMap((page, at) => {
    const words = [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)].map(
      ([, left, top, right, bottom, word = '']): Box => ({ word, left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) }),
    )
    expect(words.length).toBeGreaterThan(3)
    return words.flatMap((one, i) => words.slice(0, i).filter((other) => isOver(one, other)).map((other) => `page ${at + 1}: ${one.word} over ${other.word}`))
  })
}

function isOver(one: Box, other: Box): boolean {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  return wide > 1 && high > 0.25 * Math.min(one.bottom - one.top, other.bottom - other.top)
}

/** Rows on each page. */
const rows = (pages: readonly string[]): number[] => pages.map((page) => page.match(/rad \d+/g)?.length ?? 0)

describe.skipIf(lacks('pdftotext'))('pages of the report', () => {
  it('never hold the last row of a list alone', async () => {
    const ends = { facts: new Set<number>(), table: new Set<number>() }
    for (let count = 24; count <= 50; count += 1) {
      const names = Array.from({ length: count }, (_, i) => `rad ${i}`)
      for (const kind of ['facts', 'table'] as const) {
        const found = rows(await drawn((sheet) => (kind === 'facts' ? sheet.facts(names.map((value) => ({ label: 'x', value }))) : sheet.table([{ title: 'a', width: 200, style: 'body' }], names.map((name) => [name])))))
        expect(found.reduce((sum, n) => sum + n, 0)).toBe(count)
        expect(found.at(-1)).not.toBe(1)
        ends[kind].add(found.length)
      }
    }
    // So that there was an end of a page to fall over.
    expect(ends).toEqual({ facts: new Set([1, 2]), table: new Set([1, 2]) })
  })

  it('have no word over another, in either language', async () => {
    const office = createBundleCase()
    const chain = office.openCase()
    const row = await captured(office, chain, { title: 'Inlägg med ett namn som är så långt att det behöver mer än en rad i förteckningen över bevis' })
    office.attest(row, 'Jag såg det.')
    await captured(office, chain, { title: 'Kommentarer' })
    // Thousands on each day of a month, whose figures have no room beside each other, and addresses and names that don't fit their columns.
    const seen = Array.from({ length: 60 }, (_, at) => sightingOf(`s${at}`, { platform: `Plattform med ett långt namn ${at % 30}`, account: 'konto'.repeat(20), postedOn: `2026-10-${String(1 + (at % 30)).padStart(2, '0')}`, reach: 10 ** (at % 15), url: `https://forum.example/${'a'.repeat(at * 10)}` }))
    see(office, chain, seen)
    see(office, chain, Array.from({ length: 1200 }, (_, at) => sightingOf(`t${at}`, { postedOn: '2026-10-15' })))
    note(office, chain, 'anmälan', { kind: 'police-report', filedOn: '2026-10-20', how: 'web', authority: 'ort'.repeat(90), reference: 'K'.repeat(300), contact: '', offences: [], note: 'rad\n'.repeat(30) })
    expect(overlaps(await wholeReport(office, chain, { language: 'both' }))).toEqual([])
  })

  it('hold the whole glossary on one', async () => {
    const office = createBundleCase()
    const chain = office.openCase()
    await captured(office, chain, { title: 'Inlägg' })
    const pages = pagesIn(await wholeReport(office, chain, { language: 'both' }))
    for (const { report } of Object.values(catalogues)) {
      const page = pages.find((one) => one.includes(report.glossary.title) && one.includes(report.glossary.fingerprint) && one.includes(report.glossary.leaf))
      expect(page?.replace(/\s+/g, ' ')).toContain(report.glossary.utcText)
    }
  })
})

describe.skipIf(lacks('pdftotext'))('the computer’s clock beside those of others', () => {
  const clock = (offsets: readonly number[]) => {
    const { clock: whole } = provenanceOf('https://sanningen.example/', '2026-11-22T14:00:00.000Z')
    return { clock: { ...whole, serverDates: [], otherClocks: offsets.map((offsetMs) => ({ ...whole.otherClocks[0], offsetMs, uncertaintyMs: 20 })) } }
  }
  const said = async (...each: (readonly number[])[]) => {
    const office = createBundleCase()
    const chain = office.openCase()
    for (const [i, offsets] of each.entries()) {
      await captured(office, chain, { title: `Inlägg ${i}`, provenance: provenanceOf('https://sanningen.example/inlagg/99', '2026-11-22T14:00:00.000Z', clock(offsets)) })
    }
    return pagesIn(await wholeReport(office, chain)).join(' ').replace(/\s+/g, ' ')
  }

  it('is never off by 0,0 s, nor in a direction that nobody measured', async () => {
    const text = await said([30], [-40])
    expect(text).toContain('Största skillnaden då: mindre än 0,1 s.')
    expect(text).toContain('Datorns klocka och den hos tid.example skilde då mindre än 0,1 s (± 0,1 s).')
    expect(text).not.toMatch(/\D0,0 s/)
  })

  it('is off in both directions where it was', async () => {
    const text = await said([2700], [-400])
    expect(text).toContain('Största skillnaden då: den gick 2,7 s efter, och den gick 0,4 s före.')
    expect(text).toContain('Datorns klocka gick då 0,4 s före den hos tid.example (± 0,1 s).')
  })

  it('is not said to be beyond comparison where nobody compared it', async () => {
    const text = await said([])
    expect(text).toContain(catalogues.sv.report.front.clockUnknown)
    expect(text).toContain(catalogues.sv.report.provenance.noClock)
    expect(text).not.toContain('kunnat jämföras')
  })
})
