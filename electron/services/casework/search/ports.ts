import type { SearchField, SearchKind } from '../../../../shared/contract/index.ts'
import type { CaseId, Day, Step } from '../../../../shared/model/index.ts'

export type FoundKind = 'exhibit' | 'sighting' | 'record' | 'case'

/** What the index holds of the newest version of something. Words are folded as `foldWords` does. */
export interface SearchDocument {
  kind: FoundKind
  id: string
  case: CaseId
  /** Entry that says it. */
  seq: number
  sort: SearchKind
  /** Only of a record. */
  step: Step | null
  day: Day
  withdrawn: boolean
  /** Folded, each once. */
  platforms: string[]
  /** Folded, each once, without the @ before it. */
  accounts: string[]
  /** Hosts of its addresses, each once. */
  hosts: string[]
  words: Record<SearchField, string>
}

export interface SearchFilters {
  case: CaseId | null
  kinds: readonly SearchKind[]
  step: Step | null
  from: Day | null
  to: Day | null
  /** By any of the names, folded, or any of the hosts; null: any. */
  platform: { names: readonly string[]; hosts: readonly string[] } | null
  /** Folded as in the document. */
  account: { name: string; exact: boolean } | null
  witness: 'witnessed' | 'unwitnessed' | null
  partial: boolean
}

/** Where to look for what was found. */
export interface FoundRow {
  position: number
  kind: FoundKind
  id: string
}

export interface SearchStore {
  /** Newest first: at most `limit`, from below `after`. `next`: where to go on; null: that was all. */
  find(words: readonly string[], filters: SearchFilters, after: number | null, limit: number): { rows: FoundRow[]; next: number | null }
  /** Without an exhibit's text, which may be long. */
  get(kind: FoundKind, id: string): SearchDocument | null
  /** The entry that begins the case's chain; null: it has none. */
  opened(chain: CaseId): number | null
  /** Words of these that stand in the document's `text`. */
  inText(kind: FoundKind, id: string, words: readonly string[]): string[]
  /** All of a case, without texts of exhibits. */
  all(chain: CaseId): Iterable<SearchDocument>
  /** Words of what is forgotten aren't in the file any more. Nothing happens where nothing is known of it. Call it in the transaction that removes the thing itself. */
  forget(kind: FoundKind, id: string): void
}
