import { Refusal } from '../../../shared/contract/index.ts'

const FREE_TRIES = 5
const LONGEST_SECONDS = 300

/** Slows down guessing at one person's passphrase. Kept in memory only: a restart forgets it, Argon2id doesn't. */
export interface Throttle {
  /** @throws Refusal `vault.throttled` with `seconds` still to wait */
  pass(person: string): void
  wrong(person: string): void
  right(person: string): void
}

/** After five wrong tries each further one makes the person wait: 2, 4, 8 … at most 300 seconds. `now` in ms. */
export function createThrottle(now: () => number): Throttle {
  const tries = new Map<string, { wrong: number; until: number }>()
  return {
    pass(person) {
      const wait = (tries.get(person)?.until ?? 0) - now()
      if (wait > 0) throw new Refusal('vault.throttled', { seconds: Math.ceil(wait / 1000) })
    },
    wrong(person) {
      const wrong = (tries.get(person)?.wrong ?? 0) + 1
      const over = wrong - FREE_TRIES
      const seconds = over < 0 ? 0 : Math.min(2 ** (over + 1), LONGEST_SECONDS)
      tries.set(person, { wrong, until: now() + seconds * 1000 })
    },
    right: (person) => void tries.delete(person),
  }
}
