import { ATTACKS, truncation, type Attack } from '../support/attacker/attacks.ts'
import { oldPages, putPages } from '../support/attacker/pages.ts'
import { setScene, type Scene } from '../support/attacker/scene.ts'
import { attempt, rowOf } from '../support/attacker/trial.ts'
import type { Chance } from '../support/seed.ts'

export interface AttackTally {
  /** Each named attack, each size, each page, by itself. */
  single: number
  /** Two to four of them in turn, drawn by chance. */
  sequences: number
  /** Those after which something that counts was otherwise. */
  harmful: number
  seconds: number
  problems: string[]
}

/** Sequences on one scene; then a new one, in which other pages lie elsewhere. */
const PER_SCENE = 100

/** Every attack by itself, and `count` sequences of them. */
export async function runAttacks(count: number, chance: Chance, tell: (line: string) => void): Promise<AttackTally> {
  const started = performance.now()
  const tally: AttackTally = { single: 0, sequences: 0, harmful: 0, seconds: 0, problems: [] }
  const run = async (scene: Scene, attacks: readonly Attack[]) => {
    const trial = await attempt(scene, attacks)
    if (trial.changed) tally.harmful += 1
    for (const problem of trial.problems) tally.problems.push(`${trial.name}: ${problem}`)
    return trial
  }

  let scene = await setScene('attacks')
  try {
    const rows: Record<string, Record<string, string>> = {}
    const sizes = scene.lines.slice(1).map((_, n) => truncation(n + 1))
    for (const attack of [...ATTACKS, ...sizes]) {
      rows[attack.name] = rowOf(await run(scene, [attack]))
      tally.single += 1
    }
    console.table(rows)
    for (const from of ['early', 'late'] as const) {
      for (const page of oldPages(scene, from)) {
        await run(scene, [putPages(from, [page])])
        tally.single += 1
      }
    }
    while (tally.sequences < count) {
      const pages = (['early', 'late'] as const).map((from) => {
        const some = oldPages(scene, from).filter(() => chance.next() < 0.3)
        return putPages(from, some)
      })
      const all = [...ATTACKS, ...sizes, ...pages, ...pages, ...pages]
      await run(scene, Array.from({ length: 2 + chance.below(3) }, () => chance.pick(all)))
      tally.sequences += 1
      if (tally.sequences % PER_SCENE !== 0 || tally.sequences === count) continue
      tell(`  ${tally.sequences} of ${count} sequences`)
      await scene.remove()
      scene = await setScene('attacks')
    }
  } finally {
    await scene.remove()
  }
  tally.seconds = (performance.now() - started) / 1000
  return tally
}
