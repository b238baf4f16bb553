import { randomFillSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../../electron/build.ts'
import { median, run, timed } from './measure.ts'
import { printTable, type Comparison } from './table.ts'

/**
 * A case of several large files out of a vault on the disk into a bundle, and that bundle checked, beside what others take
 * for the least of it: `sha256sum` of all files and `zip -0`, and `sha256sum -c` in the unpacked bundle. Each of ours in a
 * process of its own, whose peak memory is told too. `BEVISVALV_BENCH_MIB` makes it larger (5120 is the goal's).
 */
const MIB = 1024 * 1024
const GOALS = { export: 0.7, verify: 0.8, peak: 300 * MIB }
const FILES = 4

interface Run {
  ms: number
  peak: number
}

const child = fileURLToPath(new URL('bundle-child.ts', import.meta.url))
const ours = async (...args: string[]): Promise<Run> => JSON.parse(await run(process.execPath, [child, ...args], { timeout: 900_000 })) as Run

export async function bundleBench(size = Number(process.env['BEVISVALV_BENCH_MIB'] ?? 512) * MIB, rounds = size > 1024 * MIB ? 1 : 3): Promise<Comparison[]> {
  ensureBuilt('verifier')
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-bench-'))
  try {
    const files = Array.from({ length: FILES }, (_, n) => join(folder, `film-${n}.bin`))
    for (const path of files) fill(path, Math.ceil(size / FILES))
    const exports: { ours: Run[]; theirs: number[] } = { ours: [], theirs: [] }
    const checks: Record<'zip' | 'unpacked', { ours: Run[]; theirs: number[] }> = { zip: { ours: [], theirs: [] }, unpacked: { ours: [], theirs: [] } }
    // The first round warms the disk's memory and isn't counted.
    for (let round = 0; round <= rounds; round += 1) {
      const out = join(folder, `out-${round}`)
      mkdirSync(out)
      const zip = join(folder, 'theirs.zip')
      const theirs = await timed(async () => {
        await run('sha256sum', files, { timeout: 900_000 })
        await run('zip', ['-0', '-q', zip, ...files], { timeout: 900_000 })
        await run('sync', [zip])
      })
      rmSync(zip)
      const made = await ours('export', out, ...files)
      const name = readdirSync(out).find((one) => one.endsWith('.zip')) ?? ''
      await run('unzip', ['-q', join(out, name), '-d', out], { timeout: 900_000 })
      const bag = name.replace(/\.zip$/, '')
      const summed = await timed(() => run('sha256sum', ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: join(out, bag), timeout: 900_000 }))
      const [checked, unpacked] = [await ours('verify', out, name), await ours('verify', out, bag)]
      rmSync(out, { recursive: true })
      if (round === 0) continue
      exports.ours.push(made)
      exports.theirs.push(theirs)
      checks.zip.ours.push(checked)
      checks.unpacked.ours.push(unpacked)
      checks.zip.theirs.push(summed)
      checks.unpacked.theirs.push(summed)
    }
    await tellLeast(folder)
    const mib = Math.round(files.reduce((sum, path) => sum + statSync(path).size, 0) / MIB)
    tellPeaks([['export', exports.ours], ['verify, zip', checks.zip.ours], ['verify, unpacked', checks.unpacked.ours]])
    return [
      { what: `export ${mib} MiB`, beside: 'sha256sum, zip -0, sync', ours: times(exports.ours), theirs: exports.theirs, as: 'speed', goal: GOALS.export },
      { what: `verify ${mib} MiB, zip`, beside: 'sha256sum -c', ours: times(checks.zip.ours), theirs: checks.zip.theirs, as: 'speed', goal: GOALS.verify },
      { what: `verify ${mib} MiB, unpacked`, beside: 'sha256sum -c', ours: times(checks.unpacked.ours), theirs: checks.unpacked.theirs, as: 'speed', goal: GOALS.verify },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const times = (runs: readonly Run[]) => runs.map(({ ms }) => ms)

/** Nothing that could be compressed or shared, made piece by piece. */
function fill(path: string, bytes: number): void {
  writeFileSync(path, '')
  const piece = Buffer.alloc(Math.min(16 * MIB, bytes))
  for (let done = 0; done < bytes; done += piece.length) writeFileSync(path, randomFillSync(piece).subarray(0, bytes - done), { flag: 'a' })
}

/** What an export takes whatever its size, the report above all: the smaller the case, the more it weighs in the ratio. */
async function tellLeast(folder: string): Promise<void> {
  const [out, path] = [join(folder, 'out-least'), join(folder, 'least.bin')]
  mkdirSync(out)
  writeFileSync(path, 'x')
  const { ms, peak } = await ours('export', out, path)
  console.log(`export of one byte: ${Math.round(ms)} ms, peak ${Math.round(peak / MIB)} MiB`)
}

/** Not a comparison: a bound of our own. */
function tellPeaks(peaks: readonly (readonly [string, readonly Run[]])[]): void {
  for (const [what, runs] of peaks) {
    const peak = Math.max(...runs.map((one) => one.peak))
    console.log(`${what}: peak ${Math.round(peak / MIB)} MiB of the whole process (median ${Math.round(median(runs.map((one) => one.peak)) / MIB)}), goal ≤ ${GOALS.peak / MIB}: ${peak <= GOALS.peak ? 'met' : 'missed'}`)
  }
}

if (import.meta.main) printTable(await bundleBench())
