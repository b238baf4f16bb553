import type { Refusal } from '../../../shared/contract/errors.ts'
import type { CDPSession, Protocol } from '../browser/index.ts'
import { type AddressGuard, refusalOf } from './addresses.ts'
import { hostOf } from './recorder.ts'

/**
 * Every request of the whole browser passes here before it is sent: pages, frames of other processes, workers and
 * service workers alike, because it is set on the browser and not on a page. It knows what a request is for, which
 * the {@link Egress} below it doesn't; that one in turn holds sockets too, which are not shown here.
 */
export class RequestGate {
  readonly blocked: { url: string; reason: string }[] = []
  readonly navigationsStopped: string[] = []
  blockedTotal = 0
  /** Once set, the page can't be left for another. */
  closed = false
  readonly #control: CDPSession
  readonly #guard: AddressGuard
  readonly #mainFrame: string
  readonly #refuse: (refusal: Refusal) => void

  constructor(control: CDPSession, mainFrame: string, guard: AddressGuard, refuse: (refusal: Refusal) => void) {
    this.#control = control
    this.#mainFrame = mainFrame
    this.#guard = guard
    this.#refuse = refuse
  }

  async open(): Promise<void> {
    // A request that is gone by the time we answer is no fault.
    this.#control.on('Fetch.requestPaused', (event) => void this.#decide(event).catch(() => undefined))
    await this.#control.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] })
  }

  async #decide(event: Protocol.Fetch.RequestPausedEvent): Promise<void> {
    const { requestId } = event
    const { url } = event.request
    const isPage = event.resourceType === 'Document' && event.frameId === this.#mainFrame
    if (isPage && this.closed) {
      if (this.navigationsStopped.length < 50) this.navigationsStopped.push(url.slice(0, 8192))
      await this.#control.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    const judgement = isPage ? await this.#guard.judgePage(url) : await this.#guard.judgeResource(url)
    if (judgement.allowed) {
      await this.#control.send('Fetch.continueRequest', { requestId })
      return
    }
    this.blockedTotal++
    if (this.blocked.length < 1000) this.blocked.push({ url: url.slice(0, 8192), reason: judgement.reason })
    if (isPage) this.#refuse(refusalOf(judgement, hostOf(url)))
    await this.#control.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
  }
}
