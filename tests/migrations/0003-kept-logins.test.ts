import Database from 'better-sqlite3'
import { beforeEach, expect, it } from 'vitest'
import { initial } from '../../electron/services/vault/migrations/0001-initial.ts'
import { captureQueue } from '../../electron/services/vault/migrations/0002-capture-queue.ts'
import { keptLogins } from '../../electron/services/vault/migrations/0003-kept-logins.ts'
import { migrate } from '../../electron/services/vault/migrations/index.ts'

let db: Database.Database
beforeEach(() => {
  db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, [initial, captureQueue])
  db.prepare("INSERT INTO cases VALUES ('c', 1, 'Ärende', '', '', '')").run()
  db.prepare("INSERT INTO capture_queue (case_id, url, state) VALUES ('c', 'https://a.example/', 'waiting')").run()
  for (const id of ['o1', 'o2']) db.prepare("INSERT INTO objects VALUES (?, 'c', 1, '', '')").run(id)
  migrate(db, [initial, captureQueue, keptLogins])
})

const add = (chain = 'c', object = 'o1') => db.prepare("INSERT INTO kept_logins VALUES (?, ?, '', '', 'Chromium', '')").run(chain, object)

it('adds a strict table and keeps what was there', () => {
  expect(db.pragma('user_version', { simple: true })).toBe(3)
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'kept_logins'").pluck().get()).toBe(1)
  expect(db.prepare('SELECT url FROM capture_queue').pluck().all()).toEqual(['https://a.example/'])
})

it('takes one login a case, of a case and an object that are there', () => {
  add()
  expect(() => add('c', 'o2')).toThrow('UNIQUE')
  expect(() => add('x', 'o2')).toThrow('FOREIGN KEY')
  expect(() => db.prepare("DELETE FROM objects WHERE id = 'o1'").run()).toThrow('FOREIGN KEY')
  db.prepare('DELETE FROM kept_logins').run()
  expect(() => add('c', 'o9')).toThrow('FOREIGN KEY')
})

it('is looked up without a scan', () => {
  const steps = db.prepare("EXPLAIN QUERY PLAN SELECT * FROM kept_logins k JOIN objects o ON o.id = k.object WHERE k.case_id = 'c'").all() as { detail: string }[]
  expect(steps.filter(({ detail }) => detail.startsWith('SCAN'))).toEqual([])
})
