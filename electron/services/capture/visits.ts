import type { Protocol } from '../browser/index.ts'
import type { Exchange } from './provenance.ts'

const MAX_VISITS = 4
const MAX_IDS = 20_000
const MAX_HOSTS = 2000

/** What was exchanged for one document of a tab. Everything here was chosen by the page: counts are bounded by whoever fills it. */
export class Visit {
  readonly exchanges: Exchange[] = []
  readonly serverDates: { host: string; date: string; receivedAt: string }[] = []
  /** Of its requests, as the browser names them. */
  readonly ids = new Set<string>()
  /** That something was asked of, without ports. */
  readonly #hosts = new Set<string>()
  /** When it was first asked for, by the monotonic clock, ms. */
  readonly since: number
  total = 0
  failures = 0
  /** Answers that were used, and of which the browser told nothing. */
  missed = 0
  /** Connections and event streams, of which the browser tells no bodies. */
  streams = 0
  /** Of the last answer to the document itself: its media type, and how it was encrypted. */
  pageType = ''
  security: Protocol.Network.SecurityDetails | null = null

  constructor(since = performance.now()) {
    this.since = since
  }

  asks(url: string): void {
    if (this.#hosts.size < MAX_HOSTS && URL.canParse(url)) this.#hosts.add(bareHost(url))
  }

  hasAsked(host: string): boolean {
    return this.#hosts.has(host)
  }
}

/**
 * A tab in which a person goes from page to page shows one document after the other, and only what was exchanged for the
 * one that is captured is anybody's evidence. A page in a browser of its own has one visit, whatever it goes on to by
 * itself while it loads.
 */
export class Visits {
  readonly #alone: boolean
  readonly #all = new Map<string, Visit>()
  /** Files that the shown document led to: the browser took them for documents until it saw that they aren't. */
  readonly #files = new Set<string>()
  #current = ''
  #shown = ''

  constructor(alone: boolean) {
    this.#alone = alone
    this.get('')
  }

  /** The visit that a request is for, by the document that asks, or is asked for; `''`: a frame or worker, of whichever is there now. */
  keyOf(loaderId: string): string {
    return this.#alone ? '' : loaderId || this.#current
  }

  get(key: string): Visit {
    let visit = this.#all.get(key)
    if (!visit) {
      visit = new Visit()
      this.#all.set(key, visit)
      const oldest = [...this.#all.keys()].find((each) => each !== this.#current && each !== this.#shown && each !== key)
      if (this.#all.size > MAX_VISITS && oldest !== undefined) this.#all.delete(oldest)
    }
    return visit
  }

  holds(key: string): boolean {
    return this.#all.has(key)
  }

  /** The document that is there now. */
  arrive(loaderId: string): void {
    if (this.#alone) return
    this.#current = loaderId
    this.get(loaderId)
  }

  /** The document that is captured. */
  show(loaderId: string): void {
    if (this.#alone) return
    // Since before anybody listened nothing else was there.
    if (this.#current === '' && !this.#all.has(loaderId)) this.#all.set(loaderId, new Visit(0))
    this.arrive(loaderId)
    this.#shown = loaderId
    this.#files.clear()
  }

  /** A download that began at this address: true where the shown document led there. */
  adoptFile(url: string): boolean {
    const own = this.shown
    for (const [key, visit] of this.#all) {
      if (key === this.#shown || visit.since < own.since || !visit.exchanges.some((each) => each.url === url)) continue
      this.#files.add(key)
      return true
    }
    return own.exchanges.some((each) => each.url === url)
  }

  get shown(): Visit {
    return this.get(this.#shown)
  }

  /** Of the document that is captured, and the files that it led to. */
  isShown(key: string): boolean {
    return key === this.#shown || this.#files.has(key)
  }

  /** Whether a request, as the browser names it, belongs to what is shown. */
  isOwn(requestId: string | undefined): boolean {
    return this.#alone || (requestId !== undefined && this.own().some(({ ids }) => ids.has(requestId)))
  }

  note(key: string, requestId: string, url: string): Visit {
    const visit = this.get(key)
    visit.asks(url)
    visit.total++
    if (visit.ids.size < MAX_IDS) visit.ids.add(requestId)
    return visit
  }

  knows(requestId: string): boolean {
    return this.#alone || this.wasTold(requestId)
  }

  /** Whether a page, a frame or a worker that is watched asked for it. */
  wasTold(requestId: string): boolean {
    return [...this.#all.values()].some(({ ids }) => ids.size >= MAX_IDS || ids.has(requestId))
  }

  own(): Visit[] {
    return [...this.#all].flatMap(([key, visit]) => (this.isShown(key) ? [visit] : []))
  }

  /** Whether it asked for something of that host. */
  hasHost(host: string): boolean {
    return this.#alone || this.own().some((visit) => visit.hasAsked(host))
  }
}

function bareHost(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}
