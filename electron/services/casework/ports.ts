import type { CaseSummary, Failure, QueueState, SightingQuery, Spread } from '../../../shared/contract/index.ts'
import type { CaseId, CheckFinding, Day, ExhibitId, Instant, RecordContent, RecordId, RecordKind, RecordedSighting, SightingId } from '../../../shared/model/index.ts'
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
  /** `seq`: the entry that says so. What it is found by goes into the index with it. */
  insert(row: CaseRow, seq: number): void
  /** `seq` null: what it is found by stays. */
  update(row: CaseRow, seq: number | null): void
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
  /** What it says goes into the index with it. */
  insert(row: RecordVersion, at: Instant, said: { content: RecordContent; withdrawn: string | null }): void
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
  /** What it says goes into the index with it. */
  insert(row: SightingRow, said: RecordedSighting): void
  /** A later version in the place of the earlier. */
  update(row: SightingRow, said: RecordedSighting): void
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
  unsecured(chain: CaseId): SightingRow[]
  /** Of those that hold. `earliest`, `latest`: days on which one was posted, or else seen. */
  counts(chain: CaseId): { total: number; unsecured: number; earliest: Day | null; latest: Day | null }
  spread(chain: CaseId): Spread
}

/** An exhibit of which only this is left. */
export interface DisposedExhibit {
  exhibit: ExhibitId
  case: CaseId
  number: number
  /** The entry of its acquisition, and that of its disposal. */
  acquired: number
  disposed: number
}

export interface DisposedCase {
  id: CaseId
  number: number
  /** The entry. */
  disposed: number
}

/**
 * What destroys, in the transaction of the entry that says so: payloads with their salts, keys of content, pictures, words in the search
 * index, and every row that repeats any of it. Answers with the objects that are nobody's afterwards.
 */
export interface DisposalStore {
  exhibits(chain: CaseId, disposed: number, exhibits: readonly Pick<DisposedExhibit, 'exhibit' | 'number' | 'acquired'>[], entries: readonly number[]): StoredObject[]
  /** All of a case but its number. */
  whole(row: DisposedCase, entries: readonly number[]): StoredObject[]
  /** In the order of their numbers. */
  list(chain: CaseId): DisposedExhibit[]
  get(id: ExhibitId): DisposedExhibit | null
  cases(): DisposedCase[]
  /** Exhibits that show that a bundle arrived. */
  receipts(chain: CaseId): ExhibitId[]
  /** Sightings at addresses that these exhibits show. */
  sightings(chain: CaseId, exhibits: readonly ExhibitId[]): number
  /** Takes what was destroyed out of the database's journal too. False: somebody reads just now, and it goes when the vault is closed. */
  purge(): boolean
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
