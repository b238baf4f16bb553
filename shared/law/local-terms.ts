import type { Day, Instant } from '../model/index.ts'
import { limitationIn, limitationOf, type LimitationInput } from './limitation.ts'
import { besideOf, type Addition } from './local.ts'

/** How long an office holds an offence to be open, where it noted that, and where it has it from. */
export interface LocalTerm {
  years: number
  source: string
  by: string
  at: Instant
}

export const localTermsOf = (additions: readonly Addition[], offence: string): LocalTerm[] =>
  besideOf(additions, 'offence-note', offence).flatMap(({ content: { years }, source, by, at }) => (years === null ? [] : [{ years, source, by, at }]))

/** The last safe day by the law as shipped (`term` null) or by a note of the office. */
export interface Reckoned {
  day: Day
  years: number
  term: Omit<LocalTerm, 'years'> | null
  /** Something stopped it in time. */
  stopped: boolean
}

/**
 * The day that an alarm goes by, with all that it was reckoned from. A note of the office never makes it later and never makes it go
 * away: the earliest day counts of those reckonings that nothing stopped in time, the shipped one always among them.
 *
 * @returns null where all of them were stopped
 * @throws {RangeError} as `limitationOf`
 */
export function earliestLimitation(input: LimitationInput, terms: readonly LocalTerm[]): { day: Day; reckoned: Reckoned[] } | null {
  const reckoned = [
    { term: null, ...limitationOf(input) },
    ...terms.map(({ years, ...term }) => ({ term, ...limitationIn({ years, lastDay: input.lastDay, stops: input.stops }) })),
  ].map(({ term, lastSafeDay, years, stopped }): Reckoned => ({ day: lastSafeDay, years, term, stopped: stopped !== null }))
  const [day] = reckoned.filter(({ stopped }) => !stopped).map((one) => one.day).toSorted()
  return day === undefined ? null : { day, reckoned }
}
