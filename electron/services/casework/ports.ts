import type { CaseSummary, Failure, QueueState } from '../../../shared/contract/index.ts'
import type { CaseId, ExhibitId, Instant } from '../../../shared/model/index.ts'
import type { StoredObject } from '../evidence/index.ts'

export interface CaseRow {
  id: CaseId
  number: number
  title: string
  reference: string
  description: string
  openedAt: Instant
}

export interface CaseStore {
  nextNumber(): number
  insert(row: CaseRow): void
  update(row: CaseRow): void
  get(id: CaseId): CaseRow | null
  /** With counts, newest activity first; one query, whatever the number of exhibits. */
  summaries(): CaseSummary[]
  summary(id: CaseId): CaseSummary | null
}

/** A page that waits to be captured, or waited. */
export interface QueueRow {
  /** Names it, and says its turn. Never used again. */
  position: number
  case: CaseId
  /** As browsers write it (WHATWG URL Standard). */
  url: string
  state: QueueState
  /** Set where it runs, and after a crash where it ran. */
  begunAt: Instant | null
  exhibit: { id: ExhibitId; number: number } | null
  failure: Failure | null
}

export interface QueueStore {
  /** All or none of them, at the end. */
  insert(chain: CaseId, urls: readonly string[]): void
  /** In their turn. */
  list(chain: CaseId): QueueRow[]
  get(position: number): QueueRow | null
  next(chain: CaseId): QueueRow | null
  /** Those that run, or ran when the process died, of all cases. */
  running(): QueueRow[]
  update(row: QueueRow): void
  remove(positions: readonly number[]): void
  /** Cases with pages that wait or run, oldest page first; at most `limit`. */
  open(limit: number): { case: CaseId; waiting: number }[]
}

/** The login that is kept of a case; its content is the object. */
export interface KeptLoginRow {
  case: CaseId
  object: StoredObject
  /** When it was first kept, and when it was last sealed. */
  since: Instant
  sealedAt: Instant
  browser: { name: string; version: string }
}

export interface KeptLoginStore {
  get(chain: CaseId): KeptLoginRow | null
  /** In the place of the case's earlier one, whose object is then nobody's. */
  put(row: KeptLoginRow): void
  /** Its object is then nobody's. */
  remove(chain: CaseId): void
}
