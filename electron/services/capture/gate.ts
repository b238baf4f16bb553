import type { Refusal } from '../../../shared/contract/errors.ts'
import type { CDPSession, Protocol } from '../browser/index.ts'
import { type AddressGuard, refusalOf } from './addresses.ts'
import type { Egress } from './egress.ts'
import { hostOf } from './recorder.ts'

type Paused = Protocol.Fetch.RequestPausedEvent

/** Holds bodies that are taken on their way: see {@link ExactBodies}. */
export interface ResponseTap {
  /** Kinds of which answers are shown before the page gets them. */
  kinds: readonly Protocol.Network.ResourceType[]
  /** Resolves when the answer may go on. */
  see(event: Paused): Promise<void>
}

/** Whether a request may be sent although the browser is read-only; see {@link ReadOnly}. */
export interface WriteGuard {
  allows(event: Paused): boolean
}

/**
 * Every request of the whole browser passes here before it is sent: pages, frames of other processes, workers and
 * service workers alike, because it is set on the browser and not on a page. It knows what a request is for, which
 * the {@link Egress} below it doesn't; that one in turn holds sockets too, which are not shown here.
 */
export class RequestGate {
  /** The last thousand. `request`: as the browser names it to the page that it is of. */
  readonly blocked: { url: string; reason: string; request: string | undefined }[] = []
  readonly navigationsStopped: string[] = []
  blockedTotal = 0
  /** Frame id of a page that can't be left for another, once set. */
  closedFor: string | null = null
  /** What is said where a server asks for a name and a password: `Default` leaves it to a person at the window. */
  credentials: 'CancelAuth' | 'Default' = 'CancelAuth'
  /** Everything that can be asked for has been: what a page still wants would be in no archive. */
  isShut = false
  writes: WriteGuard | null = null
  readonly #control: CDPSession
  readonly #guard: AddressGuard
  readonly #egress: Egress
  readonly #tap: ResponseTap
  readonly #isPage: (frameId: string) => boolean
  readonly #refuse: (refusal: Refusal, frameId: string) => void

  /** `isPage` tells a page's main frame from frames inside; `refuse` is told when a page led where it may not. */
  constructor(
    control: CDPSession,
    guard: AddressGuard,
    egress: Egress,
    tap: ResponseTap,
    isPage: (frameId: string) => boolean,
    refuse: (refusal: Refusal, frameId: string) => void,
  ) {
    this.#control = control
    this.#guard = guard
    this.#egress = egress
    this.#tap = tap
    this.#isPage = isPage
    this.#refuse = refuse
  }

  async open(): Promise<void> {
    // A request that is gone by the time we answer is no fault.
    this.#control.on('Fetch.requestPaused', (event) => void this.#meet(event).catch(() => undefined))
    this.#control.on('Fetch.authRequired', ({ requestId }) => {
      const answer = { requestId, authChallengeResponse: { response: this.credentials } }
      void this.#control.send('Fetch.continueWithAuth', answer).catch(() => undefined)
    })
    const answers = this.#tap.kinds.map((resourceType) => ({ urlPattern: '*', resourceType, requestStage: 'Response' as const }))
    await this.#control.send('Fetch.enable', { handleAuthRequests: true, patterns: [{ urlPattern: '*', requestStage: 'Request' }, ...answers] })
  }

  /** What the browser's own viewer of files wanted is no page's doing. */
  forgiveViewer(): void {
    const kept = this.blocked.filter(({ url }) => !url.startsWith('chrome'))
    this.blockedTotal -= this.blocked.length - kept.length
    this.blocked.splice(0, Infinity, ...kept)
  }

  async #meet(event: Paused): Promise<void> {
    const { requestId } = event
    if (event.responseStatusCode === undefined && event.responseErrorReason === undefined) return this.#decide(event)
    await this.#tap.see(event).catch(() => undefined)
    await this.#control.send('Fetch.continueRequest', { requestId })
  }

  async #decide(event: Paused): Promise<void> {
    const { requestId, frameId } = event
    const { url } = event.request
    const isPage = event.resourceType === 'Document' && this.#isPage(frameId)
    if (isPage && frameId === this.closedFor) {
      if (this.navigationsStopped.length < 50) this.navigationsStopped.push(url.slice(0, 8192))
      await this.#control.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    if (this.isShut) {
      await this.#control.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    const judgement = isPage ? await this.#guard.judgePage(url) : await this.#guard.judgeResource(url)
    const isWrite = judgement.allowed && this.writes !== null && !this.writes.allows(event)
    if (judgement.allowed && !isWrite) {
      this.#egress.expect(url)
      await this.#control.send('Fetch.continueRequest', { requestId })
      return
    }
    if (!judgement.allowed) {
      this.blockedTotal++
      if (this.blocked.push({ url: url.slice(0, 8192), reason: judgement.reason, request: event.networkId }) > 1000) this.blocked.shift()
      if (isPage) this.#refuse(refusalOf(judgement, hostOf(url)), frameId)
    }
    await this.#control.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
  }
}
