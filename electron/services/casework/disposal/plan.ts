import { KEPT, OF_EXHIBIT, type CaseId, type ExhibitId, type Payload } from '../../../../shared/model/index.ts'
import type { ExhibitRow } from '../../evidence/index.ts'
import type { Ledger } from '../../ledger/index.ts'

/** What a disposal takes along. */
export interface Going {
  exhibits: ExhibitRow[]
  /** Entries whose payload goes, ascending; those of each exhibit beside. */
  entries: number[]
  entriesOf: ReadonlyMap<ExhibitId, readonly number[]>
  attestations: number
  /** Of the bundles whose entries stay: numbers of those that were made with one of the exhibits. */
  bundles: number[]
  /** Of the records that stay: how many these exhibits are tied to. */
  records: number
  /** Sightings that stay, and stood on a list that goes. */
  listed: number
}

/**
 * The exhibits that say the same thing as the chosen ones: every version of a note, and what was loaded of a page for a witness together
 * with the exhibit that it was held against. One without the other would leave what the decision wants gone. A check of what was reported
 * goes with what it was held against, and may go alone. `checks`: by check, what it was held against.
 */
export function together(all: readonly ExhibitRow[], chosen: ReadonlySet<ExhibitId>, checks: ReadonlyMap<ExhibitId, ExhibitId>): ExhibitRow[] {
  const joined = new Set(chosen)
  for (let size = -1; size !== joined.size; ) {
    size = joined.size
    for (const { id, supersedes, compares } of all) {
      for (const other of [supersedes, compares]) {
        if (other === null) continue
        if (joined.has(id)) joined.add(other)
        if (joined.has(other)) joined.add(id)
      }
      const against = checks.get(id)
      if (against !== undefined && joined.has(against)) joined.add(id)
    }
  }
  return all.filter(({ id }) => joined.has(id))
}

/** @throws Refusal `evidence.damaged` */
export function checksIn(ledger: Ledger, chain: CaseId): Map<ExhibitId, ExhibitId> {
  const found = new Map<ExhibitId, ExhibitId>()
  for (const { seq, type, payload } of ledger.chain(chain)) {
    if (type !== 'post.checked' || payload === null) continue
    const { exhibit, against } = ledger.payload(seq, type)
    if (against !== null) found.set(exhibit, against)
  }
  return found
}

/** @throws Refusal `evidence.damaged` where an entry doesn't hold: what it speaks of isn't known then */
export function goingWith(ledger: Ledger, chain: CaseId, exhibits: ExhibitRow[]): Going {
  const entriesOf = new Map<ExhibitId, number[]>(exhibits.map(({ id }) => [id, []]))
  const going: Going = { exhibits, entries: [], entriesOf, attestations: 0, bundles: [], records: 0, listed: 0 }
  const ids = new Set<ExhibitId>(entriesOf.keys())
  const listed = new Set<string>()
  const records = new Map<string, boolean>()
  for (const { seq, type, payload } of ledger.chain(chain)) {
    if (payload === null) continue
    if (OF_EXHIBIT.has(type)) {
      const said = ledger.payload(seq, type as 'exhibit.acquired' | 'exhibit.redacted' | 'exhibit.attested' | 'reading.corrected' | 'post.checked')
      if (!ids.has(said.exhibit)) continue
      going.entries.push(seq)
      entriesOf.get(said.exhibit)?.push(seq)
      if (said.type === 'exhibit.attested') going.attestations += 1
    } else if (type === 'bundle.exported') {
      const said = ledger.payload(seq, type)
      if (isIn(said, ids)) going.bundles.push(said.number)
    } else if (type === 'sighting.recorded') {
      const { source, sightings } = ledger.payload(seq, type)
      for (const { sighting, withdrawn } of sightings) {
        if (source.kind === 'list' && ids.has(source.exhibit)) listed.add(sighting)
        if (withdrawn !== null) listed.delete(sighting)
      }
    } else if (type === 'step.recorded') {
      const said = ledger.payload(seq, type)
      records.set(said.record, said.withdrawn === null && said.exhibits.some(({ exhibit }) => ids.has(exhibit)))
    }
  }
  going.records = [...records.values()].filter(Boolean).length
  going.listed = listed.size
  return going
}

const isIn = ({ exhibits, derived }: Payload<'bundle.exported'>, ids: ReadonlySet<ExhibitId>): boolean =>
  [...exhibits, ...(derived?.masked ?? [])].some(({ exhibit }) => ids.has(exhibit))

/** Everything that the case's chain still says, but what accounts for disposals. */
export function goingWithCase(ledger: Ledger, chain: CaseId, exhibits: ExhibitRow[]): Going {
  const entries: number[] = []
  const bundles: number[] = []
  let attestations = 0
  for (const { seq, type, payload } of ledger.chain(chain)) {
    if (payload === null || KEPT.has(type)) continue
    entries.push(seq)
    if (type === 'exhibit.attested') attestations += 1
    if (type === 'bundle.exported') bundles.push(ledger.payload(seq, type).number)
  }
  return { exhibits, entries, entriesOf: new Map(), attestations, bundles, records: 0, listed: 0 }
}
