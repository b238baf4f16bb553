import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { casework } from '../../electron/services/vault/migrations/0008-casework.ts'
import { MIGRATIONS, migrate } from '../../electron/services/vault/migrations/index.ts'
import { CURRENT_RECORDS } from '../../electron/services/vault/stores/records.ts'
import { createSightingStore, listedSightings } from '../../electron/services/vault/stores/sightings.ts'
import type { CaseId, Day, SightingId } from '../../shared/model/index.ts'

const before = MIGRATIONS.filter(({ version }) => version < 8)
const chain = 'c-1' as CaseId

let db: Database.Database
/** A vault as the version before this one left it, with captures and what isn't one. */
beforeEach(() => {
  db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, before)
  db.prepare('INSERT INTO cases (id, number, title, reference, description, opened_at) VALUES (?, 1, ?, ?, ?, ?)').run(chain, 't', 'r', 'd', '2026-01-01')
  const insert = db.prepare(
    `INSERT INTO exhibits (id, case_id, number, kind, title, acquired_at, seq, content_root, bytes, source, acquired_by, partial, unwitnessed)
     VALUES (?, ?, ?, ?, 'titel', '2026-01-02', ?, 'ff', 3, ?, 'Anna', 0, 1)`,
  )
  const page = (requestedUrl: string, finalUrl: string) => JSON.stringify({ requestedUrl, finalUrl, pageTitle: '', status: 200 })
  const exhibits: [string, string | null][] = [
    ['capture', page('http://www.forum.example/a/?utm_source=x', 'https://forum.example/b')],
    ['capture', page('https://forum.example/c', 'https://forum.example/c/')],
    ['file', JSON.stringify({ fileName: 'a.txt', modifiedAt: null })],
    ['comparison', page('https://forum.example/loaded', 'https://forum.example/loaded')],
    ['note', null],
  ]
  exhibits.forEach(([kind, source], i) => insert.run(`x-${i + 1}`, chain, i + 1, kind, i + 1, source))
})

const addresses = () => db.prepare('SELECT address, exhibit FROM exhibit_addresses WHERE case_id = ? ORDER BY exhibit, address').raw().all(chain)
const rows = (table: string) => db.prepare(`SELECT * FROM "${table}"`).raw().all()
const plan = (sql: string) => (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail)

const sighting = (serial: number, address: string) => ({
  id: `s-${serial}` as SightingId, case: chain, revision: 1, seq: 1, place: 0, address, platform: 'x', account: '', postedOn: null, seenOn: '2026-01-01' as Day, reach: null, withdrawn: false,
})

describe('a vault of before', () => {
  it('keeps all that stands in it', () => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name").pluck().all() as string[]
    const kept = tables.map((name) => [name, rows(name)])
    expect(rows('exhibits')).toHaveLength(5)
    migrate(db, [...before, casework])
    expect(db.pragma('user_version', { simple: true })).toBe(8)
    // Every case is open; what stood there stands.
    db.exec('ALTER TABLE cases DROP COLUMN closed_at')
    expect(tables.map((name) => [name, rows(name)])).toEqual(kept)
    expect([rows('records'), rows('sightings')]).toEqual([[], []])
  })

  it('knows the addresses of its captures afterwards, asked for and arrived at, and of nothing else', () => {
    migrate(db)
    expect(addresses()).toEqual([
      ['https://forum.example/a', 'x-1'],
      ['https://forum.example/b', 'x-1'],
      ['https://forum.example/c', 'x-2'],
    ])
    // What was captured before then secures what is seen later.
    db.prepare("INSERT INTO ledger VALUES (1, 'c-1', 0, 't', 'a', 'l', x'00', 1)").run()
    const store = createSightingStore(db)
    for (const [serial, name] of ['b', 'other'].entries()) {
      const row = sighting(serial, `https://forum.example/${name}`)
      store.insert(row, { ...row, sighting: row.id, url: row.address, row: null, note: '', withdrawn: null })
    }
    expect(store.counts(chain)).toMatchObject({ total: 2, unsecured: 1 })
  })

  it.each(['{"requestedUrl":', '5', 'null', '"text"', '[]', '{"requestedUrl":7,"finalUrl":null}', ''])('is brought up to date though a capture says %j where its page should stand', (source) => {
    db.prepare("UPDATE exhibits SET source = ? WHERE id = 'x-1'").run(source)
    migrate(db, [...before, casework])
    expect(addresses()).toEqual([['https://forum.example/c', 'x-2']])
    expect(db.prepare("SELECT source FROM exhibits WHERE id = 'x-1'").pluck().get()).toBe(source)
  })
})

describe('what the stores ask', () => {
  beforeEach(() => migrate(db, [...before, casework]))

  it('finds the records of a case by their index', () => {
    const steps = plan(CURRENT_RECORDS.replace('?', "'c-1'"))
    expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
    expect(steps[0]).toContain('records_by_case (case_id=?)')
  })

  it.each([
    ["s.case_id = 'c-1' AND s.withdrawn = 0", /sightings_by_\w+ \(case_id=\? AND withdrawn=\?/],
    ["s.case_id = 'c-1' AND s.withdrawn = 0 AND s.secured = 0", /sightings_by_state \(case_id=\? AND withdrawn=\? AND secured=\?\)/],
    ["s.case_id = 'c-1' AND s.withdrawn = 0 AND s.secured = 1", /sightings_by_state \(case_id=\? AND withdrawn=\? AND secured=\?\)/],
    ["s.case_id = 'c-1' AND s.withdrawn = 1", /sightings_by_\w+ \(case_id=\? AND withdrawn=\?/],
    ["s.case_id = 'c-1' AND s.withdrawn = 0 AND s.platform = 'x' AND s.account = 'y'", /sightings_by_\w+ \(case_id=\? AND withdrawn=\?/],
  ])('finds a page of sightings by an index (%s)', (where, index) => {
    const steps = plan(listedSightings(where).replace('LIMIT ? OFFSET ?', 'LIMIT 100 OFFSET 0'))
    expect(steps.find((step) => step.startsWith('SEARCH s'))).toMatch(index)
    // Only the page itself, which is bounded, is gone through.
    expect(steps.filter((step) => step.startsWith('SCAN') && step !== 'SCAN s')).toEqual([])
    expect(steps.filter((step) => step.startsWith('SCAN'))).toHaveLength(1)
    expect(steps.some((step) => step.includes('SEARCH a USING PRIMARY KEY (case_id=? AND address=?)'))).toBe(true)
  })
})
