import type { CaseSummary } from '../../../shared/contract/index.ts'
import type { CaseId, ExhibitId, PersonId } from '../../../shared/model/index.ts'
import type { ExhibitRow } from '../evidence/index.ts'

/** Where an attestation stands in the log, and whose it is. What it says is read there. */
export interface AttestationRow {
  seq: number
  person: PersonId
}

export interface AttestationStore {
  /** `counts`: whether it makes the exhibit a witnessed one. */
  insert(exhibit: ExhibitId, attestation: AttestationRow, counts: boolean): void
  list(exhibit: ExhibitId): AttestationRow[]
}

/** What witness mode looks up elsewhere. Each answers with what stands now. */
export interface WitnessLookups {
  exhibit(id: ExhibitId): ExhibitRow | null
  /** The note that corrects this one, if there is any. */
  supersededBy(id: ExhibitId): ExhibitId | null
  /** @throws Refusal `case.not-found` */
  case(id: CaseId): CaseSummary
}
