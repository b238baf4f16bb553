import type { CallInput, CallName, CallOutput } from './calls.ts'
import type { Failure } from './errors.ts'
import type { EventName, EventPayload } from './events.ts'

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure }

/** What a window finds as `window.bevisvalv`: nothing else crosses from the page to the engine. */
export interface Bridge {
  invoke<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>
  /** Returns the function that ends the subscription. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
}

/** Path under the window's own origin where content is read: `/object/<handle>`. */
export const OBJECT_PATH = '/object/'
