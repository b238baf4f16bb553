import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { contentSecurityPolicy } from '../../electron/engine/headers.ts'
import { createWindowServer } from '../../electron/engine/window.ts'
import { HOME, OWN_SWITCHES, WEB_PREFERENCES } from '../../electron/main/hardening.ts'
import { createFakeElectron, type FakeElectron, type FakeUtility, type Fork } from '../support/fake-electron.ts'
import { OBJECTS, createFakeEngine, fakeOptions, pattern } from '../support/fake-engine.ts'
import { forkFakeEngine } from '../support/fake-utility.ts'

let home: string
let fake: FakeElectron
const argv = process.argv

beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), 'bevisvalv-test-')), 'hem')
})
afterEach(() => {
  process.argv = argv
  rmSync(join(home, '..'), { recursive: true, force: true })
})

/** Loads the door as Electron would and waits until its window is there. */
async function start({ args = [], fork = forkFakeEngine, until = 'loaded' }: { args?: string[]; fork?: Fork; until?: 'loaded' | 'exit' } = {}) {
  fake = createFakeElectron(fork)
  vi.resetModules()
  vi.doMock('electron', () => fake.module)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  process.argv = ['electron', '.', `--home=${home}`, ...args]
  await import('../../electron/main/index.ts')
  fake.ready.resolve()
  if (until === 'loaded') await vi.waitFor(() => expect(fake.windows[0]?.loaded).toEqual([HOME]))
  return fake
}

const frame = { frameTreeNodeId: 7, origin: 'app://vault' }
function call(name: unknown, input: unknown, senderFrame: unknown = frame): Promise<{ ok: boolean; value?: unknown; error?: unknown }> {
  const handler = fake.windows[0]!.webContents.calls.get('bevisvalv:call') as unknown as (...args: unknown[]) => Promise<{ ok: boolean }>
  return handler({ senderFrame }, name, input)
}

describe('the start', () => {
  test('says what must be said before Chromium is ready, in order', async () => {
    await start()
    expect(fake.steps).toEqual(['path', 'lock', 'sandbox', 'schemes', 'whenReady'])
    expect(fake.paths['userData']).toBe(join(home, 'electron'))
    expect(fake.switches).toEqual(OWN_SWITCHES.map(([name, value]) => [name, value]))
    expect(fake.schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, bypassCSP: false } }])
  })

  test('one window, closed as the checklist says, on a session of its own', async () => {
    await start()
    expect(fake.windows).toHaveLength(1)
    const { webPreferences } = fake.windows[0]!.options
    expect(webPreferences).toMatchObject(WEB_PREFERENCES)
    expect(webPreferences['session']).toBe(fake.sessions[0])
    expect(webPreferences['preload']).toMatch(/preload[\\/]index\.cjs$/)
    expect(fake.sessions[0]!.protocols.size).toBe(1)
    expect(fake.sessions[0]!.beforeRequest).toBeTypeOf('function')
    expect(fake.windows[0]!.webContents.listenerCount('will-navigate')).toBe(1)
    expect(fake.windows[0]!.show).not.toHaveBeenCalled()
    fake.windows[0]!.emit('ready-to-show')
    expect(fake.windows[0]!.show).toHaveBeenCalled()
  })

  test('a refused switch ends it before anything is made', async () => {
    await start({ args: ['--remote-debugging-port=0'], until: 'exit' })
    expect(await fake.exited.promise).toBe(2)
    expect(fake.steps).toEqual(['exit 2'])
    expect(fake.module.dialog.showErrorBox.mock.calls[0]?.[1]).toContain('--remote-debugging-port')
    expect(fake.forks).toEqual([])
  })

  test('a second one brings the first forward and ends', async () => {
    await start()
    fake.module.app.emit('second-instance', {}, ['--no-sandbox'], '/', {})
    expect(fake.windows[0]!.restore).toHaveBeenCalled()
    expect(fake.windows[0]!.focus).toHaveBeenCalled()

    const first = fake
    fake = createFakeElectron(forkFakeEngine)
    fake.module.app.requestSingleInstanceLock = () => false
    vi.resetModules()
    vi.doMock('electron', () => fake.module)
    await import('../../electron/main/index.ts')
    expect(await fake.exited.promise).toBe(0)
    expect([fake.forks, fake.windows]).toEqual([[], []])
    expect(first.steps).not.toContain('exit 0')
  })

  test("an engine that can't be started is told, and the program ends", async () => {
    const fork: Fork = (...args) => {
      const process_ = forkFakeEngine(...args)
      queueMicrotask(() => process_.emit('exit', 134))
      return process_
    }
    await start({ fork, until: 'exit' })
    expect(await fake.exited.promise).toBe(1)
    expect(fake.module.dialog.showErrorBox).toHaveBeenCalledOnce()
  })
})

describe('calls', () => {
  test('go from the main frame of our page to the engine, under a name that the door gives', async () => {
    await start()
    expect(await call('case.list', { a: 1 })).toEqual({ ok: true, value: { name: 'case.list', input: { a: 1 }, caller: 'electron-window' } })
    expect(await call('case.nothing', {})).toMatchObject({ ok: false, error: { code: 'input.invalid' } })
  })

  test.each([
    ['nobody', null],
    ['a frame in our page', { ...frame, frameTreeNodeId: 8 }],
    ['another page', { ...frame, frameTreeNodeId: 9 }],
    ['a page that took our place', { ...frame, origin: 'https://example.com' }],
    ['a page without origin', { ...frame, origin: 'null' }],
  ])('from %s go nowhere', async (_who, sender) => {
    await start()
    expect(await call('vault.lock', {}, sender)).toEqual({ ok: false, error: { code: 'input.invalid', params: { field: 'sender' } } })
    expect(fake.windows[0]!.webContents.send).not.toHaveBeenCalled()
  })

  test('events are pushed as the engine tells them, and to no window that is gone', async () => {
    await start()
    const [window] = fake.windows
    await call('vault.lock', {})
    expect(window!.webContents.send.mock.calls).toEqual([['bevisvalv:event', 'vault.locked', { reason: 'hand' }]])
    window!.destroyed = true
    await call('vault.lock', {})
    expect(window!.webContents.send).toHaveBeenCalledOnce()
  })

  test("screens can't be captured from the first look at an exhibit until the lock", async () => {
    await start()
    const [window] = fake.windows
    await call('exhibit.list', {})
    expect(window!.contentProtection).toEqual([])
    await call('exhibit.view', {})
    expect(window!.contentProtection).toEqual([true])
    await call('vault.lock', {})
    expect(window!.contentProtection).toEqual([true, false])
    await call('exhibit.artefact', {})
    expect(window!.contentProtection.at(-1)).toBe(true)
  })
})

describe("the window's origin", () => {
  const ask = (url: string, init: { method?: string; headers?: Record<string, string> } = {}): Promise<Response> => {
    const handler = fake.sessions[0]!.protocols.get('app') as unknown as (request: object) => Promise<Response>
    return handler({ url, method: init.method ?? 'GET', headers: new Headers(init.headers) })
  }
  const BIG = `app://vault/object/h-${'1'.repeat(32)}`

  test('content comes whole and by ranges, with its length', async () => {
    await start()
    const whole = await ask(BIG)
    const { bytes } = OBJECTS[`h-${'1'.repeat(32)}`]!
    expect(whole.headers.get('content-length')).toBe(String(bytes))
    expect(Buffer.from(await whole.arrayBuffer()).equals(pattern(0, bytes))).toBe(true)
    const part = await ask(`${BIG}?x#y`, { headers: { range: 'bytes=10-19' } })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer()).equals(pattern(10, 10))).toBe(true)
  })

  test('content that breaks is a failed request, not a short one', async () => {
    await start()
    const answer = await ask(`app://vault/object/h-${'b'.repeat(32)}`)
    await expect(answer.arrayBuffer()).rejects.toThrow()
  })

  test.each([
    'app://other/', 'app://vault', 'app://vault.example/', 'app://x@vault/', 'app://vault:1/', 'app://vault/../main/index.js', 'app://vault//etc/passwd',
    'app://vault/%2e%2e/main/index.js', 'app://vault/index.html', 'https://vault/', '',
  ])('%s is not found', async (url) => {
    await start()
    expect((await ask(url)).status).toBe(404)
  })

  test('nothing but GET is answered, and an engine that is gone is an error', async () => {
    await start()
    expect((await ask('app://vault/', { method: 'POST' })).status).toBe(405)
    fake.forks[0]!.process.emit('exit', 1)
    expect((await ask(BIG)).status).toBe(500)
  })

  test('the page has the same headers and policy as in the browser door', async () => {
    const engine = await createFakeEngine(fakeOptions(), { spawnChild: () => { throw new Error('none') } })
    const folder = join(import.meta.dirname, '../../renderer')
    const { headers } = await createWindowServer(folder, engine)({ method: 'GET', path: '/', range: null })
    const { serveOrigin } = await import('../../electron/main/protocol.ts')
    const { session } = createFakeElectron(forkFakeEngine).module
    const own = session.fromPartition('x', {})
    serveOrigin(own as never, createWindowServer(folder, engine))
    const handler = own.protocols.get('app') as unknown as (request: object) => Promise<Response>
    const page = await handler({ url: HOME, method: 'GET', headers: new Headers() })
    const nonce = /name="csp-nonce" content="([^"]+)"/.exec(await page.text())?.[1]
    expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy(nonce!))
    for (const [name, value] of Object.entries(headers)) {
      if (name !== 'Content-Security-Policy') expect(page.headers.get(name), name).toBe(value)
    }
  })
})

describe('dialogs', () => {
  test("are the desktop's own, keep no list, and give tokens", async () => {
    await start()
    const { showOpenDialog } = fake.module.dialog
    expect(await call('dialog.files', {})).toEqual({ ok: true, value: [] })
    showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/hemligt/Valvet.bevisvalv'] })
    const token = expect.stringMatching(/^t-/)
    expect(await call('dialog.vault', {})).toMatchObject({ value: { token, name: 'Valvet' } })
    expect(await call('dialog.folder', { purpose: 'new-vault' })).toMatchObject({ value: { token } })
    expect(await call('dialog.folder', { purpose: 'bundle' })).toMatchObject({ value: { token } })
    expect(await call('dialog.bundle', {})).toMatchObject({ value: { token } })
    expect(await call('dialog.browser', {})).toMatchObject({ value: { token } })
    const asked = showOpenDialog.mock.calls.map(([, options]) => options)
    for (const { properties, title } of asked) {
      expect(properties).toContain('dontAddToRecent')
      expect(title).not.toMatch(/^desktop\./)
    }
    expect(asked.map(({ properties }) => properties?.includes('openDirectory'))).toEqual([false, true, true, true, false, false])
    expect(new Set(asked.map(({ title }) => title)).size).toBe(6)
    expect(showOpenDialog.mock.calls.every(([window]) => window === fake.windows[0])).toBe(true)
  })
})

describe('the menu', () => {
  test('does only what the window does, in both languages and on both kinds of desktop', async () => {
    await start()
    const { menuTemplate } = await import('../../electron/main/menu.ts')
    const { wordsFor } = await import('../../electron/main/language.ts')
    const lock = vi.fn()
    for (const language of ['sv', 'en'] as const) {
      for (const mac of [true, false]) {
        const items = menuTemplate(wordsFor(language), lock, mac).flatMap(({ label, submenu }) => [{ label }, ...(submenu as { label?: string; role?: string }[])])
        for (const { label } of items) expect(label ?? 'x').not.toMatch(/\.|^$/)
        const roles = items.flatMap((item) => ('role' in item ? [item.role] : []))
        expect(roles).not.toEqual(expect.arrayContaining([expect.stringMatching(/reload|devtools|help|openrecent/i)]))
        expect(roles).toContain('quit')
      }
    }
  })

  test('locks, and follows the language that was chosen', async () => {
    await start()
    expect(fake.menu()[0]!.label).toBe('Arkiv')
    const lock = fake.menu()[0]!.submenu[0] as { click(): void }
    lock.click()
    await vi.waitFor(() => expect(fake.windows[0]!.webContents.send).toHaveBeenCalledWith('bevisvalv:event', 'vault.locked', { reason: 'hand' }))
    await call('settings.change', { language: 'en' })
    expect(fake.menu()[0]!.label).toBe('File')
  })
})

describe('the end', () => {
  test('the vault is locked when the machine sleeps or its screen is locked', async () => {
    await start()
    const { send } = fake.windows[0]!.webContents
    for (const [n, name] of ['suspend', 'lock-screen'].entries()) {
      fake.module.powerMonitor.emit(name)
      await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(n + 1))
    }
  })

  test('the engine ends before the program does', async () => {
    await start()
    fake.module.app.emit('window-all-closed')
    expect(fake.steps).not.toContain('exit 0')
    expect(await fake.exited.promise).toBe(0)
    expect(fake.forks[0]!.process.pid).toBeUndefined()
    expect(fake.module.dialog.showErrorBox).not.toHaveBeenCalled()
  })

  test('an engine that falls is told in plain words, and the program ends', async () => {
    await start()
    const waiting = call('job.cancel', {})
    fake.forks[0]!.process.emit('error', 'FatalError', 'v8::Heap', '{}')
    fake.forks[0]!.process.emit('exit', 134)
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(await fake.exited.promise).toBe(1)
    expect(fake.module.dialog.showErrorBox).toHaveBeenCalledOnce()
    expect(fake.module.dialog.showErrorBox.mock.calls[0]?.[1]).toContain('bekräftat som sparat finns kvar')
  })

  test('so is a window that falls, after the vault is locked; one that is closed is none', async () => {
    await start()
    fake.module.app.emit('render-process-gone', {}, {}, { reason: 'clean-exit', exitCode: 0 })
    fake.module.app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 1, name: 'C:\\Users\\Anna' })
    expect(fake.steps).not.toContain('exit 1')
    fake.module.app.emit('render-process-gone', {}, {}, { reason: 'crashed', exitCode: 5 })
    expect(await fake.exited.promise).toBe(1)
    expect(fake.forks[0]!.process.pid).toBeUndefined()
    const told = vi.mocked(process.stderr.write).mock.calls.map(([text]) => text)
    expect(told.join('')).toContain('type=GPU reason=crashed')
    expect(told.join('')).not.toContain('Anna')
  })
})

describe('children', () => {
  test('are processes of their own that know next to nothing, and are ended by force when they will not', async () => {
    const children: FakeUtility[] = []
    const fork: Fork = (path, args, options) => {
      const process_ = forkFakeEngine(path, args, options)
      if (!path.endsWith('engine.js')) {
        process_.kill = () => true
        children.push(process_)
      }
      return process_
    }
    vi.stubEnv('SECRET_OF_THE_DESKTOP', 'x')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const killed = vi.spyOn(process, 'kill').mockReturnValue(true)
    try {
      fake = createFakeElectron(fork)
      vi.resetModules()
      vi.doMock('electron', () => fake.module)
      const { startEngine } = await import('../../electron/main/processes.ts')
      const engine = await startEngine(fakeOptions(), () => {})
      const answer = engine.dispatch('note.add', { hello: 1 }, 'x')
      await vi.waitFor(() => expect(children).toHaveLength(1))
      const { path, options } = fake.forks[1]!
      expect(path).toMatch(/capture\.js$/)
      expect(options).toMatchObject({ serviceName: 'bevisvalv-capture', stdio: 'ignore' })
      expect(Object.keys(options.env!)).not.toContain('SECRET_OF_THE_DESKTOP')
      expect(Object.keys(options.env!)).toContain('PATH')

      children[0]!.emit('message', { hello: 2 })
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
      expect(killed).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(3000)
      expect(killed.mock.calls).toEqual([[4711, 'SIGKILL']])
      children[0]!.emit('exit', 9)
      expect(await answer).toEqual({ ok: true, value: { heard: [{ hello: 2 }], description: 'exit code 9' } })
      await engine.close()
    } finally {
      vi.useRealTimers()
      vi.unstubAllEnvs()
      killed.mockRestore()
    }
  })
})
