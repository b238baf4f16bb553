import { duesOf } from '../../electron/services/casework/guide/dues.ts'
import { stepsOf } from '../../electron/services/casework/guide/steps.ts'
import { readLinks } from '../../electron/services/casework/links.ts'
import { Refusal, type CallOutput, type CallParsed, type CaseSummary, type ExhibitView, type RecordView, type ReferenceView, type SightingView } from '../../shared/contract/index.ts'
import { addressKey, type CaseId, type RecordContent, RecordId, SightingId, stepOf } from '../../shared/model/index.ts'
import { at, hex, OFFICER } from './fake-data.ts'
import { fakeFind } from './fake-search.ts'

type Name =
  | 'case.guide'
  | 'board.get'
  | 'record.list'
  | 'record.versions'
  | 'record.save'
  | 'record.withdraw'
  | 'search.find'
  | 'sighting.list'
  | 'sighting.spread'
  | 'sighting.add'
  | 'sighting.change'
  | 'sighting.withdraw'
  | 'sighting.queue'
  | 'list.read'
  | 'list.import'
  | 'letter.draft'
  | 'letter.make'
  | 'letter.save'
type Handlers = { [N in Name]: (input: CallParsed<N>) => CallOutput<N> }

export interface FakeCaseworkParts {
  home: CaseId
  cases: () => readonly CaseSummary[]
  exhibits: (chain: CaseId) => readonly ExhibitView[]
  changed: () => void
  additions: () => readonly ReferenceView[]
}

export const TODAY = '2026-03-05'

const recordId = (seed: string) => RecordId.parse(`r-${hex(seed, 32)}`)

/** The steps of a case in memory: what is kept is what was given, and where that leaves a step is asked of the real rules. */
export function fakeCasework({ home, cases, exhibits, changed, additions }: FakeCaseworkParts): Handlers {
  let made = 0
  let versions: RecordView[] = []
  let sightings: (SightingView & { case: CaseId })[] = []
  const begin = (chain: CaseId, content: RecordContent, links: RecordView['exhibits'] = []): RecordView => {
    made += 1
    const record = { id: recordId(`record ${made}`), case: chain, revision: 1, step: stepOf(content), content, exhibits: links, withdrawn: null, at: at(made), by: OFFICER.name, seq: made, since: at(made) }
    versions = [...versions, record]
    return record
  }
  const current = (chain: CaseId) => versions.filter((one) => one.case === chain && !versions.some((later) => later.id === one.id && later.revision > one.revision))
  const revise = (id: RecordView['id'], change: Partial<RecordView>): RecordView => {
    const before = versions.findLast((one) => one.id === id)
    if (before === undefined) throw new Refusal('record.not-found')
    made += 1
    const next = { ...before, ...change, revision: before.revision + 1, seq: made, at: at(made) }
    versions = [...versions, next]
    changed()
    return next
  }
  const see = (chain: CaseId, url: string, more: Partial<SightingView> = {}) => {
    made += 1
    const fields = { platform: '', account: '', postedOn: null, seenOn: TODAY, reach: null, note: '' }
    sightings = [{ id: SightingId.parse(`s-${hex(`sighting ${made}`, 32)}`), case: chain, revision: 1, url, ...fields, list: null, withdrawn: null, at: at(made), by: OFFICER.name, exhibit: null, queued: false, ...more }, ...sightings]
  }

  const first = home
  begin(first, { kind: 'platform-report', platform: 'facebook', urls: ['https://forum.example/t/1'], category: 'harassment', text: 'Text.', language: 'sv', sentOn: '2026-03-04', reference: 'FB-1', receivedOn: null, outcome: null, decidedOn: null, appealedOn: null, appealOutcome: null, followUpOn: '2026-03-11', note: '' })
  begin(first, { kind: 'offence', offence: 'olaga-hot', from: null, on: '2026-03-03', matter: '', complaint: 'unclear', complaintOn: null, notes: [], stop: null, stopOn: null, note: '' })
  begin(first, { kind: 'cost', what: 'Larm hemma', sort: 'cost', ore: 125_050, on: '2026-03-04', paidBy: 'Kommunen', note: '' })
  begin(first, { kind: 'mandate', principal: 'Karin Ek', holder: 'Birgitta Åkesson', accounts: [{ platform: 'Facebook', account: 'karin.ek' }], from: '2026-03-01', until: '2026-03-31', may: ['read', 'delete'], limits: '', signedOn: '2026-03-01', endedOn: null, endNote: '' })
  begin(first, { kind: 'monitoring-order', to: 'Kommunikation', text: '', sentOn: '2026-03-03', answeredOn: null, note: '' })
  begin(first, { kind: 'task', step: 'victim', what: 'Ring den utsatta', who: 'Anna', due: '2026-03-02', doneOn: null, note: '' })
  see(first, 'https://forum.example/t/1', { platform: 'facebook', account: 'Grupp', postedOn: '2026-03-02', reach: 1200, exhibit: exhibits(first).map(({ id, number }) => ({ id, number, complete: true, witnessed: false }))[0] ?? null })
  see(first, 'https://forum.example/t/2', { platform: 'x', account: '@nagon', postedOn: '2026-03-04' })

  const holding = (chain: CaseId) => sightings.filter((one) => one.case === chain && one.withdrawn === null)
  const guide = (chain: CaseSummary): CallOutput<'case.guide'> => {
    const held = holding(chain.id)
    const days = held.map(({ postedOn, seenOn }) => postedOn ?? seenOn).toSorted()
    const facts = {
      today: TODAY,
      records: current(chain.id).filter(({ withdrawn }) => withdrawn === null),
      exhibits: chain.exhibits,
      unwitnessed: chain.unwitnessed,
      partial: chain.partial,
      sightings: { total: held.length, unsecured: held.filter(({ exhibit }) => exhibit === null).length, earliest: days[0] ?? null, latest: days.at(-1) ?? null },
      unseen: [],
      firstExhibit: chain.exhibits === 0 ? null : TODAY,
      additions: additions(),
    }
    return { case: chain.id, today: TODAY, steps: stepsOf(facts, duesOf(facts)) }
  }
  const caseOf = (id: CaseId) => {
    const found = cases().find((one) => one.id === id)
    if (found === undefined) throw new Refusal('case.not-found')
    return found
  }
  const revised = (id: string, change: Partial<SightingView>) => {
    sightings = sightings.map((one) => (one.id === id ? { ...one, ...change, revision: one.revision + 1 } : one))
    changed()
    return {}
  }

  return {
    'case.guide': ({ case: id }) => guide(caseOf(id)),
    'board.get': () => {
      const looked = cases().map((found) => ({ found, steps: guide(found).steps }))
      return {
        today: TODAY,
        cases: looked.map(({ found: { id, number, title, exhibits: count, unwitnessed, partial }, steps }) => {
          const named = (state: string) => steps.flatMap(({ step, state: its, next }) => (its === state && next !== null ? [{ step, ...next }] : []))
          return { id, number, title, exhibits: count, unwitnessed, partial, unsecured: holding(id).filter(({ exhibit }) => exhibit === null).length, todo: named('todo'), waiting: named('waiting') }
        }),
        dues: looked.flatMap(({ found: { id, number }, steps }) => steps.flatMap(({ dues }) => dues.map((due) => ({ ...due, case: id, number })))),
      }
    },
    'record.list': ({ case: id }) => current(id),
    'record.versions': ({ record }) => versions.filter(({ id }) => id === record),
    'record.save': ({ case: id, record, content, exhibits: links }) => {
      const numbered = links.map((link) => ({ ...link, number: exhibits(id).find((one) => one.id === link.exhibit)?.number ?? 1 }))
      if (content.kind === 'account-action' && content.action === 'deleted' && numbered.length === 0) throw new Refusal('record.unsecured')
      if (record !== null) return revise(record, { content, exhibits: numbered })
      const begun = begin(id, content, numbered)
      changed()
      return begun
    },
    'record.withdraw': ({ record, reason }) => revise(record, { withdrawn: reason }),
    'search.find': (query) => fakeFind(query, { cases: cases(), exhibits, records: current, sightings }),
    'sighting.list': ({ case: id, filter, skip }) => {
      const fits = sightings.filter((one) => one.case === id && (filter === 'withdrawn' ? one.withdrawn !== null : one.withdrawn === null && (filter === 'all' || (filter === 'secured') === (one.exhibit !== null))))
      return { rows: fits.slice(skip, skip + 100).map(({ case: _, ...row }) => row), total: fits.length }
    },
    'sighting.spread': ({ case: id }) => {
      const held = holding(id)
      const days = [...Map.groupBy(held, ({ postedOn, seenOn }) => postedOn ?? seenOn)].map(([day, all]) => ({ day, count: all.length })).toSorted((a, b) => (a.day < b.day ? -1 : 1))
      const share = (name: string, all: readonly SightingView[]) => ({ name, count: all.length, reach: all.reduce((sum, { reach }) => sum + (reach ?? 0), 0), known: all.filter(({ reach }) => reach !== null).length })
      const whole = share('', held)
      return {
        total: held.length,
        secured: held.filter(({ exhibit }) => exhibit !== null).length,
        withdrawn: sightings.filter((one) => one.case === id).length - held.length,
        reach: whole.reach,
        reachKnown: whole.known,
        first: days[0]?.day ?? null,
        last: days.at(-1)?.day ?? null,
        days,
        dated: held.filter(({ postedOn }) => postedOn !== null).length,
        platforms: [...Map.groupBy(held, ({ platform }) => platform)].map(([name, all]) => share(name, all)),
        accounts: [...Map.groupBy(held.filter(({ account }) => account !== ''), ({ account }) => account)].map(([name, all]) => ({ ...share(name, all), platform: all[0]?.platform ?? '' })),
        accountsTotal: new Set(held.map(({ account }) => account).filter((account) => account !== '')).size,
      }
    },
    'sighting.add': ({ case: id, text }) => {
      const { findings, cut } = readLinks(text)
      let added = 0
      const told = findings.flatMap(({ line, text: quoted, outcome, url }): CallOutput<'sighting.add'>['told'] => {
        if (url === null) return [{ line, text: quoted, outcome: outcome === 'queued' || outcome === 'full' ? 'known' : outcome }]
        if (holding(id).some((one) => addressKey(one.url) === addressKey(url))) return [{ line, text: quoted, outcome: 'known' }]
        see(id, url)
        added += 1
        return []
      })
      changed()
      return { added, known: told.filter(({ outcome }) => outcome === 'known').length, filled: 0, told, cut }
    },
    'sighting.change': ({ sighting, fields }) => revised(sighting, fields),
    'sighting.withdraw': ({ sighting, reason }) => revised(sighting, { withdrawn: reason }),
    'sighting.queue': ({ sightings: ids }) => {
      const waits = sightings.filter((one) => one.exhibit === null && (ids === null || ids.includes(one.id)))
      sightings = sightings.map((one) => (waits.includes(one) ? { ...one, queued: true } : one))
      return { added: waits.filter(({ queued }) => !queued).length, queued: waits.filter(({ queued }) => queued).length, full: 0 }
    },
    'letter.draft': ({ content }) => ({ text: `Utkast: ${content.kind}` }),
    'letter.make': ({ letter }) => ({ text: `Brev: ${letter}` }),
    'letter.save': ({ letter }) => ({ name: `${letter}.pdf` }),
    'list.read': ({ case: id, exhibit }) => {
      const found = exhibits(id).find((one) => one.id === exhibit)
      if (found === undefined) throw new Refusal('record.wrong-link')
      const sample = [['Länk', 'Konto', 'Datum'], ['https://forum.example/t/9', 'Grupp', '2026-03-04'], ['ingen', '', '']].map((cells, index) => ({ number: index + 1, cells }))
      return { exhibit: { id: found.id, number: found.number, title: found.title }, kind: 'csv', sheet: null, otherSheets: [], rows: 3, columns: 3, sample, formulas: true, cut: false, guess: { url: 0, platform: null, account: 1, postedOn: 2, seenOn: null, reach: null, note: null, header: 1, dateOrder: 'ymd' } }
    },
    'list.import': ({ case: id, write }) => {
      if (write) {
        see(id, 'https://forum.example/t/9', { account: 'Grupp', postedOn: '2026-03-04' })
        changed()
      }
      return { good: 1, imported: write ? { added: 1, known: 0, filled: 0 } : null, wrongTotal: 1, wrong: [{ row: 3, column: 'url', problem: 'no-address', text: 'ingen' }], repeated: 0, empty: 0, cut: false }
    },
  }
}
