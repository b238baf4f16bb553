import type { Language } from '../../shared/model/index.ts'

const minute = new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })
const second = new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' })

/** Swedish form with the time zone, in both languages: `2026-11-22 15:00 CET`. */
export const formatTime = (instant: string, precision: 'minute' | 'second' = 'minute'): string =>
  (precision === 'minute' ? minute : second).format(new Date(instant))

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Powers of 1000, as file managers of most systems show them. */
export function formatBytes(bytes: number, language: Language): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${UNITS[unit] ?? ''}`
}

/** Names in a sentence, as the language puts them in a row. */
export const listed = (names: readonly string[], language: Language): string => new Intl.ListFormat(language, { type: 'conjunction' }).format(names)

/** Groups of four, as they are read aloud and copied by hand. */
export const groupsOfFour = (hex: string): string[] => hex.match(/.{1,4}/g) ?? []

export function formatDuration(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** A text of more than `first` and `last` characters without its middle. */
export function shorten(text: string, first: number, last: number): string {
  const characters = [...text]
  return characters.length <= first + last ? text : `${characters.slice(0, first).join('')}…${characters.slice(-last).join('')}`
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long something has lasted, in its largest whole unit: `3 timmar`. Null where it is less than a minute. */
export function formatAge(ms: number, language: Language): string | null {
  if (ms < MINUTE) return null
  // Two days and more in days: "26 hours" says more than "1 day".
  const [unit, size] = ms < HOUR ? (['minute', MINUTE] as const) : ms < 2 * DAY ? (['hour', HOUR] as const) : (['day', DAY] as const)
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(ms / size))
}
