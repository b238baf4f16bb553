import { app } from 'electron'
import type { Settings } from '../../shared/contract/index.ts'
import { translator, type Translate } from '../../shared/locales/index.ts'
import type { Language } from '../../shared/model/index.ts'

export const systemLanguage = (): Language => (/^sv/i.test(app.getPreferredSystemLanguages()[0] ?? '') ? 'sv' : 'en')

export const wordsFor = (language: Settings['language']): Translate =>
  translator(language === 'system' ? systemLanguage() : language)
