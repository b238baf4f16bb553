import type { CDPSession, Protocol } from 'puppeteer-core'
import { empty, type WindowAnswer, type WindowRequest } from '../engine/window.ts'

/** Largest answer in one message, in bytes; longer content is read by ranges. */
const MAX_BODY = 64 * 1024 * 1024
/** An answer without a range that is too long is refused with this. */
const CONTENT_TOO_LARGE = 413

interface ServeOptions {
  session: CDPSession
  origin: string
  answer(request: WindowRequest): Promise<WindowAnswer>
  /** Whether a request that isn't answered here may go on to a server (development only). */
  passOn?(request: Protocol.Network.Request): boolean
}

/** Answers everything that the window asks for. What isn't for the window's own origin never leaves the machine. */
export async function serveWindow({ session, origin, answer, passOn }: ServeOptions): Promise<void> {
  async function respond({ requestId, request }: Protocol.Fetch.RequestPausedEvent): Promise<void> {
    if (passOn?.(request) === true) {
      await session.send('Fetch.continueRequest', { requestId })
      return
    }
    const path = pathWithin(origin, request.url)
    if (path === null) {
      // Aborted, not blocked: the page that is shown stays instead of giving way to an error page.
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    const found = await answer({ method: request.method, path, range: header(request, 'range') }).catch(() => empty(500))
    const fits = found.bytes <= MAX_BODY
    const { status, headers } = fits ? found : empty(CONTENT_TOO_LARGE)
    const body = await collect(found, fits).catch(() => null)
    if (body === null) {
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
      return
    }
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: status,
      responseHeaders: Object.entries({ ...headers, 'Content-Length': String(body.length) }).map(([name, value]) => ({ name, value })),
      body: body.toString('base64'),
    })
  }
  // The request may be gone by the time it is answered: the page was left, the window closed.
  session.on('Fetch.requestPaused', (event) => void respond(event).catch(() => undefined))
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
}

/** The path of a URL of our own origin, else null. Hostile: the window can ask for any URL. */
export function pathWithin(origin: string, url: string): string | null {
  if (!URL.canParse(url)) return null
  const parsed = new URL(url)
  return parsed.origin === origin && parsed.username === '' && parsed.password === '' ? parsed.pathname : null
}

function header(request: Protocol.Network.Request, name: string): string | null {
  const key = Object.keys(request.headers).find((each) => each.toLowerCase() === name)
  return key === undefined ? null : (request.headers[key] ?? null)
}

async function collect(answer: WindowAnswer, fits: boolean): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of answer.body) {
    if (!fits || (bytes += piece.length) > MAX_BODY) break
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
