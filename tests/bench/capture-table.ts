import type { BenchPage } from './capture-pages.ts'
import type { Taken } from './capture-tools.ts'
import { median } from './measure.ts'

/** All rounds of one tool on one page. */
export interface Rounds {
  page: BenchPage
  tool: string
  taken: Taken[]
}

/** The most that ours may take with its browser, bytes. */
const PEAK_GOAL = 600e6
const SLOWEST = 6

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 10e6 ? 2 : 0)} MB`

/** Nothing was seen of what ends within hundredths of a second. */
const seen = (value: number, text: (value: number) => string): string => (value > 0 ? text(value) : 'too short')

function span(values: readonly number[], text: (value: number) => string): string {
  return `${text(median(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`
}

/** The least of all rounds first, where they differ. */
function found(counts: readonly number[], all: number): string {
  if (all === 0) return '–'
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return `${least === most ? least : `${least}–${most}`}/${all}`
}

const completeRounds = ({ page, taken }: Rounds): number =>
  taken.filter((each) => each.pictures === page.pictures.length && each.comments === page.comments).length

function row(rounds: Rounds): string[] {
  const { page, tool, taken } = rounds
  return [
    tool,
    span(taken.map((each) => each.ms), seconds),
    seen(median(taken.map((each) => each.cpuMs)), seconds),
    seen(median(taken.map((each) => each.peakBytes)), megabytes),
    megabytes(median(taken.map((each) => each.leftBytes))),
    found(taken.map((each) => each.pictures), page.pictures.length),
    found(taken.map((each) => each.comments), page.comments),
    `${completeRounds(rounds)} of ${taken.length}`,
    [...new Set(taken.map((each) => each.said))].filter((said) => said !== '').join('; '),
  ]
}

function print(rows: readonly string[][]): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((each) => each[column]?.length ?? 0))) ?? []
  for (const each of rows) console.log(`  ${each.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}

/** A table for each page: medians, of the time also least–greatest; below it where our time went. */
export function printCaptures(all: readonly Rounds[]): void {
  for (const page of new Set(all.map((each) => each.page))) {
    const here = all.filter((each) => each.page === page)
    console.log(`\n${page.name}`)
    print([['', 'time', 'processor', 'peak memory', 'left', 'pictures', 'comments', 'complete', 'said'], ...here.map(row)])
    const ours = here.find((each) => each.tool === 'ours')
    if (ours) console.log(`  ours, slowest steps: ${profile(ours.taken)}`)
  }
  console.log('')
  for (const line of goals(all.filter((each) => each.tool === 'ours'))) console.log(line)
  console.log('')
}

/** Medians of the steps that take longest, and of what lies outside all steps. */
function profile(taken: readonly Taken[]): string {
  const steps = new Map<string, number[]>()
  const outside: number[] = []
  for (const { ms, timings } of taken) {
    for (const timing of timings) steps.set(timing.step, [...(steps.get(timing.step) ?? []), timing.ms])
    outside.push(ms - timings.reduce((sum, each) => sum + each.ms, 0))
  }
  const slowest = [...steps].map(([step, values]) => ({ step, ms: median(values) })).toSorted((a, b) => b.ms - a.ms)
  const said = slowest.slice(0, SLOWEST).map(({ step, ms }) => `${step} ${seconds(ms)}`)
  return `${said.join(', ')}; outside the steps ${seconds(median(outside))}`
}

function goals(ours: readonly Rounds[]): string[] {
  const lacking = ours.filter((each) => completeRounds(each) < each.taken.length || each.taken.some(({ said }) => said !== ''))
  const peaks = ours.map(({ page, taken }) => ({ page, bytes: Math.max(...taken.map((each) => each.peakBytes)) }))
  const heavy = peaks.filter(({ bytes }) => bytes > PEAK_GOAL).map(({ page, bytes }) => `${megabytes(bytes)}, ${page.name}`)
  const verdict = (missed: readonly string[]) => (missed.length === 0 ? 'met' : `missed: ${missed.join('; ')}`)
  return [
    `goal: complete on every page in every round, and said so: ${verdict(lacking.map(({ page }) => page.name))}`,
    `goal: peak ≤ ${megabytes(PEAK_GOAL)} with the browser in every round: ${verdict(heavy)}`,
  ]
}
