import { app, protocol, type BrowserWindow } from 'electron'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Result, Settings } from '../../shared/contract/index.ts'
import { createInvoke } from '../engine/door.ts'
import type { Engine, EngineOptions } from '../engine/types.ts'
import { createWindowServer } from '../engine/window.ts'
import { answerCalls, pushEvent } from './calls.ts'
import { guardAllContents } from './contents.ts'
import { createPicker } from './dialogs.ts'
import { giveUp, lockWithMachine, log, quitInOrder, refuseToStart, watchProcesses } from './endings.ts'
import { OWN_SWITCHES, SCHEME, SCHEME_PRIVILEGES } from './hardening.ts'
import { systemLanguage, wordsFor } from './language.ts'
import { setMenu } from './menu.ts'
import { startEngine } from './processes.ts'
import { serveOrigin } from './protocol.ts'
import { hardenSessions, windowSession } from './session.ts'
import { refusedSwitch, switchValue } from './switches.ts'
import { bringForward, createWindow, loadHome, RENDERER_DIR } from './window.ts'

/** The Electron door, from start to end, in order. */
const CALLER = 'electron-window'
const argv = process.argv.slice(1)
let engine: Engine | null = null
let window: BrowserWindow | null = null

const refused = refusedSwitch(argv)
if (refused !== null) {
  refuseToStart(refused)
} else {
  const home = chooseFolders()
  if (app.requestSingleInstanceLock()) {
    prepare()
    void app.whenReady().then(() => open(home)).catch(startFailed)
  } else {
    // The first one hears of this and comes forward.
    app.exit(0)
  }
}

/** One folder for both window doors: settings, recent vaults and last-seen heads are the same through either. */
function chooseFolders(): string {
  const home = resolve(switchValue(argv, 'home') ?? join(homedir(), '.bevisvalv'))
  // What Chromium writes for itself; the window's own session is in memory.
  const chromium = join(home, 'electron')
  mkdirSync(chromium, { recursive: true, mode: 0o700 })
  app.setPath('userData', chromium)
  return home
}

/** All that has to be said before Chromium is ready. */
function prepare(): void {
  app.enableSandbox()
  for (const [name, value] of OWN_SWITCHES) app.commandLine.appendSwitch(name, value)
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: SCHEME_PRIVILEGES }])
  hardenSessions()
  guardAllContents()
  watchProcesses(() => engine)
  app.on('second-instance', () => bringForward(window))
}

async function open(home: string): Promise<void> {
  engine = await startEngine(engineOptions(home), (description) => {
    log('engine ended', { description })
    void giveUp('engine', null)
  })
  quitInOrder(engine)
  const session = windowSession()
  serveOrigin(session, createWindowServer(RENDERER_DIR, engine))
  window = createWindow(session)
  await furnish(window, engine)
  await loadHome(window)
}

const engineOptions = (home: string): EngineOptions => ({
  home,
  // Not the desktop's own folder for documents, which is often kept in step with a cloud.
  documents: join(homedir(), 'Bevisvalv'),
  version: app.getVersion(),
  door: 'electron',
  doorReason: `Electron ${process.versions.electron}`,
  folders: 'choose',
  systemLanguage: systemLanguage(),
  bundledBrowser: false,
  loginWindow: true,
  allowPrivate: false,
})

/** Gives the bare window its menu, its calls and its events. */
async function furnish(shown: BrowserWindow, running: Engine): Promise<void> {
  const lock = () => void running.dispatch('vault.lock', {}, CALLER)
  lockWithMachine(lock)

  const status = (await running.dispatch('app.status', {}, CALLER)) as Result<{ settings: Settings }>
  let t = wordsFor(status.ok ? status.value.settings.language : 'system')
  setMenu(t, lock)

  const invoke = createInvoke(running, createPicker(shown, () => t), CALLER)
  answerCalls(shown, async (name, input) => {
    const result = await invoke(name, input)
    if (name === 'settings.change' && result.ok) {
      t = wordsFor((result.value as Settings).language)
      setMenu(t, lock)
    }
    return result
  })
  running.on((event) => pushEvent(shown, event))
}

function startFailed(error: unknown): Promise<void> {
  // Its message may name a folder of this person's; its kind is enough for a log.
  log('start failed', { kind: error instanceof Error ? error.constructor.name : typeof error })
  return giveUp('start', engine)
}
