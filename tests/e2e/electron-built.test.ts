import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compileFunction } from 'node:vm'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildForElectron } from '../support/electron-build.ts'
import { createFakeElectron, type FakeElectron } from '../support/fake-electron.ts'
import { forkBuilt } from '../support/fake-utility.ts'
import { startPageServer } from '../support/page-server.ts'
import { lacks } from '../support/tools.ts'

/**
 * The built program for Electron, on machines without Electron: main process, engine and children are the files that
 * are shipped; `electron` is a stand-in, and its processes are Node's with a parent port. What only the real one can
 * show is in electron.test.ts.
 */
let folder: string
let home: string
let fake: FakeElectron
const argv = process.argv

beforeAll(async () => {
  folder = await buildForElectron()
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  home = join(folder, 'home')
  fake = createFakeElectron(forkBuilt(join(folder, 'out/main')))
  vi.resetModules()
  vi.doMock('electron', () => fake.module)
  process.argv = ['electron', '.', `--home=${home}`]
  await import(pathToFileURL(join(folder, 'out/main/index.js')).href)
  fake.ready.resolve()
  await vi.waitFor(() => expect(fake.windows[0]?.loaded).toEqual(['app://vault/']), { timeout: 20_000 })
}, 40_000)
afterEach(async () => {
  fake.module.app.emit('window-all-closed')
  await fake.exited.promise
  process.argv = argv
  rmSync(home, { recursive: true, force: true })
})

async function call<T>(name: string, input: unknown): Promise<T> {
  const handler = fake.windows[0]!.webContents.calls.get('bevisvalv:call') as unknown as (...args: unknown[]) => Promise<unknown>
  const result = (await handler({ senderFrame: fake.windows[0]!.webContents.mainFrame }, name, input)) as { ok: boolean; value: T; error?: unknown }
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`)
  return result.value
}

async function choose<T>(path: string, dialog: string, input: object = {}): Promise<T> {
  fake.module.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [path] })
  return call<T>(dialog, input)
}

const ask = (path: string): Promise<Response> => {
  const handler = fake.sessions[0]!.protocols.get('app') as unknown as (request: object) => Promise<Response>
  return handler({ url: `app://vault${path}`, method: 'GET', headers: new Headers() })
}

const job = (n: number) => `j-${String(n).padStart(32, '0')}`
const passphrase = () => new TextEncoder().encode('fyra små blå åkrar')

async function openVault(): Promise<{ id: string }> {
  mkdirSync(join(home, 'valv'))
  const place = await choose<{ token: string }>(join(home, 'valv'), 'dialog.folder', { purpose: 'new-vault' })
  const officer = { name: 'Helena Handläggare', title: '', contact: '' }
  await call('vault.create', { folder: place.token, name: 'Ekstad', officer, passphrase: passphrase() })
  return call<{ id: string }>('case.open', { title: 'Hot', reference: '', description: '' })
}

describe('the built program for Electron', () => {
  test('opens its page with a nonce, and tells what it is', async () => {
    const page = await ask('/')
    expect(page.headers.get('content-security-policy')).toContain(/content="([^"]+)"/.exec(await page.text())?.[1])
    expect(await call('app.status', {})).toMatchObject({ version: '1.2.3', door: 'electron', folders: 'choose', vault: null })
    expect(fake.forks.map(({ options }) => options.serviceName)).toEqual(['bevisvalv-engine'])
  })

  test('keeps a case from an empty disk to a verified bundle, pictures drawn by a child', async () => {
    const { id } = await openVault()
    const picture = join(home, 'hot.png')
    writeFileSync(picture, PNG.sync.write(new PNG({ width: 300, height: 200 })))
    fake.module.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [picture] })
    const [file] = await call<{ token: string }[]>('dialog.files', {})
    const { exhibits: [exhibit] } = await call<{ exhibits: { id: string }[] }>('import.files', { job: job(1), case: id, files: [file!.token] })
    expect(fake.forks.map(({ options }) => options.serviceName)).toContain('bevisvalv-preview')

    const { slices } = await call<{ slices: { handle: string; width: number }[] }>('exhibit.view', { exhibit: exhibit!.id })
    expect(slices).toMatchObject([{ width: 300, height: 200 }])
    const drawn = await ask(`/object/${slices[0]!.handle}`)
    expect(drawn.headers.get('content-type')).toBe('image/jpeg')
    expect(Buffer.from(await drawn.arrayBuffer()).subarray(0, 2).toString('hex')).toBe('ffd8')

    // The report with its fonts, the verifier page and the script to verify by hand are all found beside the program.
    const out = join(home, 'ut')
    mkdirSync(out)
    const target = await choose<{ token: string }>(out, 'dialog.folder', { purpose: 'bundle' })
    await call('bundle.export', { job: job(2), case: id, profile: 'police', language: 'sv', folder: target.token, timestampUrls: [] })
    const [zip] = readdirSync(out).filter((name) => name.endsWith('.zip'))
    const bundle = await choose<{ token: string }>(join(out, zip!), 'dialog.bundle')
    const report = await call<{ verdict: string; checks: { result: string }[] }>('bundle.verify', { job: job(3), bundle: bundle.token, fingerprint: null })
    expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
    expect(readFileSync(join(out, zip!)).includes('verify.html')).toBe(true)
  }, 60_000)

  test.skipIf(lacks('chromium'))('captures a page through a child that knows next to nothing', async () => {
    const server = await startPageServer({ '/': '<!doctype html><title>Tråd</title><h1>Du ska få</h1>' })
    try {
      const { id } = await openVault()
      expect(await call('browser.find', {})).toMatchObject({ origin: 'system' })
      const exhibit = await call<{ completeness: string; artefacts: { name: string }[] }>('capture.start', {
        job: job(4), case: id, url: `${server.origin}/`, allowPrivate: true,
      })
      expect(exhibit.artefacts.map(({ name }) => name)).toEqual(expect.arrayContaining(['provenance.json']))
      const capture = fake.forks.find(({ options }) => options.serviceName === 'bevisvalv-capture')
      expect(capture?.options).toMatchObject({ stdio: 'ignore' })
      expect(fake.windows[0]!.webContents.send).toHaveBeenCalledWith('bevisvalv:event', 'job.progress', expect.anything())
      await vi.waitFor(() => expect(capture?.process.pid).toBeUndefined(), { timeout: 10_000 })
    } finally {
      await server.close()
    }
  }, 120_000)

  test('says so when the engine falls', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValueOnce(true)
    process.kill(fake.forks[0]!.process.pid!, 'SIGKILL')
    expect(await fake.exited.promise).toBe(1)
    expect(fake.module.dialog.showErrorBox).toHaveBeenCalledOnce()
  })

  test('the preload script is one file that loads nothing but electron', () => {
    const path = join(folder, 'out/preload/index.cjs')
    const loaded: string[] = []
    const electron = { contextBridge: { exposeInMainWorld: vi.fn() }, ipcRenderer: {} }
    // As Electron's sandbox does it: a function with a `require` of few names.
    const run = compileFunction(readFileSync(path, 'utf8'), ['require']) as (require: (name: string) => unknown) => void
    run((name) => {
      loaded.push(name)
      return electron
    })
    expect(loaded).toEqual(['electron'])
    expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledWith('bevisvalv', { invoke: expect.any(Function), on: expect.any(Function) })
    expect(readdirSync(join(folder, 'out/preload'))).toEqual(['index.cjs'])
  })
})
