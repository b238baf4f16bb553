import { Refusal } from '../../../shared/contract/errors.ts'
import { sweepProfiles } from '../browser/index.ts'
import { ChildMessage } from './messages.ts'
import type { ChildHandle, SpawnChild } from './ports.ts'
import { Receiver, type TakeArtefact } from './receive.ts'
import type { CaptureOutcome, CaptureRequest, StepProgress } from './types.ts'

export interface CaptureRun {
  request: CaptureRequest
  spawn: SpawnChild
  onStep(progress: StepProgress): void
  onArtefact: TakeArtefact
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
      // The receiver is let go first, so that nothing of ours is still running when we answer.
      void receiver.fail(error).then(() => reject(error))
    }
    const receiver = new Receiver(child, run.onArtefact, finish)
    const take = (message: ChildMessage) => {
      switch (message.type) {
        case 'ready':
          return child.post({ type: 'start', request: run.request })
        case 'step':
          return run.onStep(message.progress)
        case 'artefact':
        case 'chunk':
        case 'artefact-end':
          return receiver.take(message)
        case 'done':
          if (receiver.isBusy) throw new Error('done inside an artefact')
          return finish(message.outcome)
        case 'refused':
          return finish(new Refusal(message.code, message.params))
        case 'failed':
          return finish(new Refusal('capture.crashed', { detail: 'internal' }, new Error(message.message)))
        case 'session':
        case 'ordered':
        case 'login':
        case 'login-end':
          throw new Error(`${message.type} outside a session`)
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
