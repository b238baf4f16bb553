import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { initial } from '../../electron/services/vault/migrations/0001-initial.ts'
import { captureQueue } from '../../electron/services/vault/migrations/0002-capture-queue.ts'
import { keptLogins } from '../../electron/services/vault/migrations/0003-kept-logins.ts'
import { attestations } from '../../electron/services/vault/migrations/0004-attestations.ts'
import { stamps } from '../../electron/services/vault/migrations/0005-stamps.ts'
import { departed } from '../../electron/services/vault/migrations/0006-departed.ts'
import { handOvers } from '../../electron/services/vault/migrations/0007-hand-overs.ts'
import { migrate } from '../../electron/services/vault/migrations/index.ts'
import { createHandOverStore } from '../../electron/services/vault/stores/hand-overs.ts'
import type { CaseId } from '../../shared/model/index.ts'

it('keeps each bundle, which nobody has been given yet, and finds files by their digests without going through all', () => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  const before = [initial, captureQueue, keptLogins, attestations, stamps, departed]
  migrate(db, before)
  const chain = 'c-1' as CaseId
  db.prepare('INSERT INTO cases (id, number, title, reference, description, opened_at) VALUES (?, 1, ?, ?, ?, ?)').run(chain, 't', 'r', 'd', '2026-01-01')
  db.prepare("INSERT INTO bundles VALUES (?, 1, 'police', 'bundle-1-01', '2026-01-02', 5, 'aa')").run(chain)
  migrate(db, [...before, handOvers])
  expect(db.pragma('user_version', { simple: true })).toBe(7)
  const store = createHandOverStore(db)
  expect(store.bundleOf('aa')).toEqual({ case: chain, number: 1 })
  expect(store.list(chain)).toEqual([])
  const row = { seq: 7, case: chain, number: 1, handed: 'bb' }
  store.insert(row)
  expect([store.get(7), store.ofFile('bb'), store.list(chain), store.ofFile('aa'), store.get(8)]).toEqual([row, [row], [row], [], null])
  // A bundle that isn't there can't be handed over, nor a hand-over that isn't there receipted.
  expect(() => store.insert({ ...row, seq: 8, number: 2 })).toThrow(/FOREIGN KEY/)
  expect(() => store.insertReceipt(9, { seq: 10, exhibit: 'x-1' as never })).toThrow(/FOREIGN KEY/)
  const plan = (sql: string) => (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail).join()
  expect(plan("SELECT * FROM hand_overs WHERE handed_sha256 = 'bb'")).toContain('hand_overs_by_file')
  expect(plan("SELECT * FROM bundles WHERE sha256 = 'aa'")).toContain('bundles_by_file')
})
