import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REPOSITORY } from '../support/oxlint.ts'

/** Runs `npm test` itself on one probe. */
function run(probe: string): { status: number | null; last: string } {
  const args = ['tests/run.ts', '--config', 'tests/fixtures/runner/vitest.config.ts', probe]
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: REPOSITORY, encoding: 'utf8', env: probeEnvironment() })
  return { status, last: stdout.trimEnd().split('\n').at(-1) ?? '' }
}

/** Without what the outer run told this process about itself. */
function probeEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'))
  return { ...Object.fromEntries(own), PATH: `${join(REPOSITORY, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}` }
}

describe('the test command', () => {
  it.each([
    ['fine', 0, '2 passed, 0 failed'],
    ['mixed', 1, '1 passed, 2 failed, 2 skipped'],
    ['unloadable', 1, '0 passed, 1 failed'],
    ['unawaited', 1, '1 passed, 1 failed'],
    ['empty', 1, '0 passed, 1 failed'],
    ['no-such', 1, '0 passed, 1 failed'],
  ])('counts %s right', (probe, status, last) => {
    expect(run(`${probe}.probe.ts`)).toEqual({ status, last })
  })

  it('fails when a process of tests dies', () => {
    const { status, last } = run('killed.probe.ts')
    expect(status).toBe(1)
    expect(last).toMatch(/^0 passed, [1-9]\d* failed$/)
  })
})
