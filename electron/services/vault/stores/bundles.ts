import type Database from 'better-sqlite3'
import type { BundleProfile, CaseId } from '../../../../shared/model/index.ts'
import type { BundleRow, BundleStore } from '../../bundle/index.ts'

interface Row {
  case_id: CaseId
  number: number
  profile: BundleProfile
  name: string
  exported_at: string
  seq: number
  sha256: string
}

const COLUMNS = 'case_id, number, profile, name, exported_at, seq, sha256'

export function createBundleStore(db: Database.Database): BundleStore {
  const lastNumber = db.prepare<[string], number | null>('SELECT max(number) FROM bundles WHERE case_id = ?').pluck()
  const insert = db.prepare(`INSERT INTO bundles (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const list = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM bundles WHERE case_id = ? ORDER BY number`)

  return {
    nextNumber: (chain) => (lastNumber.get(chain) ?? 0) + 1,
    insert(row: BundleRow) {
      insert.run(row.case, row.number, row.profile, row.name, row.exportedAt, row.seq, row.sha256)
    },
    list: (chain) =>
      list.all(chain).map(({ case_id, exported_at, ...row }) => ({ ...row, case: case_id, exportedAt: exported_at })),
  }
}
