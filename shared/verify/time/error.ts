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
