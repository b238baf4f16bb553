import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWindowServer } from '../../electron/engine/window.ts'
import type { Engine } from '../../electron/engine/types.ts'

export interface StaticServer {
  /** `http://127.0.0.1:<port>` */
  origin: string
  close(): Promise<void>
}

/**
 * Serves the built interface on loopback by the very code the doors use, with their headers and policy, and content by
 * handle from `object`.
 */
export async function serveRenderer(folder: string, object: (handle: string) => Uint8Array | null): Promise<StaticServer> {
  const engine: Pick<Engine, 'object'> = {
    object: async (handle) => {
      const bytes = object(handle)
      return bytes === null ? null : { bytes: bytes.length, mediaType: 'image/png', chunks: one(bytes) }
    },
  }
  const answer = createWindowServer(folder, engine)
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    void (async () => {
      const { status, headers, body } = await answer({ method: request.method ?? 'GET', path, range: null })
      response.writeHead(status, headers)
      for await (const chunk of body) response.write(chunk)
      response.end()
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
