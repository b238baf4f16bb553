import type { CaseSummary } from '../../../shared/contract/index.ts'
import type { CaseId, Instant } from '../../../shared/model/index.ts'

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
