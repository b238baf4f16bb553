import type { CaseId, ObjectId } from '../../../../shared/model/index.ts'
import type { StoredObject } from '../../evidence/index.ts'

/** A row of `objects`, as `OBJECT_COLUMNS` reads it of a table called `o`. */
export interface ObjectRecord {
  id: ObjectId
  case_id: CaseId
  bytes: number
  sha256: string
  sealed_key: string
}

export const OBJECT_COLUMNS = 'o.id, o.case_id, o.bytes, o.sha256, o.sealed_key'

export const toObject = (row: ObjectRecord): StoredObject => ({ id: row.id, case: row.case_id, bytes: row.bytes, sha256: row.sha256, sealedKey: row.sealed_key })
