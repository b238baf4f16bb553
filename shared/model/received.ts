import { z } from 'zod'
import { Sha256Hex } from './ids.ts'

/**
 * A bundle that came from elsewhere and is kept as it came. What it says was acquired and witnessed by others, and is
 * proven as far as its own check goes: nothing of it counts as acquired or witnessed here.
 */
export const ReceivedSource = z.strictObject({
  /** Name of the zip, as it was called when it came. */
  bundle: z.string().max(1024),
  /** How its check came out when it was taken in; a bundle that failed is kept only because somebody wanted it to be. */
  verdict: z.enum(['ok', 'incomplete', 'failed']),
  /** Of the export key in it, SHA-256; null: none could be read. */
  fingerprint: Sha256Hex.nullable(),
  /** How that came out beside one typed from paper; `none`: nobody typed one. `differs` also where it couldn't be compared. */
  paper: z.enum(['same', 'differs', 'none']),
  /** Why it is kept although its check failed; empty where it didn't. */
  reason: z.string().max(2000),
})
export type ReceivedSource = z.infer<typeof ReceivedSource>

/** What an exhibit that is a received bundle consists of. */
export const RECEIVED_ARTEFACTS = { bundle: 'received.zip', signature: 'received.zip.sig', verification: 'verification.json' } as const

/** What it is called wherever it is shown: the key of a text that says so, so that a bundle that failed is never shown without it. */
export const receivedState = ({ verdict }: Pick<ReceivedSource, 'verdict'>): 'received' | 'receivedFailed' | 'receivedIncomplete' =>
  verdict === 'failed' ? 'receivedFailed' : verdict === 'incomplete' ? 'receivedIncomplete' : 'received'
