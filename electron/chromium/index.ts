import type { Page } from 'puppeteer-core'
import { createInvoke } from '../engine/door.ts'
import { startEngineWorker } from '../engine/host.ts'
import type { Engine, EngineOptions } from '../engine/types.ts'
import { createWindowServer } from '../engine/window.ts'
import type { FoundBrowser, LaunchedBrowser } from '../services/browser/index.ts'
import { installBridge } from './bridge.ts'
import { goesToDevServer } from './dev.ts'
import { createPicker } from './dialogs.ts'
import { guardWindow } from './guard.ts'
import { launchWindow } from './launch.ts'
import { serveWindow } from './serve.ts'

export { DEV_HEADERS } from './dev.ts'
export { SteeringForbidden } from './launch.ts'

export interface ChromiumDoorOptions {
  engine: EngineOptions
  browser: FoundBrowser
  /** Folder of the built interface. */
  rendererDir: string
  headless?: boolean
  /** Address of a development server on loopback that serves the interface, with `DEV_HEADERS`, instead of `rendererDir`. */
  dev?: string
  /** How the engine is started; the tests' way in. */
  startEngine?: typeof startEngineWorker
}

export interface ChromiumDoor {
  page: Page
  engine: Engine
  /** Whether the window's browser has its sandbox. */
  sandbox: LaunchedBrowser['sandbox']
  /** Settles with the reason once window and engine have ended and the window's profile is wiped. */
  closed: Promise<string>
  close(): Promise<void>
}

/** The window's origin: a name that by RFC 2606 belongs to nobody, answered from disk. */
const ORIGIN = 'https://vault.invalid'
const CALLER = 'chromium-window'

/**
 * Opens the interface in an installed browser as a window of its own, without network, over a debugging pipe. Rejects
 * with a `Refusal` where the browser doesn't start and with `SteeringForbidden` where policy forbids it.
 */
export async function openChromiumDoor(options: ChromiumDoorOptions): Promise<ChromiumDoor> {
  const origin = options.dev === undefined ? ORIGIN : new URL(options.dev).origin
  let reason = 'closed'
  let launched: LaunchedBrowser | null = null
  const onCrash = (description: string) => {
    reason = `engine ended: ${description}`
    launched?.kill()
  }
  // Both take their time and neither waits for the other: the page is drawn while the engine still loads, and what it
  // asks meanwhile is answered then.
  const engineStart = (options.startEngine ?? startEngineWorker)(options.engine, { onCrash })
  const windowStart = openWindow(origin, options, engineStart, (found) => (launched = found))
  const [started, opened] = await Promise.allSettled([engineStart, windowStart])
  if (started.status === 'rejected' || opened.status === 'rejected') {
    if (started.status === 'fulfilled') await started.value.close()
    if (opened.status === 'fulfilled') await opened.value.launched.close()
    throw started.status === 'rejected' ? started.reason : (opened as PromiseRejectedResult).reason
  }
  const engine = started.value
  const { page, launched: window } = opened.value
  const closed = window.exited.then(async () => {
    await engine.close()
    return reason
  })
  const close = async () => {
    await window.close()
    await closed
  }
  return { page, engine, sandbox: window.sandbox, closed, close }
}

async function openWindow(origin: string, options: ChromiumDoorOptions, engine: Promise<Engine>, onLaunch: (launched: LaunchedBrowser) => void) {
  // Without an engine there is nothing to show; the reason is told by whoever started it.
  const unwanted = new AbortController()
  engine.catch(() => unwanted.abort())
  const launched = await launchWindow(options.browser, {
    origin,
    headless: options.headless === true,
    language: options.engine.systemLanguage,
    loopback: options.dev !== undefined,
    signal: unwanted.signal,
  })
  onLaunch(launched)
  unwanted.signal.addEventListener('abort', () => launched.kill())
  try {
    return { launched, page: await furnish(launched, whenStarted(engine), origin, options) }
  } catch (error) {
    await launched.close()
    throw error
  }
}

type Answering = Pick<Engine, 'dispatch' | 'grant' | 'object' | 'on'>

/** An engine that may still be starting, as one whose answers come once it has. */
function whenStarted(engine: Promise<Engine>): Answering {
  return {
    dispatch: async (...call) => (await engine).dispatch(...call),
    grant: async (...choice) => (await engine).grant(...choice),
    object: async (handle) => (await engine).object(handle),
    on(listener) {
      let stop: (() => void) | null = null
      void engine.then((started) => (stop = started.on(listener)), () => undefined)
      return () => stop?.()
    },
  }
}

/** Gives the bare window its content, its bridge and its limits, and loads it. */
async function furnish(launched: LaunchedBrowser, engine: Answering, origin: string, options: ChromiumDoorOptions): Promise<Page> {
  const target = await launched.browser.waitForTarget((each) => each.type() === 'page')
  const page = await target.page()
  if (page === null) throw new Error('the window has no page')
  const session = await page.createCDPSession()
  const { frameTree } = await session.send('Page.getFrameTree')
  const mainFrame = frameTree.frame.id

  const answer = createWindowServer(options.rendererDir, engine)
  await serveWindow({ session, origin, answer, ...(options.dev === undefined ? {} : { passOn: goesToDevServer(origin) }) })
  await guardWindow({ browser: launched.browser, page, session, control: launched.control, origin, mainFrame })

  const picker = createPicker(session, () => bridge.context(), options.engine.documents)
  const bridge = await installBridge({ session, origin, mainFrame, invoke: createInvoke(engine, picker, CALLER) })
  engine.on((event) => bridge.push(event.name, event.payload))

  page.once('close', () => void launched.close())
  await page.goto(`${origin}/`, { waitUntil: 'domcontentloaded' })
  return page
}
