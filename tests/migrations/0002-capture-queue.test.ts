import Database from 'better-sqlite3'
import { beforeEach, expect, it } from 'vitest'
import { captureQueue } from '../../electron/services/vault/migrations/0002-capture-queue.ts'
import { initial } from '../../electron/services/vault/migrations/0001-initial.ts'
import { migrate } from '../../electron/services/vault/migrations/index.ts'

let db: Database.Database
beforeEach(() => {
  db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, [initial])
  db.prepare("INSERT INTO cases VALUES ('c', 1, 'Ärende', '', '', '')").run()
  migrate(db, [initial, captureQueue])
})

const add = (state = 'waiting', chain = 'c') => db.prepare("INSERT INTO capture_queue (case_id, url, state) VALUES (?, 'https://a.example/', ?)").run(chain, state)

it('adds a strict table and keeps what was there', () => {
  expect(db.pragma('user_version', { simple: true })).toBe(2)
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'capture_queue'").pluck().get()).toBe(1)
  expect(db.prepare('SELECT title FROM cases').pluck().all()).toEqual(['Ärende'])
})

it('never uses the number of a row again', () => {
  add()
  const { lastInsertRowid: last } = add()
  db.prepare('DELETE FROM capture_queue').run()
  expect(add().lastInsertRowid).toBe(Number(last) + 1)
})

it('takes no row without its case, and no state that nobody knows', () => {
  expect(() => add('waiting', 'x')).toThrow('FOREIGN KEY')
  expect(() => add('begun')).toThrow('CHECK')
  expect(() => db.prepare("INSERT INTO capture_queue (case_id, url, state, exhibit) VALUES ('c', '', 'done', 'x')").run()).toThrow('FOREIGN KEY')
})

it.each([
  "SELECT * FROM capture_queue WHERE case_id = 'c' ORDER BY position",
  "SELECT * FROM capture_queue WHERE case_id = 'c' AND state = 'waiting' ORDER BY position LIMIT 1",
  "SELECT * FROM capture_queue WHERE state = 'running' ORDER BY position",
])('neither scans nor sorts: %s', (sql) => {
  const steps = (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail)
  expect(steps.filter((step) => step.startsWith('SCAN') || step.includes('TEMP B-TREE'))).toEqual([])
})
