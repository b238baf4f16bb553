import { describe, expect, it } from 'vitest'
import { createGuide, type GuideOptions } from '../../electron/services/casework/guide/index.ts'
import type { CaseSummary, Due, NextAction, RecordView, StepView } from '../../shared/contract/index.ts'
import { STEPS, stepOf, type CaseId, type Day, type RecordContent, type RecordId, type RecordKind, type Step } from '../../shared/model/index.ts'

/** Where the steps of a case stand, over records that are only said to be there. */

const TODAY: Day = '2026-06-15'
const chain = 'c-1' as CaseId

type Content<K extends RecordKind> = RecordContent<K>
const BLANK = {
  'monitoring-order': { kind: 'monitoring-order', to: 'Kommunikation', text: '', sentOn: null, answeredOn: null, note: '' },
  'platform-report': {
    kind: 'platform-report', platform: 'facebook', urls: ['https://forum.example/t'], category: '', text: '', language: 'sv', sentOn: null, reference: '', receivedOn: null,
    outcome: null, decidedOn: null, appealedOn: null, appealOutcome: null, followUpOn: null, note: '',
  },
  'recheck-plan': { kind: 'recheck-plan', rhythm: 'weekly', stopped: [], seen: null },
  provocation: { kind: 'provocation', on: '2026-06-01', channel: 'mejl', from: '', summary: '' },
  mandate: {
    kind: 'mandate', principal: 'Anna', holder: 'Bo', accounts: [{ platform: 'x', account: 'anna' }], from: '2026-06-01', until: '2026-07-31', may: ['read'], limits: '', signedOn: null, endedOn: null, endNote: '',
  },
  'account-action': { kind: 'account-action', mandate: 'r-x' as RecordId, account: { platform: 'x', account: 'anna' }, action: 'read', count: 1, on: '2026-06-02', note: '' },
  offence: { kind: 'offence', offence: 'olaga-hot', from: null, on: '2026-06-01', matter: '', complaint: 'unclear', complaintOn: null, notes: [], stop: null, stopOn: null, note: '' },
  'police-report': { kind: 'police-report', filedOn: null, how: 'web', authority: '', reference: '', contact: '', offences: [], note: '' },
  'police-decision': { kind: 'police-decision', report: 'r-x' as RecordId, on: '2026-06-10', decision: 'opened', reason: '', followUpOn: null },
  'preservation-request': { kind: 'preservation-request', to: 'Åklagaren', urls: [], accounts: [], text: '', sentOn: null, outcome: null, answeredOn: null, until: null, note: '' },
  deindexing: { kind: 'deindexing', engine: 'google', words: ['Anna'], results: [{ url: 'https://forum.example/t', reason: '' }], text: '', sentOn: null, reference: '', outcome: null, decidedOn: null, followUpOn: null, note: '' },
  'civil-contact': { kind: 'civil-contact', with: 'Ombudet', on: '2026-06-01', how: '', summary: '', next: '', followUpOn: null },
  cost: { kind: 'cost', what: 'Lås', sort: 'cost', ore: 100, on: '2026-06-01', paidBy: '', note: '' },
  claim: { kind: 'claim', against: 'Kalle', on: '2026-06-01', interruptedOn: null, note: '' },
  'employer-report': { kind: 'employer-report', happenedOn: '2026-06-20', serious: 'unclear', why: '', text: '', sentOn: null, reference: '', note: '' },
  support: { kind: 'support', sort: 'talk', who: 'Vera', on: '2026-06-01', note: '', followUpOn: null },
  wishes: { kind: 'wishes', on: '2026-06-01', wants: '', spare: '', contact: '' },
  task: { kind: 'task', step: 'police', what: 'Ring', who: '', due: null, doneOn: null, note: '' },
  'step-mark': { kind: 'step-mark', step: 'police', mark: 'done', reason: 'Klart.' },
} as const satisfies { [K in RecordKind]: Content<K> }

const of = <K extends RecordKind>(kind: K, more: Partial<Content<K>> = {}): Content<K> => ({ ...(BLANK[kind] as Content<K>), ...more })
const view = (content: RecordContent, n = 0, more: Partial<RecordView> = {}): RecordView => ({
  id: `r-${n}` as RecordId, case: chain, revision: 1, step: stepOf(content), content, exhibits: [], withdrawn: null, at: '2026-06-01T10:00:00.000Z', by: 'Anna', seq: n, since: '2026-06-01T10:00:00.000Z', ...more,
})

interface Situation {
  records?: readonly (RecordContent | RecordView)[]
  exhibits?: number
  unwitnessed?: number
  partial?: number
  sightings?: { total: number; unsecured: number; earliest: Day | null; latest: Day | null }
  firstExhibit?: string | null
  today?: Day
  checks?: number
  unseen?: { record: RecordId | null; url: string; day: Day }[]
}

const summary = (id = chain, number = 1, { exhibits = 0, unwitnessed = 0, partial = 0 }: Situation = {}): CaseSummary =>
  ({ id, number, title: `Ärende ${number}`, reference: '', description: '', openedAt: '2026-06-01T10:00:00.000Z', closedAt: null, exhibits, unwitnessed, partial }) as CaseSummary

function guideOver(situation: Situation, more: Partial<GuideOptions> = {}) {
  const { records = [], sightings = { total: 0, unsecured: 0, earliest: null, latest: null }, firstExhibit = null, today = TODAY, checks = 0, unseen = [] } = situation
  return createGuide({
    summary: (id) => summary(id, 1, situation),
    cases: () => [summary(chain, 1, situation)],
    records: () => records.map((one, n) => ('content' in one ? one : view(one, n))),
    sightings: { counts: () => sightings },
    checks: () => ({ total: checks, unseen }),
    last: () => 0,
    firstExhibit: () => firstExhibit,
    today: () => today,
    additions: () => ({ stand: -1, list: [] }),
    ...more,
  })
}
const stepOfCase = (step: Step, situation: Situation): StepView => guideOver(situation).ofCase(chain).steps.find((one) => one.step === step)!
const dues = (situation: Situation): Due[] => guideOver(situation).ofCase(chain).steps.flatMap((one) => one.dues)
const days = (what: Due['what'], situation: Situation) => dues(situation).flatMap((due) => (due.what === what ? [due.day] : []))

const sent = { sentOn: '2026-06-10' } as const
const filed = of('police-report', { filedOn: '2026-06-10', reference: 'K1-26' })
const asked = of('preservation-request', sent)
/** Of the report that stands first. */
const decided = (decision: Content<'police-decision'>['decision'], on: Day = '2026-06-10') => of('police-decision', { decision, on, report: 'r-0' as RecordId })
const contact = of('support', { sort: 'contact-person' })

type Row = [step: Step, why: string, situation: Situation, state: StepView['state'], next: NextAction | null, count?: number]
const TABLE: Row[] = [
  ['overview', 'nothing is there', {}, 'untouched', 'find-out'],
  ['overview', 'sightings are there', { sightings: { total: 1, unsecured: 0, earliest: TODAY, latest: TODAY } }, 'settled', null],
  ['overview', 'an order is written', { records: [of('monitoring-order')] }, 'settled', null],
  ['overview', 'an order is sent', { records: [of('monitoring-order', sent)] }, 'waiting', 'await-monitoring'],
  ['overview', 'an order is answered', { records: [of('monitoring-order', { ...sent, answeredOn: '2026-06-11' })] }, 'settled', null],

  ['secure', 'nothing is there', {}, 'untouched', 'secure-first'],
  ['secure', 'sightings lack a capture', { sightings: { total: 5, unsecured: 3, earliest: TODAY, latest: TODAY }, exhibits: 2, unwitnessed: 1 }, 'todo', 'secure-missing', 3],
  ['secure', 'exhibits lack a witness', { exhibits: 4, unwitnessed: 2, partial: 1 }, 'todo', 'witness', 2],
  ['secure', 'one is partial', { exhibits: 4, partial: 1 }, 'settled', 'look-at-partial', 1],
  ['secure', 'all is there', { exhibits: 4 }, 'settled', null],

  ['report', 'nothing is there', {}, 'untouched', 'report-posts'],
  ['report', 'some are not sent', { records: [of('platform-report'), of('platform-report'), of('platform-report', sent)] }, 'todo', 'send-reports', 2],
  ['report', 'one is sent', { records: [of('platform-report', sent)] }, 'waiting', 'await-platform'],
  ['report', 'one is refused and one in part', { records: [of('platform-report', { ...sent, outcome: 'refused' }), of('platform-report', { ...sent, outcome: 'partly' })] }, 'todo', 'consider-appeal', 2],
  ['report', 'the refusal is appealed', { records: [of('platform-report', { ...sent, outcome: 'refused', appealedOn: '2026-06-12' })] }, 'waiting', 'await-platform'],
  ['report', 'the appeal is decided', { records: [of('platform-report', { ...sent, outcome: 'refused', appealedOn: '2026-06-12', appealOutcome: 'upheld' })] }, 'settled', null],
  ['report', 'it is removed', { records: [of('platform-report', { ...sent, outcome: 'removed' })] }, 'settled', null],

  ['restraint', 'nothing is there', {}, 'untouched', 'keep-silent'],
  ['restraint', 'something is written down', { records: [of('provocation')] }, 'settled', null],

  ['accounts', 'nothing is there', {}, 'untouched', 'consider-mandate'],
  ['accounts', 'one is not signed', { records: [of('mandate')] }, 'todo', 'sign-mandate', 0],
  ['accounts', 'one is signed', { records: [of('mandate', { signedOn: '2026-06-01' })] }, 'settled', 'look-after'],
  ['accounts', 'one ends tomorrow', { records: [of('mandate', { signedOn: '2026-06-01', until: '2026-06-16' })] }, 'settled', 'look-after'],
  ['accounts', 'one has run out', { records: [of('mandate', { signedOn: '2026-06-01', until: '2026-06-14' })] }, 'todo', 'hand-back', 1],
  ['accounts', 'one is given back', { records: [of('mandate', { until: '2026-06-14', endedOn: '2026-06-14' })] }, 'settled', null],

  ['police', 'nothing is there', {}, 'untouched', 'consider-police'],
  ['police', 'an offence is thought possible', { records: [of('offence')] }, 'todo', 'file-report', 0],
  ['police', 'a report is written', { records: [of('police-report')] }, 'todo', 'file-report', 0],
  ['police', 'a complaint is missing', { records: [filed, of('offence', { complaint: 'missing' }), of('offence', { complaint: 'made' })] }, 'todo', 'complaint', 1],
  ['police', 'the number is missing', { records: [of('police-report', { filedOn: '2026-06-10', reference: ' ' })] }, 'todo', 'note-number', 1],
  ['police', 'it is closed', { records: [filed, decided('closed')] }, 'todo', 'consider-review', 0],
  ['police', 'it is not opened', { records: [filed, decided('opened'), decided('not-opened')] }, 'todo', 'consider-review', 0],
  ['police', 'it is closed and opened again', { records: [filed, asked, decided('closed'), decided('reopened')] }, 'waiting', 'await-police'],
  ['police', 'nobody asked to have data kept', { records: [filed, of('preservation-request')] }, 'todo', 'ask-preservation', 0],
  ['police', 'somebody asked', { records: [filed, asked] }, 'waiting', 'await-police'],
  ['police', 'there is a judgment', { records: [filed, asked, decided('judgment')] }, 'settled', null],
  ['police', 'a review is refused', { records: [filed, asked, decided('review-refused')] }, 'settled', null],

  ['deindexing', 'nothing is there', {}, 'untouched', 'consider-deindexing'],
  ['deindexing', 'one is not sent', { records: [of('deindexing'), of('deindexing', sent)] }, 'todo', 'send-deindexing', 1],
  ['deindexing', 'one is sent', { records: [of('deindexing', sent)] }, 'waiting', 'await-engine'],
  ['deindexing', 'one is refused', { records: [of('deindexing', { ...sent, outcome: 'refused' }), of('deindexing', { ...sent, outcome: 'granted' })] }, 'settled', 'deindexing-refused', 1],
  ['deindexing', 'one is granted', { records: [of('deindexing', { ...sent, outcome: 'granted' })] }, 'settled', null],

  ['civil', 'nothing is there', {}, 'untouched', 'consider-civil'],
  ['civil', 'a cost is there', { records: [of('cost')] }, 'untouched', 'consider-civil'],
  ['civil', 'the police have closed it', { records: [filed, decided('closed')] }, 'todo', 'consider-civil', 0],
  ['civil', 'the police have opened it again', { records: [filed, decided('closed'), decided('reopened')] }, 'untouched', 'consider-civil'],
  ['civil', 'a contact is there', { records: [of('civil-contact'), decided('closed')] }, 'settled', 'follow-civil'],
  ['civil', 'a claim is there', { records: [of('claim')] }, 'settled', 'follow-civil'],

  ['employer', 'nothing is there', {}, 'todo', 'assess-incident', 0],
  ['employer', 'it is unclear', { records: [of('employer-report')] }, 'todo', 'assess-incident', 0],
  ['employer', 'it is serious', { records: [of('employer-report', { serious: 'yes' })] }, 'todo', 'report-incident', 0],
  ['employer', 'it is told of', { records: [of('employer-report', { serious: 'yes', ...sent })] }, 'settled', null],
  ['employer', 'it is not serious', { records: [of('employer-report', { serious: 'no' })] }, 'settled', null],

  ['victim', 'nothing is there', {}, 'todo', 'name-contact', 0],
  ['victim', 'there was a talk', { records: [of('support')] }, 'todo', 'name-contact', 0],
  ['victim', 'somebody is named', { records: [contact] }, 'todo', 'ask-wishes', 0],
  ['victim', 'wishes are known', { records: [contact, of('wishes')] }, 'settled', 'keep-in-touch'],
]

describe('a step', () => {
  it.each(TABLE)('%s, where %s', (step, _why, situation, state, next, count) => {
    const found = stepOfCase(step, situation)
    expect([found.state, found.next?.what ?? null]).toEqual([state, next])
    if (count !== undefined) expect(found.next?.count).toBe(count)
  })

  it('is told in the order of the guidance, each once', () => {
    expect(guideOver({}).ofCase(chain)).toMatchObject({ case: chain, today: TODAY, steps: STEPS.map((step) => ({ step })) })
    expect(new Set(TABLE.map(([step]) => step))).toEqual(new Set(STEPS))
  })

  it('knows nothing of what was taken back', () => {
    const gone = view(of('offence'), 0, { withdrawn: 'Fel.' })
    expect(stepOfCase('police', { records: [gone] })).toMatchObject({ state: 'untouched', records: 0, dues: [] })
  })

  it('counts its records, and no marks among them', () => {
    const records = [of('offence'), of('task'), of('step-mark', { mark: 'open' }), of('task', { step: 'victim' })]
    expect([stepOfCase('police', { records }).records, stepOfCase('victim', { records }).records]).toEqual([2, 1])
  })
})

describe('a day', () => {
  it('of limitation is the last safe one, by the offence, and ends when the time is stopped', () => {
    // Unlawful threats have two years at most, so five; insult has fines alone, so two.
    expect(days('limitation', { records: [of('offence', { from: '2026-05-01', on: '2026-06-01' }), of('offence', { offence: 'forolampning' })] })).toEqual(['2028-05-31', '2031-05-31'])
    expect(dues({ records: [of('offence')] }).find(({ what }) => what === 'limitation')).toEqual({ step: 'police', what: 'limitation', day: '2031-05-31', left: 1811, subject: 'olaga-hot', record: 'r-0', hard: true })
    expect(days('limitation', { records: [of('offence', { stop: 'served', stopOn: '2027-01-01' })] })).toEqual([])
    // Without a day nobody knows whether it came in time, and on the day itself neither.
    expect(days('limitation', { records: [of('offence', { stop: 'served' })] })).toEqual(['2031-05-31'])
    expect(days('limitation', { records: [of('offence', { stop: 'served', stopOn: '2031-06-01' })] })).toEqual(['2031-05-31'])
    // An approved penalty order stops nothing of before April 2025.
    expect(days('limitation', { records: [of('offence', { on: '2025-03-31', stop: 'penalty-order', stopOn: '2026-01-01' })] })).toEqual(['2030-03-30'])
    expect(days('limitation', { records: [of('offence', { offence: 'okänt' })] })).toEqual([])
  })

  it('of a claim is ten years on, from when it was last interrupted', () => {
    expect(days('civil-limitation', { records: [of('claim')] })).toEqual(['2036-05-31'])
    expect(days('civil-limitation', { records: [of('claim', { interruptedOn: '2027-02-01' })] })).toEqual(['2037-01-31'])
  })

  it('of the operators is six months from the earliest that is known, until somebody asks to have data kept', () => {
    const sightings = { total: 1, unsecured: 0, earliest: '2026-03-10', latest: '2026-03-10' }
    const firstExhibit = '2026-02-28T23:30:00.000Z'
    expect(days('operator-data', {})).toEqual([])
    expect(days('operator-data', { sightings })).toEqual(['2026-09-10'])
    // The exhibit came in March, by the calendar of Sweden.
    expect(days('operator-data', { sightings, firstExhibit })).toEqual(['2026-09-01'])
    expect(days('operator-data', { sightings, records: [of('offence', { on: '2026-03-05' }), of('offence', { from: '2026-01-31', on: '2026-06-01' })] })).toEqual(['2026-07-31'])
    expect(days('operator-data', { sightings, records: [of('preservation-request')] })).toEqual(['2026-09-10'])
    expect(days('operator-data', { sightings, records: [asked] })).toEqual([])
    expect(dues({ sightings })).toEqual([{ step: 'police', what: 'operator-data', day: '2026-09-10', left: 87, subject: '', record: null, hard: true }])
  })

  it('of the operators ends where every report has come to its end, and where nothing can be left to ask for', () => {
    const sightings = { total: 2, unsecured: 0, earliest: '2025-08-01', latest: '2025-09-01' }
    const past = (records: readonly RecordContent[], today = TODAY) => days('operator-data', { sightings, records, today })
    expect(past([])).toEqual(['2026-02-01'])
    // The longest that operators keep anything is ten months, counted from the last that is known of.
    expect([past([], '2026-07-01'), past([], '2026-07-02')]).toEqual([['2026-02-01'], []])
    expect(past([of('offence', { on: '2025-10-01' })], '2026-07-02')).toEqual(['2026-02-01'])
    for (const ends of ['judgment', 'review-refused'] as const) expect(past([filed, decided(ends)]), ends).toEqual([])
    // Who closed it may open it again, and may have to be asked for that.
    for (const goesOn of ['opened', 'closed', 'not-opened', 'review-requested', 'charged'] as const) expect(past([filed, decided(goesOn)]), goesOn).toEqual(['2026-02-01'])
    expect(past([filed, decided('judgment'), decided('reopened')])).toEqual(['2026-02-01'])
    // One of two reports is still open.
    expect(past([filed, decided('judgment'), filed])).toEqual(['2026-02-01'])
    expect(past([of('police-report'), decided('judgment')])).toEqual(['2026-02-01'])
    expect(stepOfCase('police', { records: [filed, decided('judgment')] })).toMatchObject({ state: 'settled', next: null })
  })

  it('of a decision says which is the last, whatever was written down or corrected later', () => {
    const corrected = view(decided('opened', '2026-06-05'), 9, { revision: 2 })
    expect(stepOfCase('police', { records: [filed, asked, decided('judgment', '2026-06-12'), corrected] })).toMatchObject({ state: 'settled', next: null })
    expect(stepOfCase('police', { records: [filed, asked, decided('closed', '2026-06-12'), corrected] })).toMatchObject({ state: 'todo', next: { what: 'consider-review' } })
  })

  it('of a mandate and of an order to keep data is its last', () => {
    expect(dues({ records: [of('mandate')] })).toEqual([{ step: 'accounts', what: 'mandate-ends', day: '2026-07-31', left: 46, subject: 'Bo', record: 'r-0', hard: false }])
    expect(dues({ records: [of('mandate', { endedOn: '2026-06-10' })] })).toEqual([])
    expect(dues({ records: [of('preservation-request', { ...sent, until: '2026-09-01' })] })).toEqual([{ step: 'police', what: 'preservation-ends', day: '2026-09-01', left: 78, subject: 'Åklagaren', record: 'r-0', hard: true }])
  })

  it('to look again is of whoever was asked', () => {
    const followUpOn = '2026-07-01'
    const records = [of('platform-report', { followUpOn }), of('deindexing', { followUpOn }), of('civil-contact', { followUpOn }), of('support', { followUpOn }), of('police-decision', { followUpOn })]
    expect(dues({ records }).map(({ step, what, subject, record, left }) => [step, what, subject, record, left])).toEqual([
      ['report', 'follow-up', 'facebook', 'r-0', 16],
      ['police', 'follow-up', '', 'r-4', 16],
      ['deindexing', 'follow-up', 'google', 'r-1', 16],
      ['civil', 'follow-up', 'Ombudet', 'r-2', 16],
      ['victim', 'follow-up', 'Vera', 'r-3', 16],
    ])
  })

  it('of a task is its own, in the step that it names, until it is done', () => {
    expect(dues({ records: [of('task', { step: 'victim', due: '2026-06-16' }), of('task')] })).toEqual([{ step: 'victim', what: 'task', day: '2026-06-16', left: 1, subject: 'Ring', record: 'r-0', hard: false }])
    expect(dues({ records: [of('task', { due: '2026-06-16', doneOn: '2026-06-14' })] })).toEqual([])
  })

  it('of a serious incident is the one on which it happened, until it is told of', () => {
    expect(dues({ records: [of('employer-report', { serious: 'yes' })] })).toMatchObject([{ step: 'employer', what: 'incident', day: '2026-06-20', left: 5 }])
    for (const other of [{ serious: 'yes', ...sent }, { serious: 'no' }, { serious: 'unclear' }] as const) expect(dues({ records: [of('employer-report', other)] })).toEqual([])
  })

  it('that comes first stands first', () => {
    const records = ['2026-08-01', '2026-06-10', '2026-07-01'].map((due) => of('task', { due }))
    expect(stepOfCase('police', { records }).dues.map(({ day, left }) => [day, left])).toEqual([['2026-06-10', -5], ['2026-07-01', 16], ['2026-08-01', 47]])
  })

  it.each([['2026-06-14', true], ['2026-06-15', true], ['2026-06-16', false]] as const)('that has come calls the office, whatever was said of the step (%s)', (due, isCalled) => {
    const task = of('task', { step: 'restraint', due })
    const marked = of('step-mark', { step: 'restraint', mark: 'not-needed' })
    expect(stepOfCase('restraint', { records: [task] })).toMatchObject(isCalled ? { state: 'todo', next: { what: 'do-tasks', count: 1 } } : { state: 'untouched', next: { what: 'keep-silent' } })
    // A step that waits for somebody else is to be done because of the day, and says so; one that was to be done says what is to be done.
    const waits = of('platform-report', { ...sent, followUpOn: due })
    expect(stepOfCase('report', { records: [waits] })).toMatchObject(isCalled ? { state: 'todo', next: { what: 'do-tasks', count: 1 } } : { state: 'waiting', next: { what: 'await-platform' } })
    expect(stepOfCase('report', { records: [of('platform-report', { followUpOn: due })] })).toMatchObject({ state: 'todo', next: { what: 'send-reports', count: 1 } })
    expect(stepOfCase('restraint', { records: [of('provocation'), task] })).toMatchObject({ state: isCalled ? 'todo' : 'settled', next: isCalled ? { what: 'do-tasks', count: 1 } : null })
    // Somebody else is waited for; what calls the office is the day.
    const asked = of('deindexing', { ...sent, followUpOn: due })
    expect(stepOfCase('deindexing', { records: [asked] })).toMatchObject(isCalled ? { state: 'todo', next: { what: 'do-tasks', count: 1 } } : { state: 'waiting', next: { what: 'await-engine' } })
    const found = stepOfCase('restraint', { records: [task, marked] })
    expect([found.state, found.next, found.dues.length]).toEqual([isCalled ? 'todo' : 'not-needed', isCalled ? { what: 'do-tasks', count: 1 } : null, 1])
  })
})

describe('a mark', () => {
  it('says how the step stands, and the newest counts', () => {
    const done = of('step-mark')
    expect(stepOfCase('police', { records: [of('offence', { offence: 'okänt' }), asked, done] })).toMatchObject({ state: 'done', next: null, mark: { mark: 'done', reason: 'Klart.', by: 'Anna' } })
    expect(stepOfCase('report', { records: [done] })).toMatchObject({ state: 'untouched', mark: null })
    const order = [view(of('step-mark', { mark: 'not-needed' }), 1, { seq: 9 }), view(done, 2, { seq: 5 })]
    expect(stepOfCase('police', { records: order }).state).toBe('not-needed')
    expect(stepOfCase('police', { records: [...order, view(of('step-mark', { mark: 'open' }), 3, { seq: 10 })] })).toMatchObject({ state: 'untouched', mark: null, next: { what: 'consider-police' } })
  })
})

describe('the board', () => {
  const ids = ['c-1', 'c-2', 'c-3'] as CaseId[]
  const situations: Situation[] = [
    { records: [of('task', { due: '2026-07-01' }), of('platform-report', sent)], exhibits: 3, partial: 1, unwitnessed: 2 },
    { records: [of('task', { step: 'secure', due: '2026-06-01' })], sightings: { total: 4, unsecured: 4, earliest: null, latest: null } },
    { records: [of('task', { due: '2026-07-01' }), of('employer-report', { serious: 'no' }), contact, of('wishes')], exhibits: 1 },
  ]
  const at = (id: CaseId) => situations[ids.indexOf(id)]!

  function board() {
    const calls: string[] = []
    const state = { last: new Map(ids.map((id) => [id, 1])), today: TODAY }
    const noted = <T>(what: string, id: CaseId, value: T): T => (calls.push(`${what} ${id}`), value)
    const guide = guideOver({}, {
      summary: (id) => summary(id, 1 + ids.indexOf(id), at(id)),
      // The second is the newest.
      cases: () => [1, 0, 2].map((i) => summary(ids[i], i + 1, situations[i])),
      records: (id) => noted('records', id, (at(id).records ?? []).map((one, n) => view(one as RecordContent, n))),
      sightings: { counts: (id) => noted('counts', id, at(id).sightings ?? { total: 0, unsecured: 0, earliest: null, latest: null }) },
      firstExhibit: (id) => noted('first', id, null),
      last: (id) => state.last.get(id) ?? 0,
      today: () => state.today,
    })
    return { guide, state, calls }
  }
  const ALL = (id: string) => ['counts', 'first', 'records'].map((what) => `${what} ${id}`)

  it('says of each case what waits for whom, and of all of them what is due, the earliest first', () => {
    const found = board().guide.board()
    expect(found.today).toBe(TODAY)
    expect(found.cases.map(({ number }) => number)).toEqual([2, 1, 3])
    expect(found.cases[1]).toEqual({
      id: 'c-1', number: 1, title: 'Ärende 1', exhibits: 3, unwitnessed: 2, partial: 1, unsecured: 0,
      todo: [{ step: 'secure', what: 'witness', count: 2 }, { step: 'employer', what: 'assess-incident', count: 0 }, { step: 'victim', what: 'name-contact', count: 0 }],
      waiting: [{ step: 'report', what: 'await-platform', count: 0 }],
    })
    expect(found.cases[0]).toMatchObject({ unsecured: 4, todo: [{ step: 'secure', what: 'secure-missing', count: 4 }, { step: 'employer' }, { step: 'victim' }], waiting: [] })
    expect(found.cases[2]).toMatchObject({ todo: [], waiting: [] })
    expect(found.dues.map(({ number, case: id, day, left }) => [number, id, day, left])).toEqual([[2, 'c-2', '2026-06-01', -14], [1, 'c-1', '2026-07-01', 16], [3, 'c-3', '2026-07-01', 16]])
  })

  it('reads a case again only when its chain has grown or the day is another', () => {
    const { guide, state, calls } = board()
    const first = guide.board()
    expect(calls.toSorted()).toEqual(ids.flatMap(ALL).toSorted())
    calls.length = 0
    expect(guide.board()).toEqual(first)
    guide.ofCase(ids[0]!)
    expect(calls).toEqual([])
    state.last.set(ids[2]!, 2)
    guide.board()
    expect(calls.toSorted()).toEqual(ALL('c-3'))
    calls.length = 0
    state.today = '2026-06-16'
    expect(guide.board().dues[0]?.left).toBe(-15)
    expect(calls.toSorted()).toEqual(ids.flatMap(ALL).toSorted())
    expect(guide.ofCase(ids[0]!).today).toBe('2026-06-16')
  })
})
