import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServer, type ViteDevServer } from 'vite'
import { DEV_HEADERS, openChromiumDoor, type ChromiumDoor } from '../../electron/chromium/index.ts'
import { startEngineWorker } from '../../electron/engine/host.ts'
import { findBrowser } from '../../electron/services/browser/index.ts'
import { fakeOptions } from '../support/fake-engine.ts'
import { lacksBrowser } from '../support/full-browser.ts'

const entry = new URL('../support/fake-engine-worker.ts', import.meta.url)
const root = mkdtempSync(join(tmpdir(), 'bevisvalv-test-'))
let server: ViteDevServer
let door: ChromiumDoor

const write = (version: string) => writeFileSync(join(root, 'main.js'), `document.title = '${version}'; if (import.meta.hot) import.meta.hot.accept(() => {})`)

beforeAll(async () => {
  writeFileSync(join(root, 'index.html'), '<!doctype html><body><script type="module" src="/main.js"></script></body>')
  write('first')
  server = await createServer({ root, configFile: false, cacheDir: join(root, 'cache'), logLevel: 'silent', server: { host: '127.0.0.1', headers: { ...DEV_HEADERS } } })
  await server.listen()
  const browser = await findBrowser({ bundled: true })
  const dev = server.resolvedUrls?.local[0]
  if (browser === null || dev === undefined) throw new Error('this test needs a browser and a server')
  door = await openChromiumDoor({
    engine: fakeOptions(),
    browser,
    rendererDir: join(root, 'none'),
    headless: true,
    dev,
    startEngine: (options, extra) => startEngineWorker(options, { ...extra, entry }),
  })
})

afterAll(async () => {
  await door.close()
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

test.skipIf(lacksBrowser())('under development the window follows its sources, with the same bridge and content', async () => {
  const { page } = door
  await page.waitForFunction("document.title === 'first'")
  await expect.poll(() => server.ws.clients.size, { timeout: 10_000 }).toBe(1)
  write('second')
  await page.waitForFunction("document.title === 'second'")
  expect(await page.evaluate(`bevisvalv.invoke('case.list', { here: 1 }).then(({ value }) => value.caller)`)).toBe('chromium-window')
  expect(await page.evaluate(`fetch('/object/h-${'1'.repeat(32)}').then(({ status, headers }) => [status, headers.get('content-type')])`)).toEqual([200, 'image/png'])
  expect(await page.evaluate(`fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused')`)).toBe('refused')
})
