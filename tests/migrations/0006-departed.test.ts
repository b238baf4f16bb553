import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { initial } from '../../electron/services/vault/migrations/0001-initial.ts'
import { captureQueue } from '../../electron/services/vault/migrations/0002-capture-queue.ts'
import { keptLogins } from '../../electron/services/vault/migrations/0003-kept-logins.ts'
import { attestations } from '../../electron/services/vault/migrations/0004-attestations.ts'
import { stamps } from '../../electron/services/vault/migrations/0005-stamps.ts'
import { departed } from '../../electron/services/vault/migrations/0006-departed.ts'
import { migrate } from '../../electron/services/vault/migrations/index.ts'

it('keeps everybody, and nobody has departed', () => {
  const db = new Database(':memory:')
  const before = [initial, captureQueue, keptLogins, attestations, stamps]
  migrate(db, before)
  db.prepare("INSERT INTO people VALUES (1, 'p', 'Åsa', 'chef', 'tel', 'officer', 'k', x'00', '2026-01-01')").run()
  migrate(db, [...before, departed])
  expect(db.pragma('user_version', { simple: true })).toBe(6)
  expect(db.prepare('SELECT id, name, title, departed_at FROM people').all()).toEqual([{ id: 'p', name: 'Åsa', title: 'chef', departed_at: null }])
  db.prepare("UPDATE people SET departed_at = '2027-01-01' WHERE id = 'p'").run()
  expect(db.prepare('SELECT departed_at FROM people').pluck().get()).toBe('2027-01-01')
})
