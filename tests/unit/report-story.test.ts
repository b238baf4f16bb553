import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attester, readContents } from '../../electron/services/bundle/contents.ts'
import { frontSheet } from '../../electron/services/bundle/report/front.ts'
import { readKnown } from '../../electron/services/bundle/report/known.ts'
import { createSheet } from '../../electron/services/bundle/report/sheet.ts'
import { createWords } from '../../electron/services/bundle/report/words.ts'
import { catalogues, translator } from '../../shared/locales/index.ts'
import type { CaseId, Language } from '../../shared/model/index.ts'
import { createBundleCase, type BundleCase } from '../support/bundle-case.ts'
import { BEACON, FINGERPRINT, captured, correct, provenanceOf, wholeReport, type Wanted } from '../support/report-case.ts'
import { lacks } from '../support/tools.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-story-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As a reader has it before them, page by page. */
async function pagesOf(office: BundleCase, chain: CaseId, wanted: Wanted = {}): Promise<string[]> {
  const path = join(mkdtempSync(join(folder, 'pdf-')), 'report.pdf')
  writeFileSync(path, await wholeReport(office, chain, wanted))
  return execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1).map((page) => page.replace(/\s+/g, ' '))
}

/** Each where the one before it ends. */
function expectInOrder(text: string, words: readonly string[]): void {
  let at = 0
  for (const each of words) {
    const found = text.indexOf(each, at)
    expect(found, each).toBeGreaterThanOrEqual(0)
    at = found + each.length
  }
}

const STAMP = { size: 4, latest: '2026-11-22T14:30:00.000Z', url: 'https://tsa.example', token: new Uint8Array(), certificates: [] }

/** A capture that was witnessed and corrected, one that lacks comments, and a file. */
async function filled(): Promise<{ office: BundleCase; chain: CaseId }> {
  const office = createBundleCase()
  const chain = office.openCase()
  const first = await captured(office, chain, { title: 'Första inlägget', heights: [900, 400] })
  office.attest(first, 'Jag såg den sparade bilden.')
  correct(office, chain, first.id, first.number)
  await captured(office, chain, { title: 'Andra inlägget', host: 'forum.example', note: '12 av 48' })
  await office.acquire(chain, { title: 'Mejl', files: { 'original.txt': { mediaType: 'text/plain', content: 'Vi vet.' } }, source: { fileName: 'mejl.txt', modifiedAt: null } })
  return { office, chain }
}

describe.skipIf(lacks('pdftotext'))('the report', () => {
  let office: BundleCase
  let chain: CaseId
  let pages: Record<Language, string[]>
  let text: Record<Language, string>
  beforeAll(async () => {
    ;({ office, chain } = await filled())
    pages = { sv: await pagesOf(office, chain, { language: 'sv', stamps: [STAMP] }), en: await pagesOf(office, chain, { language: 'en', stamps: [STAMP] }) }
    text = { sv: pages.sv.join(' '), en: pages.en.join(' ') }
  })

  it.each(['sv', 'en'] as const)('answers every question of the honesty sheet on page one, and nothing else is on it (%s)', (language) => {
    const { front, honesty } = catalogues[language].report
    const [one = '', two = ''] = pages[language]
    expectInOrder(one, [front.title, 'a1b2 c3d4 e5f6 0718', front.proves, front.limits, front.missing, front.witnesses, front.clock, front.between, front.check, 'verify.html'])
    expect(two).toContain(honesty.title)
  })

  it('says on it what is missing, who saw what, how far the clock was off and between which facts, from what was recorded', () => {
    const [one = ''] = pages.sv
    expectInOrder(one, [
      '2 av 3 bevis är ej bevittnade: 2, 3.',
      '1 bevis är ofullständigt',
      '12 av 48',
      'Inget av ärendets bevis är utelämnat',
      'Ett vittne såg bara det som redan var sparat: bevis 1.',
      'Wiktor Vittnesson',
      // Of the two clocks that were asked, the one that has nothing to do with the page counts.
      'vid 2 av 2 säkrade sidor. Största skillnaden då: den gick 2,7 s efter. Jämförelsen',
      `Tidigast: bevis 1, 2 innehåller ett värde som ${BEACON} gav ut`,
      // The stamp covers the first entries of the log only.
      'Senast: bevis 1 fanns i loggen senast 22 november 2026 kl. 15:30:00',
    ])
  })

  it.each(['sv', 'en'] as const)('is told in order, each heading before its text (%s)', (language) => {
    const { report } = catalogues[language]
    expectInOrder(text[language], [
      report.front.title,
      report.honesty.title,
      report.honesty.proves,
      report.summary.title,
      'Hot i kommentarsfält.',
      report.overview.title,
      report.overview.places,
      'sanningen.example',
      report.list.title,
      'Första inlägget',
      `${report.exhibit.title.replace('{{number}}', '1')} · Första inlägget`,
      report.posts.title,
      'Rut Rättad',
      report.provenance.title,
      report.provenance.technical,
      report.exhibit.artefacts,
      'Vi ses.',
      'screenshot.png',
      `${report.exhibit.title.replace('{{number}}', '3')} · Mejl`,
      report.custody.title,
      report.leftOut.title,
      report.howTo.title,
      report.howTo.papers,
      report.howTo.readOut,
      report.letters.a,
      report.howTo.witnessKeys,
      'sha256sum --strict -c',
      report.glossary.title,
      report.glossary.fingerprintText,
    ])
  })

  it('gives who posted as a reading, and a correction by whose it is', () => {
    const list = pages.sv.find((page) => page.includes(catalogues.sv.report.list.lead)) ?? ''
    expect(list).toContain('Publicerat av (läst): Rut Rättad (@sanning) (rättat av Åsa Öberg), Medborgare [U+202E]ikstad')
    expect(list).toContain('19 november 2026 – 21 november 2026')
    expectInOrder(text.sv, ['En läsning av sidan', 'Rut Rättad (@sanning) (rättat)', 'nr 100042', 'Rättelser', 'läst ”Sanningssägaren”, rättat till ”Rut Rättad” av Åsa Öberg. Skäl: Står så i profilen.'])
    // The second exhibit was read the same and not corrected.
    expect(text.sv).toContain('Publicerat av (läst): Sanningssägaren (@sanning), Medborgare [U+202E]ikstad')
  })

  it('tells where a capture comes from in plain words, with the figures behind them', () => {
    expectInOrder(text.sv, [
      'Programmet hämtade sidan via länken',
      'Den angivna adressen ledde vidare 1 gång.',
      'Servern visade ett certifikat för sanningen.example, utfärdat av Exempel CA.',
      'Datorns klocka gick då 2,7 s efter den hos tid.example (± 0,6 s).',
      `ett offentligt värde (nummer 4711) från ${BEACON}`,
      'Programmet rullade sidan 7 gånger',
      'Programmet lossade 1 del av sidan',
      'Programmet stängde 2 dialogrutor.',
      'De här stegen misslyckades:',
      'Innehållet i 1 svar kunde inte sparas.',
      '6 värden på kakor och inloggningsnycklar togs bort.',
      'Tekniska uppgifter',
      '192.0.2.7:443',
      'TLS 1.3, AES_128_GCM',
      'header: unstuck',
      'Vägen till sidan',
      'servern skickade vidare',
    ])
  })

  it('draws only what was secured, each chart with its figures', () => {
    const flat = text.sv
    expect(flat).toContain('De visar inte hur spritt innehållet var')
    // Two captures with one post and two comments each, one of which has neither name nor date.
    expectInOrder(flat, ['Inlägg efter datum', '19 november 2026 2 0 2', '21 november 2026 0 2 2', '2 inlägg och kommentarer har inget datum', 'Inlägg efter konto', 'Medborgare [U+202E]ikstad 0 2 2', 'Rut Rättad (@sanning) 1 0 1'])
    expectInOrder(flat, ['Bevis efter webbplats', 'sanningen.example 1 0 1'])
  })

  it('says of an old or damaged record that it cannot be read, and nothing of what it would have said', async () => {
    const bare = createBundleCase()
    const id = bare.openCase()
    await captured(bare, id, { title: 'Gammal', provenance: { v: 1 } })
    const flat = (await pagesOf(bare, id)).join(' ')
    expect(flat).toContain(catalogues.sv.report.provenance.unreadable)
    expect(flat).toContain('Uppgifter om hur sidan hämtades saknas för bevis 1.')
    expect(flat).toContain(catalogues.sv.report.front.clockUnknown)
    for (const words of [catalogues.sv.report.provenance.noneFailed, catalogues.sv.report.provenance.nothing, catalogues.sv.report.provenance.noArchive]) expect(flat).not.toContain(words)
  })

  it('warns of a page that was sent in clear, by a browser without its sandbox, in an officer’s login', async () => {
    const bare = createBundleCase()
    const id = bare.openCase()
    const url = 'http://klartext.example/inlagg/99'
    const { page, browser } = provenanceOf(url, new Date(bare.time.wall).toISOString())
    const changes = { way: 'session', recordedFrom: 'capture', profile: 'kept', page: { ...page, security: null, status: 404 }, browser: { ...browser, sandbox: 'off' } }
    await captured(bare, id, { title: 'Klartext', provenance: provenanceOf(url, new Date(bare.time.wall).toISOString(), changes) })
    const flat = (await pagesOf(bare, id)).join(' ')
    const { provenance } = catalogues.sv.report
    for (const words of [provenance.way.sessionLate, provenance.kept, provenance.inClear, provenance.sandboxOff, 'svarade inte med sidan utan med kod 404']) expect(flat).toContain(words)
    expect(flat).not.toContain('certifikat för')
  })

  it('tells what was left out and why, marks what is masked, and copes with files that are not there', async () => {
    const leftOut = [
      { exhibit: 2, what: 'exhibit', names: [], reason: 'Rör ett annat bolag' },
      { exhibit: 1, what: 'files', names: ['provenance.json', 'posts.json'], reason: 'Sekretess' },
    ] as const
    const flat = (
      await pagesOf(office, chain, {
        profile: 'masked',
        leftOut,
        change: (contents) => ({
          ...contents,
          exhibits: contents.exhibits
            .filter(({ row }) => row.number !== 2)
            .map((exhibit) => (exhibit.row.number === 1 ? { ...exhibit, masked: { redacted: 9, reason: 'Sekretess', files: [], coverings: [], never: [] }, unshown: exhibit.attestations.map(attester), attestations: [], artefacts: exhibit.artefacts.filter(({ name }) => !name.endsWith('.json')) } : exhibit)),
        }),
      })
    ).join(' ')
    const { report } = catalogues.sv
    expectInOrder(flat, ['2 bevis är utelämnade eller maskerade', report.list.masked, 'MASKERAT. Delar av beviset', report.provenance.leftOut, report.leftOut.lead, '1 Filer provenance.json, posts.json Sekretess', '2 Hela beviset – Rör ett annat bolag', report.leftOut.holds])
    expect(flat).not.toContain('Inget av ärendet är utelämnat')
    expect(flat).not.toContain('Andra inlägget ·')
    expect(flat).not.toContain('Rut Rättad (@sanning)')
  })

  it('keeps the honesty sheet to page one with hundreds of exhibits that lack all that can be lacking', async () => {
    const crowded = createBundleCase()
    const many = crowded.openCase(`Ärende ${'om mycket '.repeat(28)}`)
    const codes = ['login-wall', 'edited-before', 'comments-hidden', 'sandbox-off']
    for (const code of codes) {
      const row = await crowded.acquire(many, { title: code, files: { 'note.txt': { mediaType: 'text/plain', content: code } }, completeness: { verdict: 'partial', notes: [{ code, detail: '3 av 9 '.repeat(8) }] } })
      if (code !== 'sandbox-off') crowded.attest(row, 'Jag såg det sparade.')
    }
    const contents = readContents(crowded.parts, many)
    // Numbers with gaps, so that no two make a range.
    const exhibits = Array.from({ length: 400 }, (_, index) => contents.exhibits[index % codes.length]!).map((exhibit, index) => ({
      ...exhibit,
      row: { ...exhibit.row, number: 10_000 + index * 2 },
      ...(index % 2 === 0 && { masked: { redacted: 1, reason: 'Sekretess', files: [], coverings: [], never: [] }, attestations: [], unshown: exhibit.attestations.map(attester) }),
    }))
    const derived = { reason: 'Sekretess', title: 'Ärende', leftOut: [1], withheld: [0], attested: [], masked: [] }
    for (const language of ['sv', 'en'] as const) {
      const request = { parts: crowded.parts, contents: { ...contents, exhibits }, request: { profile: 'masked' as const }, name: 'bundle-1-01', fingerprint: FINGERPRINT, at: new Date('2026-11-22T16:05:00Z'), actor: crowded.officer.actor, language, stamps: [{ ...STAMP, size: 99 }], leftOut: [{ exhibit: 1, what: 'exhibit' as const, names: [], reason: 'Sekretess' }], derived }
      const known = { ...(await readKnown({ ...request, contents })), briefs: new Map(exhibits.map(({ row }) => [row.number, { clock: { host: 'a', date: '', offsetMs: 1200, uncertaintyMs: null }, earliest: { host: 'beacon.example', round: null, receivedAt: STAMP.latest }, stripped: 0, provenance: 'unreadable' as const, posts: null }])) }
      const sheet = await createSheet({ title: 'x', subject: 'x', author: 'x', language, at: request.at })
      const t = translator(language)
      sheet.paper.furniture.set({ header: 'x', pageOf: (page) => `${page} /` })
      frontSheet(sheet, createWords(t, language, crowded.parts.timeZone), request, known)
      const path = join(folder, `crowded-${language}.pdf`)
      const chunks: Uint8Array[] = []
      for await (const chunk of sheet.finish()) chunks.push(chunk)
      writeFileSync(path, Buffer.concat(chunks))
      const pages = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1)
      expect(pages).toHaveLength(1)
      expect(pages[0]?.replace(/\s+/g, ' ')).toContain(language === 'sv' ? 'filen LAS-MIG.txt' : 'the file README.txt')
    }
  })
})
