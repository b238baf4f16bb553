import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'puppeteer-core'
import { Refusal } from '../../shared/contract/index.ts'
import { createInvoke } from '../engine/door.ts'
import type { Engine } from '../engine/types.ts'
import { createWindowServer } from '../engine/window.ts'
import type { FoundBrowser, LaunchedBrowser } from '../services/browser/index.ts'
import { installBridge } from './bridge.ts'
import { goesToDevServer } from './dev.ts'
import { createPicker } from './dialogs.ts'
import { guardWindow } from './guard.ts'
import { launchWindow, WindowClosed } from './launch.ts'
import type { ChromiumDoorOptions } from './options.ts'
import { serveWindow } from './serve.ts'

/** What a window asks of its engine. */
export type Answering = Pick<Engine, 'dispatch' | 'grant' | 'object' | 'on'>

interface OpenWindow {
  page: Page
  sandbox: LaunchedBrowser['sandbox']
  /** Settles once the browser is gone and its profile wiped: null where the window was closed, else how the browser fell. */
  ended: Promise<string | null>
  close(): Promise<void>
}

/** The window's origin: a name that by RFC 2606 belongs to nobody, answered from disk. */
const ORIGIN = 'https://vault.invalid'
const CALLER = 'chromium-window'
/** How long a browser whose window is gone takes at most to end by itself, in ms. */
const LEAVING_MS = 3000

/** Starts the browser, furnishes its window and loads the page. `signal` closes it, now or later. */
export async function openWindow(options: ChromiumDoorOptions & { signal: AbortSignal }, engine: Answering): Promise<OpenWindow> {
  const { signal } = options
  const origin = options.dev === undefined ? ORIGIN : new URL(options.dev).origin
  const browser = await options.browser
  const launched = await launchWindow(browser, {
    origin,
    headless: options.headless === true,
    language: options.engine.systemLanguage,
    loopback: options.dev !== undefined,
    signal,
  })
  // Whatever ends by a person's hand or by ours ends well, even where the browser had to be killed for it.
  let meant = false
  const close = () => {
    meant = true
    return launched.close()
  }
  // What still waits for the browser then would keep the program from ending.
  const gone = new AbortController()
  const ended = launched.exited.then((how) => {
    gone.abort()
    return meant || how === 'exit 0' ? null : how
  })
  signal.addEventListener('abort', () => void close())
  // One that runs on without its pipe would be a window that nobody answers.
  launched.browser.once('disconnected', () => void launched.close())
  try {
    if (signal.aborted) void close()
    const page = await Promise.race([furnish({ launched, engine, origin, options, close, gone: gone.signal }), ended.then(fallen(browser))])
    return { page, sandbox: launched.sandbox, ended, close }
  } catch (error) {
    // What failed because the window was going away is told by how that went.
    await Promise.race([ended.then(fallen(browser)), pause(LEAVING_MS, undefined, { ref: false })])
    await close()
    throw error
  }
}

const fallen = (browser: FoundBrowser) => (how: string | null): never => {
  if (how === null) throw new WindowClosed()
  throw new Refusal('capture.browser-failed', { browser: browser.name, detail: how })
}

interface Furnishing {
  launched: LaunchedBrowser
  engine: Answering
  origin: string
  options: ChromiumDoorOptions
  close(): Promise<void>
  /** Aborted once the browser is gone. */
  gone: AbortSignal
}

/** Gives the bare window its content, its bridge and its limits, and loads it. */
async function furnish({ launched, engine, origin, options, close, gone }: Furnishing): Promise<Page> {
  const target = await launched.browser.waitForTarget((each) => each.type() === 'page', { signal: gone })
  const page = await target.page()
  if (page === null) throw new Error('the window has no page')
  page.once('close', () => void close())
  const session = await page.createCDPSession()
  const { frameTree } = await session.send('Page.getFrameTree')
  const mainFrame = frameTree.frame.id

  const answer = createWindowServer(options.rendererDir, engine)
  await serveWindow({ session, origin, answer, ...(options.dev === undefined ? {} : { passOn: goesToDevServer(origin) }) })
  await guardWindow({ browser: launched.browser, page, session, control: launched.control, origin, mainFrame })

  const picker = createPicker(session, () => bridge.context(), options.engine.documents)
  const bridge = await installBridge({ session, origin, mainFrame, invoke: createInvoke(engine, picker, CALLER) })
  engine.on((event) => bridge.push(event.name, event.payload))

  await load(page, `${origin}/`, gone)
  return page
}

/** How often a first page that cuts ours off is put up with. */
const TRIES = 3

/** A browser that has only just begun may still be bringing up a page of its own, which ends ours: then it is asked for again. */
async function load(page: Page, address: string, gone: AbortSignal): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await page.goto(address, { waitUntil: 'domcontentloaded', signal: gone })
      return
    } catch (error) {
      if (tried === TRIES || gone.aborted || !String(error).includes('net::ERR_ABORTED')) throw error
    }
  }
}
