import { serveCapture } from './serve.ts'

/**
 * The capture process: no keys, no vault, no files of its own. Started by Node (a channel to the parent) or by
 * Electron (a parent port); either way messages are structured clones.
 */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

const port = (process as unknown as { parentPort?: ParentPort }).parentPort

if (port) {
  serveCapture({
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', (event) => listener(event.data)),
    onLost: (listener) => process.once('SIGTERM', listener),
  })
} else {
  serveCapture({
    // With the engine gone there is nobody to tell; what remains is to tidy up.
    post: (message) => void (process.connected && process.send?.(message, undefined, undefined, () => undefined)),
    onMessage: (listener) => process.on('message', listener),
    onLost: (listener) => {
      process.once('disconnect', listener)
      process.once('SIGTERM', listener)
    },
  })
}
