import { canonicalJson } from '../../shared/encoding/index.ts'
import { Refusal, type AttestationView, type CheckResult } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import type { Ledger } from '../services/ledger/index.ts'
import type { ExhibitRow } from '../services/evidence/index.ts'
import { attestationView } from '../services/witness/index.ts'
import type { Session } from './session.ts'
import { placed, said } from './said.ts'
import { faultOf } from './statements.ts'

/**
 * What the database says beside what the ledger says. Rows are there to find things quickly; the ledger is what was
 * signed. Somebody with the database's key can change rows, so nothing is shown or exported on their word alone.
 */

/** Number, title, reference and description as last signed. Throws `case.not-found`. */
export function caseFacts(ledger: Ledger, id: CaseId): { number: number; title: string; reference: string; description: string } {
  let number: number | null = null
  let fields = { title: '', reference: '', description: '' }
  for (const { payload } of said(ledger, id)) {
    if (payload.type === 'case.opened') number = payload.number
    if (payload.type !== 'case.opened' && payload.type !== 'case.changed') continue
    fields = { title: payload.title, reference: payload.reference, description: payload.description }
  }
  if (number === null) throw new Refusal('case.not-found')
  return { number, ...fields }
}

/**
 * Attestations of an exhibit as their witnesses signed them; throws `evidence.damaged` where a row names another entry or person, or a
 * statement that a verifier would refuse.
 */
export function heldAttestations({ ledger, vault }: Pick<Session, 'ledger' | 'vault'>, { id, seq: acquiredAt }: Pick<ExhibitRow, 'id' | 'seq'>): AttestationView[] {
  const rows = vault.attestations.list(id)
  if (rows.length === 0) return []
  const acquired = placed(ledger, acquiredAt, 'exhibit.acquired')
  return rows.map(({ seq, person }) => {
    const attested = placed(ledger, seq, 'exhibit.attested')
    const { payload } = attested
    const loaded = payload.original === null ? null : vault.evidence.get(payload.original.exhibit)
    const fault = faultOf(ledger, attested, acquired, loaded && placed(ledger, loaded.seq, 'exhibit.acquired'))
    if (payload.exhibit !== id || payload.witness.person !== person || fault !== null) {
      throw new Refusal('evidence.damaged', { exhibit: payload.number, item: 'attestation' })
    }
    return attestationView(attested)
  })
}

/** Every row of the database against the ledger, in both directions: nothing changed, added or missing. */
export function checkRecords(session: Session): CheckResult {
  try {
    const fault = firstFault(session)
    return fault === null
      ? { name: 'records', result: 'pass', detail: 'every case, exhibit, attestation, person and bundle is as signed', item: null }
      : { name: 'records', result: 'fail', detail: 'the database says something else than the ledger', item: fault }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { name: 'records', result: 'fail', detail: `the database could not be held against the ledger: ${error.code}`, item: null }
  }
}

function firstFault(session: Session): string | null {
  const { ledger, people, casework } = session
  const persons = new Map<string, { name: string; kid: string; role: string }>()
  for (const { payload } of said(ledger, null)) {
    if (payload.type === 'person.enrolled') persons.set(payload.person, { name: payload.name, kid: payload.kid, role: payload.role })
    const known = payload.type === 'key.succeeded' ? persons.get(payload.person) : undefined
    if (payload.type === 'key.succeeded' && known) persons.set(payload.person, { ...known, kid: payload.kid })
  }
  const listed = people.list()
  if (listed.length !== persons.size) return 'people'
  for (const { id, name, kid, role } of listed) {
    const signed = persons.get(id)
    if (signed === undefined || canonicalJson(signed) !== canonicalJson({ name, kid, role })) return `person ${id}`
  }
  const cases = casework.list()
  for (const { id, number, title, reference, description } of cases) {
    if (canonicalJson(caseFacts(ledger, id)) !== canonicalJson({ number, title, reference, description })) return `case ${number}`
    const fault = faultOfCase(session, id)
    if (fault !== null) return `case ${number}: ${fault}`
  }
  // Chains without a row: a case that was taken out of the list.
  const entries = 1 + Math.max(-1, ...[null, ...cases.map(({ id }) => id)].flatMap((chain) => [...ledger.chain(chain)].map(({ seq }) => seq)))
  return entries === ledger.head().size ? null : 'cases'
}

function faultOfCase({ ledger, evidence, vault, logins }: Session, id: CaseId): string | null {
  const acquired = new Map<number, string>()
  const attested = new Map<string, number[]>()
  for (const { seq, payload } of said(ledger, id)) {
    if (payload.type === 'exhibit.acquired') acquired.set(seq, payload.exhibit)
    if (payload.type === 'exhibit.attested') attested.set(payload.exhibit, [...(attested.get(payload.exhibit) ?? []), seq])
  }
  const rows = evidence.list(id)
  if (rows.length !== acquired.size) return 'exhibits'
  for (const row of rows) {
    if (acquired.get(row.seq) !== row.id) return `exhibit ${row.number}`
    evidence.committed(row)
    const signed = attested.get(row.id) ?? []
    const kept = vault.attestations.list(row.id)
    if (kept.length !== signed.length || kept.some(({ seq }) => !signed.includes(seq))) return `attestations of exhibit ${row.number}`
    heldAttestations({ ledger, vault }, row)
  }
  return logins.isAsSigned(id) ? null : 'kept login'
}
