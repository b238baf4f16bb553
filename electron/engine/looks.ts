import type { ExhibitId } from '../../shared/model/index.ts'

/** A look counts for a witness's statement for this long, in ms: a sitting, not a day. */
const LIFETIME_MS = 30 * 60_000

/** Which exhibits' content was shown on this screen lately. */
export interface Looks {
  add(exhibit: ExhibitId): void
  has(exhibit: ExhibitId): boolean
}

export function createLooks(now: () => number = () => performance.now()): Looks {
  const at = new Map<ExhibitId, number>()
  return {
    add: (exhibit) => void at.set(exhibit, now()),
    has: (exhibit) => now() - (at.get(exhibit) ?? -Infinity) < LIFETIME_MS,
  }
}
