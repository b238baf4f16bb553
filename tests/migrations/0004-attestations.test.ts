import Database from 'better-sqlite3'
import { beforeEach, expect, it } from 'vitest'
import { initial } from '../../electron/services/vault/migrations/0001-initial.ts'
import { captureQueue } from '../../electron/services/vault/migrations/0002-capture-queue.ts'
import { keptLogins } from '../../electron/services/vault/migrations/0003-kept-logins.ts'
import { attestations } from '../../electron/services/vault/migrations/0004-attestations.ts'
import { migrate } from '../../electron/services/vault/migrations/index.ts'

const EXHIBIT = 'id, case_id, number, kind, title, acquired_at, seq, content_root, bytes, acquired_by, partial, unwitnessed'

let db: Database.Database
beforeEach(() => {
  db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, [initial, captureQueue, keptLogins])
  db.prepare("INSERT INTO cases VALUES ('c', 1, 'Ärende', '', '', '')").run()
  db.prepare("INSERT INTO people (id, name, title, contact, role, kid, public_key, enrolled_at) VALUES ('p', 'Vera', '', '', 'witness', 'k', x'00', '')").run()
  for (const [number, id] of ['a', 'b'].entries()) {
    db.prepare(`INSERT INTO exhibits (${EXHIBIT}) VALUES (?, 'c', ?, 'capture', 'Inlägg', '', ?, '', 0, 'Anna', 0, 0)`).run(id, number + 1, number)
  }
  db.prepare("INSERT INTO attestations VALUES (7, 'a', '2026-11-22T14:00:00.000Z', 'saved-image-only', 'Jag såg den.', 'sv', 'p', 'Vera', '', 'Kollega', 'k')").run()
  db.prepare("INSERT INTO attestations VALUES (9, 'b', '2026-11-22T14:00:00.000Z', 'fingerprint-only', 'Jag intygar.', 'sv', 'p', 'Vera', '', '', 'k')").run()
  migrate(db, [initial, captureQueue, keptLogins, attestations])
})

it('keeps where each statement stands in the log, of what and by whom, and nothing of what it says', () => {
  expect(db.pragma('user_version', { simple: true })).toBe(4)
  expect(db.prepare('SELECT * FROM attestations ORDER BY seq').all()).toEqual([
    { seq: 7, exhibit: 'a', person: 'p' },
    { seq: 9, exhibit: 'b', person: 'p' },
  ])
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'attestations'").pluck().get()).toBe(1)
  expect(() => db.prepare("INSERT INTO attestations VALUES (11, 'x', 'p')").run()).toThrow('FOREIGN KEY')
  expect(() => db.prepare("INSERT INTO attestations VALUES (11, 'a', 'x')").run()).toThrow('FOREIGN KEY')
})

it('lets an exhibit name the one whose original it is, and nothing else', () => {
  expect(db.prepare('SELECT compares FROM exhibits').pluck().all()).toEqual([null, null])
  db.prepare("UPDATE exhibits SET compares = 'a' WHERE id = 'b'").run()
  expect(() => db.prepare("UPDATE exhibits SET compares = 'x' WHERE id = 'b'").run()).toThrow('FOREIGN KEY')
})

it('is looked up without a scan', () => {
  for (const sql of ["SELECT seq, person FROM attestations WHERE exhibit = 'a' ORDER BY seq", "SELECT id FROM exhibits WHERE compares = 'a'"]) {
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]
    expect(steps.filter(({ detail }) => detail.startsWith('SCAN') || detail.includes('TEMP B-TREE'))).toEqual([])
  }
})
