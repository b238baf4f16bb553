import { canonicalJson, sha256Hex, utf8 } from '../encoding/index.ts'
import type { Day, Instant, ReferenceArea, ReferenceContent, ReferenceId, ReferenceKind } from '../model/index.ts'
import { AGENCIES, type Agency } from './agencies.ts'
import { ENGINES, type Engine } from './engines.ts'
import { OFFENCES, type Offence } from './offences.ts'
import { PLATFORMS, platformOf, type Platform } from './platforms.ts'
import { OPERATOR_RETENTION, type Retention } from './retention.ts'

/**
 * What an office added to the shipped data, put together with it in one place. Nothing shipped is changed by that: what is added
 * stands beside it, with who wrote it and from where.
 */

/** An addition as it stands in the log. */
export interface Addition<K extends ReferenceKind = ReferenceKind> {
  id: ReferenceId
  content: ReferenceContent<K>
  source: string
  date: Day
  by: string
  at: Instant
  /** Why it doesn't hold after all; null: it does. */
  withdrawn: string | null
  /** The shipped entry that it stands beside is another than it was then, or isn't there any more. */
  stale: boolean
}

interface Shipped {
  platform: Platform
  engine: Engine
  agency: Agency
  offence: Offence
  retention: Retention
}
const SHIPPED: { [A in ReferenceArea]: readonly Shipped[A][] } = {
  platform: PLATFORMS,
  engine: ENGINES,
  agency: AGENCIES,
  offence: OFFENCES,
  retention: OPERATOR_RETENTION,
}

/** Everything of one part of the data, in the order in which it is shown. */
export const shippedIn = <A extends ReferenceArea>(area: A): readonly Shipped[A][] => SHIPPED[area]

/** SHA-256 over an entry as it is shipped; null: there is no such entry. What somebody said of it was said of that text. */
export function shippedDigest(area: ReferenceArea, id: string): string | null {
  const entry = shippedIn(area).find((each) => each.id === id)
  return entry === undefined ? null : sha256Hex(utf8(canonicalJson(entry)))
}

const holding = <K extends ReferenceKind>(additions: readonly Addition[], kind: K): Addition<K>[] =>
  additions.filter((one): one is Addition<K> => one.content.kind === kind && one.withdrawn === null)

/** Additions of a kind that hold and stand beside a shipped entry, oldest first. */
export const besideOf = <K extends ReferenceKind>(additions: readonly Addition[], kind: K, id: string): Addition<K>[] =>
  holding(additions, kind).filter(({ content }) => content.of === id)

/** Additions of a kind that hold and stand by themselves. */
export const ownOf = <K extends 'platform' | 'engine' | 'agency'>(additions: readonly Addition[], kind: K): Addition<K>[] =>
  holding(additions, kind).filter(({ content }) => content.of === null)

/** Names are held against each other as people read them. */
export const sameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other)
const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/**
 * The addition of its own that a record means. Records name shipped entries by their id and all others by their name, so that what
 * is written down can be read where the addition isn't: in a bundle, and when it was taken back.
 */
export const ownNamed = <K extends 'platform' | 'engine'>(additions: readonly Addition[], kind: K, name: string): Addition<K> | null =>
  ownOf(additions, kind).find(({ content }) => content.name !== null && sameName(content.name, name)) ?? null

/** Whether a name means something shipped already: an id, or a name in either language. */
export function isShippedName(area: 'platform' | 'engine' | 'agency', name: string): boolean {
  return shippedIn(area).some((entry) => [entry.id, ...(typeof entry.name === 'string' ? [entry.name] : [entry.name.sv, entry.name.en])].some((known) => sameName(known, name)))
}

/** Whether one of two hosts is the other or lies below it. */
export const hostsMeet = (one: string, other: string): boolean => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)

/**
 * What a record calls the platform that a host belongs to: the id of a shipped one, or the name of one of the office's own. The
 * shipped hosts come first: an addition can't draw them to another. Null: none that is known, or no name of a host.
 */
export function platformNameOf(hostname: string, additions: readonly Addition[]): string | null {
  const shipped = platformOf(hostname)
  if (shipped !== null) return shipped.id
  const host = hostname.toLowerCase().replace(/\.$/, '')
  const found = holding(additions, 'platform').find(({ content }) => content.hosts.some((each) => host === each || host.endsWith(`.${each}`)))
  return found === undefined ? null : (found.content.of ?? found.content.name)
}

/** Who held an entry against its source, the newest first; only of the entry as it is shipped now. */
export const checksOf = (additions: readonly Addition[], area: ReferenceArea, id: string): Addition<'checked'>[] =>
  besideOf(additions, 'checked', id)
    .filter(({ content, stale }) => content.area === area && !stale)
    .toReversed()
