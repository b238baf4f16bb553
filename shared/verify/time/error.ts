import type { TimestampFault } from '../../contract/index.ts'

/** Why a timestamp can't be had or doesn't hold: the authority's fault or the bundle's, never a bug of ours. */
export class TimestampError extends Error {
  readonly fault: TimestampFault

  constructor(message: string, cause?: unknown, fault: TimestampFault = 'invalid') {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'TimestampError'
    this.fault = fault
  }
}

/** Whether it holds can't be told here: the browser lacks what this kind of key needs. */
export class CannotJudge extends TimestampError {
  constructor(cause: unknown) {
    super('a kind of key that cannot be used here', cause)
    this.name = 'CannotJudge'
  }
}
