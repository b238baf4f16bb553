import type { CDPSession } from 'puppeteer-core'
import type { LaunchedBrowser } from './launch.ts'

export interface RawPage {
  session: CDPSession
  /** Also the id of its main frame. */
  targetId: string
  contextId: string | null
}

interface Viewport {
  width: number
  height: number
}

const FIRST_PAGE_MS = 10_000

/**
 * The page that the browser opened by itself when it started: in a private context (`--incognito`), and ready long
 * before another window would be. Driven by commands alone: no script is put in it.
 */
export async function firstPage(launched: LaunchedBrowser, viewport: Viewport): Promise<RawPage> {
  const until = performance.now() + FIRST_PAGE_MS
  while (performance.now() < until) {
    const { targetInfos } = await launched.control.send('Target.getTargets')
    const found = targetInfos.find((target) => target.type === 'page' && target.url === 'about:blank')
    if (found) return attach(launched, found.targetId, found.browserContextId ?? null, viewport)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the browser opened no page')
}

/** Another page, in a window of its own and outside the private context of the first; behind whatever is in front. */
export async function openPage(launched: LaunchedBrowser, viewport: Viewport): Promise<RawPage> {
  const { targetId } = await launched.control.send('Target.createTarget', { url: 'about:blank', newWindow: true, background: true })
  return attach(launched, targetId, null, viewport)
}

/** A page that somebody has open, as it is: nothing about it is changed. */
export async function attachPage(launched: LaunchedBrowser, targetId: string): Promise<RawPage> {
  return { session: await sessionOf(launched, targetId), targetId, contextId: null }
}

async function sessionOf(launched: LaunchedBrowser, targetId: string): Promise<CDPSession> {
  const { sessionId } = await launched.control.send('Target.attachToTarget', { targetId, flatten: true })
  const session = launched.control.connection()?.session(sessionId)
  if (!session) throw new Error('the browser gave no session')
  return session
}

async function attach(launched: LaunchedBrowser, targetId: string, contextId: string | null, viewport: Viewport): Promise<RawPage> {
  const session = await sessionOf(launched, targetId)
  const screen = { screenWidth: viewport.width, screenHeight: viewport.height, deviceScaleFactor: 1, mobile: false }
  await Promise.all([
    session.send('Emulation.setDeviceMetricsOverride', { ...viewport, ...screen }),
    // Another window of ours must not look to the page as if somebody had turned away from it.
    session.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
  ])
  return { session, targetId, contextId }
}
