import { toHex } from '../../../../shared/encoding/index.ts'
import { TIMESTAMP_COMMANDS } from '../../../../shared/verify/index.ts'
import { BY_HAND } from '../commands.ts'
import type { Sheet } from './sheet.ts'
import type { ReportRequest } from './types.ts'
import type { Words } from './words.ts'

const SHORT_LEAF = 16

export function custodyTable(sheet: Sheet, words: Words, { contents }: ReportRequest): void {
  const { t } = words
  const { custody } = contents
  sheet.chapter(t('report.custody.title'))
  sheet.paragraph(t('report.custody.lead', { seq: custody.at(-1)?.entry.seq ?? 0 }))
  sheet.table(
    [
      { title: t('report.custody.seq'), width: 38, style: 'label' },
      { title: t('report.custody.at'), width: 96, style: 'label' },
      { title: t('report.custody.what'), width: 166, style: 'label' },
      { title: t('report.custody.who'), width: 93, style: 'label' },
      { title: t('report.custody.leaf'), width: 90, style: 'mono' },
    ],
    custody.map((item) => [
      String(item.entry.seq),
      words.utc(item.entry.at),
      words.event(item),
      item.payload?.value.actor.name ?? item.entry.kid,
      toHex(item.leaf).slice(0, SHORT_LEAF),
    ]),
  )
}

export function howToCheck(sheet: Sheet, { t }: Words, { name }: ReportRequest): void {
  sheet.chapter(t('report.howTo.title'))
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
