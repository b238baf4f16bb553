import type { Timestamper } from '../services/bundle/index.ts'
import { askInTurn, type InTurnListener, type Timestamp } from '../services/ledger/index.ts'

/** Told while authorities are asked. */
interface Listener extends InTurnListener {
  /** `content`: what was stamped. */
  taken(timestamp: Timestamp, url: string, content: Uint8Array): void
}

/**
 * Asks authorities in turn, and none of them can keep a bundle from being made.
 *
 * @returns null where there is none to ask
 */
export function createTimestamper(urls: readonly string[], listener: Listener): Timestamper | null {
  if (urls.length === 0) return null
  return async (content, signal) => {
    const taken = await askInTurn(urls, { content, signal }, listener)
    if (taken === null) return null
    listener.taken(taken.timestamp, taken.url, content)
    return taken.timestamp
  }
}
