import { TIMESTAMP_COMMANDS } from '../../../../shared/verify/index.ts'
import { BY_HAND } from '../commands.ts'
import { inFours } from '../readme.ts'
import type { Sheet } from './sheet.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

const PAPERS = ['export', 'witness', 'receipt', 'log', 'exhibit', 'authority'] as const
const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f'] as const
/** Groups of the fingerprint in one row of the table from which it is read out. */
const PER_ROW = 2

/** Which fingerprint to hold against which paper, how to read one out, and what to type. */
export function howToCheck(sheet: Sheet, words: Words, request: PartRequest): void {
  const { t } = words
  const { name, fingerprint } = request
  sheet.chapter(t('report.howTo.title'))
  sheet.paragraph(t('report.howTo.first'))
  sheet.numbered([t('report.howTo.step1'), t('report.howTo.step2'), t('report.howTo.step3'), t('report.howTo.step4')])
  sheet.heading(t('report.howTo.papers'))
  sheet.table(
    [
      { title: t('report.howTo.inBundle'), width: 163, style: 'label' },
      { title: t('report.howTo.onPaper'), width: 160, style: 'label' },
      { title: t('report.howTo.shows'), width: 160, style: 'label' },
    ],
    PAPERS.map((paper) => [t(`report.howTo.paper.${paper}.is`), t(`report.howTo.paper.${paper}.with`), t(`report.howTo.paper.${paper}.shows`)]),
  )
  readOut(sheet, words, fingerprint)
  witnessKeys(sheet, words, request)

  sheet.keep(160)
  sheet.heading(t('report.howTo.byHand'))
  sheet.paragraph(t('report.howTo.lead', { name }))
  for (const [index, { step, lines }] of BY_HAND.entries()) {
    sheet.subheading(`${index + 1}. ${t(`readme.steps.${step}`)}`)
    sheet.code(lines)
  }
  sheet.subheading(`${BY_HAND.length + 1}. ${t('report.howTo.timestampTitle')}`)
  sheet.paragraph(t('report.howTo.timestamp'))
  sheet.code(TIMESTAMP_COMMANDS)
  sheet.paragraph(t('report.howTo.zip', { name }))
}

/** The export key's, group by group, in the words that are said over a telephone. */
function readOut(sheet: Sheet, { t }: Words, fingerprint: string): void {
  const spoken = (group: string) => [...group].map((digit) => (LETTERS.includes(digit as (typeof LETTERS)[number]) ? t(`report.letters.${digit as (typeof LETTERS)[number]}`) : digit)).join(' – ')
  const groups = inFours(fingerprint).split(' ')
  sheet.keep(330)
  sheet.heading(t('report.howTo.readOut'))
  sheet.paragraph(t('report.howTo.readOutLead'))
  sheet.table(
    Array.from({ length: PER_ROW }, () => [
      { title: t('report.howTo.group'), width: 36, style: 'label' as const },
      { title: t('report.howTo.digits'), width: 62, style: 'code' as const },
      { title: t('report.howTo.spoken'), width: 143, style: 'label' as const },
    ]).flat(),
    Array.from({ length: groups.length / PER_ROW }, (_, row) =>
      groups.slice(row * PER_ROW, (row + 1) * PER_ROW).flatMap((group, index) => [String(row * PER_ROW + index + 1), group, spoken(group)]),
    ),
  )
}

/** Each witness's key once, by name: what their own key card or receipt has to say. */
function witnessKeys(sheet: Sheet, { t, ranges }: Words, { contents }: PartRequest): void {
  const keys = new Map<string, { name: string; numbers: number[] }>()
  for (const { row, attestations } of contents.exhibits) {
    for (const { item, payload } of attestations) {
      const known = keys.get(item.entry.kid) ?? { name: payload.witness.name, numbers: [] }
      known.numbers.push(row.number)
      keys.set(item.entry.kid, known)
    }
  }
  if (keys.size === 0) return
  sheet.keep(90)
  sheet.heading(t('report.howTo.witnessKeys'))
  sheet.paragraph(t('report.howTo.witnessKeysLead'))
  sheet.table(
    [
      { title: t('report.exhibit.witness'), width: 163, style: 'label' },
      { title: t('report.exhibit.key'), width: 200, style: 'code' },
      { title: t('report.howTo.attests'), width: 120, style: 'label' },
    ],
    [...keys].map(([kid, { name, numbers }]) => [name, inFours(kid), ranges(numbers)]),
  )
}
