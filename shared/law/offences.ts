import { checkDay } from './days.ts'
import { HONOUR_OFFENCES } from './offences-honour.ts'
import { LIBERTY_OFFENCES } from './offences-liberty.ts'
import { PUBLIC_OFFENCES } from './offences-public.ts'
import type { Day, Sourced, Text } from './types.ts'

/** One thing that has to have been so for the offence (rekvisit), in plain words of ours: what evidence is held against. */
export interface Element {
  /** `offence.element`: unique among all, so that a link from an exhibit needs no more. */
  id: string
  text: Text
}

/** An offence, each degree by itself. That it is listed says what may be looked into and never that it was committed. */
export interface Offence extends Sourced {
  /** Kept in cases: never changed. */
  id: string
  name: Text
  /** Months of imprisonment at most. 0: fine only. */
  maxMonths: number
  penalty: Text
  elements: readonly Element[]
  /** Id of the ordinary degree, all of whose elements have to be met as well. `null`: this is it. */
  ordinary: string | null
  /** What a public prosecution needs besides: a report by the injured party (angivelse) or public interest. */
  complaint: Text | null
  /** It needs exercise of public authority or an office that is protected alike: what matter it was has to be recorded. */
  publicAuthority: boolean
  notes: Text | null
}

/** In the order of the code. */
export const OFFENCES: readonly Offence[] = [...LIBERTY_OFFENCES, ...HONOUR_OFFENCES, ...PUBLIC_OFFENCES]

/**
 * Those that the law knew on a day, the day of the act (for one that went on, its last).
 *
 * @param among Others than those carried, where the municipality has changed them.
 * @throws {RangeError} A day that doesn't exist.
 */
export function offencesOn(day: Day, among: readonly Offence[] = OFFENCES): Offence[] {
  checkDay(day)
  return among.filter(({ from, until }) => (from === null || from <= day) && (until === null || day <= until))
}

/** `null`: no such id. An offence of an earlier law keeps its own. */
export const offenceOf = (id: string): Offence | null => OFFENCES.find((offence) => offence.id === id) ?? null
