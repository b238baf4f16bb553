import type Database from 'better-sqlite3'
import type { CaseId, Instant, ObjectId } from '../../../../shared/model/index.ts'
import type { KeptLoginRow, KeptLoginStore } from '../../casework/index.ts'

interface Row {
  case_id: CaseId
  kept_since: Instant
  sealed_at: Instant
  browser: string
  browser_version: string
  id: ObjectId
  bytes: number
  sha256: string
  sealed_key: string
}

export function createKeptLoginStore(db: Database.Database): KeptLoginStore {
  const select = db.prepare<[string], Row>(
    `SELECT k.case_id, k.kept_since, k.sealed_at, k.browser, k.browser_version, o.id, o.bytes, o.sha256, o.sealed_key
     FROM kept_logins k JOIN objects o ON o.id = k.object WHERE k.case_id = ?`,
  )
  const insertObject = db.prepare('INSERT INTO objects (id, case_id, bytes, sha256, sealed_key) VALUES (?, ?, ?, ?, ?)')
  const removeObject = db.prepare('DELETE FROM objects WHERE id = ?')
  const insert = db.prepare('INSERT INTO kept_logins (case_id, object, kept_since, sealed_at, browser, browser_version) VALUES (?, ?, ?, ?, ?, ?)')
  const remove = db.prepare('DELETE FROM kept_logins WHERE case_id = ?')

  function take(chain: CaseId): void {
    const row = select.get(chain)
    if (row === undefined) return
    remove.run(chain)
    removeObject.run(row.id)
  }

  return {
    get(chain) {
      const row = select.get(chain)
      if (row === undefined) return null
      const { id, bytes, sha256, sealed_key } = row
      return {
        case: row.case_id,
        object: { id, case: row.case_id, bytes, sha256, sealedKey: sealed_key },
        since: row.kept_since,
        sealedAt: row.sealed_at,
        browser: { name: row.browser, version: row.browser_version },
      }
    },
    put: db.transaction(({ case: chain, object, since, sealedAt, browser }: KeptLoginRow) => {
      if (object.case !== chain) throw new Error('an object belongs to the case that it was sealed for')
      take(chain)
      insertObject.run(object.id, object.case, object.bytes, object.sha256, object.sealedKey)
      insert.run(chain, object.id, since, sealedAt, browser.name, browser.version)
    }),
    remove: db.transaction(take),
  }
}
