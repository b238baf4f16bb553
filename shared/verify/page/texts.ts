import { verify as en } from '../../locales/en/verify.ts'
import { verify as sv } from '../../locales/sv/verify.ts'
import type { Language } from '../../model/index.ts'

/** Both languages have the same keys, which the type checker holds for the whole catalogue. */
const TEXTS = { sv, en }

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

/** Groups of four: what is compared by eye with paper. */
export const inGroups = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ')
