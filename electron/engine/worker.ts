import { parentPort as workerPort } from 'node:worker_threads'
import { forkNodeChild } from './children.ts'
import { createEngine } from './index.ts'
import type { Port } from './protocol.ts'
import { serveEngine } from './serve.ts'

/**
 * The program of the engine's thread (`startEngineWorker`) and of its utility process under Electron, which has no
 * types of its own here because only the door may name Electron.
 */
interface UtilityPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}
const utilityPort = (process as unknown as { parentPort?: UtilityPort }).parentPort

if (utilityPort !== undefined) {
  const port: Port = {
    post: (message) => utilityPort.postMessage(message),
    onMessage: (listener) => utilityPort.on('message', (event) => listener(event.data)),
  }
  // No `fork` here: the fuse that lets Electron's program run as Node is off, so the door makes the children.
  serveEngine(port, createEngine)
} else if (workerPort !== null) {
  const port: Port = {
    post: (message, transfer) => workerPort?.postMessage(message, transfer),
    onMessage: (listener) => void workerPort?.on('message', listener),
  }
  serveEngine(port, createEngine, forkNodeChild)
} else {
  throw new Error('started neither as a worker nor as a utility process')
}
