import { visible } from '../../../../shared/encoding/index.ts'
import { formatKronor, STEPS, stepOf, type Language } from '../../../../shared/model/index.ts'
import type { Known } from './known.ts'
import { factsOf } from './record-facts.ts'
import type { Noted, Records } from './records.ts'
import type { Sheet } from './sheet.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

/** Records that are told one by one; a case has hundreds at most. The rest stands in the bundle's data. */
const LISTED = 200

/** What was done, step by step, in the officer's words. Masked bundles say nothing of it, and have no such chapter. */
export function stepsChapter(sheet: Sheet, words: Words, { request, language }: PartRequest, { records }: Known): void {
  if (request.profile === 'masked') return
  const { t, count } = words
  const { held } = records
  sheet.chapter(t('report.done.title'))
  sheet.paragraph(t('report.done.lead'))
  sheet.bullets(counts(words, records))
  if (held.some(({ content }) => content.kind === 'offence')) sheet.paragraph(t('report.done.offences'), 'strong')
  const listed = held.slice(0, LISTED)
  if (held.length > LISTED) sheet.paragraph(t('report.done.listCut', { listed: count(LISTED), rest: count(held.length - LISTED) }), 'strong')
  const numbers = new Map(held.map(({ id, number }) => [id, number]))
  for (const step of STEPS) {
    const own = listed.filter(({ content }) => stepOf(content) === step)
    if (own.length === 0) continue
    sheet.keep(130)
    sheet.heading(`${t(`guide.mark.${step}`)} ${t(`guide.step.${step}`)}`)
    for (const record of own) one(sheet, words, language, record, numbers)
    if (step === 'civil') sums(sheet, words, held)
  }
}

/** Said also where it is nothing: what isn't here must not look as if it weren't there. */
function counts({ t, count }: Words, { held, withdrawn, withheld, disposed }: Records): string[] {
  return [
    t('report.done.held', { count: held.length, shown: count(held.length) }),
    t('report.done.withdrawn', { count: withdrawn, shown: count(withdrawn) }),
    ...(withheld === 0 ? [] : [t('report.done.withheld', { count: withheld, shown: count(withheld) })]),
    ...(disposed === 0 ? [] : [t('report.done.disposed', { count: disposed, shown: count(disposed) })]),
  ]
}

function one(sheet: Sheet, words: Words, language: Language, record: Noted, numbers: ReadonlyMap<string, number>): void {
  const { t, utc } = words
  const { number, content, at, by, revision, seq } = record
  sheet.keep(90)
  sheet.subheading(`${number}. ${t(`records.kind.${content.kind}`)}`)
  sheet.facts(factsOf(words, language, record, numbers))
  // The name of whoever wrote it is nothing to be looked into for holes of its own.
  sheet.paragraph(`${t('report.done.noted', { at: utc(at), revision, seq })} ${visible(by)}`, 'small')
}

/** Sums of what was noted, in whole öre. */
function sums(sheet: Sheet, { t }: Words, held: readonly Noted[]): void {
  const costs = held.flatMap(({ content }) => (content.kind === 'cost' ? [content] : []))
  if (costs.length === 0) return
  const sum = (...sorts: readonly string[]) => formatKronor(costs.filter(({ sort }) => sorts.includes(sort)).reduce((all, { ore }) => all + BigInt(ore), 0n))
  sheet.facts([
    { label: t('records.total.costs'), value: t('report.done.kronor', { amount: sum('cost') }) },
    { label: t('records.total.damages'), value: t('report.done.kronor', { amount: sum('damage') }) },
    { label: t('records.total.sum'), value: t('report.done.kronor', { amount: sum('cost', 'damage') }), style: 'strong' },
  ])
}
