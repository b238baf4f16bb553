import type { CDPSession, Protocol } from '../browser/index.ts'
import { stripHeaders } from './archive/strip.ts'
import type { Egress } from './egress.ts'
import { type Header, headerList, parseHeaderText } from './headers.ts'
import type { Exchange, Hop } from './provenance.ts'
import { RawHeaders } from './raw-headers.ts'
import { type Visit, Visits } from './visits.ts'

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
  /** See {@link Visits}. */
  visit: string
}

/**
 * Listens to the network events of a page and the frames and workers that it is attached to. Everything here was
 * chosen by the page: texts are cut, counts bounded.
 */
export class Recorder {
  readonly visits: Visits
  /** Frames and workers of other processes that fell. */
  crashed = 0
  /** When a picture was last asked for, by the monotonic clock, ms. */
  pictureAskedAt = 0
  /** Told of every request that ended, well or not. */
  onEnded: (transfer: Transfer) => void = () => undefined
  readonly #egress: Egress
  readonly #mainFrame: string
  readonly #alone: boolean
  readonly #hops: { answer: Answer; loaderId: string }[] = []
  readonly #open = new Map<string, Transfer>()
  readonly #raw = new RawHeaders()

  /** `alone`: nobody but us goes from page to page in it. */
  constructor(mainFrame: string, egress: Egress, alone: boolean) {
    this.#mainFrame = mainFrame
    this.#egress = egress
    this.#alone = alone
    this.visits = new Visits(alone)
  }

  get exchanges(): readonly Exchange[] {
    return this.visits.own().flatMap(({ exchanges }) => exchanges)
  }

  get total(): number {
    return this.visits.own().reduce((sum, { total }) => sum + total, 0)
  }

  get shown(): Visit {
    return this.visits.shown
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
    const isNeeded = (requestId: string) => this.#open.has(requestId) || this.visits.knows(requestId)
    session.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) => this.#raw.add(requestId, 'requests', headerList(headers), isNeeded))
    session.on('Network.responseReceivedExtraInfo', ({ requestId, headers, headersText }) =>
      this.#raw.add(requestId, 'responses', headersText ? parseHeaderText(headersText) : headerList(headers), isNeeded),
    )
    session.on('Network.webSocketCreated', ({ url }) => {
      const visit = this.visits.get(this.visits.keyOf(''))
      visit.streams++
      visit.asks(url)
    })
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
    const response = this.#raw.of(requestId, 'responses', answer.extra)
    return {
      request: this.#raw.of(requestId, 'requests', answer.extra) ?? answer.requestHeaders,
      response: response ?? answer.responseHeaders,
      responseIsRaw: response !== undefined,
    }
  }

  /**
   * The way to the page that is shown now: every redirect, and every page that went on by itself; where a person goes from
   * page to page, only what the page itself was asked for by. `stripped` counts the header values left out.
   */
  wayTo(loaderId: string): { hops: Hop[]; stripped: number } {
    const last = this.#hops.findLastIndex((each) => each.loaderId === loaderId)
    const all = last === -1 ? this.#hops : this.#hops.slice(0, last + 1)
    const way = (this.#alone ? all : all.filter((each) => each.loaderId === loaderId)).slice(-100)
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
    // What the browser's own pages and viewers load is no exchange.
    if (/^(data|blob|about|devtools|chrome(-[a-z]+)?):/i.test(url)) return void this.#open.delete(key)
    if (!transfer) {
      const visit = this.#keyOf(event)
      transfer = { session, requestId: event.requestId, since: 0, type: '', answers: [], dataLength: 0, extras: 0, isPage: false, visit }
      this.#open.set(key, transfer)
    }
    const visit = this.visits.note(transfer.visit, key, url)
    if (event.type === 'EventSource') visit.streams++
    transfer.since = performance.now()
    transfer.type = event.type ?? 'Other'
    if (transfer.type === 'Image') this.pictureAskedAt = transfer.since
    if (visit.exchanges.length >= MAX_EXCHANGES || transfer.answers.length >= 30) return
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
    visit.exchanges.push(exchange)
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
    const visit = this.visits.get(transfer.visit)
    noteDate(visit, response)
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
      visit.pageType = exchange.mimeType.toLowerCase()
      visit.security = response.securityDetails ?? null
      // Without content, or as a file, it leaves the page before it on the screen.
      const isFile = answer.responseHeaders.some(({ name, value }) => name.toLowerCase() === 'content-disposition' && /^\s*attachment/i.test(value))
      if (!isFile && response.status !== 204 && response.status !== 205) this.visits.arrive(event.loaderId)
      this.#hops.push({ answer, loaderId: event.loaderId })
    }
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
    const transfer = this.#open.get(event.requestId)
    if (transfer && !event.canceled && !event.blockedReason && !isAnswer) this.visits.get(transfer.visit).failures++
    this.#end(event.requestId, session)
  }

  #end(requestId: string, session: CDPSession): void {
    const transfer = this.#open.get(requestId)
    this.#open.delete(requestId)
    if (transfer) this.onEnded({ ...transfer, session })
  }

  /** By the document that asks, or that is asked for: only of the page's own documents is it known which. */
  #keyOf({ loaderId, frameId, type }: Protocol.Network.RequestWillBeSentEvent): string {
    if (frameId !== this.#mainFrame) return this.visits.keyOf('')
    // Whoever asks for a part of itself is there.
    if (type !== 'Document' && loaderId) this.visits.arrive(loaderId)
    return this.visits.keyOf(loaderId)
  }
}

function noteDate({ serverDates }: Visit, response: Protocol.Network.Response): void {
  const date = headerList(response.headers).find((header) => header.name.toLowerCase() === 'date')?.value
  const host = hostOf(response.url)
  if (!date || serverDates.length >= 50 || serverDates.some((known) => known.host === host)) return
  serverDates.push({ host, date: date.slice(0, 100), receivedAt: new Date().toISOString() })
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.slice(0, 255) : ''
}

function bytes(length: number): number {
  return Number.isFinite(length) ? Math.max(0, Math.round(length)) : 0
}
