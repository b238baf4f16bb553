import { canonicalJson, fingerprintOf, fromBase64 } from '../../shared/encoding/index.ts'
import { Refusal, type AttestationView, type CheckResult, type PersonView } from '../../shared/contract/index.ts'
import { PAYLOADS, type CaseId, type Payload, type PayloadType } from '../../shared/model/index.ts'
import type { Ledger } from '../services/ledger/index.ts'
import type { Session } from './session.ts'

/**
 * What the database says beside what the ledger says. Rows are there to find things quickly; the ledger is what was
 * signed. Somebody with the database's key can change rows, so nothing is shown or exported on their word alone.
 */

/** One entry of a chain with its payload held against entry and tree. */
export function* said(ledger: Ledger, chain: CaseId | null): Generator<{ seq: number; at: string; kid: string; payload: Payload }> {
  for (const { seq, at, type, payload, line } of ledger.chain(chain)) {
    if (payload === null || !Object.hasOwn(PAYLOADS, type)) continue
    const { kid } = JSON.parse(line) as { kid: string }
    yield { seq, at, kid, payload: ledger.payload(seq, type as PayloadType) }
  }
}

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

/** An attestation as its witness signed it; throws `evidence.damaged` where the row says anything else. */
export function heldAttestation(ledger: Ledger, row: AttestationView, exhibit: string): AttestationView {
  const payload = ledger.payload(row.seq, 'exhibit.attested')
  const { person, name, title, relation } = payload.witness
  const signed = { grade: payload.grade, statement: payload.statement, language: payload.language, witness: { person, name, title, relation } }
  const { grade, statement, language, witness } = row
  const same = canonicalJson(signed) === canonicalJson({ grade, statement, language, witness })
  if (!same || payload.exhibit !== exhibit) throw new Refusal('evidence.damaged', { exhibit: payload.number, item: 'attestation' })
  return row
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
  const { ledger, casework } = session
  const strange = peopleFault(session)
  if (strange !== null) return strange
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

/** The first row of a person that says something else than the log, whole keys included; null: none. */
export function peopleFault({ ledger, people }: Pick<Session, 'ledger' | 'people'>): string | null {
  const persons = signedPeople(ledger)
  const listed = people.list()
  if (listed.length !== persons.size) return 'people'
  for (const { id, enrolledAt: _, ...row } of listed) {
    const signed = persons.get(id)
    if (signed === undefined || canonicalJson(signed) !== canonicalJson(row)) return `person ${id}`
  }
  return null
}

type SignedPerson = Omit<PersonView, 'id' | 'enrolledAt'>

const fingerprint = ({ publicKey }: { publicKey: string }) => fingerprintOf(fromBase64(publicKey))

/** Everybody as the log leaves them: enrolled, changed, with their last key, departed. */
function signedPeople(ledger: Ledger): Map<string, SignedPerson> {
  const persons = new Map<string, SignedPerson>()
  const change = (id: string, change: Partial<SignedPerson>) => {
    const known = persons.get(id)
    if (known !== undefined) persons.set(id, { ...known, ...change })
  }
  for (const { at, payload } of said(ledger, null)) {
    if (payload.type === 'person.enrolled') {
      const { name, title, contact, kid, role } = payload
      persons.set(payload.person, { name, title, contact, kid, role, fingerprint: fingerprint(payload), departedAt: null })
    } else if (payload.type === 'person.changed') {
      const { name, title, contact } = payload
      change(payload.person, { name, title, contact })
    } else if (payload.type === 'key.succeeded') change(payload.person, { kid: payload.kid, fingerprint: fingerprint(payload) })
    else if (payload.type === 'person.departed') change(payload.person, { departedAt: at })
  }
  return persons
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
    for (const attestation of kept) heldAttestation(ledger, attestation, row.id)
  }
  return logins.isAsSigned(id) ? null : 'kept login'
}
