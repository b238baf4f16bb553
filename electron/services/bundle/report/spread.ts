import { visible } from '../../../../shared/encoding/index.ts'
import { PLATFORMS } from '../../../../shared/law/index.ts'
import type { Language } from '../../../../shared/model/index.ts'
import type { Bar } from './chart.ts'
import { bucketsOf } from './days.ts'
import type { Known } from './known.ts'
import { chart, mostly } from './series.ts'
import type { Sheet } from './sheet.ts'
import { shareOf, type Seen, type Sightings } from './sightings.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

/** Rows of the list; the rest is counted, and stands in the bundle's data. */
export const LISTED = 500
/** Platforms and accounts that are told one by one, as `mostly` has them. */
const NAMED = 20
/** Of addresses and names, characters. */
const CUT = { url: 300, name: 80 }
/** Captures of one address that are named in its row. */
const CAPTURES = 4

/** How far it spread, as far as it was noted down. Masked bundles say nothing of it, and have no such chapter. */
export function spreadChapter(sheet: Sheet, words: Words, { request, language }: PartRequest, { sightings }: Known): void {
  if (request.profile === 'masked') return
  const { t } = words
  const { held, withdrawn, withheld, disposed } = sightings
  sheet.chapter(t('report.spread.title'))
  sheet.paragraph(t('report.spread.lead'))
  if (withheld > 0) sheet.paragraph(t('report.spread.withheld', { count: withheld }), 'strong')
  if (disposed > 0) sheet.paragraph(t('report.spread.disposed', { count: disposed }), 'strong')
  if (held.length === 0) {
    if (withheld === 0) sheet.paragraph(t('report.spread.none'))
    if (withdrawn > 0) sheet.paragraph(t('report.spread.withdrawn', { count: withdrawn }))
    return
  }
  sheet.facts(figures(words, sightings))
  sheet.paragraph(t('report.spread.reachText'), 'small')
  charts(sheet, words, held, language)
  list(sheet, words, sightings, language)
}

/** In the reader's language where it is one that is known; else as the officer wrote it. */
export const platformName = (id: string, language: Language): string => PLATFORMS.find((one) => one.id === id)?.name[language] ?? id

const shown = (text: string, most: number): string => {
  const line = visible(text)
  return line.length <= most ? line : `${line.slice(0, most - 1).toWellFormed()}…`
}

function figures(words: Words, { held, withdrawn, lists }: Sightings): { label: string; value: string }[] {
  const { t, count, day, ranges } = words
  const { captured, missing, reach, known } = shareOf(held)
  const [first, last] = [held[0]?.day ?? '', held.at(-1)?.day ?? '']
  const dated = held.filter(({ said }) => said.postedOn !== null).length
  return [
    { label: t('report.spread.total'), value: count(held.length) },
    { label: t('report.spread.captured'), value: t('report.spread.capturedText', { captured: count(captured), missing: count(missing) }) },
    { label: t('report.spread.span'), value: `${first === last ? day(first) : t('report.fromTo', { from: day(first), to: day(last) })}\n${t('report.spread.dated', { count: dated, shown: count(dated), total: count(held.length) })}` },
    { label: t('report.spread.reach'), value: known === 0 ? t('report.spread.reachUnknown') : t('report.spread.reachOf', { reach: count(reach), known: count(known), total: count(held.length) }) },
    { label: t('report.spread.withdrawnLabel'), value: t('report.spread.withdrawn', { count: withdrawn, shown: count(withdrawn) }) },
    { label: t('report.spread.lists'), value: lists.length === 0 ? t('report.spread.noLists') : t('report.spread.listsText', { numbers: ranges(lists) }) },
  ]
}

function charts(sheet: Sheet, words: Words, held: readonly Seen[], language: Language): void {
  const { t } = words
  const buckets = bucketsOf(held.map(({ day }) => day))
  const byBucket = Map.groupBy(held, ({ day }) => day.slice(0, buckets[0]?.name.length))
  const dated = (some: readonly Seen[]): readonly [number, number] => {
    const own = some.filter(({ said }) => said.postedOn !== null).length
    return [own, some.length - own]
  }
  chart(sheet, words, {
    bars: buckets.map(({ name }) => ({ label: words.shortDay(name), values: dated(byBucket.get(name) ?? []) })),
    names: buckets.map(({ name }) => words.day(name)),
    title: t('report.spread.days'),
    of: t('report.spread.daysOf'),
    legend: [t('report.spread.ownDay'), t('report.spread.seenDay')],
    first: t('report.overview.time'),
    standing: true,
  })
  const kinds = [t('report.spread.secured'), t('report.spread.unsecured')] as const
  const secured = (some: readonly Seen[]): readonly [number, number] => {
    const { captured, missing } = shareOf(some)
    return [captured, missing]
  }
  const platforms = [...Map.groupBy(held, ({ said }) => said.platform)].map(([id, some]) => ({ label: id === '' ? t('report.none') : shown(platformName(id, language), CUT.name), some }))
  chart(sheet, words, {
    bars: mostly(platforms.map(({ label, some }) => ({ label, values: secured(some) })), t),
    title: t('report.spread.platforms'),
    of: t('report.spread.platformsOf'),
    legend: kinds,
    first: t('report.spread.platform'),
    standing: false,
  })
  const named = held.filter(({ said }) => said.account !== '')
  const accounts = [...Map.groupBy(named, ({ said }) => `${said.platform}\n${said.account}`).values()].map((some) => ({ label: accountName(some, language), some }))
  if (accounts.length > 0) {
    const most = mostly(accounts.map(({ label, some }) => ({ label, values: secured(some) })), t)
    chart(sheet, words, {
      bars: most.slice(0, NAMED),
      beyond: most[NAMED] ?? null,
      title: t('report.spread.accounts'),
      of: t('report.spread.accountsOf'),
      legend: kinds,
      first: t('report.overview.account'),
      standing: false,
    })
  }
  const nameless = held.length - named.length
  if (nameless > 0) sheet.paragraph(t('report.spread.nameless', { count: nameless, shown: words.count(nameless) }), 'small')
  reach(sheet, words, platforms, 'reachPlatforms')
  reach(sheet, words, accounts, 'reachAccounts')
}

const accountName = ([one]: readonly Seen[], language: Language): string =>
  one === undefined ? '' : `${shown(one.said.account, CUT.name)}${one.said.platform === '' ? '' : ` (${shown(platformName(one.said.platform, language), CUT.name)})`}`

/** Sums of what is known, beside of how many: a place without a number isn't one that nobody saw. */
function reach(sheet: Sheet, words: Words, groups: readonly { label: string; some: readonly Seen[] }[], what: 'reachPlatforms' | 'reachAccounts'): void {
  const { t, count } = words
  const known = groups
    .map(({ label, some }) => ({ label, total: some.length, ...shareOf(some) }))
    .filter((share) => share.known > 0)
    .toSorted((a, b) => (a.reach === b.reach ? (a.label < b.label ? -1 : 1) : a.reach > b.reach ? -1 : 1))
  if (known.length === 0) return
  const first = known.slice(0, NAMED)
  const bars = first.map(({ label, reach: value }): Bar => ({ label, values: [Number(value), 0] }))
  chart(sheet, words, {
    bars,
    title: t(`report.spread.${what}`),
    of: t('report.spread.reachChart'),
    legend: null,
    first: '',
    standing: false,
    table: {
      columns: [
        { title: t(what === 'reachPlatforms' ? 'report.spread.platform' : 'report.overview.account'), width: 243, style: 'label' },
        { title: t('report.spread.reach'), width: 140, style: 'label' },
        { title: t('report.spread.knownOf'), width: 100, style: 'label' },
      ],
      rows: first.map(({ label, reach: value, known: of, total }) => [label, count(value), t('report.spread.ofTotal', { known: count(of), total: count(total) })]),
    },
  })
  if (known.length > NAMED) sheet.paragraph(t('report.spread.reachMore', { count: known.length - NAMED, shown: count(known.length - NAMED) }), 'small')
}

function list(sheet: Sheet, words: Words, { held, entries }: Sightings, language: Language): void {
  const { t, count, ranges } = words
  const rest = held.length - LISTED
  sheet.keep(160)
  sheet.heading(t('report.spread.list'))
  sheet.paragraph(t('report.spread.listLead'), 'small')
  if (rest > 0) sheet.paragraph(t('report.spread.listCut', { listed: count(LISTED), rest: count(rest) }), 'strong')
  sheet.paragraph(t('report.spread.data', { count: entries.length, entries: ranges(entries) }), 'small')
  sheet.table(
    [
      { title: t('report.spread.number'), width: 26, style: 'label' },
      { title: t('report.spread.address'), width: 155, style: 'mono' },
      { title: t('report.spread.where'), width: 84, style: 'label' },
      { title: t('report.spread.postedOn'), width: 62, style: 'label' },
      { title: t('report.spread.seenOn'), width: 62, style: 'label' },
      { title: t('report.spread.reach'), width: 52, style: 'label' },
      { title: t('report.spread.exhibit'), width: 42, style: 'label' },
    ],
    held.slice(0, LISTED).map(({ said, exhibits }, index) => [
      count(index + 1),
      shown(said.url, CUT.url),
      [said.platform === '' ? '' : shown(platformName(said.platform, language), CUT.name), shown(said.account, CUT.name)].filter((part) => part !== '').join('\n') || '–',
      said.postedOn ?? '–',
      said.seenOn,
      said.reach === null ? '–' : count(said.reach),
      capturesOf(words, exhibits),
    ]),
  )
}

function capturesOf({ t }: Words, exhibits: readonly number[]): string {
  if (exhibits.length === 0) return t('report.spread.notCaptured')
  const first = exhibits.slice(0, CAPTURES).join(', ')
  return exhibits.length <= CAPTURES ? first : t('report.andMore', { some: first, count: exhibits.length - CAPTURES })
}
