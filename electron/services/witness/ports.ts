import type { AttestationView, CaseSummary } from '../../../shared/contract/index.ts'
import type { CaseId, ExhibitId } from '../../../shared/model/index.ts'
import type { ExhibitRow } from '../evidence/index.ts'

export interface AttestationStore {
  insert(exhibit: ExhibitId, attestation: AttestationView): void
  list(exhibit: ExhibitId): AttestationView[]
}

/** What witness mode looks up elsewhere. Each answers with what stands now. */
export interface WitnessLookups {
  exhibit(id: ExhibitId): ExhibitRow | null
  /** The note that corrects this one, if there is any. */
  supersededBy(id: ExhibitId): ExhibitId | null
  /** Whether pictures or text of it were uncovered in this session, so that somebody could look. */
  looked(id: ExhibitId): boolean
  /** @throws Refusal `case.not-found` */
  case(id: CaseId): CaseSummary
}
