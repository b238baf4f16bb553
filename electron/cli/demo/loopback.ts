import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface DemoServer {
  url: string
  close(): Promise<void>
}

/** Ends by itself after this long, in ms, should nobody close it. */
const LIFETIME_MS = 10 * 60_000

/** Answers on loopback, on a port that the system picks; `path` is what the URL ends in. */
export async function serveOnLoopback(path: string, answer: RequestListener): Promise<DemoServer> {
  const server = createServer(answer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const timer = setTimeout(() => server.close(), LIFETIME_MS)
  timer.unref()
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        clearTimeout(timer)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
