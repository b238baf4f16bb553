/**
 * Chance that can be had again: BEVISVALV_SEED=<number> repeats a run, and the number is printed with each.
 */
export interface Chance {
  seed: number
  /** 0 ≤ x < 1 */
  next(): number
  /** 0 ≤ n < below */
  below(below: number): number
  pick<T>(from: readonly T[]): T
}

export function chance(what: string, seed = Number(process.env['BEVISVALV_SEED'] ?? Date.now() % 2 ** 31)): Chance {
  console.log(`${what}: BEVISVALV_SEED=${seed}`)
  let state = seed >>> 0
  // Mulberry32: any generator that a number repeats will do here.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    seed,
    next,
    below,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new RangeError('nothing to pick from')
      return from[below(from.length)] as T
    },
  }
}
