import type { Known } from './known.ts'
import type { Sheet } from './sheet.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

/** What of the case a reader doesn't get to see, and why. Said also where it is nothing. */
export function leftOutChapter(sheet: Sheet, words: Words, { contents, leftOut, derived }: PartRequest, { briefs }: Known): void {
  const { t, count } = words
  sheet.chapter(t('report.leftOut.title'))
  if (derived !== null) sheet.facts([{ label: t('report.derived.reason'), value: derived.reason || t('report.none'), style: 'strong' }])
  if (leftOut.length === 0) sheet.paragraph(derived === null ? t('report.leftOut.nothing', { count: contents.exhibits.length }) : t('report.derived.nothing'))
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
  const withheld = contents.custody.filter((item) => item.withheld).length
  const also = [...(derived === null || derived.title === null ? [] : [t('report.derived.case')]), ...(withheld === 0 ? [] : [t(derived === null ? 'report.derived.office' : 'report.derived.withheld', { count: withheld })]), ...(contents.hidesWitnesses ? [t('report.derived.witnessesOut')] : [])]
  if (also.length > 0) {
    sheet.heading(t('report.derived.alsoLeftOut'))
    sheet.bullets(also)
  }
  const stripped = [...briefs.values()].reduce((sum, brief) => sum + brief.stripped, 0)
  const disposed = contents.custody.filter(({ payload, withheld }) => payload === null && !withheld).length
  sheet.heading(t('report.leftOut.always'))
  sheet.bullets([
    strippedOf(),
    t('report.leftOut.chosen'),
    t('report.leftOut.after'),
    ...(disposed > 0 ? [t('report.honesty.disposed', { count: disposed })] : []),
  ])

  /** Of what is masked or left out nobody is told how many there were. */
  function strippedOf(): string {
    const told = { count: stripped, shown: count(stripped) }
    if (derived === null) return stripped === 0 ? t('report.leftOut.nothingStripped') : t('report.leftOut.stripped', told)
    return stripped === 0 ? t('report.derived.stripped') : `${t('report.derived.stripped')} ${t('report.derived.strippedShown', told)}`
  }
}
