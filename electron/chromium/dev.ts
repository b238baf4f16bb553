import type { Protocol } from 'puppeteer-core'
import { OBJECT_PATH } from '../../shared/contract/index.ts'
import { pathWithin } from './serve.ts'

/**
 * For work on the interface: the page and its modules come from a development server on loopback, which sends these
 * headers; content still comes from the engine. The policy is wider than the product's because that server writes
 * scripts and styles into the page and reloads it over a socket. Nothing of this is reachable without `--dev`.
 */
export const DEV_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    "connect-src 'self' ws://127.0.0.1:*",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cache-Control': 'no-store',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
}

/**
 * Whether a request goes on to the development server. The page itself too: answered by us it would count as one from
 * elsewhere, and the browser would refuse it the socket to this machine.
 */
export const goesToDevServer =
  (origin: string) =>
  (request: Protocol.Network.Request): boolean => {
    const path = pathWithin(origin, request.url)
    return path !== null && !path.startsWith(OBJECT_PATH)
  }
