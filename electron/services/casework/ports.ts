import type { CaseSummary, Failure, QueueState, SightingQuery, Spread } from '../../../shared/contract/index.ts'
import type { CaseId, CheckFinding, Day, ExhibitId, Instant, RecordId, RecordKind, SightingId } from '../../../shared/model/index.ts'
import type { StoredObject } from '../evidence/index.ts'

export interface CaseRow {
  id: CaseId
  number: number
  title: string
  reference: string
  description: string
  openedAt: Instant
  /** Null: it is open. */
  closedAt: Instant | null
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

/** One version of a record: where in the log it stands. What it says is read there. */
export interface RecordVersion {
  record: RecordId
  /** From 1, without gaps. */
  revision: number
  seq: number
  case: CaseId
  kind: RecordKind
  withdrawn: boolean
}
/** `since`: when the record's first version was written. */
export type RecordRow = RecordVersion & { since: Instant }

export interface RecordStore {
  insert(row: RecordVersion, at: Instant): void
  /** The newest version. */
  get(id: RecordId): RecordRow | null
  /** The newest version of each, in the order of their first. */
  list(chain: CaseId): RecordRow[]
  /** Oldest first. */
  versions(id: RecordId): RecordRow[]
  /** Every version of every record of a case. */
  all(chain: CaseId): RecordRow[]
}

/** The newest version of a sighting: where it stands, and what it is found and counted by. */
export interface SightingRow {
  id: SightingId
  case: CaseId
  revision: number
  /** Entry, and place in it, from 0. */
  seq: number
  place: number
  /** As `addressKey` writes it: one sighting of each in a case. */
  address: string
  platform: string
  account: string
  postedOn: Day | null
  seenOn: Day
  reach: number | null
  withdrawn: boolean
}

/** The newest capture of a sighting's address. */
export interface SecuredBy {
  id: ExhibitId
  number: number
  partial: boolean
  unwitnessed: boolean
}

export interface SightingStore {
  insert(row: SightingRow): void
  /** A later version in the place of the earlier. */
  update(row: SightingRow): void
  get(id: SightingId): SightingRow | null
  at(chain: CaseId, address: string): SightingRow | null
  /** Newest first. */
  page(query: SightingQuery, limit: number): { rows: (SightingRow & { by: SecuredBy | null })[]; total: number }
  /** All of a case, in the order of their entries. */
  all(chain: CaseId): Iterable<SightingRow>
  /** What the rows say that captures show, by address. */
  captured(chain: CaseId): { address: string; exhibit: ExhibitId }[]
  /** Addresses of those that count as secured, in the order of their entries. */
  secured(chain: CaseId): string[]
  /** Those that no capture shows, oldest first. */
  unsecured(chain: CaseId, limit: number): SightingRow[]
  /** Of those that hold. `earliest`: the first day that one was posted or seen on. */
  counts(chain: CaseId): { total: number; unsecured: number; earliest: Day | null }
  spread(chain: CaseId): Spread
}

/** A check of an address that was reported: where in the log it stands, and what it is found by. */
export interface PostCheckRow {
  seq: number
  case: CaseId
  /** As `addressKey` writes it. */
  address: string
  asked: Instant
  finding: CheckFinding
  exhibit: ExhibitId
}

export interface PostCheckStore {
  insert(row: PostCheckRow): void
  /** Oldest first. */
  list(chain: CaseId): PostCheckRow[]
}
