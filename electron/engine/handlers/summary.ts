import type { AttestationView, ExhibitSummary } from '../../../shared/contract/index.ts'
import type { ExhibitRow } from '../../services/evidence/index.ts'
import { heldAttestations } from '../records.ts'
import type { Session } from '../session.ts'

/** Throws `evidence.damaged` where the database names one that its witness didn't sign for this exhibit. */
export const attestations = (session: Session, row: ExhibitRow): AttestationView[] => heldAttestations(session, row)

/** An exhibit as lists show it. */
export function summary(session: Session, row: ExhibitRow): ExhibitSummary {
  const { seq: _seq, acquiredBy: _acquiredBy, ...shown } = row
  return {
    ...shown,
    witnessed: attestations(session, row).map(({ grade, standing, at }) => ({ grade, standing, at })),
    supersededBy: session.vault.evidence.supersededBy(row.id),
  }
}
