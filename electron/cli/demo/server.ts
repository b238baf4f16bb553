import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { picture } from './picture.ts'
import { avatar, threadPage } from './thread.ts'

export interface DemoServer {
  url: string
  close(): Promise<void>
}

/** Ends by itself after this long, in ms, should nobody close it. */
const LIFETIME_MS = 10 * 60_000

/** Serves the made-up thread on loopback, on a port that the system picks. */
export async function serveThread(): Promise<DemoServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const send = (type: string, body: string | Buffer, status = 200) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
      response.end(body)
    }
    const photo = /^\/bild\/(\d)\.png$/.exec(path)
    const face = /^\/avatar\/([a-z0-9._]{1,40})\.svg$/.exec(path)
    if (path === '/trad/4711') send('text/html; charset=utf-8', threadPage())
    else if (photo) send('image/png', picture(Number(photo[1])))
    else if (face) send('image/svg+xml', avatar(face[1] ?? ''))
    else send('text/plain; charset=utf-8', 'Finns inte\n', 404)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const timer = setTimeout(() => server.close(), LIFETIME_MS)
  timer.unref()
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/trad/4711`,
    close: () =>
      new Promise((resolve) => {
        clearTimeout(timer)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
