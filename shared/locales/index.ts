import { createInstance, type TFunction } from 'i18next'
import type { Language } from '../model/index.ts'
import { en } from './en/index.ts'
import { sv } from './sv/index.ts'

/** Swedish is the source; English must have the same keys, which the type checker and a test hold. */
type Mirror<T> = { readonly [K in keyof T]: T[K] extends string ? string : Mirror<T[K]> }

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof sv }
    returnNull: false
  }
}

export const catalogues: { readonly sv: typeof sv; readonly en: Mirror<typeof sv> } = { sv, en }

export const i18nOptions = {
  resources: { sv: { translation: catalogues.sv }, en: { translation: catalogues.en } },
  // Each language is complete; falling back would hide a missing key instead of showing it in a test.
  fallbackLng: false,
  // Everything is shown through React, pdfkit or a terminal, none of which reads markup from text.
  interpolation: { escapeValue: false },
  initAsync: false,
} as const

export type Translate = TFunction

/** A translator that doesn't touch any global state: for the report, the verifier and the command line. */
export function translator(language: Language): Translate {
  const instance = createInstance()
  void instance.init({ ...i18nOptions, lng: language })
  return instance.t
}

/** For keys that are only known while running (error codes, steps, checks): the key itself where there is none. */
export function dynamicText(t: Translate, key: string, params: Record<string, string | number> = {}): string {
  const text = (t as unknown as (key: string, params: object) => string)(key, params)
  return text
}

/** The text of a key known only while running, or `otherwise` where the catalogue has none. */
export function textOr(t: Translate, key: string, otherwise: string, params: Record<string, string | number> = {}): string {
  const text = dynamicText(t, key, params)
  return text === key || text === '' ? otherwise : text
}
