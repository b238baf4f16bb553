import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { FuseV1Options } from '@electron/fuses'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as hardening from '../../electron/main/hardening.ts'
import { refusedSwitch } from '../../electron/main/switches.ts'
import { createFakeElectron, type FakeElectron } from '../support/fake-electron.ts'
import { forkFakeEngine } from '../support/fake-utility.ts'
import { REPOSITORY } from '../support/oxlint.ts'

/** The checklist of the Electron door: what is written here was decided, and what the code says must be the same. */
describe('settings', () => {
  test('every preference of the window', () => {
    expect(hardening.WEB_PREFERENCES).toEqual({
      sandbox: true, contextIsolation: true, webSecurity: true, disableDialogs: true,
      nodeIntegration: false, nodeIntegrationInSubFrames: false, nodeIntegrationInWorker: false,
      webviewTag: false, navigateOnDragDrop: false, spellcheck: false, devTools: false, plugins: false, webgl: false,
      allowRunningInsecureContent: false, experimentalFeatures: false, enableWebSQL: false,
      autoplayPolicy: 'document-user-activation-required', v8CacheOptions: 'none',
    })
  })

  test('the scheme may no more than https', () => {
    expect(hardening.SCHEME_PRIVILEGES).toEqual({
      standard: true, secure: true, supportFetchAPI: true, stream: true,
      bypassCSP: false, corsEnabled: false, allowServiceWorkers: false, codeCache: false, allowExtensions: false,
    })
  })

  test('the session is in memory and Chromium is told to keep nothing and reach nobody', () => {
    expect(hardening.PARTITION).not.toMatch(/^persist:/)
    const names = hardening.OWN_SWITCHES.map(([name]) => name)
    expect(names).toEqual(expect.arrayContaining(['disable-http-cache', 'disable-gpu-shader-disk-cache', 'disable-breakpad']))
    expect(hardening.OWN_SWITCHES).toContainEqual(['host-resolver-rules', 'MAP * ~NOTFOUND'])
  })

  test.each([
    '--remote-debugging-port=9222', '--remote-debugging-pipe', '--remote-debugging-address=0.0.0.0', '--inspect', '--inspect=0.0.0.0:1',
    '--inspect-brk', '--inspect-publish-uid=http', '--no-sandbox', '--disable-gpu-sandbox', '--disable-setuid-sandbox', '--js-flags=--expose-gc',
    '--disable-web-security', '--load-extension=/tmp/x', '--disable-site-isolation-trials', '--host-resolver-rules=MAP * 1.2.3.4',
    '--proxy-server=1.2.3.4', '--ignore-certificate-errors', '--user-data-dir=/tmp/x', '--renderer-cmd-prefix=gdb', '--experimental-loader=x',
    '--require=/tmp/x.js', '-r', '--No-Sandbox', '-no-sandbox', '-JS-FLAGS=x',
  ])('the program does not start with %s', (argument) => {
    expect(refusedSwitch(['.', argument])).not.toBeNull()
    expect(refusedSwitch(['--home=/x', '--', argument])).not.toBeNull()
  })

  test.each(['.', '--home=/home/x', '--lang=sv', '--ozone-platform=wayland', '--force-device-scale-factor=2', '-psn_0_1', '/home/x/inspect', 'no-sandbox'])(
    'the program starts with %s',
    (argument) => {
      expect(refusedSwitch([argument])).toBeNull()
    },
  )
})

interface Refusable {
  preventDefault(): void
}
const prevented = (emit: (event: Refusable) => void): boolean => {
  let refused = false
  emit({ preventDefault: () => (refused = true) })
  return refused
}

describe('what is refused', () => {
  let fake: FakeElectron
  beforeEach(() => {
    fake = createFakeElectron(forkFakeEngine)
    vi.resetModules()
    vi.doMock('electron', () => fake.module)
  })

  async function shutSession() {
    const { hardenSessions, windowSession } = await import('../../electron/main/session.ts')
    hardenSessions()
    windowSession()
    const session = fake.sessions[0]!
    const call = <T>(name: keyof typeof session.handlers.given, ...args: unknown[]): T =>
      (session.handlers.given[name] as unknown as (...args: unknown[]) => T)(...args)
    return { session, call }
  }

  test('the session of the window keeps nothing', async () => {
    const { session } = await shutSession()
    expect(session.made).toEqual({ partition: hardening.PARTITION, options: { cache: false } })
    expect(session.spelling).toBe(false)
  })

  test('every request but those to the own origin is cancelled', async () => {
    const { session } = await shutSession()
    const cancelled = (url: string) => {
      let result: unknown
      ;(session.beforeRequest as unknown as (details: object, answer: (given: unknown) => void) => void)({ url }, (given) => (result = given))
      return result
    }
    for (const url of ['app://vault/', 'app://vault/assets/x.js', `app://vault/object/h-${'1'.repeat(32)}`, 'blob:app://vault/1234']) {
      expect(cancelled(url)).toEqual({ cancel: false })
    }
    for (const url of [
      'https://example.com/', 'http://127.0.0.1/', 'ws://127.0.0.1/', 'wss://example.com/', 'file:///etc/passwd', 'ftp://x/', 'data:text/html,x',
      'devtools://devtools/x', 'chrome://gpu/', 'chrome-extension://x/', 'blob:https://example.com/1', 'app://other/', 'app://vault.example/',
      'app://vault:1/', 'app://x@vault/', 'filesystem:app://vault/', 'javascript:1', 'about:blank', '',
    ]) {
      expect(cancelled(url), url).toEqual({ cancel: true })
    }
  })

  test('every permission but writing to the clipboard is denied, that one elsewhere too', async () => {
    const { call } = await shutSession()
    const requested = (permission: string, details: object) => {
      let granted: unknown
      call('setPermissionRequestHandler', {}, permission, (given: unknown) => (granted = given), details)
      return granted
    }
    const home = { isMainFrame: true, requestingUrl: 'app://vault/' }
    for (const permission of [
      'media', 'geolocation', 'notifications', 'midi', 'midiSysex', 'pointerLock', 'fullscreen', 'openExternal', 'display-capture', 'clipboard-read',
      'mediaKeySystem', 'window-management', 'idle-detection', 'speaker-selection', 'storage-access', 'fileSystem', 'hid', 'serial', 'usb', 'unknown',
    ]) {
      expect(requested(permission, home), permission).toBe(false)
      expect(call('setPermissionCheckHandler', null, permission, 'app://vault', { isMainFrame: true }), permission).toBe(false)
    }
    const copying = 'clipboard-sanitized-write'
    expect(requested(copying, home)).toBe(true)
    expect(requested(copying, { ...home, isMainFrame: false })).toBe(false)
    expect(requested(copying, { ...home, requestingUrl: 'app://vault.example/' })).toBe(false)
    for (const origin of ['app://vault', 'app://vault/']) {
      expect(call('setPermissionCheckHandler', null, copying, origin, { isMainFrame: true })).toBe(true)
      expect(call('setPermissionCheckHandler', null, copying, origin, { isMainFrame: false })).toBe(false)
    }
    expect(call('setPermissionCheckHandler', null, copying, 'https://example.com/', { isMainFrame: true })).toBe(false)
  })

  test('no device, no screen, no certificate, no download', async () => {
    const { session, call } = await shutSession()
    expect(call('setDevicePermissionHandler', { deviceType: 'usb' })).toBe(false)
    const answers: unknown[] = []
    const answer = (given: unknown) => answers.push(given)
    call('setBluetoothPairingHandler', {}, answer)
    call('setDisplayMediaRequestHandler', {}, answer)
    call('setCertificateVerifyProc', { errorCode: 0 }, answer)
    expect(answers).toEqual([{ confirmed: false }, null, -2])
    expect(prevented((event) => session.emit('will-download', event))).toBe(true)
  })

  test('a page stays where it is, whatever it tries, and so does a page that nobody asked for', async () => {
    const { guardAllContents } = await import('../../electron/main/contents.ts')
    guardAllContents()
    const { webContents } = new fake.module.BrowserWindow({ webPreferences: {} })
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      expect(prevented((event) => webContents.emit(name, event, 'app://vault/')), name).toBe(true)
    }
    const { setWindowOpenHandler, setWebRTCIPHandlingPolicy } = webContents.handlers.given
    expect((setWindowOpenHandler as unknown as (details: object) => unknown)({ url: 'app://vault/' })).toEqual({ action: 'deny' })
    expect(setWebRTCIPHandlingPolicy).toBe('disable_non_proxied_udp')
    for (const name of ['certificate-error', 'select-client-certificate', 'login']) {
      expect(prevented((event) => fake.module.app.emit(name, event, {}, '', '', {}, () => {})), name).toBe(true)
    }
  })

  test('the page gets two functions, and what it hands over is overwritten behind it', async () => {
    const exposed: Record<string, Record<string, (...args: unknown[]) => unknown>> = {}
    const sent: unknown[] = []
    const heard = new Map<string, (...args: unknown[]) => void>()
    vi.doMock('electron', () => ({
      contextBridge: { exposeInMainWorld: (key: string, api: (typeof exposed)[string]) => (exposed[key] = api) },
      ipcRenderer: {
        invoke: (...args: unknown[]) => Promise.resolve(sent.push(structuredClone(args))),
        on: (channel: string, listener: () => void) => heard.set(channel, listener),
        off: (channel: string) => heard.delete(channel),
      },
    }))
    await import('../../electron/preload/index.ts')
    expect(Object.keys(exposed)).toEqual(['bevisvalv'])
    const bridge = exposed['bevisvalv']!
    expect(Object.keys(bridge).sort()).toEqual(['invoke', 'on'])

    const passphrase = new TextEncoder().encode('korrekt häst')
    await bridge['invoke']!('vault.open', { vault: 't', passphrase })
    expect(sent).toEqual([['bevisvalv:call', 'vault.open', { vault: 't', passphrase: new TextEncoder().encode('korrekt häst') }]])
    expect(passphrase.every((byte) => byte === 0)).toBe(true)

    const payloads: unknown[] = []
    const stop = bridge['on']!('vault.locked', (payload: unknown) => payloads.push(payload)) as () => void
    const tell = heard.get('bevisvalv:event')!
    tell({ sender: 'never handed on' }, 'ledger.changed', { size: 1 })
    tell({ sender: 'never handed on' }, 'vault.locked', { reason: 'hand' })
    expect(payloads).toEqual([{ reason: 'hand' }])
    stop()
    expect(heard.size).toBe(0)
  })
})

interface BuilderConfig {
  [key: string]: unknown
  electronFuses: Record<string, boolean>
}

describe('the packaged program', () => {
  async function builderConfig(): Promise<BuilderConfig> {
    const require = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
    const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config.js') as {
      getConfig(root: string, path: null, options: null): Promise<BuilderConfig>
      validateConfiguration(config: object, log: unknown): Promise<void>
    }
    const { DebugLogger } = require('builder-util') as { DebugLogger: new (enabled: boolean) => unknown }
    const config = await getConfig(REPOSITORY, null, null)
    await validateConfiguration(config, new DebugLogger(false))
    return config
  }

  test('its settings are ones that the packager knows, and every fuse is set', async () => {
    const { electronFuses } = await builderConfig()
    expect(electronFuses).toEqual({
      runAsNode: false, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false, loadBrowserProcessSpecificV8Snapshot: false,
      onlyLoadAppFromAsar: true, enableEmbeddedAsarIntegrityValidation: true, enableCookieEncryption: true,
    })
    const known = Object.values(FuseV1Options).filter((each) => typeof each === 'string')
    expect(Object.keys(electronFuses).map((name) => name.toLowerCase()).sort()).toEqual(known.map((name) => name.toLowerCase()).sort())
  })

  test('it is one archive that is checked, updates itself from nowhere and starts in its sandbox', async () => {
    const config = await builderConfig()
    expect(config).toMatchObject({
      asar: true, publish: null, npmRebuild: false,
      nsis: { perMachine: true, deleteAppDataOnUninstall: false },
      mac: { hardenedRuntime: true },
      appImage: { executableArgs: [] },
    })
    expect(config).not.toHaveProperty('disableAsarIntegrity')
    const entitlements = readFileSync(`${REPOSITORY}/electron/main/resources/entitlements.plist`, 'utf8')
    expect([...entitlements.matchAll(/<key>([^<]*)<\/key>/g)].map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit'])
  })

  test('nothing that is only there for tests is shipped', () => {
    const lock = JSON.parse(readFileSync(`${REPOSITORY}/package-lock.json`, 'utf8')) as { packages: Record<string, { dev?: boolean } | undefined> }
    for (const name of ['@sparticuz/chromium', '@signalapp/sqlcipher', 'electron', 'node', 'vite', 'axe-core']) {
      expect(lock.packages[`node_modules/${name}`], name).toMatchObject({ dev: true })
    }
  })
})
