import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBundles, verifyBundle, type ExportRequest, type Selection } from '../../electron/services/bundle/index.ts'
import type { Ledger } from '../../electron/services/ledger/index.ts'
import type { BundleReport } from '../../shared/contract/index.ts'
import { KINDS, type CaseId, type ExhibitId, type PayloadDraft, type PayloadType, type RecordContent, type RecordId, type RecordKind, type SightingId } from '../../shared/model/index.ts'
import { createBundleCase, filesBelow, idOf, unzip, type BundleCase } from '../support/bundle-case.ts'
import { lacks } from '../support/tools.ts'

/** Whoever holds all keys may have a program of their own, which doesn't mind what is missing. */
const own = vi.hoisted(() => ({ program: false }))
vi.mock('../../electron/services/bundle/disposed.ts', async (original) => {
  const { assertDisposed } = await original<typeof import('../../electron/services/bundle/disposed.ts')>()
  return { assertDisposed: (...given: Parameters<typeof assertDisposed>) => (own.program ? undefined : assertDisposed(...given)) }
})

const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-office-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const newFolder = () => mkdtempSync(join(folder, 'out-'))

type Content<K extends RecordKind> = RecordContent<K>
/** What each kind says, with a word in it that stands nowhere else. */
const SAID: { [K in RecordKind]: (word: string) => Content<K> } = {
  'monitoring-order': (text) => ({ kind: 'monitoring-order', to: 'Kommunikation', text, sentOn: null, answeredOn: null, note: '' }),
  'platform-report': (text) => ({
    kind: 'platform-report', platform: 'facebook', urls: ['https://forum.example/t'], category: '', text, language: 'sv', sentOn: null, reference: '', receivedOn: null, outcome: null,
    decidedOn: null, appealedOn: null, appealOutcome: null, followUpOn: null, note: '',
  }),
  'recheck-plan': (address) => ({ kind: 'recheck-plan', rhythm: 'off', stopped: [address], seen: null }),
  provocation: (summary) => ({ kind: 'provocation', on: '2026-06-01', channel: 'mejl', from: '', summary }),
  mandate: (limits) => ({
    kind: 'mandate', principal: 'Anna', holder: 'Bo', accounts: [{ platform: 'x', account: 'a' }], from: '2026-06-01', until: '2026-07-31', may: ['read'], limits, signedOn: null, endedOn: null, endNote: '',
  }),
  'account-action': (note) => ({ kind: 'account-action', mandate: idOf<RecordId>('r', 'mandate'), account: { platform: 'x', account: 'a' }, action: 'read', count: 1, on: '2026-06-02', note }),
  offence: (note) => ({ kind: 'offence', offence: 'olaga-hot', from: null, on: '2026-06-01', matter: '', complaint: 'unclear', complaintOn: null, notes: [], stop: null, stopOn: null, note }),
  'police-report': (note) => ({ kind: 'police-report', filedOn: null, how: 'web', authority: '', reference: '', contact: '', offences: [], note }),
  'police-decision': (reason) => ({ kind: 'police-decision', report: idOf<RecordId>('r', 'police-report'), on: '2026-06-10', decision: 'opened', reason, followUpOn: null }),
  'preservation-request': (text) => ({ kind: 'preservation-request', to: 'Åklagaren', urls: [], accounts: [], text, sentOn: null, outcome: null, answeredOn: null, until: null, note: '' }),
  deindexing: (text) => ({ kind: 'deindexing', engine: 'google', words: ['Anna'], results: [{ url: 'https://forum.example/t', reason: '' }], text, sentOn: null, reference: '', outcome: null, decidedOn: null, followUpOn: null, note: '' }),
  'civil-contact': (summary) => ({ kind: 'civil-contact', with: 'Ombudet', on: '2026-06-01', how: '', summary, next: '', followUpOn: null }),
  cost: (what) => ({ kind: 'cost', what, sort: 'cost', ore: 100, on: '2026-06-01', paidBy: '', note: '' }),
  claim: (note) => ({ kind: 'claim', against: 'Kalle', on: '2026-06-01', interruptedOn: null, note }),
  'employer-report': (text) => ({ kind: 'employer-report', happenedOn: '2026-06-20', serious: 'unclear', why: '', text, sentOn: null, reference: '', note: '' }),
  support: (note) => ({ kind: 'support', sort: 'health', who: 'Vera', on: '2026-06-01', note, followUpOn: null }),
  wishes: (spare) => ({ kind: 'wishes', on: '2026-06-01', wants: '', spare, contact: '' }),
  task: (note) => ({ kind: 'task', step: 'victim', what: 'Ring', who: '', due: null, doneOn: null, note }),
  'step-mark': (reason) => ({ kind: 'step-mark', step: 'victim', mark: 'done', reason }),
}

const canary = (name: string) => `kanariefågel-${name}-8c41`
const POLICE = ['platform-report', 'provocation', 'offence', 'police-report', 'police-decision', 'preservation-request'] as const
const CIVIL = ['platform-report', 'police-report', 'police-decision', 'deindexing', 'cost', 'claim'] as const
const ascending = (a: number, b: number): number => a - b
const RECORD_KINDS = Object.keys(KINDS) as RecordKind[]
const shownTo = (kinds: readonly RecordKind[]) => RECORD_KINDS.map((kind) => [kind, kinds.includes(kind)])

let office: BundleCase
let chain: CaseId
let exhibits: ExhibitId[]
/** Entry of each record, and of the sighting, by what it is called. */
let seqs: Map<string, number>

function record(kind: RecordKind, name: string = kind, ...links: number[]): void {
  const linked = links.map((number) => ({ exhibit: exhibits[number - 1]!, number, role: KINDS[kind].roles[0] ?? '' }))
  const said = { record: idOf<RecordId>('r', name), revision: 1, content: SAID[kind](canary(name)), exhibits: linked, withdrawn: null }
  seqs.set(name, office.ledger.commit(office.officer, (append) => append(chain, { type: 'step.recorded', case: chain, ...said })).seq)
}

beforeEach(async () => {
  office = createBundleCase()
  chain = office.openCase('Hot')
  exhibits = []
  seqs = new Map()
  for (const title of ['Kvitto ett', 'Kvitto två']) exhibits.push((await office.acquire(chain, { title, files: { 'original.txt': { mediaType: 'text/plain', content: title } } })).id)
  RECORD_KINDS.forEach((kind) => record(kind))
  const one = { sighting: idOf<SightingId>('s', 'one'), revision: 1, url: 'https://forum.example/t', platform: '', account: '', postedOn: null, seenOn: '2026-06-01', reach: null, note: canary('sighting'), row: null, withdrawn: null }
  seqs.set('sighting', office.ledger.commit(office.officer, (append) => append(chain, { type: 'sighting.recorded', case: chain, source: { kind: 'typed' }, sightings: [one] })).seq)
})

const seqOf = (name: string) => seqs.get(name)!
const chosen = (...numbers: number[]): Selection => ({ exhibits: numbers.map((number) => ({ exhibit: exhibits[number - 1]!, masked: false })), reason: 'Ombudet', title: null })

type Bundle = Awaited<ReturnType<BundleCase['exportTo']>>
/** Which of these words stand in the zip, whose files lie in it as they are. */
const found = ({ path }: Bundle, names: readonly string[]) => {
  const bytes = readFileSync(path)
  return names.map((name) => [name, bytes.includes(canary(name))])
}
const judged = (bundle: Bundle) => verifyBundle(bundle.path, { fingerprint: bundle.fingerprint })
const statement = (ledger = office.ledger) => ledger.payload(ledger.head().size - 1, 'bundle.exported')

const failing = ({ checks }: BundleReport) => checks.flatMap(({ name, result }) => (result === 'fail' ? [name] : []))

/** The same log, in which the holder of all keys signs another statement of the export. */
function saying(change: (draft: PayloadDraft<'bundle.exported'>) => PayloadDraft<'bundle.exported'>): Ledger {
  const { ledger } = office
  const told = <T extends PayloadType>(draft: PayloadDraft<T>) => (draft.type === 'bundle.exported' ? (change(draft as unknown as PayloadDraft<'bundle.exported'>) as unknown as PayloadDraft<T>) : draft)
  return { ...ledger, commit: (by, work) => ledger.commit(by, (append) => work((id, draft) => append(id, told(draft)))) }
}

async function exportedBy(ledger: Ledger, profile: ExportRequest['profile'], selection: Selection | null): Promise<BundleReport> {
  const { signal } = new AbortController()
  const request: ExportRequest = { case: chain, profile, selection, language: 'sv', folder: newFolder(), actor: office.officer, timestamp: null, onStep: () => undefined, signal }
  return judged(await createBundles({ ...office.parts, ledger }).export(request))
}

describe('a bundle for the police', () => {
  it('says nothing of what stays in the office, names it, and verifies', async () => {
    const bundle = await office.exportTo(newFolder(), chain)
    expect(found(bundle, RECORD_KINDS)).toEqual(shownTo(POLICE))
    expect(found(bundle, ['sighting'])).toEqual([['sighting', true]])
    const withheld = RECORD_KINDS.filter((kind) => !POLICE.some((one) => one === kind))
    expect(statement().office?.toSorted(ascending)).toEqual(withheld.map(seqOf).toSorted(ascending))
    const report = await judged(bundle)
    expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
    expect(report.verdict).toBe('ok')
    expect(report.about).toMatchObject({ profile: 'police', exhibits: 2, office: withheld.length, derived: null })
    expect(report.custody.filter(({ content }) => content === 'absent').map(({ seq }) => seq).toSorted(ascending)).toEqual(withheld.map(seqOf).toSorted(ascending))
  })

  it.skipIf(lacks('unzip', 'qpdf', 'pdftotext'))('says nothing of it in its report either, but that there is something', async () => {
    const bag = unzip(await office.exportTo(newFolder(), chain), newFolder())
    const pdf = join(bag, 'data/report.pdf')
    const plain = join(newFolder(), 'plain.pdf')
    execFileSync('qpdf', ['--qdf', '--object-streams=disable', '--decode-level=all', pdf, plain])
    const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
    for (const word of ['support', 'wishes', 'mandate', 'task'].map(canary)) {
      expect([readFileSync(plain).includes(word), text.replace(/\s+/g, '').includes(word)]).toEqual([false, false])
      for (const path of filesBelow(bag)) expect(readFileSync(join(bag, path)).includes(word), path).toBe(false)
    }
    expect(text.replace(/\s+/g, ' ')).toContain('Innehållet i 13 anteckningar om handläggningen')
  })

  it('of a case without any says that nothing stays', async () => {
    const other = office.openCase('Annat')
    await office.acquire(other, { title: 'Mejl', files: { 'original.txt': { mediaType: 'text/plain', content: 'Hej' } } })
    const bundle = await office.exportTo(newFolder(), other)
    expect(statement()).not.toHaveProperty('office')
    expect((await judged(bundle)).about).toMatchObject({ office: 0 })
  })

  it('is refused where one more is written down while it is made', async () => {
    const onStep: ExportRequest['onStep'] = (step, state) => {
      if (step === 'bundle-report' && state === 'done') record('support', 'later')
    }
    await expect(office.exportTo(newFolder(), chain, { onStep })).rejects.toMatchObject({ code: 'bundle.write-failed' })
  })
})

/** The holder of all keys makes the bundle another: everything is signed anew, and every digest fits. */
describe('a bundle for the police that hides something else', () => {
  /** Without what the entries of `without` say, and with a statement of the export that names `named`; null: none. */
  async function forged(without: readonly number[], named: (office: readonly number[]) => readonly number[] | null) {
    const { ledger } = office
    const lying = saying((draft) => {
      const { office: own = [], ...rest } = draft
      const entries = named(own)
      return entries === null ? rest : { ...rest, office: [...entries] }
    })
    const chainOf: typeof ledger.chain = function* (id) {
      for (const stored of ledger.chain(id)) yield without.includes(stored.seq) ? { ...stored, payload: null } : stored
    }
    own.program = true
    const report = await exportedBy({ ...lying, chain: chainOf }, 'police', null).finally(() => (own.program = false))
    return { verdict: report.verdict, failing: failing(report), payloads: report.checks.find(({ name }) => name === 'payloads') }
  }
  const itemOf = (seq: number) => `ledger/entries.jsonl:${[...office.ledger.chain(chain)].findIndex((entry) => entry.seq === seq) + 1}`

  it('control: with nothing changed it verifies', async () => {
    expect(await forged([], (named) => named)).toMatchObject({ verdict: 'ok', failing: [], payloads: { result: 'pass' } })
  })

  it.each(['sighting.recorded', 'exhibit.viewed', 'case.changed'] as const)('fails where that is of another kind (%s)', async (type) => {
    office.ledger.commit(office.officer, (append) => append(chain, { type: 'exhibit.viewed', exhibit: exhibits[0]!, number: 1 }))
    office.casework.changeCase(office.officer, chain, { title: 'Hot igen', reference: '', description: '' })
    const { seq } = [...office.ledger.chain(chain)].find((entry) => entry.type === type)!
    expect(await forged([seq], (named) => [...named, seq])).toMatchObject({ verdict: 'failed', failing: ['payloads'], payloads: { item: itemOf(seq) } })
  })

  it.each(['offence', 'sighting'])('is not whole where what an entry says is gone and not named (%s)', async (name) => {
    expect(await forged([seqOf(name)], (named) => named)).toMatchObject({ verdict: 'incomplete', failing: [], payloads: { result: 'not-checked', item: itemOf(seqOf(name)) } })
  })

  it('is not made by this program where somebody took out what an entry says', async () => {
    const { ledger } = office
    const without: typeof ledger.chain = function* (id) {
      for (const stored of ledger.chain(id)) yield stored.seq === seqOf('sighting') ? { ...stored, payload: null } : stored
    }
    await expect(exportedBy({ ...ledger, chain: without }, 'police', null)).rejects.toMatchObject({ code: 'evidence.damaged' })
  })

  it('is not whole where it names nothing', async () => {
    expect(await forged([], () => null)).toMatchObject({ verdict: 'incomplete', failing: [], payloads: { result: 'not-checked' } })
  })

  it.each([
    ['names what is there', () => seqOf('offence')],
    ['names an entry of another case', () => 0],
    ['names an entry that is not there yet', () => 4711],
    ['names one twice', () => seqOf('support')],
  ])('fails where it %s', async (_what, seq) => {
    expect(await forged([], (named) => [...named, seq()])).toMatchObject({ verdict: 'failed', failing: ['payloads'] })
  })
})

describe('a bundle for a civil case', () => {
  it('shows what is for it, and no sightings', async () => {
    const bundle = await office.exportTo(newFolder(), chain, { profile: 'civil', selection: chosen(1) })
    expect(found(bundle, RECORD_KINDS)).toEqual(shownTo(CIVIL))
    expect(found(bundle, ['sighting'])).toEqual([['sighting', false]])
    const report = await judged(bundle)
    expect([report.verdict, report.about?.office]).toEqual(['ok', 0])
    expect(statement()).not.toHaveProperty('office')
  })

  it('shows a cost whose exhibits are all there, and none of which one is left out', async () => {
    record('cost', 'here', 1)
    record('cost', 'out', 2)
    record('cost', 'half', 1, 2)
    const names = ['here', 'out', 'half']
    const bundle = await office.exportTo(newFolder(), chain, { profile: 'civil', selection: chosen(1) })
    expect(found(bundle, names)).toEqual([['here', true], ['out', false], ['half', false]])
    expect((await judged(bundle)).verdict).toBe('ok')
    const both = await office.exportTo(newFolder(), chain, { profile: 'civil', selection: chosen(1, 2) })
    expect(found(both, names)).toEqual(names.map((name) => [name, true]))
  })

  it('shows no earlier version of a record whose later ones speak of an exhibit that is left out', async () => {
    record('cost', 'before')
    const before = SAID.cost(canary('before'))
    const again = (revision: number, withdrawn: string | null) => {
      const exhibit = { exhibit: exhibits[1]!, number: 2, role: 'receipt' }
      office.ledger.commit(office.officer, (append) => append(chain, { type: 'step.recorded', case: chain, record: idOf<RecordId>('r', 'before'), revision, content: before, exhibits: [exhibit], withdrawn }))
    }
    again(2, null)
    again(3, 'Ersatt av försäkringen')
    // Shown alone, the first would read as a cost that still stands.
    const bundle = await office.exportTo(newFolder(), chain, { profile: 'civil', selection: chosen(1) })
    expect(found(bundle, ['before'])).toEqual([['before', false]])
    expect((await judged(bundle)).verdict).toBe('ok')
    expect(found(await office.exportTo(newFolder(), chain, { profile: 'civil', selection: chosen(1, 2) }), ['before'])).toEqual([['before', true]])
  })

  it('fails where it says that something stays in the office', async () => {
    const report = await exportedBy(saying((draft) => ({ ...draft, office: [seqOf('support')] })), 'civil', chosen(1))
    expect([report.verdict, failing(report)]).toEqual(['failed', ['export-content']])
  })
})

describe('a masked bundle', () => {
  it('shows no record and no sighting', async () => {
    record('cost', 'here', 1)
    const names = [...RECORD_KINDS, 'sighting', 'here']
    const bundle = await office.exportTo(newFolder(), chain, { profile: 'masked', selection: { ...chosen(1), title: 'Ärende i sekretess' } })
    expect(found(bundle, names)).toEqual(names.map((name) => [name, false]))
    const report = await judged(bundle)
    expect([report.verdict, report.about?.office]).toEqual(['ok', 0])
  })
})
