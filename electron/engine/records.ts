import { canonicalJson, fingerprintOf, fromBase64, toBase64 } from '../../shared/encoding/index.ts'
import { Refusal, type AttestationView, type CheckResult, type PersonView } from '../../shared/contract/index.ts'
import { addressKey, capturedAddresses, countsAsWitness, isForWitness, type CaseId, type RecordedSighting } from '../../shared/model/index.ts'
import { disposedCasesFault, disposedFault } from './disposed.ts'
import { heldHandOver } from '../services/bundle/index.ts'
import { placed, type Ledger } from '../services/ledger/index.ts'
import type { ExhibitRow } from '../services/evidence/index.ts'
import { attestationView } from '../services/witness/index.ts'
import { searchFault } from './search-fault.ts'
import type { Session } from './session.ts'
import { said } from './said.ts'
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
  const { ledger, casework } = session
  const fault = faultOfVault(session) ?? peopleFault(session) ?? referenceFault(session)
  if (fault !== null) return fault
  const cases = casework.list()
  for (const { id, number, title, reference, description } of cases) {
    if (canonicalJson(caseFacts(ledger, id)) !== canonicalJson({ number, title, reference, description })) return `case ${number}`
    const inside = faultOfCase(session, id)
    if (inside !== null) return `case ${number}: ${inside}`
  }
  const disposed = disposedCasesFault(session)
  if (disposed !== null) return disposed
  // Chains without a row: a case that was taken out of the list.
  const chains = [null, ...cases.map(({ id }) => id), ...session.vault.disposals.cases().map(({ id }) => id)]
  const entries = 1 + Math.max(-1, ...chains.flatMap((chain) => [...ledger.chain(chain)].map(({ seq }) => seq)))
  return entries === ledger.head().size ? null : 'cases'
}

/** The name and the two keys that the vault was founded with; another log or export key would sign as if it were this one's. */
function faultOfVault({ ledger, vault }: Session): string | null {
  for (const { payload } of said(ledger, null)) {
    if (payload.type !== 'vault.created') continue
    const { vault: id, name, logKey, exportKey } = payload
    const found = { id: vault.id, name: vault.name, logKey: toBase64(vault.logKey.publicKey), exportKey: toBase64(vault.exportKey.publicKey) }
    return canonicalJson(found) === canonicalJson({ id, name, logKey, exportKey }) ? null : 'vault'
  }
  return 'vault'
}

/** The first row of a person that says something else than the log, whole keys included; null: none. */
export function peopleFault({ ledger, people }: Pick<Session, 'ledger' | 'people'>): string | null {
  const persons = signedPeople(ledger)
  const listed = people.list()
  if (listed.length !== persons.size) return 'people'
  const changed = listed.find((person) => canonicalJson(persons.get(person.id) ?? null) !== canonicalJson(person))
  return changed === undefined ? null : `person ${changed.id}`
}

/** Additions to the shipped data are held in memory once they were read: they are what the log says still, each version after the one before. */
function referenceFault({ ledger, reference }: Pick<Session, 'ledger' | 'reference'>): string | null {
  const newest = new Map<string, { id: string; revision: number; seq: number; content: object; source: string; withdrawn: string | null }>()
  for (const { seq, payload } of said(ledger, null)) {
    if (payload.type !== 'reference.recorded') continue
    const { reference: id, revision, content, source, withdrawn } = payload
    if (revision !== (newest.get(id)?.revision ?? 0) + 1) return 'local additions'
    newest.set(id, { id, revision, seq, content, source, withdrawn })
  }
  const held = reference.list().map(({ id, revision, seq, content, source, withdrawn }) => ({ id, revision, seq, content, source, withdrawn }))
  return canonicalJson(held) === canonicalJson([...newest.values()]) ? null : 'local additions'
}

const fingerprint = ({ publicKey }: { publicKey: string }) => fingerprintOf(fromBase64(publicKey))

/** Everybody as the log leaves them: enrolled, changed, with their last key, departed. */
function signedPeople(ledger: Ledger): Map<string, PersonView> {
  const persons = new Map<string, PersonView>()
  const change = (id: string, change: Partial<PersonView>) => {
    const known = persons.get(id)
    if (known !== undefined) persons.set(id, { ...known, ...change })
  }
  for (const { at, payload } of said(ledger, null)) {
    if (payload.type === 'person.enrolled') {
      const { person: id, name, title, contact, kid, role } = payload
      persons.set(id, { id, name, title, contact, kid, role, fingerprint: fingerprint(payload), enrolledAt: at, departedAt: null })
    } else if (payload.type === 'person.changed') {
      const { name, title, contact } = payload
      change(payload.person, { name, title, contact })
    } else if (payload.type === 'key.succeeded') change(payload.person, { kid: payload.kid, fingerprint: fingerprint(payload) })
    else if (payload.type === 'person.departed') change(payload.person, { departedAt: at })
  }
  return persons
}

function faultOfCase({ ledger, evidence, casework, vault, logins }: Session, id: CaseId): string | null {
  const acquired = new Map<number, string>()
  const attested = new Map<string, number[]>()
  const exported = new Map<number, object>()
  let openedAt = ''
  let closedAt: string | null = null
  for (const { seq, at, payload } of said(ledger, id)) {
    if (payload.type === 'case.opened') openedAt = at
    if (payload.type === 'case.closed') closedAt = at
    if (payload.type === 'case.reopened') closedAt = null
    if (payload.type === 'exhibit.acquired') acquired.set(seq, payload.exhibit)
    if (payload.type === 'exhibit.attested') attested.set(payload.exhibit, [...(attested.get(payload.exhibit) ?? []), seq])
    if (payload.type === 'bundle.exported') exported.set(seq, { number: payload.number, profile: payload.profile, exportedAt: at })
  }
  const gone = disposedFault({ ledger, vault }, id)
  if (gone !== null) return gone
  const rows = evidence.list(id)
  if (rows.length !== acquired.size) return 'exhibits'
  const witnessed = new Set<string>()
  for (const row of rows) {
    if (acquired.get(row.seq) !== row.id) return `exhibit ${row.number}`
    evidence.committed(row)
    const signed = attested.get(row.id) ?? []
    const kept = vault.attestations.list(row.id)
    if (kept.length !== signed.length || kept.some(({ seq }) => !signed.includes(seq))) return `attestations of exhibit ${row.number}`
    if (heldAttestations({ ledger, vault }, row).some(({ standing }) => countsAsWitness(standing))) witnessed.add(row.id)
  }
  // The numbers in the list of cases are counted from columns of their own.
  const replaced = new Set(rows.map(({ supersedes }) => supersedes))
  const unwitnessed = rows.filter(({ id: exhibit, kind }) => isForWitness(kind) && !witnessed.has(exhibit) && !replaced.has(exhibit)).length
  const partial = rows.filter(({ completeness }) => completeness?.verdict === 'partial').length
  const listed = casework.get(id)
  if (listed.openedAt !== openedAt || listed.closedAt !== closedAt || listed.unwitnessed !== unwitnessed || listed.partial !== partial) return 'list of cases'
  // An export that was cut off at its very end has an entry and no row.
  for (const { seq, number, profile, exportedAt } of vault.bundles.list(id)) {
    if (canonicalJson(exported.get(seq) ?? null) !== canonicalJson({ number, profile, exportedAt })) return `bundle ${number}`
  }
  return handOverFault({ ledger, vault }, id) ?? caseworkFault({ ledger, vault }, id, rows) ?? checksFault({ ledger, vault }, id, rows) ?? searchFault({ ledger, vault }, id) ?? (logins.isAsSigned(id) ? null : 'kept login')
}

/** Hand-overs and their receipts are found by rows alone: one that is missing would be told as never having been. */
function handOverFault({ ledger, vault }: Pick<Session, 'ledger' | 'vault'>, id: CaseId): string | null {
  const signed = { made: new Set<number>(), receipts: new Set<number>() }
  for (const { seq, payload } of said(ledger, id)) {
    if (payload.type === 'bundle.handed-over') signed.made.add(seq)
    if (payload.type === 'handover.receipted') signed.receipts.add(seq)
  }
  const views = vault.handOvers.list(id).map((row) => heldHandOver({ ledger, store: vault.handOvers }, row))
  const zips = new Map(vault.bundles.list(id).map(({ number, sha256 }) => [number, sha256]))
  const other = views.find(({ number, bundle }) => zips.get(number) !== bundle.sha256)
  if (other !== undefined) return `bundle ${other.number}`
  const receipts = views.flatMap((view) => view.receipts)
  const same = (found: readonly { seq: number }[], wanted: ReadonlySet<number>) => found.length === wanted.size && found.every(({ seq }) => wanted.has(seq))
  return same(views, signed.made) && same(receipts, signed.receipts) ? null : 'hand-overs'
}

/**
 * What was written down in the steps: each version of a record has its row, and each sighting that of its newest. What is secured is told by
 * rows alone: one that says so of a post that no capture shows would let it be forgotten. Sightings are gone through once: there may be many.
 */
function caseworkFault({ ledger, vault }: Pick<Session, 'ledger' | 'vault'>, id: CaseId, exhibits: readonly ExhibitRow[]): string | null {
  const versions = new Map<number, object>()
  const begun = new Map<string, string>()
  const sightings = new Map<string, { seq: number; place: number; said: RecordedSighting }>()
  for (const { seq, at, payload } of said(ledger, id)) {
    if (payload.type === 'step.recorded') {
      const { record, revision, content, withdrawn } = payload
      const since = begun.get(record) ?? at
      begun.set(record, since)
      versions.set(seq, { record, revision, seq, case: id, kind: content.kind, withdrawn: withdrawn !== null, since })
    }
    if (payload.type === 'sighting.recorded') payload.sightings.forEach((one, place) => sightings.set(one.sighting, { seq, place, said: one }))
  }
  for (const row of vault.records.all(id)) {
    if (canonicalJson(versions.get(row.seq) ?? null) !== canonicalJson(row)) return 'records'
    versions.delete(row.seq)
  }
  if (versions.size > 0) return 'records'
  const captures = exhibits.filter(({ kind }) => kind === 'capture')
  const places = new Set(captures.flatMap(({ source }) => capturedAddresses(source)))
  const secured: string[] = []
  for (const row of vault.sightings.all(id)) {
    if (places.has(row.address)) secured.push(row.address)
    const signed = sightings.get(row.id)
    if (signed === undefined || canonicalJson(rowOf(id, signed)) !== canonicalJson(row)) return 'sightings'
    sightings.delete(row.id)
  }
  const shown = captures.flatMap(({ id: exhibit, source }) => capturedAddresses(source).map((address) => `${address} ${exhibit}`))
  const kept = vault.sightings.captured(id).map(({ address, exhibit }) => `${address} ${exhibit}`)
  const same = (some: readonly string[], others: readonly string[]) => canonicalJson(some) === canonicalJson(others)
  return sightings.size === 0 && same(shown.sort(), kept.sort()) && same(secured, vault.sightings.secured(id)) ? null : 'sightings'
}

/** Checks of what was reported: each entry has its row and its exhibit, and each exhibit of that kind its entry. */
function checksFault({ ledger, vault }: Pick<Session, 'ledger' | 'vault'>, id: CaseId, exhibits: readonly ExhibitRow[]): string | null {
  const signed: object[] = []
  const own = new Map(exhibits.flatMap((row) => (row.kind === 'recheck' ? [[row.id, row]] : [])))
  for (const { seq, payload } of said(ledger, id)) {
    if (payload.type !== 'post.checked') continue
    const { url, asked, finding, exhibit, number, contentRoot } = payload
    signed.push({ seq, case: id, address: addressKey(url) ?? '', asked, finding, exhibit })
    const row = own.get(exhibit)
    if (row?.number !== number || row.contentRoot !== contentRoot) return 'checks'
    own.delete(exhibit)
  }
  return own.size === 0 && canonicalJson(signed) === canonicalJson(vault.postChecks.list(id)) ? null : 'checks'
}

const rowOf = (id: CaseId, { seq, place, said: one }: { seq: number; place: number; said: RecordedSighting }) => {
  const { sighting, revision, url, platform, account, postedOn, seenOn, reach, withdrawn } = one
  return { id: sighting, case: id, revision, seq, place, address: addressKey(url) ?? '', platform, account, postedOn, seenOn, reach, withdrawn: withdrawn !== null }
}
