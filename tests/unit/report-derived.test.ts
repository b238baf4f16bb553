import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Selection } from '../../electron/services/bundle/index.ts'
import { textCovering } from '../../shared/encoding/index.ts'
import { catalogues, dynamicText, translator } from '../../shared/locales/index.ts'
import { ENTRY_TYPES, type CaseId, type Derived } from '../../shared/model/index.ts'
import { createBundleCase, unzip, type BundleCase } from '../support/bundle-case.ts'
import { acquireSecretive, masked, redact } from '../support/masked.ts'
import { captured, wholeReport } from '../support/report-case.ts'
import { lacks } from '../support/tools.ts'

const folder = mkdtempSync(join(tmpdir(), 'report-derived-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const newFolder = () => mkdtempSync(join(folder, 'x-'))
const { report } = catalogues.sv
const DERIVED: Derived = { reason: 'Utlämnande', title: null, leftOut: [], withheld: [], attested: [], masked: [] }

const read = (pdf: string): string => execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')

async function exported(office: BundleCase, chain: CaseId, profile: 'civil' | 'masked', selection: Selection): Promise<string> {
  const bundle = await office.exportTo(newFolder(), chain, { profile, selection })
  return read(join(unzip(bundle, newFolder()), 'data/report.pdf'))
}

async function printed(...given: Parameters<typeof wholeReport>): Promise<string> {
  const path = join(newFolder(), 'report.pdf')
  writeFileSync(path, await wholeReport(...given))
  return read(path)
}

describe.skipIf(lacks('pdftotext', 'unzip'))('the report of a bundle that is not the whole case', () => {
  it('never says of what is masked that it does not exist, and never that nothing is left out', async () => {
    const office = createBundleCase({ draws: true })
    const chain = office.openCase('Hot mot Åsa Hemligsson')
    const { row } = await acquireSecretive(office, chain, 'secret')
    office.time.wall += 1000
    office.attest(row, 'Jag såg sidan.')
    redact(office, row, [{ kind: 'text', name: 'page.txt', covered: [[0, 1]] }])
    const text = await exported(office, chain, 'masked', { exhibits: masked(row.id), reason: 'Efter sekretessprövning', title: 'Ärende i sekretess' })
    const { derived, summary, front, honesty, leftOut, overview, list, none } = report
    for (const untrue of [summary.noDescription, front.clockUnknown, front.noEarliest, leftOut.nothingStripped, overview.noReadings, list.whoUnknown, front.nothingLeftOut, 'Inget av ärendet är utelämnat', honesty.proves3, front.provesText, `Diarienummer ${none}`]) {
      expect(text).not.toContain(untrue)
    }
    for (const told of [derived.proves3None, derived.proves, derived.clock, derived.earliest, derived.readings, `${derived.reason} Efter sekretessprövning`, derived.case, derived.stripped, `Diarienummer ${derived.notIncluded}`]) expect(text).toContain(told)
    // Case, acquisition and statement: what they say isn't here.
    expect(text).toMatch(/Innehållet i \d+ poster i loggen\./)
    expect(text).toContain('Ett ärende öppnades.')
    expect(text).not.toMatch(/case\.opened|exhibit\.acquired/)
  })

  it('calls it a selection also where every exhibit is in it', async () => {
    const office = createBundleCase({ draws: true })
    const chain = office.openCase()
    const { row } = await acquireSecretive(office, chain, 'one')
    const text = await exported(office, chain, 'civil', { exhibits: [{ exhibit: row.id, masked: false }], reason: 'Enligt begäran', title: null })
    expect(text).not.toContain('Inget av ärendet är utelämnat')
    for (const told of [report.derived.nothing, `${report.derived.reason} Enligt begäran`, report.derived.overview]) expect(text).toContain(told)
  })

  it('counts what was received, or loaded for a witness, as neither witnessed nor to be witnessed', async () => {
    const office = createBundleCase()
    const chain = office.openCase()
    await captured(office, chain, { title: 'Paket' })
    const received = (kind: 'received' | 'comparison') =>
      printed(office, chain, { derived: DERIVED, change: (contents) => ({ ...contents, exhibits: contents.exhibits.map((exhibit) => ({ ...exhibit, acquired: { ...exhibit.acquired, kind } })) }) })
    for (const kind of ['received', 'comparison'] as const) {
      const text = await received(kind)
      for (const untrue of [report.cover.allWitnessed, report.honesty.allWitnessed, report.overview.places, report.honesty.savedOnly]) expect(text).not.toContain(untrue)
    }
    expect(await received('received')).toContain('1 mottaget paket')
    // So that the same words could have been found.
    expect(await printed(office, chain)).toContain(report.overview.places)
  })

  it('says where it does not name every line on which the original itself looks covered', async () => {
    const office = createBundleCase()
    const chain = office.openCase()
    await captured(office, chain, { title: 'Inlägg' })
    const said = (lines: number) => {
      const own = textCovering({ kind: 'text', name: 'page.txt', pieces: 9, root: '' }, [Array.from({ length: lines }, () => '█').join('\n'), 1])
      const masked = { redacted: 9, reason: 'Sekretess', files: [], coverings: [own], never: [] }
      return printed(office, chain, { derived: DERIVED, change: (contents) => ({ ...contents, exhibits: contents.exhibits.map((exhibit) => ({ ...exhibit, masked })) }) })
    }
    expect(await said(500)).toContain('500. De står på rad 1–500.')
    expect(await said(900)).toContain('900. De står på rad 1–500 ….')
  })

  it('says of nobody whose name is left out that they are the exposed employee, and counts them as no witness', async () => {
    const office = createBundleCase()
    const chain = office.openCase()
    office.attestAll([await captured(office, chain, { title: 'Inlägg' })], 'Jag såg det sparade.', office.witness, 'self')
    const said = (name: string | null, standing: 'exposed' | 'officer') =>
      printed(office, chain, {
        derived: DERIVED,
        change: (contents) => ({
          ...contents,
          exhibits: contents.exhibits.map((exhibit) => ({ ...exhibit, attestations: [], unshown: [{ name, grade: 'saved-image-only', standing, at: '2026-11-22T14:00:00.000Z', seq: 9 }] })),
        }),
      })
    const [standing, exposed] = [report.witness.standing, 'den utsatta själv har intygat']
    const named = await said('Vera Vittne', 'exposed')
    for (const told of [standing, exposed, 'Den utsatta själv har intygat']) expect(named).toContain(told)
    const nameless = await said(null, 'exposed')
    for (const untold of [standing, exposed, 'Den utsatta själv har intygat']) expect(nameless).not.toContain(untold)
    for (const told of [report.grade.none, report.front.nobody]) expect(nameless).toContain(told)
    expect(await said(null, 'officer')).not.toContain(standing)
  })

  it('counts a witness whose statement is left out as what they saw', async () => {
    const office = createBundleCase()
    const chain = office.openCase()
    office.attest(await captured(office, chain, { title: 'Inlägg' }), 'Jag såg det sparade.')
    const graded = (grade: 'original-seen' | 'saved-image-only') =>
      printed(office, chain, {
        derived: DERIVED,
        change: (contents) => ({
          ...contents,
          exhibits: contents.exhibits.map((exhibit) => ({ ...exhibit, attestations: [], unshown: [{ name: 'Vera Vittne', grade, standing: 'outside', at: '2026-11-22T14:00:00.000Z', seq: 9 }] })),
        }),
      })
    const saw = await graded('original-seen')
    expect(saw).toContain(report.honesty.originalSeen)
    expect(saw).not.toContain(report.honesty.savedOnly)
    expect(await graded('saved-image-only')).toContain(report.honesty.savedOnly)
  })
})

it.each(['sv', 'en'] as const)('has a word for each kind of entry that may have to be withheld (%s)', (language) => {
  for (const type of ENTRY_TYPES) expect(dynamicText(translator(language), `report.derived.event.${type}`), type).toMatch(/^\p{Lu}.*\.$/u)
})
