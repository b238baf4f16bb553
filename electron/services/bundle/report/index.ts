import { translator } from '../../../../shared/locales/index.ts'
import { readComparisons } from './comparison.ts'
import { cover } from './cover.ts'
import { custodyTable, howToCheck } from './custody.ts'
import { exhibitPages } from './exhibits.ts'
import { exhibitList, glossary, honestySheet } from './honesty.ts'
import { createSheet } from './sheet.ts'
import type { ReportRequest } from './types.ts'
import { createWords } from './words.ts'

/**
 * `report.pdf` in pieces, as they become ready. The same request gives the same bytes every time: the bundle is written
 * from a second rendering whose hash must equal that of the first.
 */
export async function* renderReport(request: ReportRequest): AsyncGenerator<Uint8Array> {
  const { contents, name, language } = request
  const t = translator(language)
  const words = createWords(t, language, request.parts.timeZone)
  const sheet = await createSheet({
    title: `${t('report.title')}: ${contents.facts.title}`,
    subject: t('report.subject', { name }),
    author: request.parts.vault.name,
    language: language === 'sv' ? 'sv-SE' : 'en-GB',
    at: request.at,
  })
  const comparisons = await readComparisons(request)
  cover(sheet, words, request)
  honestySheet(sheet, words, request, comparisons)
  glossary(sheet, words)
  exhibitList(sheet, words, request)
  for (const exhibit of contents.exhibits) yield* exhibitPages(sheet, words, request, exhibit, comparisons)
  custodyTable(sheet, words, request)
  howToCheck(sheet, words, request)
  const header = t('report.header', { case: contents.facts.number, name })
  yield* sheet.finish(header, (page, pages) => t('report.page', { page, pages }))
}
