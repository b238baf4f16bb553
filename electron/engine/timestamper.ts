import type { Timestamper } from '../services/bundle/index.ts'
import { TimestampError, requestTimestamp } from '../services/ledger/index.ts'

/**
 * Asks authorities in turn; the first answer that holds counts. Which ones failed, and why, is told to `onFailure`.
 *
 * @returns null where there is none to ask
 */
export function createTimestamper(urls: readonly string[], onFailure: (told: string) => void): Timestamper | null {
  if (urls.length === 0) return null
  return async (content, signal) => {
    for (const url of urls) {
      if (signal.aborted) return null
      try {
        return await requestTimestamp({ url, content, signal })
      } catch (error) {
        if (!(error instanceof TimestampError)) throw error
        onFailure(`${new URL(url).host}: ${error.message}`)
      }
    }
    return null
  }
}
