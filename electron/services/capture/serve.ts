import { Refusal } from '../../../shared/contract/errors.ts'
import { acquire, type AcquirePorts } from './acquire.ts'
import { type CaptureRequest, CHUNK_BYTES, CHUNK_WINDOW, type ChildMessage, EngineMessage } from './types.ts'

export interface ChildChannel {
  post(message: ChildMessage): void
  onMessage(listener: (message: unknown) => void): void
  /** The engine is gone or wants us gone. */
  onLost(listener: () => void): void
}

/** Answers one request over the channel, then waits to be ended. */
export function serveCapture(channel: ChildChannel): void {
  const abort = new AbortController()
  const sender = new Sender(channel)
  let finished: Promise<void> = Promise.resolve()
  channel.onMessage((message) => {
    const order = EngineMessage.parse(message)
    if (order.type === 'cancel') abort.abort()
    else if (order.type === 'ack') sender.acknowledge()
    else finished = answer(channel, order.request, sender, abort.signal)
  })
  // The browser goes with us: `acquire` ends it on its way out.
  channel.onLost(() => {
    abort.abort()
    sender.stop()
    void finished.then(() => process.exit(0))
  })
  channel.post({ type: 'ready' })
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
    if (error instanceof Refusal) channel.post({ type: 'refused', code: error.code, params: error.params })
    else channel.post({ type: 'failed', message: (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 8192) })
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
      for (let at = 0; at < chunk.length; at += CHUNK_BYTES) {
        await this.#room(CHUNK_WINDOW)
        this.#open++
        // A copy: a view would carry the whole buffer behind it across.
        this.#channel.post({ type: 'chunk', id, bytes: new Uint8Array(chunk.subarray(at, at + CHUNK_BYTES)) })
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
