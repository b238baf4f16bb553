import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromiumDoor, SteeringForbidden, WindowClosed } from '../../electron/chromium/index.ts'
import { startEngineWorker } from '../../electron/engine/host.ts'
import type { Engine } from '../../electron/engine/types.ts'
import { fakeOptions } from '../support/fake-engine.ts'

const entry = new URL('../support/fake-engine-worker.ts', import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-test-'))
let engine: Engine | null = null

beforeAll(() => chmodSync(folder, 0o755))
afterAll(() => rmSync(folder, { recursive: true }))

/** Opens a door with a program that says something and then does nothing, as some browsers do. */
async function open(said: string, version = '1', status = 7): Promise<unknown> {
  const path = join(folder, 'browser')
  writeFileSync(path, `#!/bin/sh\necho '${said}' >&2\n${said === '' ? `exit ${status}` : 'exec sleep 60'}\n`, { mode: 0o755 })
  return openChromiumDoor({
    engine: fakeOptions({ version }),
    browser: { name: 'Testläsaren', version: '1.2.3.4', path, origin: 'setting', env: {} },
    rendererDir: folder,
    startEngine: async (options, extra) => (engine = await startEngineWorker(options, { ...extra, entry })),
  }).then(
    () => 'opened',
    (error: unknown) => error,
  )
}

describe.skipIf(process.platform === 'win32')('a browser that is no window', () => {
  test('by decision of its administrator is told so, at once, and the engine ends', async () => {
    const started = performance.now()
    const error = await open('DevTools remote debugging is disallowed by the system admin.')
    expect(error).toBeInstanceOf(SteeringForbidden)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(await engine?.dispatch('case.list', {}, 'x')).toMatchObject({ ok: false })
  })

  test('because it ends by itself is a refusal that names it', async () => {
    expect(await open('')).toMatchObject({ code: 'capture.browser-failed', params: { browser: 'Testläsaren' } })
  })

  test('because its window was closed before it had answered is no fault', async () => {
    expect(await open('', '1', 0)).toBeInstanceOf(WindowClosed)
  })

  test("is ended where the engine can't be built, whose reason is the one told", async () => {
    expect(await open('nothing', 'broken')).toMatchObject({ message: 'no engine today' })
  })
})
