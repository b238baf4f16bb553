import type Database from 'better-sqlite3'
import type { CaseId } from '../../../../shared/model/index.ts'
import type { HandOverRow, HandOverStore } from '../../bundle/index.ts'

const COLUMNS = 'seq, case_id AS "case", number, handed_sha256 AS handed'

export function createHandOverStore(db: Database.Database): HandOverStore {
  const insert = db.prepare('INSERT INTO hand_overs (seq, case_id, number, handed_sha256) VALUES (?, ?, ?, ?)')
  const get = db.prepare<[number], HandOverRow>(`SELECT ${COLUMNS} FROM hand_overs WHERE seq = ?`)
  const list = db.prepare<[string], HandOverRow>(`SELECT ${COLUMNS} FROM hand_overs WHERE case_id = ? ORDER BY seq`)
  const ofFile = db.prepare<[string], HandOverRow>(`SELECT ${COLUMNS} FROM hand_overs WHERE handed_sha256 = ? ORDER BY seq`)
  const bundleOf = db.prepare<[string], { case: CaseId; number: number }>('SELECT case_id AS "case", number FROM bundles WHERE sha256 = ?')
  const insertReceipt = db.prepare('INSERT INTO hand_over_receipts (seq, hand_over, exhibit) VALUES (?, ?, ?)')
  const receipts = db.prepare<[number], ReturnType<HandOverStore['receipts']>[number]>(
    'SELECT seq, exhibit FROM hand_over_receipts WHERE hand_over = ? ORDER BY seq',
  )
  return {
    insert: (row) => void insert.run(row.seq, row.case, row.number, row.handed),
    get: (seq) => get.get(seq) ?? null,
    list: (chain) => list.all(chain),
    ofFile: (sha256) => ofFile.all(sha256),
    bundleOf: (sha256) => bundleOf.get(sha256) ?? null,
    insertReceipt: (handOver, { seq, exhibit }) => void insertReceipt.run(seq, handOver, exhibit),
    receipts: (handOver) => receipts.all(handOver),
  }
}
