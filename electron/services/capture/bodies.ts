import type { CDPSession, Protocol } from '../browser/index.ts'
import type { Archive } from './archive/archive.ts'
import type { ResponseTap } from './gate.ts'
import type { MediaShelf } from './media.ts'
import { type Header, headerList } from './provenance.ts'
import type { Answer, Recorder, Transfer } from './recorder.ts'
import type { Received } from './verdict/received.ts'

/**
 * What the browser keeps of each answer until it is asked for. Durable: also when the page, its frame or its worker is
 * gone by then. One message of the pipe carries a whole body: see {@link MAX_TEXT}.
 */
export const KEEP_BODIES = { enableDurableMessages: true, maxTotalBufferSize: 256 * 1024 * 1024, maxResourceBufferSize: 64 * 1024 * 1024 }

/** Control characters grow sixfold in JSON: more than this might not fit in one message, bytes. */
const MAX_TEXT = 16 * 1024 * 1024
const MAX_BINARY = 64 * 1024 * 1024
/** Answers taken on their way are held until their request ends, bytes. */
const MAX_SHELF = 128 * 1024 * 1024
/** A packed answer of more could unpack to more than a message holds, bytes. */
const MAX_PACKED = 256 * 1024
const MAX_HELD = 2000
const AT_ONCE = 4
const BODY_MS = 15_000

/** Kinds that never have a body to keep, or never end. */
const BODILESS = new Set(['WebSocket', 'EventSource', 'Ping', 'Preflight', 'CSPViolationReport'])

interface Body {
  bytes: Uint8Array | null
  is: 'exact' | 'text' | 'none' | 'missing'
  why: string
}

/** An answer as it was on its way, with all of its body. */
interface OnItsWay {
  url: string
  method: string
  at: Date
  requestHeaders: Header[]
  status: number
  statusText: string
  headers: Header[]
  bytes: Buffer
}

/**
 * Takes answers on their way where the browser would only give decoded text afterwards (pages, scripts and styles that
 * aren't declared UTF-8) or nothing at all (video, sound, scripts of service workers). Only those that say how long they
 * are: an answer that never ends would never reach the page.
 */
export class ExactBodies implements ResponseTap {
  readonly kinds: readonly Protocol.Network.ResourceType[] = ['Document', 'Script', 'Stylesheet', 'Media', 'Other']
  readonly #control: CDPSession
  readonly #held = new Map<string, OnItsWay>()
  #unnamed = 0
  #bytes = 0

  constructor(control: CDPSession) {
    this.#control = control
  }

  async see(event: Protocol.Fetch.RequestPausedEvent): Promise<void> {
    const { networkId, resourceType, responseHeaders = [], responseStatusCode = 0 } = event
    const value = (name: string) => responseHeaders.find((header) => header.name.toLowerCase() === name)?.value ?? ''
    const length = /^\d{1,12}$/.test(value('content-length')) ? Number(value('content-length')) : Infinity
    const isMedia = resourceType === 'Media'
    if (length === 0 || length > (isMedia ? MAX_BINARY : MAX_TEXT) || this.#bytes + length > MAX_SHELF) return
    if (responseStatusCode >= 300 && responseStatusCode < 400) return
    const isTold = networkId !== undefined && resourceType !== 'Media' && resourceType !== 'Other'
    if (isTold && /charset="?utf-?8/i.test(value('content-type'))) return
    if (value('content-encoding') !== '' && length > MAX_PACKED) return
    const at = new Date()
    const { body, base64Encoded } = await this.#control.send('Fetch.getResponseBody', { requestId: event.requestId })
    const bytes = Buffer.from(body, base64Encoded ? 'base64' : 'utf8')
    if (this.#bytes + bytes.length > MAX_SHELF || this.#held.size >= MAX_HELD) return
    this.#bytes += bytes.length
    const { url, method, headers } = event.request
    this.#held.set(networkId ?? `unnamed ${this.#unnamed++}`, {
      url: url.slice(0, 8192),
      method: method.slice(0, 50),
      at,
      requestHeaders: headerList(headers).slice(0, 500),
      status: responseStatusCode,
      statusText: (event.responseStatusText ?? '').slice(0, 200),
      headers: responseHeaders.slice(0, 500),
      bytes,
    })
  }

  take(requestId: string): OnItsWay | null {
    const found = this.#held.get(requestId) ?? null
    this.#held.delete(requestId)
    this.#bytes -= found?.bytes.length ?? 0
    return found
  }

  /** Those that no request of a page or worker asked for: the browser tells nothing else of them. */
  rest(): OnItsWay[] {
    return [...this.#held.keys()].flatMap((id) => this.take(id) ?? [])
  }
}

interface BodyParts {
  archive: Archive
  recorder: Recorder
  exact: ExactBodies
  media: MediaShelf
  received: Received
}

/** Asks the browser for the body of each request as it ends, and hands the exchange on to the archive. */
export class Bodies {
  readonly #parts: BodyParts
  readonly #waiting: Transfer[] = []
  readonly #running = new Set<Promise<void>>()
  #adding: Promise<unknown> = Promise.resolve()

  constructor(parts: BodyParts) {
    this.#parts = parts
    parts.recorder.onEnded = (transfer) => {
      this.#waiting.push(transfer)
      this.#next()
    }
  }

  /** Until everything that has ended is in the archive, at most `ms`; what never ended is archived without its body. */
  async drain(ms: number): Promise<void> {
    const until = performance.now() + ms
    while ((this.#running.size > 0 || this.#waiting.length > 0) && performance.now() < until) {
      await Promise.race([...this.#running, new Promise((resolve) => setTimeout(resolve, 100))])
    }
    const { archive, exact, recorder } = this.#parts
    for (const transfer of recorder.unended()) this.#archive(transfer, { bytes: null, is: 'missing', why: 'never ended' })
    await this.#adding
    for (const { bytes, headers, ...told } of exact.rest()) {
      await archive.add({ ...told, type: 'Script', responseHeaders: headers, headersAre: 'parsed', remoteAddress: null, body: bytes, bodyIs: 'exact', why: '' })
    }
  }

  #next(): void {
    while (this.#running.size < AT_ONCE) {
      const transfer = this.#waiting.shift()
      if (!transfer) return
      const work: Promise<void> = this.#keep(transfer).finally(() => {
        this.#running.delete(work)
        this.#next()
      })
      this.#running.add(work)
    }
  }

  async #keep(transfer: Transfer): Promise<void> {
    const { media, received } = this.#parts
    const last = transfer.answers.at(-1)
    if (!last) return
    const body = await this.#bodyOf(transfer, last)
    if (body.bytes) {
      if (isText(last.exchange.mimeType)) received.add(body.bytes, last.exchange.mimeType, body.is === 'text' ? 'utf-8' : last.charset || null)
      media.see(last, transfer.type, body.bytes)
    } else if (body.is === 'missing') media.see(last, transfer.type, null)
    this.#archive(transfer, body)
  }

  async #bodyOf(transfer: Transfer, answer: Answer): Promise<Body> {
    const { exact } = this.#parts
    const { exchange, charset } = answer
    const { session, requestId, type, dataLength } = transfer
    const held = exact.take(requestId)
    if (held) {
      // Of a service worker's own script the browser tells no more than that it was asked for.
      if (answer.exchange.status === null) {
        Object.assign(answer, { responseHeaders: held.headers, statusText: held.statusText })
        answer.exchange.status = held.status
      }
      return { bytes: held.bytes, is: 'exact', why: '' }
    }
    if (exchange.status === null || BODILESS.has(type)) return { bytes: null, is: 'none', why: '' }
    if ([204, 205, 304].includes(exchange.status) || exchange.method === 'HEAD') return { bytes: null, is: 'none', why: '' }
    if (exchange.failed !== null) return { bytes: null, is: 'missing', why: exchange.failed }
    const limit = isText(exchange.mimeType) ? MAX_TEXT : MAX_BINARY
    if (dataLength > limit) return { bytes: null, is: 'missing', why: `${dataLength} bytes` }
    const late = new Promise<null>((resolve) => setTimeout(resolve, BODY_MS, null).unref())
    const given = await Promise.race([session.send('Network.getResponseBody', { requestId }), late]).catch(() => null)
    if (!given) return { bytes: null, is: 'missing', why: 'the browser gave none' }
    const bytes = Buffer.from(given.body, given.base64Encoded ? 'base64' : 'utf8')
    if (given.base64Encoded) return { bytes, is: 'exact', why: '' }
    // Text was decoded by the browser. That this undoes it exactly is certain only for UTF-8 of the same length.
    const same = bytes.length === dataLength && !given.body.includes('\uFFFD') && ['', 'utf-8', 'us-ascii'].includes(charset)
    return { bytes, is: same ? 'exact' : 'text', why: '' }
  }

  /** In the order in which they ended, one after the other. */
  #archive(transfer: Transfer, body: Body): void {
    const { archive, recorder } = this.#parts
    this.#adding = this.#adding.then(async () => {
      for (const [index, answer] of transfer.answers.entries()) {
        if (answer.exchange.status === null) continue
        const { request, response, responseIsRaw } = recorder.headersOf(transfer.requestId, answer)
        const own: Body = index === transfer.answers.length - 1 ? body : { bytes: null, is: 'none', why: '' }
        await archive.add({
          url: answer.exchange.url,
          method: answer.exchange.method,
          type: answer.exchange.type,
          at: answer.at,
          requestHeaders: request,
          status: answer.exchange.status,
          statusText: answer.statusText,
          responseHeaders: response,
          headersAre: responseIsRaw ? 'raw' : 'parsed',
          remoteAddress: answer.exchange.remoteAddress,
          body: own.bytes,
          bodyIs: own.is,
          why: own.why,
        })
      }
    })
    this.#adding.catch(() => undefined)
  }
}

function isText(mimeType: string): boolean {
  return /^text\/|json|javascript|ecmascript|xml(?!\.)|mpegurl/i.test(mimeType) && !/^(image|video|audio|font)\/(?!svg)/i.test(mimeType)
}
