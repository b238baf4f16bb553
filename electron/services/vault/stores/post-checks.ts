import type Database from 'better-sqlite3'
import type { CaseId } from '../../../../shared/model/index.ts'
import type { PostCheckRow, PostCheckStore } from '../../casework/index.ts'

type Row = Omit<PostCheckRow, 'case'> & { case_id: CaseId }

export function createPostCheckStore(db: Database.Database): PostCheckStore {
  const insert = db.prepare('INSERT INTO post_checks (seq, case_id, address, asked, finding, exhibit) VALUES (?, ?, ?, ?, ?, ?)')
  const list = db.prepare<[string], Row>('SELECT seq, case_id, address, asked, finding, exhibit FROM post_checks WHERE case_id = ? ORDER BY seq')
  return {
    insert: ({ seq, case: chain, address, asked, finding, exhibit }) => void insert.run(seq, chain, address, asked, finding, exhibit),
    list: (chain) => list.all(chain).map(({ case_id, ...row }) => ({ ...row, case: case_id })),
  }
}
