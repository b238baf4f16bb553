import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createLedger, type Ledger } from '../../../electron/services/ledger/index.ts'
import type { HeldOutside, Standing } from '../../../electron/services/ledger/outside.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import { newJob } from '../engine.ts'
import { createMemoryHeads } from '../memory-stores.ts'
import { passphraseBytes, testVaultService } from '../vault.ts'
import { breakIn } from './keys.ts'
import { linesOf } from './log.ts'
import { forgetHeads, type Scene } from './scene.ts'

/** All that the app shows of a vault that somebody may have been at. Empty lists and nulls: nothing was noticed. */
export interface Shown {
  /** With the head remembered: the refusal, the alarm, and what is told of. */
  opening: string[]
  check: string[]
  /** Without it: the same, and what one bundle and one receipt say. Null: the vault can't be opened to ask. */
  openingAlone: string[]
  checkAlone: string[]
  bundle: Standing | null
  receipt: Standing | 'another key' | null
}

/** Told at every opening in the scene, or about other things than the past. */
const USUAL = new Set(['head-unreadable'])

/** Opens what lies in the scene's folder, as a person would who has no reason to doubt, and then as one who has. */
export async function judge(scene: Scene): Promise<Shown> {
  const attacked = join(scene.base, 'attacked')
  rmSync(attacked, { recursive: true, force: true })
  cpSync(scene.folder, attacked, { recursive: true })
  const { opening, check } = await look(scene)

  forgetHeads(scene)
  rmSync(scene.folder, { recursive: true })
  cpSync(attacked, scene.folder, { recursive: true })
  const alone = await look(scene)
  return { opening, check, openingAlone: alone.opening, checkAlone: alone.check, ...compare(scene) }
}

export async function look({ test, folder }: Scene): Promise<{ opening: string[]; check: string[] }> {
  try {
    const { alarm, notes } = await test.open(folder)
    const opening = [...(alarm === null ? [] : ['alarm']), ...notes.filter((note) => !USUAL.has(note))]
    const { checks } = await test.call('vault.check', { job: newJob() })
    return { opening, check: checks.filter(({ result }) => result === 'fail').map(({ name }) => name) }
  } catch (error) {
    if (error instanceof Refusal) return { opening: [error.code], check: [error.code] }
    throw error
  } finally {
    await test.call('vault.lock', {})
  }
}

/** What somebody sees who comes with the bundle, or with the receipt. */
export function compare({ folder, bundle, receipt }: Scene): Pick<Shown, 'bundle' | 'receipt'> {
  try {
    const { vault } = testVaultService().open(folder, passphraseBytes())
    try {
      const { ledger: store, mirror, origin, logKey } = vault
      const ledger = createLedger({ store, mirror, heads: createMemoryHeads(), origin, logKey })
      const key = vault.people.get(receipt.person)?.kid
      const standing = held(ledger, receipt)
      return {
        bundle: held(ledger, { head: bundle.head, entry: null }),
        // Nobody but the officer can have given the witness another one, unless a witness says so.
        receipt: standing === 'continues' && key !== receipt.kid ? 'another key' : standing,
      }
    } finally {
      vault.close()
    }
  } catch (error) {
    if (error instanceof Refusal) return { bundle: null, receipt: null }
    throw error
  }
}

function held(ledger: Ledger, what: HeldOutside): Standing {
  try {
    return ledger.standing(what)
  } catch (error) {
    if (error instanceof Refusal) return 'differs'
    throw error
  }
}

/** Index of the first entry that isn't what it was; null where the log still begins with all of it, or can't be read. */
export function changedFrom({ lines, folder }: Scene): number | null {
  let now: string[]
  try {
    const insider = breakIn(folder)
    now = linesOf(insider)
    insider.close()
  } catch {
    return null
  }
  const at = lines.findIndex((line, seq) => now[seq] !== line)
  return at === -1 ? null : at
}
