import type { CDPSession, Protocol } from '../browser/index.ts'
import { stripHeaders } from './archive/strip.ts'
import type { Egress } from './egress.ts'
import { type Exchange, type Header, headerList, type Hop, parseHeaderText } from './provenance.ts'

const MAX_EXCHANGES = 5000
/** What never ends by itself, and so says nothing about whether a page has settled. */
const ENDLESS = new Set(['EventSource', 'WebSocket', 'Media', 'Ping', 'Prefetch'])
/** A request that takes longer is taken for a long poll, ms. */
const LONG_POLL = 5000

/** One answer on the way of a request: a redirect, or the last one. */
export interface Answer {
  exchange: Exchange
  /** When it was asked for. */
  at: Date
  /** As the browser told them first; {@link Recorder.headersOf} knows the raw ones. */
  requestHeaders: Header[]
  responseHeaders: Header[]
  statusText: string
  /** Of a text, as the browser took it; empty where it had no reason to think of one. */
  charset: string
  /** Which of the sets of raw headers of its request is its own; null: none was told. */
  extra: number | null
}

/** A request with every answer to it, the last one at the end. */
export interface Transfer {
  session: CDPSession
  requestId: string
  since: number
  type: string
  answers: Answer[]
  /** Bytes of the last body, decoded. */
  dataLength: number
  extras: number
  /** It led to the page itself. */
  isPage: boolean
}

interface RawHeaders {
  requests: Header[][]
  responses: Header[][]
}

/**
 * Listens to the network events of a page and the frames and workers that it is attached to. Everything here was
 * chosen by the page: texts are cut, counts bounded.
 */
export class Recorder {
  readonly exchanges: Exchange[] = []
  readonly serverDates: { host: string; date: string; receivedAt: string }[] = []
  total = 0
  failures = 0
  /** Frames and workers of other processes that fell. */
  crashed = 0
  /** Media type of the last answer to the page itself. */
  pageType = ''
  /** When a picture was last asked for, by the monotonic clock, ms. */
  pictureAskedAt = 0
  /** Of the last answer to the page itself. */
  security: Protocol.Network.SecurityDetails | null = null
  /** Told of every request that ended, well or not. */
  onEnded: (transfer: Transfer) => void = () => undefined
  readonly #egress: Egress
  readonly #mainFrame: string
  readonly #hops: { answer: Answer; loaderId: string }[] = []
  readonly #open = new Map<string, Transfer>()
  readonly #raw = new Map<string, RawHeaders>()

  constructor(mainFrame: string, egress: Egress) {
    this.#mainFrame = mainFrame
    this.#egress = egress
  }

  /**
   * Listens to a session; its `Network` domain is switched on by whoever attached it. A request may begin in one (the
   * page's) and end in another (the worker's that it was made for): ids hold for the whole browser.
   */
  attach(session: CDPSession): void {
    session.on('Network.requestWillBeSent', (event) => this.#sent(event, session))
    session.on('Network.responseReceived', (event) => this.#received(event))
    session.on('Network.dataReceived', ({ requestId, dataLength }) => {
      const transfer = this.#open.get(requestId)
      if (transfer) transfer.dataLength += bytes(dataLength)
    })
    session.on('Network.requestWillBeSentExtraInfo', (event) => this.#extra(event.requestId, 'requests', headerList(event.headers)))
    session.on('Network.responseReceivedExtraInfo', (event) =>
      this.#extra(event.requestId, 'responses', event.headersText ? parseHeaderText(event.headersText) : headerList(event.headers)),
    )
    session.on('Network.loadingFinished', (event) => this.#finished(event, session))
    session.on('Network.loadingFailed', (event) => this.#failed(event, session))
  }

  /** Requests under way that a page may still be waiting for; `type` limits to one kind. */
  pending(type?: string): number {
    const now = performance.now()
    let found = 0
    for (const open of this.#open.values()) {
      if (!ENDLESS.has(open.type) && now - open.since < LONG_POLL && (!type || open.type === type)) found++
    }
    return found
  }

  /** Those that never ended. */
  unended(): Transfer[] {
    return [...this.#open.values()]
  }

  /** Headers as sent and received where the browser told them, else as it understands them. Not stripped. */
  headersOf(requestId: string, answer: Answer): { request: Header[]; response: Header[]; responseIsRaw: boolean } {
    const raw = answer.extra === null ? undefined : this.#raw.get(requestId)
    const response = raw?.responses[answer.extra ?? 0]
    return {
      request: raw?.requests[answer.extra ?? 0] ?? answer.requestHeaders,
      response: response ?? answer.responseHeaders,
      responseIsRaw: response !== undefined,
    }
  }

  /**
   * The way to the page that is shown now: every redirect, and every page that went on by itself. `stripped` counts
   * the header values left out.
   */
  wayTo(loaderId: string): { hops: Hop[]; stripped: number } {
    const last = this.#hops.findLastIndex((each) => each.loaderId === loaderId)
    const way = (last === -1 ? this.#hops : this.#hops.slice(0, last + 1)).slice(-100)
    let stripped = 0
    const hops = way.map(({ answer, loaderId: own }, index): Hop => {
      const { response, responseIsRaw } = this.headersOf(own, answer)
      const { url, status, protocol, remoteAddress } = answer.exchange
      return {
        url,
        status,
        by: index === way.length - 1 ? 'final' : own === way[index + 1]?.loaderId ? 'http' : 'page',
        protocol,
        remoteAddress,
        headersAre: responseIsRaw ? 'raw' : 'parsed',
        headers: stripHeaders(response, (count) => (stripped += count)),
      }
    })
    return { hops, stripped }
  }

  #sent(event: Protocol.Network.RequestWillBeSentEvent, session: CDPSession): void {
    const key = event.requestId
    const { url, method, headers } = event.request
    let transfer = this.#open.get(key)
    if (event.redirectResponse && transfer) {
      this.#answer(transfer, event.redirectResponse, event.redirectHasExtraInfo, event)
      const answer = transfer.answers.at(-1)
      if (answer) answer.exchange.encodedDataLength = bytes(event.redirectResponse.encodedDataLength)
    }
    if (/^(data|blob|about):/i.test(url)) return void this.#open.delete(key)
    this.total++
    if (!transfer) {
      transfer = { session, requestId: event.requestId, since: 0, type: '', answers: [], dataLength: 0, extras: 0, isPage: false }
      this.#open.set(key, transfer)
    }
    transfer.since = performance.now()
    transfer.type = event.type ?? 'Other'
    if (transfer.type === 'Image') this.pictureAskedAt = transfer.since
    if (this.exchanges.length >= MAX_EXCHANGES || transfer.answers.length >= 30) return
    const exchange: Exchange = {
      url: url.slice(0, 8192),
      method: method.slice(0, 50),
      type: transfer.type,
      status: null,
      mimeType: '',
      encodedDataLength: null,
      remoteAddress: null,
      protocol: '',
      fromCache: false,
      failed: null,
    }
    this.exchanges.push(exchange)
    const at = new Date(Number.isFinite(event.wallTime) && event.wallTime > 0 ? event.wallTime * 1000 : Date.now())
    const asked = headerList(headers).slice(0, 500)
    transfer.answers.push({ exchange, at, requestHeaders: asked, responseHeaders: [], statusText: '', charset: '', extra: null })
  }

  #received(event: Protocol.Network.ResponseReceivedEvent): void {
    const transfer = this.#open.get(event.requestId)
    if (transfer) this.#answer(transfer, event.response, event.hasExtraInfo, event)
  }

  #answer(
    transfer: Transfer,
    response: Protocol.Network.Response,
    hasExtraInfo: boolean,
    event: { loaderId: string; type?: string; frameId?: string },
  ): void {
    this.#noteDate(response)
    const extra = hasExtraInfo ? transfer.extras++ : null
    const answer = transfer.answers.at(-1)
    if (!answer || answer.exchange.status !== null) return
    const { exchange } = answer
    exchange.status = response.status
    exchange.mimeType = response.mimeType.slice(0, 255)
    // The browser only sees our own end of the way; who answered is known there.
    exchange.remoteAddress = this.#egress.addressOf(response.url)
    exchange.protocol = (response.protocol ?? '').slice(0, 50)
    exchange.fromCache = Boolean(response.fromDiskCache || response.fromServiceWorker || response.fromPrefetchCache)
    answer.responseHeaders = headerList(response.headers).slice(0, 500)
    answer.statusText = response.statusText.slice(0, 200)
    answer.charset = response.charset.toLowerCase().slice(0, 50)
    answer.extra = extra
    if (event.type === 'Document' && event.frameId === this.#mainFrame && this.#hops.length < 1000) {
      transfer.isPage = true
      this.pageType = exchange.mimeType.toLowerCase()
      this.security = response.securityDetails ?? null
      this.#hops.push({ answer, loaderId: event.loaderId })
    }
  }

  /** Comes before or after the event that it belongs to, once for each redirect. */
  #extra(requestId: string, side: keyof RawHeaders, headers: Header[]): void {
    let raw = this.#raw.get(requestId)
    if (!raw) {
      if (this.#raw.size >= MAX_EXCHANGES) return
      raw = { requests: [], responses: [] }
      this.#raw.set(requestId, raw)
    }
    if (raw[side].length < 30) raw[side].push(headers.slice(0, 500))
  }

  #finished(event: Protocol.Network.LoadingFinishedEvent, session: CDPSession): void {
    const exchange = this.#open.get(event.requestId)?.answers.at(-1)?.exchange
    if (exchange) exchange.encodedDataLength = bytes(event.encodedDataLength)
    this.#end(event.requestId, session)
  }

  #failed(event: Protocol.Network.LoadingFailedEvent, session: CDPSession): void {
    const exchange = this.#open.get(event.requestId)?.answers.at(-1)?.exchange
    if (exchange) exchange.failed = `${event.errorText}${event.blockedReason ? ` (${event.blockedReason})` : ''}`.slice(0, 2000)
    const isAnswer = event.errorText === 'net::ERR_HTTP_RESPONSE_CODE_FAILURE'
    if (!event.canceled && !event.blockedReason && !isAnswer) this.failures++
    this.#end(event.requestId, session)
  }

  #end(requestId: string, session: CDPSession): void {
    const transfer = this.#open.get(requestId)
    this.#open.delete(requestId)
    if (transfer) this.onEnded({ ...transfer, session })
  }

  #noteDate(response: Protocol.Network.Response): void {
    const date = headerList(response.headers).find((header) => header.name.toLowerCase() === 'date')?.value
    const host = hostOf(response.url)
    if (!date || this.serverDates.length >= 50 || this.serverDates.some((known) => known.host === host)) return
    this.serverDates.push({ host, date: date.slice(0, 100), receivedAt: new Date().toISOString() })
  }
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.slice(0, 255) : ''
}

function bytes(length: number): number {
  return Number.isFinite(length) ? Math.max(0, Math.round(length)) : 0
}
