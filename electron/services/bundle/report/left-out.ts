import type { Known } from './known.ts'
import type { Sheet } from './sheet.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

/** What of the case a reader doesn't get to see, and why. Said also where it is nothing. */
export function leftOutChapter(sheet: Sheet, words: Words, { contents, leftOut }: PartRequest, { briefs }: Known): void {
  const { t, count } = words
  sheet.chapter(t('report.leftOut.title'))
  if (leftOut.length === 0) sheet.paragraph(t('report.leftOut.nothing', { count: contents.exhibits.length }))
  else {
    sheet.paragraph(t('report.leftOut.lead'))
    sheet.table(
      [
        { title: t('report.leftOut.exhibit'), width: 46, style: 'strong' },
        { title: t('report.leftOut.what'), width: 110, style: 'body' },
        { title: t('report.leftOut.names'), width: 137, style: 'body' },
        { title: t('report.leftOut.reason'), width: 190, style: 'body' },
      ],
      leftOut
        .toSorted((a, b) => a.exhibit - b.exhibit)
        .map(({ exhibit, what, names, reason }) => [String(exhibit), t(`report.leftOut.of.${what}`), names.join(', ') || '–', reason || t('report.none')]),
    )
    sheet.paragraph(t('report.leftOut.holds'))
  }
  const stripped = [...briefs.values()].reduce((sum, brief) => sum + brief.stripped, 0)
  const disposed = contents.custody.filter(({ payload, withheld }) => payload === null && !withheld).length
  sheet.heading(t('report.leftOut.always'))
  sheet.bullets([
    stripped === 0 ? t('report.leftOut.nothingStripped') : t('report.leftOut.stripped', { count: stripped, shown: count(stripped) }),
    t('report.leftOut.chosen'),
    t('report.leftOut.after'),
    ...(disposed > 0 ? [t('report.honesty.disposed', { count: disposed })] : []),
  ])
}
