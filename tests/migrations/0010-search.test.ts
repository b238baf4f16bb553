import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { MIGRATIONS, migrate } from '../../electron/services/vault/migrations/index.ts'
import { createSearchStore, foundRows } from '../../electron/services/vault/stores/search.ts'
import { canonicalJson } from '../../shared/encoding/index.ts'
import type { CaseId, RecordContent } from '../../shared/model/index.ts'

const before = MIGRATIONS.filter(({ version }) => version < 10)
const hex = (serial: number) => String(serial).padStart(32, '0')
const chain = `c-${hex(1)}` as CaseId
const ALL = { case: null, kinds: [], step: null, from: null, to: null, platform: null, account: null, witness: null, partial: false } as const

let db: Database.Database
let seq: number
/** As a vault of before keeps what was said: the payload, and that its entry is there. */
function say(type: string, payload: object, at = '2026-03-10T23:30:00.000Z'): number {
  const salt = 'a'.repeat(64)
  const actor = { person: `p-${hex(1)}`, name: 'Anna', role: 'officer' }
  db.prepare('INSERT INTO ledger (seq, chain, n, type, at, line, leaf, end_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(seq, chain, seq, type, at, '{}', Buffer.alloc(32), seq + 1)
  db.prepare('INSERT INTO payloads (seq, text) VALUES (?, ?)').run(seq, canonicalJson({ v: 1, type, salt, actor, case: chain, ...payload }))
  return seq++
}
const record = (serial: number, revision: number, content: RecordContent, withdrawn: string | null = null) => {
  const id = `r-${hex(serial)}`
  const at = say('step.recorded', { record: id, revision, content, exhibits: [], withdrawn })
  db.prepare('INSERT INTO records (record, revision, seq, case_id, kind, withdrawn, at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(id, revision, at, chain, content.kind, withdrawn === null ? 0 : 1, '2026-03-10')
}
const sighting = (serial: number, note: string) => ({
  sighting: `s-${hex(serial)}`, revision: 1, url: `https://www.flashback.org/t${serial}`, platform: '', account: '@Kalle', postedOn: null, seenOn: '2026-03-01', reach: null, note, row: null, withdrawn: null,
})
const TASK = { kind: 'task', step: 'victim', what: 'Ring', who: '', due: null, doneOn: null, note: 'nyckelben' } as const

beforeEach(() => {
  db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, before)
  seq = 0
  db.prepare('INSERT INTO cases (id, number, title, reference, description, opened_at) VALUES (?, 1, ?, ?, ?, ?)').run(chain, 'Ärendet', 'KS 1', 'Beskrivningen', '2026-03-01T10:00:00.000Z')
  say('case.opened', { number: 1, title: 'Gammalt', reference: '', description: '' })
  const exhibit = (serial: number, kind: string, title: string, source: string | null, text: string | null) => {
    const { lastInsertRowid } = db
      .prepare(`INSERT INTO exhibits (id, case_id, number, kind, title, acquired_at, seq, content_root, bytes, source, acquired_by, partial, unwitnessed) VALUES (?, ?, ?, ?, ?, '2026-03-10T23:30:00.000Z', ?, 'ff', 3, ?, 'Anna', 0, 1)`)
      .run(`x-${hex(serial)}`, chain, serial, kind, title, seq++, source)
    if (text !== null) db.prepare('INSERT INTO search (rowid, text) VALUES (?, ?)').run(lastInsertRowid, text)
  }
  const source = JSON.stringify({ requestedUrl: 'https://forum.example/a', finalUrl: 'https://forum.example/b', pageTitle: 'Sidan', status: 200 })
  exhibit(1, 'capture', 'Sidan', source, 'https://forum.example/b\nSidan\nHär står FÖRVALTNINGEN')
  exhibit(2, 'note', 'Anteckning', null, 'Anteckning\nnågot helt annat')
  exhibit(3, 'capture', 'Trasig', '{"requestedUrl":', 'kvar av texten')
  exhibit(4, 'file', 'utan.bin', null, null)
  say('case.changed', { title: 'Ärendet', reference: 'KS 1', description: 'Beskrivningen' })
  record(1, 1, TASK)
  record(1, 2, { ...TASK, note: 'skulderblad' }, 'Fel ärende')
  const listed = [sighting(1, 'först'), sighting(2, 'sedan')]
  const at = say('sighting.recorded', { source: { kind: 'typed' }, sightings: listed })
  listed.forEach(({ sighting: id, url }, place) =>
    db.prepare(`INSERT INTO sightings (id, case_id, revision, seq, place, address, platform, account, seen_on, withdrawn, secured) VALUES (?, ?, 1, ?, ?, ?, '', '@Kalle', '2026-03-01', 0, 0)`).run(id, chain, at, place, url),
  )
})

const documents = () => [...createSearchStore(db).all(chain)]
const text = (serial: number) => db.prepare('SELECT text FROM search WHERE rowid = (SELECT position FROM documents WHERE id = ?)').pluck().get(`x-${hex(serial)}`)
const found = (word: string) => createSearchStore(db).find([word], ALL, null, 50).rows.map(({ kind, id }) => `${kind} ${Number(id.slice(2))}`)

describe('a vault of before', () => {
  it('can be searched afterwards: exhibits, sightings, the newest version of each record, and cases by their newest name', () => {
    migrate(db)
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
    expect(['förvaltning', 'något', 'kvar av', 'utan.bin', 'sedan', 'skulderblad', 'fel ärende', 'nyckelben', 'ks 1', 'gammalt', 'forum.example/a'].map(found)).toEqual([
      ['exhibit 1'], ['exhibit 2'], ['exhibit 3'], ['exhibit 4'], ['sighting 2'], ['record 1'], ['record 1'], [], ['case 1'], [], ['exhibit 1'],
    ])
    expect(documents().map(({ kind, seq: at }) => [kind, at])).toEqual([['exhibit', 1], ['exhibit', 2], ['exhibit', 3], ['exhibit', 4], ['case', 5], ['record', 7], ['sighting', 8], ['sighting', 8]])
    const [first, second, , , opened, task, seen] = documents()
    // Title and address stood in the text, and are fields of their own now; days are Sweden's.
    expect(first).toMatchObject({ sort: 'capture', day: '2026-03-11', hosts: ['forum.example'], words: { title: 'sidan', text: '', address: 'https://forum.example/a https://forum.example/b' } })
    expect(second?.words).toMatchObject({ title: 'anteckning' })
    expect([1, 2, 3, 4].map(text)).toEqual(['sidan här står förvaltningen', 'något helt annat', 'kvar av texten', ''])
    expect(opened).toMatchObject({ day: '2026-03-01', words: { title: 'ärendet', text: 'beskrivningen', reference: 'ks 1' } })
    expect(task).toMatchObject({ step: 'victim', withdrawn: true, words: { title: 'ring', note: 'skulderblad fel ärende' } })
    expect(seen).toMatchObject({ accounts: ['kalle'], hosts: ['flashback.org'], day: '2026-03-01' })
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'old_search%'").all()).toEqual([])
  })

  it('is brought up to date whatever somebody has cut there; what can not be read is not found', () => {
    db.prepare('UPDATE payloads SET text = ? WHERE seq = 7').run('{"type":')
    db.prepare('UPDATE sightings SET place = 7 WHERE id = ?').run(`s-${hex(1)}`)
    db.prepare('DELETE FROM payloads WHERE seq = 0').run()
    migrate(db)
    expect(documents().map(({ kind, id }) => `${kind} ${Number(id.slice(2))}`)).toEqual(['exhibit 1', 'exhibit 2', 'exhibit 3', 'exhibit 4', 'case 1', 'sighting 2'])
  })
})

describe('what is forgotten', () => {
  /** Every byte that the index keeps: one sign thrice is one piece, which stands there whole. */
  const keeps = (sign: string) => {
    const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'search_*' OR name = 'documents'").pluck().all()
    return tables.filter((table) => db.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().all().some((row) => row.some((cell) => (cell instanceof Uint8Array ? Buffer.from(cell) : Buffer.from(String(cell))).includes(sign))))
  }

  it('leaves no word in any table of the index, and what is there beside it stays', () => {
    migrate(db)
    db.prepare('UPDATE search SET text = ? WHERE rowid = 1').run('före ꙮꙮꙮ efter')
    expect(keeps('ꙮ')).toEqual(['search_data', 'search_content'])
    const store = createSearchStore(db)
    store.forget('exhibit', `x-${hex(1)}`)
    expect(keeps('ꙮ')).toEqual([])
    expect([store.get('exhibit', `x-${hex(1)}`), found('förvaltning'), found('något')]).toEqual([null, [], ['exhibit 2']])
    store.forget('exhibit', `x-${hex(1)}`)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('would leave some without the setting', () => {
    migrate(db)
    db.exec("INSERT INTO search (search, rank) VALUES ('secure-delete', 0)")
    db.prepare('UPDATE search SET text = ? WHERE rowid = 1').run('före ꙮꙮꙮ efter')
    createSearchStore(db).forget('exhibit', `x-${hex(1)}`)
    expect(keeps('ꙮ')).toEqual(['search_data'])
  })
})

describe('what the store asks', () => {
  const plan = (sql: string, ...values: unknown[]) => (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(({ detail }) => detail)

  it('is answered newest first, row by row, with nothing sorted', () => {
    migrate(db)
    // The index goes by its pieces (`M`) from below a position (`<`); the row beside is found by its own.
    expect(plan(foundRows(true), '"abc"', 9)).toEqual([expect.stringMatching(/^SCAN f VIRTUAL TABLE INDEX \d+:.*M6/), 'SEARCH d USING INTEGER PRIMARY KEY (rowid=?)'])
    const narrow = (sql: string, ...values: string[]) => plan(foundRows(false, '1', sql), ...values, 9)
    expect(narrow('d.kind = ? AND ', 'exhibit')).toEqual(['SEARCH d USING INDEX documents_by_kind (kind=? AND position<?)'])
    expect(narrow('d.case_id = ? AND ', chain)).toEqual(['SEARCH d USING INDEX documents_by_case (case_id=? AND position<?)'])
    expect(narrow('d.case_id = ? AND d.kind = ? AND ', chain, 'exhibit')).toEqual(['SEARCH d USING INDEX documents_by_case_and_kind (case_id=? AND kind=? AND position<?)'])
    expect(plan(foundRows(false), 9)).toEqual(['SEARCH d USING INTEGER PRIMARY KEY (rowid<?)'])
  })
})
