import type { CDPSession, Protocol } from '../browser/index.ts'
import type { Egress } from './egress.ts'
import { type Exchange, type Header, headerList, type Hop, parseHeaderText, stripHeaders } from './provenance.ts'

const MAX_EXCHANGES = 5000
/** What never ends by itself, and so says nothing about whether a page has settled. */
const ENDLESS = new Set(['EventSource', 'WebSocket', 'Media', 'Ping', 'Prefetch'])
/** A request that takes longer is taken for a long poll, ms. */
const LONG_POLL = 5000

interface Open {
  since: number
  type: string
}

interface PageHop {
  hop: Hop
  loaderId: string
}

/**
 * Listens to the network events of a page and the frames and workers that it is attached to. Everything here was
 * chosen by the page: texts are cut, counts bounded.
 */
export class Recorder {
  readonly exchanges: Exchange[] = []
  readonly #hops: PageHop[] = []
  readonly serverDates: { host: string; date: string; receivedAt: string }[] = []
  total = 0
  failures = 0
  /** Of the last answer to the page itself. */
  security: Protocol.Network.SecurityDetails | null = null
  readonly #egress: Egress
  readonly #mainFrame: string
  readonly #open = new Map<string, Open>()
  readonly #byRequest = new Map<string, Exchange>()
  readonly #rawHeaders = new Map<string, Header[][]>()

  constructor(mainFrame: string, egress: Egress) {
    this.#mainFrame = mainFrame
    this.#egress = egress
  }

  /** Listens to a session; its `Network` domain is switched on by whoever attached it. */
  attach(session: CDPSession, tag: string): void {
    session.on('Network.requestWillBeSent', (event) => this.#sent(event, tag))
    session.on('Network.responseReceived', (event) => this.#received(event, tag))
    session.on('Network.responseReceivedExtraInfo', (event) => this.#extra(event))
    session.on('Network.loadingFinished', (event) => this.#finished(event, tag))
    session.on('Network.loadingFailed', (event) => this.#failed(event, tag))
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

  /**
   * The way to the page that is shown now: every redirect, and every page that went on by itself. `stripped` counts
   * the header values left out.
   */
  wayTo(loaderId: string): { hops: Hop[]; stripped: number } {
    const last = this.#hops.findLastIndex((each) => each.loaderId === loaderId)
    const way = (last === -1 ? this.#hops : this.#hops.slice(0, last + 1)).slice(-100)
    let stripped = 0
    const hops = way.map(({ hop, loaderId: own }, index) => {
      // One set of raw headers for each answer of one navigation, in the same order.
      const nth = way.slice(0, index).filter((each) => each.loaderId === own).length
      const raw = this.#rawHeaders.get(own)?.[nth]
      const by = index === way.length - 1 ? 'final' : own === way[index + 1]?.loaderId ? 'http' : 'page'
      const headers = stripHeaders(raw ?? hop.headers, (count) => (stripped += count))
      return { ...hop, by, headers, headersAre: raw ? 'raw' : hop.headersAre } satisfies Hop
    })
    return { hops, stripped }
  }

  #sent(event: Protocol.Network.RequestWillBeSentEvent, tag: string): void {
    const key = `${tag}:${event.requestId}`
    if (event.redirectResponse) {
      this.#answer(this.#byRequest.get(key), event.redirectResponse, event)
      const done = this.#byRequest.get(key)
      if (done) done.encodedDataLength = bytes(event.redirectResponse.encodedDataLength)
    }
    if (/^(data|blob|about):/i.test(event.request.url)) return
    this.total++
    this.#open.set(key, { since: performance.now(), type: event.type ?? 'Other' })
    if (this.exchanges.length >= MAX_EXCHANGES) {
      this.#byRequest.delete(key)
      return
    }
    const exchange: Exchange = {
      url: event.request.url.slice(0, 8192),
      method: event.request.method.slice(0, 50),
      type: event.type ?? 'Other',
      status: null,
      mimeType: '',
      encodedDataLength: null,
      remoteAddress: null,
      protocol: '',
      fromCache: false,
      failed: null,
    }
    this.exchanges.push(exchange)
    this.#byRequest.set(key, exchange)
  }

  #received(event: Protocol.Network.ResponseReceivedEvent, tag: string): void {
    this.#answer(this.#byRequest.get(`${tag}:${event.requestId}`), event.response, event)
  }

  #answer(
    exchange: Exchange | undefined,
    response: Protocol.Network.Response,
    event: { requestId: string; loaderId: string; type?: string; frameId?: string },
  ): void {
    // The browser only sees our own end of the way; who answered is known there.
    const remote = this.#egress.addressOf(response.url)
    if (exchange) {
      exchange.status = response.status
      exchange.mimeType = response.mimeType.slice(0, 255)
      exchange.remoteAddress = remote
      exchange.protocol = (response.protocol ?? '').slice(0, 50)
      exchange.fromCache = Boolean(response.fromDiskCache || response.fromServiceWorker || response.fromPrefetchCache)
    }
    this.#noteDate(response)
    if (event.type === 'Document' && event.frameId === this.#mainFrame && this.#hops.length < 1000) {
      this.security = response.securityDetails ?? null
      const hop: Hop = {
        url: response.url.slice(0, 8192),
        status: response.status,
        by: 'final',
        protocol: (response.protocol ?? '').slice(0, 2000),
        remoteAddress: remote,
        headersAre: 'parsed',
        headers: headerList(response.headers),
      }
      this.#hops.push({ hop, loaderId: event.loaderId })
    }
  }

  /** Comes before or after the answer itself, once for each redirect. */
  #extra(event: Protocol.Network.ResponseReceivedExtraInfoEvent): void {
    if (this.#rawHeaders.size >= MAX_EXCHANGES && !this.#rawHeaders.has(event.requestId)) return
    const list = this.#rawHeaders.get(event.requestId) ?? []
    if (list.length < 30) list.push(event.headersText ? parseHeaderText(event.headersText) : headerList(event.headers))
    this.#rawHeaders.set(event.requestId, list)
  }

  #finished(event: Protocol.Network.LoadingFinishedEvent, tag: string): void {
    const key = `${tag}:${event.requestId}`
    const exchange = this.#byRequest.get(key)
    if (exchange) exchange.encodedDataLength = bytes(event.encodedDataLength)
    this.#forget(key)
  }

  #failed(event: Protocol.Network.LoadingFailedEvent, tag: string): void {
    const key = `${tag}:${event.requestId}`
    const exchange = this.#byRequest.get(key)
    if (exchange) exchange.failed = `${event.errorText}${event.blockedReason ? ` (${event.blockedReason})` : ''}`.slice(0, 2000)
    if (!event.canceled && !event.blockedReason) this.failures++
    this.#forget(key)
  }

  #forget(key: string): void {
    this.#open.delete(key)
    this.#byRequest.delete(key)
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
  return Math.max(0, Math.round(length))
}
