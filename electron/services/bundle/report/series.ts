import type { Translate } from '../../../../shared/locales/index.ts'
import { lyingBars, standingBars, type Bar } from './chart.ts'
import type { Sheet } from './sheet.ts'
import type { Column } from './style.ts'
import type { Words } from './words.ts'

/** Bars of a chart and rows of its table; what is beyond is counted together. */
const NAMED = 20
/** Figures that the text for those who can't see a chart gives; the rest stands in its table. */
const TOLD = 8

export interface Series {
  bars: readonly Bar[]
  title: string
  of: string
  /** What the two stretches of a bar are; null: there is one. */
  legend: readonly [string, string] | null
  /** Head of the table's first column. */
  first: string
  standing: boolean
  /** As long as there is room for them, where the bars' own are short. */
  names?: readonly string[]
  /** What is beyond the bars, for the table alone: drawn, it could dwarf them. */
  beyond?: Bar | null
  /** Where its figures aren't those of the bars alone. */
  table?: { columns: readonly Column[]; rows: readonly (readonly string[])[] }
}

export const sum = ({ values: [a, b] }: Bar): number => a + b

/** A chart and its figures as a table, for those who can't see it and those who want to count. */
export function chart(sheet: Sheet, words: Words, { bars, title, of, legend, first, standing, names, beyond = null, table }: Series): void {
  const { t, count } = words
  sheet.keep(standing ? 230 : Math.min(90 + bars.length * 15, 400))
  sheet.heading(title)
  sheet.paragraph(of, 'small')
  const named = bars.map((bar, index) => ({ ...bar, label: names?.[index] ?? bar.label })).filter((bar) => sum(bar) > 0)
  const told = named.slice(0, TOLD).map((bar) => `${bar.label}: ${count(sum(bar))}`)
  const alt = `${title}. ${of} ${told.join('; ')}.${named.length > TOLD ? ` ${t('report.overview.inTable')}` : ''}`
  // A single kind in all of it needs no legend.
  const both = bars.some(({ values }) => values[0] > 0) && bars.some(({ values }) => values[1] > 0)
  const shape = { alt, bars, legend: both ? legend : null, count }
  if (standing) standingBars(sheet, shape)
  else lyingBars(sheet, shape)
  if (table !== undefined) return sheet.table(table.columns, table.rows)
  const kinds = legend ?? []
  sheet.table(
    [
      { title: first, width: 403 - kinds.length * 80, style: 'label' },
      ...kinds.map((title) => ({ title, width: 80, style: 'label' as const })),
      { title: t('report.overview.sum'), width: 80, style: 'label' },
    ],
    [...named, ...(beyond === null ? [] : [beyond])].map((bar) => [bar.label, ...kinds.map((_, index) => count(bar.values[index] ?? 0)), count(sum(bar))]),
  )
}

/** The largest first, and the rest as one. `beyond`: what was never counted by name. */
export function mostly(bars: readonly Bar[], t: Translate, beyond: readonly [number, number] = [0, 0]): Bar[] {
  const sorted = bars.toSorted((a, b) => sum(b) - sum(a) || (a.label < b.label ? -1 : 1))
  const rest = sorted.slice(NAMED)
  const values = rest.reduce<readonly [number, number]>(([a, b], bar) => [a + bar.values[0], b + bar.values[1]], beyond)
  return values[0] + values[1] === 0 ? sorted : [...sorted.slice(0, NAMED), { label: t('report.overview.others', { count: rest.length }), values }]
}
