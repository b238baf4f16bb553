import { dynamicText, type Translate } from '../../../../shared/locales/index.ts'
import { receivedState, subjectOf, type Language, type WitnessGrade } from '../../../../shared/model/index.ts'
import { witnessesOf, type CustodyItem, type ExhibitInBundle } from '../contents.ts'

/** Facts of the bundle in the reader's words. */
export interface Words {
  t: Translate
  /** Local time with its zone, and UTC: nobody should have to guess which is meant. */
  moment(instant: string | Date): string
  /** `2026-11-22 14:00:03`, UTC. */
  utc(instant: string | Date): string
  /** Of any size. */
  count(value: number | bigint): string
  /** With one decimal: `0,3`. */
  tenths(value: number): string
  /** Of milliseconds, 0 or more, one decimal: `0,3`; less than that is said to be so. */
  seconds(ms: number): string
  /** A calendar day, month or year as it is named in `days.ts`: `22 november 2026`. */
  day(name: string): string
  /** The same, as short as can be: `22/11`. */
  shortDay(name: string): string
  /** `1–3, 7`; beyond a dozen pieces the rest is counted. */
  ranges(numbers: readonly number[]): string
  bytes(value: number): string
  grade(exhibit: ExhibitInBundle): string
  event(item: CustodyItem): string
  note(note: { code: string; detail: string }): string
}

const LOCALE = { sv: 'sv-SE', en: 'en-GB' } as const satisfies Record<Language, string>
/** Strongest first. */
const GRADES: readonly WitnessGrade[] = ['original-seen', 'officer-session-seen', 'saved-image-only', 'fingerprint-only']

/** Year, month, day. */
const DAYS: readonly Intl.DateTimeFormatOptions[] = [{ year: 'numeric' }, { year: 'numeric', month: 'long' }, { dateStyle: 'long' }]
const SHORT_DAYS: readonly Intl.DateTimeFormatOptions[] = [{ year: 'numeric' }, { year: '2-digit', month: 'numeric' }, { day: 'numeric', month: 'numeric' }]
const RANGES = 12
/** Times are told in tenths of a second: a shorter one, in ms, has no size and no direction. */
export const NOTICED = 100

export function createWords(t: Translate, language: Language, timeZone: string): Words {
  const local = new Intl.DateTimeFormat(LOCALE[language], { timeZone, dateStyle: 'long', timeStyle: 'medium' })
  const offsets = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' })
  const number = new Intl.NumberFormat(LOCALE[language])
  const count = (value: number | bigint) => number.format(value)
  const tenths = new Intl.NumberFormat(LOCALE[language], { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const days = DAYS.map((options) => new Intl.DateTimeFormat(LOCALE[language], { ...options, timeZone: 'UTC' }))
  const shortDays = SHORT_DAYS.map((options) => new Intl.DateTimeFormat(LOCALE[language], { ...options, timeZone: 'UTC' }))
  const named = (formats: readonly Intl.DateTimeFormat[], name: string) =>
    formats[name.split('-').length - 1]?.format(new Date(`${name}${'-01'.repeat(3 - name.split('-').length)}T12:00:00Z`)) ?? name
  const utc = (instant: string | Date) => new Date(instant).toISOString().slice(0, 19).replace('T', ' ')

  return {
    t,
    utc,
    count,
    tenths: (value) => tenths.format(value),
    seconds: (ms) => (ms < NOTICED ? t('report.lessThan', { amount: tenths.format(NOTICED / 1000) }) : tenths.format(ms / 1000)),
    day: (name) => named(days, name),
    shortDay: (name) => named(shortDays, name),
    ranges(numbers) {
      const pieces = rangesOf(numbers)
      const shown = pieces.slice(0, RANGES).map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`))
      const rest = pieces.slice(RANGES).reduce((sum, [from, to]) => sum + to - from + 1, 0)
      return rest === 0 ? shown.join(', ') : t('report.andMore', { some: shown.join(', '), count: rest })
    },
    moment: (instant) =>
      t('report.moment', {
        local: local.format(new Date(instant)),
        zone: zoneName(new Date(instant), timeZone, offsets),
        utc: utc(instant),
      }),
    bytes: (value) => t('report.exhibit.bytes', { bytes: count(value) }),
    grade(exhibit) {
      const { source } = exhibit.acquired
      if (source !== null && 'verdict' in source) return t(`report.grade.${receivedState(source)}`)
      if (exhibit.compares !== null) return t('report.grade.comparison', { number: exhibit.compares })
      if (exhibit.acquired.kind === 'recheck') return t('report.grade.recheck')
      const witnesses = witnessesOf(exhibit)
      const best = GRADES.find((grade) => witnesses.some((one) => one.standing !== 'exposed' && one.grade === grade))
      // Without a name it isn't told whose word it is, only that it doesn't count.
      return t(`report.grade.${best ?? (witnesses.some(({ name }) => name !== null) ? 'exposed' : 'none')}`)
    },
    event({ entry, payload, withheld }) {
      if (withheld) return t('report.custody.withheld', { what: dynamicText(t, `report.derived.event.${entry.type}`) })
      if (payload === null) return t('report.custody.disposed')
      return dynamicText(t, `custody.${entry.type}`, subjectOf(entry.type, payload.value))
    },
    note({ code, detail }) {
      const key = `notes.${code}`
      const text = dynamicText(t, key)
      // A code of a later version has no words here; its own are better than none.
      if (text === key) return `${code}: ${detail}`
      return detail === '' ? text : `${text} (${detail})`
    },
  }
}

/** `Europe/Stockholm, UTC+1`. */
function zoneName(at: Date, timeZone: string, offsets: Intl.DateTimeFormat): string {
  const part = offsets.formatToParts(at)
  const offset = part.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return `${timeZone}, ${offset.replace('GMT', 'UTC')}`
}

function rangesOf(numbers: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (const number of [...new Set(numbers)].toSorted((a, b) => a - b)) {
    const last = found.at(-1)
    if (last !== undefined && last[1] === number - 1) last[1] = number
    else found.push([number, number])
  }
  return found
}
