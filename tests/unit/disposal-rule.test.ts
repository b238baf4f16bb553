import { describe, expect, it } from 'vitest'
import { createApprovalRule } from '../../electron/services/ledger/rules.ts'
import { createDisposalRule, type CaseId, type EntryType, type ExhibitId, type Payload } from '../../shared/model/index.ts'

/** Whether a payload that isn't there had to be: on entries that are only said to be there. */

const chain = `c-${'1'.repeat(32)}` as CaseId
const other = `c-${'2'.repeat(32)}` as CaseId
const DECISION = { authority: 'KS', number: '1', decidedOn: '2026-01-01' }

interface Row {
  type: EntryType
  case?: CaseId
  isGone?: boolean
  payload?: object
}
const acquired = (isGone = false): Row => ({ type: 'exhibit.acquired', isGone })
/** Of one exhibit; `number`: of the exhibit, by which it is told from others. */
const disposed = (entries: number[], home = chain, number = 100 + (entries[0] ?? 0)): Row => ({
  type: 'exhibit.disposed',
  case: home,
  payload: { case: home, decision: DECISION, exhibits: [{ exhibit: `x-${number}` as ExhibitId, number, entries }], files: 1, bytes: 1 },
})
const whole = (entries: number, exhibits = 1): Row => ({ type: 'case.disposed', payload: { case: chain, number: 1, decision: DECISION, exhibits, entries, files: 1, bytes: 1 } })
const closed: Row = { type: 'case.closed', isGone: true }
const approved: Row = { type: 'disposal.approved', payload: { case: chain } }
const hold: Row = { type: 'hold.placed', payload: { case: chain } }
const lifted = (placed: number): Row => ({ type: 'hold.lifted', payload: { case: chain, placed } })

function judged(rows: readonly Row[]): string[] {
  const rule = createDisposalRule((seq) => {
    const row = rows[seq]
    return row === undefined ? null : { case: row.case ?? chain, type: row.type, isGone: row.isGone ?? false }
  })
  const faults = rows.flatMap((row, seq) => {
    if (row.isGone === true) rule.missing(seq, row.case ?? chain, row.type)
    const wrong = row.isGone === true ? null : rule.judge(seq, row.case ?? chain, { type: row.type, ...row.payload } as Payload)
    return wrong === null ? [] : [`${seq}: ${wrong}`]
  })
  return [...faults, ...rule.unsettled().map(({ seq, why }) => `${seq}: ${why}`)]
}
const UNEXPLAINED = 'the payload is gone and no disposal explains it'

describe('a payload that is gone', () => {
  it.each<[string, Row[], string[]]>([
    ['is explained by the disposal that names it', [acquired(true), disposed([0]), approved], []],
    ['is explained with all that repeats it', [acquired(true), { type: 'exhibit.attested', isGone: true }, { type: 'reading.corrected', isGone: true }, disposed([0, 1, 2]), approved], []],
    ['is not by one that names another', [acquired(true), acquired(true), disposed([0]), approved], [`1: ${UNEXPLAINED}`]],
    ['is not where it goes after the disposal', [disposed([1]), acquired(true)], ["0: entry 1 can't be disposed of so", `1: ${UNEXPLAINED}`]],
    ['is not by a disposal of another case', [acquired(true), disposed([0], other)], ["1: entry 0 can't be disposed of so", `0: ${UNEXPLAINED}`]],
    ['is not of a kind that a disposal takes', [{ type: 'case.opened', isGone: true }, acquired(true), disposed([1]), disposed([0])], ["3: entry 0 can't be disposed of so", `0: ${UNEXPLAINED}`]],
    ['is not without its acquisition', [{ type: 'exhibit.attested', isGone: true }, disposed([0])], ["1: entry 0 can't be disposed of so", `0: ${UNEXPLAINED}`]],
    ['is not of two exhibits as of one', [acquired(true), acquired(true), disposed([0, 1])], ["2: entry 1 can't be disposed of so", `1: ${UNEXPLAINED}`]],
    ['is not where a disposal says so of what is there', [acquired(), disposed([0])], ['1: what entry 0 says is said to be disposed of, and is there']],
    ['is disposed of once', [acquired(true), disposed([0]), disposed([0], chain, 7)], ['2: entry 0 was disposed of before']],
    ['has a number of its own', [acquired(true), acquired(true), disposed([0], chain, 7), disposed([1], chain, 7)], ['3: there is another exhibit 7', `1: ${UNEXPLAINED}`]],
    ['has no number of one that stands', [{ ...acquired(), payload: { number: 7 } }, acquired(true), disposed([1], chain, 7)], ['2: there is another exhibit 7', `1: ${UNEXPLAINED}`]],
    ['is named in order', [acquired(true), { type: 'exhibit.attested', isGone: true }, disposed([1, 0])], ["2: entry 1 can't be disposed of so", `0: ${UNEXPLAINED}`, `1: ${UNEXPLAINED}`]],
    ['was not held', [acquired(true), hold, disposed([0])], ['2: disposed of under a hold', `0: ${UNEXPLAINED}`]],
    ['was not held by one of two', [acquired(true), hold, hold, lifted(1), disposed([0])], ['4: disposed of under a hold', `0: ${UNEXPLAINED}`]],
    ['may go once a hold is lifted', [acquired(true), hold, lifted(1), disposed([0])], []],
    ['was held where the hold was lifted twice', [acquired(), hold, lifted(1), lifted(1)], ['3: lifts a hold that does not stand']],
    ['may be the whole case', [{ type: 'case.opened', isGone: true }, acquired(true), hold, lifted(2), closed, whole(3), approved], []],
    ['may be the whole case only when it is closed', [{ type: 'case.opened', isGone: true }, acquired(true), closed, { type: 'case.reopened', isGone: true }, whole(4)], ['4: disposed of as a whole while it was open', ...[0, 1, 2, 3].map((seq) => `${seq}: ${UNEXPLAINED}`)]],
    ['is counted where it is the whole case', [{ type: 'case.opened', isGone: true }, acquired(true), closed, whole(1)], ['3: says that 1 entries were disposed of, and 3 are gone', ...[0, 1, 2].map((seq) => `${seq}: ${UNEXPLAINED}`)]],
    ['is counted by exhibits too', [{ type: 'case.opened', isGone: true }, acquired(true), closed, whole(3, 2)], ['3: says that 2 exhibits were disposed of, and 1 are gone', ...[0, 1, 2].map((seq) => `${seq}: ${UNEXPLAINED}`)]],
    ['accounts for earlier disposals', [{ type: 'case.opened', isGone: true }, acquired(true), disposed([1]), approved, closed, whole(2, 0), approved], []],
    ['is never what accounts for it', [{ type: 'case.opened', isGone: true }, { type: 'hold.placed', isGone: true }, closed, whole(2, 0)], [`1: ${UNEXPLAINED}`]],
    ['ends its case', [{ type: 'case.opened', isGone: true }, closed, whole(2, 0), approved, { type: 'exhibit.viewed', payload: { number: 1 } }], ['4: stands in a case that was disposed of']],
    ['ends its case also for a second approval', [{ type: 'case.opened', isGone: true }, closed, whole(2, 0), approved, approved], ['4: stands in a case that was disposed of']],
  ])('%s', (_, rows, faults) => {
    expect(judged(rows)).toEqual(faults)
  })

  it('is counted', () => {
    const rows = [acquired(true), disposed([0])]
    const rule = createDisposalRule((seq) => ({ case: chain, type: rows[seq]!.type, isGone: rows[seq]!.isGone ?? false }))
    rule.missing(0, chain, 'exhibit.acquired')
    rule.judge(1, chain, { type: 'exhibit.disposed', ...rows[1]!.payload } as Payload)
    expect([rule.unsettled(), rule.disposed()]).toEqual([[], 1])
  })
})

describe('a second person', () => {
  const leaf = (byte: number) => new Uint8Array(32).fill(byte)
  const hex = (byte: number) => byte.toString(16).padStart(2, '0').repeat(32)
  const by = (person: string, payload: object) => ({ actor: { person, name: person, role: 'officer' }, ...payload }) as Payload
  const disposal = by('a', { type: 'exhibit.disposed' })
  const approval = (person: string, more: object = {}) => by(person, { type: 'disposal.approved', seq: 5, leaf: hex(7), ...more })

  it.each<[string, Payload, number, string | null]>([
    ['signs right behind it', approval('b'), 6, null],
    ['is another one', approval('a'), 6, 'somebody approved their own change'],
    ['signs this very entry', approval('b', { leaf: hex(8) }), 6, 'an approval does not follow what it names'],
    ['names its place', approval('b', { seq: 4 }), 6, 'an approval does not follow what it names'],
    ['signs nothing in between', approval('b'), 7, 'an approval does not follow what it names'],
    ['approves a disposal, not a change', by('b', { type: 'change.approved', seq: 5, of: 'person.enrolled', leaf: hex(7) }), 6, 'an approval does not follow what it names'],
    ['is not left out', by('a', { type: 'exhibit.viewed' }), 6, 'a disposal stands without a second person'],
  ])('%s', (_, payload, seq, wrong) => {
    const rule = createApprovalRule()
    rule.took(disposal, 5, leaf(7))
    expect(rule.judge(payload, seq)).toBe(wrong)
  })

  it('is missed at the end, and after a change only where there is one to approve', () => {
    const rule = createApprovalRule()
    rule.took(disposal, 5, leaf(7))
    expect(rule.unsettled()).toBe('a disposal stands without a second person')
    rule.took(approval('b'), 6, leaf(8))
    expect(rule.unsettled()).toBeNull()
    rule.took(by('a', { type: 'person.enrolled', person: 'c' }), 7, leaf(9))
    expect([rule.unsettled(), rule.judge(by('b', { type: 'disposal.approved', seq: 7, leaf: hex(9) }), 8)]).toEqual([null, 'an approval does not follow what it names'])
  })
})
