import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { printTable, type Comparison } from './table.ts'

/**
 * The report of a large case in both languages, in a process that may use so much heap, beside a fifth of it five times. In time of a
 * processor: the two run minutes apart, and what else the machine does then would decide which looks slower. Some fifty MiB of the heap
 * are in use at the end; with 192 half of the large one's time goes to collecting what isn't.
 */
const HEAP_MIB = 384
const EXHIBITS = 500
const PARTS = 5
/** Linear, but for what the machine does meanwhile. */
const GOAL = 1.3
const LIMIT_MS = 20 * 60_000

interface Made {
  ms: number
  bytes: number
  peakMiB: number
}

async function made(exhibits: number): Promise<Made> {
  const child = fileURLToPath(new URL('report-child.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, child, String(exhibits)], { timeout: LIMIT_MS })
  return JSON.parse(stdout) as Made
}

export async function reportBench(exhibits = EXHIBITS): Promise<Comparison[]> {
  const small = await made(exhibits / PARTS)
  const large = await made(exhibits)
  const what = `report of ${exhibits} exhibits, ${Math.round(large.bytes / 1024 / 1024)} MiB, at most ${large.peakMiB} MiB of memory (a fifth of it: ${small.peakMiB})`
  return [{ what, beside: `${PARTS} × that of ${exhibits / PARTS}`, ours: [large.ms], theirs: [small.ms * PARTS], as: 'time', goal: GOAL }]
}

if (import.meta.main) printTable(await reportBench())
