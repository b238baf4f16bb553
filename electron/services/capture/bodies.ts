import type { CDPSession, Protocol } from '../browser/index.ts'
import type { ResponseTap } from './gate.ts'
import { type Header, headerList } from './headers.ts'
import type { Recorder, Transfer } from './recorder.ts'

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
  /** Fewer bytes than the server said there are: `12 / 5000`; `packed`: what was sent can't be measured; empty: all. */
  lacks: string
}

/**
 * Takes answers on their way where the browser would only give decoded text afterwards (pages, scripts and styles that
 * aren't declared UTF-8) or nothing at all (video, sound, scripts of service workers). Only those that say how long they
 * are: an answer that never ends would never reach the page.
 */
export class ExactBodies implements ResponseTap {
  readonly kinds: readonly Protocol.Network.ResourceType[] = ['Document', 'Script', 'Stylesheet', 'Media', 'Other']
  /** Until then everything passes unseen. */
  isOn = true
  /** Whether those are held too that no request of a page asked for: only where one page alone has service workers. */
  takesUnnamed = true
  /** Answers that nobody will tell of any more. */
  missed = 0
  /** Requests of which the answer was let go unheld: the browser tells of them, or else they are missed too. */
  readonly letGo = new Set<string>()
  readonly #control: CDPSession
  readonly #held = new Map<string, OnItsWay>()
  #unnamed = 0
  #bytes = 0

  constructor(control: CDPSession) {
    this.#control = control
  }

  async see(event: Protocol.Fetch.RequestPausedEvent): Promise<void> {
    if (!this.isOn) return
    const { networkId, resourceType, responseHeaders = [], responseStatusCode = 0 } = event
    const value = (name: string) => responseHeaders.find((header) => header.name.toLowerCase() === name)?.value ?? ''
    const length = /^\d{1,12}$/.test(value('content-length')) ? Number(value('content-length')) : Infinity
    if (networkId === undefined && !this.takesUnnamed) return
    const isMedia = resourceType === 'Media'
    const isFile = isMedia || /^\s*attachment/i.test(value('content-disposition'))
    if (length === 0 || length > (isFile ? MAX_BINARY : MAX_TEXT) || this.#bytes + length > MAX_SHELF) {
      // The browser tells nothing else of what no page or worker asked for.
      if (length > 0 && networkId === undefined) this.missed++
      else if (length > 0 && this.letGo.size < MAX_HELD) this.letGo.add(networkId ?? '')
      return
    }
    if (responseStatusCode >= 300 && responseStatusCode < 400) return
    // A document may go on to another before it can be asked for.
    const isLeft = resourceType === 'Document' && value('content-encoding') === ''
    const isTold = networkId !== undefined && resourceType !== 'Media' && resourceType !== 'Other' && !isLeft
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
      lacks: value('content-encoding') !== '' ? 'packed' : bytes.length === length ? '' : `${bytes.length} / ${length}`,
    })
  }

  peek(requestId: string): OnItsWay | null {
    return this.#held.get(requestId) ?? null
  }

  take(requestId: string): OnItsWay | null {
    const found = this.peek(requestId)
    this.#held.delete(requestId)
    this.#bytes -= found?.bytes.length ?? 0
    return found
  }

  /** Those that no request of a page or worker asked for: the browser tells nothing else of them. */
  rest(): OnItsWay[] {
    return [...this.#held.keys()].flatMap((id) => this.take(id) ?? [])
  }
}

const bodyOf = ({ bytes, lacks }: OnItsWay): Body => ({ bytes, is: 'exact', why: lacks })

/** A request with all its answers and, of the last one, the body. */
export interface Kept {
  transfer: Transfer
  body: Body
}

/** What is held of a page that somebody browses before it is captured, bytes. */
const MAX_HELD_BYTES = 128 * 1024 * 1024

/**
 * Asks the browser for the body of each request as it ends. Until somebody takes them, exchanges are held: of the page
 * that is open now and a few before it, to which one may go back; given are those of the page that is shown.
 */
export class Bodies {
  readonly #recorder: Recorder
  readonly #exact: ExactBodies
  readonly #waiting: Transfer[] = []
  readonly #running = new Set<Promise<void>>()
  readonly #holds: boolean
  #held: Kept[] = []
  #heldBytes = 0
  #taker: ((kept: Kept) => unknown) | null = null

  /** `holds`: exchanges stay after they were taken, because the same page may be captured again. */
  constructor(recorder: Recorder, exact: ExactBodies, holds: boolean) {
    this.#recorder = recorder
    this.#exact = exact
    this.#holds = holds
    recorder.onEnded = (transfer) => {
      this.#waiting.push(transfer)
      this.#next()
    }
  }

  /** Gives what is held, and from then on what comes. Returns what ends it. */
  take(taker: (kept: Kept) => void): () => void {
    const { visits } = this.#recorder
    for (const kept of this.#held) if (visits.isShown(kept.transfer.visit)) taker(kept)
    if (!this.#holds) this.#held = []
    this.#taker = (kept) => visits.isShown(kept.transfer.visit) && taker(kept)
    return () => (this.#taker = null)
  }

  /** Whether the document of the page that is shown is held, whole. */
  get hasPage(): boolean {
    const { visits } = this.#recorder
    return this.#held.some(({ transfer, body }) => transfer.isPage && body.bytes !== null && visits.isShown(transfer.visit))
  }

  /** Answers of the page that is shown of which nobody told what they were. */
  get missed(): number {
    return this.#recorder.visits.own().reduce((sum, visit) => sum + visit.missed, 0)
  }

  /**
   * The same as {@link rest}; what never ended is given without its body, unless that was held on its way: of a page that
   * leads on at once the browser doesn't always tell that it had come to its end.
   */
  async drain(ms: number): Promise<void> {
    await this.rest(ms)
    for (const transfer of this.#recorder.unended()) {
      const held = this.#heldOf(transfer)
      this.#taker?.({ transfer, body: held ? bodyOf(held) : { bytes: null, is: 'missing', why: 'never ended' } })
    }
  }

  /** Until every body that was asked for is there, at most `ms`. */
  async rest(ms: number): Promise<void> {
    const until = performance.now() + ms
    while ((this.#running.size > 0 || this.#waiting.length > 0) && performance.now() < until) {
      await Promise.race([...this.#running, new Promise((resolve) => setTimeout(resolve, 100))])
    }
  }

  #next(): void {
    while (this.#running.size < AT_ONCE) {
      const transfer = this.#waiting.shift()
      if (!transfer) return
      const work: Promise<void> = this.#ask(transfer)
        .then((body) => this.#keep({ transfer, body }))
        .finally(() => {
          this.#running.delete(work)
          this.#next()
        })
      this.#running.add(work)
    }
  }

  #keep(kept: Kept): void {
    this.#taker?.(kept)
    if (this.#taker && !this.#holds) return
    // Pages that nobody goes back to any more, and where there is no room those before this one.
    const { visits } = this.#recorder
    const length = kept.body.bytes?.length ?? 0
    if (kept.transfer.isPage) this.#held = this.#held.filter(({ transfer }) => visits.holds(transfer.visit))
    if (this.#heldBytes + length > MAX_HELD_BYTES) this.#held = this.#held.filter(({ transfer }) => transfer.visit === kept.transfer.visit || visits.isShown(transfer.visit))
    this.#heldBytes = this.#held.reduce((sum, { body }) => sum + (body.bytes?.length ?? 0), 0)
    const fits = this.#heldBytes + length <= MAX_HELD_BYTES
    this.#held.push(fits ? kept : { ...kept, body: { bytes: null, is: 'missing', why: 'no room' } })
    if (fits) this.#heldBytes += length
  }

  /** What was held on its way of an answer that never ended, and is given now. Where the page may be captured again, it may end yet. */
  #heldOf({ requestId, answers }: Transfer): OnItsWay | null {
    if ((answers.at(-1)?.exchange.status ?? null) === null) return null
    return this.#holds ? this.#exact.peek(requestId) : this.#exact.take(requestId)
  }

  async #ask(transfer: Transfer): Promise<Body> {
    const { session, requestId, type, dataLength } = transfer
    const answer = transfer.answers.at(-1)
    const held = this.#exact.take(requestId)
    if (!answer) return { bytes: null, is: 'none', why: '' }
    const { exchange, charset } = answer
    if (held) {
      // Of a service worker's own script the browser tells no more than that it was asked for.
      if (exchange.status === null) {
        Object.assign(answer, { responseHeaders: held.headers, statusText: held.statusText })
        exchange.status = held.status
      }
      return bodyOf(held)
    }
    // Asked for, answered and used by a service worker, and nothing is told of the answer.
    if (exchange.status === null && exchange.failed === null && !BODILESS.has(type) && /^https?:/i.test(exchange.url)) this.#recorder.visits.get(transfer.visit).missed++
    if (exchange.status === null || BODILESS.has(type)) return { bytes: null, is: 'none', why: '' }
    if ([204, 205, 304].includes(exchange.status) || exchange.method === 'HEAD') return { bytes: null, is: 'none', why: '' }
    if (answer.responseHeaders.some(({ name, value }) => name.toLowerCase() === 'content-length' && value.trim() === '0')) return { bytes: null, is: 'none', why: '' }
    // The browser's own error page stands for an answer without a body.
    if (exchange.failed === 'net::ERR_HTTP_RESPONSE_CODE_FAILURE') return { bytes: null, is: 'none', why: '' }
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
}

export function isText(mimeType: string): boolean {
  return /^text\/|json|javascript|ecmascript|xml(?!\.)|mpegurl/i.test(mimeType) && !/^(image|video|audio|font)\/(?!svg)/i.test(mimeType)
}
