import type { Database } from 'better-sqlite3'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkRecords } from '../../electron/engine/records.ts'
import { beginSession } from '../../electron/engine/session.ts'
import type { RecordDraft } from '../../electron/services/casework/records.ts'
import { newId } from '../../electron/services/crypto/index.ts'
import { openDatabase } from '../../electron/services/vault/database.ts'
import type { RecordView } from '../../shared/contract/index.ts'
import { RecordContent, type CaseId, type ExhibitId, type RecordId } from '../../shared/model/index.ts'
import { openTestServices, type TestServices } from '../support/services.ts'
import { refusalOf } from '../support/vault-entries.ts'

/** Records of the steps in a real vault on disk. */

let test: TestServices
let exhibit: ExhibitId
beforeEach(async () => {
  test = openTestServices()
  exhibit = await note(test.chain)
})
afterEach(() => test.dispose())

async function note(chain: CaseId): Promise<ExhibitId> {
  const { id } = await test.services.evidence.writeNote(test.actor, { case: chain, title: 'Samtal', text: 'Någon ringde.', supersedes: null })
  return id
}

const openCase = (title: string) => test.services.casework.openCase(test.actor, { title, reference: '', description: '' }).id
const draft = (content: RecordContent, more: Partial<RecordDraft> = {}): RecordDraft => ({ case: test.chain, record: null, revision: null, content, exhibits: [], ...more })
const save = (content: RecordContent, more?: Partial<RecordDraft>) => test.services.records.save(test.actor, draft(content, more))
const change = ({ id, revision }: RecordView, content: RecordContent, more: Partial<RecordDraft> = {}) => save(content, { record: id, revision, ...more })
const withdraw = ({ id }: Pick<RecordView, 'id'>, reason = 'Fel ärende.') => test.services.records.withdraw(test.actor, id, reason)
const refused = (work: () => unknown) => refusalOf(work)
const list = (chain = test.chain) => test.services.records.list(chain)
const size = () => test.services.ledger.head().size

const task = (what = 'Ring polisen', more: object = {}): RecordContent<'task'> => ({ kind: 'task', step: 'police', what, who: '', due: null, doneOn: null, note: '', ...more })
const offence = (more: Partial<RecordContent<'offence'>> = {}): RecordContent<'offence'> => ({
  kind: 'offence', offence: 'olaga-hot', from: null, on: '2026-03-10', matter: '', complaint: 'unclear', complaintOn: null, notes: [], stop: null, stopOn: null, note: '', ...more,
})
const account = { platform: 'facebook', account: 'Anna' }
const mandate = (more: Partial<RecordContent<'mandate'>> = {}): RecordContent<'mandate'> => ({
  kind: 'mandate', principal: 'Anna', holder: 'Bo', accounts: [account], from: '2026-03-01', until: '2026-03-31', may: ['read', 'delete'], limits: '', signedOn: '2026-03-01', endedOn: null, endNote: '', ...more,
})
const action = (of: RecordId, more: Partial<RecordContent<'account-action'>> = {}): RecordContent<'account-action'> => ({
  kind: 'account-action', mandate: of, account, action: 'read', count: 1, on: '2026-03-15', note: '', ...more,
})
const report = (offences: RecordId[]): RecordContent<'police-report'> => ({ kind: 'police-report', filedOn: null, how: 'web', authority: '', reference: '', contact: '', offences, note: '' })
const decision = (of: RecordId): RecordContent<'police-decision'> => ({ kind: 'police-decision', report: of, on: '2026-04-01', decision: 'opened', reason: '', followUpOn: null })

describe('a record', () => {
  it('is an entry that says all of it, and is shown as that', () => {
    const before = size()
    const saved = save(offence(), { exhibits: [{ exhibit, role: 'element.olaga-hot.hot' }] })
    expect(size()).toBe(before + 1)
    const payload = test.services.ledger.payload(before, 'step.recorded')
    expect(payload).toMatchObject({ case: test.chain, record: saved.id, revision: 1, content: offence(), exhibits: [{ exhibit, number: 1, role: 'element.olaga-hot.hot' }], withdrawn: null })
    expect(saved).toMatchObject({ case: test.chain, revision: 1, step: 'police', content: offence(), exhibits: payload.exhibits, withdrawn: null, by: 'Anna Provsson', seq: before })
    expect(saved.since).toBe(saved.at)
    expect(list()).toEqual([saved])
  })

  it('has a next version, and keeps when it began and its place', async () => {
    const first = save(task('Ett'))
    const second = save(task('Två'))
    await new Promise((resolve) => setTimeout(resolve, 5))
    const next = change(first, task('Ett, rättat'))
    expect(next).toMatchObject({ id: first.id, revision: 2, since: first.at, content: task('Ett, rättat') })
    expect(next.at > first.at).toBe(true)
    expect(list()).toEqual([next, second])
    expect(test.services.records.versions(first.id)).toEqual([first, next])
  })

  it('leaves no entry where it says the same again', () => {
    const links = [{ exhibit, role: 'element.olaga-hot.hot' }]
    const saved = save(offence(), { exhibits: links })
    const before = size()
    expect(change(saved, offence(), { exhibits: links })).toEqual(saved)
    expect(size()).toBe(before)
    // Other words or other exhibits are something else.
    expect(change(saved, offence()).revision).toBe(2)
  })

  it('is not changed by somebody who had another version before them', async () => {
    const first = save(task('Ett'))
    change(first, task('Två'))
    const before = size()
    expect(await refused(() => change(first, task('Tre')))).toBe('record.changed-meanwhile')
    expect(size()).toBe(before)
  })

  it('stays in the log when it is taken back, and is changed no more', async () => {
    const saved = save(task())
    const gone = withdraw(saved, 'Skrivet i fel ärende.')
    expect(gone).toMatchObject({ revision: 2, content: task(), withdrawn: 'Skrivet i fel ärende.' })
    expect(list()).toEqual([gone])
    expect(await refused(() => change(gone, task('Igen')))).toBe('record.withdrawn')
    expect(await refused(() => withdraw(gone))).toBe('record.withdrawn')
    expect(test.services.records.versions(saved.id).map(({ withdrawn }) => withdrawn)).toEqual([null, 'Skrivet i fel ärende.'])
  })

  it('keeps its exhibits when it is taken back', () => {
    const saved = save(offence(), { exhibits: [{ exhibit, role: 'element.olaga-hot.hot' }] })
    expect(withdraw(saved).exhibits).toEqual(saved.exhibits)
  })

  it('stays of its kind and of its case, and has to be there', async () => {
    const saved = save(task())
    expect(await refused(() => change(saved, offence()))).toBe('record.wrong-kind')
    expect(await refused(() => change(saved, task('Annat'), { case: openCase('Annat') }))).toBe('record.not-found')
    const unknown = { record: newId('r'), revision: 1 }
    expect(await refused(() => save(task(), unknown))).toBe('record.not-found')
    expect(await refused(() => withdraw({ id: unknown.record }))).toBe('record.not-found')
    expect(await refused(() => test.services.records.versions(unknown.record))).toBe('record.not-found')
    expect(await refused(() => save(task(), { case: newId('c') }))).toBe('case.not-found')
  })
})

describe('what a record is tied to', () => {
  it('is an exhibit of its own case, in a role of its kind, once in each', async () => {
    const other = await note(openCase('Annat'))
    const before = size()
    const links: RecordDraft['exhibits'][] = [
      [{ exhibit: other, role: 'element.olaga-hot.hot' }],
      [{ exhibit: newId('x'), role: 'element.olaga-hot.hot' }],
      [{ exhibit, role: 'receipt' }],
      [{ exhibit, role: 'element' }],
      [{ exhibit, role: 'element.' }],
      [{ exhibit, role: 'element.olaga-hot.hot' }, { exhibit, role: 'element.olaga-hot.hot' }],
    ]
    for (const exhibits of links) expect(await refused(() => save(offence(), { exhibits })), JSON.stringify(exhibits)).toBe('record.wrong-link')
    expect(await refused(() => save(task(), { exhibits: [{ exhibit, role: 'sent' }] }))).toBe('record.wrong-link')
    expect(await refused(() => save(report([]), { exhibits: [{ exhibit, role: 'sent.x' }] }))).toBe('record.wrong-link')
    expect(size()).toBe(before)
    // One exhibit may show several things.
    expect(save(offence(), { exhibits: [{ exhibit, role: 'element.olaga-hot.hot' }, { exhibit, role: 'element.olaga-hot.radsla' }] }).exhibits).toHaveLength(2)
  })

  it('is a record of the same case and of the right kind, that holds', async () => {
    const threat = save(offence())
    const filed = save(report([threat.id]))
    expect(save(decision(filed.id)).content).toEqual(decision(filed.id))
    for (const content of [report([filed.id]), report([newId('r')]), report([threat.id, filed.id]), decision(threat.id), action(threat.id)]) {
      expect(await refused(() => save(content)), JSON.stringify(content)).toBe('record.wrong-link')
    }
    expect(await refused(() => save(report([threat.id]), { case: openCase('Annat') }))).toBe('record.wrong-link')
    withdraw(threat)
    expect(await refused(() => save(report([threat.id])))).toBe('record.wrong-link')
  })
})

describe('an offence', () => {
  it('is not stopped before its day', async () => {
    expect(await refused(() => save(offence({ stop: 'served', stopOn: '2026-03-09' })))).toBe('record.wrong-day')
    expect(save(offence({ stop: 'served', stopOn: '2026-03-10' })).revision).toBe(1)
    const saved = save(offence({ stop: 'served', stopOn: '2026-05-01' }))
    expect(await refused(() => change(saved, offence({ on: '2026-05-02', stop: 'served', stopOn: '2026-05-01' })))).toBe('record.wrong-day')
  })
})

it.each([
  ['an offence', offence({ from: '2026-03-11' }), offence({ from: '2026-03-10' })],
  ['a mandate', mandate({ from: '2026-04-01' }), mandate({ from: '2026-03-31' })],
] as const)('%s that begins after it ends is refused, and one of a single day is not', async (_what, turned, oneDay) => {
  const before = size()
  expect(await refused(() => save(turned))).toBe('record.wrong-span')
  expect(size()).toBe(before)
  const saved = save(oneDay)
  expect(await refused(() => change(saved, turned))).toBe('record.wrong-span')
  expect(list()).toEqual([saved])
})

describe('what is done on behalf of somebody', () => {
  it('is done under no mandate that nobody has signed, as far as is noted', async () => {
    const given = save(mandate({ signedOn: null }))
    const before = size()
    expect(await refused(() => save(action(given.id)))).toBe('mandate.unsigned')
    expect(size()).toBe(before)
    // Written down afterwards it covers the days that it names.
    change(given, mandate({ signedOn: '2026-03-20' }))
    expect(save(action(given.id)).revision).toBe(1)
  })

  it.each([
    ['before the first day', {}, '2026-02-28'],
    ['after the last day', {}, '2026-04-01'],
    ['after it was given back', { endedOn: '2026-03-10' }, '2026-03-11'],
    ['after the last day, though it was given back later', { endedOn: '2026-04-20' }, '2026-04-10'],
  ])('is outside the mandate %s', async (_when, terms, on) => {
    const { id } = save(mandate(terms))
    expect(await refused(() => save(action(id, { on })))).toBe('mandate.outside')
  })

  it.each([[{}, '2026-03-01'], [{}, '2026-03-31'], [{ endedOn: '2026-03-10' }, '2026-03-10']])('is inside it on its first and its last day (%j, %s)', (terms, on) => {
    const { id } = save(mandate(terms))
    expect(save(action(id, { on })).revision).toBe(1)
  })

  it('is what the mandate allows, in an account that it names', async () => {
    const { id } = save(mandate({ may: ['report'] }))
    for (const done of ['read', 'deleted', 'blocked'] as const) expect(await refused(() => save(action(id, { action: done }), { exhibits: [{ exhibit, role: 'secured' }] })), done).toBe('mandate.not-allowed')
    // Saving is why it is there at all.
    for (const done of ['reported', 'saved'] as const) expect(save(action(id, { action: done })).revision).toBe(1)
    for (const other of [{ ...account, account: 'Bo' }, { ...account, platform: 'x' }]) expect(await refused(() => save(action(id, { action: 'saved', account: other })))).toBe('record.wrong-link')
  })

  it('deletes nothing of which no exhibit is there', async () => {
    const { id } = save(mandate())
    const before = size()
    expect(await refused(() => save(action(id, { action: 'deleted' })))).toBe('record.unsecured')
    expect(size()).toBe(before)
    const deleted = save(action(id, { action: 'deleted' }), { exhibits: [{ exhibit, role: 'secured' }] })
    expect(await refused(() => change(deleted, action(id, { action: 'deleted', count: 2 })))).toBe('record.unsecured')
  })

  it('leans on no mandate that was taken back', async () => {
    const given = save(mandate())
    withdraw(given)
    expect(await refused(() => save(action(given.id)))).toBe('record.wrong-link')
  })
})

describe('a row that somebody changed', () => {
  let first: RecordView
  let second: RecordView
  beforeEach(() => {
    first = save(task('Ett'))
    second = change(first, task('Två'))
    save(offence())
    withdraw(save(task('Tre')))
  })

  function tamper(work: (db: Database) => void): void {
    const db = openDatabase(join(test.folder, 'vault.db'), Buffer.from(test.vault.databaseKey(), 'hex'))
    db.pragma('foreign_keys = OFF')
    work(db)
    db.close()
  }
  const check = () => checkRecords(beginSession(test.services, test.actor))

  it('control: unchanged, all is as it was signed', () => {
    tamper(() => undefined)
    expect(check()).toMatchObject({ result: 'pass' })
    expect(list()).toHaveLength(3)
  })

  it.each([
    ['another kind', "UPDATE records SET kind = 'offence' WHERE record = :id AND revision = 2"],
    ['another place in the log', 'UPDATE records SET seq = 0 WHERE record = :id AND revision = 2'],
    ['beyond the log', 'UPDATE records SET seq = 4711 WHERE record = :id AND revision = 2'],
    ['another revision', 'UPDATE records SET revision = 3 WHERE record = :id AND revision = 2'],
    ['the newest version less, and the one before in its place', 'DELETE FROM records WHERE record = :id AND revision = 1; UPDATE records SET revision = 1 WHERE record = :id'],
    ['another record', "UPDATE records SET record = 'r-00000000000000000000000000000000' WHERE record = :id"],
  ])('is not shown, and is named by the check: %s', async (_what, sql) => {
    tamper((db) => sql.split(';').forEach((one) => db.prepare(one).run({ id: first.id })))
    expect(await refused(() => [list(), test.services.records.versions(first.id)])).toBe('evidence.damaged')
    expect(check()).toMatchObject({ result: 'fail', item: 'case 1: records' })
  })

  it('is not shown in another case, and is named by the check', async () => {
    const other = openCase('Annat')
    tamper((db) => db.prepare('UPDATE records SET case_id = ? WHERE record = ?').run(other, first.id))
    expect(await refused(() => list(other))).toBe('evidence.damaged')
    expect(check()).toMatchObject({ result: 'fail', item: expect.stringContaining('records') as string })
  })

  it.each([
    ['a record less', 'DELETE FROM records WHERE record = :id'],
    ['its newest version less', 'DELETE FROM records WHERE record = :id AND revision = 2'],
    ['a version too many', "INSERT INTO records SELECT record, 3, seq - 100, case_id, kind, withdrawn, at FROM records WHERE record = :id AND revision = 2"],
    ['said to be taken back', 'UPDATE records SET withdrawn = 1 WHERE record = :id AND revision = 2'],
    ['said to hold', 'UPDATE records SET withdrawn = 0 WHERE withdrawn = 1 AND record <> :id'],
    ['begun on another day', "UPDATE records SET at = '2020-01-01T00:00:00.000Z' WHERE record = :id AND revision = 1"],
  ])('is named by the check where nothing of it is shown otherwise: %s', (_what, sql) => {
    tamper((db) => db.prepare(sql).run({ id: first.id }))
    expect(check()).toMatchObject({ result: 'fail', item: 'case 1: records' })
  })

  it('whose newest version is gone lets nobody write over what was signed', async () => {
    tamper((db) => db.prepare('DELETE FROM records WHERE record = ? AND revision = 2').run(second.id))
    expect(await refused(() => change(second, task('Fyra')))).toBe('record.changed-meanwhile')
  })
})

it.each(['9990-01-01', '0026-03-04', '1899-12-31'])('a day from which no time of the law can be counted (%s) is refused', (on) => {
  const claim = { kind: 'claim', against: '', on, interruptedOn: null, note: '' }
  expect(RecordContent.safeParse(claim).success).toBe(false)
  expect(RecordContent.safeParse({ ...claim, on: '2026-03-04' }).success).toBe(true)
})
