import { delimiter, join, posix } from 'node:path'

export interface Place {
  name: string
  path: string
}

interface Kind {
  name: string
  linux: readonly string[]
  commands: readonly string[]
  mac: string
  windows: readonly string[]
}

/** In order of preference. Paths are those of the makers' own installers and of Debian, Fedora and Arch packages. */
const KINDS: readonly Kind[] = [
  {
    name: 'Google Chrome',
    linux: ['/opt/google/chrome/chrome', '/usr/bin/google-chrome-stable'],
    commands: ['google-chrome-stable', 'google-chrome'],
    mac: 'Google Chrome',
    windows: ['Google', 'Chrome', 'Application', 'chrome.exe'],
  },
  {
    name: 'Microsoft Edge',
    linux: ['/opt/microsoft/msedge/msedge', '/usr/bin/microsoft-edge-stable'],
    commands: ['microsoft-edge-stable', 'microsoft-edge'],
    mac: 'Microsoft Edge',
    windows: ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  },
  {
    name: 'Chromium',
    linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser'],
    commands: ['chromium', 'chromium-browser'],
    mac: 'Chromium',
    windows: ['Chromium', 'Application', 'chrome.exe'],
  },
  {
    name: 'Brave',
    linux: ['/opt/brave.com/brave/brave', '/usr/bin/brave-browser'],
    commands: ['brave-browser-stable', 'brave-browser', 'brave'],
    mac: 'Brave Browser',
    windows: ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
  },
]

/** Where a browser may lie on this platform, best first. Nothing is looked up on disk here. */
export function places(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Place[] {
  return KINDS.flatMap((kind) => candidates(kind, platform, env).map((path) => ({ name: kind.name, path })))
}

function candidates(kind: Kind, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]
    return roots.filter((root) => root !== undefined).map((root) => join(root, ...kind.windows))
  }
  const inPath = (env['PATH'] ?? '')
    .split(delimiter)
    // A relative entry would make the choice depend on the working folder.
    .filter((folder) => posix.isAbsolute(folder))
    .flatMap((folder) => kind.commands.map((command) => posix.join(folder, command)))
  if (platform === 'darwin') {
    const inside = `${kind.mac}.app/Contents/MacOS/${kind.mac}`
    return [`/Applications/${inside}`, ...(env['HOME'] ? [posix.join(env['HOME'], 'Applications', inside)] : []), ...inPath]
  }
  return [...kind.linux, ...inPath]
}
