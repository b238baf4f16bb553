import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../electron/services/browser/index.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bevisvalv-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const PLAN = [
  { state: 'on-as-other-user', user: null },
  { state: 'off', user: null },
] as const

/** Starts a browser that only runs this script. Answers how it was refused and the flags of each attempt. */
async function launch(script: string) {
  const path = join(folder, 'browser')
  const log = join(folder, 'attempts')
  await writeFile(path, `#!/bin/sh\necho "$*" >>${log}\n${script}\n`)
  await chmod(path, 0o755)
  const found = { name: 'Chromium', version: '1.0.0.0', path, origin: 'setting' as const, env: {} }
  const refusal: unknown = await launchBrowser(found, { purpose: 'window', group: 'own', managePages: false }, [...PLAN]).catch((error: unknown) => error)
  const attempts = (await readFile(log, 'utf8')).trim().split('\n')
  return { refusal, unprotected: attempts.filter((flags) => flags.includes('--no-sandbox')).length, attempts: attempts.length }
}

describe.skipIf(process.platform === 'win32')('a browser that does not start', () => {
  it('is never opened without its sandbox for a reason that is not the sandbox, and its words stay with it', async () => {
    const { refusal, attempts } = await launch('echo "secret of https://a.example/" >&2; exit 7')
    expect(attempts).toBe(1)
    expect(refusal).toMatchObject({ code: 'capture.browser-failed', params: { browser: 'Chromium', detail: 'exit 7' } })
  })

  it.each([
    ['no sandbox can be had', 'echo "No usable sandbox!" >&2; exit 1', 'capture.sandbox-unavailable'],
    ['the other user cannot run it', 'exit 126', 'capture.browser-failed'],
  ])('is opened without where %s', async (_, script, code) => {
    const { refusal, attempts, unprotected } = await launch(script)
    expect({ attempts, unprotected }).toEqual({ attempts: 2, unprotected: 1 })
    expect(refusal).toMatchObject({ code })
  })

  it('says in one word that an administrator forbids steering', async () => {
    const { refusal } = await launch('echo "DevTools remote debugging is disallowed by the system admin." >&2; exit 1')
    expect(refusal).toMatchObject({ params: { detail: 'policy' } })
  })
})
