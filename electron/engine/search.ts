import { countsAsWitness, isForWitness, type ExhibitId } from '../../shared/model/index.ts'
import type { SignedExhibit } from '../services/casework/index.ts'
import type { Evidence } from '../services/evidence/index.ts'
import { heldAttestations } from './records.ts'
import type { Session } from './session.ts'

/** An exhibit as its entry and its witnesses say. @throws Refusal `exhibit.not-found`, `evidence.damaged` */
export function signedExhibit({ ledger, vault, evidence }: Pick<Session, 'ledger' | 'vault'> & { evidence: Pick<Evidence, 'get' | 'committed'> }, id: ExhibitId): SignedExhibit {
  const row = evidence.get(id)
  const { number, kind, title, acquiredAt, source, completeness } = evidence.committed(row)
  const witnessed = isForWitness(kind) ? heldAttestations({ ledger, vault }, row).some(({ standing }) => countsAsWitness(standing)) : null
  const replaced = vault.evidence.supersededBy(id) !== null
  return { id, case: row.case, seq: row.seq, number, kind, title, acquiredAt, source, partial: completeness?.verdict === 'partial', witnessed, replaced }
}
