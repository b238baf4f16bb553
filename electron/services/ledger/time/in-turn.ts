import type { TimestampFailure } from '../../../../shared/contract/index.ts'
import { TimestampError } from '../../../../shared/verify/time/error.ts'
import type { Timestamp, TimestampRequest } from './request.ts'

/** Told while authorities are asked. */
export interface InTurnListener {
  asking(host: string): void
  failed(failure: TimestampFailure): void
}

/** An answer that holds, and whom it was had from. */
export interface TakenTimestamp {
  url: string
  timestamp: Timestamp
}

/**
 * Asks authorities in turn; the first answer that holds counts. Each is waited for only so long.
 *
 * @returns null where none gave one, or `signal` ended it
 */
export async function askInTurn(
  urls: readonly string[],
  { content, signal }: Pick<TimestampRequest, 'content' | 'signal'>,
  listener: InTurnListener,
): Promise<TakenTimestamp | null> {
  for (const url of urls) {
    if (signal.aborted) return null
    const { host } = new URL(url)
    listener.asking(host)
    try {
      // Loaded when the first timestamp is asked for: certificates take many modules to read.
      const { requestTimestamp } = await import('./request.ts')
      return { url, timestamp: await requestTimestamp({ url, content, signal }) }
    } catch (error) {
      if (!(error instanceof TimestampError)) throw error
      listener.failed({ host, fault: error.fault, detail: error.message })
    }
  }
  return null
}
