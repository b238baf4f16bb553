import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** How long `work` takes, in ms. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/** Both sides in turn, so that whatever else the machine does meets both. */
export async function inTurn(rounds: number, ours: () => Promise<number>, theirs: () => Promise<number>): Promise<{ ours: number[]; theirs: number[] }> {
  const times = { ours: [] as number[], theirs: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    times.theirs.push(await theirs())
    times.ours.push(await ours())
  }
  return times
}

/** Runs a program to its end, at most a minute or `timeout` ms; throws where it fails. Answers what it printed. */
export async function run(program: string, args: readonly string[], options: { cwd?: string; timeout?: number } = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { timeout: 60_000, ...options, maxBuffer: 16 * 1024 * 1024 })
  return stdout
}
