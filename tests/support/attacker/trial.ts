import type { Attack } from './attacks.ts'
import { evidenceIn } from './evidence.ts'
import { changedFrom, judge, type Shown } from './judge.ts'
import { reset, type Scene } from './scene.ts'

/** One attack, or several in turn, and what came of it. */
export interface Trial {
  name: string
  /** Index of the first entry that isn't what it was; null: the log still begins with all of it, or can't be read. */
  from: number | null
  /** Whether anything that counts is otherwise than it was. */
  changed: boolean
  shown: Shown
  /** What should have been noticed and wasn't, or was said without reason. */
  problems: string[]
}

/** Begins with the vault as it was closed. An attack that finds no way in any more is left out of a sequence. */
export async function attempt(scene: Scene, attacks: readonly Attack[]): Promise<Trial> {
  reset(scene)
  const before = evidenceIn(scene.folder)
  for (const [nth, attack] of attacks.entries()) {
    try {
      attack.run(scene)
    } catch (error) {
      if (nth === 0) throw error
    }
  }
  const from = changedFrom(scene)
  const after = evidenceIn(scene.folder)
  const changed = after !== before
  const shown = await judge(scene)
  const name = attacks.map((attack) => attack.name).join(' + ')
  return { name, from, changed, shown, problems: problemsOf(scene, from, changed, after === null, shown) }
}

/**
 * The claim. With the head remembered, nothing that changes the past or what counts stays unnoticed. Without it, one
 * bundle or one receipt shows every change to what the log held when it was given, and is never said to differ from a log
 * that still begins so. Rows that changed under a log that didn't are found without anything from outside.
 */
function problemsOf({ bundle, receipt }: Scene, from: number | null, changed: boolean, unreadable: boolean, shown: Shown): string[] {
  const problems: string[] = []
  const must = (holds: boolean, problem: string) => void (holds || problems.push(problem))
  const noticed = shown.opening.length > 0 || shown.check.length > 0
  if (changed) must(noticed, 'nothing was noticed, with the head remembered')
  if (changed && from === null) must(shown.openingAlone.length + shown.checkAlone.length > 0, 'nothing was noticed without it, and the log is as it was')
  if (unreadable) return problems
  for (const [what, size, says] of [['bundle', bundle.head.size, shown.bundle], ['receipt', receipt.head.size, shown.receipt]] as const) {
    if (from !== null && from < size) must(says !== 'continues', `the ${what} did not show it`)
    else must(says === 'continues' || says === 'another key' || says === null, `the ${what} was said to differ without reason`)
  }
  return problems
}

/** A line of the table that `npm run torture -- attack` prints. */
export function rowOf({ from, changed, shown }: Trial): Record<string, string> {
  const told = (found: readonly string[]) => (found.length === 0 ? '–' : found.join(' '))
  const outside = (says: string | null) => (says === null ? 'not opened' : says === 'continues' ? '–' : says)
  return {
    changes: from === null ? (changed ? 'rows' : 'nothing') : `from entry ${from}`,
    opening: told(shown.opening.filter((what) => what !== 'sweep-skipped')),
    check: told(shown.check),
    'check, no head': told(shown.checkAlone),
    bundle: outside(shown.bundle),
    receipt: outside(shown.receipt),
  }
}
