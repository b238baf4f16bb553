import { randomBytes } from 'node:crypto'
import { Refusal, type CallName, type Failure, type JobId, type RecheckView } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import type { Reported } from '../services/casework/index.ts'
import type { Timer } from '../services/ledger/index.ts'
import type { Context } from './context.ts'
import { report } from './dispatch.ts'
import { keepCheck } from './recheck-load.ts'
import type { Session } from './session.ts'

/** Loads what was reported again when its turn comes, one at a time, behind everything that a person does. */
export interface Rechecker {
  view(chain: CaseId): RecheckView
  /** As a person asked for it. @throws Refusal as `keepCheck` does, `recheck.busy`, `recheck.not-reported` */
  now(job: JobId, chain: CaseId, address: string): Promise<void>
  /** Ends what runs by itself, and waits until it is over; there is a pause before the next. */
  standAside(): Promise<void>
}

/** From the opening of a vault, or from what a person did last, ms: whoever opens it has something to do. */
const AFTER_MS = 120_000
/** Between two of a run, ms: nobody is to be asked for ten pages in a row. */
const PAUSE_MS = 30_000
/** Between two runs, ms. */
const REST_MS = 30 * 60_000
/** Loads of one run. */
const PER_RUN = 10
/** What wasn't reached isn't tried by itself again before, ms. */
const RETRY_MS = 3_600_000

/** Calls that want the machine, or the vault, for themselves. */
const NEEDS_ROOM: ReadonlySet<CallName> = new Set(['capture.start', 'queue.start', 'login.open', 'sitting.begin', 'case.close', 'person.depart', 'disposal.carry-out', 'recheck.now'])
export const needsRoom = (name: CallName): boolean => NEEDS_ROOM.has(name)

const systemTimer: Timer = (work, ms) => {
  const timer = setTimeout(work, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

export function createRechecker(context: Context): Rechecker {
  const timer = context.host.pace ?? systemTimer
  const clock = context.host.clock ?? Date.now
  let running: { session: Session; chain: CaseId; address: string; job: JobId; behind: boolean; over: Promise<void> } | null = null
  /** What came to nothing, by case and address. Nothing of it is evidence: it goes with the session. */
  let tried = new Map<string, { at: string; failure: Failure }>()
  let callOff: () => void = () => undefined
  let inRun = 0
  /** Whether somebody made room for themselves since the turn began: that has set when the next is. */
  let isAside = false

  // A command does what it is told and ends.
  if (context.options.door !== 'cli') {
    context.onSession((session) => {
      tried = new Map()
      inRun = 0
      wait(session, AFTER_MS)
    })
  }

  function wait(session: Session, ms: number): void {
    callOff()
    callOff = timer(() => {
      if (context.current() === session) void turn(session)
    }, ms)
  }

  async function turn(session: Session): Promise<void> {
    // Nothing goes on behind a witness, beside a capture, or in front of a browser in which somebody is logged in.
    if (running !== null || context.busy() || session.witness.view() !== null) return wait(session, AFTER_MS)
    isAside = false
    try {
      const next = inRun < PER_RUN ? nextDue(session) : null
      inRun = next === null ? 0 : inRun + 1
      if (next !== null) await run(session, next.chain, next.post, null)
    } catch (error) {
      if (!(error instanceof Refusal)) report({ name: 'recheck.now', caller: 'engine', code: 'internal', error })
    } finally {
      if (context.current() === session && !isAside) wait(session, inRun === 0 ? REST_MS : PAUSE_MS)
    }
  }

  /** Over all cases that are open. */
  function nextDue({ casework, rechecks }: Session): { chain: CaseId; post: Reported } | null {
    const now = clock()
    for (const { id: chain, closedAt } of casework.list()) {
      if (closedAt !== null) continue
      for (const post of rechecks.due(chain)) {
        const last = tried.get(`${chain} ${post.address}`)
        if (last === undefined || now - Date.parse(last.at) >= RETRY_MS) return { chain, post }
      }
    }
    return null
  }

  /** `job`: of the person who asked for it; null: nobody did. */
  async function run(session: Session, chain: CaseId, post: Reported, asked: JobId | null): Promise<void> {
    const job: JobId = asked ?? `j-${randomBytes(16).toString('hex')}`
    const at = new Date(clock()).toISOString()
    const key = `${chain} ${post.address}`
    const changed = () => {
      if (context.current() === session) context.emit({ name: 'recheck.changed', payload: { case: chain } })
    }
    const by = asked === null ? 'schedule' : 'person'
    const over = context.jobs.run(job, (progress, signal) => keepCheck(context, session, { case: chain, post, by, asked: at, progress, signal }), { behind: asked === null })
    running = { session, chain, address: post.address, job, behind: asked === null, over }
    changed()
    try {
      await over
      tried.delete(key)
    } catch (error) {
      const isCalledOff = error instanceof Refusal && (error.code === 'job.cancelled' || error.code === 'vault.not-open')
      if (!isCalledOff) tried.set(key, { at, failure: error instanceof Refusal ? { code: error.code, params: error.params } : { code: 'internal', params: {} } })
      throw error
    } finally {
      running = null
      changed()
    }
  }

  return {
    view(chain) {
      const session = context.session()
      const view = session.rechecks.view(chain)
      // Nothing is added to a case that is closed, so nothing of it has a turn.
      const isOpen = session.casework.get(chain).closedAt === null
      return {
        ...view,
        posts: view.posts.map((post) => ({ ...post, nextOn: isOpen ? post.nextOn : null, tried: tried.get(`${chain} ${post.address}`) ?? null })),
        running: running?.chain === chain ? running.address : null,
      }
    },
    async now(job, chain, address) {
      const session = context.session()
      const post = session.rechecks.post(chain, address)
      if (running !== null) throw new Refusal('recheck.busy')
      await run(session, chain, post, job)
    },
    async standAside() {
      const session = context.current()
      if (session !== null) wait(session, AFTER_MS)
      isAside = true
      if (running === null || !running.behind) return
      const { job, over } = running
      context.jobs.cancel(job)
      await over.catch(() => undefined)
    },
  }
}
