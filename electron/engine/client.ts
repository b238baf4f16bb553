import type { AnyEvent, Result } from '../../shared/contract/index.ts'
import type { ChildHandle, SpawnChild } from '../services/capture/index.ts'
import type { Answers, Ask, FromEngine, Port, StreamHead, ToEngine } from './protocol.ts'
import { wipeBytes } from './secrets.ts'
import type { Engine, EngineOptions, ObjectStream } from './types.ts'

/** The line to an engine in another thread or process, as whoever started that holds it. */
export interface Line extends Port {
  /** Called once, with words for a log, when the other end is gone for whatever reason. */
  onEnd(listener: (description: string) => void): void
  /** Ends the other end at once. */
  end(): Promise<void>
}

export interface ConnectOptions {
  /** Told when the engine ended without being asked to: the vault it had open is closed, nothing answers any more. */
  onCrash?: (description: string) => void
  /** Starts children for an engine that can't start them itself. */
  spawnChild?: SpawnChild
}

/** How long `close` waits for the engine to lock its vault and end its work, in ms. */
const CLOSE_TIMEOUT_MS = 15_000

const INTERNAL: Result<never> = { ok: false, error: { code: 'internal', params: {} } }

/** What waits for an answer or for the next piece of a stream. */
interface Pending<T> {
  resolve(value: T): void
  reject(error: Error): void
}

/**
 * An engine behind a line, as the same interface as one in this thread. Resolves when the engine stands; rejects when
 * it couldn't be built. Bytes in the input of a call are secrets: this end's copy is overwritten once they are sent.
 */
export async function connectEngine(line: Line, options: EngineOptions, extra: ConnectOptions = {}): Promise<Engine> {
  let lastId = 0
  let ended: string | null = null
  let closing: Promise<void> | null = null
  const answers = new Map<number, Pending<Answers[Ask['kind']]>>()
  const pulls = new Map<number, Pending<Uint8Array | null>>()
  const children = new Map<number, ChildHandle>()
  const listeners = new Set<(event: AnyEvent) => void>()
  const start = Promise.withResolvers<void>()

  const post = (message: ToEngine) => line.post(message)

  function ask<K extends Ask['kind']>(question: Extract<Ask, { kind: K }>): Promise<Answers[K]> {
    if (ended !== null) return Promise.reject(new Error(`the engine ended: ${ended}`))
    const id = ++lastId
    return new Promise((resolve, reject) => {
      // The table pairs each kind with its answer; serve.ts keeps to it.
      answers.set(id, { resolve: resolve as Pending<Answers[Ask['kind']]>['resolve'], reject })
      post({ t: 'ask', id, ask: question })
    })
  }

  function startChild(child: number, kind: Parameters<SpawnChild>[0]): void {
    if (extra.spawnChild === undefined) {
      post({ t: 'child-exit', child, description: 'this door starts no children' })
      return
    }
    const handle = extra.spawnChild(kind)
    children.set(child, handle)
    handle.onMessage((message) => {
      if (children.has(child)) post({ t: 'child-message', child, message })
    })
    handle.onExit((description) => {
      children.delete(child)
      if (ended === null) post({ t: 'child-exit', child, description })
    })
  }

  const settle = <T>(waiting: Map<number, Pending<T>>, id: number, how: (pending: Pending<T>) => void): void => {
    const pending = waiting.get(id)
    waiting.delete(id)
    if (pending !== undefined) how(pending)
  }

  line.onMessage((raw) => {
    const message = raw as FromEngine
    switch (message.t) {
      case 'started':
        return start.resolve()
      case 'start-failed':
        return start.reject(new Error(message.message))
      case 'answer':
        return settle(answers, message.id, ({ resolve }) => resolve(message.value))
      case 'broken':
        return settle(answers, message.id, ({ reject }) => reject(new Error(message.message)))
      case 'chunk':
        return settle(pulls, message.stream, ({ resolve }) => resolve(message.bytes))
      case 'stream-broken':
        return settle(pulls, message.stream, ({ reject }) => reject(new Error(message.message)))
      case 'event':
        for (const listener of listeners) listener(message.event)
        return
      case 'child-spawn':
        return startChild(message.child, message.kind)
      case 'child-message':
        return children.get(message.child)?.post(message.message)
      case 'child-kill':
        return children.get(message.child)?.kill()
    }
  })

  line.onEnd((description) => {
    if (ended !== null) return
    ended = description
    const error = new Error(`the engine ended: ${description}`)
    for (const { reject } of [...answers.values(), ...pulls.values()]) reject(error)
    answers.clear()
    pulls.clear()
    for (const child of children.values()) child.kill()
    children.clear()
    start.reject(error)
    if (closing === null) extra.onCrash?.(description)
  })

  async function* content(stream: number): AsyncGenerator<Uint8Array> {
    let over = false
    try {
      while (!over) {
        if (ended !== null) throw new Error(`the engine ended: ${ended}`)
        const piece = await new Promise<Uint8Array | null>((resolve, reject) => {
          pulls.set(stream, { resolve, reject })
          post({ t: 'pull', stream })
        })
        if (piece === null) over = true
        else yield piece
      }
    } finally {
      if (!over && ended === null) post({ t: 'stop', stream })
    }
  }

  const open = ({ stream, bytes, mediaType }: StreamHead): ObjectStream => ({ bytes, mediaType, chunks: content(stream) })

  async function close(): Promise<void> {
    const timeout = new Promise<null>((resolve) => setTimeout(resolve, CLOSE_TIMEOUT_MS, null).unref())
    await Promise.race([ask({ kind: 'close' }), timeout]).catch(() => {})
    await line.end()
  }

  post({ t: 'start', options })
  try {
    await start.promise
  } catch (error) {
    closing = Promise.resolve()
    await line.end()
    throw error
  }

  return {
    async dispatch(name, input, caller) {
      const answer = ask({ kind: 'dispatch', name, input, caller })
      // `postMessage` has copied it before it returns.
      wipeBytes(input)
      return answer.catch(() => INTERNAL)
    },
    grant: (path, purpose) => ask({ kind: 'grant', path, purpose }),
    async object(handle) {
      const head = await ask({ kind: 'object', handle })
      return head === null ? null : open(head)
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => (closing ??= close()),
  }
}
