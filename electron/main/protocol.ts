import type { Session } from 'electron'
import { ReadableStream } from 'node:stream/web'
import { empty, type WindowAnswer, type WindowRequest } from '../engine/window.ts'
import { HOME, ORIGIN, SCHEME } from './hardening.ts'

type Answer = (request: WindowRequest) => Promise<WindowAnswer>

/** Answers what the window asks of its own origin. Registered for this session only; others don't know the scheme. */
export function serveOrigin(session: Session, answer: Answer): void {
  session.protocol.handle(SCHEME, async ({ url, method, headers }) => {
    const path = pathOf(url)
    if (path === null) return respond(empty(404))
    return respond(await answer({ method, path, range: headers.get('range') }).catch(() => empty(500)))
  })
}

/**
 * Path of a URL of our origin as Chromium wrote it, else null: another name under the scheme is another origin. Not
 * parsed again, since two parsers may read it in two ways.
 */
function pathOf(url: string): string | null {
  if (!url.startsWith(HOME)) return null
  return /^[^?#]*/.exec(url.slice(ORIGIN.length))?.[0] ?? null
}

/** A body that breaks breaks the answer: the window sees a failed request, never a short one that looks whole. */
function respond({ status, headers, bytes, body }: WindowAnswer): Response {
  const stream = ReadableStream.from(body) as unknown as BodyInit
  return new Response(stream, { status, headers: { ...headers, 'Content-Length': String(bytes) } })
}
