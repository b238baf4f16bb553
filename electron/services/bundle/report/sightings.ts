import { addressKey, capturedAddresses, type Day, type RecordedSighting } from '../../../../shared/model/index.ts'
import type { CaseContents } from '../contents.ts'
import type { ReportRequest } from './types.ts'

/** A sighting as its newest entry in the bundle has it. */
export interface Seen {
  said: RecordedSighting
  /** The day that the post shows, else the first on which somebody here saw it. */
  day: Day
  /** Numbers of the captures in the bundle that show its address, ascending. */
  exhibits: readonly number[]
}

/** Where something was seen, as far as the entries in the bundle say: nothing here is from anywhere else. */
export interface Sightings {
  /** Those that hold, by day and then in the order in which they were noted. */
  held: readonly Seen[]
  /** How many were taken back. */
  withdrawn: number
  /** Entries (`seq`) that say so, ascending: their payloads hold what is cut here. */
  entries: readonly number[]
  /** Exhibits that lists came as. */
  lists: readonly number[]
  /** Entries whose payload is left out of this bundle, and those whose payload was disposed of. */
  withheld: number
  disposed: number
}

/** Masked bundles show none, whatever else of their contents is read. */
export function readSightings({ contents, request: { profile } }: Pick<ReportRequest, 'contents' | 'request'>): Sightings {
  const newest = new Map<string, RecordedSighting>()
  const entries: number[] = []
  const lists = new Set<number>()
  let [withheld, disposed] = [0, 0]
  for (const { entry, payload, withheld: isOut } of contents.custody) {
    if (entry.type !== 'sighting.recorded') continue
    if (payload === null) {
      if (isOut) withheld += 1
      else disposed += 1
      continue
    }
    if (payload.value.type !== 'sighting.recorded' || profile === 'masked') continue
    entries.push(entry.seq)
    if (payload.value.source.kind === 'list') lists.add(payload.value.source.number)
    for (const said of payload.value.sightings) newest.set(said.sighting, said)
  }
  const captures = capturesOf(contents)
  const holding = [...newest.values()].filter((said) => said.withdrawn === null)
  const held = holding
    .map((said): Seen => ({ said, day: said.postedOn ?? said.seenOn, exhibits: captures.get(addressKey(said.url) ?? '') ?? [] }))
    .toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1))
  return { held, withdrawn: newest.size - holding.length, entries, lists: [...lists].toSorted((a, b) => a - b), withheld, disposed }
}

/** Numbers by address, as two links to one place are held to be the same. */
function capturesOf({ exhibits }: CaseContents): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { row, acquired } of exhibits) {
    if (acquired.kind !== 'capture') continue
    for (const address of capturedAddresses(acquired.source)) found.set(address, [...(found.get(address) ?? []), row.number])
  }
  return found
}

/** Sums of one platform, account or of all. */
export interface Share {
  captured: number
  missing: number
  /** Sum of what is known of the reach; whole numbers of any size. */
  reach: bigint
  /** Of how many the reach is known. */
  known: number
}

export const shareOf = (some: readonly Seen[]): Share => {
  const captured = some.filter(({ exhibits }) => exhibits.length > 0).length
  const known = some.flatMap(({ said: { reach } }) => (reach === null ? [] : [BigInt(reach)]))
  return { captured, missing: some.length - captured, reach: known.reduce((sum, each) => sum + each, 0n), known: known.length }
}
