import type { ChildHandle, SpawnChild } from '../services/capture/index.ts'
import { CHUNK_BYTES, type Answers, type Ask, type FromEngine, type Port, type ToEngine } from './protocol.ts'
import type { Engine, EngineOptions, ObjectStream } from './types.ts'

type CreateEngine = (options: EngineOptions, host: { spawnChild: SpawnChild }) => Promise<Engine>

/**
 * The engine's end of the line: builds the engine when told to start and answers for it.
 *
 * @param spawnChild how children are made here; without it the door is asked to make them
 */
export function serveEngine(port: Port, create: CreateEngine, spawnChild?: SpawnChild): void {
  let engine: Engine | null = null
  const post = (message: FromEngine, transfer?: ArrayBuffer[]) => port.post(message, transfer)
  const streams = createStreams(post)
  const children = createChildren(post)

  async function start(options: EngineOptions): Promise<void> {
    try {
      engine = await create(options, { spawnChild: spawnChild ?? children.spawn })
      engine.on((event) => post({ t: 'event', event }))
      post({ t: 'started' })
    } catch (error) {
      post({ t: 'start-failed', message: words(error) })
    }
  }

  async function answer(question: Ask): Promise<Answers[Ask['kind']]> {
    if (engine === null) throw new Error('the engine has not started')
    switch (question.kind) {
      case 'dispatch':
        return engine.dispatch(question.name, question.input, question.caller)
      case 'grant':
        return engine.grant(question.path, question.purpose)
      case 'object': {
        const stream = await engine.object(question.handle)
        return stream === null ? null : { stream: streams.open(stream), bytes: stream.bytes, mediaType: stream.mediaType }
      }
      case 'close':
        await engine.close()
        return null
    }
  }

  port.onMessage((raw) => {
    const message = raw as ToEngine
    switch (message.t) {
      case 'start':
        return void start(message.options)
      case 'ask':
        return void answer(message.ask).then(
          (value) => post({ t: 'answer', id: message.id, value }),
          (error: unknown) => post({ t: 'broken', id: message.id, message: words(error) }),
        )
      case 'pull':
        return void streams.pull(message.stream)
      case 'stop':
        return void streams.stop(message.stream)
      case 'child-message':
        return children.message(message.child, message.message)
      case 'child-exit':
        return children.exit(message.child, message.description)
    }
  })
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Content leaves only when pulled, one piece for one pull, so that a slow reader holds the source back. */
function createStreams(post: (message: FromEngine, transfer?: ArrayBuffer[]) => void) {
  const open = new Map<number, { source: AsyncIterator<Uint8Array>; rest: Uint8Array }>()
  let last = 0
  return {
    open(stream: ObjectStream): number {
      open.set(++last, { source: stream.chunks[Symbol.asyncIterator](), rest: new Uint8Array(0) })
      return last
    },
    async pull(stream: number): Promise<void> {
      const state = open.get(stream)
      if (state === undefined) return post({ t: 'stream-broken', stream, message: 'no such stream' })
      try {
        while (state.rest.length === 0) {
          const next = await state.source.next()
          if (next.done === true) {
            open.delete(stream)
            return post({ t: 'chunk', stream, bytes: null })
          }
          state.rest = next.value
        }
      } catch (error) {
        open.delete(stream)
        return post({ t: 'stream-broken', stream, message: words(error) })
      }
      // A copy of our own is moved to the reader: the source may still be using what it gave out.
      const bytes = new Uint8Array(state.rest.subarray(0, CHUNK_BYTES))
      state.rest = state.rest.subarray(CHUNK_BYTES)
      post({ t: 'chunk', stream, bytes }, [bytes.buffer])
    },
    async stop(stream: number): Promise<void> {
      const state = open.get(stream)
      open.delete(stream)
      await state?.source.return?.()
    },
  }
}

/** Children that the door makes: here they are numbers and what is to be called for them. */
function createChildren(post: (message: FromEngine) => void) {
  interface Child {
    messages: ((message: unknown) => void)[]
    exits: ((description: string) => void)[]
  }
  const running = new Map<number, Child>()
  let last = 0
  return {
    spawn(kind: Parameters<SpawnChild>[0]): ChildHandle {
      const child = ++last
      const state: Child = { messages: [], exits: [] }
      running.set(child, state)
      post({ t: 'child-spawn', child, kind })
      return {
        post: (message) => {
          if (running.has(child)) post({ t: 'child-message', child, message })
        },
        onMessage: (listener) => state.messages.push(listener),
        onExit: (listener) => state.exits.push(listener),
        kill: () => {
          if (running.has(child)) post({ t: 'child-kill', child })
        },
      }
    },
    message(child: number, message: unknown): void {
      for (const listener of running.get(child)?.messages ?? []) listener(message)
    },
    exit(child: number, description: string): void {
      const state = running.get(child)
      running.delete(child)
      for (const listener of state?.exits ?? []) listener(description)
    },
  }
}
