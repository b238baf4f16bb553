import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunOptions } from 'axe-core'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { bundledBrowser } from '../../electron/services/browser/bundled.ts'
import { findBrowser } from '../../electron/services/browser/index.ts'
import type { AnyEvent, CallName } from '../../shared/contract/index.ts'
import { createFake, type Fake, type FakeOptions } from './fake-bridge.ts'
import { REPOSITORY } from './oxlint.ts'
import { serveRenderer } from './static-server.ts'

/** The interface, built as it is shipped, in a real browser behind the doors' own headers, with the contract faked. */

const AXE = readFileSync(join(REPOSITORY, 'node_modules/axe-core/axe.min.js'), 'utf8')
const AXE_OPTIONS: RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }

/** Only how long a failure takes: whoever waits goes on at once when it is there. */
const PATIENCE = 20_000

export interface WindowOptions extends FakeOptions {
  width?: number
  height?: number
  /** Path behind the hash. */
  path?: string
}

export interface TestWindow {
  page: Page
  fake: Fake
  /** Errors, refused loads and breaches of the policy since the window was opened. */
  problems: string[]
  /** Waits until a text is to be seen. */
  sees(text: string): Promise<void>
  /** Clicks the button, link, tab or radio of that accessible name. */
  press(name: string, role?: string): Promise<void>
  /** Types into the field of that accessible name. */
  type(name: string, text: string): Promise<void>
  go(path: string): Promise<void>
  /** What axe-core finds wrong, one line a fault. */
  faults(): Promise<string[]>
  text(): Promise<string>
  called(name: CallName): unknown[]
  close(): Promise<void>
}

export interface Interface {
  open(options?: WindowOptions): Promise<TestWindow>
  close(): Promise<void>
}

/** `production`: as it is shipped. `development`: with all that React has to object to, on the console, at twice the time. */
type Mode = 'production' | 'development'

export async function startInterface(mode: Mode = 'production'): Promise<Interface> {
  const { folder, isShared } = build(mode)
  // The development browser has no window of its own: a page costs half of what it does in an installed one, and there are hundreds.
  const found = (await bundledBrowser()) ?? (await findBrowser({ bundled: false }))
  if (found === null) throw new Error('these tests need a browser')
  const browser = await puppeteer.launch({
    executablePath: found.path,
    env: { ...process.env, ...found.env },
    headless: found.origin === 'bundled' ? 'shell' : true,
    pipe: true,
    // Only our own pages are opened here.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-prefers-reduced-motion', '--lang=sv-SE'],
    protocolTimeout: 30_000,
  })
  return {
    open: (options = {}) => openWindow(browser, folder, options),
    async close() {
      await browser.close()
      if (!isShared) rmSync(folder, { recursive: true })
    },
  }
}

/**
 * Into a folder of its own, so that no other build can take it away under the test; `npm test` gives the run one, and what is built
 * for one file there serves the others.
 */
function build(mode: Mode): { folder: string; isShared: boolean } {
  const run = process.env['BEVISVALV_TEST_RUN']
  const shared = run === undefined ? null : join(run, `interface-${mode}`)
  if (shared !== null && existsSync(shared)) return { folder: shared, isShared: true }
  const folder = mkdtempSync(join(run ?? tmpdir(), 'bevisvalv-interface-'))
  const vite = join(REPOSITORY, 'node_modules/vite/bin/vite.js')
  execFileSync(process.execPath, [vite, 'build', '--config', 'renderer/vite.config.ts', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'], { cwd: REPOSITORY, env: { ...process.env, NODE_ENV: mode } })
  if (shared === null) return { folder, isShared: false }
  try {
    renameSync(folder, shared)
    return { folder: shared, isShared: true }
  } catch {
    // Another file of the run was first.
    return { folder, isShared: false }
  }
}

/** Put into the page before it runs; secrets cross as numbers because the binding carries JSON. */
function installBridge(): void {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const invoke = Reflect.get(window, 'fakeInvoke') as (name: string, input: string) => Promise<string>
  const bridge = {
    async invoke(name: string, input: unknown) {
      const json = JSON.stringify(input, (_, value: unknown) => (value instanceof Uint8Array ? { $bytes: [...value] } : value))
      return JSON.parse(await invoke(name, json)) as unknown
    },
    on(name: string, listener: (payload: unknown) => void) {
      const known = listeners.get(name) ?? new Set()
      listeners.set(name, known.add(listener))
      return () => known.delete(listener)
    },
  }
  Object.assign(window, {
    bevisvalv: bridge,
    fakeEvent: (event: { name: string; payload: unknown }) => listeners.get(event.name)?.forEach((listener) => listener(event.payload)),
    breaches: [],
  })
  document.addEventListener('securitypolicyviolation', (event) => {
    ;(Reflect.get(window, 'breaches') as string[]).push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
  })
}

const revive = (json: string): unknown =>
  JSON.parse(json, (_, value: unknown) =>
    typeof value === 'object' && value !== null && '$bytes' in value ? Uint8Array.from(value.$bytes as number[]) : value,
  )

async function openWindow(browser: Browser, folder: string, options: WindowOptions): Promise<TestWindow> {
  const fake = createFake(options)
  const server = await serveRenderer(folder, fake.object)
  // A context of its own: nothing is shared between windows.
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`error: ${error instanceof Error ? error.message : String(error)}`))
  page.on('console', (message) => {
    // Browsers differ in which features they know by name.
    if (message.text().includes('Permissions-Policy header')) return
    if (message.type() === 'error' || message.type() === 'warn') problems.push(`console: ${message.text()}`)
  })
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin)) problems.push(`foreign: ${request.url()}`)
  })
  await page.setViewport({ width: options.width ?? 1280, height: options.height ?? 800 })
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }])
  await page.exposeFunction('fakeInvoke', async (name: string, input: string) => {
    try {
      return JSON.stringify(await fake.dispatch(name, revive(input)))
    } catch (error) {
      problems.push(String(error))
      return JSON.stringify({ ok: false, error: { code: 'internal', params: {} } })
    }
  })
  await page.evaluateOnNewDocument(installBridge)
  fake.on((event: AnyEvent) => {
    page.evaluate((told) => (Reflect.get(window, 'fakeEvent') as (event: unknown) => void)(told), event).catch(() => undefined)
  })
  await page.goto(`${server.origin}/#${options.path ?? '/'}`, { waitUntil: 'load' })
  await page.waitForSelector('h1')

  const locate = (name: string, role: string) => page.locator(`::-p-aria([name="${name.replaceAll('"', '\\"')}"][role="${role}"])`).setTimeout(PATIENCE)
  return {
    page,
    fake,
    problems,
    async sees(text) {
      await page.waitForFunction((wanted) => document.body.innerText.includes(wanted), { timeout: PATIENCE }, text).catch(async () => {
        const there = await page.evaluate(() => document.body.innerText)
        throw new Error(`Not to be seen: ${text}\n---\n${there}`)
      })
    },
    press: (name, role = 'button') => locate(name, role).click(),
    async type(name, text) {
      const field = await locate(name, 'textbox').waitHandle()
      await field.focus()
      await page.keyboard.sendCharacter(text)
    },
    async go(path) {
      await page.evaluate((to) => (location.hash = to), path)
      await page.waitForNetworkIdle({ idleTime: 60 })
      await page.waitForSelector('h1')
    },
    async faults() {
      await page.evaluate(AXE)
      const found = await page.evaluate(async (runOptions) => {
        const axe = Reflect.get(window, 'axe') as typeof import('axe-core')
        const { violations } = await axe.run(document, runOptions)
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any.map((check) => check.message).join('; ').slice(0, 200)}`))
      }, AXE_OPTIONS)
      const breaches = await page.evaluate(() => Reflect.get(window, 'breaches') as string[])
      return [...found, ...breaches]
    },
    text: () => page.evaluate(() => document.body.innerText),
    called: (name) => fake.calls.filter((call) => call.name === name).map(({ input }) => input),
    async close() {
      await context.close()
      await server.close()
    },
  }
}
