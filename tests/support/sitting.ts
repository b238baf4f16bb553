import { createWitness, type Loaded } from '../../electron/services/witness/index.ts'
import type { Comparison, ExhibitId, PersonId, Relation } from '../../shared/model/index.ts'
import { createOffice } from './memory-office.ts'

export const NOTHING = { agrees: null, reservation: '' } as const
export const COLLEAGUE: Relation = { exposed: 'colleague', officer: 'none', words: '' }
export const URL_OF_POST = 'https://forum.example/t/4711'

/** An office with one exhibit and a witness, and the steps of a sitting without browser or window. */
export function createSitting() {
  const office = createOffice()
  const chain = office.openCase()
  const source = { requestedUrl: URL_OF_POST, finalUrl: URL_OF_POST, pageTitle: 'Inlägg', status: 200 }
  const exhibit = office.acquire(chain, 'Inlägg i ”Vi i byn”', { source })
  const vera = office.enrol('Vera Vittne')
  const witness = createWitness({
    store: office.stores.attestations,
    lookups: {
      exhibit: office.stores.evidence.get,
      supersededBy: office.stores.evidence.supersededBy,
      case: office.casework.get,
    },
    people: office.people,
    ledger: office.ledger,
    vault: { id: office.vault, name: 'Säkerhetsenheten' },
    clock: () => office.time.wall,
    now: () => office.time.steady,
  })

  function begin({ exhibits = [exhibit.id], by = vera.id, relation = COLLEAGUE, language = 'sv' }: { exhibits?: ExhibitId[]; by?: PersonId; relation?: Relation; language?: 'sv' | 'en' } = {}) {
    witness.begin({ exhibits, witness: by, relation, language })
  }

  /** The original as it was loaded anew, without a browser. */
  function load(of: Partial<Comparison> = {}, texts: Partial<Loaded> = {}, look = true): void {
    const row = office.acquire(chain, 'Inlägg', { kind: 'comparison', compares: exhibit.id, sitting: witness.id() })
    const none = { result: 'same', why: null, total: 0, list: [] } as const
    const comparison: Comparison = {
      v: 1,
      of: { exhibit: exhibit.id, number: exhibit.number, contentRoot: exhibit.contentRoot },
      way: 'own',
      load: { at: witness.instant(), requestedUrl: URL_OF_POST, finalUrl: URL_OF_POST, status: 200, refused: null, notes: [] },
      state: 'same',
      text: { ...none, savedLines: 3, loadedLines: 3, list: [] },
      picture: { ...none, saved: { width: 10, height: 10 }, loaded: { width: 10, height: 10 }, sameRows: 10, list: [] },
      posts: { ...none, savedPosts: 1, loadedPosts: 1, list: [] },
      ...of,
    }
    const page = { text: 'Arga Kalle\n@arga\nVi vet var du bor', whole: true }
    witness.loaded(exhibit.id, { row, comparison, reading: null, loaded: page, saved: page, ...texts })
    if (comparison.load.refused === null && look) witness.looked(exhibit.id, true)
  }

  /** Draws up the statement and answers with it. */
  function draft(of = exhibit.id, said: { agrees: 'yes' | 'no' | 'unsure' | null; reservation: string } = NOTHING) {
    witness.draft(of, said)
    return item(of).draft!
  }

  const item = (of = exhibit.id) => witness.view()!.items.find((each) => each.exhibit === of)!
  const attested = () => office.stores.attestations.list(exhibit.id)

  /** From the beginning to the statement, as on a machine where nothing can be loaded; `shown`: what was saved was put up. */
  function quick({ shown = true, ...how }: Parameters<typeof begin>[0] & { shown?: boolean } = {}) {
    begin(how)
    const [of = exhibit.id] = how.exhibits ?? []
    if (item(of).stage === 'waiting') witness.passOver(of)
    if (shown) witness.shown(of)
    return draft(of)
  }

  return { ...office, chain, exhibit, vera, witness, begin, load, draft, item, attested, quick }
}
