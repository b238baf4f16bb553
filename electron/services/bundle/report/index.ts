import { translator } from '../../../../shared/locales/index.ts'
import type { Language } from '../../../../shared/model/index.ts'
import { custodyTable } from './custody.ts'
import { exhibitPages } from './exhibits.ts'
import { frontSheet } from './front.ts'
import { glossary } from './glossary.ts'
import { honestySheet } from './honesty.ts'
import { howToCheck } from './how-to.ts'
import { readKnown, type Known } from './known.ts'
import { leftOutChapter } from './left-out.ts'
import { exhibitList } from './list.ts'
import { overview } from './overview.ts'
import { createPictures, type Pictures } from './pictures.ts'
import { createSheet, type Sheet } from './sheet.ts'
import { spreadChapter } from './spread.ts'
import { stepsChapter } from './steps.ts'
import { caseSummary } from './summary.ts'
import type { PartRequest, ReportRequest } from './types.ts'
import { createWords } from './words.ts'

const TAG = { sv: 'sv-SE', en: 'en-GB' } as const satisfies Record<Language, string>

/** `report.pdf` in pieces, as they become ready. The same request gives the same bytes every time. */
export async function* renderReport(request: ReportRequest): AsyncGenerator<Uint8Array> {
  const { contents, name, language } = request
  const languages: readonly Language[] = language === 'both' ? ['sv', 'en'] : [language]
  const first = languages[0] ?? 'sv'
  const t = translator(first)
  const sheet = await createSheet({
    title: `${t('report.title')}: ${contents.facts.title}`,
    subject: t('report.subject', { name }),
    author: request.parts.vault.name,
    language: TAG[first],
    at: request.at,
  })
  const known = await readKnown(request)
  const pictures = createPictures(sheet.paper.doc, request.parts)
  for (const each of languages) {
    if (languages.length > 1) sheet.paper.beginPart(TAG[each], translator(each)('report.inLanguage'))
    yield* onePart(sheet, { ...request, language: each }, known, pictures)
  }
  yield* sheet.finish()
}

/** The whole report in one language. */
async function* onePart(sheet: Sheet, request: PartRequest, known: Known, pictures: Pictures): AsyncGenerator<Uint8Array> {
  const { contents, name, language } = request
  const t = translator(language)
  const words = createWords(t, language, request.parts.timeZone)
  sheet.paper.furniture.set({
    header: t('report.header', { case: contents.facts.number, name }),
    pageOf: (page) => t('report.page', { page }),
  })
  frontSheet(sheet, words, request, known)
  honestySheet(sheet, words, request, known.comparisons)
  caseSummary(sheet, words, request, known)
  overview(sheet, words, request, known)
  spreadChapter(sheet, words, request, known)
  stepsChapter(sheet, words, request, known)
  yield* sheet.drain()
  yield* exhibitList(sheet, words, request, known, pictures)
  for (const exhibit of contents.exhibits) yield* exhibitPages(sheet, words, request, { exhibit, known, pictures })
  custodyTable(sheet, words, request)
  leftOutChapter(sheet, words, request, known)
  howToCheck(sheet, words, request)
  glossary(sheet, words)
  yield* sheet.drain()
}
