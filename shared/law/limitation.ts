import { checkDay, dayBefore, monthsAfter } from './days.ts'
import type { Offence } from './offences.ts'
import { penalCode } from './penal-code.ts'
import type { Day, Sourced, Text } from './types.ts'

const STATUTES = 'https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling'

/** What keeps an offence from being barred (BrB 35:2). A police report isn't among it: it stops nothing. */
export const STOP_KINDS = ['detained', 'served', 'penalty-order'] as const
export type StopKind = (typeof STOP_KINDS)[number]

/**
 * The suspect was detained by a court (häktad), served with the indictment, or approved a summary penalty order. A detention
 * that ended without an indictment, and a case that was dismissed, count as if they hadn't been (BrB 35:3): leave them out.
 */
export interface Stop {
  kind: StopKind
  on: Day
}

/** Since then BrB ch. 35 reads as here, and an approved penalty order stops the time, for offences of that day and later. */
const CHAPTER_FROM: Day = '2025-04-01'

export const LIMITATION_RULE: Sourced & { notes: Text } = {
  ...penalCode('35 kap. 1–5 §§', 'ch. 35 ss. 1–5', CHAPTER_FROM),
  notes: {
    sv: 'Tiden räknas från dagen för brottet, och krävs det att något följer av gärningen, från den dag det inträffade. En polisanmälan stoppar den inte. Det gör att den misstänkte häktas, får del av åtalet eller, för brott från den 1 april 2025, godkänner ett strafföreläggande. Friges den häktade utan åtal, eller avvisas eller avskrivs målet, räknas det som om det inte hade hänt. Reglerna gäller även äldre brott, om de inte redan var preskriberade den 1 april 2025. Även när tiden har stoppats finns en yttersta gräns: fem år om bara böter kan följa, femton år om straffet är högst två års fängelse, annars trettio år. Kontrollera med jurist.',
    en: 'Time runs from the day of the offence and, where something has to follow from the act, from the day it did. A police report does not stop it. What does is that the suspect is detained by a court, is served with the indictment or, for offences since 1 April 2025, approves a summary penalty order. If the detained person is released without an indictment, or the case is dismissed or struck out, it counts as if it had not happened. The rules hold for older offences too unless already barred on 1 April 2025. Even when time has been stopped there is an outer limit: five years where only a fine can follow, fifteen where the maximum is two years in prison, otherwise thirty. Check with a lawyer.',
  },
}

/** BrB 35:2: up to so many months of imprisonment, so many years. */
const STEPS: readonly (readonly [upTo: number, years: number])[] = [
  [12, 2],
  [24, 5],
  [60, 10],
  [96, 15],
  [Infinity, 25],
]

/**
 * Years in which an offence is barred, from the months of imprisonment that the law has for it at most (0: fine only). What
 * can be punished with imprisonment for life is never barred (BrB 35:10) and isn't asked about here.
 *
 * @throws {RangeError} No number of months.
 */
export function limitationYears(maxMonths: number): number {
  const step = maxMonths >= 0 ? STEPS.find(([upTo]) => maxMonths <= upTo) : undefined
  if (step === undefined) throw new RangeError(`Not a number of months: ${maxMonths}`)
  return step[1]
}

/**
 * When a time of years ends. By lag (1930:173) 1 § it is the corresponding day. Whether the day of the offence counts as the
 * first of them, so that the last is the day before, is for a lawyer to say; who relies on the later day and is wrong has lost
 * the case, who relies on the earlier one and is wrong has lost nothing. Alarms go by `lastSafeDay`.
 */
export interface Deadline {
  years: number
  correspondingDay: Day
  lastSafeDay: Day
}

const deadline = (start: Day, years: number): Deadline => {
  const correspondingDay = monthsAfter(start, 12 * years)
  return { years, correspondingDay, lastSafeDay: dayBefore(correspondingDay) }
}

export interface Limitation extends Deadline {
  /** What stopped the time, the first there was: nothing later than the last safe day. */
  stopped: Stop | null
  /** Something came that would have stopped it, and only after the corresponding day. */
  tooLate: boolean
  /** The first that came, came on the corresponding day itself: in time or not, a lawyer has to say. */
  doubtful: boolean
}

export interface LimitationInput {
  offence: Pick<Offence, 'maxMonths'>
  /** Day of the offence, the last one where it went on over time; the day of the effect where one is required (BrB 35:5). */
  lastDay: Day
  stops: readonly Stop[]
}

/**
 * When an offence is barred, and whether that was stopped (BrB 35:2 and 35:5).
 *
 * @throws {RangeError} A day that doesn't exist, or a stop before the offence.
 */
export const limitationOf = ({ offence, lastDay, stops }: LimitationInput): Limitation =>
  limitationIn({ years: limitationYears(offence.maxMonths), lastDay, stops })

/** The same by a time of years that somebody says. @throws {RangeError} as `limitationOf` */
export function limitationIn({ years, lastDay, stops }: Pick<LimitationInput, 'lastDay' | 'stops'> & { years: number }): Limitation {
  const end = deadline(lastDay, years)
  for (const { on } of stops) {
    if (checkDay(on) < lastDay) throw new RangeError(`Stopped on ${on}, before the offence of ${lastDay}`)
  }
  const first = stops
    .filter(({ kind }) => kind !== 'penalty-order' || lastDay >= CHAPTER_FROM)
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))[0]
  return {
    ...end,
    stopped: first !== undefined && first.on <= end.lastSafeDay ? first : null,
    tooLate: first !== undefined && first.on > end.correspondingDay,
    doubtful: first?.on === end.correspondingDay,
  }
}

export interface Limited<O> {
  offence: O
  limitation: Limitation
}

/**
 * Several offences, each by itself. Where they are one act, there may be a sanction for all of them as long as one isn't
 * barred (BrB 35:2 second paragraph): then `last` is the end. Which of them a court finds isn't known before: alarms go by
 * `first`. Of equals, the earlier in the list.
 *
 * @throws {RangeError} No offences, or what `limitationOf` throws.
 */
export function limitationsOf<O extends LimitationInput['offence']>({ offences, lastDay, stops }: {
  offences: readonly O[]
  lastDay: Day
  stops: readonly Stop[]
}): { each: Limited<O>[]; first: Limited<O>; last: Limited<O> } {
  const each = offences.map((offence) => ({ offence, limitation: limitationOf({ offence, lastDay, stops }) }))
  const byEnd = each.toSorted((a, b) => a.limitation.years - b.limitation.years)
  const first = byEnd[0]
  if (first === undefined) throw new RangeError('No offences')
  const longest = Math.max(...each.map(({ limitation }) => limitation.years))
  return { each, first, last: byEnd.find(({ limitation }) => limitation.years === longest) ?? first }
}

export const CIVIL_RULE: Sourced & { years: number; notes: Text } = {
  source: `${STATUTES}/preskriptionslag-1981130_sfs-1981-130/`,
  cite: { sv: 'preskriptionslagen (1981:130) 2 och 3 §§', en: 'Swedish Limitations Act (1981:130) ss. 2 and 3' },
  asOf: '2026-11-30',
  from: null,
  until: null,
  verified: true,
  years: 10,
  notes: {
    sv: 'Ett krav på skadestånd preskriberas efter tio år. Grundas det på ett brott preskriberas det inte före brottet. Har domstol eller åklagare avgjort frågan om ansvar dessförinnan är det i stället ett år från avgörandet, om inte de tio åren går ut senare. Ett skriftligt krav som når den som ska betala börjar en ny tioårstid. Kontrollera med jurist.',
    en: 'A claim for damages is barred after ten years. If it is based on an offence, it is not barred before the offence is. If liability was decided before that, it is instead one year from the decision unless the ten years end later. A claim in writing that reaches whoever has to pay starts a new ten years. Check with a lawyer.',
  },
}

export interface CivilLimitation extends Deadline {
  /** What the end follows from: the ten years, the offence's own time, or the decision on liability. */
  by: 'general' | 'offence' | 'decision'
  /** The ten years. Alarms go by them: whether there was an offence with a longer time is for the court to say. */
  general: Deadline
}

/**
 * When a claim for damages is barred (preskriptionslagen 2 and 3 §§). What interrupts it, and that somebody detained or
 * served in time prolongs it until a year after the judgment, only ever makes it later and isn't counted.
 *
 * @param decided Day of the judgment or final decision on liability. One that came after the offence was barred changes nothing.
 * @throws {RangeError} A day that doesn't exist.
 */
export function civilLimitation({ offence, lastDay, decided }: {
  offence: LimitationInput['offence'] | null
  lastDay: Day
  decided: Day | null
}): CivilLimitation {
  const general = deadline(lastDay, CIVIL_RULE.years)
  const decision = decided === null ? null : checkDay(decided)
  if (offence === null) return { ...general, by: 'general', general }
  const own = deadline(lastDay, limitationYears(offence.maxMonths))
  const [by, other] = decision !== null && decision <= own.lastSafeDay ? ['decision' as const, deadline(decision, 1)] : ['offence' as const, own]
  return other.correspondingDay > general.correspondingDay ? { ...other, by, general } : { ...general, by: 'general', general }
}
