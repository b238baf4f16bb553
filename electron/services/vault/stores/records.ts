import type Database from 'better-sqlite3'
import type { CaseId, Instant, RecordId, RecordKind } from '../../../../shared/model/index.ts'
import { recordDocument, type RecordRow, type RecordStore } from '../../casework/index.ts'
import { createSearchIndex } from './search.ts'

interface Row {
  record: RecordId
  revision: number
  seq: number
  case_id: CaseId
  kind: RecordKind
  withdrawn: number
  since: Instant
}

const SELECT = `
SELECT v.record, v.revision, v.seq, v.case_id, v.kind, v.withdrawn, f.at AS since
FROM records v JOIN records f ON f.record = v.record AND f.revision = 1`
/** No later version is there. */
const NEWEST = 'NOT EXISTS (SELECT 1 FROM records w WHERE w.record = v.record AND w.revision = v.revision + 1)'
export const CURRENT_RECORDS = `${SELECT} WHERE v.case_id = ? AND ${NEWEST} ORDER BY f.seq`

const toRecordRow = ({ case_id, withdrawn, ...row }: Row): RecordRow => ({ ...row, case: case_id, withdrawn: withdrawn === 1 })

export function createRecordStore(db: Database.Database): RecordStore {
  const insert = db.prepare('INSERT INTO records (record, revision, seq, case_id, kind, withdrawn, at) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const get = db.prepare<[string], Row>(`${SELECT} WHERE v.record = ? ORDER BY v.revision DESC LIMIT 1`)
  const list = db.prepare<[string], Row>(CURRENT_RECORDS)
  const all = db.prepare<[string], Row>(`${SELECT} WHERE v.case_id = ? ORDER BY v.seq`)
  const versions = db.prepare<[string], Row>(`${SELECT} WHERE v.record = ? ORDER BY v.revision`)
  const index = createSearchIndex(db)

  return {
    insert: db.transaction<RecordStore['insert']>(({ record, revision, seq, case: chain, kind, withdrawn }, at, said) => {
      insert.run(record, revision, seq, chain, kind, withdrawn ? 1 : 0, at)
      index.put(recordDocument(chain, seq, at, { record, content: said.content, withdrawn: said.withdrawn }))
    }),
    get(id) {
      const row = get.get(id)
      return row ? toRecordRow(row) : null
    },
    list: (chain) => list.all(chain).map(toRecordRow),
    all: (chain) => all.all(chain).map(toRecordRow),
    versions: (id) => versions.all(id).map(toRecordRow),
  }
}
