import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { ensureBuilt } from '../../electron/build.ts'
import { openChromiumDoor, WindowClosed, type ChromiumDoorOptions } from '../../electron/chromium/index.ts'
import { findBrowser, sweepProfiles } from '../../electron/services/browser/index.ts'
import { lacksBrowser } from '../support/full-browser.ts'
import { fakeOptions } from '../support/fake-engine.ts'
import { startTestEngine, type TestEngine } from '../support/engine.ts'
import { REPOSITORY } from '../support/oxlint.ts'
import { browsersOf, processes, profilesOf } from '../support/processes.ts'

/** However window, browser, engine or program end: nothing is left running, the vault is locked, and it is told. */
const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The browser's own process among those of its kind, which all name its profile. */
async function browserOf(starter: number): Promise<number | undefined> {
  const all = await processes()
  return all.find(({ ppid, command }) => ppid === starter && command.includes(`bevisvalv-profile-${starter}-`))?.pid
}

/** Whether a page is being drawn. */
async function shows(starter: number): Promise<boolean> {
  const all = await processes()
  return all.some(({ command }) => command.includes('--type=renderer') && command.includes(`bevisvalv-profile-${starter}-`))
}

const left = async (starter: number) => [...(await browsersOf(starter)), ...(await profilesOf(starter, tmpdir()))]

/** Helpers that write down how a browser fell are there a moment longer than the browser. */
const gone = (starter: number) => expect.poll(() => left(starter), { timeout: 20_000 }).toEqual([])

describe.skipIf(process.platform !== 'linux' || lacksBrowser())('the program', () => {
  const started: ChildProcess[] = []
  beforeAll(() => ensureBuilt('verifier', 'renderer'), 120_000)
  afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')))

  /** `npm start` without npm, until its page is being drawn. */
  async function start(...options: string[]) {
    const args = ['--headless', '--home', join(folder, 'home'), '--documents', join(folder, 'documents'), ...options]
    const child = spawn(process.execPath, [join(REPOSITORY, 'electron/launch.ts'), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    started.push(child)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
    const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
    const pid = child.pid!
    await expect.poll(() => shows(pid), { timeout: 20_000 }).toBe(true)
    return { pid, ended, said: () => said }
  }

  test.each([
    ['SIGTERM', 143, []],
    ['SIGINT', 130, []],
    ['SIGTERM', 143, ['--dev']],
  ] as const)('told by %s to end, ends with %i and without a word, and leaves nothing (%j)', async (signal, status, options) => {
    const { pid, ended, said } = await start('--door', 'chromium', ...options)
    process.kill(pid, signal)
    expect(await ended).toEqual([status, null])
    // The development server tells of its own work.
    expect(said().replaceAll(/^.+\[vite\].+\n/gm, '')).toMatch(/^Opening Bevisvalv as a window of .+\n$/)
    await gone(pid)
  })

  test('killed outright, takes its browser with it; the next start wipes the profile', async () => {
    const { pid, ended } = await start('--door', 'chromium')
    process.kill(pid, 'SIGKILL')
    await ended
    await expect.poll(() => browsersOf(pid), { timeout: 20_000 }).toEqual([])
    // Its profile lies where captures of other tests sweep too; nobody but the next program sweeps here.
    const own = join(folder, 'own')
    mkdirSync(join(own, `bevisvalv-profile-${pid}-0123456789ab`), { recursive: true })
    vi.stubEnv('TMPDIR', own)
    const next = await start('--door', 'chromium')
    vi.unstubAllEnvs()
    expect([...(await profilesOf(pid, tmpdir())), ...(await profilesOf(pid, own))]).toEqual([])
    process.kill(next.pid, 'SIGTERM')
    await next.ended
  })

  test('killed while its window still opens, takes its browser with it too', async () => {
    const child = spawn(process.execPath, [join(REPOSITORY, 'electron/launch.ts'), '--door', 'chromium', '--headless', '--home', join(folder, 'home')], { stdio: 'ignore' })
    started.push(child)
    await expect.poll(() => browserOf(child.pid!), { timeout: 20_000, interval: 5 }).toBeDefined()
    child.kill('SIGKILL')
    await once(child, 'close')
    await expect.poll(() => browsersOf(child.pid!), { timeout: 20_000 }).toEqual([])
    await sweepProfiles()
    expect(await left(child.pid!)).toEqual([])
  })

  test('whose browser falls says so and ends with an error', async () => {
    const { pid, ended, said } = await start('--door', 'chromium')
    process.kill((await browserOf(pid))!, 'SIGKILL')
    expect(await ended).toEqual([3, null])
    expect(said()).toMatch(/^Opening.+\nThe browser could not be started or stopped answering\./)
    await gone(pid)
  })
})

describe.skipIf(lacksBrowser())('the door', () => {
  let inside: TestEngine | null = null

  async function open(script: string, change: Partial<ChromiumDoorOptions> = {}) {
    const rendererDir = join(folder, 'renderer')
    mkdirSync(join(rendererDir, 'assets'), { recursive: true })
    writeFileSync(join(rendererDir, 'index.html'), `<!doctype html><title>Prov</title><script src="/assets/run.js"></script>`)
    writeFileSync(join(rendererDir, 'assets/run.js'), script)
    const browser = await findBrowser({ bundled: true })
    if (browser === null) throw new Error('this test needs a browser')
    const startEngine = async () => {
      inside = await startTestEngine(mkdtempSync(join(folder, 'engine-')))
      return inside.engine
    }
    return openChromiumDoor({ engine: fakeOptions(), browser, rendererDir, headless: true, startEngine, ...change })
  }

  test.skipIf(process.platform !== 'linux')('says of a window that is closed before its page has loaded that it was closed', async () => {
    const opening = open('for (const end = Date.now() + 10_000; Date.now() < end; );')
    await expect.poll(() => shows(process.pid), { timeout: 20_000 }).toBe(true)
    // Asked so, a browser closes its windows.
    process.kill((await browserOf(process.pid))!, 'SIGTERM')
    // By then the window may count as open; it ends as calmly.
    const end = opening.then(({ closed }) => closed, (error: unknown) => error)
    expect(['closed', new WindowClosed()]).toContainEqual(await end)
    await gone(process.pid)
  })

  test('says the same where it is told to close before anything stands', async () => {
    await expect(open('', { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(WindowClosed)
    await gone(process.pid)
  })

  test.skipIf(process.platform !== 'linux')('locks the vault when the browser falls, and says how it fell', async () => {
    const door = await open('')
    const { events, found, open: unlock } = inside!
    const vault = join(folder, 'vault')
    await found(vault)
    process.kill((await browserOf(process.pid))!, 'SIGSEGV')
    expect(await door.closed).toMatch(/^browser ended: /)
    expect(events).toContainEqual({ name: 'vault.locked', payload: { reason: 'closed' } })
    expect(existsSync(vault)).toBe(true)
    await expect(unlock(vault)).resolves.toMatchObject({ notes: [] })
    await inside!.engine.close()
    await gone(process.pid)
  })
})
