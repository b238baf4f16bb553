import { median } from './measure.ts'

/** One comparison: what we take beside what is compared with, in ms, several rounds in turn. */
export interface Comparison {
  what: string
  beside: string
  ours: readonly number[]
  theirs: readonly number[]
  /** `time`: ours ÷ theirs, to be at most the goal. `speed`: theirs ÷ ours, to be at least the goal. */
  as: 'time' | 'speed'
  /** Null: nothing was promised. */
  goal: number | null
}

const span = (times: readonly number[]): string => {
  const text = (ms: number) => (ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`)
  return times.length === 1 ? text(times[0] ?? NaN) : `${text(median(times))} (${Math.round(Math.min(...times))}–${Math.round(Math.max(...times))})`
}

/** The ratio of the medians, as `as` wants it. */
const ratio = ({ ours, theirs, as }: Comparison): number => (as === 'time' ? median(ours) / median(theirs) : median(theirs) / median(ours))

function verdict(comparison: Comparison): string {
  const { goal, as } = comparison
  if (goal === null) return ''
  const met = as === 'time' ? ratio(comparison) <= goal : ratio(comparison) >= goal
  return `${as === 'time' ? '≤' : '≥'} ${goal.toFixed(1)} ${met ? 'met' : 'missed'}`
}

/** Median (least–greatest) of each side, and whether the goal was met. */
export function printTable(comparisons: readonly Comparison[]): void {
  const rows = [
    ['what', 'ours', 'beside', '', 'ratio', 'goal'],
    ...comparisons.map((each) => [each.what, span(each.ours), span(each.theirs), each.beside, ratio(each).toFixed(2), verdict(each)]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd())
}
