import i18next from 'i18next'
import { useEffect } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { i18nOptions } from '../../shared/locales/index.ts'
import type { Language } from '../../shared/model/index.ts'
import { visible } from '../../shared/encoding/index.ts'

export function startLanguage(language: Language): void {
  // Whatever goes into a sentence may be a stranger's: a name that turns the direction must not turn the sentence.
  const interpolation = { escapeValue: true, escape: (text: string) => visible(text, { lines: true }) }
  void i18next.use(initReactI18next).init({ ...i18nOptions, interpolation, lng: language })
  document.documentElement.lang = language
}

/** Puts the interface in the language that was chosen, and tells assistive software. */
export function useLanguageOf(language: Language | null): void {
  useEffect(() => {
    if (language === null || i18next.language === language) return
    document.documentElement.lang = language
    void i18next.changeLanguage(language)
  }, [language])
}

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'sv'
}
