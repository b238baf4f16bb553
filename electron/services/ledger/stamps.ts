import { setImmediate } from 'node:timers/promises'
import { latestOf, Refusal, type CheckResult, type TimestampView } from '../../../shared/contract/index.ts'
import { utf8 } from '../../../shared/encoding/index.ts'
import type { Instant } from '../../../shared/model/index.ts'
import type { KeptStamp, StampStore } from './ports.ts'
import { TimestampError } from '../../../shared/verify/time/error.ts'

/** Stamps that were kept are judged anew whenever they are shown or relied on: a row in a database proves nothing. */

/**
 * What a kept stamp shows over the checkpoint as it is stored now.
 *
 * @throws TimestampError where it doesn't hold
 */
export async function judgeStamp({ token, note, certificates, at }: KeptStamp): Promise<TimestampView> {
  if (note === null) throw new TimestampError('there is no checkpoint that it could be over')
  const { verifyTimestamp } = await import('./time/roots.ts')
  const shows = await verifyTimestamp(token, utf8(note), certificates.map(utf8))
  if (shows.at !== at) throw new TimestampError('the database gives another time than the token')
  return shows
}

/** Null where it doesn't hold. */
export async function stampShows(stamp: KeptStamp): Promise<TimestampView | null> {
  try {
    return await judgeStamp(stamp)
  } catch (error) {
    if (error instanceof TimestampError) return null
    throw error
  }
}

/** A kept stamp that holds. `latest`: when it was made at the latest, with what its authority's clock may be off by. */
export type HeldStamp = KeptStamp & { latest: Instant }

/**
 * For each of these entries (`seq`) the earliest kept stamp that covers it and holds; each stamp once, by ascending size.
 * An entry that none covers has none.
 */
export async function stampsOver(store: StampStore, seqs: readonly number[]): Promise<HeldStamp[]> {
  const sizes = store.sizes()
  const judged = new Map<number, HeldStamp | null>()
  const chosen = new Set<HeldStamp>()
  for (const seq of seqs) {
    for (const size of sizes.filter((each) => each > seq)) {
      if (!judged.has(size)) judged.set(size, await holding(store.get(size)))
      const stamp = judged.get(size) ?? null
      if (stamp === null) continue
      chosen.add(stamp)
      break
    }
  }
  return [...chosen].toSorted((a, b) => a.size - b.size)
}

async function holding(stamp: KeptStamp | null): Promise<HeldStamp | null> {
  const shows = stamp === null ? null : await stampShows(stamp)
  return stamp === null || shows === null ? null : { ...stamp, latest: latestOf(shows) }
}

/**
 * Checks each kept stamp over the stored checkpoint. That its checkpoint fits the log is another check's.
 *
 * @throws Refusal `job.cancelled`
 */
export async function checkStamps(store: StampStore, signal?: AbortSignal): Promise<CheckResult> {
  const name = 'timestamps'
  const sizes = store.sizes()
  if (sizes.length === 0) return { name, result: 'not-checked', detail: 'no timestamps are kept', item: null }
  for (const size of sizes) {
    // Tens of milliseconds each: others get their turn, and a cancel is heard.
    await setImmediate()
    if (signal?.aborted === true) throw new Refusal('job.cancelled')
    const stamp = store.get(size)
    if (stamp === null) continue
    try {
      await judgeStamp(stamp)
    } catch (error) {
      if (!(error instanceof TimestampError)) throw error
      return { name, result: 'fail', detail: error.message, item: `checkpoint ${size}` }
    }
  }
  return { name, result: 'pass', detail: `${sizes.length} checked`, item: null }
}
