import { visible } from '../../../../shared/encoding/index.ts'
import { parseComparison, type Comparison } from '../../../../shared/model/index.ts'
import type { ExhibitInBundle } from '../contents.ts'
import type { Sheet } from './sheet.ts'
import type { ReportRequest } from './types.ts'
import type { Words } from './words.ts'

/** Differences of a kind that are printed; the rest stands in the file. */
const PRINTED = 40

/** What was found when originals were loaded anew, by the number of the exhibit that holds it; null: it can't be read. */
export type Comparisons = ReadonlyMap<number, Comparison | null>

export async function readComparisons({ parts, contents }: Pick<ReportRequest, 'parts' | 'contents'>): Promise<Comparisons> {
  const found = new Map<number, Comparison | null>()
  for (const { row, artefacts, compares } of contents.exhibits) {
    if (compares === null || !artefacts.some(({ name }) => name === 'comparison.json')) continue
    found.set(row.number, parseComparison((await parts.evidence.text(row, 'comparison.json')).text))
  }
  return found
}

/** What differs between an exhibit and its original, as it was loaded anew for a witness. Nothing for other exhibits. */
export function comparisonPart(sheet: Sheet, words: Words, comparisons: Comparisons, { row, compares }: ExhibitInBundle): void {
  const comparison = comparisons.get(row.number)
  if (compares === null || comparison === undefined) return
  const { t } = words
  sheet.heading(t('report.comparison.title', { number: compares }))
  if (comparison === null) return sheet.paragraph(t('report.comparison.unreadable'))
  sheet.paragraph(`${t(`common.original.way.${comparison.way}`)}: ${t(`common.original.state.${comparison.state}`)}.`, 'strong')
  sheet.bullets((['text', 'picture', 'posts'] as const).map((of) => counted(words, comparison, of)))
  const lines = linesOf(words, comparison)
  if (lines.length > 0) sheet.bullets(lines)
  if (Object.values({ text: comparison.text, picture: comparison.picture, posts: comparison.posts }).some(({ total }) => total > PRINTED)) {
    sheet.paragraph(t('report.comparison.more', { name: 'comparison.json' }), 'small')
  }
}

function counted({ t }: Words, comparison: Comparison, of: 'text' | 'picture' | 'posts'): string {
  const { result, total, why } = comparison[of]
  const what = t(`report.comparison.of.${of}`)
  if (result === 'not-compared') return `${what}: ${t('statement.found.not')}${why === null ? '' : ` (${t(`common.original.why.${why}`)})`}`
  return `${what}: ${total === 0 ? t('statement.found.same') : t('statement.found.differences', { count: total })}`
}

/** Texts of strangers, in quotation marks that they can't close. */
function linesOf(words: Words, { text, picture, posts }: Comparison): string[] {
  const { t, count } = words
  const quoted = (value: string) => visible(value).replace(/["“”„‟«»]/gu, '’') || '–'
  return [
    ...text.list.slice(0, PRINTED).map(({ kind, saved, loaded, line }) =>
      t('report.comparison.line', { line: count(line), what: t(`report.comparison.kinds.${kind}`, { saved: quoted(saved), loaded: quoted(loaded) }) }),
    ),
    ...picture.list.slice(0, PRINTED).map(({ saved, loaded, left, right }) =>
      t('report.comparison.rows', {
        from: count(saved.top),
        to: count(saved.top + saved.rows),
        loadedFrom: count(loaded.top),
        loadedTo: count(loaded.top + loaded.rows),
        left: count(left),
        right: count(right),
      }),
    ),
    ...posts.list.slice(0, PRINTED).map(({ kind, post, saved, loaded }) =>
      t('report.comparison.post', { post: quoted(post), what: t(`report.comparison.kinds.${kind}`, { saved: quoted(saved), loaded: quoted(loaded) }) }),
    ),
  ]
}
