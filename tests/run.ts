/**
 * `npm test`: builds what the tests need, runs them in random order and prints what really ran. The last line is
 * `N passed, N failed` (and `, N skipped` when any were), alone. Arguments are Vitest's:
 *
 *     npm test -- tests/unit/rooms.test.ts --sequence.seed=42
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCLI, startVitest, type Vitest } from 'vitest/node'
import { ensureBuilt } from '../electron/build.ts'

interface Count {
  passed: number
  failed: number
  skipped: number
}

/**
 * Counts each test by its own result. What broke outside a test (a file that didn't load, a hook, a promise that
 * nobody awaited, a worker that died) counts as a failure of its own, and so does a test that never came to an end.
 */
function count(vitest: Vitest): Count {
  const result: Count = { passed: 0, failed: 0, skipped: 0 }
  for (const file of vitest.state.getTestModules()) {
    let inside = 0
    for (const test of file.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') result.passed++
      else if (state === 'skipped') result.skipped++
      else inside++
    }
    for (const suite of file.children.allSuites()) inside += suite.errors().length
    inside += file.errors().length
    // The file failed, but nothing in it says why: still a failure.
    result.failed += inside === 0 && file.state() === 'failed' ? 1 : inside
    if (file.state() !== 'failed' && [...file.children.allTests()].length === 0) result.failed++
  }
  result.failed += vitest.state.getUnhandledErrors().length
  return result
}

async function main(): Promise<Count> {
  const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
  // With another configuration it is another suite, which says itself what it needs.
  if (options.config === undefined) ensureBuilt('verifier', 'renderer')
  if (filter.length > 0) process.env['BEVISVALV_TURNS'] ??= 'all'
  const seed = options.sequence?.seed ?? Date.now()
  const vitest = await startVitest(filter, { ...options, watch: false, sequence: { ...options.sequence, seed } })
  const result = count(vitest)
  await vitest.close()
  if (result.passed + result.failed + result.skipped === 0) {
    console.log('No test ran.')
    result.failed = 1
  }
  console.log(`\nOrder: --sequence.seed=${seed}`)
  return result
}

// What one test file has built serves the others.
const run = mkdtempSync(join(tmpdir(), 'bevisvalv-test-'))
process.env['BEVISVALV_TEST_RUN'] = run
// Hundreds of processes are started: each module is compiled once for all of them.
process.env['NODE_COMPILE_CACHE'] ??= join(run, 'compiled')
process.on('exit', () => rmSync(run, { recursive: true, force: true }))
const result = await main().catch((error: unknown): Count => {
  console.error(error)
  return { passed: 0, failed: 1, skipped: 0 }
})
const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : ''
// Whatever a test left behind may neither print after this line nor keep the process alive.
process.stdout.write(`${result.passed} passed, ${result.failed} failed${skipped}\n`, () => {
  process.exit(result.failed > 0 ? 1 : 0)
})
