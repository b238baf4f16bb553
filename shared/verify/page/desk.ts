import type { Progress } from '../index.ts'
import { type Answer, type Asked, type Surroundings, WORK, type WorkName } from './work.ts'

/** Where the work is done: in a worker, so that the page never stands still, and in the page itself where a browser allows none. */
export interface Desk {
  /** @throws Ended when `end` was called meanwhile */
  do<N extends WorkName>(name: N, asked: Asked<N>, tell?: (progress: Progress) => void): Promise<Answer<N>>
  /** Ends all that is being done. */
  end(): void
}

export class Ended extends Error {
  constructor() {
    super('ended')
    this.name = 'Ended'
  }
}

interface Order {
  id: number
  name: WorkName
  asked: unknown
}

type Told = { id: number; progress: Progress } | { id: number; answer: unknown } | { id: number; error: string }

const READY = 'ready'
/** Progress is told this often at most, ms. */
const TELL_MS = 200
/** Longest stretch of work in the page itself before it may do something else, ms. */
const STRETCH_MS = 30

/** The worker's side: this very script, started once more without a document. */
export function serve(): void {
  const scope = globalThis as unknown as { postMessage(message: unknown): void; onmessage: (event: MessageEvent<Order>) => void }
  scope.onmessage = ({ data: { id, name, asked } }) => {
    const tell = nowAndThen((progress) => scope.postMessage({ id, progress }))
    doWork(name, asked, { tell, pause: async () => undefined }).then(
      (answer) => scope.postMessage({ id, answer }),
      (error: unknown) => scope.postMessage({ id, error: String(error) }),
    )
  }
  scope.postMessage(READY)
}

export function createDesk(): Desk {
  let hand: Promise<Desk> | null = null
  const get = () => (hand ??= startWorker().then((worker) => (worker === null ? inThePage() : inWorker(worker))))
  return {
    do: async (name, asked, tell) => (await get()).do(name, asked, tell),
    end() {
      const ended = hand
      hand = null
      void ended?.then((one) => one.end())
    },
  }
}

function inWorker(worker: Worker): Desk {
  const open = new Map<number, { tell: (progress: Progress) => void; resolve: (answer: never) => void; reject: (error: Error) => void }>()
  let last = 0
  const endAll = (error: Error) => {
    for (const { reject } of open.values()) reject(error)
    open.clear()
  }
  worker.onmessage = ({ data }: MessageEvent<Told>) => {
    const order = open.get(data.id)
    if (order === undefined) return
    if ('progress' in data) return order.tell(data.progress)
    open.delete(data.id)
    if ('error' in data) order.reject(new Error(data.error))
    else order.resolve(data.answer as never)
  }
  // A bug, or memory that ran out: whoever waits is told.
  worker.onerror = (event) => endAll(new Error(event.message))
  return {
    do: (name, asked, tell = () => undefined) =>
      new Promise((resolve, reject) => {
        last += 1
        open.set(last, { tell, resolve, reject })
        worker.postMessage({ id: last, name, asked } satisfies Order)
      }),
    end() {
      worker.terminate()
      endAll(new Ended())
    },
  }
}

function inThePage(): Desk {
  let ended = false
  return {
    do(name, asked, tell = () => undefined) {
      let since = performance.now()
      const pause = async () => {
        if (performance.now() - since >= STRETCH_MS) {
          await new Promise((resolve) => setTimeout(resolve))
          since = performance.now()
        }
        if (ended) throw new Ended()
      }
      return doWork(name, asked, { tell: nowAndThen(tell), pause })
    },
    end() {
      ended = true
    },
  }
}

/** Null where the browser refuses one. */
async function startWorker(): Promise<Worker | null> {
  const script = document.querySelector('script')?.textContent ?? ''
  if (script === '') return null
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  try {
    const worker = new Worker(url)
    const began = await new Promise<boolean>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data === READY)
      worker.onerror = (event) => {
        event.preventDefault()
        resolve(false)
      }
    })
    if (began) return worker
    worker.terminate()
    return null
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}

const doWork = <N extends WorkName>(name: N, asked: unknown, around: Surroundings): Promise<Answer<N>> =>
  WORK[name](asked as Asked<N>, around)

function nowAndThen(tell: (progress: Progress) => void): (progress: Progress) => void {
  let last = 0
  return (progress) => {
    const now = Date.now()
    if (now - last < TELL_MS || progress.total === 0) return
    last = now
    tell(progress)
  }
}
