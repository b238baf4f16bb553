import type { TimestampFailure } from '../../shared/contract/index.ts'
import type { Timestamper } from '../services/bundle/index.ts'
import { TimestampError, requestTimestamp, type Timestamp } from '../services/ledger/index.ts'

/** Told while authorities are asked. */
interface Listener {
  asking(host: string): void
  failed(failure: TimestampFailure): void
  taken(timestamp: Timestamp): void
}

/**
 * Asks authorities in turn; the first answer that holds counts. Each is waited for only so long, and none of them can
 * keep a bundle from being made.
 *
 * @returns null where there is none to ask
 */
export function createTimestamper(urls: readonly string[], listener: Listener): Timestamper | null {
  if (urls.length === 0) return null
  return async (content, signal) => {
    for (const url of urls) {
      if (signal.aborted) return null
      const { host } = new URL(url)
      listener.asking(host)
      try {
        const timestamp = await requestTimestamp({ url, content, signal })
        listener.taken(timestamp)
        return timestamp
      } catch (error) {
        if (!(error instanceof TimestampError)) throw error
        listener.failed({ host, fault: error.fault, detail: error.message })
      }
    }
    return null
  }
}
