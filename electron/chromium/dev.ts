import type { Protocol } from 'puppeteer-core'
import { OBJECT_PATH } from '../../shared/contract/index.ts'
import { pageAnswer, type WindowAnswer, type WindowRequest } from '../engine/window.ts'
import { pathWithin } from './serve.ts'

type Answer = (request: WindowRequest) => Promise<WindowAnswer>

/**
 * For work on the interface: page and modules come from a development server on loopback, content still from the
 * engine. Only here is the policy of the page wider, since that server writes scripts into the page and reloads it
 * over a socket; nothing of this is reachable without `--dev`.
 */
export function createDevServer(origin: string) {
  const socket = origin.replace(/^http/, 'ws')
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    // With a nonce in the list, 'unsafe-inline' would be ignored.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

  return {
    around(answer: Answer): Answer {
      return async (request) => {
        if (request.path !== '/') return answer(request)
        const page = await fetch(`${origin}/`, { headers: { accept: 'text/html' } })
        return pageAnswer(await page.text(), () => ({ 'Content-Security-Policy': policy }))
      }
    },
    passOn(request: Protocol.Network.Request): boolean {
      const path = pathWithin(origin, request.url)
      return path !== null && path !== '/' && !path.startsWith(OBJECT_PATH)
    },
  }
}
