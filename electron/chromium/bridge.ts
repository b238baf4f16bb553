import { randomBytes } from 'node:crypto'
import type { CDPSession, Protocol } from 'puppeteer-core'
import type { Result } from '../../shared/contract/index.ts'
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts'
import { guardWindow, isolatedWorld, pageWorld } from './inpage.ts'

const WORLD = 'bevisvalv'
const BINDING = 'bevisvalvCall'
/** Longest call taken from the window, in characters of JSON; content never goes this way. */
const MAX_CALL = 8 * 1024 * 1024
/** Longest part of an answer, in characters: one message over the pipe must stay far below 100 MiB. */
const PART = 4 * 1024 * 1024

export interface WindowBridge {
  /** The main frame's isolated world of the page that is shown now, or null while there is none. */
  context(): number | null
  /** Tells the window about an event. */
  push(name: string, payload: unknown): void
}

interface BridgeOptions {
  session: CDPSession
  origin: string
  mainFrame: Protocol.Page.FrameId
  invoke(name: unknown, input: unknown): Promise<Result<unknown>>
}

/** Puts `window.bevisvalv` into every page that the window loads from now on. */
export async function installBridge({ session, origin, mainFrame, invoke }: BridgeOptions): Promise<WindowBridge> {
  let context: number | null = null
  let messages = 0

  session.on('Runtime.executionContextCreated', ({ context: made }) => {
    const { frameId } = made.auxData as { frameId?: string }
    if (made.name === WORLD && frameId === mainFrame && made.origin === origin) context = made.id
  })
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === context) context = null
  })
  session.on('Runtime.executionContextsCleared', () => {
    context = null
  })

  async function send(to: number, message: unknown): Promise<void> {
    const text = encodeWire(message)
    const number = ++messages
    for (let at = 0; at === 0 || at < text.length; at += PART) {
      await session.send('Runtime.callFunctionOn', {
        executionContextId: to,
        functionDeclaration: '(...parts) => globalThis.receive(...parts)',
        arguments: [{ value: number }, { value: text.slice(at, at + PART) }, { value: at + PART >= text.length }],
      })
    }
  }
  // A page that is gone before its answer needs none.
  const tell = (to: number, message: unknown) => void send(to, message).catch(() => undefined)

  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    // Every world of every frame might call; only the one that we made in the main frame is listened to.
    if (name !== BINDING || executionContextId !== context || payload.length > MAX_CALL) return
    const call = readCall(payload)
    if (call === null) return
    const answer = (result: Result<unknown>) => tell(executionContextId, { id: call.id, result })
    // It rejects only where there is no engine, and then the window is about to end.
    invoke(call.name, call.input).then(answer, () => answer({ ok: false, error: { code: 'internal', params: {} } }))
  })

  // A greeting of its own for each window: no other script can have been waiting for it.
  const greeting = randomBytes(16).toString('hex')
  const run = (program: (...args: never[]) => void, ...args: unknown[]) => `(${program.toString()})(${args.map((arg) => JSON.stringify(arg)).join(',')})`
  await session.send('Runtime.enable')
  await session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD })
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: run(pageWorld, origin, greeting) })
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: WORLD,
    source: `${run(isolatedWorld, origin, greeting, BINDING, MAX_CALL)};${run(guardWindow)}`,
  })

  return {
    context: () => context,
    push(name, payload) {
      if (context !== null) tell(context, { name, payload })
    },
  }
}

/** A call as the window wrote it, hostile until parsed; null for what is no call at all. */
function readCall(payload: string): { id: number; name: unknown; input: unknown } | null {
  try {
    const { id, name, input } = decodeWire(payload) as Record<string, unknown>
    return typeof id === 'number' ? { id, name, input } : null
  } catch {
    return null
  }
}
