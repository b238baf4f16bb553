import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogues } from '../../shared/locales/index.ts'
import { createBundleCase } from '../support/bundle-case.ts'
import { captured, wholeReport } from '../support/report-case.ts'
import { note, see, sightingOf } from '../support/report-casework.ts'
import { lacks } from '../support/tools.ts'

/** What PDF/A-3b and tagged PDF ask for, looked up in the objects of the file as qpdf reads them. */

type Value = null | boolean | number | string | Value[] | { [key: string]: Value }
type Dict = Record<string, Value>
const Json = z.object({ qpdf: z.tuple([z.unknown(), z.record(z.string(), z.unknown())]) })

interface Pdf {
  /** Dictionaries, streams' own among them. */
  all: Dict[]
  /** What a value is, references followed. */
  at(value: Value | undefined): Value
  dict(value: Value | undefined): Dict
  catalog: Dict
}

function objectsOf(path: string): Pdf {
  const [, objects] = Json.parse(JSON.parse(execFileSync('qpdf', ['--json', path], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 }))).qpdf
  const held = new Map<string, Value>()
  for (const [name, object] of Object.entries(objects)) {
    const { value, stream } = object as { value?: Value; stream?: { dict: Value } }
    held.set(name, value ?? stream?.dict ?? null)
  }
  const at = (value: Value | undefined): Value => (typeof value === 'string' && held.has(`obj:${value}`) ? (held.get(`obj:${value}`) ?? null) : (value ?? null))
  const isDict = (value: Value): value is Dict => typeof value === 'object' && value !== null && !Array.isArray(value)
  const dict = (value: Value | undefined): Dict => {
    const found = at(value)
    return isDict(found) ? found : {}
  }
  const all = [...held.values()].filter(isDict)
  return { all, at, dict, catalog: dict(dict(held.get('trailer'))['/Root']) }
}

const list = (value: Value): Value[] => (Array.isArray(value) ? value : value === null ? [] : [value])
const text = (value: Value | undefined): string => (typeof value === 'string' ? value.replace(/^u:/, '') : '')

/** Elements in reading order, as deep as they lie, with the language that they are in. */
function* elements(pdf: Pdf, parent: Value, depth = 0, language = ''): Generator<{ type: string; dict: Dict; depth: number; language: string; parent: string }> {
  for (const kid of list(pdf.at(pdf.dict(parent)['/K']))) {
    const dict = pdf.dict(kid)
    if (dict['/S'] === undefined) continue
    const own = dict['/Lang'] === undefined ? language : text(dict['/Lang'])
    yield { type: text(dict['/S']), dict, depth, language: own, parent: text(pdf.dict(parent)['/S']) }
    yield* elements(pdf, kid, depth + 1, own)
  }
}

function* outline(pdf: Pdf, parent: Dict, depth = 0): Generator<string> {
  for (let item = pdf.dict(parent['/First']); item['/Title'] !== undefined; item = pdf.dict(item['/Next'])) {
    yield `${'  '.repeat(depth)}${text(item['/Title'])}`
    yield* outline(pdf, item, depth + 1)
  }
}

describe.skipIf(lacks('qpdf', 'pdftotext'))('report.pdf in both languages', () => {
  let folder: string
  let path: string
  let bytes: Buffer
  let pdf: Pdf
  let again: Buffer
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-form-'))
    const office = createBundleCase()
    const chain = office.openCase()
    const first = await captured(office, chain, { title: 'Första inlägget', heights: [1300, 1300] })
    office.attest(first, 'Jag såg den sparade bilden.')
    await office.acquire(chain, { kind: 'note', title: 'Samtal', files: { 'note.txt': { mediaType: 'text/plain', content: 'ett ord till '.repeat(1200) } } })
    see(office, chain, Array.from({ length: 30 }, (_, at) => sightingOf(`plats-${at}`, { platform: at % 2 === 0 ? 'facebook' : 'Forumet', account: `Konto ${at % 7}`, postedOn: at % 3 === 0 ? null : '2026-05-30', reach: at * 100 })))
    note(office, chain, 'anmälan', { kind: 'police-report', filedOn: '2026-06-05', how: 'phone', authority: '', reference: '', contact: '', offences: [], note: '' })
    bytes = await wholeReport(office, chain, { language: 'both' })
    again = await wholeReport(office, chain, { language: 'both' })
    path = join(folder, 'report.pdf')
    writeFileSync(path, bytes)
    pdf = objectsOf(path)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is the same to the last byte when it is made again', () => expect(again.equals(bytes)).toBe(true))

  it('is sound to qpdf, and says that it is PDF/A-3 B', () => {
    expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors')
    expect(execFileSync('pdfinfo', ['-meta', path], { encoding: 'utf8' })).toMatch(/pdfaid:part>3<.*pdfaid:conformance>B</s)
  })

  it('has an output intent for its colours, and no transparency, scripts, forms or anything from outside', () => {
    const intents = list(pdf.at(pdf.catalog['/OutputIntents'])).map((each) => pdf.dict(each))
    expect(intents.map((each) => each['/S'])).toEqual(['/GTS_PDFA1'])
    expect(pdf.dict(intents[0]?.['/DestOutputProfile'])['/N']).toBe(3)
    for (const dict of pdf.all) {
      for (const key of ['/SMask', '/JS', '/AA', '/OpenAction', '/AcroForm', '/EF', '/F', '/Encrypt']) expect(dict[key], `${key} in ${JSON.stringify(dict).slice(0, 200)}`).toBeUndefined()
      for (const key of ['/ca', '/CA']) expect(dict[key] ?? 1).toBe(1)
      expect(dict['/S']).not.toBe('/Transparency')
    }
  })

  it('holds every font that it is set in', () => {
    const fonts = execFileSync('pdffonts', [path], { encoding: 'utf8' }).trim().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThan(3)
    for (const font of fonts) expect(font).toMatch(/yes yes yes +\d+ +0$/)
    for (const font of pdf.all.filter((each) => each['/Type'] === '/FontDescriptor')) expect(font['/FontFile2'] ?? font['/FontFile3']).toBeDefined()
  })

  it('is tagged: every page’s marked content belongs to an element, and every element knows its page', () => {
    expect(pdf.dict(pdf.catalog['/MarkInfo'])['/Marked']).toBe(true)
    const root = pdf.dict(pdf.catalog['/StructTreeRoot'])
    const owners = list(pdf.at(pdf.dict(root['/ParentTree'])['/Nums']))
    const byPage = new Map<Value, Value[]>()
    for (let at = 0; at < owners.length; at += 2) byPage.set(owners[at] ?? null, list(pdf.at(owners[at + 1])))
    const pages = pdf.all.filter((each) => each['/Type'] === '/Page')
    expect(pages.length).toBeGreaterThan(30)
    for (const page of pages) {
      expect(page['/Tabs']).toBe('/S')
      const owned = byPage.get(page['/StructParents'] ?? null) ?? []
      expect(owned.length).toBeGreaterThan(0)
      for (const owner of owned) expect(text(pdf.dict(owner)['/S'])).toMatch(/^\//)
    }
  })

  it('lies in one part for each language, which says so, with headings that skip no level and texts for its pictures', () => {
    expect(text(pdf.catalog['/Lang'])).toBe('sv-SE')
    const tree = [...elements(pdf, pdf.catalog['/StructTreeRoot'] ?? null)]
    expect(tree.filter(({ type }) => type === '/Part').map(({ language }) => language)).toEqual(['sv-SE', 'en-GB'])
    for (const { type, language } of tree) if (type !== '/Document') expect(language).toMatch(/^(sv-SE|en-GB)$/)
    let level = 0
    for (const { type, dict } of tree) {
      const heading = /^\/H(\d)$/.exec(type)?.[1]
      if (heading !== undefined) {
        expect(Number(heading)).toBeLessThanOrEqual(level + 1)
        level = Number(heading)
      }
      if (type === '/Figure') expect(text(dict['/Alt']).length).toBeGreaterThan(20)
      if (type === '/TH') expect(text(pdf.dict(dict['/A'])['/Scope'])).toMatch(/^\/(Row|Column)$/)
    }
    const inside: Record<string, RegExp> = { '/TR': /^\/Table$/, '/TH': /^\/TR$/, '/TD': /^\/TR$/, '/LI': /^\/L$/, '/LBody': /^\/LI$/ }
    for (const { type, parent } of tree) if (inside[type] !== undefined) expect(parent).toMatch(inside[type])
  })

  it('has an outline with both, the exhibits below their list', () => {
    const of = (language: 'sv' | 'en') => {
      const { report } = catalogues[language]
      const chapters = [report.front.title, report.honesty.title, report.summary.title, report.overview.title, report.spread.title, report.done.title, report.list.title]
      const exhibits = ['Första inlägget', 'Samtal'].map((title, index) => `    ${report.exhibit.title.replace('{{number}}', String(index + 1))} · ${title}`)
      const rest = [report.custody.title, report.leftOut.title, report.howTo.title, report.glossary.title]
      return [report.inLanguage, ...chapters.map((each) => `  ${each}`), ...exhibits, ...rest.map((each) => `  ${each}`)]
    }
    expect([...outline(pdf, pdf.dict(pdf.catalog['/Outlines']))]).toEqual([...of('sv'), ...of('en')])
  })

  it('is whole in Swedish and then whole in English, its pages counted through', () => {
    const pages = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1).map((page) => page.replace(/\s+/g, ' '))
    const turn = pages.findIndex((page) => page.includes(catalogues.en.report.front.title))
    expect(turn).toBeGreaterThan(10)
    expect(pages[0]).toContain(catalogues.sv.report.front.title)
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(index < turn ? `Sida ${index + 1} av ${pages.length}` : `Page ${index + 1} of ${pages.length}`)
      expect(page).toContain(index < turn ? 'Bevisrapport · ärende 1' : 'Evidence report · case 1')
    }
    expect(pages[turn - 1]).toContain(catalogues.sv.report.glossary.utcText)
    expect(pages.at(-1)).toContain(catalogues.en.report.glossary.utcText)
    const english = pages.slice(turn).join(' ')
    for (const words of ['Bevisgrad', 'Sida ', 'Säkrat', 'Beviskedja']) expect(english).not.toContain(words)
  })

  it('holds a picture once though both languages and the list draw it', () => {
    const drawn = execFileSync('pdfimages', ['-list', path], { encoding: 'utf8' }).trim().split('\n').slice(2).map((line) => line.trim().split(/\s+/)[10])
    expect(new Set(drawn).size).toBe(2)
    expect(drawn).toHaveLength(8)
    expect(pdf.all.filter((each) => each['/Subtype'] === '/Image')).toHaveLength(2)
  })
})
