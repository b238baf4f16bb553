import { isPartial, isUnwitnessed } from '../contents.ts'
import { inFours } from '../readme.ts'
import type { Sheet } from './sheet.ts'
import type { Style } from './style.ts'
import type { ReportRequest } from './types.ts'
import type { Words } from './words.ts'

const CODE: Style = { face: 'monoStrong', size: 15, lineGap: 6, after: 0 }
const LABEL: Style = { face: 'strong', size: 9.5, lineGap: 2, after: 6 }
const SMALL: Style = { face: 'text', size: 8.5, lineGap: 2, after: 0 }
/** Groups of four digits on a line. */
const GROUPS = 4

export function cover(sheet: Sheet, words: Words, request: ReportRequest): void {
  const { t } = words
  const { contents, parts, fingerprint } = request
  const { facts } = contents
  sheet.chapter(t('report.title'), 'h1')
  sheet.space(20)
  sheet.paragraph(facts.title, 'title')
  sheet.space(14)
  sheet.facts([
    { label: t('report.cover.case'), value: String(facts.number), style: 'strong' },
    { label: t('report.cover.reference'), value: facts.reference || t('report.none') },
    { label: t('report.cover.vault'), value: parts.vault.name },
    { label: t('report.cover.exporter'), value: request.actor.name },
    { label: t('report.cover.at'), value: words.moment(request.at) },
    { label: t('report.cover.bundle'), value: request.name },
    { label: t('report.cover.profile'), value: t(`report.cover.profiles.${request.request.profile}`) },
    { label: t('report.cover.contents'), value: summary(words, request) },
  ])
  sheet.space(6)
  const groups = inFours(fingerprint).split(' ')
  const lines = Array.from({ length: groups.length / GROUPS }, (_, line) =>
    groups.slice(line * GROUPS, (line + 1) * GROUPS).join('  '),
  )
  sheet.box(
    [
      { text: t('report.cover.fingerprint'), style: LABEL },
      ...lines.map((text) => ({ text, style: CODE, center: true })),
      { text: t('report.cover.fingerprintLead'), style: SMALL },
    ],
    true,
  )
  sheet.heading(t('report.cover.check'))
  const witnessed = contents.exhibits.some((exhibit) => !isUnwitnessed(exhibit))
  sheet.bullets([
    t('report.cover.check1'),
    ...(witnessed ? [t('report.cover.checkWitness')] : []),
    t('report.cover.check2'),
    t('report.cover.check3'),
  ])
}

function summary({ t }: Words, { contents }: ReportRequest): string {
  const unwitnessed = contents.exhibits.filter(isUnwitnessed).length
  const partial = contents.exhibits.filter(isPartial).length
  const parts: string[] = [t('report.cover.count', { count: contents.exhibits.length })]
  parts.push(unwitnessed > 0 ? t('report.cover.unwitnessed', { count: unwitnessed }) : t('report.cover.allWitnessed'))
  if (partial > 0) parts.push(t('report.cover.partial', { count: partial }))
  return parts.join(', ')
}
