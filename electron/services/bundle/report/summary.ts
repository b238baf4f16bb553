import { isForWitness } from '../../../../shared/model/index.ts'
import { isPartial, isUnwitnessed, type CaseContents } from '../contents.ts'
import type { Known } from './known.ts'
import type { Sheet } from './sheet.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

/** Pages of the officer's own words about the case; they are never as many, but nothing bounds their lines. */
const DESCRIPTION_PAGES = 6

/** What the case is about and what the bundle holds, in figures. */
export function caseSummary(sheet: Sheet, words: Words, request: PartRequest, known: Known): void {
  const { t } = words
  const { contents, parts, derived } = request
  const { facts } = contents
  const ownName = derived === null || derived.title === null
  sheet.chapter(t('report.summary.title'))
  sheet.facts([
    { label: t('report.summary.about'), value: facts.title, style: 'strong' },
    { label: t('report.cover.case'), value: String(facts.number) },
    { label: t('report.cover.reference'), value: facts.reference || t(ownName ? 'report.none' : 'report.derived.notIncluded') },
    { label: t('report.cover.vault'), value: parts.vault.name },
    { label: t('report.cover.exporter'), value: request.actor.name },
    { label: t('report.cover.at'), value: words.moment(request.at) },
    { label: t('report.cover.bundle'), value: request.name },
    { label: t('report.cover.profile'), value: t(`report.cover.profiles.${request.request.profile}`) },
    { label: t('report.cover.contents'), value: inWords(words, contents) },
    ...figures(words, request, known),
  ])
  sheet.heading(t('report.summary.description'))
  if (facts.description.trim() === '') sheet.paragraph(t(ownName ? 'report.summary.noDescription' : 'report.derived.notIncluded'))
  else {
    sheet.paragraph(t('report.summary.descriptionLead'), 'small')
    if (sheet.foreignText(facts.description, DESCRIPTION_PAGES)) sheet.paragraph(t('report.summary.descriptionCut'), 'strong')
  }
  sheet.heading(t('report.summary.parts'))
  sheet.bullets([
    t('report.summary.part.honesty', { chapter: t('report.honesty.title') }),
    t('report.summary.part.overview', { chapter: t('report.overview.title') }),
    ...(request.request.profile === 'masked' ? [] : [t('report.summary.part.spread', { chapter: t('report.spread.title') }), t('report.summary.part.done', { chapter: t('report.done.title') })]),
    t('report.summary.part.list', { chapter: t('report.list.title') }),
    t('report.summary.part.custody', { chapter: t('report.custody.title') }),
    t('report.summary.part.leftOut', { chapter: t('report.leftOut.title') }),
    t('report.summary.part.howTo', { chapter: t('report.howTo.title') }),
    t('report.summary.part.glossary', { chapter: t('report.glossary.title') }),
  ])
}

function inWords({ t }: Words, { exhibits }: CaseContents): string {
  const unwitnessed = exhibits.filter(isUnwitnessed).length
  const partial = exhibits.filter(isPartial).length
  const parts: string[] = [t('report.cover.count', { count: exhibits.length })]
  // Nobody is asked to witness what was received, or loaded for a witness: alone it is no "all".
  if (unwitnessed > 0) parts.push(t('report.cover.unwitnessed', { count: unwitnessed }))
  else if (exhibits.some(({ acquired }) => isForWitness(acquired.kind))) parts.push(t('report.cover.allWitnessed'))
  if (partial > 0) parts.push(t('report.cover.partial', { count: partial }))
  return parts.join(', ')
}

function figures(words: Words, { contents, parts }: PartRequest, { byDay, byAccount, otherAccounts, nameless }: Known): { label: string; value: string }[] {
  const { t } = words
  const { exhibits } = contents
  const kinds = (['capture', 'file', 'note', 'comparison', 'recheck', 'received'] as const).flatMap((kind) => {
    const count = exhibits.filter(({ acquired }) => acquired.kind === kind).length
    return count === 0 ? [] : [t(`report.summary.kinds.${kind}`, { count })]
  })
  const times = exhibits.map(({ acquired }) => acquired.acquiredAt).toSorted()
  const tallies = [...byAccount.values(), otherAccounts, nameless]
  const read = tallies.reduce((sum, { posts, comments }) => sum + posts + comments, 0)
  const days = [...byDay.keys()].toSorted()
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: parts.timeZone, dateStyle: 'short' })
  const day = (instant: string) => words.day(local.format(new Date(instant)))
  const span = (first: string, last: string) => (first === last ? first : t('report.fromTo', { from: first, to: last }))
  return [
    { label: t('report.summary.sorts'), value: kinds.join(', ') },
    { label: t('report.summary.acquired'), value: span(day(times[0] ?? ''), day(times.at(-1) ?? '')) },
    ...(read === 0 ? [] : [{ label: t('report.summary.read'), value: byAccount.size === 0 ? t('report.summary.readNobody', { count: read }) : t('report.summary.readText', { count: read, accounts: byAccount.size }) }]),
    ...(days.length === 0 ? [] : [{ label: t('report.summary.dated'), value: span(words.day(days[0] ?? ''), words.day(days.at(-1) ?? '')) }]),
  ]
}
