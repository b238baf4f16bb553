import { randomBytes } from 'node:crypto'
import { CALLS, Refusal, type ErrorCode, type Failure, type JobId, type QueueOverview, type QueuePhase, type QueueView } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import type { CaptureRequest } from '../services/capture/index.ts'
import type { QueueRow } from '../services/casework/index.ts'
import type { Context } from './context.ts'
import { report } from './dispatch.ts'
import { capturePage } from './handlers/capture.ts'
import type { Progress } from './jobs.ts'
import type { Session } from './session.ts'

type Step = NonNullable<QueueView['running']>['steps'][number]

type Choices = Pick<CaptureRequest, 'banner' | 'record'>

/** What goes on in one session; with the vault it ends. */
interface Work {
  session: Session
  /** With what was chosen for their pages. */
  going: Map<CaseId, Choices>
  running: { row: QueueRow; job: JobId; steps: Map<string, Step> } | null
  stopped: Map<CaseId, Failure>
  /** Pages in a row that failed for what isn't theirs. */
  faults: number
  looping: boolean
}

/** Works off the pages that wait, one at a time, whichever cases they belong to. */
export interface QueueRunner {
  view(chain: CaseId): QueueView
  overview(): QueueOverview[]
  /** Harmless where nothing waits or it is going already. */
  start(chain: CaseId, choices: Choices): void
  pause(chain: CaseId): void
}

/** Refusals that say nothing about the page: the next one would meet the same. */
const OF_THE_MACHINE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'capture.no-browser',
  'capture.browser-failed',
  'capture.sandbox-unavailable',
  'vault.disk-full',
  'vault.io',
  'vault.read-only',
  'vault.database-damaged',
])
/** So many of them in a row pause the queue. */
const FAULTS = 3
const OVERVIEW = 100
const STEPS = 100

export function createQueueRunner(context: Context): QueueRunner {
  let latest: Work | null = null

  /** The work of the open vault. Nothing runs yet where it is new, so what ran when a process died waits again. */
  function current(): Work {
    const session = context.session()
    if (latest?.session === session) return latest
    session.queue.recover()
    latest = { session, going: new Map(), running: null, stopped: new Map(), faults: 0, looping: false }
    return latest
  }

  const isOpen = ({ session }: Work) => context.current() === session

  function phase({ going, running }: Work, chain: CaseId): QueuePhase {
    if (going.has(chain)) return 'going'
    return running?.row.case === chain ? 'finishing' : 'idle'
  }

  function changed(work: Work, chain: CaseId): void {
    if (isOpen(work)) context.emit({ name: 'queue.changed', payload: { case: chain } })
  }

  function stop(work: Work, failure: Failure): void {
    const cases = [...work.going.keys()]
    work.going.clear()
    work.faults = 0
    for (const chain of cases) {
      work.stopped.set(chain, failure)
      changed(work, chain)
    }
  }

  /** The oldest page of the cases that are going; a case without one stops. */
  function next(work: Work): QueueRow | null {
    if (!isOpen(work)) return null
    let first: QueueRow | null = null
    for (const chain of work.going.keys()) {
      const row = work.session.queue.next(chain)
      if (row === null) {
        work.going.delete(chain)
        changed(work, chain)
      } else if (first === null || row.position < first.position) first = row
    }
    return first
  }

  async function run(work: Work): Promise<void> {
    work.looping = true
    try {
      for (let row = next(work); row !== null; row = next(work)) await one(work, row)
    } catch (error) {
      // The list itself couldn't be kept: going on would capture pages of which nobody knows that they were.
      stop(work, failureOf(error))
    } finally {
      work.running = null
      work.looping = false
    }
  }

  async function one(work: Work, row: QueueRow): Promise<void> {
    const { queue } = work.session
    const job: JobId = `j-${randomBytes(16).toString('hex')}`
    const steps = new Map<string, Step>()
    queue.begin(row)
    work.running = { row, job, steps }
    changed(work, row.case)
    try {
      const { id, number } = await context.jobs.run(job, (tell, signal) => capture(work, row, job, follow(steps, tell), signal))
      queue.done(row, { id, number })
      work.faults = 0
    } catch (error) {
      const failure = failureOf(error)
      // Locking cancels every job; a person cancels this one.
      if (!isOpen(work)) queue.waitAgain(row)
      else if (failure.code === 'job.cancelled') queue.cancel(row)
      else {
        queue.fail(row, failure)
        work.faults = OF_THE_MACHINE.has(failure.code) ? work.faults + 1 : 0
        if (work.faults >= FAULTS) stop(work, failure)
      }
    } finally {
      work.running = null
    }
    changed(work, row.case)
  }

  /** As a page by its link. */
  function capture(work: Work, { case: chain, url }: QueueRow, job: JobId, progress: Progress, signal: AbortSignal) {
    const { job: _, ...request } = CALLS['capture.start'].input.parse({ job, case: chain, url, allowPrivate: false, ...work.going.get(chain) })
    return capturePage(context, work.session, { ...request, progress, signal })
  }

  return {
    view(chain) {
      const work = current()
      const running = work.running?.row.case === chain ? work.running : null
      return {
        case: chain,
        // Where a row couldn't be written any more it isn't running, whatever it says.
        rows: work.session.queue.rows(chain).map((row) => (row.state === 'running' && row.row !== running?.row.position ? { ...row, state: 'waiting' } : row)),
        phase: phase(work, chain),
        running: running && { row: running.row.position, job: running.job, steps: [...running.steps.values()].slice(0, STEPS) },
        stopped: work.stopped.get(chain) ?? null,
      }
    },
    overview() {
      const work = current()
      return work.session.queue.open(OVERVIEW).map(({ case: chain, waiting }) => ({
        case: chain,
        title: work.session.casework.get(chain).title,
        waiting,
        phase: phase(work, chain),
        stopped: work.stopped.get(chain) ?? null,
      }))
    },
    start(chain, choices) {
      const work = current()
      work.stopped.delete(chain)
      work.going.set(chain, choices)
      if (!work.looping) {
        work.session.queue.recover()
        // The lock waits for it, and the page that runs is put back by then.
        void context.during(() => run(work))
      }
      changed(work, chain)
    },
    pause(chain) {
      const work = current()
      if (work.going.delete(chain)) changed(work, chain)
    },
  }
}

/** Steps are kept for a window that looks later than they were told. */
function follow(steps: Map<string, Step>, tell: Progress): Progress {
  return (step, state, done = 0, total = 0, detail = '') => {
    steps.set(step, { step, state, done, total, detail: detail.slice(0, 500) })
    tell(step, state, done, total, detail)
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return { code: error.code, params: error.params }
  report({ name: 'queue.start', caller: 'engine', code: 'internal', error })
  return { code: 'internal', params: {} }
}
