import type Database from 'better-sqlite3'
import { addressKey, type CaseId, type ExhibitId } from '../../../../shared/model/index.ts'
import type { DisposalStore, DisposedCase, DisposedExhibit, FoundKind } from '../../casework/index.ts'
import { OBJECT_COLUMNS, toObject, type ObjectRecord } from './objects.ts'
import { createSearchIndex } from './search.ts'

/** `?` is the exhibit. The order is that of what refers to what. */
const OF_EXHIBIT = [
  'DELETE FROM capture_queue WHERE exhibit = ?',
  'DELETE FROM post_checks WHERE exhibit = ?',
  'DELETE FROM attestations WHERE exhibit = ?',
  'DELETE FROM exhibit_addresses WHERE exhibit = ?',
  'DELETE FROM artefacts WHERE exhibit = ?',
  'DELETE FROM previews WHERE exhibit = ?',
  'DELETE FROM exhibits WHERE id = ?',
]

/** `?` is the case. */
const OF_CASE = [
  'DELETE FROM hand_over_receipts WHERE hand_over IN (SELECT seq FROM hand_overs WHERE case_id = ?)',
  'DELETE FROM hand_overs WHERE case_id = ?',
  'DELETE FROM bundles WHERE case_id = ?',
  'DELETE FROM capture_queue WHERE case_id = ?',
  'DELETE FROM kept_logins WHERE case_id = ?',
  'DELETE FROM post_checks WHERE case_id = ?',
  'DELETE FROM attestations WHERE exhibit IN (SELECT id FROM exhibits WHERE case_id = ?)',
  'DELETE FROM exhibit_addresses WHERE case_id = ?',
  'DELETE FROM sightings WHERE case_id = ?',
  'DELETE FROM records WHERE case_id = ?',
  'DELETE FROM artefacts WHERE exhibit IN (SELECT id FROM exhibits WHERE case_id = ?)',
  'DELETE FROM previews WHERE exhibit IN (SELECT id FROM exhibits WHERE case_id = ?)',
  'DELETE FROM objects WHERE case_id = ?',
  'DELETE FROM exhibits WHERE case_id = ?',
  'DELETE FROM disposed_exhibits WHERE case_id = ?',
  'DELETE FROM cases WHERE id = ?',
]

const EXHIBIT = 'exhibit, case_id AS "case", number, acquired, disposed'

/** Pages are overwritten as they fall free (`secure_delete`), and those of the search index too. */
export function createDisposalStore(db: Database.Database): DisposalStore {
  const [ofExhibit, ofCase] = [OF_EXHIBIT, OF_CASE].map((texts) => texts.map((text) => db.prepare<[string]>(text))) as [Database.Statement<[string]>[], Database.Statement<[string]>[]]
  const { forget } = createSearchIndex(db)
  const documents = db.prepare<[string], { kind: FoundKind; id: string }>('SELECT kind, id FROM documents WHERE case_id = ?')
  const addresses = db.prepare<[string], string>('SELECT address FROM exhibit_addresses WHERE exhibit = ?').pluck()
  const queued = db.prepare<[string], { position: number; url: string }>('SELECT position, url FROM capture_queue WHERE case_id = ?')
  const unqueue = db.prepare<[number]>('DELETE FROM capture_queue WHERE position = ?')
  const objectsOfExhibit = db.prepare<[string, string], ObjectRecord>(
    `SELECT ${OBJECT_COLUMNS} FROM objects o
     WHERE o.id IN (SELECT object FROM artefacts WHERE exhibit = ? UNION ALL SELECT object FROM previews WHERE exhibit = ?)`,
  )
  const objectsOfCase = db.prepare<[string], ObjectRecord>(`SELECT ${OBJECT_COLUMNS} FROM objects o WHERE o.case_id = ?`)
  const dropObject = db.prepare<[string]>('DELETE FROM objects WHERE id = ?')
  const dropPayload = db.prepare<[number]>('DELETE FROM payloads WHERE seq = ?')
  /** Exhibits that refer to each other go together, in whatever order. Takes effect as it is read, so it can't be prepared; ends with the transaction. */
  const checkLater = () => db.exec('PRAGMA defer_foreign_keys = ON')
  const unsecured = db.prepare<[string]>(
    `UPDATE sightings SET secured = 0 WHERE case_id = ? AND secured = 1
     AND NOT EXISTS (SELECT 1 FROM exhibit_addresses e WHERE e.case_id = sightings.case_id AND e.address = sightings.address)`,
  )
  const insertExhibit = db.prepare('INSERT INTO disposed_exhibits (exhibit, case_id, number, acquired, disposed) VALUES (?, ?, ?, ?, ?)')
  const insertCase = db.prepare('INSERT INTO disposed_cases (id, number, disposed) VALUES (?, ?, ?)')
  const list = db.prepare<[string], DisposedExhibit>(`SELECT ${EXHIBIT} FROM disposed_exhibits WHERE case_id = ? ORDER BY number`)
  const get = db.prepare<[string], DisposedExhibit>(`SELECT ${EXHIBIT} FROM disposed_exhibits WHERE exhibit = ?`)
  const cases = db.prepare<[], DisposedCase>('SELECT id, number, disposed FROM disposed_cases ORDER BY number')
  const receipts = db.prepare<[string], ExhibitId>('SELECT DISTINCT r.exhibit FROM hand_over_receipts r JOIN hand_overs h ON h.seq = r.hand_over WHERE h.case_id = ?').pluck()
  const sightings = db.prepare<[string, string], string>(
    'SELECT s.id FROM exhibit_addresses e JOIN sightings s ON s.case_id = e.case_id AND s.address = e.address WHERE e.case_id = ? AND e.exhibit = ? AND s.withdrawn = 0',
  ).pluck()

  const drop = (entries: readonly number[]) => {
    for (const seq of entries) if (dropPayload.run(seq).changes !== 1) throw new Error(`entry ${seq} has no payload to dispose of`)
  }

  return {
    exhibits: db.transaction((chain: CaseId, disposed: number, rows: Parameters<DisposalStore['exhibits']>[2], entries: readonly number[]) => {
      checkLater()
      const objects = rows.flatMap(({ exhibit }) => objectsOfExhibit.all(exhibit, exhibit))
      for (const { exhibit } of rows) {
        forget('exhibit', exhibit)
        // Links to the same place that came to nothing name it too.
        const places = new Set(addresses.all(exhibit))
        for (const { position, url } of queued.all(chain)) if (places.has(addressKey(url) ?? '')) unqueue.run(position)
        for (const statement of ofExhibit) statement.run(exhibit)
      }
      for (const { id } of objects) dropObject.run(id)
      unsecured.run(chain)
      drop(entries)
      for (const { exhibit, number, acquired } of rows) insertExhibit.run(exhibit, chain, number, acquired, disposed)
      return objects.map(toObject)
    }),
    whole: db.transaction(({ id, number, disposed }: DisposedCase, entries: readonly number[]) => {
      checkLater()
      const objects = objectsOfCase.all(id)
      for (const { kind, id: document } of documents.all(id)) forget(kind, document)
      for (const statement of ofCase) statement.run(id)
      drop(entries)
      insertCase.run(id, number, disposed)
      return objects.map(toObject)
    }),
    list: (chain) => list.all(chain),
    get: (id) => get.get(id) ?? null,
    cases: () => cases.all(),
    receipts: (chain) => receipts.all(chain),
    sightings: (chain, exhibits) => new Set(exhibits.flatMap((exhibit) => sightings.all(chain, exhibit))).size,
    purge() {
      const [state] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
      return state?.busy === 0
    },
  }
}
