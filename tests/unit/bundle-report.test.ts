import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readContents } from '../../electron/services/bundle/contents.ts'
import { readmeFiles } from '../../electron/services/bundle/readme.ts'
import { renderReport } from '../../electron/services/bundle/report/index.ts'
import { visible } from '../../shared/encoding/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import type { BundleLanguage, CaseId } from '../../shared/model/index.ts'
import { createBundleCase, fillCase, type BundleCase } from '../support/bundle-case.ts'
import { lacks } from '../support/tools.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const FINGERPRINT = '0123456789abcdef'.repeat(4)

async function render(office: BundleCase, chain: CaseId, language: BundleLanguage): Promise<Buffer> {
  const { parts, officer } = office
  const contents = readContents(parts, chain)
  const request = {
    parts,
    contents,
    language,
    request: { profile: 'police' as const },
    name: 'bundle-1-01',
    fingerprint: FINGERPRINT,
    at: new Date('2026-11-22T14:05:00Z'),
    actor: officer.actor,
    stamps: [],
    leftOut: [],
    derived: null,
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of renderReport(request)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function textOf(pdf: string): string {
  return execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' })
}

/** On no page is a lead the last thing. */
function untorn(text: string): void {
  for (const each of text.split('\f')) expect(each.replace(/\s+Sida \d+ av\s+\d+\s*$/, '')).not.toMatch(/:\s*$/)
}

describe.skipIf(lacks('qpdf', 'pdftotext'))('report.pdf', () => {
  let office: BundleCase
  let chain: CaseId
  let pdf: string
  let text: string
  beforeAll(async () => {
    office = createBundleCase()
    chain = await fillCase(office)
    pdf = join(folder, 'report.pdf')
    writeFileSync(pdf, await render(office, chain, 'sv'))
    text = textOf(pdf)
  })

  it('is a whole, tagged PDF/A-3b with all its fonts in it', () => {
    expect(execFileSync('qpdf', ['--check', pdf], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors found',
    )
    const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
    expect(info).toMatch(/Tagged: +yes/)
    expect(info).toMatch(/CreationDate: +Sun Nov 22 14:05:00 2026/)
    const metadata = execFileSync('pdfinfo', ['-meta', pdf], { encoding: 'utf8' })
    expect(metadata).toMatch(/pdfaid:part>3<.*pdfaid:conformance>B</s)
    const fonts = execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).trim().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThan(3)
    for (const font of fonts) expect(font).toMatch(/yes yes yes +\d+ +0$/)
  })

  it('tells its story in the reader’s order', () => {
    const order = [
      'Bevisgrad: vad paketet visar och inte visar',
      'Uthängning efter beslut om bygglov',
      'KS 2026/117',
      '22 november 2026 kl. 15:05:00 (Europe/Stockholm, UTC+1)',
      '2026-11-22 14:05:00 UTC',
      'Åsa Öberg',
      'Exportnyckelns fingeravtryck',
      '0123 4567 89ab cdef',
      'c Cesar',
      'Vem som har skrivit innehållet',
      '3 av 4 bevis är ej bevittnade: 2–4.',
      'Bevisgrad, fortsättning',
      'Vem som har skrivit eller publicerat innehållet',
      'Ej bevittnade bevis',
      'Bevis 3: Samtal till växeln',
      'Ofullständiga bevis',
      'sandlåda',
      'internt nät',
      'ingen tidsstämpel',
      'Sammanfattning av ärendet',
      'Hot i kommentarsfält.',
      'Överblick över det säkrade',
      'Förteckning över bevis',
      'EJ BEVITTNAD',
      'Bevis 1 · Inlägg i gruppen',
      'Webbläsaren kördes utan sitt skyddade läge (sandlåda). (Chromium)',
      'Sidan finns på den egna datorn eller det interna nätet. Det var tillåtet. (127.0.0.1)',
      'future-code: something new',
      'Intyg, så som det undertecknades',
      'Jag såg inte originalet på webben.',
      'Text ur page.txt',
      'Hela kommunhuset ska få veta var hon bor.',
      'Texten fortsätter. Hela texten finns i data/exhibits/001/page.txt.',
      'Bevis 1, screenshot.png, bild 1 av 3',
      'Rad 0–1 300 px av 3 300',
      'Rad 2 600–3 300 px av 3 300',
      'Bevis 2 · inspelning',
      'EJ BEVITTNAD. Ingen annan',
      'Kl. 9.14 ringde en man',
      'Kl. 9.41 ringde en man',
      'Beviskedja',
      'Wiktor Vittnesson skrev under ett intyg om bevis 1.',
      'Utelämnat och maskerat',
      'Inget av ärendet är utelämnat',
      'Vad som jämförs med vad',
      'Cesar – David – Erik – Filip',
      'Kontrollera för hand',
      'sha256sum --strict -c',
      'Ordlista',
    ]
    const flat = text.replace(/\s+/g, ' ')
    let at = 0
    for (const words of order) {
      const found = flat.indexOf(words, at)
      expect(found, words).toBeGreaterThanOrEqual(0)
      at = found
    }
  })

  it('tears no lead from what it leads to', () => untorn(text))

  // With so many exhibits the end of a page would fall between the two. Where the report's words have become more or
  // fewer, the last line of this test asks for another number.
  it('begins another page rather than tear a lead', async () => {
    const crowded = createBundleCase()
    const many = crowded.openCase('Fullt till kanten')
    for (let number = 1; number <= 1; number += 1) {
      await crowded.acquire(many, {
        kind: 'note',
        title: `Samtal ${number}`,
        files: { 'note.txt': { mediaType: 'text/plain', content: 'y' } },
        completeness: number === 1 ? { verdict: 'partial', notes: [] } : null,
      })
    }
    const path = join(folder, 'lead.pdf')
    writeFileSync(path, await render(crowded, many, 'sv'))
    const read = textOf(path)
    untorn(read)
    const beginnings = read.split('\f').map((page) => page.replace(/^Bevisrapport · ärende 1 · bundle-1-01\s+/, '').trim())
    expect(beginnings.filter((page) => page.replace(/^Sida \d+ av\s+\d+\s+/, '').startsWith(catalogues.sv.report.honesty.partial))).toHaveLength(1)
  })

  it('numbers its pages and names the case on each', () => {
    const pages = text.split('\f').slice(0, -1)
    pages.forEach((page, index) => {
      expect(page.replace(/\s+/g, ' ')).toContain(`Sida ${index + 1} av ${pages.length}`)
      expect(page).toContain('Bevisrapport · ärende 1 · bundle-1-01')
    })
  })

  it('carries each picture once, however often it is drawn', () => {
    const images = execFileSync('pdfimages', ['-list', pdf], { encoding: 'utf8' }).trim().split('\n').slice(2)
    const drawn = images.map((line) => line.trim().split(/\s+/))
    const sizes = new Map(drawn.map((fields) => [fields[10], `${fields[3]} ${fields[4]}`]))
    expect([...sizes.values()]).toEqual(['1280 1300', '1280 1300', '1280 700'])
    // The first once in the list, the others at the end of the page before them too.
    expect(drawn).toHaveLength(6)
  })

  // Three pages of the picture, the small one of the list, two charts.
  it('has a text for every picture, and structure for headings, tables and lists', () => {
    const structure = execFileSync('pdfinfo', ['-struct', pdf], { encoding: 'utf8' })
    for (const tag of ['Document', 'Sect', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'L ', 'LI', 'Figure', 'Caption'])
      expect(structure).toContain(tag)
    expect(
      readFileSync(pdf)
        .toString('latin1')
        .match(/\/Alt /g),
    ).toHaveLength(6)
  })

  it('writes out what could turn a title around, by number', () => {
    expect(text).toContain(visible('inspelning \u202e3pm.exe'))
    expect(text).toContain('[U+202E]3pm.exe')
    expect(text).not.toContain('\u202e3pm')
  })

  it('gives the same bytes twice, and other bytes at another time', async () => {
    expect((await render(office, chain, 'sv')).equals(readFileSync(pdf))).toBe(true)
    office.view(office.evidence.list(chain)[0]!)
    expect((await render(office, chain, 'sv')).equals(readFileSync(pdf))).toBe(false)
  })

  it('is in English for those who ask', async () => {
    const path = join(folder, 'en.pdf')
    writeFileSync(path, await render(office, chain, 'en'))
    const english = textOf(path).replace(/\s+/g, ' ')
    for (const words of [
      'What the bundle does not show',
      'NOT WITNESSED',
      'Rows 0–1,300 px of 3,300',
      'Chain of custody',
      'Page 2 of',
      '22 November 2026 at 15:05:00',
    ])
      expect(english).toContain(words)
    for (const swedish of ['Bevisrapport', 'Beviskedja', 'Sida ']) expect(english).not.toContain(swedish)
  })
})

/** What `docs/threat-model.md` says doesn't hold, and what only something outside the bundle shows. */
const OWNED_UP = [
  'outsideSender',
  'outsideWitness',
  'outsideLog',
  'outsideTime',
  'limitsLog',
  'limitsPerson',
  'limitsChoice',
  'limitsComputer',
] as const

describe.skipIf(lacks('pdftotext'))('the honesty sheet', () => {
  it.each(['sv', 'en'] as const)('names what a rebuilt log and a key of somebody else’s would hide (%s)', async (language) => {
    const office = createBundleCase()
    const path = join(folder, `honest-${language}.pdf`)
    writeFileSync(path, await render(office, await fillCase(office), language))
    const flat = textOf(path).replace(/\s+/g, ' ')
    const { front, honesty, exhibit } = catalogues[language].report
    const sheet = flat.slice(flat.indexOf(honesty.title), flat.indexOf(honesty.missing))
    const limits = sheet.slice(sheet.indexOf(honesty.limits))
    for (const key of OWNED_UP) expect(sheet, key).toContain(honesty[key])
    // Of all that is shown, these two are most easily taken for proven.
    for (const key of ['limitsLog', 'limitsPerson'] as const) expect(limits, key).toContain(honesty[key])
    expect(flat.slice(0, flat.indexOf(honesty.title))).toContain(front.names.split('}}. ')[1])
    expect(flat).toContain(exhibit.keyCompare)
  })

  it('asks for the witness’s key only where there is a witness', async () => {
    const office = createBundleCase()
    const chain = office.openCase('Utan vittne')
    await office.acquire(chain, { title: 'x', files: { 'original.txt': { mediaType: 'text/plain', content: 'y' } } })
    const path = join(folder, 'unwitnessed.pdf')
    writeFileSync(path, await render(office, chain, 'sv'))
    expect(textOf(path).replace(/\s+/g, ' ')).not.toContain(catalogues.sv.report.front.names.split('}}. ')[1])
  })

  it('names what stood in the way of a page, and what may have been changed before', async () => {
    const office = createBundleCase()
    const chain = office.openCase('Väggar')
    const codes = ['login-wall', 'edited-before', 'not-compared', 'private-address']
    for (const code of codes) {
      await office.acquire(chain, { title: `Sida med ${code}`, completeness: { verdict: 'partial', notes: [{ code, detail: '' }] }, files: { 'page.txt': { mediaType: 'text/plain', content: 'y' } } })
    }
    const path = join(folder, 'walls.pdf')
    writeFileSync(path, await render(office, chain, 'sv'))
    const flat = textOf(path).replace(/\s+/g, ' ')
    const { honesty } = catalogues.sv.report
    const leads = [honesty.walls, honesty.editedBefore, honesty.notCompared, honesty.privateAddress]
    for (const [index, lead] of leads.entries()) {
      const from = flat.indexOf(lead)
      expect(from, lead).toBeGreaterThan(0)
      expect(flat.slice(from + lead.length, from + lead.length + 60)).toContain(`Sida med ${codes[index]}`)
    }
  })
})

describe('the read-me files', () => {
  it.each(['sv', 'en'] as const)('ask for the witness’s key and name the limit of the log (%s)', async (language) => {
    const files = readmeFiles({ name: 'bundle-1-01', fingerprint: FINGERPRINT, authority: 'Stämpel \u202egpj', stampedBefore: false, derived: false })
    const file = files.find(({ path }) => path === (language === 'sv' ? 'LAS-MIG.txt' : 'README.txt'))
    const flat = Buffer.from(file?.content ?? []).toString().replace(/\s+/g, ' ')
    const { witnesses, logLimit } = catalogues[language].readme
    expect(flat).toContain(witnesses)
    expect(flat).toContain(logLimit)
    expect(flat).toContain('Stämpel [U+202E]gpj')
  })
})

describe('long and strange material', () => {
  it('keeps a note whole and cuts other text after three pages', async () => {
    const office = createBundleCase()
    office.parts.vault = { ...office.parts.vault, name: 'Trygghet & <säkerhet>\u0000' }
    const chain = office.openCase(`& <x> ${'Ä'.repeat(290)}`)
    const words = 'ett ord till '.repeat(1600)
    await office.acquire(chain, {
      kind: 'note',
      title: 'Lång',
      files: { 'note.txt': { mediaType: 'text/plain', content: `${words}SLUTORDET` } },
    })
    await office.acquire(chain, {
      title: 'x'.repeat(500),
      files: { 'original.txt': { mediaType: 'text/plain', content: `${'y'.repeat(60_000)}DOLT` } },
    })
    await office.acquire(chain, {
      title: '\u0000\n\t😀🫠\u2066',
      files: { 'original.txt': { mediaType: 'text/plain', content: Buffer.from([0xff, 0xfe, 0x00, 0x41]) } },
    })
    const path = join(folder, 'long.pdf')
    writeFileSync(path, await render(office, chain, 'sv'))
    expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain('No syntax')
    const metadata = execFileSync('pdfinfo', ['-meta', path], { encoding: 'utf8' })
    expect(metadata).toContain('Trygghet + ')
    expect(metadata).not.toMatch(/&|<x>|<säkerhet>/)
    const text = textOf(path)
    expect(text).toContain('Trygghet & <säkerhet>[U+0000]')
    expect(text).toContain('SLUTORDET')
    expect(text).not.toContain('DOLT')
    expect(text).toContain('data/exhibits/002/original.txt')
  })
})
