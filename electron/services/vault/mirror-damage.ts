import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { CheckResult } from '../../../shared/contract/index.ts'
import { Instant } from '../../../shared/model/index.ts'
import { fail, pass, reason } from './check-results.ts'
import { isMissing } from './failures.ts'
import { FILE_MODE, makeFolder, syncFolder } from './files.ts'
import type { MetaStore } from './stores/meta.ts'

/** Folders in `ledger/` that keep what was left of a damaged mirror, until a person has removed them. */
const DAMAGED = /^damaged-\d{8}T\d{9}Z$/

/** How many findings the database remembers; the oldest go first. */
const REMEMBERED = 100

/** What was wrong with the mirror when it was mended, beyond what a sudden end explains. Plain English. */
const MirrorFinding = z.strictObject({ at: Instant, found: z.array(z.string()) })
export type MirrorFinding = z.infer<typeof MirrorFinding>

/** What the sealed database knows of its readable copy: whoever has no key can remove the copy but not this. */
export interface MirrorMemory {
  /** How many entries the copy held when writing it failed or was about to begin anew; null: it was all written. */
  held(): number | null
  hold(size: number | null): void
  findings(): MirrorFinding[]
  record(finding: MirrorFinding): void
}

export function createMirrorMemory(meta: MetaStore): MirrorMemory {
  const findings = () => {
    const text = meta.get('mirror-damage')
    return z.array(MirrorFinding).parse(typeof text === 'string' ? JSON.parse(text) : [])
  }
  return {
    held() {
      const size = meta.get('mirror-held')
      return typeof size === 'number' && size >= 0 ? size : null
    },
    hold: (size) => meta.set('mirror-held', size ?? -1),
    findings,
    record: (finding) => meta.set('mirror-damage', JSON.stringify([...findings(), finding].slice(-REMEMBERED))),
  }
}

/** Names of the folders that keep damaged mirrors, oldest first. */
export function keptDamage(ledger: string): string[] {
  try {
    return readdirSync(ledger).filter((name) => DAMAGED.test(name)).toSorted()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Copies what is about to be mended into a folder of its own, with a list of what was found wrong. */
export function keepDamage(ledger: string, finding: MirrorFinding, files: readonly string[]): void {
  const folder = join(ledger, `damaged-${finding.at.replaceAll(/[-:.]/g, '')}`)
  makeFolder(folder)
  for (const name of files) if (existsSync(join(ledger, name))) copyFileSync(join(ledger, name), join(folder, name))
  writeFileSync(join(folder, 'found.json'), `${JSON.stringify(finding)}\n`, { mode: FILE_MODE })
  syncFolder(folder)
  syncFolder(ledger)
}

/**
 * The row of a check for damage that was mended. It fails for as long as what was kept lies there, and in the session
 * that found it; afterwards it tells what the database remembers. Without keys `known` is null.
 */
export function damageResult(ledger: string, known: { now: readonly MirrorFinding[]; all: MirrorFinding[] } | null): CheckResult {
  const name = 'mirror-damage'
  let kept: string | undefined
  try {
    ;[kept] = keptDamage(ledger)
  } catch (error) {
    return fail(name, reason(error), 'ledger')
  }
  const item = kept === undefined ? 'ledger' : `ledger/${kept}`
  const told = (known?.all ?? []).map(({ at, found }) => `${at}: ${found.join(', ')}`).join('; ')
  if (kept !== undefined || (known !== null && known.now.length > 0)) {
    return fail(name, `found and mended at an opening${told === '' ? '' : ` (${told})`}`, item)
  }
  if (told !== '') return pass(name, `none kept; mended earlier and put away by a person since: ${told}`)
  return pass(name, known === null ? 'none kept' : 'none was ever found')
}
