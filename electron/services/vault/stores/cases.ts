import type Database from 'better-sqlite3'
import type { CaseSummary } from '../../../../shared/contract/index.ts'
import type { CaseId } from '../../../../shared/model/index.ts'
import { caseDocument, type CaseRow, type CaseStore } from '../../casework/index.ts'
import { createSearchIndex } from './search.ts'

interface Row {
  id: CaseId
  number: number
  title: string
  reference: string
  description: string
  opened_at: string
  closed_at: string | null
}

const COLUMNS = 'id, number, title, reference, description, opened_at, closed_at'

/** Each count is answered by an index alone; last activity is the newest entry of the case's chain. */
const SUMMARY = `
SELECT c.id, c.number, c.title, c.reference, c.description, c.opened_at AS openedAt, c.closed_at AS closedAt,
  coalesce((SELECT l.at FROM ledger l WHERE l.chain = c.id ORDER BY l.n DESC LIMIT 1), c.opened_at) AS lastActivity,
  (SELECT count(*) FROM exhibits x WHERE x.case_id = c.id) AS exhibits,
  (SELECT count(*) FROM exhibits x WHERE x.case_id = c.id AND x.unwitnessed = 1) AS unwitnessed,
  (SELECT count(*) FROM exhibits x WHERE x.case_id = c.id AND x.partial = 1) AS partial,
  (SELECT count(*) FROM bundles b WHERE b.case_id = c.id) AS bundles
FROM cases c`

export const SUMMARIES = `${SUMMARY} ORDER BY lastActivity DESC, c.number DESC`

export function createCaseStore(db: Database.Database): CaseStore {
  const lastNumber = db.prepare<[], number | null>('SELECT max(number) FROM (SELECT max(number) AS number FROM cases UNION ALL SELECT max(number) FROM disposed_cases)').pluck()
  const insert = db.prepare(`INSERT INTO cases (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const update = db.prepare('UPDATE cases SET title = ?, reference = ?, description = ?, closed_at = ? WHERE id = ?')
  const get = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM cases WHERE id = ?`)
  const summaries = db.prepare<[], CaseSummary>(SUMMARIES)
  const summary = db.prepare<[string], CaseSummary>(`${SUMMARY} WHERE c.id = ?`)

  const index = createSearchIndex(db)

  return {
    nextNumber: () => (lastNumber.get() ?? 0) + 1,
    insert: db.transaction((row: CaseRow, seq: number) => {
      const { id, number, title, reference, description, openedAt, closedAt } = row
      insert.run(id, number, title, reference, description, openedAt, closedAt)
      index.put(caseDocument(row, seq))
    }),
    update: db.transaction((row: CaseRow, seq: number | null) => {
      const { id, title, reference, description, closedAt } = row
      if (update.run(title, reference, description, closedAt, id).changes !== 1) throw new Error(`no case ${id} to change`)
      if (seq !== null) index.put(caseDocument(row, seq))
    }),
    get(id) {
      const row = get.get(id)
      if (!row) return null
      const { opened_at, closed_at, ...rest } = row
      return { ...rest, openedAt: opened_at, closedAt: closed_at }
    },
    summaries: () => summaries.all(),
    summary: (id) => summary.get(id) ?? null,
  }
}
