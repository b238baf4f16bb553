import { Refusal } from '../../../shared/contract/errors.ts'
import type { CDPSession } from '../browser/index.ts'
import type { Egress } from './egress.ts'
import type { Hazards } from './hazards.ts'
import { fontsReady, unfinished } from './page-scripts.ts'
import { hostOf, type Recorder } from './recorder.ts'
import type { Notes } from './steps.ts'
import type { World } from './world.ts'

const QUIET_MS = 500
const SETTLE_MS = 15_000
const TICK_MS = 25
/** For a page that says that it is still loading while nothing is on its way: scripts wait for clocks, too. */
const UNFINISHED_MS = 4000

/** Answers that the browser replaces by a page of its own, while the server's status is known all the same. */
const EMPTY_ERROR_PAGE = 'net::ERR_HTTP_RESPONSE_CODE_FAILURE'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface LoadingParts {
  session: CDPSession
  world: World
  recorder: Recorder
  hazards: Hazards
  notes: Notes
  egress: Egress
}

/** Follows the main frame from the request to a page that has settled. */
export class Loading {
  /** Of the document that is shown. */
  loaderId = ''
  #pinned = ''
  /** The page may go on to another document: its question was answered. */
  mayMove = false
  #loaded = false
  /** When something was last on its way to the page, as far as is known. */
  #busyAt = 0
  readonly #parts: LoadingParts

  constructor(parts: LoadingParts) {
    this.#parts = parts
    const { session, world } = parts
    let frameId = ''
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return
      // No request shows that a page puts a document of its own making there, or goes back to one before it.
      if (this.#pinned !== '' && frame.loaderId !== this.#pinned && !this.mayMove) parts.notes.add('navigated-while', frame.url.slice(0, 200))
      this.loaderId = frame.loaderId
      frameId = frame.id
      this.#loaded = false
      world.forget()
    })
    session.on('Page.loadEventFired', () => {
      this.#loaded = true
      this.#busyAt = performance.now()
    })
    // A page that goes on to a download while it loads is never told to have loaded, but it has stopped.
    session.on('Page.frameStoppedLoading', (event) => {
      if (event.frameId === frameId) this.#loaded = true
    })
  }

  /** From here on the page is what it is now, whatever it may load anew. */
  pin(): void {
    this.#pinned = this.loaderId
  }

  /** Of the document that was first seen. */
  get seenLoaderId(): string {
    return this.#pinned || this.loaderId
  }

  /** A page that was there before: it has loaded as far as it will. */
  adopt(loaderId: string): void {
    this.loaderId = loaderId
    this.#loaded = true
    this.#busyAt = performance.now()
  }

  /**
   * `file`: the link leads to a file that the browser would put on a disk, and no page is shown. Refusals:
   * `capture.unreachable` with the browser's own words, `capture.timeout` where nothing came back.
   */
  async navigate(url: string, ms: number): Promise<'page' | 'file'> {
    const until = performance.now() + ms
    const answer = this.#parts.session.send('Page.navigate', { url })
    answer.catch(() => undefined)
    const result = await Promise.race([answer, pause(ms).then(() => null)])
    if (result === null) throw new Refusal('capture.timeout', { bound: 'load', seconds: Math.round(ms / 1000), host: hostOf(url) })
    if (this.#parts.hazards.downloads.length > 0 || result.isDownload) return 'file'
    const last = this.#parts.recorder.wayTo(this.loaderId).hops.at(-1)
    if (result.errorText && (last?.status === 204 || last?.status === 205)) {
      throw new Refusal('capture.unreachable', { host: hostOf(url), detail: `HTTP ${last.status}` })
    }
    // There is nothing to show of an answer without a word: the browser makes a page of its own.
    if (result.errorText === EMPTY_ERROR_PAGE) this.#parts.notes.add('error-page', 'net::ERR_HTTP_RESPONSE_CODE_FAILURE')
    if (result.errorText && result.errorText !== EMPTY_ERROR_PAGE) {
      throw new Refusal('capture.unreachable', { host: hostOf(url), detail: this.#parts.egress.failureOf(url) ?? result.errorText.slice(0, 200) })
    }
    // Browsers have a program for such files; what it shows is its own, and the file is what came.
    if (this.#parts.recorder.shown.pageType === 'application/pdf') return 'file'
    while (!this.#loaded && performance.now() < until) await pause(TICK_MS)
    if (!this.#loaded) this.#parts.notes.add('load-slow', `${Math.round(ms / 1000)} s`)
    return 'page'
  }

  /** Half a second without requests that a page may be waiting for; a page that goes on by itself starts anew. */
  async settle(): Promise<void> {
    const { notes, world } = this.#parts
    const until = performance.now() + SETTLE_MS
    if (!(await this.#quiet(until))) notes.add('settle-slow', `${SETTLE_MS / 1000} s`)
    const patience = Math.min(until, performance.now() + UNFINISHED_MS)
    let left = await world.call(unfinished)
    while (left.is && performance.now() < patience) {
      await pause(TICK_MS * 2)
      left = await world.call(unfinished)
      if (left.is) continue
      // What has just come may bring more with it.
      this.#busyAt = performance.now()
      await this.#quiet(until)
      left = await world.call(unfinished)
    }
    if (left.words !== '') notes.add('settle-slow', `”${left.words}”`)
    await world.call(fontsReady, 3000)
  }

  /** False where it didn't become quiet in time. */
  async #quiet(until: number): Promise<boolean> {
    while (performance.now() - this.#busyAt < QUIET_MS) {
      if (performance.now() > until) return false
      await pause(TICK_MS)
      if (!this.#loaded || this.#parts.recorder.pending() > 0) this.#busyAt = performance.now()
    }
    return true
  }

  /** Waits for pictures that are being fetched though no element shows them yet (backgrounds, scripts). */
  async pictures(ms: number): Promise<void> {
    const until = performance.now() + ms
    while (this.#parts.recorder.pending('Image') > 0 && performance.now() < until) await pause(TICK_MS)
  }

  /** Waits for what stands in the window itself, however it is shown. */
  async documents(ms: number): Promise<void> {
    const until = performance.now() + ms
    while (this.#parts.recorder.pending('Document') > 0 && performance.now() < until) await pause(TICK_MS)
  }

  /** Whether a picture was asked for since then. By the monotonic clock, ms. */
  picturesSince(then: number): boolean {
    return this.#parts.recorder.pictureAskedAt >= then
  }

  /** At the end of a page, reached at `since`: whether it grows beyond `than`. Waits only while something is under way. */
  async grows(height: () => Promise<number>, than: number, since: number, ms: number): Promise<boolean> {
    const until = performance.now() + ms
    const atLeast = since + 250
    while (performance.now() < until) {
      if ((await height()) > than) return true
      if (performance.now() > atLeast && this.#parts.recorder.pending() === 0) return false
      await pause(50)
    }
    return false
  }
}

