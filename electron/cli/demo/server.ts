import { serveOnLoopback, type DemoServer } from './loopback.ts'
import { picture } from './picture.ts'
import { avatar, threadPage } from './thread.ts'

export type { DemoServer } from './loopback.ts'

/** Serves the made-up thread. */
export function serveThread(): Promise<DemoServer> {
  return serveOnLoopback('/trad/4711', (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const send = (type: string, body: string | Buffer, status = 200) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
      response.end(body)
    }
    const photo = /^\/bild\/(\d{1,2})\.png$/.exec(path)
    const face = /^\/avatar\/([a-z0-9._]{1,40})\.svg$/.exec(path)
    if (path === '/trad/4711') send('text/html; charset=utf-8', threadPage())
    else if (photo) send('image/png', picture(Number(photo[1])))
    else if (face) send('image/svg+xml', avatar(face[1] ?? ''))
    else send('text/plain; charset=utf-8', 'Finns inte\n', 404)
  })
}
