import type { Page } from 'puppeteer-core'
import { startEngineWorker } from '../engine/host.ts'
import type { Engine } from '../engine/types.ts'
import type { LaunchedBrowser } from '../services/browser/index.ts'
import { WindowClosed } from './launch.ts'
import type { ChromiumDoorOptions } from './options.ts'
import { openWindow, type Answering } from './window.ts'

export { DEV_HEADERS } from './dev.ts'
export { SteeringForbidden, WindowClosed } from './launch.ts'
export type { ChromiumDoorOptions } from './options.ts'

export interface ChromiumDoor {
  page: Page
  engine: Engine
  /** Whether the window's browser has its sandbox. */
  sandbox: LaunchedBrowser['sandbox']
  /**
   * Settles once window and engine have ended, the vault is locked and the window's profile wiped: `closed`, or
   * `engine ended: …` or `browser ended: …` with how that went.
   */
  closed: Promise<string>
  close(): Promise<void>
}

/**
 * Opens the interface in an installed browser as a window of its own, without network, over a debugging pipe. Rejects
 * with a `Refusal` where the browser doesn't start or falls, with `SteeringForbidden` where policy forbids it and with
 * `WindowClosed` where the window is closed before its page stands; nothing is left running then.
 */
export async function openChromiumDoor(options: ChromiumDoorOptions): Promise<ChromiumDoor> {
  let crash: string | null = null
  // Without an engine there is nothing to show.
  const engineless = new AbortController()
  const onCrash = (description: string) => {
    crash = description
    engineless.abort()
  }
  // Both take their time and neither waits for the other: the page is drawn while the engine still loads, and what it
  // asks meanwhile is answered then.
  const engineStart = (options.startEngine ?? startEngineWorker)(options.engine, { onCrash })
  engineStart.catch(() => engineless.abort())
  const signal = AbortSignal.any([engineless.signal, ...(options.signal === undefined ? [] : [options.signal])])
  const windowStart = openWindow({ ...options, signal }, whenStarted(engineStart))
  const [started, opened] = await Promise.allSettled([engineStart, windowStart])
  if (started.status === 'rejected' || opened.status === 'rejected') {
    if (started.status === 'fulfilled') await started.value.close()
    if (opened.status === 'fulfilled') await opened.value.close()
    if (options.signal?.aborted === true) throw new WindowClosed()
    if (crash !== null) throw new Error(`engine ended: ${String(crash)}`)
    throw started.status === 'rejected' ? started.reason : (opened as PromiseRejectedResult).reason
  }
  const engine = started.value
  const window = opened.value
  const closed = window.ended.then(async (fell) => {
    await engine.close()
    if (crash !== null) return `engine ended: ${crash}`
    return fell === null ? 'closed' : `browser ended: ${fell}`
  })
  const close = async () => {
    await window.close()
    await closed
  }
  return { page: window.page, engine, sandbox: window.sandbox, closed, close }
}

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
