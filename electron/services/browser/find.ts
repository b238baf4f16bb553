import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, readdir, realpath, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'
import { bundledBrowser } from './bundled.ts'
import { places } from './places.ts'
import type { FoundBrowser } from './types.ts'

const run = promisify(execFile)
const VERSION = /\b\d+\.\d+\.\d+\.\d+\b/

export interface FindOptions {
  /** Absolute path that a person chose, or null. */
  setting?: string | null
  /** Whether the development browser may be used where nothing else is found. */
  bundled: boolean
  platform?: NodeJS.Platform
  env?: NodeJS.ProcessEnv
}

/**
 * Looks for a browser: the chosen one, then where installers put them, then the development browser. A chosen path
 * that is no longer there is passed over. Null where there is none; nothing is downloaded.
 */
export async function findBrowser(options: FindOptions): Promise<FoundBrowser | null> {
  const platform = options.platform ?? process.platform
  if (options.setting) {
    const path = await program(insideApp(options.setting, platform))
    if (path) return describe({ name: '', path }, 'setting', platform)
  }
  for (const place of places(platform, options.env ?? process.env)) {
    const path = await program(place.path)
    if (path) return describe({ name: place.name, path }, 'system', platform)
  }
  return options.bundled ? bundledBrowser() : null
}

/** On macOS people choose the application, which is a folder; the program lies inside. */
function insideApp(path: string, platform: NodeJS.Platform): string {
  if (platform !== 'darwin' || !path.endsWith('.app')) return path
  return join(path, 'Contents', 'MacOS', basename(path, '.app'))
}

/** The path if it is a program that may be run, else null. A snap is passed over: it can't see our profile folder. */
async function program(path: string): Promise<string | null> {
  if (!isAbsolute(path)) return null
  try {
    await access(path, constants.X_OK)
    if (!(await stat(path)).isFile() || basename(await realpath(path)) === 'snap') return null
    return path
  } catch {
    return null
  }
}

async function describe(
  place: { name: string; path: string },
  origin: FoundBrowser['origin'],
  platform: NodeJS.Platform,
): Promise<FoundBrowser> {
  const said = platform === 'win32' ? await versionFolder(place.path) : await askVersion(place.path)
  const version = VERSION.exec(said)?.[0] ?? ''
  const own = said.slice(0, VERSION.exec(said)?.index ?? 0).trim()
  return { name: place.name || own || basename(place.path), version, path: place.path, origin, env: {} }
}

/** `HOME` points away from the person's own folder: some start scripts tidy up there. */
async function askVersion(path: string): Promise<string> {
  try {
    const { stdout } = await run(path, ['--version'], {
      timeout: 10_000,
      maxBuffer: 64 * 1024,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: tmpdir() },
    })
    return stdout.trim()
  } catch {
    return ''
  }
}

/** On Windows `--version` opens a window; the installer leaves a folder named by the version instead. */
async function versionFolder(path: string): Promise<string> {
  const names = await readdir(dirname(path)).catch(() => [])
  const versions = names.filter((name) => /^\d+(\.\d+){3}$/.test(name))
  const order = (name: string) => name.split('.').map((part) => part.padStart(8, '0')).join('.')
  return versions.sort((a, b) => (order(a) < order(b) ? -1 : 1)).at(-1) ?? ''
}
