import { toHex } from '../../../../shared/encoding/index.ts'
import type { CustodyItem } from '../contents.ts'
import type { Sheet } from './sheet.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

const SHORT_LEAF = 16

export function custodyTable(sheet: Sheet, words: Words, { contents }: PartRequest): void {
  const { t } = words
  const { custody, hidesWitnesses } = contents
  // What a key's holder is called is told by any of its entries that can be read; a withheld one is no secret of whose.
  const names = new Map(custody.flatMap(({ entry, payload }) => (payload === null ? [] : [[entry.kid, payload.value.actor.name] as const])))
  const hides = ({ entry }: CustodyItem) => hidesWitnesses && entry.type === 'exhibit.attested'
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
      item.payload?.value.actor.name ?? (hides(item) ? undefined : names.get(item.entry.kid)) ?? item.entry.kid,
      toHex(item.leaf).slice(0, SHORT_LEAF),
    ]),
  )
}
