import { LISTED_PLACES, coveringFile } from '../../../../shared/encoding/index.ts'
import { dynamicText } from '../../../../shared/locales/index.ts'
import { besideText, shareParts } from '../../../../shared/locales/covering.ts'
import type { Covering } from '../../../../shared/model/index.ts'
import type { ExhibitInBundle } from '../contents.ts'
import type { Sheet } from './sheet.ts'
import type { Words } from './words.ts'

/** Room for the heading of a part, what is said of it and some rows, points. */
const PART_HEIGHT = 110

/** What is covered of a masked exhibit, place by place: by eye it can't be told from what was black, or a block, in the original. */
export function coveredPart(sheet: Sheet, words: Words, { masked }: ExhibitInBundle): void {
  if (masked === null) return
  const { t } = words
  const { coverings, never, reason } = masked
  sheet.keep(PART_HEIGHT)
  sheet.heading(t('covering.title'))
  sheet.facts([{ label: t('covering.reason'), value: reason || t('report.none') }])
  sheet.paragraph(t('covering.lead'))
  sheet.paragraph(t('covering.checked'), 'small')
  for (const covering of coverings) {
    if (covering.kind === 'left-out') continue
    sheet.keep(PART_HEIGHT)
    sheet.subheading(coveringFile(covering))
    if (covering.kind === 'picture') picture(sheet, words, covering)
    else text(sheet, words, covering)
  }
  const chosen = coverings.flatMap(({ kind, name }) => (kind === 'left-out' ? [{ name, why: 'chosen' as const }] : []))
  const leftOut = [...chosen, ...never.map((name) => ({ name, why: 'never' as const }))]
  if (leftOut.length === 0) return
  sheet.keep(PART_HEIGHT)
  sheet.subheading(t('covering.leftOut'))
  sheet.table(
    [
      { title: t('report.exhibit.file'), width: 150, style: 'label' },
      { title: t('covering.why'), width: 333, style: 'label' },
    ],
    leftOut.map(({ name, why }) => [name, t(`covering.leftOutOf.${why}`)]),
  )
}

function picture(sheet: Sheet, words: Words, { width, height, pixels, count, areas }: Covering & { kind: 'picture' }): void {
  const { t } = words
  const { share, percent } = shareParts(pixels, width * height)
  if (share === 'none' || share === 'all') return sheet.paragraph(t(`covering.picture.${share}`))
  const told = { share: t(`covering.share.${share}`, { percent: words.tenths(percent) }), number: words.count(count), width: words.count(width), height: words.count(height) }
  sheet.paragraph(t('covering.picture.some', told))
  sheet.table(
    (['number', 'left', 'top', 'width', 'height'] as const).map((name) => ({ title: t(`covering.picture.columns.${name}`), width: name === 'number' ? 35 : 112, style: 'label' as const })),
    areas.map((area, at) => [at + 1, area.left, area.top, area.width, area.height].map(words.count)),
  )
  rest(sheet, words, count - areas.length)
}

function text(sheet: Sheet, words: Words, covering: Covering & { kind: 'text' }): void {
  const { t } = words
  const { pieces, covered, count, stretches, own } = covering
  const { share } = shareParts(covered, pieces)
  if (share === 'none' || share === 'all') sheet.paragraph(t(`covering.text.${share}`))
  else {
    sheet.paragraph(t('covering.text.some', { number: words.count(count), covered: words.count(covered), pieces: words.count(pieces), file: coveringFile(covering) }))
    sheet.table(
      [
        { title: t('covering.text.columns.number'), width: 35, style: 'label' },
        { title: t('covering.text.columns.line'), width: 48, style: 'label' },
        { title: t('covering.text.columns.column'), width: 56, style: 'label' },
        { title: t('covering.text.columns.pieces'), width: 74, style: 'label' },
        { title: t('covering.text.columns.beside'), width: 270, style: 'label' },
      ],
      stretches.map((one, at) => [...[at + 1, one.line, one.column, one.pieces].map(words.count), besideText(one, (key, values) => dynamicText(t, `covering.text.${key}`, values))]),
    )
    rest(sheet, words, count - stretches.length)
  }
  if (own.count > 0) sheet.paragraph(t('covering.text.own', { number: words.count(own.count), lines: `${words.ranges(own.lines.slice(0, LISTED_PLACES))}${own.lines.length > LISTED_PLACES ? ' …' : ''}` }), 'strong')
}

function rest(sheet: Sheet, { t, count }: Words, more: number): void {
  if (more > 0) sheet.paragraph(t('covering.rest', { number: count(more) }), 'strong')
}
