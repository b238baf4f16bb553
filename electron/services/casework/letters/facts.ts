import type { RecordView } from '../../../../shared/contract/index.ts'
import { addressKey, type Day, type ExhibitId, type Instant } from '../../../../shared/model/index.ts'

/** An exhibit as a letter names it. */
export interface LetterExhibit {
  id: ExhibitId
  number: number
  title: string
  /** Where it was captured, the address arrived at first and then the one asked for; empty: it isn't of the web. */
  urls: readonly string[]
  acquiredAt: Instant
  /** Hex. */
  contentRoot: string
  /** Null: it is of a kind that nobody witnesses. */
  witnessed: boolean | null
}

/** What is known of a case when a letter is drafted. Plain data: everything in it but ids, days and numbers may be hostile. */
export interface LetterFacts {
  case: { number: number; title: string; reference: string; description: string }
  officer: { name: string; title: string; contact: string }
  /** Name of the vault: that of the office. */
  office: string
  /** By the calendar of Sweden. */
  today: Day
  /** All of the case, by number. */
  exhibits: readonly LetterExhibit[]
  /** How many people witnessed any of them. */
  witnesses: number
  /** Those that hold. */
  records: readonly RecordView[]
  /** `first` and `last`: days on which something was posted or seen; null: nothing is recorded. */
  sightings: { total: number; secured: number; first: Day | null; last: Day | null }
  /** Id of a platform of `shared/law`, or a name; most sightings first. */
  platforms: readonly { name: string; count: number }[]
}

/** Exhibits that were captured at each address, in the order of the addresses. Links that lead to one place count as one. */
export function capturedAt(facts: LetterFacts, urls: readonly string[]): LetterExhibit[][] {
  const byPlace = new Map<string, LetterExhibit[]>()
  for (const exhibit of facts.exhibits) {
    for (const place of new Set(exhibit.urls.map(placeOf))) byPlace.set(place, [...(byPlace.get(place) ?? []), exhibit])
  }
  return urls.map((url) => byPlace.get(placeOf(url)) ?? [])
}

/** What isn't a web address is only the same as itself. */
const placeOf = (url: string): string => addressKey(url) ?? url
