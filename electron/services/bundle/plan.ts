import { Refusal } from '../../../shared/contract/index.ts'
import { isShownTo, type ExhibitId, type Payload, type RecordId } from '../../../shared/model/index.ts'
import type { CaseContents, CustodyItem } from './contents.ts'
import type { ExportRequest, Selection } from './ports.ts'

type How = 'whole' | 'masked' | 'left-out'
export interface Redacted {
  seq: number
  payload: Payload<'exhibit.redacted'>
}

/** What of a case is shown, and how. */
export interface Plan {
  how(exhibit: string): How
  /** The newest masking of each exhibit that is to be masked. */
  redacted: ReadonlyMap<ExhibitId, Redacted>
  /** Whether it stays untold who attested. That a key signed, and which, the log tells all the same. */
  hidesWitnesses: boolean
  /** What a record says of an exhibit that isn't here would say of it what isn't to be seen. */
  isAllThere(record: Payload<'step.recorded'>): boolean
  shows(payload: Payload, item: CustodyItem): boolean
}

/** @throws Refusal `exhibit.not-found`, `bundle.empty` */
export function planOf(whole: CaseContents, { exhibits, hideWitnesses }: Selection, profile: ExportRequest['profile']): Plan {
  const hidesWitnesses = profile === 'masked' && hideWitnesses === true
  const chosen = new Map<string, How>()
  const byNumber = new Map(whole.exhibits.map(({ row }) => [row.number, row.id]))
  for (const { exhibit, masked } of exhibits) {
    if (!whole.exhibits.some(({ row }) => row.id === exhibit)) throw new Refusal('exhibit.not-found')
    chosen.set(exhibit, masked ? 'masked' : 'whole')
  }
  // What was loaded for a witness belongs to what they signed: without it their statement couldn't be held against anything.
  for (const { row, compares } of whole.exhibits) {
    const of = compares === null ? undefined : byNumber.get(compares)
    if (of === undefined) continue
    // And it repeats what the exhibit says: it never goes where that is covered or left out, whatever was chosen.
    if (chosen.get(of) === 'whole' && !hidesWitnesses) chosen.set(row.id, 'whole')
    else chosen.delete(row.id)
  }
  // A check quotes what it was held against, and shows what stood around it later: it goes along with that, and never where parts are covered.
  const checks = whole.custody.flatMap(({ payload }) => (payload?.value.type === 'post.checked' ? [payload.value] : []))
  for (const { exhibit, against } of checks) {
    if (profile === 'masked') chosen.delete(exhibit)
    else if (against !== null && chosen.get(against) === 'whole') chosen.set(exhibit, 'whole')
    else if (against !== null) chosen.delete(exhibit)
  }
  if (chosen.size === 0) throw new Refusal('bundle.empty')
  const how = (exhibit: string): How => chosen.get(exhibit) ?? 'left-out'
  const redacted = new Map<ExhibitId, Redacted>()
  for (const { entry, payload } of whole.custody) {
    if (payload?.value.type === 'exhibit.redacted' && how(payload.value.exhibit) === 'masked') redacted.set(payload.value.exhibit, { seq: entry.seq, payload: payload.value })
  }
  // Of what was disposed of a record says no more than its number, which the log tells too.
  const gone = new Set<string>(whole.custody.flatMap(({ payload }) => (payload?.value.type === 'exhibit.disposed' ? payload.value.exhibits.map(({ exhibit }) => exhibit) : [])))
  const isAllThere: Plan['isAllThere'] = ({ exhibits: links }) => links.every(({ exhibit }) => gone.has(exhibit) || how(exhibit) === 'whole')
  const partly = new Set(whole.custody.flatMap(({ payload }) => (payload?.value.type === 'step.recorded' && !isAllThere(payload.value) ? [payload.value.record] : [])))
  return { how, redacted, hidesWitnesses, isAllThere, shows: (payload, { entry }) => shows(payload, entry.seq, { how, redacted, isAllThere, partly, hidesWitnesses, profile }) }
}

/**
 * Whether what an entry says may be read in the bundle. What isn't named here is left out: a kind that is added later must be
 * thought about before it is shown to anybody.
 */
function shows(payload: Payload, seq: number, { how, redacted, isAllThere, partly, hidesWitnesses, profile }: Pick<Plan, 'how' | 'redacted' | 'hidesWitnesses' | 'isAllThere'> & Pick<ExportRequest, 'profile'> & { partly: ReadonlySet<RecordId> }): boolean {
  const open = profile !== 'masked'
  switch (payload.type) {
    // Title and description are of the case, not of an exhibit: a masked bundle calls it what the officer says.
    case 'case.opened':
    case 'case.changed':
    case 'case.closed':
    case 'case.reopened':
    case 'browser.lifted':
    case 'login.kept':
    case 'login.used':
    case 'login.forgotten':
      return open
    // Numbers and a decision: without them a gap in the log would stay unexplained.
    case 'exhibit.disposed':
    case 'disposal.approved':
      return true
    case 'exhibit.viewed':
      // Whom it was shown to stands in it.
      if (hidesWitnesses && payload.witness !== undefined) return false
      return how(payload.exhibit) !== 'left-out'
    case 'exhibit.copied':
      return how(payload.exhibit) !== 'left-out'
    case 'exhibit.acquired':
    case 'reading.corrected':
    case 'post.checked':
      return how(payload.exhibit) === 'whole'
    case 'exhibit.redacted':
      return how(payload.exhibit) === 'whole' || redacted.get(payload.exhibit)?.seq === seq
    case 'exhibit.attested': {
      // A witness's key signs nothing else, so nothing else names them, unless they are an officer too.
      if (hidesWitnesses) return false
      if (how(payload.exhibit) !== 'whole') return false
      if (payload.original !== null && how(payload.original.exhibit) !== 'whole') return false
      // It holds the content root of all that was signed with it, against which a guess at a short covered text could be tried.
      return open || payload.list.every(({ exhibit }) => how(exhibit) === 'whole')
    }
    case 'step.recorded':
      // All versions of a record or none: an earlier one alone would read as what holds, though it was changed or taken back since.
      return profile === 'civil' && isShownTo(payload.content.kind, 'civil') && !partly.has(payload.record) && isAllThere(payload)
    case 'bundle.exported':
      return payload.derived === undefined && payload.exhibits.every(({ exhibit }) => how(exhibit) === 'whole')
    default:
      return false
  }
}
