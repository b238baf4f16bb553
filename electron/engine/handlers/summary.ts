import type { AttestationView, ExhibitSummary } from '../../../shared/contract/index.ts'
import type { ExhibitRow } from '../../services/evidence/index.ts'
import { heldAttestation } from '../records.ts'
import type { Session } from '../session.ts'

/** Throws `evidence.damaged` where one says something else than its witness signed. */
export const attestations = ({ vault, ledger }: Session, { id }: ExhibitRow): AttestationView[] =>
  vault.attestations.list(id).map((row) => heldAttestation(ledger, row, id))

/** An exhibit as lists show it. */
export function summary(session: Session, row: ExhibitRow): ExhibitSummary {
  const { seq: _seq, acquiredBy: _acquiredBy, ...shown } = row
  return {
    ...shown,
    grades: attestations(session, row).map(({ grade }) => grade),
    supersededBy: session.vault.evidence.supersededBy(row.id),
  }
}
