import { Refusal, SIGHTINGS_PAGE, type LinkFinding, type SightingQuery, type SightingView, type SightingsAdded, type Spread } from '../../../shared/contract/index.ts'
import { SIGHTINGS_PER_ENTRY, addressKey, type CaseId, type Day, type Payload, RecordedSighting, type SightingFields, type SightingId, type SightingSource } from '../../../shared/model/index.ts'
import { placed, type ActorSession, type Append, type Ledger } from '../ledger/index.ts'
import { readLinks } from './links.ts'
import type { SecuredBy, SightingRow, SightingStore } from './ports.ts'

export interface SightingsOptions {
  store: SightingStore
  ledger: Ledger
  /** Throws `case.not-found`. */
  requireCase(id: CaseId): void
  /** Addresses that wait to be captured, as browsers write them. */
  queued(chain: CaseId): readonly string[]
  /** Id of the platform that a host belongs to; null: none that is known. */
  platformOf(host: string): string | null
  today(): Day
  newId(): SightingId
}

/** A sighting on its way into a case. `row`: line of the list it stands on, null where it was typed. */
export type SightingDraft = SightingFields & { row: number | null }

/** What became of each draft, in their order. */
type Joined = 'added' | 'known' | 'filled'

/** Places where something was seen. Two links to one place are one sighting; what a later one knows more is filled in. */
export interface Sightings {
  page(query: SightingQuery): { rows: SightingView[]; total: number }
  spread(chain: CaseId): Spread
  /** One as it was signed, and where, without reading the others of its entry. `held`: entries that were held for others of the same answer. @throws Refusal `sighting.not-found`, `evidence.damaged` */
  signed(id: SightingId, held?: HeldSightings): { said: RecordedSighting; case: CaseId; seq: number }
  /** Takes the links out of a pasted text. */
  addText(by: ActorSession, chain: CaseId, text: string): SightingsAdded
  /** All of them or, where anything fails, none. Throws for an address that isn't http or https: those are sorted out before. */
  add(by: ActorSession, chain: CaseId, source: SightingSource, drafts: readonly SightingDraft[]): Joined[]
  /** @throws Refusal `sighting.not-found`, `sighting.changed-meanwhile`, `sighting.withdrawn`, `sighting.no-address`, `sighting.known` */
  change(by: ActorSession, id: SightingId, revision: number, fields: SightingFields): void
  /** It stays in the log, and where its link comes again it counts again. @throws Refusal `sighting.not-found` */
  withdraw(by: ActorSession, id: SightingId, reason: string): void
  /** Addresses that no capture shows, oldest first. */
  unsecured(chain: CaseId): string[]
  /** Addresses of these; those that are of another case are left out. */
  addresses(chain: CaseId, ids: readonly SightingId[]): string[]
}

type HeldSighting = Pick<Payload<'sighting.recorded'>, 'case' | 'sightings'>
/** By the place of the entry in the log. Held against it, and not looked at further. */
export type HeldSightings = Map<number, HeldSighting>

/** Lines told of a pasted text. */
const TOLD = 100

export function createSightings({ store, ledger, requireCase, queued, platformOf, today, newId }: SightingsOptions): Sightings {
  type Entry = ReturnType<typeof placed<'sighting.recorded'>>
  /** As it was signed. `entries`: those that are read already, for rows of one page mostly share one. */
  function read(row: SightingRow, entries = new Map<number, Entry>()) {
    const entry = entries.get(row.seq) ?? placed(ledger, row.seq, 'sighting.recorded')
    entries.set(row.seq, entry)
    const { at, payload } = entry
    const said = payload.sightings[row.place]
    if (payload.case !== row.case || said === undefined || said.sighting !== row.id || said.revision !== row.revision) {
      throw new Refusal('evidence.damaged', { seq: row.seq, part: 'sighting' })
    }
    return { said, at, by: payload.actor.name, source: payload.source }
  }

  function heldSighting(seq: number, damaged: () => Refusal): HeldSighting {
    try {
      return JSON.parse(ledger.payloadText(seq, 'sighting.recorded')) as HeldSighting
    } catch (error) {
      // The row may name no entry, or one of another kind.
      throw error instanceof Refusal ? error : damaged()
    }
  }

  function view(row: SightingRow & { by: SecuredBy | null }, waiting: ReadonlySet<string>, entries: Map<number, Entry>): SightingView {
    const { said, at, by, source } = read(row, entries)
    const { sighting: id, row: line, ...rest } = said
    const { by: capture } = row
    return {
      id,
      ...rest,
      list: source.kind === 'list' ? { number: source.number, row: line } : null,
      at,
      by,
      exhibit: capture && { id: capture.id, number: capture.number, complete: !capture.partial, witnessed: !capture.unwitnessed },
      queued: waiting.has(row.address),
    }
  }

  /** Puts what was said into entries of at most so many, and rows beside. */
  function write(append: Append, chain: CaseId, source: SightingSource, said: readonly { sighting: RecordedSighting; address: string; isNew: boolean }[]): void {
    for (let from = 0; from < said.length; from += SIGHTINGS_PER_ENTRY) {
      const part = said.slice(from, from + SIGHTINGS_PER_ENTRY)
      const { seq } = append(chain, { type: 'sighting.recorded', case: chain, source, sightings: part.map(({ sighting }) => sighting) })
      for (const [place, { sighting, address, isNew }] of part.entries()) {
        const { sighting: id, revision, platform, account, postedOn, seenOn, reach, withdrawn } = sighting
        const row: SightingRow = { id, case: chain, revision, seq, place, address, platform, account, postedOn, seenOn, reach, withdrawn: withdrawn !== null }
        if (isNew) store.insert(row, sighting)
        else store.update(row, sighting)
      }
    }
  }

  function add(by: ActorSession, chain: CaseId, source: SightingSource, drafts: readonly SightingDraft[]): Joined[] {
    requireCase(chain)
    const entries: Map<number, Entry> = new Map()
    const pending = new Map<string, { sighting: RecordedSighting; address: string; isNew: boolean }>()
    const outcomes = drafts.map((draft): Joined => {
      const address = addressKey(draft.url)
      if (address === null) throw new TypeError('a sighting needs an address')
      const earlier = pending.get(address)
      const row = earlier === undefined ? store.at(chain, address) : null
      const known = earlier?.sighting ?? (row === null ? null : read(row, entries).said)
      if (known === null) {
        pending.set(address, { sighting: { sighting: newId(), revision: 1, ...draft, withdrawn: null }, address, isNew: true })
        return 'added'
      }
      const merged = joined(known, draft)
      if (merged === null) return 'known'
      const revision = earlier === undefined ? known.revision + 1 : known.revision
      // The entry names the list that is read now: an earlier list's line says nothing in it.
      const line = earlier === undefined ? draft.row : known.row
      pending.set(address, { sighting: { ...merged, revision, row: line }, address, isNew: earlier?.isNew ?? false })
      return 'filled'
    })
    if (pending.size > 0) ledger.commit(by, (append) => write(append, chain, source, [...pending.values()]))
    return outcomes
  }

  let counted: { chain: CaseId; size: number; spread: Spread } | null = null

  function row(id: SightingId): SightingRow {
    const found = store.get(id)
    if (found === null) throw new Refusal('sighting.not-found')
    return found
  }

  function revise(by: ActorSession, { case: chain }: SightingRow, address: string, sighting: RecordedSighting): void {
    ledger.commit(by, (append) => write(append, chain, { kind: 'typed' }, [{ sighting: { ...sighting, row: null }, address, isNew: false }]))
  }

  return {
    add,
    signed(id, held = new Map()) {
      const { case: chain, seq, place, revision } = row(id)
      const damaged = () => new Refusal('evidence.damaged', { seq, part: 'sighting' })
      let payload = held.get(seq)
      if (payload === undefined) {
        payload = heldSighting(seq, damaged)
        held.set(seq, payload)
      }
      const said = RecordedSighting.safeParse(payload.sightings[place])
      if (payload.case !== chain || !said.success || said.data.sighting !== id || said.data.revision !== revision) throw damaged()
      return { said: said.data, case: chain, seq }
    },
    spread(chain) {
      // Counting tens of thousands takes a tenth of a second, and nothing is otherwise as long as the log rests.
      const { size } = ledger.head()
      if (counted?.chain !== chain || counted.size !== size) counted = { chain, size, spread: store.spread(chain) }
      return counted.spread
    },

    page(query) {
      requireCase(query.case)
      const waiting = new Set(queued(query.case).map((url) => addressKey(url) ?? ''))
      const { rows, total } = store.page(query, SIGHTINGS_PAGE)
      const entries: Map<number, Entry> = new Map()
      return { rows: rows.map((found) => view(found, waiting, entries)), total }
    },

    addText(by, chain, text) {
      requireCase(chain)
      const { findings, cut } = readLinks(text)
      const links = findings.flatMap(({ url }) => url ?? [])
      const drafts = links.map((url): SightingDraft => ({ url, platform: platformOf(new URL(url).hostname) ?? '', account: '', postedOn: null, seenOn: today(), reach: null, note: '', row: null }))
      const outcomes = add(by, chain, { kind: 'typed' }, drafts)
      const counted = (what: Joined) => outcomes.filter((outcome) => outcome === what).length
      let at = 0
      const told = findings.flatMap(({ line, text: quoted, outcome, url }) => {
        const became = url === null ? outcomeOf(outcome) : (outcomes[at++] ?? 'known')
        return became === 'added' ? [] : [{ line, text: quoted, outcome: became }]
      })
      return { added: counted('added'), known: counted('known'), filled: counted('filled'), told: told.slice(0, TOLD), cut }
    },

    change(by, id, revision, fields) {
      const found = row(id)
      const { said } = read(found)
      if (said.revision !== revision) throw new Refusal('sighting.changed-meanwhile')
      // A correction would put it back among those that count, and nobody would have said so.
      if (said.withdrawn !== null) throw new Refusal('sighting.withdrawn')
      const address = addressKey(fields.url)
      if (address === null) throw new Refusal('sighting.no-address')
      const other = store.at(found.case, address)
      if (other !== null && other.id !== id) throw new Refusal('sighting.known')
      const next = { ...said, ...fields }
      if (JSON.stringify(next) !== JSON.stringify(said)) revise(by, found, address, { ...next, revision: revision + 1 })
    },

    withdraw(by, id, reason) {
      const found = row(id)
      const { said } = read(found)
      if (said.withdrawn === null) revise(by, found, found.address, { ...said, revision: said.revision + 1, withdrawn: reason })
    },

    unsecured(chain) {
      const entries = new Map<number, Entry>()
      return store.unsecured(chain).map((found) => read(found, entries).said.url)
    },
    addresses: (chain, ids) => ids.flatMap((id) => {
      const found = store.get(id)
      return found?.case === chain ? [read(found).said.url] : []
    }),
  }
}

/** What the later one knows and the earlier doesn't, or that it belongs to the case again; null: nothing. */
function joined(known: RecordedSighting, draft: SightingDraft): RecordedSighting | null {
  const seenOn = draft.seenOn < known.seenOn ? draft.seenOn : known.seenOn
  const merged = {
    ...known,
    platform: known.platform || draft.platform,
    account: known.account || draft.account,
    postedOn: known.postedOn ?? draft.postedOn,
    seenOn,
    reach: known.reach ?? draft.reach,
    note: known.note || draft.note,
    withdrawn: null,
  }
  return JSON.stringify(merged) === JSON.stringify(known) ? null : merged
}

/** What isn't a link is told as reading links tells it; the rest can't come from there. */
const outcomeOf = (outcome: LinkFinding['outcome']): SightingsAdded['told'][number]['outcome'] =>
  outcome === 'queued' || outcome === 'full' ? 'known' : outcome
