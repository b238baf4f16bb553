import { describe, expect, it } from 'vitest'
import { chance } from '../support/seed.ts'
import { hasTurn } from '../support/turns.ts'
import { KINDS, runKills, type Kind } from './kills.ts'

/**
 * Short form of `npm run torture`. A capture and an export take seconds, so they are killed less often here, two kinds each day; a hand-over is
 * killed once, from the command line, in its own test.
 */
const KILLS: Partial<Record<Kind, number>> = { import: 8, attest: 8, capture: 4, export: 6, dispose: 10 }

describe('an engine that is killed in the middle', () => {
  it.each(KINDS.filter((kind) => kind in KILLS).filter((_, index) => hasTurn(index)))('of %s has lost nothing that it acknowledged', { timeout: 240_000 }, async (kind) => {
    const kills = KILLS[kind] ?? 0
    const tally = await runKills(kind, kills, chance(`kills during ${kind}`))
    console.log(JSON.stringify(tally))
    expect(tally.problems).toEqual([])
    expect(tally.kills).toBe(kills)
    // Kills that all came before anything was done, or after, would show nothing.
    const { acknowledged = 0, ...inside } = tally.during
    expect(Object.values(inside).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(kills / 3)
    expect(tally.acknowledged).toBeGreaterThan(0)
    expect(acknowledged).toBeLessThan(kills)
  })
})
