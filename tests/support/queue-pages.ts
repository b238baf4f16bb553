import { setImmediate } from 'node:timers/promises'
import { Refusal } from '../../shared/contract/index.ts'
import { keepCapture } from '../../electron/engine/handlers/capture.ts'

/** What a page does instead of being fetched: a test says when it comes, and whether. */
export type Page = (signal: AbortSignal) => Promise<void> | void

/** Addresses in the order in which they were begun. */
export const begun: string[] = []
/** What was chosen for each. */
export const chosen: [banner: string, record: boolean][] = []
export const pages = new Map<string, Page>()
let running = 0
let most = 0
/** The largest number of pages that ever ran at the same moment. */
export const mostAtOnce = (): number => most

export function forgetPages(): void {
  begun.length = 0
  chosen.length = 0
  pages.clear()
  most = 0
}

/** Ends when the capture is cancelled, as a real one does. */
export const endless: Page = (signal) =>
  new Promise((_, reject) => {
    const end = () => reject(new Refusal('job.cancelled'))
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  })

export const refusing =
  (...refusal: ConstructorParameters<typeof Refusal>): Page =>
  () => {
    throw new Refusal(...refusal)
  }

async function* content(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('Hon bor på Storgatan.')
}

type CapturePage = typeof import('../../electron/engine/handlers/capture.ts').capturePage

/** In the place of `capturePage`: everything is real but the page and its browser. */
export const playPage: CapturePage = (_context, session, request) =>
  keepCapture(session, request, async (onArtefact, onStep) => {
    begun.push(request.url)
    chosen.push([request.banner, request.record])
    running += 1
    most = Math.max(most, running)
    try {
      // A real one tells nothing in the very moment in which it is begun.
      await setImmediate()
      onStep({ step: 'load', state: 'running', done: 0, total: 0, detail: '' })
      await onArtefact('page.txt', 'text/plain', content())
      await pages.get(request.url)?.(request.signal)
      const source = { requestedUrl: request.url, finalUrl: request.url, pageTitle: 'Tråd', status: 200 }
      return { source, completeness: { verdict: 'complete', notes: [] }, text: '', pageTitle: 'Tråd', acquiredAt: new Date().toISOString() }
    } finally {
      running -= 1
    }
  })
