import type { Database } from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkRecords } from '../../electron/engine/records.ts'
import { beginSession } from '../../electron/engine/session.ts'
import type { SightingDraft } from '../../electron/services/casework/sightings.ts'
import { newId } from '../../electron/services/crypto/index.ts'
import { openDatabase } from '../../electron/services/vault/database.ts'
import { QUEUE_LENGTH, type SightingQuery, type SightingView } from '../../shared/contract/index.ts'
import { SIGHTINGS_PER_ENTRY, type CaptureSource, type ExhibitId, type SightingFields, type SightingSource } from '../../shared/model/index.ts'
import { newJob, startTestEngine, testFolder } from '../support/engine.ts'
import { openTestServices, type TestServices } from '../support/services.ts'
import { refusalOf } from '../support/vault-entries.ts'

/** Sightings in a real vault on disk. */

let test: TestServices
beforeEach(() => {
  test = openTestServices()
})
afterEach(() => test.dispose())

const TYPED = { kind: 'typed' } as const
const draft = (url: string, more: Partial<SightingDraft> = {}): SightingDraft => ({ url, platform: '', account: '', postedOn: null, seenOn: '2026-03-10', reach: null, note: '', row: null, ...more })
const add = (drafts: readonly SightingDraft[], source: SightingSource = TYPED, chain = test.chain) => test.services.sightings.add(test.actor, chain, source, drafts)
const addText = (text: string) => test.services.sightings.addText(test.actor, test.chain, text)
const page = (query: Partial<SightingQuery> = {}) => test.services.sightings.page({ case: test.chain, filter: 'all', platform: null, account: null, skip: 0, ...query })
const urls = (query?: Partial<SightingQuery>) => page(query).rows.map(({ url }) => url)
const only = (): SightingView => page().rows[0]!
const withdraw = ({ id }: SightingView, reason = 'Handlar om någon annan.') => test.services.sightings.withdraw(test.actor, id, reason)
const change = ({ id, revision, ...view }: SightingView, fields: Partial<SightingFields>) => {
  const { url, platform, account, postedOn, seenOn, reach, note } = view
  test.services.sightings.change(test.actor, id, revision, { url, platform, account, postedOn, seenOn, reach, note, ...fields })
}
const size = () => test.services.ledger.head().size
const entries = () => [...test.services.ledger.chain(test.chain)].flatMap(({ seq, type }) => (type === 'sighting.recorded' ? [test.services.ledger.payload(seq, type)] : []))
const openCase = () => test.services.casework.openCase(test.actor, { title: 'Annat', reference: '', description: '' }).id
const LIST = (number: number): SightingSource => ({ kind: 'list', exhibit: `x-${String(number).padStart(32, '0')}` as ExhibitId, number })

async function capture(requestedUrl: string, finalUrl = requestedUrl, { chain = test.chain, kind = 'capture' as const, partial = false } = {}) {
  const acquisition = test.services.evidence.begin(chain)
  await acquisition.add('page.txt', 'text/plain', [Buffer.from(requestedUrl)])
  const source: CaptureSource = { requestedUrl, finalUrl, pageTitle: '', status: 200 }
  return acquisition.finish(test.actor, {
    kind, title: 'Sida', acquiredAt: '2026-03-11T10:00:00.000Z', completeness: { verdict: partial ? 'partial' : 'complete', notes: [] }, source, supersedes: null, searchText: '', pictures: [],
  })
}

describe('a pasted text', () => {
  it('becomes one sighting for each place, of the platform that its host belongs to, seen today', () => {
    const told = addText('Se https://www.facebook.com/a/posts/1?fbclid=9, och\nhttps://forum.example/t\ninget här\nhttps://m.facebook.com/a/posts/1/\nftp://x.example/1')
    expect(told).toMatchObject({ added: 2, known: 1, filled: 0, cut: false })
    expect(told.told.map(({ line, outcome }) => [line, outcome])).toEqual([[3, 'no-link'], [4, 'known'], [5, 'scheme']])
    expect(page().rows).toMatchObject([
      { url: 'https://forum.example/t', platform: '', account: '', revision: 1 },
      { url: 'https://www.facebook.com/a/posts/1?fbclid=9', platform: 'facebook', postedOn: null, seenOn: test.services.today(), reach: null, list: null, withdrawn: null, by: 'Anna Provsson', exhibit: null, queued: false },
    ])
    expect(entries()).toHaveLength(1)
    expect(entries()[0]).toMatchObject({ source: TYPED, sightings: [{ url: 'https://www.facebook.com/a/posts/1?fbclid=9' }, { url: 'https://forum.example/t' }] })
  })

  it('leaves no entry where it says nothing new, or nothing', () => {
    addText('https://forum.example/t')
    const before = size()
    expect(addText('https://forum.example/t/#kommentarer')).toMatchObject({ added: 0, known: 1, told: [{ outcome: 'known' }] })
    expect(addText('hej')).toMatchObject({ added: 0, known: 0 })
    expect(size()).toBe(before)
  })

  it('goes into a case that is there', async () => {
    expect(await refusalOf(() => test.services.sightings.addText(test.actor, newId('c'), 'https://forum.example/t'))).toBe('case.not-found')
    expect(await refusalOf(() => page({ case: newId('c') }))).toBe('case.not-found')
  })
})

describe('two links to one place', () => {
  it('are one sighting of a case, and of another case another', () => {
    expect(add([draft('http://www.forum.example/t?utm_source=x'), draft('https://forum.example/t'), draft('https://forum.example/t?sida=2')])).toEqual(['added', 'known', 'added'])
    expect(urls()).toEqual(['https://forum.example/t?sida=2', 'http://www.forum.example/t?utm_source=x'])
    const other = openCase()
    expect(add([draft('https://forum.example/t')], TYPED, other)).toEqual(['added'])
    expect([page().total, page({ case: other }).total]).toEqual([2, 1])
  })

  it('fill in what the first left blank, and take the earlier day', () => {
    add([draft('https://forum.example/t', { platform: 'forum', note: 'Först.', seenOn: '2026-03-10' })])
    const id = only().id
    const later = { platform: 'annan', account: 'Kalle', postedOn: '2026-03-01', seenOn: '2026-03-05', reach: 12, note: 'Sedan.' }
    expect(add([draft('https://www.forum.example/t', later)])).toEqual(['filled'])
    expect(only()).toMatchObject({ id, revision: 2, url: 'https://forum.example/t', platform: 'forum', account: 'Kalle', postedOn: '2026-03-01', seenOn: '2026-03-05', reach: 12, note: 'Först.' })
    const before = size()
    expect(add([draft('https://forum.example/t', { ...later, account: 'Lisa', postedOn: '2026-02-01', seenOn: '2026-03-06', reach: 99 })])).toEqual(['known'])
    expect([size(), only().revision]).toEqual([before, 2])
    // A reach of none is known to be none.
    add([draft('https://forum.example/u', { reach: 0 })])
    expect(add([draft('https://forum.example/u', { reach: 5 })])).toEqual(['known'])
  })

  it('in one list are one version of it', () => {
    expect(add([draft('https://forum.example/t', { row: 2 }), draft('https://forum.example/t/', { row: 5, account: 'Kalle' })], LIST(1))).toEqual(['added', 'filled'])
    expect(only()).toMatchObject({ revision: 1, account: 'Kalle', list: { number: 1, row: 2 } })
    add([draft('https://forum.example/t', { row: 1, reach: 1 }), draft('https://forum.example/t', { row: 2, note: 'Not' })], LIST(2))
    expect(only()).toMatchObject({ revision: 2, reach: 1, note: 'Not' })
    expect(entries().map(({ sightings }) => sightings.length)).toEqual([1, 1])
  })

  it('say of each version on which line of which list it stood', () => {
    add([draft('https://forum.example/t', { row: 7 })], LIST(1))
    expect(only().list).toEqual({ number: 1, row: 7 })
    add([draft('https://forum.example/t', { row: 3, account: 'Kalle' })], LIST(2))
    expect(only().list).toEqual({ number: 2, row: 3 })
    // What is typed over it stood on no line.
    change(only(), { note: 'Rättad' })
    expect(only().list).toBeNull()
    expect(entries().map(({ sightings }) => sightings[0]?.row)).toEqual([7, 3, null])
  })

  it('are all of them there or none', () => {
    const before = size()
    expect(() => add([draft('https://forum.example/t'), draft('mailto:a@b.example')])).toThrow(TypeError)
    expect([size(), page().total]).toEqual([before, 0])
  })
})

describe('a sighting that is taken back', () => {
  it('is counted and listed apart, with its reason, and once', () => {
    addText('https://forum.example/t\nhttps://forum.example/u')
    const gone = page().rows[1]!
    withdraw(gone)
    expect([urls(), urls({ filter: 'unsecured' }), urls({ filter: 'withdrawn' })]).toEqual([['https://forum.example/u'], ['https://forum.example/u'], ['https://forum.example/t']])
    expect(page({ filter: 'withdrawn' }).rows[0]).toMatchObject({ revision: 2, withdrawn: 'Handlar om någon annan.' })
    const before = size()
    withdraw(gone, 'Igen.')
    expect(size()).toBe(before)
  })

  it('is back when its link comes again', () => {
    addText('https://forum.example/t')
    withdraw(only())
    expect(addText('https://www.forum.example/t')).toMatchObject({ added: 0, filled: 1 })
    expect(only()).toMatchObject({ revision: 3, withdrawn: null })
    expect(page({ filter: 'withdrawn' }).total).toBe(0)
  })

  it('is put back by no correction', async () => {
    addText('https://forum.example/t')
    withdraw(only())
    const [gone] = page({ filter: 'withdrawn' }).rows
    const before = size()
    for (const fields of [{ note: 'Rättad' }, { url: 'https://forum.example/u' }, {}]) expect(await refusalOf(() => change(gone!, fields))).toBe('sighting.withdrawn')
    expect([size(), page().total, page({ filter: 'withdrawn' }).total]).toEqual([before, 0, 1])
  })

  it('has to be there', async () => {
    expect(await refusalOf(() => test.services.sightings.withdraw(test.actor, newId('s'), 'x'))).toBe('sighting.not-found')
    expect(await refusalOf(() => test.services.sightings.change(test.actor, newId('s'), 1, draft('https://forum.example/t')))).toBe('sighting.not-found')
  })
})

describe('a correction', () => {
  it('is the next version, and the same again is none', () => {
    addText('https://forum.example/t')
    change(only(), { account: 'Kalle', reach: 40 })
    expect(only()).toMatchObject({ revision: 2, account: 'Kalle', reach: 40 })
    const before = size()
    change(only(), {})
    expect([size(), only().revision]).toEqual([before, 2])
  })

  it('of the address finds what is there at the new one', async () => {
    addText('https://forum.example/t')
    await capture('https://forum.example/u')
    expect(urls({ filter: 'secured' })).toEqual([])
    change(only(), { url: 'https://forum.example/u' })
    expect(only()).toMatchObject({ url: 'https://forum.example/u', exhibit: { number: 1 } })
    expect(urls({ filter: 'secured' })).toEqual(['https://forum.example/u'])
    // The old address is free again.
    expect(addText('https://forum.example/t').added).toBe(1)
  })

  it('is refused at an address of another, without one, and over a version that was not seen', async () => {
    addText('https://forum.example/t\nhttps://forum.example/u')
    const [u, t] = page().rows as [SightingView, SightingView]
    const before = size()
    expect(await refusalOf(() => change(u, { url: 'http://www.forum.example/t/' }))).toBe('sighting.known')
    expect(await refusalOf(() => change(u, { url: 'inte en adress' }))).toBe('sighting.no-address')
    expect(await refusalOf(() => change(u, { url: 'ftp://forum.example/t' }))).toBe('sighting.no-address')
    expect(size()).toBe(before)
    change(u, { note: 'Nytt' })
    expect(await refusalOf(() => change(u, { note: 'Annat' }))).toBe('sighting.changed-meanwhile')
    // Its own address written otherwise is no other's.
    change(t, { url: 'http://www.forum.example/t/' })
    expect(urls()).toEqual(['https://forum.example/u', 'http://www.forum.example/t/'])
  })
})

describe('the list', () => {
  it('comes in pages, newest first, and by platform and account', () => {
    add(Array.from({ length: 230 }, (_, i) => draft(`https://forum.example/${i}`, { platform: i % 2 === 0 ? 'x' : 'forum', account: i % 10 === 0 ? 'Kalle' : '' })))
    expect([0, 100, 200, 300].map((skip) => page({ skip })).map(({ rows, total }) => [rows.length, rows[0]?.url ?? null, total])).toEqual([
      [100, 'https://forum.example/229', 230],
      [100, 'https://forum.example/129', 230],
      [30, 'https://forum.example/29', 230],
      [0, null, 230],
    ])
    expect(page({ platform: 'x' }).total).toBe(115)
    expect([page({ account: 'Kalle' }).total, page({ platform: 'forum', account: 'Kalle' }).total, page({ account: '' }).total, page({ platform: 'y' }).total]).toEqual([23, 0, 207, 0])
    expect(page({ platform: 'x', account: 'Kalle', filter: 'secured' }).total).toBe(0)
  })

  it('says what waits to be captured', () => {
    addText('https://forum.example/t\nhttps://forum.example/u')
    test.services.queue.addAddresses(test.chain, ['http://www.forum.example/t'])
    expect(page().rows.map(({ url, queued }) => [url, queued])).toEqual([['https://forum.example/u', false], ['https://forum.example/t', true]])
    const row = test.services.queue.next(test.chain)!
    test.services.queue.begin(row)
    expect(page().rows[1]?.queued).toBe(true)
    test.services.queue.cancel(row)
    expect(page().rows[1]?.queued).toBe(false)
  })
})

describe('a sighting is secured', () => {
  it('by a capture of its address, asked for or arrived at, that came before it or after', async () => {
    const { id } = await capture('https://forum.example/before', 'https://forum.example/arrived')
    addText(['before', 'arrived', 'after', 'later', 'never'].map((name) => `https://forum.example/${name}`).join('\n'))
    expect(urls({ filter: 'secured' })).toEqual(['https://forum.example/arrived', 'https://forum.example/before'])
    expect(page({ filter: 'secured' }).rows[0]?.exhibit).toEqual({ id, number: 1, complete: true, witnessed: false })
    await capture('http://www.forum.example/after?utm_source=x', 'https://forum.example/later')
    expect(urls({ filter: 'unsecured' })).toEqual(['https://forum.example/never'])
    expect(test.services.sightings.unsecured(test.chain)).toEqual(['https://forum.example/never'])
    // The newest counts.
    const again = await capture('https://forum.example/after', undefined, { partial: true })
    expect(page().rows.find(({ url }) => url.endsWith('/after'))?.exhibit).toMatchObject({ id: again.id, number: 3, complete: false })
  })

  it('by none of another case, and the queue takes addresses of its own case alone', async () => {
    const other = openCase()
    addText('https://forum.example/t')
    await capture('https://forum.example/t', undefined, { chain: other })
    expect(page({ filter: 'secured' }).total).toBe(0)
    expect(test.services.sightings.addresses(test.chain, [only().id, newId('s')])).toEqual(['https://forum.example/t'])
    expect(test.services.sightings.addresses(other, [only().id])).toEqual([])
  })
})

describe('how spread it is', () => {
  it('is as counted by hand', async () => {
    add([
      draft('https://forum.example/1', { platform: 'x', account: 'A', postedOn: '2026-03-01', reach: 100 }),
      draft('https://forum.example/2', { platform: 'x', account: 'A', postedOn: '2026-03-01', seenOn: '2026-03-09', reach: 50 }),
      draft('https://forum.example/3', { platform: 'x', account: 'B' }),
      draft('https://forum.example/4', { platform: 'facebook', account: 'A', seenOn: '2026-03-12', reach: 0 }),
      draft('https://forum.example/5', { seenOn: '2026-03-12' }),
      draft('https://forum.example/6', { platform: 'x', account: 'A', postedOn: '2020-01-01', reach: 9999 }),
    ])
    withdraw(page().rows[0]!)
    await capture('https://forum.example/1')
    await capture('https://forum.example/6')
    expect(test.services.sightings.spread(test.chain)).toEqual({
      total: 5, secured: 1, withdrawn: 1, reach: 150, reachKnown: 3, dated: 2, first: '2026-03-01', last: '2026-03-12',
      days: [{ day: '2026-03-01', count: 2 }, { day: '2026-03-10', count: 1 }, { day: '2026-03-12', count: 2 }],
      platforms: [{ name: 'x', count: 3, reach: 150, known: 2 }, { name: '', count: 1, reach: 0, known: 0 }, { name: 'facebook', count: 1, reach: 0, known: 1 }],
      accounts: [
        { platform: 'x', name: 'A', count: 2, reach: 150, known: 2 },
        { platform: 'facebook', name: 'A', count: 1, reach: 0, known: 1 },
        { platform: 'x', name: 'B', count: 1, reach: 0, known: 0 },
      ],
      accountsTotal: 3,
    })
    expect(test.vault.sightings.counts(test.chain)).toEqual({ total: 5, unsecured: 4, earliest: '2026-03-01', latest: '2026-03-12' })
  })

  it('is nothing where there is nothing', () => {
    expect(test.services.sightings.spread(test.chain)).toEqual({
      total: 0, secured: 0, withdrawn: 0, reach: 0, reachKnown: 0, dated: 0, first: null, last: null, days: [], platforms: [], accounts: [], accountsTotal: 0,
    })
    expect(test.vault.sightings.counts(test.chain)).toEqual({ total: 0, unsecured: 0, earliest: null, latest: null })
  })
})

describe('a list of a thousand', () => {
  it('is few entries, written at once', () => {
    const states = () => [...test.vault.ledger.checkpoints()].length
    const before = states()
    add(Array.from({ length: 1000 }, (_, i) => draft(`https://forum.example/${i}`, { row: i + 2 })), LIST(1))
    expect(entries().map(({ source, sightings }) => [source, sightings.length, sightings[0]?.row])).toEqual([2, 202, 402, 602, 802].map((row) => [LIST(1), SIGHTINGS_PER_ENTRY, row]))
    expect(states()).toBe(before + 1)
    expect(page({ skip: 300 })).toMatchObject({ total: 1000, rows: { 0: { url: 'https://forum.example/699', list: { number: 1, row: 701 } } } })
  })

  it('of many thousands lacks all of them when what is missing is asked for, and the queue counts each', () => {
    const many = QUEUE_LENGTH + 10_050
    add(Array.from({ length: many }, (_, i) => draft(`https://forum.example/${i}`)), LIST(1))
    expect(test.services.queue.addAddresses(test.chain, test.services.sightings.unsecured(test.chain))).toEqual({ added: QUEUE_LENGTH, queued: 0, full: 10_050 })
  })

  it('comes from its file with the line of each, and the queue takes what it has room for', async () => {
    const folder = testFolder('sightings')
    const engine = await startTestEngine(folder.base)
    try {
      await engine.found(join(folder.base, 'prov.bevisvalv'))
      const chain = await engine.openCase()
      const path = join(folder.base, 'lista.csv')
      writeFileSync(path, ['Länk;Konto;Räckvidd', ...Array.from({ length: 1000 }, (_, i) => `https://forum.example/p/${i};Konto ${i % 7};${i}`), 'https://forum.example/p/0;igen;1', 'ingen länk;;'].join('\n'))
      const { exhibits } = await engine.call('import.files', { job: newJob(), case: chain, files: [await engine.grant(path, 'import')] })
      const exhibit = exhibits[0]!.id
      const { guess } = await engine.call('list.read', { job: newJob(), case: chain, exhibit })
      const tried = await engine.call('list.import', { job: newJob(), case: chain, exhibit, mapping: guess!, write: false })
      expect(tried).toMatchObject({ good: 1000, imported: null, repeated: 1, wrongTotal: 1 })
      const read = await engine.call('list.import', { job: newJob(), case: chain, exhibit, mapping: guess!, write: true })
      expect(read.imported).toEqual({ added: 1000, known: 0, filled: 0 })
      expect((await engine.call('vault.check', { job: newJob() })).verdict).toBe('ok')
      const found = await engine.call('sighting.list', { case: chain, filter: 'all', platform: null, account: null, skip: 300 })
      expect([found.total, found.rows[0]]).toMatchObject([1000, { url: 'https://forum.example/p/699', account: 'Konto 6', reach: 699, list: { number: 1, row: 701 } }])

      expect(await engine.call('sighting.queue', { case: chain, sightings: [found.rows[0]!.id] })).toEqual({ added: 1, queued: 0, full: 0 })
      expect(await engine.call('sighting.queue', { case: chain, sightings: null })).toEqual({ added: QUEUE_LENGTH - 1, queued: 1, full: 1000 - QUEUE_LENGTH })
      // Those that wait already take no room of others'.
      expect(await engine.call('sighting.queue', { case: chain, sightings: null })).toEqual({ added: 0, queued: QUEUE_LENGTH, full: 1000 - QUEUE_LENGTH })
      expect(await engine.refused('sighting.queue', { case: newId('c'), sightings: null })).toBe('case.not-found')
    } finally {
      await engine.engine.close()
      folder.remove()
    }
  })
})

describe('a row that somebody changed', () => {
  beforeEach(async () => {
    await capture('https://forum.example/b')
    add([draft('https://forum.example/a', { account: 'A' }), draft('https://forum.example/b'), draft('https://forum.example/c')])
    change(page().rows[2]!, { platform: 'x', reach: 7 })
    withdraw(page().rows[0]!)
  })

  function tamper(sql: string): void {
    const db: Database = openDatabase(join(test.folder, 'vault.db'), Buffer.from(test.vault.databaseKey(), 'hex'))
    db.pragma('foreign_keys = OFF')
    expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
    db.close()
  }
  const check = () => checkRecords(beginSession(test.services, test.actor))

  it('control: unchanged, all is as it was signed, and was gone through once', () => {
    const read = vi.spyOn(test.vault.sightings, 'all')
    expect(check()).toMatchObject({ result: 'pass' })
    expect(read).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['another account', "account = 'B'"],
    ['another platform', "platform = 'facebook'"],
    ['another address', "address = 'https://forum.example/z'"],
    ['another day', "seen_on = '2020-01-01'"],
    ['a day of the post', "posted_on = '2020-01-01'"],
    ['another reach', 'reach = 8'],
    ['said to be taken back', 'withdrawn = 1'],
    ['an earlier version', 'revision = 1'],
    ['another place', 'place = 1'],
    ['another entry', 'seq = seq - 1'],
    ['another id', "id = 's-00000000000000000000000000000000'"],
    ['said to be secured', 'secured = 1'],
  ])('is named by the check: %s', (_what, set) => {
    tamper(`UPDATE sightings SET ${set} WHERE address = 'https://forum.example/a'`)
    expect(check()).toMatchObject({ result: 'fail', item: 'case 1: sightings' })
  })

  it.each([
    ['one less', "DELETE FROM sightings WHERE address = 'https://forum.example/b'"],
    ['one too many', "INSERT INTO sightings SELECT 99, 's-00000000000000000000000000000000', case_id, revision, seq, place, 'https://forum.example/q', platform, account, posted_on, seen_on, reach, withdrawn, secured FROM sightings LIMIT 1"],
    ['one that a capture shows said to be unsecured', "UPDATE sightings SET secured = 0 WHERE address = 'https://forum.example/b'"],
    ['an address that no capture shows', "INSERT INTO exhibit_addresses SELECT case_id, 'https://forum.example/a', exhibit FROM exhibit_addresses"],
    ['an address of a capture less', 'DELETE FROM exhibit_addresses'],
  ])('is named by the check: %s', (_what, sql) => {
    tamper(sql)
    expect(check()).toMatchObject({ result: 'fail', item: 'case 1: sightings' })
  })

  it.each(['seq = 0', 'seq = 4711', 'place = 2', 'revision = 1', "id = 's-00000000000000000000000000000000'"])('is not shown where it points to something else (%s)', async (set) => {
    tamper(`UPDATE sightings SET ${set} WHERE address = 'https://forum.example/a'`)
    expect(await refusalOf(() => page())).toBe('evidence.damaged')
  })

  it('is shown as what was signed and not as what stands in it', () => {
    tamper("UPDATE sightings SET account = 'B', platform = 'y', reach = 1 WHERE address = 'https://forum.example/a'")
    expect(page().rows[1]).toMatchObject({ account: 'A', platform: 'x', reach: 7 })
  })
})
