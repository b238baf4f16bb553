import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { testBrowser } from '../support/capture.ts'
import { BENCH_PAGES, type BenchPage, serveBenchPages } from './capture-pages.ts'
import { printCaptures, type Rounds } from './capture-table.ts'
import { captureTools, type Taken, type Tool } from './capture-tools.ts'
import { printTable, type Comparison } from './table.ts'

/**
 * Pages captured in full (pictures of all of it, the page, its text, every exchange, provenance) beside a bare
 * `page.screenshot({ fullPage: true })`, SingleFile and wget: the same pages on loopback, the same browser, which each
 * starts for itself, in turn. What each left is looked through for the pictures and comments that the page has. Ours
 * runs the browser in its sandbox; the others, as they come, don't where root runs them, and SingleFile never does.
 */
const GOALS = { singleFile: 0.6, bareArticle: 1.8 }

export async function captureBench(rounds = 3): Promise<Comparison[]> {
  const base = mkdtempSync(join(tmpdir(), 'bevisvalv-bench-'))
  const server = await serveBenchPages()
  // Ours has more processes than the others, so whatever else runs slows it more: who reads the figures must know.
  const load = `${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`
  let count = 0
  const take = async (tool: Tool, page: BenchPage): Promise<Taken> => {
    const home = join(base, `run-${(count += 1)}`)
    const folder = join(home, 'left')
    mkdirSync(folder, { recursive: true })
    try {
      return await tool.take(`${server.origin}${page.path}`, folder, page)
    } finally {
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    }
  }
  try {
    const tools = await captureTools(join(base, 'tools'))
    // Once for whatever is only done the first time: caches of compiled code, of the disk.
    for (const tool of tools) for (const page of BENCH_PAGES.slice(0, 1)) await take(tool, page)
    const all: Rounds[] = []
    for (const page of BENCH_PAGES) {
      const here = tools.map((tool): Rounds => ({ page, tool: tool.name, taken: [] }))
      for (let round = 0; round < rounds; round += 1) {
        for (const [at, tool] of tools.entries()) here[at]?.taken.push(await take(tool, page))
        process.stderr.write(`capture: ${page.name}, round ${round + 1} of ${rounds}\n`)
      }
      all.push(...here)
    }
    const { name, version } = await testBrowser()
    console.log(`captures in ${name} ${version}, ${rounds} rounds in turn: median (least–greatest); load before it began: ${load}`)
    printCaptures(all)
    return comparisons(all)
  } finally {
    await server.close()
    rmSync(base, { recursive: true, force: true })
  }
}

function comparisons(all: readonly Rounds[]): Comparison[] {
  const times = (page: BenchPage, isIt: (tool: string) => boolean) => all.find((each) => each.page === page && isIt(each.tool))
  return BENCH_PAGES.flatMap((page, at) => {
    const ours = times(page, (tool) => tool === 'ours')
    const beside = [
      { theirs: times(page, (tool) => tool.startsWith('single-file')), goal: GOALS.singleFile },
      { theirs: at === 0 ? times(page, (tool) => tool.startsWith('puppeteer')) : undefined, goal: GOALS.bareArticle },
    ]
    return beside.flatMap(({ theirs, goal }): Comparison[] => {
      // A run that left nothing ended early: its time is no measure of a capture.
      const ms = (rounds: Rounds | undefined) => (rounds?.taken ?? []).filter((each) => each.leftBytes > 0).map((each) => each.ms)
      if (!theirs || ms(ours).length === 0 || ms(theirs).length === 0) return []
      return [{ what: `full capture: ${page.name}`, beside: theirs.tool, ours: ms(ours), theirs: ms(theirs), as: 'time', goal }]
    })
  })
}

if (import.meta.main) printTable(await captureBench())
