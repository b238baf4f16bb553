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
  const worker = new Worker(entry, { name: 'bevisvalv-engine' })
  let error: Error | null = null
  worker.on('error', (reason: unknown) => (error = reason instanceof Error ? reason : new Error(String(reason))))
  return connectEngine(
    {
      post: (message, transfer) => worker.postMessage(message, transfer),
      onMessage: (listener) => void worker.on('message', listener),
      onEnd: (listener) => void worker.once('exit', (code) => listener(error?.message ?? `exit code ${code}`)),
      end: async () => void (await worker.terminate()),
    },
    options,
    connect,
  )
}
