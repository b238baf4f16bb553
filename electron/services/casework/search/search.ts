import { Refusal, SEARCH_FIELDS, SEARCH_PAGE, type SearchField, type SearchHit, type SearchPage, type SearchQuery } from '../../../../shared/contract/index.ts'
import { PLATFORMS } from '../../../../shared/law/index.ts'
import { foldWords, readSearch, type CaptureSource, type CaseId, type ExhibitId, type ExhibitKind, type FileSource, type Instant, type ReceivedSource, type RecordId, type SightingId } from '../../../../shared/model/index.ts'
import { placed, type Ledger } from '../../ledger/index.ts'
import type { Records } from '../records.ts'
import type { HeldSightings, Sightings } from '../sightings.ts'
import { asSigned, caseDocument, exhibitDocument, foldAccount, recordDocument, recordTitle, sightingDocument, type CaseSaid } from './document.ts'
import type { FoundRow, SearchDocument, SearchFilters, SearchStore } from './ports.ts'

/** An exhibit as it was signed. */
export interface SignedExhibit {
  id: ExhibitId
  case: CaseId
  seq: number
  number: number
  kind: ExhibitKind
  title: string
  acquiredAt: Instant
  source: CaptureSource | FileSource | ReceivedSource | null
  partial: boolean
  /** Null: nobody is asked to attest it. */
  witnessed: boolean | null
  replaced: boolean
}

export interface SearchOptions {
  store: SearchStore
  ledger: Ledger
  records: Pick<Records, 'get'>
  sightings: Pick<Sightings, 'signed'>
  /** Held against the ledger. @throws Refusal `exhibit.not-found`, `evidence.damaged` */
  exhibit(id: ExhibitId): SignedExhibit
}

/** Finds what holds words, in all of the vault. Nothing of what was asked is kept. */
export interface Search {
  /** @throws Refusal `search.too-short`, `evidence.damaged` where what is found isn't as it was signed */
  find(query: SearchQuery): SearchPage
}

/** What was read for one answer, so that rows of one case or entry cost one reading. */
interface Read {
  entries: HeldSightings
  cases: Map<CaseId, CaseSaid & { number: number; seq: number }>
}

type Signed = Pick<SearchHit, 'what' | 'title'> & { document: SearchDocument }

export function createSearch({ store, ledger, records, sightings, exhibit }: SearchOptions): Search {
  /** The case as it was named last. Which entry that is stands in the index, and the check of the vault holds it there. */
  function caseOf(id: CaseId, { cases }: Read): CaseSaid & { number: number; seq: number } {
    const known = cases.get(id)
    if (known !== undefined) return known
    const seq = store.get('case', id)?.seq
    const first = store.opened(id)
    if (first === null || seq === undefined) throw damaged(seq ?? 0)
    const opened = placed(ledger, first, 'case.opened')
    const { payload } = seq === first ? opened : placed(ledger, seq, 'case.changed')
    if (opened.payload.case !== id || payload.case !== id) throw damaged(seq)
    const { title, reference, description } = payload
    const said = { id, number: opened.payload.number, title, reference, description, openedAt: opened.at, seq }
    cases.set(id, said)
    return said
  }

  /** As its entry says, in the form in which the index should hold it. The text of an exhibit isn't in the log: see `holds`. */
  function signed({ kind, id }: Pick<FoundRow, 'kind' | 'id'>, read: Read): Signed {
    if (kind === 'case') {
      const said = caseOf(id as CaseId, read)
      return { what: { kind }, title: said.title, document: caseDocument(said, said.seq) }
    }
    if (kind === 'sighting') {
      const { said, case: chain, seq } = sightings.signed(id as SightingId, read.entries)
      const { sighting, platform, account, url } = said
      return { what: { kind, id: sighting, platform, account, url }, title: '', document: sightingDocument(chain, seq, said) }
    }
    if (kind === 'record') {
      const { id: record, case: chain, seq, at, content, step, withdrawn } = records.get(id as RecordId)
      return { what: { kind, id: record, sort: content.kind, step }, title: recordTitle(content), document: recordDocument(chain, seq, at, { record, content, withdrawn }) }
    }
    const found = exhibit(id as ExhibitId)
    const { number, kind: sort, title, partial, witnessed, replaced } = found
    return { what: { kind, id: found.id, number, sort, partial, witnessed, replaced }, title, document: exhibitDocument({ ...found, exhibit: found.id }, '') }
  }

  /** Where the words stand, as far as the entry says it. @throws Refusal `evidence.damaged` where a word stands nowhere, or the index says something else than the entry */
  function holds({ kind, id }: FoundRow, { document }: Signed, words: readonly string[]): SearchField[] {
    const kept = store.get(kind, id)
    if (kept === null || asSigned(kept) !== asSigned(document)) throw damaged(document.seq)
    const where = new Map<string, SearchField[]>(words.map((word) => [word, SEARCH_FIELDS.filter((field) => document.words[field].includes(word))]))
    if (kind === 'exhibit') for (const word of store.inText(kind, id, words)) where.get(word)?.push('text')
    if ([...where.values()].some((fields) => fields.length === 0)) throw damaged(document.seq)
    const all = new Set([...where.values()].flat())
    return SEARCH_FIELDS.filter((field) => all.has(field))
  }

  function hit(row: FoundRow, words: readonly string[], witness: SearchQuery['witness'], read: Read): SearchHit[] {
    const said = orDamaged(() => signed(row, read))
    const { what, title, document } = said
    if (witness !== null && what.kind === 'exhibit' && what.witnessed !== (witness === 'witnessed')) {
      // There may be a statement that doesn't count. One that does, and of which the row doesn't know, is a row that lies.
      if (witness === 'unwitnessed') throw damaged(document.seq)
      return []
    }
    const found = holds(row, said, words)
    const { id, number, title: caseTitle } = orDamaged(() => caseOf(document.case, read))
    return [{ what, case: { id, number, title: caseTitle }, title, day: document.day, found, withdrawn: document.withdrawn }]
  }

  return {
    find(query) {
      const { text, witness, after } = query
      const { words } = readSearch(text)
      const filters = filtersOf(query)
      if (words.length === 0 && isOpen(filters)) throw new Refusal('search.too-short')
      const { rows, next } = store.find(words, filters, after, SEARCH_PAGE)
      const read: Read = { entries: new Map(), cases: new Map() }
      return { hits: rows.flatMap((row) => hit(row, words, witness, read)), next }
    },
  }
}

function filtersOf({ case: chain, kinds, step, from, to, platform, account, witness, partial }: SearchQuery): SearchFilters {
  return {
    case: chain,
    kinds,
    step,
    from,
    to,
    platform: platform === null || platform.trim() === '' ? null : platformNamed(platform),
    account: account && { name: foldAccount(account.name), exact: account.exact },
    witness,
    partial,
  }
}

/** A platform of the law data under any of its names and at any of its hosts, or a name of the officer's own. */
function platformNamed(text: string): NonNullable<SearchFilters['platform']> {
  const name = foldWords(text)
  const all = PLATFORMS.map(({ id, name: { sv, en }, hosts }) => ({ names: [id, sv, en].map(foldWords), hosts }))
  return all.find(({ names }) => names.includes(name)) ?? { names: [name], hosts: [] }
}

const isOpen = ({ case: chain, kinds, step, from, to, platform, account, witness, partial }: SearchFilters): boolean =>
  chain === null && kinds.length === 0 && step === null && from === null && to === null && platform === null && account === null && witness === null && !partial

const damaged = (seq: number) => new Refusal('evidence.damaged', { seq, part: 'search' })

/** A row of the index that speaks of what isn't there was put there, or what it speaks of was taken away. */
function orDamaged<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal && error.code.endsWith('.not-found')) throw damaged(0)
    throw error
  }
}
