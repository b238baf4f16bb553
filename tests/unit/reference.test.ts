import type { Database } from 'better-sqlite3'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkRecords } from '../../electron/engine/records.ts'
import { beginSession } from '../../electron/engine/session.ts'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { createReference } from '../../electron/services/casework/index.ts'
import { newId } from '../../electron/services/crypto/index.ts'
import { openDatabase } from '../../electron/services/vault/database.ts'
import { Refusal, type CallParsed, type ReferenceView } from '../../shared/contract/index.ts'
import { checksOf, PLATFORMS, shippedDigest } from '../../shared/law/index.ts'
import { MAX_REFERENCES, type ReferenceContent } from '../../shared/model/index.ts'
import { createBundleCase } from '../support/bundle-case.ts'
import { newJob, startTestEngine, testFolder } from '../support/engine.ts'
import { openTestServices, type TestServices } from '../support/services.ts'

/** What an office adds to the shipped data, in a real vault on disk. */

let test: TestServices
/** A vault for each test; `shared`: one for all of them, with nothing that holds at the beginning of each. */
function withVault(shared = false): void {
  const [before, after] = shared ? [beforeAll, afterAll] : [beforeEach, afterEach]
  before(() => {
    test = openTestServices()
  })
  after(() => test.dispose())
  if (shared) afterEach(() => list().forEach((one) => one.withdrawn === null && withdraw(one)))
}

type Draft = CallParsed<'reference.save'>
const platform = (more: Partial<ReferenceContent<'platform'>> = {}): ReferenceContent<'platform'> => ({
  kind: 'platform', of: null, name: 'Byforum', hosts: ['byforum.example'], where: 'https://byforum.example/kontakt', how: '', asks: [], categories: [], dsaNotice: null, appeal: '', ...more,
})
const engine = (more: Partial<ReferenceContent<'engine'>> = {}): ReferenceContent<'engine'> => ({ kind: 'engine', of: null, name: 'Söklokalt', form: null, index: '', asks: [], appeal: '', ...more })
const agency = (more: Partial<ReferenceContent<'agency'>> = {}): ReferenceContent<'agency'> => ({ kind: 'agency', of: null, name: 'Jourlinjen', purpose: '', url: null, phone: '', ...more })
const term = (years: number | null, more: Partial<ReferenceContent<'offence-note'>> = {}): ReferenceContent<'offence-note'> => ({ kind: 'offence-note', of: 'olaga-hot', note: 'Så räknar vi.', years, from: null, until: null, ...more })
const checked = (of = 'instagram', area: ReferenceContent<'checked'>['area'] = 'platform'): ReferenceContent<'checked'> => ({ kind: 'checked', area, of, note: '' })

const draft = (content: ReferenceContent, more: Partial<Draft> = {}): Draft => ({ reference: null, revision: null, content, source: 'https://byforum.example/regler', date: '2026-03-01', reason: 'Behövs.', ...more })
const save = (content: ReferenceContent, more?: Partial<Draft>) => test.services.reference.save(test.actor, draft(content, more))
const change = ({ id, revision }: ReferenceView, content: ReferenceContent, more: Partial<Draft> = {}) => save(content, { reference: id, revision, ...more })
const withdraw = ({ id }: ReferenceView, reason = 'Stämde inte.') => test.services.reference.withdraw(test.actor, id, reason)
const list = () => test.services.reference.list()
const size = () => test.services.ledger.head().size
function refused(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'nothing was refused'
}

describe('a local addition', () => {
  withVault()
  it('is an entry of the vault’s own chain that says all of it, and is shown as that', () => {
    const before = size()
    const saved = save(platform())
    expect(size()).toBe(before + 1)
    expect(test.services.ledger.entry(before)).toMatchObject({ case: null, type: 'reference.recorded' })
    expect(test.services.ledger.payload(before, 'reference.recorded')).toMatchObject({
      reference: saved.id, revision: 1, content: platform(), source: 'https://byforum.example/regler', date: '2026-03-01', reason: 'Behövs.', shipped: null, withdrawn: null, actor: { name: 'Anna Provsson' },
    })
    expect(saved).toMatchObject({ revision: 1, content: platform(), by: 'Anna Provsson', seq: before, stale: false })
    expect(list()).toEqual([saved])
  })

  it('has versions, keeps its place, and leaves no entry where it says the same again', () => {
    const first = save(platform())
    const second = save(agency())
    const next = change(first, platform({ how: 'Skriv till forumet.' }))
    expect(next).toMatchObject({ id: first.id, revision: 2 })
    expect(list()).toEqual([next, second])
    expect(test.services.reference.versions(first.id)).toEqual([first, next])
    const before = size()
    expect(change(next, next.content, { reason: 'Igen.' })).toEqual(next)
    expect(size()).toBe(before)
  })

  it('names by its digest the shipped text that it was written beside', () => {
    const { seq } = save(term(2))
    expect(test.services.ledger.payload(seq, 'reference.recorded').shipped).toBe(shippedDigest('offence', 'olaga-hot'))
    expect(shippedDigest('offence', 'olaga-hot')).not.toBe(shippedDigest('offence', 'grovt-olaga-hot'))
  })

  it('that was checked counts for the text that was checked, and is told where the program has another now', () => {
    save(checked())
    expect(checksOf(list(), 'platform', 'instagram')).toHaveLength(1)
    expect(checksOf(list(), 'platform', 'facebook')).toEqual([])
    const shipped = PLATFORMS.find(({ id }) => id === 'instagram')!
    const { asOf } = shipped
    try {
      Object.assign(shipped, { asOf: '2027-01-01' })
      const { ledger, vault } = test.services
      const later = createReference({ ledger, last: () => vault.ledger.tail(null)!.n, today: () => '2027-02-01', newId: () => newId('l') })
      expect(later.list()).toMatchObject([{ stale: true }])
      expect(checksOf(later.list(), 'platform', 'instagram')).toEqual([])
      // Checked anew it counts again, though it says the same.
      const [old] = later.list()
      expect(later.save(test.actor, draft(checked(), { reference: old!.id, revision: 1 }))).toMatchObject({ revision: 2, stale: false })
    } finally {
      Object.assign(shipped, { asOf })
    }
  })

  it('is taken back with a reason, stays on record, and its name and hosts are free again', () => {
    const gone = withdraw(save(platform()))
    expect(gone).toMatchObject({ revision: 2, withdrawn: 'Stämde inte.', content: platform(), reason: 'Behövs.' })
    expect(refused(() => change(gone, platform({ how: 'x' })))).toBe('reference.withdrawn')
    expect(refused(() => withdraw(gone))).toBe('reference.withdrawn')
    expect(save(platform()).id).not.toBe(gone.id)
  })

  it('is there in a fresh session, and the log’s sentence names it', async () => {
    const { base, remove } = testFolder('reference')
    const vault = join(base, 'prov.bevisvalv')
    const engineTest = await startTestEngine(base)
    try {
      await engineTest.found(vault)
      const saved = await engineTest.call('reference.save', draft(platform()))
      await engineTest.call('vault.lock', {})
      expect(await engineTest.refused('reference.list', {})).toBe('vault.not-open')
      await engineTest.open(vault)
      expect(await engineTest.call('reference.list', {})).toEqual([saved])
      expect(await engineTest.call('reference.versions', { reference: saved.id })).toEqual([saved])
      const log = await engineTest.call('custody.list', { case: null })
      expect(log.find(({ type }) => type === 'reference.recorded')?.subject).toMatchObject({ context: 'platform', name: 'Byforum', revision: 1, reason: 'Behövs.' })
      const chain = await engineTest.openCase()
      await engineTest.call('sighting.add', { case: chain, text: 'https://www.byforum.example/t/1' })
      expect((await engineTest.call('sighting.list', { case: chain, filter: 'all' })).rows).toMatchObject([{ platform: 'Byforum' }])
      const offence = { kind: 'offence', offence: 'olaga-hot', from: null, on: '2026-03-03', matter: '', complaint: 'unclear', complaintOn: null, notes: [], stop: null, stopOn: null, note: '' } as const
      await engineTest.call('record.save', { case: chain, record: null, revision: null, exhibits: [], content: { ...offence, notes: [] } })
      await engineTest.call('reference.save', draft(term(2)))
      const { dues } = await engineTest.call('board.get', {})
      expect(dues.find(({ what }) => what === 'limitation')).toMatchObject({ day: '2028-03-02', reckoned: [{ day: '2031-03-02', term: null }, { day: '2028-03-02', term: { by: 'Anna Provsson' } }] })
      const { checks } = await engineTest.call('vault.check', { job: newJob() })
      expect(checks.filter(({ result }) => result === 'fail')).toEqual([])
    } finally {
      await engineTest.engine.close()
      remove()
    }
  })
})

describe('is refused', () => {
  withVault(true)
  it.each<[string, () => unknown, string]>([
    ['a version of what is not there', () => save(platform(), { reference: newId('l'), revision: 1 }), 'reference.not-found'],
    ['a version over one that was not seen', () => change({ ...save(platform()), revision: 2 }, platform({ how: 'x' })), 'reference.changed-meanwhile'],
    ['another name for the same', () => change(save(platform()), platform({ name: 'Byforumet' })), 'reference.other-entry'],
    ['another kind for the same', () => change(save(platform()), engine()), 'reference.other-entry'],
    ['a note that moves to another offence', () => change(save(term(2)), term(2, { of: 'grovt-olaga-hot' })), 'reference.other-entry'],
    ['a check that moves to another part', () => change(save(checked('facebook')), checked('google', 'engine')), 'reference.other-entry'],
    ['standing beside nothing', () => save(term(2, { of: 'påhittat'.replace('å', 'a') })), 'reference.unknown-entry'],
    ['standing beside something of another part', () => save(platform({ of: 'olaga-hot', name: null })), 'reference.unknown-entry'],
    ['the name of a shipped platform', () => save(platform({ name: 'facebook' })), 'reference.name-taken'],
    ['the name of one in its other language and size', () => save(agency({ name: 'SWEDISH POLICE' })), 'reference.name-taken'],
    ['the id of a shipped engine', () => save(engine({ name: 'Google' })), 'reference.name-taken'],
    ['a name twice', () => [save(platform()), save(platform({ name: 'BYFORUM', hosts: [] }))], 'reference.name-taken'],
    ['a shipped host', () => save(platform({ hosts: ['facebook.com'] })), 'reference.host-taken'],
    ['a host below a shipped one', () => save(platform({ hosts: ['grupp.facebook.com'] })), 'reference.host-taken'],
    ['a host above one of another', () => [save(platform({ hosts: ['a.byforum.example'] })), save(platform({ name: 'Annat', hosts: ['byforum.example'] }))], 'reference.host-taken'],
    ['a host twice over in one', () => save(platform({ hosts: ['a.example', 'b.a.example'] })), 'reference.host-taken'],
    ['a source of tomorrow', () => save(platform(), { date: '2099-01-01' }), 'reference.wrong-day'],
  ])('%s', (_what, work, code) => {
    expect(refused(work)).toBe(code)
  })

  it('what a witness’s key signs, whatever the service is told', () => {
    const { people, reference } = test.services
    const vera = people.enrol(test.actor, { name: 'Vera', title: '', contact: '' }, 'witness', new TextEncoder().encode('vittnets helt egna fras'))
    const witness = people.unlock(vera.id, new TextEncoder().encode('vittnets helt egna fras'))
    const before = size()
    expect(() => reference.save(witness, draft(platform()))).toThrow(/a witness's key signed/)
    expect(size()).toBe(before)
  })
})

describe('many of them', () => {
  withVault()

  it(`are at most ${MAX_REFERENCES}, and that many are read within seconds and then held`, () => {
    const { ledger, reference, vault } = test.services
    ledger.commit(test.actor, (append) => {
      for (let at = 0; at < MAX_REFERENCES; at += 1) {
        const content = agency({ name: `Nummer ${at}`, purpose: 'x'.repeat(4000) })
        append(null, { type: 'reference.recorded', reference: newId('l'), revision: 1, content, source: 'PM', date: '2026-03-01', reason: 'Prov.', shipped: null, withdrawn: null })
      }
    })
    const start = performance.now()
    expect(createReference({ ledger, last: () => vault.ledger.tail(null)!.n, today: () => '2026-03-01', newId: () => newId('l') }).list()).toHaveLength(MAX_REFERENCES)
    const cold = performance.now() - start
    expect(refused(() => save(platform()))).toBe('reference.full')
    const again = performance.now()
    for (let at = 0; at < 100; at += 1) reference.list()
    const warm = performance.now() - again
    expect(cold).toBeLessThan(5000)
    expect(warm).toBeLessThan(cold)
  })
})

describe('in the hands of somebody with the database’s key', () => {
  withVault()
  let saved: ReferenceView
  beforeEach(() => {
    change(save(platform()), platform({ how: 'Skriv.' }))
    saved = save(term(2))
    expect(list()).toHaveLength(2)
  })
  function tamper(work: (db: Database) => void): void {
    const db = openDatabase(join(test.folder, 'vault.db'), Buffer.from(test.vault.databaseKey(), 'hex'))
    db.pragma('foreign_keys = OFF')
    work(db)
    db.close()
  }
  const check = () => checkRecords(beginSession(test.services, test.actor))
  const afresh = () => {
    const { ledger, vault } = test.services
    return createReference({ ledger, last: () => vault.ledger.tail(null)!.n, today: () => '2026-03-01', newId: () => newId('l') }).list()
  }

  it('control: unchanged, all is as it was signed', () => {
    tamper(() => undefined)
    expect(check()).toMatchObject({ result: 'pass' })
    expect(afresh()).toEqual(list())
  })

  it.each([
    ['its words', `UPDATE payloads SET text = replace(text, '"years":2', '"years":9') WHERE seq = :seq`],
    ['what kind of entry it is', `UPDATE ledger SET type = 'access.denied' WHERE seq = :seq`],
    ['that it is there', 'DELETE FROM payloads WHERE seq = :seq; DELETE FROM ledger WHERE seq = :seq - 1'],
    ['whose chain it is in', `UPDATE ledger SET chain = 'c-00000000000000000000000000000000', n = 0 WHERE seq = :seq - 1`],
  ])('nothing is shown of them that nobody signed, and the check finds it: %s', (_what, sql) => {
    tamper((db) => sql.split(';').forEach((one) => db.prepare(one).run({ seq: saved.seq })))
    expect(refused(afresh)).toBe('evidence.damaged')
    expect(check()).toMatchObject({ result: 'fail' })
  })

  it('a version that follows none is found, though somebody signed it', () => {
    const { revision: _, id, content, source, date, reason } = saved
    test.services.ledger.commit(test.actor, (append) => append(null, { type: 'reference.recorded', reference: id, revision: 3, content, source, date, reason, shipped: shippedDigest('offence', 'olaga-hot'), withdrawn: null }))
    expect(check()).toMatchObject({ result: 'fail', item: 'local additions' })
  })
})

describe('the guide', () => {
  withVault()
  const due = () => test.services.guide.ofCase(test.chain).steps.flatMap(({ dues }) => dues).find(({ what }) => what === 'limitation')
  const offence = (more: object = {}) =>
    test.services.records.save(test.actor, {
      case: test.chain, record: null, revision: null, exhibits: [],
      content: { kind: 'offence', offence: 'olaga-hot', from: null, on: '2026-03-03', matter: '', complaint: 'unclear', complaintOn: null, notes: [], stop: null, stopOn: null, note: '', ...more } as never,
    })

  it('goes by the earlier day at once, with where each is from, and back to the law when the note is taken back', () => {
    offence()
    expect(due()).toMatchObject({ day: '2031-03-02' })
    expect(due()?.reckoned).toBeUndefined()
    const note = save(term(2))
    expect(due()).toMatchObject({
      day: '2028-03-02',
      reckoned: [{ day: '2031-03-02', years: 5, term: null, stopped: false }, { day: '2028-03-02', years: 2, term: { source: note.source, by: 'Anna Provsson', at: note.at }, stopped: false }],
    })
    change(note, term(20))
    expect(due()).toMatchObject({ day: '2031-03-02', reckoned: [{ years: 5 }, { years: 20 }] })
    withdraw(list()[0]!)
    expect(due()).toEqual({ ...due(), day: '2031-03-02' })
    expect(due()?.reckoned).toBeUndefined()
  })

  it('keeps telling where the law’s clock was stopped in time and the office’s was not', () => {
    offence({ stop: 'served', stopOn: '2029-01-01' })
    expect(due()).toBeUndefined()
    save(term(2))
    expect(due()).toMatchObject({ day: '2028-03-02', reckoned: [{ stopped: true }, { stopped: false }] })
  })
})

it('a bundle of a case holds nothing of what the vault’s own chain says, and verifies', async () => {
  const office = createBundleCase()
  const out = mkdtempSync(join(tmpdir(), 'bevisvalv-reference-'))
  try {
    const canary = 'kanariefågel-tillägg-8c41'
    const chain = office.openCase('Hot')
    office.ledger.commit(office.officer, (append) =>
      append(null, { type: 'reference.recorded', reference: newId('l'), revision: 1, content: agency({ name: canary }), source: canary, date: '2026-03-01', reason: canary, shipped: null, withdrawn: null }),
    )
    await office.acquire(chain, { title: 'Kvitto', files: { 'original.txt': { mediaType: 'text/plain', content: 'Kvitto' } } })
    const bundle = await office.exportTo(out, chain)
    expect(readFileSync(bundle.path).includes(canary)).toBe(false)
    expect(await verifyBundle(bundle.path, { fingerprint: bundle.fingerprint })).toMatchObject({ verdict: 'ok' })
  } finally {
    rmSync(out, { recursive: true })
  }
})
