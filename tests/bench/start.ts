import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt, RENDERER_DIR } from '../../electron/build.ts'
import { inTurn, run } from './measure.ts'
import { printTable, type Comparison } from './table.ts'

/**
 * From the start of the program to its first screen, where a vault is chosen and unlocked, beside the start of an empty
 * window through the same door: the same code and browser with a page of one line and no engine. Each start is a
 * process of its own with a profile of its own; after the first it has the settings folder of the one before.
 */
const GOAL = 1.3

export async function startBench(rounds = 7): Promise<Comparison[]> {
  ensureBuilt('verifier', 'renderer')
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-bench-'))
  const empty = join(folder, 'empty')
  mkdirSync(empty)
  writeFileSync(join(empty, 'index.html'), '<!doctype html><html lang="sv"><title>Bevisvalv</title><div id="root"><h1>Bevisvalv</h1></div></html>')
  const start = async (engine: 'real' | 'none', rendererDir: string) => {
    const program = fileURLToPath(new URL('start-child.ts', import.meta.url))
    const began = performance.timeOrigin + performance.now()
    return Number(await run(process.execPath, [program, engine, rendererDir, join(folder, 'home')])) - began
  }
  const ours = () => start('real', RENDERER_DIR)
  const theirs = () => start('none', empty)
  try {
    // Once for whatever is only done the first time: caches of compiled code, of the disk.
    await inTurn(1, ours, theirs)
    return [{ what: 'start to the unlock screen', beside: 'empty window', ...(await inTurn(rounds, ours, theirs)), as: 'time', goal: GOAL }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) printTable(await startBench())
