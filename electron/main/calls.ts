import type { BrowserWindow, WebFrameMain } from 'electron'
import type { AnyEvent, Result } from '../../shared/contract/index.ts'
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../shared/contract/channels.ts'
import { ORIGIN, SHOWING_CALLS } from './hardening.ts'

type Invoke = (name: unknown, input: unknown) => Promise<Result<unknown>>

const STRANGER: Result<never> = { ok: false, error: { code: 'input.invalid', params: { field: 'sender' } } }

/** Calls are taken from the window's main frame while it shows our page, and from nobody else. */
const isOurs = (frame: WebFrameMain | null, window: BrowserWindow): boolean =>
  frame !== null &&
  frame.frameTreeNodeId === window.webContents.mainFrame.frameTreeNodeId &&
  frame.origin === ORIGIN

/** Answers the window's calls. The handler is the window's own: other contents have no channel of that name. */
export function answerCalls(window: BrowserWindow, invoke: Invoke): void {
  window.webContents.ipc.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isOurs(event.senderFrame, window)) return STRANGER
    const result = await invoke(name, input)
    // Before the answer goes out, so that nothing is drawn unprotected.
    if (result.ok && SHOWING_CALLS.includes(name as string) && !window.isDestroyed()) window.setContentProtection(true)
    return result
  })
}

/** Tells the window what the engine tells. */
export function pushEvent(window: BrowserWindow, { name, payload }: AnyEvent): void {
  if (window.isDestroyed()) return
  if (name === 'vault.locked') window.setContentProtection(false)
  window.webContents.send(EVENT_CHANNEL, name, payload)
}
