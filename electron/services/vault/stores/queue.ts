import type Database from 'better-sqlite3'
import type { QueueState } from '../../../../shared/contract/index.ts'
import type { CaseId, ExhibitId, Instant } from '../../../../shared/model/index.ts'
import type { QueueRow, QueueStore } from '../../casework/index.ts'

interface Row {
  position: number
  case_id: CaseId
  url: string
  state: QueueState
  begun_at: Instant | null
  exhibit: ExhibitId | null
  number: number | null
  failure: string | null
}

const SELECT = `
SELECT q.position, q.case_id, q.url, q.state, q.begun_at, q.exhibit, x.number, q.failure
FROM capture_queue q LEFT JOIN exhibits x ON x.id = q.exhibit`

const toQueueRow = ({ position, case_id, url, state, begun_at, exhibit, number, failure }: Row): QueueRow => ({
  position,
  case: case_id,
  url,
  state,
  begunAt: begun_at,
  exhibit: exhibit === null || number === null ? null : { id: exhibit, number },
  // Written by this store from typed values and kept under the cipher's authentication: not parsed as hostile.
  failure: failure === null ? null : (JSON.parse(failure) as QueueRow['failure']),
})

export function createQueueStore(db: Database.Database): QueueStore {
  const insert = db.prepare("INSERT INTO capture_queue (case_id, url, state) VALUES (?, ?, 'waiting')")
  const list = db.prepare<[string], Row>(`${SELECT} WHERE q.case_id = ? ORDER BY q.position`)
  const get = db.prepare<[number], Row>(`${SELECT} WHERE q.position = ?`)
  const next = db.prepare<[string], Row>(`${SELECT} WHERE q.case_id = ? AND q.state = 'waiting' ORDER BY q.position LIMIT 1`)
  const running = db.prepare<[], Row>(`${SELECT} WHERE q.state = 'running' ORDER BY q.position`)
  const update = db.prepare('UPDATE capture_queue SET state = ?, begun_at = ?, exhibit = ?, failure = ? WHERE position = ?')
  const remove = db.prepare('DELETE FROM capture_queue WHERE position = ?')
  const open = db.prepare<[number], { case: CaseId; waiting: number }>(
    `SELECT case_id AS "case", sum(state = 'waiting') AS waiting FROM capture_queue
     WHERE state IN ('waiting', 'running') GROUP BY case_id ORDER BY min(position) LIMIT ?`,
  )

  return {
    insert: db.transaction((chain, urls) => {
      for (const url of urls) insert.run(chain, url)
    }),
    list: (chain) => list.all(chain).map(toQueueRow),
    get(position) {
      const row = get.get(position)
      return row ? toQueueRow(row) : null
    },
    next(chain) {
      const row = next.get(chain)
      return row ? toQueueRow(row) : null
    },
    running: () => running.all().map(toQueueRow),
    update({ position, state, begunAt, exhibit, failure }) {
      update.run(state, begunAt, exhibit?.id ?? null, failure === null ? null : JSON.stringify(failure), position)
    },
    remove: db.transaction((positions) => {
      for (const position of positions) remove.run(position)
    }),
    open: (limit) => open.all(limit),
  }
}
