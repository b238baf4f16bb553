import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { connectEngine, type ConnectOptions } from './client.ts'
import type { Engine, EngineOptions } from './types.ts'

/**
 * Starts the engine in a thread of its own, so that hashing, key stretching and the database never hold up the door.
 *
 * @param entry the worker's program; tests put one of their own here
 */
export function startEngineWorker(
  options: EngineOptions,
  extra: ConnectOptions & { entry?: URL } = {},
): Promise<Engine> {
  const { entry = new URL('./worker.ts', import.meta.url), ...connect } = extra
  // Compiled code from last time halves the time that loading takes. In a folder that only this person can write to:
  // whoever could put code there would have it run with the keys.
  mkdirSync(options.home, { recursive: true, mode: 0o700 })
  const env = { ...process.env, NODE_COMPILE_CACHE: join(options.home, 'compiled') }
  const worker = new Worker(entry, { name: 'bevisvalv-engine', env })
  // Only the kind of error: a message may quote what a page or a person wrote, and doors print it.
  let kind: string | null = null
  worker.on('error', (reason: unknown) => (kind = reason instanceof Error ? reason.constructor.name : typeof reason))
  return connectEngine(
    {
      post: (message, transfer) => worker.postMessage(message, transfer),
      onMessage: (listener) => void worker.on('message', listener),
      onEnd: (listener) => void worker.once('exit', (code) => listener(kind ?? `exit code ${code}`)),
      end: async () => void (await worker.terminate()),
    },
    options,
    connect,
  )
}
