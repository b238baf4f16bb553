import { Refusal } from '../../shared/contract/index.ts'
import { launchBrowser, type FoundBrowser, type LaunchedBrowser } from '../services/browser/index.ts'

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

/** The window was closed before its page stood: an ordinary end, though there was no window to speak of. */
export class WindowClosed extends Error {
  constructor() {
    super('the window was closed')
    this.name = 'WindowClosed'
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
  try {
    return await launchBrowser(found, {
      purpose: 'window',
      acceptLanguages: options.language,
      args: flags(options),
      group: 'own',
      managePages: true,
      signal: options.signal,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.params['detail'] === 'policy') throw new SteeringForbidden(found.name)
    // That is how a browser ends whose last window is closed, even before it has answered once.
    if (error.params['detail'] === 'exit 0') throw new WindowClosed()
    throw error
  }
}
