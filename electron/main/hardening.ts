import type { Privileges, WebPreferences } from 'electron'

/**
 * What this door permits, refuses and switches off, as data: the code beside it only applies it, and a test reads it as
 * a checklist. How the packaged program may be started at all (its fuses) stands in electron-builder.yml.
 */

export const SCHEME = 'app'
/** The window's origin, as frames and requests state it. `vault` is a name inside the scheme, no host. */
export const ORIGIN = `${SCHEME}://vault`
/** The one page. */
export const HOME = `${ORIGIN}/`

/** The scheme behaves as `https:` does: an origin of its own, a secure context, relative addresses, `fetch`. */
export const SCHEME_PRIVILEGES: Required<Privileges> = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  stream: true,
  bypassCSP: false,
  corsEnabled: false,
  allowServiceWorkers: false,
  codeCache: false,
  allowExtensions: false,
}

/** No `persist:` before it: cookies, caches and storage of the window live in memory. */
export const PARTITION = 'bevisvalv-window'

/** Of the window. Session and preload script come beside these. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  webgl: false,
  enableWebSQL: false,
  // A file dropped on the window would be opened in its place.
  navigateOnDragDrop: false,
  // Would fetch dictionaries, and remembers what people type.
  spellcheck: false,
  // Also where the program runs from its sources: work on the interface is done through the browser door.
  devTools: false,
  disableDialogs: true,
  autoplayPolicy: 'document-user-activation-required',
  v8CacheOptions: 'none',
} as const satisfies WebPreferences

/**
 * Switches that open a debugger, take down the sandbox, load foreign code, lead the window elsewhere or write down what
 * it does. The program ends at once when it finds one. A star stands for anything. Fuses close some of them already in
 * an installed program; this holds in every build.
 */
export const REFUSED_SWITCHES: readonly string[] = [
  'remote-debugging-*',
  'remote-allow-origins',
  'inspect*',
  'auto-open-devtools-for-tabs',
  'no-sandbox',
  'disable-*sandbox*',
  'no-zygote',
  'single-process',
  'in-process-gpu',
  'js-flags',
  'disable-web-security',
  'disable-site-isolation*',
  'disable-features',
  'disable-blink-features',
  'enable-blink-features',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'ignore-certificate-errors*',
  'unsafely-treat-insecure-origin-as-secure',
  'load-extension',
  'host-rules',
  'host-resolver-rules',
  'proxy-*',
  'user-data-dir',
  'browser-subprocess-path',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'log-net-log',
  'ssl-key-log-file',
  'enable-logging',
  'experimental-*',
  'require',
  'r',
  'import',
]

/** Given to Chromium before it starts. */
export const OWN_SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['disable-http-cache'],
  ['disable-gpu-shader-disk-cache'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-breakpad'],
  ['no-pings'],
  ['dns-prefetch-disable'],
  // No name leads anywhere: neither the window nor Chromium of its own accord reaches a network. The engine and the
  // capture browser are processes of their own and aren't bound by this.
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
]

/**
 * Of all that a page can ask for, this alone: putting text on the clipboard, which the copy buttons beside digests do.
 * Nothing is read from it.
 */
export const GRANTED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write']

/** Requests that are answered; all others are cancelled before they leave. */
export const OWN_ADDRESSES: readonly string[] = [HOME, `blob:${HOME}`]

/** Calls whose answer lets the window show evidence: from the first of these until the lock, screens can't be captured. */
export const SHOWING_CALLS: readonly string[] = ['exhibit.view', 'exhibit.artefact']
