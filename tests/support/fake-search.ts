import { Refusal, SEARCH_FIELDS, type CallOutput, type CallParsed, type CaseSummary, type ExhibitView, type RecordView, type SearchHit, type SightingView } from '../../shared/contract/index.ts'
import { caseDocument, exhibitDocument, recordDocument, sightingDocument, type SearchDocument } from '../../electron/services/casework/index.ts'
import { countsAsWitness, foldWords, isForWitness, readSearch, type CaseId } from '../../shared/model/index.ts'

interface Known {
  cases: readonly CaseSummary[]
  exhibits: (chain: CaseId) => readonly ExhibitView[]
  records: (chain: CaseId) => readonly RecordView[]
  sightings: readonly (SightingView & { case: CaseId })[]
}

/** What every made-up exhibit says, for the search alone. */
export const FAKE_TEXT = 'Vi vet var du bor'
/** So few that a test sees the next page. */
const PAGE = 3

/** The search over what is made up: by the real words, in the order in which it was listed. */
export function fakeFind({ text, case: chain, kinds, witness, partial, after, account, step }: CallParsed<'search.find'>, known: Known): CallOutput<'search.find'> {
  const { words } = readSearch(text)
  if (words.length === 0 && chain === null && kinds.length === 0 && witness === null && !partial && account === null && step === null) throw new Refusal('search.too-short')
  const all = known.cases.flatMap((one) => everything(one, known))
  const fits = all.flatMap(({ document, hit }, index) => {
    const { words: fields } = document
    const isFound = words.every((word) => SEARCH_FIELDS.some((field) => fields[field].includes(word)))
    if (!isFound || (chain !== null && document.case !== chain) || (kinds.length > 0 && !kinds.includes(document.sort)) || (step !== null && document.step !== step)) return []
    if (account !== null && !document.accounts.some((name) => (account.exact ? name === foldWords(account.name) : name.includes(foldWords(account.name))))) return []
    if (witness !== null && (hit.what.kind !== 'exhibit' || hit.what.witnessed !== (witness === 'witnessed'))) return []
    if (partial && (hit.what.kind !== 'exhibit' || !hit.what.partial)) return []
    const found = SEARCH_FIELDS.filter((field) => words.some((word) => fields[field].includes(word)))
    return after !== null && index < after ? [] : [{ index, hit: { ...hit, found } }]
  })
  const hits = fits.slice(0, PAGE)
  return { hits: hits.map(({ hit }) => hit), next: fits.length > PAGE ? (hits.at(-1)?.index ?? 0) + 1 : null }
}

function everything(chain: CaseSummary, { exhibits, records, sightings }: Known): { document: SearchDocument; hit: Omit<SearchHit, 'found'> }[] {
  const { id, number, title } = chain
  const of = (document: SearchDocument, what: SearchHit['what'], name: string) => ({ document, hit: { what, case: { id, number, title }, title: name, day: document.day, withdrawn: document.withdrawn } })
  return [
    ...exhibits(id).map((one) => {
      const witnessed = isForWitness(one.kind) ? one.witnessed.some(({ standing }) => countsAsWitness(standing)) : null
      return of(exhibitDocument({ ...one, exhibit: one.id }, FAKE_TEXT), { kind: 'exhibit', id: one.id, number: one.number, sort: one.kind, partial: one.completeness?.verdict === 'partial', witnessed, replaced: one.supersededBy !== null }, one.title)
    }),
    ...sightings.filter((one) => one.case === id).map((one) => of(sightingDocument(id, 0, { ...one, sighting: one.id, row: null }), { kind: 'sighting', id: one.id, platform: one.platform, account: one.account, url: one.url }, '')),
    ...records(id).map((one) => of(recordDocument(id, one.seq, one.at, { record: one.id, content: one.content, withdrawn: one.withdrawn }), { kind: 'record', id: one.id, sort: one.content.kind, step: one.step }, 'what' in one.content ? one.content.what : '')),
    of(caseDocument(chain, 0), { kind: 'case' }, title),
  ]
}
