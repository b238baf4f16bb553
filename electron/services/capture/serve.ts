import { Refusal } from '../../../shared/contract/errors.ts'
import { acquire, type AcquirePorts } from './acquire.ts'
import { PACKED_LOGIN_BYTES } from '../browser/index.ts'
import { CHUNK_WINDOW, type ChildMessage, EngineMessage, inPieces } from './messages.ts'
import { OfficerSession } from './session.ts'
import type { NotKept, SessionOrder, SessionRequest } from './session-types.ts'
import type { CaptureRequest } from './types.ts'

export interface ChildChannel {
  post(message: ChildMessage): void
  onMessage(listener: (message: unknown) => void): void
  /** The engine is gone or wants us gone. */
  onLost(listener: () => void): void
}

/** Answers one request over the channel, then waits to be ended; or holds one session until then. */
export function serveCapture(channel: ChildChannel): void {
  const abort = new AbortController()
  const sender = new Sender(channel)
  let finished: Promise<void> = Promise.resolve()
  let session: Promise<ServedSession> | null = null
  let login: Uint8Array[] = []
  const taken = Promise.withResolvers<void>()
  // The browser goes with us: `acquire` and the session end it on their way out.
  const leave = (isLost: boolean) => {
    abort.abort()
    sender.stop()
    if (isLost) taken.resolve()
    const ended = session
      ?.then(async (served) => {
        await served.close()
        // Pieces that are still on their way would be lost with us.
        if (served.isHandingOver) await taken.promise
      })
      .catch(() => undefined)
    void Promise.all([finished, ended]).then(() => process.exit(0))
  }
  channel.onMessage((message) => {
    const order = EngineMessage.parse(message)
    switch (order.type) {
      case 'ack':
        return sender.acknowledge()
      case 'cancel':
        if (session) return void session.then((served) => served.cancel(), () => undefined)
        return abort.abort()
      case 'start':
        finished = answer(channel, order.request, sender, abort.signal)
        return
      case 'login':
        if (login.reduce((sum, { length }) => sum + length, order.bytes.length) <= PACKED_LOGIN_BYTES) login.push(order.bytes)
        return
      case 'login-taken':
        return taken.resolve()
      case 'open':
        session = ServedSession.open(channel, order.request, login.length > 0 ? Buffer.concat(login) : null, sender, abort.signal)
        login = []
        session.catch((error: unknown) => tell(channel, error))
        return
      case 'end':
        return leave(false)
      case 'order':
        return void session?.then((served) => served.order(order.id, order.order), () => undefined)
    }
  })
  channel.onLost(() => leave(true))
  channel.post({ type: 'ready' })
}

/** A session as the engine steers it: orders one after the other, a capture beside them. */
class ServedSession {
  readonly #channel: ChildChannel
  readonly #session: OfficerSession
  readonly #sender: Sender
  #capturing: AbortController | null = null
  #over: Promise<void> = Promise.resolve()

  static async open(channel: ChildChannel, request: SessionRequest, login: Uint8Array | null, sender: Sender, signal: AbortSignal): Promise<ServedSession> {
    const session = await OfficerSession.open(request, { login, onState: (state) => channel.post({ type: 'session', state }) }, signal)
    const served = new ServedSession(channel, session, sender)
    // Closed by us, the window closed by the officer, or the browser fell: there is nothing left to steer.
    served.#over = session.exited.then(async (how) => {
      if (session.login) handOver(channel, await session.login)
      tell(channel, new Refusal('capture.session-none', { detail: how }))
    })
    return served
  }

  private constructor(channel: ChildChannel, session: OfficerSession, sender: Sender) {
    this.#channel = channel
    this.#session = session
    this.#sender = sender
  }

  async order(id: number, order: SessionOrder): Promise<void> {
    try {
      if (order.kind === 'capture') await this.#capture(order)
      else {
        await this.#session.order(order)
        this.#channel.post({ type: 'ordered', id })
      }
    } catch (error) {
      tell(this.#channel, error)
    }
  }

  cancel(): void {
    this.#capturing?.abort()
  }

  get isHandingOver(): boolean {
    return this.#session.login !== null
  }

  async close(): Promise<void> {
    await this.#session.close()
    await this.#over
  }

  async #capture({ capture }: Extract<SessionOrder, { kind: 'capture' }>): Promise<void> {
    this.#capturing = new AbortController()
    try {
      const outcome = await this.#session.capture(capture, {
        signal: this.#capturing.signal,
        report: (progress) => this.#channel.post({ type: 'step', progress }),
        send: (name, mediaType, chunks) => this.#sender.send(name, mediaType, chunks),
      })
      this.#channel.post({ type: 'done', outcome })
    } finally {
      this.#capturing = null
    }
  }
}

/** All at once: there is little of it, and the engine holds it whole. */
function handOver(channel: ChildChannel, login: Uint8Array | NotKept): void {
  if (typeof login !== 'string') for (const bytes of inPieces(login)) channel.post({ type: 'login', bytes })
  channel.post({ type: 'login-end', notKept: typeof login === 'string' ? login : null })
}

function tell(channel: ChildChannel, error: unknown): void {
  if (error instanceof Refusal) channel.post({ type: 'refused', code: error.code, params: error.params })
  else channel.post({ type: 'failed', message: (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 8192) })
}

async function answer(channel: ChildChannel, request: CaptureRequest, sender: Sender, signal: AbortSignal): Promise<void> {
  const ports: AcquirePorts = {
    signal,
    report: (progress) => channel.post({ type: 'step', progress }),
    send: (name, mediaType, chunks) => sender.send(name, mediaType, chunks),
  }
  try {
    channel.post({ type: 'done', outcome: await acquire(request, ports) })
  } catch (error) {
    tell(channel, error)
  }
}

/** Artefacts one after the other, in pieces, never more than a window of them unanswered. */
class Sender {
  readonly #channel: ChildChannel
  #next = 0
  #open = 0
  #stopped = false
  #wake: () => void = () => undefined
  #queue: Promise<void> = Promise.resolve()

  constructor(channel: ChildChannel) {
    this.#channel = channel
  }

  acknowledge(): void {
    this.#open--
    this.#wake()
  }

  stop(): void {
    this.#stopped = true
    this.#wake()
  }

  send(name: string, mediaType: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const sent = this.#queue.then(() => this.#send(name, mediaType, chunks))
    this.#queue = sent.catch(() => undefined)
    return sent
  }

  async #send(name: string, mediaType: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const id = this.#next++
    this.#channel.post({ type: 'artefact', id, name, mediaType })
    for await (const chunk of chunks) {
      for (const bytes of inPieces(chunk)) {
        await this.#room(CHUNK_WINDOW)
        this.#open++
        this.#channel.post({ type: 'chunk', id, bytes })
      }
    }
    await this.#room(1)
    this.#open++
    this.#channel.post({ type: 'artefact-end', id })
    await this.#room(1)
  }

  async #room(window: number): Promise<void> {
    while (this.#open >= window) {
      if (this.#stopped) throw new Refusal('job.cancelled')
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
