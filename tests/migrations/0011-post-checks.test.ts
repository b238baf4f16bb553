import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { MIGRATIONS, migrate } from '../../electron/services/vault/migrations/index.ts'
import { postChecks } from '../../electron/services/vault/migrations/0011-post-checks.ts'
import { createPostCheckStore } from '../../electron/services/vault/stores/post-checks.ts'
import type { CaseId, ExhibitId } from '../../shared/model/index.ts'

it('keeps all that stands in the vault, and finds the checks of a case by their index', () => {
  const db = new Database(':memory:')
  const before = MIGRATIONS.filter(({ version }) => version < 11)
  migrate(db, before)
  const chain = 'c-1' as CaseId
  db.prepare('INSERT INTO cases (id, number, title, reference, description, opened_at) VALUES (?, 1, ?, ?, ?, ?)').run(chain, 't', 'r', 'd', '2026-01-01')
  const kept = db.prepare('SELECT * FROM cases').all()
  migrate(db, [...before, postChecks])
  expect(db.pragma('user_version', { simple: true })).toBe(11)
  expect(db.prepare('SELECT * FROM cases').all()).toEqual(kept)
  const store = createPostCheckStore(db)
  expect(store.list(chain)).toEqual([])
  const row = { seq: 7, case: chain, address: 'https://forum.example/a', asked: '2026-01-02T10:00:00.000Z', finding: 'gone' as const, exhibit: 'x-1' as ExhibitId }
  // Neither without its entry and its exhibit, nor twice of one exhibit.
  db.pragma('foreign_keys = ON')
  expect(() => store.insert(row)).toThrow(/FOREIGN KEY/)
  db.pragma('foreign_keys = OFF')
  store.insert(row)
  expect(() => store.insert({ ...row, seq: 8 })).toThrow(/UNIQUE/)
  expect(store.list(chain)).toEqual([row])
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT * FROM post_checks WHERE case_id = 'c-1' ORDER BY seq").all() as { detail: string }[]
  expect(plan.map(({ detail }) => detail).join()).toContain('post_checks_by_case (case_id=?)')
})
