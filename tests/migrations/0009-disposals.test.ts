import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { disposals } from '../../electron/services/vault/migrations/0009-disposals.ts'
import { MIGRATIONS, migrate } from '../../electron/services/vault/migrations/index.ts'
import { createCaseStore } from '../../electron/services/vault/stores/cases.ts'
import { createDisposalStore } from '../../electron/services/vault/stores/disposals.ts'
import { createEvidenceStore } from '../../electron/services/vault/stores/evidence.ts'
import type { CaseId, ExhibitId } from '../../shared/model/index.ts'

it('keeps what stands there, finds what goes by an index, and gives no number twice', () => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  const before = MIGRATIONS.filter(({ version }) => version < 9)
  migrate(db, before)
  const [chain, next] = ['c-1', 'c-2'] as CaseId[] as [CaseId, CaseId]
  for (const [index, id] of [chain, next].entries()) db.prepare('INSERT INTO cases (id, number, title, reference, description, opened_at) VALUES (?, ?, ?, ?, ?, ?)').run(id, index + 1, 't', 'r', 'd', '2026-01-01')
  const insert = db.prepare(
    `INSERT INTO exhibits (id, case_id, number, kind, title, acquired_at, seq, content_root, bytes, acquired_by, partial, unwitnessed) VALUES (?, ?, ?, 'note', 't', '2026-01-02', ?, 'ff', 3, 'Anna', 0, 1)`,
  )
  for (const number of [1, 2]) insert.run(`x-${number}`, chain, number, number)
  for (const seq of [1, 2, 3, 4]) {
    db.prepare("INSERT INTO ledger VALUES (?, 'c-1', ?, 't', 'a', 'l', x'00', ?)").run(seq, seq, seq)
    db.prepare("INSERT INTO payloads VALUES (?, 'p')").run(seq)
  }
  migrate(db, [...before, disposals])
  expect(db.pragma('user_version', { simple: true })).toBe(9)
  // The stores are today's.
  migrate(db)
  const store = createDisposalStore(db)
  const [evidence, cases] = [createEvidenceStore(db), createCaseStore(db)]
  expect([store.list(chain), store.cases(), evidence.list(chain).length, evidence.nextNumber(chain), cases.nextNumber()]).toEqual([[], [], 2, 3, 3])

  const row = { exhibit: 'x-2' as ExhibitId, number: 2, acquired: 2 }
  store.exhibits(chain, 3, [row], [2])
  expect([store.list(chain), store.get(row.exhibit), evidence.list(chain).map(({ number }) => number), evidence.nextNumber(chain)]).toEqual([
    [{ ...row, case: chain, disposed: 3 }], { ...row, case: chain, disposed: 3 }, [1], 3,
  ])
  // What has gone can't go once more.
  expect(() => store.exhibits(chain, 3, [], [2])).toThrow(/no payload/)
  expect(() => store.whole({ id: next, number: 2, disposed: 4 }, [2])).toThrow(/no payload/)
  expect(cases.get(next)).not.toBeNull()
  store.whole({ id: next, number: 2, disposed: 4 }, [3])
  expect([store.cases(), cases.get(next), cases.nextNumber()]).toEqual([[{ id: next, number: 2, disposed: 4 }], null, 3])
  const plan = (sql: string) => (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail).join()
  expect(plan("DELETE FROM capture_queue WHERE exhibit = 'x-1'")).toContain('capture_queue_by_exhibit')
  expect(plan("DELETE FROM exhibit_addresses WHERE exhibit = 'x-1'")).toContain('exhibit_addresses_by_exhibit')
})
