import { z } from 'zod'
import { CaseId } from '../model/index.ts'
import { JobId } from './views.ts'

/**
 * What the engine tells on its own. `step` is a key of the locale area `steps`; `done` and `total` count bytes,
 * tiles or files, as the step says; `total` 0 means unknown.
 */
export const EVENTS = {
  'job.progress': z.strictObject({
    job: JobId,
    step: z.string().regex(/^[a-z0-9-]+$/),
    state: z.enum(['running', 'done', 'failed', 'skipped']),
    done: z.number().nonnegative(),
    total: z.number().nonnegative(),
    detail: z.string().max(500),
  }),
  'vault.locked': z.strictObject({ reason: z.enum(['hand', 'idle', 'closed']) }),
  /** The browser for an own login opened, closed or changed: `login.state` tells how it stands. */
  'login.changed': z.strictObject({}),
  /** A sitting began, went on or ended: `sitting.state` tells how it stands. */
  'sitting.changed': z.strictObject({}),
  /** Pages of the case wait, run or are done that didn't before: `queue.list` tells how it stands. */
  'queue.changed': z.strictObject({ case: CaseId }),
  /** A check of what was reported began, ended or came to nothing: `recheck.list` tells how it stands. */
  'recheck.changed': z.strictObject({ case: CaseId }),
  /** A timestamp came, or was asked for in vain: `time.state` tells how it stands. */
  'time.changed': z.strictObject({}),
  'ledger.changed': z.strictObject({ size: z.int().nonnegative() }),
} as const

export type EventName = keyof typeof EVENTS
export type EventPayload<N extends EventName> = z.output<(typeof EVENTS)[N]>
export type AnyEvent = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName]
