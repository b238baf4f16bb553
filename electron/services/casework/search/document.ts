import { canonicalJson } from '../../../../shared/encoding/index.ts'
import { addressHost, foldWords, stepOf, type CaseId, type ExhibitKind, type Instant, type RecordContent, type RecordId, type RecordedSighting } from '../../../../shared/model/index.ts'
import type { SearchField } from '../../../../shared/contract/index.ts'
import { dayInSweden } from '../guide/days.ts'
import type { SearchDocument } from './ports.ts'

/** What the index holds of each thing: made from what its entry says, so that either can be held against the other. */

type Parts = Partial<Record<SearchField, readonly string[]>>

const day = (at: Instant) => dayInSweden(Date.parse(at))
const once = (parts: readonly string[]) => [...new Set(parts)].filter((part) => part !== '')

/** An account's name as it is compared: some write the @ before it, some don't. */
export const foldAccount = (name: string): string => foldWords(name).replace(/^@/, '')

function document(of: Pick<SearchDocument, 'kind' | 'id' | 'case' | 'seq' | 'sort' | 'day'> & Partial<SearchDocument>, parts: Parts, platforms: readonly string[] = []): SearchDocument {
  const words = (field: SearchField) => foldWords((parts[field] ?? []).join('\n'))
  return {
    step: null,
    withdrawn: false,
    platforms: once(platforms.map(foldWords)),
    accounts: once((parts.account ?? []).map(foldAccount)),
    hosts: once((parts.address ?? []).map((url) => addressHost(url) ?? '')),
    words: { title: words('title'), text: words('text'), account: words('account'), address: words('address'), reference: words('reference'), note: words('note') },
    ...of,
  }
}

interface ExhibitSaid {
  exhibit: string
  case: CaseId
  seq: number
  kind: ExhibitKind
  title: string
  acquiredAt: Instant
  source: object | null
}

/** `text`: what it says, which the ledger knows by its digest alone. */
export function exhibitDocument({ exhibit, case: chain, seq, kind, title, acquiredAt, source }: ExhibitSaid, text: string): SearchDocument {
  const addresses = source !== null && 'requestedUrl' in source && 'finalUrl' in source ? [source.requestedUrl, source.finalUrl] : []
  const address = once(addresses.filter((url) => typeof url === 'string'))
  return document({ kind: 'exhibit', id: exhibit, case: chain, seq, sort: kind, day: day(acquiredAt) }, { title: [title], text: [text], address })
}

export function sightingDocument(chain: CaseId, seq: number, said: RecordedSighting): SearchDocument {
  const { sighting, url, platform, account, note, seenOn, withdrawn } = said
  return document(
    { kind: 'sighting', id: sighting, case: chain, seq, sort: 'sighting', day: seenOn, withdrawn: withdrawn !== null },
    { account: [account], address: [url], note: [note, withdrawn ?? ''] },
    [platform],
  )
}

export interface CaseSaid {
  id: CaseId
  title: string
  reference: string
  description: string
  openedAt: Instant
}

/** `seq`: the entry that says so, when it was opened or changed last. */
export const caseDocument = ({ id, title, reference, description, openedAt }: CaseSaid, seq: number): SearchDocument =>
  document({ kind: 'case', id, case: id, seq, sort: 'case', day: day(openedAt) }, { title: [title], text: [description], reference: [reference] })

/**
 * Where a record's fields go. Null: a choice, a day, a number or another record, none of which is a word that somebody
 * typed. A test holds the names against the kinds.
 */
export const RECORD_FIELDS: Readonly<Record<string, SearchField | 'platform' | null>> = {
  account: 'account',
  accounts: 'account',
  action: null,
  against: 'title',
  answeredOn: null,
  appealOutcome: null,
  appealedOn: null,
  authority: 'text',
  category: 'text',
  channel: 'title',
  complaint: null,
  complaintOn: null,
  contact: 'text',
  count: null,
  decidedOn: null,
  decision: null,
  doneOn: null,
  due: null,
  element: null,
  endNote: 'note',
  endedOn: null,
  engine: 'title',
  filedOn: null,
  followUpOn: null,
  // Who it came from where somebody was provoked; elsewhere a day.
  from: 'text',
  happenedOn: null,
  holder: 'title',
  how: 'text',
  interruptedOn: null,
  kind: null,
  language: null,
  limits: 'text',
  mandate: null,
  mark: null,
  matter: 'text',
  may: null,
  next: 'text',
  note: 'note',
  notes: 'note',
  offence: 'title',
  offences: null,
  on: null,
  ore: null,
  outcome: null,
  paidBy: 'text',
  platform: 'platform',
  principal: 'title',
  reason: 'text',
  receivedOn: null,
  reference: 'reference',
  report: null,
  results: 'text',
  rhythm: null,
  seen: null,
  sentOn: null,
  serious: null,
  signedOn: null,
  sort: null,
  spare: 'text',
  step: null,
  stop: null,
  stopOn: null,
  stopped: null,
  summary: 'text',
  text: 'text',
  to: 'title',
  until: null,
  url: 'address',
  urls: 'address',
  wants: 'text',
  what: 'title',
  who: 'text',
  why: 'text',
  with: 'title',
  words: 'text',
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

export function recordDocument(chain: CaseId, seq: number, at: Instant, { record, content, withdrawn }: { record: RecordId; content: RecordContent; withdrawn: string | null }): SearchDocument {
  const parts: Record<SearchField, string[]> = { title: [], text: [], account: [], address: [], reference: [], note: [] }
  const platforms: string[] = []
  const take = (value: unknown, field: SearchField | 'platform' | null): void => {
    if (typeof value === 'string') {
      if (field === 'platform') platforms.push(value)
      else if (field !== null) parts[field].push(value)
    } else if (Array.isArray(value)) value.forEach((one) => take(one, field))
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        const isDay = key === 'from' && DAY.test(String(inner))
        // What is said of an element of an offence is a note of the office's.
        if (!isDay) take(inner, key === 'text' && field !== null ? field : (RECORD_FIELDS[key] ?? null))
      }
    }
  }
  take(content, null)
  // What the report is called in lists, and looked for by.
  if (content.kind === 'platform-report') parts.title.push(content.platform)
  if (withdrawn !== null) parts.note.push(withdrawn)
  return document({ kind: 'record', id: record, case: chain, seq, sort: 'record', day: day(at), step: stepOf(content), withdrawn: withdrawn !== null }, parts, platforms)
}

/** All that an entry says of what something is found by, to be compared. An exhibit's text isn't in its entry, and is left out. */
export const asSigned = ({ words, ...rest }: SearchDocument): string => canonicalJson({ ...rest, words: rest.kind === 'exhibit' ? { ...words, text: '' } : words })

/** What tells a record from its like, where it is a name and no choice; '': nothing. An offence, platform or engine by its id. */
export function recordTitle(content: RecordContent): string {
  switch (content.kind) {
    case 'monitoring-order':
    case 'preservation-request':
      return content.to
    case 'platform-report':
      return content.platform
    case 'provocation':
      return content.channel
    case 'mandate':
      return content.holder
    case 'account-action':
      return content.account.account
    case 'offence':
      return content.offence
    case 'police-report':
      return content.reference
    case 'deindexing':
      return content.engine
    case 'civil-contact':
      return content.with
    case 'cost':
    case 'task':
      return content.what
    case 'claim':
      return content.against
    case 'support':
      return content.who
    case 'police-decision':
    case 'employer-report':
    case 'wishes':
    case 'step-mark':
    case 'recheck-plan':
      return ''
  }
}
