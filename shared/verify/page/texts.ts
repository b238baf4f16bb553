import type { BundleEntry } from '../../contract/index.ts'
import { visible } from '../../encoding/index.ts'
import { covering as coveringEn } from '../../locales/en/covering.ts'
import { custody as custodyEn } from '../../locales/en/custody.ts'
import { since as sinceEn } from '../../locales/en/since.ts'
import { verifier as verifierEn } from '../../locales/en/verifier.ts'
import { verify as en } from '../../locales/en/verify.ts'
import { covering as coveringSv } from '../../locales/sv/covering.ts'
import { custody as custodySv } from '../../locales/sv/custody.ts'
import { since as sinceSv } from '../../locales/sv/since.ts'
import { verifier as verifierSv } from '../../locales/sv/verifier.ts'
import { verify as sv } from '../../locales/sv/verify.ts'
import { sinceParts } from '../../locales/witness.ts'
import type { Language } from '../../model/index.ts'

/** Both languages have the same keys, which the type checker holds for the whole catalogue. */
const TEXTS = {
  sv: { ...sv, more: verifierSv, entries: custodySv, covering: coveringSv },
  en: { ...en, more: verifierEn, entries: custodyEn, covering: coveringEn },
}
const LOCALES = { sv: 'sv-SE', en: 'en-GB' } as const
const SINCE = { sv: sinceSv, en: sinceEn }

export type Texts = (typeof TEXTS)[Language]

export const textsIn = (language: Language): Texts => TEXTS[language]

export const systemLanguage = (): Language => (navigator.language.toLowerCase().startsWith('sv') ? 'sv' : 'en')

/** Puts values in the places marked `{{name}}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** A number with its thousands apart. */
export const showNumber = (value: number, language: Language): string => new Intl.NumberFormat(LOCALES[language]).format(value)

/** What an entry tells, in the words of the app; its kind where there are none. */
export function showEntry({ type, subject }: Pick<BundleEntry, 'type' | 'subject'>, t: Texts): string {
  const [area = '', event = ''] = type.split('.')
  const group: Readonly<Record<string, string>> = (t.entries as Readonly<Record<string, Readonly<Record<string, string>>>>)[area] ?? {}
  // What a sentence mustn't claim for all of a kind has one of its own, as in the app.
  const sentence = group[`${event}_${subject['context'] ?? ''}`] ?? group[event]
  if (sentence === undefined) return fill(t.more.custody.type, { type })
  // Titles and names come from a stranger.
  return fill(sentence, Object.fromEntries(Object.entries(subject).map(([name, value]) => [name, visible(String(value))])))
}

/** Local time with its zone: 22 november 2026 15:00 CET. */
export function showTime(instant: string, language: Language, seconds = false): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: undefined,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
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
