import type { CheckResult, BundleReport, KinExhibit, KinshipReport } from '../contract/index.ts'
import { Mismatch, type Outcome, Stopped, describe, passed, pauseOf, unable } from './findings.ts'
import type { Lineage, LineageExhibit } from './lineage.ts'
import { type CheckedBundle, type DrawOriginal, checkOriginals } from './originals.ts'
import { type Together, shownBy, together } from './together.ts'
import type { StreamHash, VerifyCrypto } from './types.ts'

/** Every check of two bundles' kinship, in this order; each has its texts in the locale area `kinship`. */
export const KINSHIP_CHECKS = ['kin-first', 'kin-second', 'kin-log', 'kin-case', 'kin-entries', 'kin-growth', 'kin-exhibits', 'kin-masking'] as const
type KinshipCheck = (typeof KINSHIP_CHECKS)[number]

export interface KinshipOptions {
  crypto: Pick<VerifyCrypto, 'sha256'>
  createSha256: () => StreamHash
  /** As in `VerifyOptions`. */
  pause?: () => Promise<void>
  /** For pictures that can't be judged by reading them; without it those are `not-checked`. */
  draw?: DrawOriginal
  /** Of the originals that are read again; bytes. */
  onBytes?: (done: number, total: number) => void
}

/**
 * Whether two bundles come from the same case of the same log: neither was rewritten between them, what both hold is
 * the same, and what one masks is of the original in the other. `failed` says that one of them doesn't hold or that they aren't kin; the checks say which. Which exhibits one
 * leaves out is told and is no failure: that is what bundles for different receivers are for. Rejects only with what `pause` rejects with.
 */
export async function kinshipOf(first: CheckedBundle, second: CheckedBundle, options: KinshipOptions): Promise<KinshipReport> {
  try {
    return await sideBySide(first, second, options)
  } catch (error) {
    throw error instanceof Stopped ? error.reason : error
  }
}

async function sideBySide(first: CheckedBundle, second: CheckedBundle, { crypto, createSha256, pause, draw, onBytes }: KinshipOptions): Promise<KinshipReport> {
  const [a, b] = [first.lineage, second.lineage]
  const known = new Map<KinshipCheck, CheckResult>()
  let promiseUnchecked = false
  const run = async (name: KinshipCheck, check: () => Outcome | Promise<Outcome>) => {
    const { outcome, result } = await resultOf(name, check)
    promiseUnchecked ||= outcome?.promised === true
    known.set(name, result)
  }
  await run('kin-first', () => holds(first.report))
  await run('kin-second', () => holds(second.report))
  await run('kin-log', () => sameLog(a, b))
  await run('kin-case', () => sameCase(a, b))
  const failed = (name: KinshipCheck) => known.get(name)?.result !== 'pass'
  // Of different logs or cases there is nothing to hold side by side.
  const apart = failed('kin-log') || failed('kin-case')
  const nothing = () => unable('not of the same case of the same log')
  const exhibits = apart ? [] : together(a.exhibits, b.exhibits)
  await run('kin-entries', () => (apart ? nothing() : sameEntries(a, b)))
  await run('kin-growth', () => (apart ? nothing() : grown(a, b)))
  await run('kin-exhibits', () => (apart ? nothing() : sameExhibits(exhibits)))
  const reading = { sha256: crypto.sha256, createSha256, pause: pauseOf(pause), onBytes: onBytes ?? (() => undefined), ...(draw && { draw }) }
  await run('kin-masking', () => (apart ? nothing() : checkOriginals(first, second, exhibits, reading)))

  const checks = KINSHIP_CHECKS.flatMap((name) => known.get(name) ?? [])
  const of = (result: CheckResult['result']) => checks.filter((check) => check.result === result)
  const verdict = of('fail').length > 0 ? 'failed' : promiseUnchecked ? 'incomplete' : 'ok'
  return { verdict, checks: [...of('fail'), ...of('not-checked'), ...of('pass')], later: apart ? null : laterOf(a, b), exhibits: exhibits.map(toldOf) }
}

async function resultOf(name: KinshipCheck, check: () => Outcome | Promise<Outcome>): Promise<{ outcome: Outcome | null; result: CheckResult }> {
  try {
    const outcome = await check()
    return { outcome, result: { name, result: outcome.result, detail: outcome.detail, item: outcome.item ?? null } }
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error
    return { outcome: null, result: { name, result: 'fail', detail: describe(error), item: error.item } }
  }
}

/** Nothing that a bundle says counts for more than its own check. */
function holds({ verdict, checks }: BundleReport): Outcome {
  if (verdict === 'failed') {
    const first = checks.find(({ result }) => result === 'fail')
    throw new Mismatch(first?.item ?? first?.name ?? 'bundle', `this bundle does not hold by itself: ${first?.name}`)
  }
  if (verdict === 'incomplete') return unable('nothing wrong was found in this bundle, but not all that it promises could be checked')
  return passed('all that this bundle promises holds')
}

/** A name alone is anybody's to take: the key decides. */
function sameLog(a: Lineage, b: Lineage): Outcome {
  if (a.origin === null || a.vkey === null || b.origin === null || b.vkey === null) return unable('the state or the key of a log could not be read')
  if (a.origin !== b.origin) throw new Mismatch(b.origin, `another log than ${a.origin}`)
  if (a.vkey !== b.vkey) throw new Mismatch(b.vkey, `a log of the same name with another key than ${a.vkey}`)
  return passed(`both are of the log ${a.origin}, signed with the same key`)
}

function sameCase(a: Lineage, b: Lineage): Outcome {
  if (a.case === null || b.case === null) return unable('a bundle does not say which case it is of')
  if (a.case !== b.case) throw new Mismatch(b.case, `another case than ${a.case}`)
  return passed(`both are of the case ${a.case}`)
}

/** A case is one chain, so the shorter must be the beginning of the longer, byte by byte. */
function sameEntries(a: Lineage, b: Lineage): Outcome {
  const count = Math.min(a.entries.length, b.entries.length)
  if (count === 0) return unable('no entries could be read')
  for (let at = 0; at < count; at += 1) {
    const [one, other] = [a.entries[at], b.entries[at]]
    if (one?.leaf !== other?.leaf || one?.seq !== other?.seq || one?.n !== other?.n) {
      throw new Mismatch(`entry ${other?.seq ?? at}`, `not the entry that the first bundle has in its place (${one?.seq}): one of the two was written anew`)
    }
  }
  return passed(`${count} entries are the same in both, byte by byte`)
}

/** The later one holds the state that the earlier was made at, and its own check has proven that the log grew from there. */
function grown(a: Lineage, b: Lineage): Outcome {
  if (a.head === null || b.head === null) return unable('the state of a log could not be read')
  const [earlier, later, priors] = a.head.size <= b.head.size ? [a.head, b.head, b.priors] : [b.head, a.head, a.priors]
  const name = `checkpoint ${earlier.size}`
  const same = later.size === earlier.size ? later : priors.find(({ size }) => size === earlier.size)
  if (same === undefined) return unable(`the later bundle does not hold the state of ${earlier.size} entries that the earlier was made at`)
  if (same.root !== earlier.root) throw new Mismatch(name, 'the log was in two different states of the same size: it was forked or written anew')
  return passed(later.size === earlier.size ? `both are of the same state of ${earlier.size} entries` : `the log grew from ${earlier.size} entries to ${later.size}`)
}

function sameExhibits(exhibits: readonly Together[]): Outcome {
  for (const pair of exhibits) if (pair.fault !== null) throw new Mismatch(`exhibit ${shownBy(pair)?.number}`, pair.fault)
  const both = exhibits.map(toldOf).filter((one) => one.in === 'both')
  if (both.length === 0) return unable('no exhibit is in both')
  const covered = both.filter(({ masked }) => masked !== 'none').length
  return passed(`${both.length} exhibits are in both and are the same acquisitions${covered === 0 ? '' : `, ${covered} with parts covered`}`)
}

function toldOf(pair: Together): KinExhibit {
  const { first, second, fault } = pair
  const shown = shownBy(pair)
  const where = first === null ? 'second' : second === null ? 'first' : 'both'
  return { number: shown?.number ?? 0, title: shown?.acquired?.title ?? '', in: where, same: where === 'both' && fault === null, masked: maskedIn(first, second) }
}

const maskedIn = (a: LineageExhibit | null, b: LineageExhibit | null): KinExhibit['masked'] =>
  a?.contentRoot === null ? (b?.contentRoot === null ? 'both' : 'first') : b?.contentRoot === null ? 'second' : 'none'

function laterOf({ head: a }: Lineage, { head: b }: Lineage): KinshipReport['later'] {
  if (a === null || b === null) return null
  return a.size === b.size ? 'same' : a.size > b.size ? 'first' : 'second'
}
