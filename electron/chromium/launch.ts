import { chownSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../../shared/contract/index.ts'
import { launchBrowser, sandboxPlan, type FoundBrowser, type LaunchedBrowser } from '../services/browser/index.ts'

export interface WindowOptions {
  origin: string
  headless: boolean
  language: 'sv' | 'en'
  /** Whether the window may reach servers on this machine (development only). */
  loopback: boolean
  /** Ends a start that is no longer wanted. */
  signal: AbortSignal
}

/** The browser can't be used as a window because its administrator forbids to steer it. */
export class SteeringForbidden extends Error {
  constructor(browser: string) {
    super(`${browser}: remote debugging is disallowed by policy`)
    this.name = 'SteeringForbidden'
  }
}

/**
 * Nothing listens on this port, so no request of the browser's own leaves the machine. A proxy that doesn't answer
 * shows no warning bar, unlike the flags that switch the network off.
 */
const NOWHERE = 'http://127.0.0.1:9'

const flags = ({ origin, headless, loopback }: WindowOptions): string[] => [
  `--app=${origin}/`,
  '--class=Bevisvalv',
  '--window-size=1360,900',
  `--proxy-server=${NOWHERE}`,
  ...(loopback ? [] : ['--proxy-bypass-list=<-loopback>']),
  '--deny-permission-prompts',
  '--disable-gpu-shader-disk-cache',
  '--disable-notifications',
  '--disable-print-preview',
  '--disable-spell-checking',
  ...(headless ? ['--headless=new'] : []),
]

/** Starts the browser as a window of its own. Its first page is an error page until requests are answered. */
export async function launchWindow(found: FoundBrowser, options: WindowOptions): Promise<LaunchedBrowser> {
  const display = lendDisplay()
  try {
    const launched = await launchBrowser(
      { ...found, env: { ...found.env, ...display.env } },
      { purpose: 'window', acceptLanguages: options.language, args: flags(options), group: 'own', managePages: true, signal: options.signal },
    )
    void launched.exited.then(display.takeBack)
    return launched
  } catch (error) {
    display.takeBack()
    if (error instanceof Refusal && error.params['detail'] === 'policy') throw new SteeringForbidden(found.name)
    throw error
  }
}

/**
 * As root the browser runs as an unprivileged user, who can't read root's key to the display: it gets a copy for as
 * long as the window stands.
 */
function lendDisplay(): { env: Record<string, string>; takeBack(): void } {
  const key = process.env['XAUTHORITY']
  const user = sandboxPlan()[0]?.user
  if (!key || !user) return { env: {}, takeBack: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-display-'))
  const copy = join(folder, 'Xauthority')
  const takeBack = () => rmSync(folder, { recursive: true, force: true })
  try {
    copyFileSync(key, copy)
    for (const path of [folder, copy]) chownSync(path, user.uid, user.gid)
    return { env: { XAUTHORITY: copy }, takeBack }
  } catch {
    takeBack()
    return { env: {}, takeBack: () => undefined }
  }
}
