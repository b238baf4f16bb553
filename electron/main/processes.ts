import { utilityProcess, type UtilityProcess } from 'electron'
import { join } from 'node:path'
import { childEnvironment } from '../engine/children.ts'
import { connectEngine, type ConnectOptions } from '../engine/client.ts'
import type { Engine, EngineOptions } from '../engine/types.ts'

type SpawnChild = NonNullable<ConnectOptions['spawnChild']>
type ChildHandle = ReturnType<SpawnChild>

/** How long a process may take to end when asked to, before it is ended by force, in ms. */
const GRACE_MS = 3000

interface Ending {
  /** Called once, also when the process has already ended. */
  onEnd(listener: (description: string) => void): void
  end(): void
}

/** Node programs in processes of Electron's own kind, since the fuse that lets its program run as Node is off. */
const program = (name: string): string => join(import.meta.dirname, `${name}.js`)

function ending(process_: UtilityProcess): Ending {
  const listeners: ((description: string) => void)[] = []
  let ended: string | null = null
  let fatal = ''
  // Without a listener, this event would be thrown here, in the main process.
  process_.on('error', (type, location) => (fatal = `${type} at ${location}, `))
  process_.once('exit', (code) => {
    ended = `${fatal}exit code ${code}`
    for (const listener of listeners) listener(ended)
  })
  return {
    onEnd: (listener) => void (ended === null ? listeners.push(listener) : listener(ended)),
    end() {
      if (ended !== null) return
      process_.kill()
      // A hostile page can keep the process from ever hearing that.
      setTimeout(() => {
        if (ended === null && process_.pid !== undefined) process.kill(process_.pid, 'SIGKILL')
      }, GRACE_MS).unref()
    },
  }
}

/** Starts the engine in a process of its own. Rejects when it can't be built. */
export function startEngine(options: EngineOptions, onCrash: (description: string) => void): Promise<Engine> {
  const process_ = utilityProcess.fork(program('engine'), [], { serviceName: 'bevisvalv-engine' })
  const { onEnd, end } = ending(process_)
  return connectEngine(
    {
      post: (message) => process_.postMessage(message),
      onMessage: (listener) => void process_.on('message', listener),
      onEnd,
      end: () =>
        new Promise((resolve) => {
          onEnd(() => resolve())
          end()
        }),
    },
    options,
    { onCrash, spawnChild },
  )
}

/** Processes without keys for hostile content. What they say on standard error may quote a page, so nobody hears it. */
const spawnChild: SpawnChild = (kind): ChildHandle => {
  const process_ = utilityProcess.fork(program(kind), [], {
    serviceName: `bevisvalv-${kind}`,
    env: childEnvironment(),
    stdio: 'ignore',
  })
  const { onEnd, end } = ending(process_)
  return {
    post: (message) => process_.postMessage(message),
    onMessage: (listener) => void process_.on('message', listener),
    onExit: onEnd,
    kill: end,
  }
}
