import Database from 'better-sqlite3'
import { beforeEach, expect, it } from 'vitest'
import { initial } from '../../electron/services/vault/migrations/0001-initial.ts'
import { captureQueue } from '../../electron/services/vault/migrations/0002-capture-queue.ts'
import { keptLogins } from '../../electron/services/vault/migrations/0003-kept-logins.ts'
import { attestations } from '../../electron/services/vault/migrations/0004-attestations.ts'
import { stamps } from '../../electron/services/vault/migrations/0005-stamps.ts'
import { migrate } from '../../electron/services/vault/migrations/index.ts'
import { createStampStore } from '../../electron/services/vault/stores/stamps.ts'
import type { StampRow } from '../../electron/services/ledger/index.ts'

let db: Database.Database
beforeEach(() => {
  db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, [initial, captureQueue, keptLogins, attestations])
  db.prepare("INSERT INTO cases VALUES ('c', 1, 'Ärende', '', '', '')").run()
  for (const size of [1, 3, 9]) db.prepare('INSERT INTO checkpoints VALUES (?, ?)').run(size, `note of ${size}`)
  migrate(db, [initial, captureQueue, keptLogins, attestations, stamps])
})

const row = (size: number, more: Partial<StampRow> = {}): StampRow => ({
  size,
  at: '2026-03-04T09:00:00.000Z',
  url: 'https://tsa.example/',
  token: Uint8Array.of(0x30, size),
  certificates: ['first', 'second'],
  receivedAt: '2026-03-04T09:00:01.000Z',
  ...more,
})

it('adds a strict table and keeps what was there', () => {
  expect(db.pragma('user_version', { simple: true })).toBe(5)
  expect(db.prepare("SELECT strict FROM pragma_table_list WHERE name = 'stamps'").pluck().get()).toBe(1)
  expect(db.prepare('SELECT title FROM cases').pluck().all()).toEqual(['Ärende'])
  expect(db.prepare('SELECT size FROM checkpoints ORDER BY size').pluck().all()).toEqual([1, 3, 9])
})

it('takes one stamp a checkpoint, of one that is there, and gives it back with the checkpoint', () => {
  const store = createStampStore(db)
  for (const size of [9, 1]) store.put(row(size))
  expect(store.sizes()).toEqual([1, 9])
  expect(store.get(9)).toEqual({ ...row(9), note: 'note of 9' })
  expect(store.get(3)).toBeNull()
  store.put(row(9, { url: 'https://other.example/' }))
  expect(store.get(9)?.url).toBe('https://other.example/')
  expect(() => store.put(row(4))).toThrow('FOREIGN KEY')
  expect(() => db.prepare("UPDATE stamps SET certificates = '{}'").run()).toThrow('CHECK')
})

it('is looked up without a scan', () => {
  const steps = db
    .prepare('EXPLAIN QUERY PLAN SELECT s.*, c.note FROM stamps s LEFT JOIN checkpoints c ON c.size = s.size WHERE s.size = 1')
    .all() as { detail: string }[]
  expect(steps.filter(({ detail }) => detail.startsWith('SCAN'))).toEqual([])
})
