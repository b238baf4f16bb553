import { Refusal } from '../../../shared/contract/errors.ts'
import { ArtefactName } from '../../../shared/model/index.ts'
import { sweepProfiles } from '../browser/index.ts'
import type { ChildHandle, SpawnChild } from './ports.ts'
import { type CaptureOutcome, type CaptureRequest, ChildMessage, CHUNK_WINDOW, type StepProgress } from './types.ts'

export interface CaptureRun {
  request: CaptureRequest
  spawn: SpawnChild
  onStep(progress: StepProgress): void
  /** Takes one artefact after the other. Where the acquisition ends early, `chunks` throws. */
  onArtefact(name: string, mediaType: string, chunks: AsyncIterable<Uint8Array>): Promise<void>
  signal: AbortSignal
}

/** Between asking a child to stop and ending it, ms. */
const GRACE_MS = 5000

/**
 * Has a child process acquire a page and takes what it sends. When this settles, the child and its browser are gone.
 * Refusals: those of the acquisition, `capture.crashed` where the child dies or talks nonsense, `capture.timeout`
 * with the bound that was hit, `job.cancelled`. What `onArtefact` throws is passed on.
 */
export async function runCapture(run: CaptureRun): Promise<CaptureOutcome> {
  if (run.signal.aborted) throw new Refusal('job.cancelled')
  const child = run.spawn('capture')
  const gone = new Promise<void>((resolve) => child.onExit(() => resolve()))
  try {
    return await converse(child, run)
  } finally {
    child.kill()
    await gone
    // A browser that was ended with its child could not tidy up.
    await sweepProfiles()
  }
}

function converse(child: ChildHandle, run: CaptureRun): Promise<CaptureOutcome> {
  return new Promise((resolve, reject) => {
    const { bounds } = run.request
    let current: { id: number; inbox: Inbox; taken: Promise<void> } | null = null
    const timers: NodeJS.Timeout[] = []
    const onAbort = () => {
      child.post({ type: 'cancel' })
      timers.push(setTimeout(() => finish(new Refusal('job.cancelled')), GRACE_MS))
    }
    const finish = (result: CaptureOutcome | Error) => {
      for (const timer of timers) clearTimeout(timer)
      run.signal.removeEventListener('abort', onAbort)
      if (!(result instanceof Error)) return resolve(result)
      const error = run.signal.aborted ? new Refusal('job.cancelled') : result
      current?.inbox.fail(error)
      // The receiver is let go first, so that nothing of ours is still running when we answer.
      void Promise.resolve(current?.taken).catch(() => undefined).then(() => reject(error))
    }
    const take = (message: ChildMessage) => {
      switch (message.type) {
        case 'ready':
          return child.post({ type: 'start', request: run.request })
        case 'step':
          return run.onStep(message.progress)
        case 'artefact': {
          if (current) throw new Error('an artefact inside another')
          const inbox = new Inbox(() => child.post({ type: 'ack', id: message.id }))
          const taken = run.onArtefact(ArtefactName.parse(message.name), message.mediaType, inbox)
          taken.catch((error: unknown) => finish(error instanceof Error ? error : new Error(String(error))))
          current = { id: message.id, inbox, taken }
          return
        }
        case 'chunk':
          if (current?.id !== message.id) throw new Error('a piece of no artefact')
          return current.inbox.put(message.bytes)
        case 'artefact-end':
          if (current?.id !== message.id) throw new Error('the end of no artefact')
          current.inbox.end()
          // Answered when the receiver has put it away; a failure is dealt with above.
          void current.taken.then(() => {
            current = null
            child.post({ type: 'ack', id: message.id })
          }, () => undefined)
          return
        case 'done':
          if (current) throw new Error('done inside an artefact')
          return finish(message.outcome)
        case 'refused':
          return finish(new Refusal(message.code, message.params))
        case 'failed':
          return finish(new Refusal('capture.crashed', { detail: 'internal' }, new Error(message.message)))
      }
    }
    child.onMessage((raw) => {
      try {
        take(ChildMessage.parse(raw))
      } catch (error) {
        finish(new Refusal('capture.crashed', { detail: 'protocol' }, error))
      }
    })
    child.onExit((description) => finish(new Refusal('capture.crashed', { detail: description.slice(0, 400) })))
    timers.push(
      setTimeout(() => finish(new Refusal('capture.timeout', { bound: 'whole', seconds: Math.round(bounds.ms / 1000) })), bounds.ms),
    )
    run.signal.addEventListener('abort', onAbort)
  })
}

/** Pieces that came and weren't taken yet: never more than the child's window. */
class Inbox implements AsyncIterable<Uint8Array> {
  readonly #pieces: Uint8Array[] = []
  readonly #onTaken: () => void
  #ended = false
  #error: Error | null = null
  #wake: () => void = () => undefined

  constructor(onTaken: () => void) {
    this.#onTaken = onTaken
  }

  put(bytes: Uint8Array): void {
    if (this.#pieces.length >= CHUNK_WINDOW) throw new Error('more pieces than were asked for')
    this.#pieces.push(bytes)
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  fail(error: Error): void {
    this.#error = error
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.#error) throw this.#error
      const piece = this.#pieces.shift()
      if (piece) {
        yield piece
        this.#onTaken()
      } else if (this.#ended) return
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }
}
