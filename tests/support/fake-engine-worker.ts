import { parentPort } from 'node:worker_threads'
import { serveEngine } from '../../electron/engine/serve.ts'
import { createFakeEngine } from './fake-engine.ts'

if (parentPort === null) throw new Error('started as a worker only')
const port = parentPort
serveEngine(
  { post: (message, transfer) => port.postMessage(message, transfer), onMessage: (listener) => void port.on('message', listener) },
  createFakeEngine,
)
