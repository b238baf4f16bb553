import { afterAll, expect, it, vi } from 'vitest'
import { join } from 'node:path'
import { newJob, startTestEngine, testFolder } from '../support/engine.ts'

/** A machine without any browser of its own, but with the development packages. */
vi.mock(import('../../electron/services/browser/index.ts'), async (original) => ({
  ...(await original()),
  findBrowser: async ({ bundled }) =>
    bundled ? { name: 'Chromium', version: '', path: '/nowhere', origin: 'bundled', env: {} } : null,
}))

const { base, remove } = testFolder('no-browser')
afterAll(remove)

it('refuses a capture that only the browser of the development packages could make', async () => {
  const test = await startTestEngine(base, { door: 'cli', bundledBrowser: false })
  await test.found(join(base, 'v.bevisvalv'))
  const chain = await test.openCase()
  const request = { job: newJob(), case: chain, url: 'https://example.org/', allowPrivate: false }
  expect(await test.refused('capture.start', request)).toBe('capture.no-browser')
  await test.engine.close()
})
