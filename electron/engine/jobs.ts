import { Refusal, type AnyEvent, type EventPayload, type JobId } from '../../shared/contract/index.ts'

export type Progress = (
  step: string,
  state: EventPayload<'job.progress'>['state'],
  done?: number,
  total?: number,
  detail?: string,
) => void

/** Long work that a person follows and may cancel. */
export interface Jobs {
  /** `behind`: nobody asked for it. It ends like any other, but nothing waits for it and nobody counts as being at work by it. */
  run<T>(job: JobId, work: (progress: Progress, signal: AbortSignal) => Promise<T>, options?: { behind: boolean }): Promise<T>
  /** A job that is over or unknown is no error: the press came too late. */
  cancel(job: JobId): void
  /** Cancels all and waits until they are over. */
  end(): Promise<void>
  /** Without those that run behind. */
  active(): number
}

/** Progress of one step is told at most this often, in ms; its end always. */
const EVENT_INTERVAL_MS = 80

export function createJobs(emit: (event: AnyEvent) => void): Jobs {
  const running = new Map<JobId, { controller: AbortController; over: Promise<unknown>; behind: boolean }>()
  return {
    async run(job, work, { behind } = { behind: false }) {
      if (running.has(job)) throw new Refusal('input.invalid', { field: 'job' })
      const controller = new AbortController()
      let last = 0
      const progress: Progress = (step, state, done = 0, total = 0, detail = '') => {
        const now = performance.now()
        if (state === 'running' && done > 0 && now - last < EVENT_INTERVAL_MS) return
        last = now
        emit({ name: 'job.progress', payload: { job, step, state, done, total, detail: detail.slice(0, 500) } })
      }
      // Known before it begins: its first event may lead somebody to lock or cancel at once.
      const over = Promise.resolve().then(() => work(progress, controller.signal))
      running.set(job, { controller, over, behind })
      try {
        return await over
      } catch (error) {
        // Locking cancels a job and closes the objects under it; which of the two it met first is all the same.
        const locked = error instanceof Refusal && error.code === 'vault.not-open'
        throw locked && controller.signal.aborted ? new Refusal('job.cancelled', {}, error) : error
      } finally {
        running.delete(job)
      }
    },
    cancel: (job) => running.get(job)?.controller.abort(),
    async end() {
      const all = [...running.values()]
      for (const { controller } of all) controller.abort()
      await Promise.allSettled(all.map(({ over }) => over))
    },
    active: () => [...running.values()].filter(({ behind }) => !behind).length,
  }
}
