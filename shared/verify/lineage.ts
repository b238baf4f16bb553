import type { Artefact, BundleProfile, Entry, ExhibitKind, LogHead, Payload } from '../model/index.ts'
import { toHex } from '../encoding/index.ts'
import { type Bag, below, readText } from './bag.ts'
import { type ExhibitFound, exportStatement } from './exhibits.ts'
import type { BagKeys } from './keys.ts'
import { MAX_SMALL_BYTES, PRIOR_FOLDER } from './layout.ts'
import { type ReadLedger, openHead } from './ledger.ts'
import type { MaskedFound } from './masking.ts'
import type { ReadPayloads } from './payloads.ts'

/** Where a bundle comes from, as it says itself: true only as far as its verdict goes. */
export interface Lineage {
  /** Name of the log, and its key in verifier form; null: none could be read. */
  origin: string | null
  vkey: string | null
  /** State of the log that the bundle was made at; null: none that its log has signed. */
  head: LogHead | null
  /** Earlier states that the log has signed, in order of size. */
  priors: LogHead[]
  /** Null where the entries name none, or several. */
  case: string | null
  entries: { seq: number; n: number; leaf: string }[]
  exported: { number: number; profile: BundleProfile; at: string } | null
  exhibits: LineageExhibit[]
}

export interface LineageExhibit {
  exhibit: string
  number: number
  /** Root over what was acquired; null: parts of it are covered, and it isn't in the bundle. */
  contentRoot: string | null
  /** Leaf hash of the entry of its acquisition, hex; null: it can't be read. */
  entry: string | null
  /** What its entry commits to of the parts that can be covered; null: nothing, or it can't be read. */
  masking: NonNullable<Entry['masking']> | null
  /** What the bundle says that was acquired, and how it was committed to; null: it says nothing of it. */
  original: { artefacts: readonly Artefact[]; masking?: Payload<'exhibit.acquired'>['masking'] } | null
  /** Null: what its entry says isn't in the bundle, or couldn't be read. `by` as the office wrote it. */
  acquired: { title: string; kind: ExhibitKind; at: string; by: string; complete: boolean | null } | null
}

/** What the checks have read, before their outcome is known. */
export interface BagRead {
  bag: Bag
  keys: BagKeys
  ledger: ReadLedger
  payloads: ReadPayloads
  exhibits: readonly ExhibitFound[]
  masked: readonly MaskedFound[]
  head: LogHead | null
}

/** Never throws for what a bundle holds: what can't be read isn't told. */
export async function lineageOf({ bag, keys, ledger, payloads, exhibits, masked, head }: BagRead): Promise<Lineage> {
  const cases = new Set(ledger.entries.map(({ entry }) => entry.case))
  const [only = null] = cases
  const exported = exportStatement(payloads)
  return {
    origin: head?.origin ?? null,
    vkey: keys.vkey,
    head,
    priors: await priorsOf(bag, keys),
    case: cases.size === 1 ? only : null,
    entries: ledger.entries.map(({ entry, leaf }) => ({ seq: entry.seq, n: entry.n, leaf: toHex(leaf) })),
    exported: exported && { number: exported.payload.number, profile: exported.payload.profile, at: exported.entry.at },
    exhibits: [...exhibitsIn(exported?.payload.exhibits ?? exhibits.map(({ acquired }) => acquired.payload), exhibits), ...masked.map(maskedIn)],
  }
}

/** Those that the export names; without a readable export, all that were acquired. */
function exhibitsIn(named: readonly (Pick<LineageExhibit, 'exhibit' | 'number'> & { contentRoot: string })[], found: readonly ExhibitFound[]): LineageExhibit[] {
  const known = new Map<string, ExhibitFound>(found.map((one) => [one.acquired.payload.exhibit, one]))
  return named.map(({ exhibit, number, contentRoot }) => {
    const one = known.get(exhibit)?.acquired
    const said = one?.payload
    const acquired = said && { title: said.title, kind: said.kind, at: said.acquiredAt, by: said.actor.name, complete: said.completeness && said.completeness.verdict === 'complete' }
    const original = said === undefined ? null : { artefacts: said.artefacts, masking: said.masking }
    return { exhibit, number, contentRoot, entry: one === undefined ? null : toHex(one.leaf), masking: one?.entry.masking ?? null, original, acquired: acquired ?? null }
  })
}

function maskedIn({ masked: { exhibit, number }, redacted, acquired }: MaskedFound): LineageExhibit {
  const { title, kind, acquiredAt, actor } = redacted.payload
  const told = { title, kind, at: acquiredAt, by: actor.name, complete: null }
  return { exhibit, number, contentRoot: null, entry: toHex(acquired.leaf), masking: acquired.entry.masking ?? null, original: null, acquired: told }
}

async function priorsOf(bag: Bag, keys: BagKeys): Promise<LogHead[]> {
  const heads: LogHead[] = []
  for (const path of below(bag, PRIOR_FOLDER)) {
    await bag.pause()
    if (!path.endsWith('.checkpoint')) continue
    try {
      heads.push(openHead(bag, path, await readText(bag, path, MAX_SMALL_BYTES), keys.vkey ?? ''))
    } catch {
      // The check of earlier states names it.
    }
  }
  return heads.sort((a, b) => a.size - b.size)
}
