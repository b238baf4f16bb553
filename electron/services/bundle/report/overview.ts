import { visible } from '../../../../shared/encoding/index.ts'
import { isForWitness } from '../../../../shared/model/index.ts'
import { isUnwitnessed, type ExhibitInBundle } from '../contents.ts'
import type { Bar } from './chart.ts'
import { bucketsOf, isoDay } from './days.ts'
import type { Known, Tally } from './known.ts'
import { hostOf } from './provenance.ts'
import { chart, mostly, type Series } from './series.ts'
import type { Sheet } from './sheet.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

/** What was secured, in charts with a table each. Never how widespread it was: nobody has counted that. */
export function overview(sheet: Sheet, words: Words, request: PartRequest, known: Known): void {
  const { t } = words
  sheet.chapter(t('report.overview.title'))
  sheet.paragraph(t('report.overview.lead'))
  if (request.derived !== null) sheet.paragraph(t('report.derived.overview'))
  const witnessed = [t('report.overview.witnessed'), t('report.overview.unwitnessed')] as const
  const kinds = [t('report.overview.posts'), t('report.overview.comments')] as const
  if (counting(request).length > 0) {
    chart(sheet, words, { ...byPlace(words, request), title: t('report.overview.places'), of: t('report.overview.placesOf'), legend: witnessed, first: t('report.overview.place'), standing: false })
    chart(sheet, words, { ...byTime(words, request), title: t('report.overview.times'), of: t('report.overview.timesOf'), legend: witnessed, first: t('report.overview.time'), standing: true })
  }

  const read = known.byDay.size > 0 || known.byAccount.size > 0 || total(known.nameless) > 0
  if (!read) {
    sheet.heading(t('report.overview.readings'))
    sheet.paragraph(t(unread(request) ? 'report.derived.readings' : 'report.overview.noReadings'))
    return
  }
  if (known.byDay.size > 0) {
    chart(sheet, words, { ...tallied(words, known.byDay), title: t('report.overview.dates'), of: t('report.overview.datesOf'), legend: kinds, first: t('report.overview.time'), standing: true })
  }
  if (total(known.undated) > 0) sheet.paragraph(t('report.overview.undated', { count: total(known.undated) }), 'small')
  if (known.byAccount.size > 0) {
    chart(sheet, words, { bars: byAccount(words, known), title: t('report.overview.accounts'), of: t('report.overview.accountsOf'), legend: kinds, first: t('report.overview.account'), standing: false })
  }
  if (total(known.nameless) > 0) sheet.paragraph(t('report.overview.nameless', { count: total(known.nameless) }), 'small')
}

const total = ({ posts, comments }: Tally): number => posts + comments

const counted = (exhibits: readonly ExhibitInBundle[]): readonly [number, number] => {
  const unwitnessed = exhibits.filter(isUnwitnessed).length
  return [exhibits.length - unwitnessed, unwitnessed]
}

/** What was loaded again for a witness would count the same page twice, and what was received was neither acquired nor to be witnessed here. */
const counting = ({ contents }: PartRequest): ExhibitInBundle[] => contents.exhibits.filter(({ acquired }) => isForWitness(acquired.kind))

/** Whether posts may have been read in what isn't shown. */
const unread = ({ contents, derived }: PartRequest): boolean => derived !== null && (derived.leftOut.length > 0 || contents.exhibits.some(({ masked }) => masked !== null))

function byPlace({ t }: Words, request: PartRequest): Pick<Series, 'bars'> {
  const places = Map.groupBy(counting(request), ({ acquired: { source, kind } }) =>
    source !== null && 'finalUrl' in source ? visible(hostOf(source.finalUrl)) || t('report.none') : t(`report.overview.kinds.${kind}`),
  )
  return { bars: mostly([...places].map(([label, some]) => ({ label, values: counted(some) })), t) }
}

function byTime(words: Words, request: PartRequest): Pick<Series, 'bars' | 'names'> {
  const byDay = Map.groupBy(counting(request), ({ acquired }) => isoDay(new Date(acquired.acquiredAt), request.parts.timeZone))
  const buckets = bucketsOf([...byDay.keys()])
  return {
    bars: buckets.map(({ name, days }) => ({ label: words.shortDay(name), values: counted(days.flatMap((day) => byDay.get(day) ?? [])) })),
    names: buckets.map(({ name }) => words.day(name)),
  }
}

function tallied(words: Words, byDay: ReadonlyMap<string, Tally>): Pick<Series, 'bars' | 'names'> {
  const buckets = bucketsOf([...byDay.keys()])
  const of = (days: readonly string[]) =>
    days.reduce<readonly [number, number]>(([posts, comments], day) => {
      const tally = byDay.get(day)
      return [posts + (tally?.posts ?? 0), comments + (tally?.comments ?? 0)]
    }, [0, 0])
  return {
    bars: buckets.map(({ name, days }) => ({ label: words.shortDay(name), values: of(days) })),
    names: buckets.map(({ name }) => words.day(name)),
  }
}

function byAccount({ t }: Words, { byAccount: accounts, otherAccounts }: Known): Bar[] {
  const bars = [...accounts].map(([name, { posts, comments }]) => ({ label: visible(name).slice(0, 120).toWellFormed(), values: [posts, comments] as const }))
  return mostly(bars, t, [otherAccounts.posts, otherAccounts.comments])
}
