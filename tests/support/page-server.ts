import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { PNG } from 'pngjs'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface PageServer {
  /** `http://127.0.0.1:<port>` */
  origin: string
  port: number
  /** Host and path of every request, in order. */
  requests: string[]
  close(): Promise<void>
}

/** A page of `tests/fixtures/pages`; `{{name}}` is replaced. */
export function fixturePage(name: string, values: Record<string, string> = {}): string {
  const text = readFileSync(new URL(`../fixtures/pages/${name}`, import.meta.url), 'utf8')
  return text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '')
}

/** Serves pages on loopback, on all of 127.0.0.0/8, until closed. Paths are matched exactly, without the query. */
export async function startPageServer(routes: Record<string, string | Answer>): Promise<PageServer> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    requests.push(`${request.headers.host}${request.url}`)
    const answer = routes[path] ?? builtIn(path)
    if (typeof answer === 'function') answer(request, response)
    else if (answer === undefined) html(response, 404, '<!doctype html><title>Saknas</title><h1>Sidan finns inte</h1>')
    else html(response, 200, answer)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function html(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'set-cookie': ['session=hemlig-kaka; Path=/', 'theme=dark'] })
  response.end(body)
}

/** `/picture/<n>.png`: 400×300, one colour, different for each n. */
function builtIn(path: string): Answer | undefined {
  const n = /^\/picture\/(\d+)\.png$/.exec(path)?.[1]
  if (n === undefined) return undefined
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' })
    response.end(plainPicture(Number(n)))
  }
}

/** The colour of picture n, as red, green, blue. */
export function pictureColour(n: number): [number, number, number] {
  return [(n * 37) % 200, (n * 91) % 200, 255 - (n % 50)]
}

function plainPicture(n: number): Buffer {
  const picture = new PNG({ width: 400, height: 300 })
  const [red, green, blue] = pictureColour(n)
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([red, green, blue, 255], at)
  return PNG.sync.write(picture)
}
