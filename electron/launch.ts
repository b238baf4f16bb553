import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants, homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import packageJson from '../package.json' with { type: 'json' }
import { Refusal } from '../shared/contract/index.ts'
import { dynamicText, translator } from '../shared/locales/index.ts'
import { ensureBuilt, RENDERER_DIR, staleBuilds } from './build.ts'
import { DEV_HEADERS, openChromiumDoor, SteeringForbidden, WindowClosed } from './chromium/index.ts'
import { findBrowser, type FoundBrowser } from './services/browser/index.ts'

/**
 * `npm start`: opens Electron where its program is there or can be fetched, else the same interface in an installed
 * browser, else says what to install. Says in one line which door it took and why.
 */
const ELECTRON = join(import.meta.dirname, '../node_modules/electron')
/** A download that takes longer than this is left alone, in ms. */
const DOWNLOAD_TIMEOUT_MS = 120_000
/** An Electron that ends with an error sooner than this, in ms, never came to show anything. */
const SETTLED_MS = 5_000

const { values } = parseArgs({
  options: {
    door: { type: 'string' },
    home: { type: 'string' },
    documents: { type: 'string' },
    browser: { type: 'string' },
    dev: { type: 'boolean', default: false },
    headless: { type: 'boolean', default: false },
    // For demonstrations against a page on this machine; every capture records that it was on.
    'allow-private': { type: 'boolean', default: false },
  },
})
const language = /^sv/i.test(process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '') ? 'sv' : 'en'
const t = translator(language)

const say = (text: string) => void process.stderr.write(`${text}\n`)

/** The program, if it lies where its package puts it. */
function electronProgram(): string | null {
  const note = join(ELECTRON, 'path.txt')
  if (!existsSync(note)) return null
  const program = join(ELECTRON, 'dist', readFileSync(note, 'utf8').trim())
  return existsSync(program) ? program : null
}

const mayFetch = () => process.env['CI'] === undefined && process.env['BEVISVALV_NO_DOWNLOAD'] === undefined

function fetchElectron(): string | null {
  say(t('cli.launch.fetching'))
  // Its own installer, which checks what it fetched against the checksums in the package. It says at length why it failed.
  spawnSync(process.execPath, [join(ELECTRON, 'install.js')], { stdio: 'ignore', timeout: DOWNLOAD_TIMEOUT_MS })
  return electronProgram()
}

/** Resolves once Electron has ended or couldn't be started; then the browser's window is opened, unless Electron was asked for. */
async function startElectron(program: string, reason: string): Promise<void> {
  say(t('cli.launch.electron', { reason }))
  ensureBuilt('electron', 'verifier')
  const args = ['.', ...(values.home === undefined ? [] : [`--home=${resolve(values.home)}`])]
  const started = Date.now()
  const how = await new Promise<string | number>((ended) => {
    const child = spawn(program, args, { stdio: 'inherit', cwd: dirname(import.meta.dirname) })
    child.once('error', (error: NodeJS.ErrnoException) => ended(error.code ?? error.name))
    child.once('exit', (code, signal) => ended(code ?? signal ?? 1))
  })
  const wanted = how === 0 || how === 'SIGINT' || how === 'SIGTERM'
  if (wanted || (typeof how === 'number' && Date.now() - started > SETTLED_MS)) {
    process.exitCode = typeof how === 'number' ? how : 1
  } else if (values.door === 'electron' || Date.now() - started > SETTLED_MS) give(t('cli.launch.electronFailed', { how }))
  else await startChromium(t('cli.launch.reason.electronFailed', { how }))
}

async function startChromium(reason: string): Promise<void> {
  const browser = chromiumFor(reason)
  // Where nobody waits for it yet, that there is none is heard later.
  browser.catch(() => undefined)
  const missing = staleBuilds('verifier', ...(values.dev ? [] : ['renderer' as const]))
  // Nothing is built for a window that there will not be.
  if (missing.length > 0) await browser
  ensureBuilt(...missing)
  const signal = untilTold()
  const dev = values.dev ? await startDevServer() : null
  try {
    const home = values.home === undefined ? join(homedir(), '.bevisvalv') : resolve(values.home)
    const documents = values.documents === undefined ? join(homedir(), 'Bevisvalv') : resolve(values.documents)
    const door = await openChromiumDoor({
      engine: {
        home,
        documents,
        version: packageJson.version,
        door: 'chromium',
        doorReason: reason,
        folders: 'fixed',
        systemLanguage: language,
        bundledBrowser: false,
        loginWindow: true,
        allowPrivate: values['allow-private'],
      },
      browser,
      rendererDir: RENDERER_DIR,
      headless: values.headless,
      signal,
      ...(dev === null ? {} : { dev: dev.url }),
    })
    if (door.sandbox === 'off') say(t('cli.launch.sandboxOff'))
    const ended = await door.closed
    if (ended.startsWith('browser')) give(t('cli.launch.browserEnded', { how: ended }))
    else if (ended !== 'closed') give(ended)
  } finally {
    await dev?.close()
  }
}

class NoBrowser extends Error {}

/** An installed browser, named to whoever waits for its window. Throws `NoBrowser`. */
async function chromiumFor(reason: string): Promise<FoundBrowser> {
  const browser = await findBrowser({ setting: values.browser === undefined ? null : resolve(values.browser), bundled: false })
  if (browser === null) throw new NoBrowser()
  say(t('cli.launch.chromium', { browser: `${browser.name} ${browser.version}`, reason }))
  return browser
}

/**
 * Aborted when somebody tells this program to end: the window is closed and the vault locked before it does, with the
 * exit status that shells give to that signal. A second signal ends it at once.
 */
function untilTold(): AbortSignal {
  const told = new AbortController()
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const tell = (name: NodeJS.Signals) => {
    for (const each of names) process.off(each, tell)
    process.exitCode = 128 + constants.signals[name]
    told.abort()
  }
  for (const name of names) process.on(name, tell)
  // npm passes a signal to a shell between it and us, which dies of it without passing it on.
  if (process.env['npm_lifecycle_event'] !== undefined && process.platform !== 'win32') {
    const starter = process.ppid
    const watch = setInterval(() => {
      if (process.ppid !== starter) told.abort()
    }, 1000)
    watch.unref()
  }
  return told.signal
}

/** The interface straight from its sources, reloaded as they change. Loopback only. */
async function startDevServer(): Promise<{ url: string; close(): Promise<void> }> {
  // Loaded only here: an ordinary start has no use for it.
  const { createServer } = await import('vite')
  const before = process.listeners('SIGTERM')
  const server = await createServer({ configFile: join(import.meta.dirname, '../renderer/vite.config.ts'), base: '/', server: { host: '127.0.0.1', headers: { ...DEV_HEADERS } } })
  // The server's own would end this process on SIGTERM before the vault is locked.
  for (const listener of process.listeners('SIGTERM')) if (!before.includes(listener)) process.off('SIGTERM', listener)
  await server.listen()
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('the development server has no address')
  return { url, close: () => server.close() }
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
}

const isRoot = () => process.platform === 'linux' && process.getuid?.() === 0

const installKey = () => (process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'mac' : 'linux')

function give(text: string): void {
  say(text)
  process.exitCode = 3
}

async function launch(): Promise<void> {
  if (values.door !== undefined && values.door !== 'electron' && values.door !== 'chromium') return give(t('cli.launch.unknownDoor', { door: values.door }))
  // The development server is served through the browser; Electron would need a door of its own for it.
  const onlyBrowser = (['dev', 'headless'] as const).filter((name) => values[name]).map((name) => `--${name}`)
  if (values.door === 'electron' && onlyBrowser.length > 0) return give(t('cli.launch.notInElectron', { options: onlyBrowser.join(', ') }))
  // Before anything is fetched or built for a window that can't be shown.
  if (!hasDisplay() && !values.headless) return give(t('cli.launch.noDisplay'))
  if (values.door === 'chromium' || onlyBrowser.length > 0) return startChromium(t('cli.launch.reason.asked'))
  if (isRoot()) {
    // Electron's sandbox refuses root, and without it no page is shown.
    if (values.door === 'electron') return give(t('cli.launch.electronAsRoot'))
    return startChromium(t('cli.launch.reason.root'))
  }
  const there = electronProgram()
  // Told before a download: which door opens mustn't decide what an option means.
  const chromiumOptions = (['documents', 'browser', 'allow-private'] as const).filter((name) => values[name]).map((name) => `--${name}`)
  if (chromiumOptions.length > 0 && (values.door === 'electron' || there !== null || mayFetch())) {
    return give(t('cli.launch.notInElectron', { options: chromiumOptions.join(', ') }))
  }
  if (there !== null) return startElectron(there, t('cli.launch.reason.there'))
  const fetched = mayFetch() ? fetchElectron() : null
  if (fetched !== null) return startElectron(fetched, t('cli.launch.reason.fetched'))
  if (values.door === 'electron') return give(t('cli.launch.noElectron'))
  return startChromium(t(mayFetch() ? 'cli.launch.reason.noElectron' : 'cli.launch.reason.notFetched'))
}

try {
  await launch()
} catch (error) {
  // Closed before it stood: nothing is wrong.
  if (error instanceof WindowClosed) process.exitCode ??= 0
  else if (error instanceof NoBrowser) give(t(`cli.launch.noBrowser.${installKey()}`))
  else if (error instanceof SteeringForbidden) give(t('cli.launch.steeringForbidden'))
  else if (error instanceof Refusal) give(`${dynamicText(t, `errors.${error.code}.what`, error.params)}\n${dynamicText(t, `errors.${error.code}.do`, error.params)}`)
  else throw error
}
