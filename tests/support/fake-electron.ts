import { EventEmitter } from 'node:events'
import type { OpenDialogOptions, UtilityProcess } from 'electron'
import { vi } from 'vitest'

/** As much of a process of Electron's as the door uses. */
export type FakeUtility = Pick<UtilityProcess, 'kill' | 'pid'> & { postMessage(message: unknown): void } & EventEmitter
export type Fork = (path: string, args: string[], options: { env?: Record<string, string>; serviceName?: string; stdio?: string }) => FakeUtility

type Handler = (...args: never[]) => unknown

/** Remembers the last function that each setter was given. */
function setters<const N extends string>(...names: N[]) {
  const given: Partial<Record<N, Handler>> = {}
  const functions = Object.fromEntries(names.map((name) => [name, (handler: Handler) => void (given[name] = handler)]))
  return { given, functions }
}

class FakeContents extends EventEmitter {
  readonly handlers = setters('setWindowOpenHandler', 'setWebRTCIPHandlingPolicy')
  readonly calls = new Map<string, Handler>()
  readonly ipc = { handle: (channel: string, handler: Handler) => void this.calls.set(channel, handler) }
  readonly mainFrame = { frameTreeNodeId: 7, origin: 'app://vault' }
  readonly send = vi.fn()
  setWindowOpenHandler = this.handlers.functions['setWindowOpenHandler']
  setWebRTCIPHandlingPolicy = this.handlers.functions['setWebRTCIPHandlingPolicy']
}

class FakeSession extends EventEmitter {
  readonly handlers = setters(
    'setPermissionRequestHandler',
    'setPermissionCheckHandler',
    'setDevicePermissionHandler',
    'setBluetoothPairingHandler',
    'setDisplayMediaRequestHandler',
    'setCertificateVerifyProc',
  )
  beforeRequest: Handler | undefined
  spelling: boolean | undefined
  protocols = new Map<string, Handler>()
  readonly webRequest = { onBeforeRequest: (handler: Handler) => (this.beforeRequest = handler) }
  readonly protocol = { handle: (scheme: string, handler: Handler) => void this.protocols.set(scheme, handler) }
  readonly made: { partition: string; options: unknown }
  constructor(made: { partition: string; options: unknown }) {
    super()
    this.made = made
    Object.assign(this, this.handlers.functions)
  }
  setSpellCheckerEnabled(on: boolean): void {
    this.spelling = on
  }
}

/**
 * A stand-in for the package `electron`, which does nothing but remember what it was told. `steps` holds the order of
 * what has to happen in an order.
 */
export function createFakeElectron(fork: Fork) {
  const steps: string[] = []
  const ready = Promise.withResolvers<void>()
  const switches: [string, string | undefined][] = []
  const sessions: FakeSession[] = []
  const windows: FakeWindow[] = []
  const forks: { path: string; options: Parameters<Fork>[2]; process: FakeUtility }[] = []
  const schemes: unknown[] = []
  const paths: Record<string, string> = {}
  let menu: unknown = null
  const exited = Promise.withResolvers<number>()

  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    commandLine: { appendSwitch: (name: string, value?: string) => void switches.push([name, value]) },
    enableSandbox: () => void steps.push('sandbox'),
    requestSingleInstanceLock: (): boolean => {
      steps.push('lock')
      return true
    },
    setPath: (name: string, path: string) => {
      steps.push('path')
      paths[name] = path
    },
    getPath: (name: string) => paths[name],
    getVersion: () => '1.2.3',
    getPreferredSystemLanguages: () => ['sv-SE'],
    whenReady: () => {
      steps.push('whenReady')
      return ready.promise
    },
    quit: () => {
      let prevented = false
      app.emit('will-quit', { preventDefault: () => (prevented = true) })
      if (!prevented) app.exit(0)
    },
    exit: (code = 0) => {
      steps.push(`exit ${code}`)
      exited.resolve(code)
    },
  })

  function makeSession(partition: string, options: unknown): FakeSession {
    const made = new FakeSession({ partition, options })
    sessions.push(made)
    app.emit('session-created', made)
    return made
  }

  class FakeWindow extends EventEmitter {
    readonly webContents = new FakeContents()
    readonly options: { webPreferences: Record<string, unknown> }
    readonly loaded: string[] = []
    readonly contentProtection: boolean[] = []
    destroyed = false
    constructor(options: { webPreferences: Record<string, unknown> }) {
      super()
      this.options = options
      windows.push(this)
      app.emit('web-contents-created', {}, this.webContents)
    }
    loadURL = (url: string) => {
      this.loaded.push(url)
      return Promise.resolve()
    }
    isDestroyed = () => this.destroyed
    isMinimized = () => true
    restore = vi.fn()
    focus = vi.fn()
    show = vi.fn()
    setContentProtection = (on: boolean) => void this.contentProtection.push(on)
  }

  const module = {
    app,
    BrowserWindow: FakeWindow,
    Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: (set: unknown) => (menu = set) },
    dialog: {
      showErrorBox: vi.fn<(title: string, text: string) => void>(),
      showOpenDialog: vi.fn<(window: unknown, options: OpenDialogOptions) => Promise<{ canceled: boolean; filePaths: string[] }>>(() =>
        Promise.resolve({ canceled: true, filePaths: [] }),
      ),
    },
    nativeTheme: { shouldUseDarkColors: false },
    powerMonitor: new EventEmitter(),
    protocol: {
      registerSchemesAsPrivileged: (given: unknown[]) => {
        steps.push('schemes')
        schemes.push(...given)
      },
    },
    session: { fromPartition: makeSession },
    utilityProcess: {
      fork: (path: string, args: string[], options: Parameters<Fork>[2]) => {
        const process = fork(path, args, options)
        forks.push({ path, options, process })
        return process
      },
    },
  }
  return { module, steps, switches, sessions, windows, forks, schemes, paths, ready, exited, menu: () => menu as { label: string; submenu: object[] }[] }
}

export type FakeElectron = ReturnType<typeof createFakeElectron>
