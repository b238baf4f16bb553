import { randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Handle, OBJECT_PATH } from '../../shared/contract/index.ts'
import { ASSET_TYPES, NONCE_MARK, assetHeaders, objectHeaders, pageHeaders } from './headers.ts'
import type { Engine } from './types.ts'

export interface WindowRequest {
  method: string
  /** Path of the URL as the browser wrote it, percent-encoding and all; without query. */
  path: string
  /** The `Range` header, or null. */
  range: string | null
}

export interface WindowAnswer {
  status: number
  headers: Record<string, string>
  /** Length of `body` in bytes. */
  bytes: number
  body: AsyncIterable<Uint8Array>
}

/** Plain names only: no empty or dotted ones, no percent-encoding, so nothing can point out of the folder. */
const ASSET_PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+\.([a-z0-9]+)$/

/**
 * Answers what a window asks of its own origin: the interface's files from `rendererDir`, and content of the open vault
 * by handle. Requests come from a window and are hostile; whatever isn't plainly one of the two is not found.
 */
export function createWindowServer(rendererDir: string, engine: Pick<Engine, 'object'>) {
  return async function answer(request: WindowRequest): Promise<WindowAnswer> {
    if (request.method !== 'GET') return empty(405)
    if (request.path === '/') return page(rendererDir)
    if (request.path.startsWith(OBJECT_PATH)) return content(request, engine)
    return asset(rendererDir, request.path)
  }
}

export const empty = (status: number, headers: Record<string, string> = {}): WindowAnswer => ({
  status,
  headers: { ...assetHeaders('text/plain; charset=utf-8'), ...headers },
  bytes: 0,
  body: none(),
})

async function* none(): AsyncGenerator<Uint8Array> {}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A page with a nonce of its own in its text and in its policy. */
async function page(rendererDir: string): Promise<WindowAnswer> {
  const html = await readFile(join(rendererDir, 'index.html'), 'utf8')
  const nonce = randomBytes(18).toString('base64')
  const bytes = Buffer.from(html.replaceAll(NONCE_MARK, nonce))
  return { status: 200, headers: pageHeaders(nonce), bytes: bytes.length, body: one(bytes) }
}

async function asset(rendererDir: string, path: string): Promise<WindowAnswer> {
  const mediaType = ASSET_TYPES[ASSET_PATH.exec(path)?.[1] ?? '']
  if (mediaType === undefined) return empty(404)
  try {
    const root = await realpath(rendererDir)
    const file = await realpath(join(root, path))
    // A link inside the folder that leads out of it would be no file of the interface.
    if (!file.startsWith(root + sep)) return empty(404)
    const bytes = await readFile(file)
    return { status: 200, headers: assetHeaders(mediaType), bytes: bytes.length, body: one(bytes) }
  } catch {
    return empty(404)
  }
}

async function content(request: WindowRequest, engine: Pick<Engine, 'object'>): Promise<WindowAnswer> {
  const handle = request.path.slice(OBJECT_PATH.length)
  if (!Handle.safeParse(handle).success) return empty(404)
  const stream = await engine.object(handle)
  if (stream === null) return empty(404)
  const headers = objectHeaders(stream.mediaType)
  if (request.range === null) return { status: 200, headers, bytes: stream.bytes, body: stream.chunks }
  const range = parseRange(request.range, stream.bytes)
  if (range === null) {
    await stream.chunks[Symbol.asyncIterator]().return?.()
    return empty(416, { 'Content-Range': `bytes */${stream.bytes}` })
  }
  const { first, last } = range
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${first}-${last}/${stream.bytes}` },
    bytes: last - first + 1,
    body: cut(stream.chunks, first, last),
  }
}

/** One range of RFC 9110 section 14.1.2, both ends inclusive; null for what can't be satisfied or is more than one. */
function parseRange(header: string, bytes: number): { first: number; last: number } | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim()) ?? []
  if (from === '' && to === '') return null
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  return first <= last ? { first, last } : null
}

/** The stream from `first` to `last`. What lies before has to be read all the same: content is sealed in order. */
async function* cut(chunks: AsyncIterable<Uint8Array>, first: number, last: number): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const chunk of chunks) {
    const piece = chunk.subarray(Math.max(0, first - at), Math.max(0, last + 1 - at))
    at += chunk.length
    if (piece.length > 0) yield piece
    if (at > last) return
  }
}
