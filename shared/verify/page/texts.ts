import { since as sinceEn } from '../../locales/en/since.ts'
import { verify as en } from '../../locales/en/verify.ts'
import { since as sinceSv } from '../../locales/sv/since.ts'
import { verify as sv } from '../../locales/sv/verify.ts'
import { sinceParts } from '../../locales/witness.ts'
import type { Language } from '../../model/index.ts'

/** Both languages have the same keys, which the type checker holds for the whole catalogue. */
const TEXTS = { sv, en }
const SINCE = { sv: sinceSv, en: sinceEn }

export type Texts = (typeof TEXTS)[Language]

export const textsIn = (language: Language): Texts => TEXTS[language]

export const systemLanguage = (): Language => (navigator.language.toLowerCase().startsWith('sv') ? 'sv' : 'en')

/** Puts values in the places marked `{{name}}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** Local time with its zone: 22 november 2026 15:00 CET. */
export function showTime(instant: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'sv' ? 'sv-SE' : 'en-GB', {
    dateStyle: undefined,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? instant : format.format(date)
}

/** How long after the acquisition something was, by the clocks of the machine that made the bundle. */
export function showLater(acquired: string, later: string, language: Language): string {
  const texts = SINCE[language]
  const { unit, count } = sinceParts(acquired, later)
  const since = unit === 'moment' ? texts.moment : fill(count === 1 ? texts[`${unit}_one`] : texts[`${unit}_other`], { count })
  return fill(texts.later, { since })
}

/** Groups of four: what is compared by eye with paper. */
export const inGroups = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ')
