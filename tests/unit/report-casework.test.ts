import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readContents } from '../../electron/services/bundle/contents.ts'
import { readRecords } from '../../electron/services/bundle/report/records.ts'
import { readSightings } from '../../electron/services/bundle/report/sightings.ts'
import { LISTED } from '../../electron/services/bundle/report/spread.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { KINDS, type CaseId, type RecordContent, type RecordKind, type RecordedSighting } from '../../shared/model/index.ts'
import { createBundleCase, idOf, unzip, type BundleCase } from '../support/bundle-case.ts'
import { captured, wholeReport, type Wanted } from '../support/report-case.ts'
import { note, see, sightingOf } from '../support/report-casework.ts'
import { lacks } from '../support/tools.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-casework-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { spread, done } = catalogues.sv.report
/** As a reader has it before them. */
function textOf(pdf: Buffer): string {
  const path = join(mkdtempSync(join(folder, 'pdf-')), 'report.pdf')
  writeFileSync(path, pdf)
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).replace(/\s+/g, ' ')
}
const report = async (office: BundleCase, chain: CaseId, wanted: Wanted = {}) => textOf(await wholeReport(office, chain, wanted))
/** What stands between the beginnings of two chapters. */
const between = (text: string, from: string, to: string) => text.slice(text.lastIndexOf(from), text.lastIndexOf(to))
const spreadOf = (text: string) => between(text, spread.lead.slice(0, 40), done.lead.slice(0, 40))
const doneOf = (text: string) => between(text, done.lead.slice(0, 40), catalogues.sv.report.list.lead.slice(0, 40))

const platformReport = (changes: Partial<RecordContent<'platform-report'>> = {}): RecordContent<'platform-report'> => ({
  kind: 'platform-report', platform: 'facebook', urls: ['https://facebook.com/post/1'], category: '', text: 'Anmälan', language: 'sv', sentOn: '2026-06-03', reference: 'FB-77', receivedOn: null,
  outcome: 'removed', decidedOn: '2026-06-09', appealedOn: null, appealOutcome: null, followUpOn: null, note: '', ...changes,
})
const cost = (what: string, ore: number, sort: 'cost' | 'damage' = 'cost'): RecordContent<'cost'> => ({ kind: 'cost', what, sort, ore, on: '2026-06-01', paidBy: '', note: '' })

function opened(): { office: BundleCase; chain: CaseId } {
  const office = createBundleCase()
  return { office, chain: office.openCase('Hot') }
}

describe.skipIf(lacks('pdftotext', 'unzip'))('the chapter on spread', () => {
  /** Of a bundle that was written: everything is counted here once more, from the payloads that lie in it alone. */
  it('says what can be counted from the payloads in the same bundle', async () => {
    const { office, chain } = opened()
    const row = await captured(office, chain, { title: 'Första', host: 'sanningen.example' })
    see(office, chain, [
      sightingOf('a', { url: 'https://sanningen.example/inlagg/99', platform: 'facebook', account: 'Anna', postedOn: '2026-06-02', reach: 1200 }),
      sightingOf('b', { url: 'https://forum.example/b', platform: 'facebook', account: 'Bo', reach: 34 }),
      sightingOf('c', { url: 'https://forum.example/c', platform: 'Egen sajt', postedOn: '2026-05-20' }),
    ])
    see(office, chain, [sightingOf('b', { revision: 2, url: 'https://forum.example/b', platform: 'x', account: 'Bo', reach: 50 }), sightingOf('d')], { kind: 'list', exhibit: row.id, number: row.number })
    see(office, chain, [sightingOf('d', { revision: 2, withdrawn: 'Gäller någon annan' })])
    const bag = unzip(await office.exportTo(mkdtempSync(join(folder, 'out-')), chain), mkdtempSync(join(folder, 'bag-')))
    const text = spreadOf(textOf(readFileSync(join(bag, 'data/report.pdf'))))

    const newest = new Map<string, RecordedSighting>()
    const payloads = join(bag, 'data/ledger-payloads')
    for (const name of readdirSync(payloads).toSorted()) {
      const payload = JSON.parse(readFileSync(join(payloads, name), 'utf8')) as { type: string; sightings: RecordedSighting[] }
      if (payload.type === 'sighting.recorded') for (const said of payload.sightings) newest.set(said.sighting, said)
    }
    const held = [...newest.values()].filter(({ withdrawn }) => withdrawn === null)
    const reach = held.reduce((sum, one) => sum + (one.reach ?? 0), 0)
    expect([held.length, newest.size - held.length, reach]).toEqual([3, 1, 1250])
    expect(text).toContain(`${spread.total} ${held.length}`)
    expect(text).toContain('1 har ett bevis i paketet, 2 har inget.')
    expect(text).toContain('1 250, summan för 2 av 3 platser')
    expect(text).toContain('20 maj 2026 – 2 juni 2026')
    expect(text).toContain('2 av 3 har den dag som inlägget självt visar')
    expect(text).toContain(`${spread.withdrawnLabel} 1 plats är tillbakatagen`)
    expect(text).toContain(`${spread.lists} Bevis 1`)
    // Its newest version: from Facebook to X.
    expect(text).toMatch(/Facebook 1 0 1 .*X \(Twitter\) 0 1 1 /)
    expect(text).toMatch(/1 https:\/\/forum\.example\/c Egen sajt 2026-05-20 2026-06-01 – Inget 2 https:\/\/forum\.example\/b X \(Twitter\) – 2026-06-01 50 Inget/)
    expect(text).toMatch(/2026-06-02 2026-06-01 1 200 1 /)
    expect(text).not.toContain('forum.example/d')
  })

  it('of a bundle for a civil case says that they are not in it, and how many entries that is', async () => {
    const { office, chain } = opened()
    const row = await captured(office, chain, { title: 'Första' })
    see(office, chain, Array.from({ length: 201 }, (_, at) => sightingOf(`s${at}`, { account: 'Kanariefågel' })))
    const selection = { exhibits: [{ exhibit: row.id, masked: false }], reason: 'Ombudet', title: null }
    const bag = unzip(await office.exportTo(mkdtempSync(join(folder, 'out-')), chain, { profile: 'civil', selection }), mkdtempSync(join(folder, 'bag-')))
    const text = textOf(readFileSync(join(bag, 'data/report.pdf')))
    expect(spreadOf(text)).toContain('Innehållet i 2 poster i loggen om var något har setts är inte med i det här paketet.')
    expect(spreadOf(text)).not.toContain(spread.none)
    expect(text).not.toContain('Kanariefågel')
  })

  it('says that there is none, and tells one as one', async () => {
    const { office, chain } = opened()
    await captured(office, chain, { title: 'Första' })
    expect(spreadOf(await report(office, chain))).toContain(spread.none)
    see(office, chain, [sightingOf('a')])
    const text = spreadOf(await report(office, chain))
    expect(text).toContain('0 har ett bevis i paketet, 1 har inget.')
    expect(text).toContain('1 https://forum.example/a – – 2026-06-01 – Inget')
    expect(text).toContain(spread.reachUnknown)
    see(office, chain, [sightingOf('a', { revision: 2, withdrawn: 'Nej' })])
    const none = spreadOf(await report(office, chain))
    expect(none).toContain(spread.none)
    expect(none).toContain('1 plats är tillbakatagen och räknas inte.')
  })

  it('lists the first of fifty thousand, and says how many more stand in which files', async () => {
    const { office, chain } = opened()
    await captured(office, chain, { title: 'Första' })
    const many = Array.from({ length: 50_000 }, (_, at) => sightingOf(`s${at}`, { platform: `Sajt ${at % 30}`, account: `Konto ${at % 3000}`, reach: Number.MAX_SAFE_INTEGER, seenOn: `2026-06-${String(1 + (at % 28)).padStart(2, '0')}` }))
    see(office, chain, many)
    const text = spreadOf(await report(office, chain))
    expect(text).toContain(`${spread.total} 50 000`)
    expect(text).toContain('Här står de första 500. 49 500 till står bara i paketets data.')
    expect(text).toContain('data/ledger-payloads i filerna för posterna 3–252.')
    // Whole numbers of any size: a sum of floating point numbers would end otherwise.
    expect(text.replace(/\s/g, '')).toContain(String(BigInt(Number.MAX_SAFE_INTEGER) * 50_000n))
    expect(text.match(/https:\/\/forum\.example\/s\d+/g)).toHaveLength(LISTED)
    expect(text).toContain('Övriga (10) 0 16 660 16 660')
  }, 60_000)

  it('shows what strangers wrote as it is, with nothing filled in and no line turned round', async () => {
    const { office, chain } = opened()
    await captured(office, chain, { title: 'Första' })
    see(office, chain, [sightingOf('a', { account: '{{total}} $t(report.title) \u202eevil', platform: 'min{{shown}}', url: 'https://forum.example/\u202etxt' })])
    const text = spreadOf(await report(office, chain))
    for (const words of ['{{total}}', '$t(report.title)', '[U+202E]evil', 'min{{shown}}', '[U+202E]txt']) expect(text.replace(/\s/g, '')).toContain(words.replace(/\s/g, ''))
  })
})

describe.skipIf(lacks('pdftotext'))('the chapter on what was done', () => {
  it('tells each step’s notes by their newest version, with what they lean on', async () => {
    const { office, chain } = opened()
    const row = await captured(office, chain, { title: 'Första' })
    note(office, chain, 'p', platformReport({ outcome: null, decidedOn: null }))
    note(office, chain, 'p', platformReport(), { revision: 2, exhibits: [{ exhibit: row.id, number: row.number, role: 'subject' }] })
    note(office, chain, 'o', { kind: 'offence', offence: 'olaga-hot', from: null, on: '2026-06-01', matter: '', complaint: 'unclear', complaintOn: null, notes: [{ element: 'eget', text: 'Min anteckning' }], stop: null, stopOn: null, note: '' }, { exhibits: [{ exhibit: row.id, number: row.number, role: 'element.eget' }] })
    const seq = note(office, chain, 'r', { kind: 'police-report', filedOn: '2026-06-05', how: 'web', authority: '', reference: '5000-K1', contact: '', offences: [idOf('r', 'o'), idOf('r', 'borta')], note: 'rad\n'.repeat(40) })
    note(office, chain, 'wrong', platformReport({ reference: 'FEL-1' }))
    note(office, chain, 'wrong', platformReport({ reference: 'FEL-1' }), { revision: 2, withdrawn: 'Dubblett' })
    const text = doneOf(await report(office, chain))
    expect(text).toContain('3 anteckningar som är med i paketet gäller.')
    expect(text).toContain('1 till är tillbakatagen')
    expect(text).not.toContain('FEL-1')
    expect(text).toMatch(/2 Anmäl till plattformen 1\. Anmälan till plattform .*FB-77.*Borttaget.*9 juni 2026.*Det som anmäls: 1.*version 2/)
    expect(text).toContain(done.offences)
    expect(text).toMatch(/2\. Möjligt brott .*Olaga hot \(.*Del av brottet eget Bevis: 1 Anteckning: Min anteckning/)
    expect(text).toMatch(/3\. Polisanmälan .*5 juni 2026.*Polisens e-tjänst.*5000-K1/)
    expect(text).toContain('Se nr 2 här 1 anteckning som inte är med i paketet, eller inte längre gäller')
    expect(text).toContain(`(Kortat. Hela texten: data/ledger-payloads/${String(seq).padStart(6, '0')}.json)`)
    expect(text).not.toContain('rad '.repeat(21))
  })

  it('adds up costs and damages in whole öre', async () => {
    const { office, chain } = opened()
    await captured(office, chain, { title: 'Första' })
    for (const [at, [ore, sort]] of ([[125_050, 'cost'], [10, 'cost'], [500_000, 'damage']] as const).entries()) note(office, chain, `c${at}`, cost(`Post ${at}`, ore, sort))
    const text = doneOf(await report(office, chain, { profile: 'civil' })).replace(/\u00a0/g, ' ')
    expect(text).toContain('1 250,50 kr')
    expect(text).toContain('Kostnader 1 250,60 kr Skador 5 000 kr Summa 6 250,60 kr')
  })

  it('never tells what is for the office alone, even where the contents it is given hold it', async () => {
    const { office, chain } = opened()
    await captured(office, chain, { title: 'Första' })
    const word = 'kanariefågel'
    note(office, chain, 'stöd', { kind: 'support', sort: 'health', who: word, on: '2026-06-01', note: word, followUpOn: null })
    note(office, chain, 'mål', { kind: 'wishes', on: '2026-06-01', wants: word, spare: word, contact: word })
    note(office, chain, 'pol', { kind: 'provocation', on: '2026-06-01', channel: 'mejl', from: '', summary: 'bara för polisen' })
    see(office, chain, [sightingOf('a')])
    const contents = readContents(office.parts, chain)
    for (const profile of ['police', 'civil', 'masked'] as const) expect((await report(office, chain, { profile })).includes(word), profile).toBe(false)
    const kinds = (profile: 'police' | 'civil' | 'masked') => readRecords({ contents, request: { profile } }).held.map(({ content }) => content.kind)
    expect([kinds('police'), kinds('civil'), kinds('masked')]).toEqual([['provocation'], [], []])
    expect(readSightings({ contents, request: { profile: 'masked' } })).toMatchObject({ held: [], entries: [], withdrawn: 0 })
    const shown: readonly RecordKind[] = (Object.keys(KINDS) as RecordKind[]).filter((kind) => KINDS[kind].shown.length > 0)
    expect(shown).not.toContain('support')
  })

  it('has neither chapter in a masked bundle, and names neither', async () => {
    const { office, chain } = opened()
    await captured(office, chain, { title: 'Första' })
    see(office, chain, [sightingOf('a', { account: 'Hemlig' })])
    const text = await report(office, chain, { profile: 'masked' })
    for (const words of [spread.lead.slice(0, 40), done.lead.slice(0, 40), `”${spread.title}”`, 'Hemlig']) expect(text).not.toContain(words)
  })
})
