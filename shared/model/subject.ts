import { z } from 'zod'
import { RetentionDecision, exhibitDisposed } from './disposal.ts'
import type { EntryType } from './entry.ts'
import { ReceivedSource } from './received.ts'

/** What the sentence told of an entry names, by the name that it has there. */
export type EntrySubject = Record<string, string | number>

const SUBJECTS: Partial<Record<EntryType, readonly string[]>> = {
  'vault.created': ['name'],
  'vault.restored': ['reason'],
  'person.enrolled': ['name', 'role'],
  'person.changed': ['was', 'name', 'reason'],
  'person.departed': ['name', 'role', 'reason'],
  'change.approved': ['seq'],
  'case.opened': ['number', 'title'],
  'case.changed': ['title'],
  'case.closed': ['reason'],
  'case.reopened': ['reason'],
  'exhibit.acquired': ['number', 'title', 'kind', 'exhibit'],
  'exhibit.viewed': ['number', 'exhibit'],
  'exhibit.copied': ['number', 'exhibit', 'artefact'],
  'exhibit.redacted': ['number', 'exhibit'],
  'reading.corrected': ['number', 'exhibit', 'value'],
  'exhibit.attested': ['number', 'grade', 'exhibit'],
  'step.recorded': ['revision'],
  'post.checked': ['number', 'exhibit', 'url', 'status'],
  'reference.recorded': ['revision', 'reason'],
  'browser.lifted': ['site', 'reason'],
  'login.kept': ['browser', 'version'],
  'login.used': ['browser', 'version'],
  'bundle.exported': ['number', 'profile'],
  'bundle.handed-over': ['number', 'receiver', 'authority', 'date', 'protection'],
  'hold.placed': ['authority'],
  'hold.lifted': ['placed', 'reason'],
  'retention.decided': ['authority', 'number'],
  'disposal.approved': ['seq'],
  'handover.receipted': ['number', 'handOver', 'exhibit', 'exhibitNumber'],
}

/** A statement and a key change name the person they are about, not who stands in the actor's column. */
const PERSONS: Partial<Record<EntryType, string>> = { 'exhibit.attested': 'witness', 'key.succeeded': 'actor' }

/** The screen and the report tell an entry by the same sentence (`custody.<type>`), and fill it from the payload by this. Never throws. */
export function subjectOf(type: EntryType, payload: object): EntrySubject {
  const known = new Map<string, unknown>(Object.entries(payload))
  const found: EntrySubject = {}
  for (const key of SUBJECTS[type] ?? []) {
    const value = known.get(key)
    if (typeof value === 'string' || typeof value === 'number') found[key] = value
  }
  const received = receivedOf(known.get('source'))
  if (received !== null) {
    // The sentence of an acquisition would claim what was done elsewhere.
    found['context'] = received.verdict === 'failed' ? 'receivedFailed' : 'received'
    found['reason'] = received.reason
  }
  // What left in clear is told by a sentence of its own (`custody.bundle.handed-over_none`).
  if (found['protection'] === 'none') found['context'] = 'none'
  // Which kind of bundle it was (`custody.bundle.exported_masked`).
  if (type === 'bundle.exported' && typeof found['profile'] === 'string') found['context'] = found['profile']
  if (type === 'post.checked' && typeof known.get('finding') === 'string') found['context'] = String(known.get('finding'))
  const content = known.get('content')
  if (type === 'step.recorded' && typeof content === 'object' && content !== null && 'kind' in content && typeof content.kind === 'string') {
    const withdrawn = known.get('withdrawn')
    found['context'] = typeof withdrawn === 'string' ? 'withdrawn' : content.kind
    found['reason'] = typeof withdrawn === 'string' ? withdrawn : ''
  }
  if (type === 'exhibit.disposed' || type === 'case.disposed') Object.assign(found, disposedSubject(known))
  if (type === 'reference.recorded' && typeof content === 'object' && content !== null && 'kind' in content && typeof content.kind === 'string') {
    const withdrawn = known.get('withdrawn')
    found['context'] = typeof withdrawn === 'string' ? 'withdrawn' : content.kind
    if (typeof withdrawn === 'string') found['reason'] = withdrawn
    // What it stands beside is named by its id: what that is called may change.
    const named = 'name' in content && content.name !== null ? content.name : 'of' in content ? content.of : ''
    found['name'] = typeof named === 'string' ? named : ''
  }
  const sightings = known.get('sightings')
  if (type === 'sighting.recorded' && Array.isArray(sightings)) found['count'] = sightings.length
  const person = known.get(PERSONS[type] ?? '')
  if (typeof person === 'object' && person !== null && 'name' in person && typeof person.name === 'string') found['name'] = person.name
  return found
}

function disposedSubject(known: ReadonlyMap<string, unknown>): EntrySubject {
  const read = Disposed.safeParse(Object.fromEntries(known)).data
  if (read === undefined) return {}
  const { decision, exhibits } = read
  return { decision: `${decision.number} (${decision.authority}, ${decision.decidedOn})`, ...(Array.isArray(exhibits) && { numbers: exhibits.map(({ number }) => number).join(', ') }) }
}

const Disposed = z.object({ decision: RetentionDecision, exhibits: z.union([z.int(), exhibitDisposed.exhibits]) })

function receivedOf(source: unknown): ReceivedSource | null {
  return ReceivedSource.safeParse(source).data ?? null
}
