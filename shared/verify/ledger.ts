import {
  entryLeaf,
  entrySigningBytes,
  fromBase64,
  fromHex,
  openCheckpoint,
  parseEntryLine,
  parseHashLines,
  parseTlogProof,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from '../encoding/index.ts'
import type { Entry, LogHead } from '../model/index.ts'
import { type Bag, below, readText } from './bag.ts'
import { Mismatch, type Outcome, Stopped, asError, describe, notAsked, passed, unable } from './findings.ts'
import {
  CHECKPOINT,
  ENTRIES,
  MAX_ENTRIES_BYTES,
  MAX_SMALL_BYTES,
  PRIOR_FOLDER,
  PROOFS_FOLDER,
  VKEY,
  actorKeyPath,
  entryItem,
  proofPath,
} from './layout.ts'
import type { BagKeys } from './keys.ts'

export interface ReadEntry {
  /** How a report names it: file and line. */
  item: string
  entry: Entry
  /** Leaf hash. */
  leaf: Uint8Array
}

export interface ReadLedger {
  entries: ReadEntry[]
  /** The first thing that kept an entry from being read. */
  fault: Error | null
}

/** The entries that can be read, in the order of the file. */
export async function readLedger(bag: Bag): Promise<ReadLedger> {
  const entries: ReadEntry[] = []
  let fault: Error | null = null
  try {
    const lines = (await readText(bag, ENTRIES, MAX_ENTRIES_BYTES)).split('\n')
    if (lines.pop() !== '') fault = new Mismatch(ENTRIES, 'the last line is not ended')
    for (const [index, line] of lines.entries()) {
      await bag.pause()
      const item = entryItem(index)
      try {
        entries.push({ item, entry: parseEntryLine(line), leaf: entryLeaf(line) })
      } catch (error) {
        fault ??= new Mismatch(item, `not an entry: ${describe(error)}`)
      }
    }
    if (lines.length === 0) fault ??= new Mismatch(ENTRIES, 'holds no entries')
  } catch (error) {
    if (error instanceof Stopped) throw error
    fault = asError(error)
  }
  return { entries, fault }
}

/** Each entry canonical, of its shape, and signed by the key that it names. */
export async function checkEntries(bag: Bag, { entries, fault }: ReadLedger, keys: BagKeys): Promise<Outcome> {
  for (const { item, entry } of entries) {
    await bag.pause()
    const key = keys.actors.get(entry.kid)
    if (key === undefined) throw fault ?? new Mismatch(actorKeyPath(entry.kid), `missing or wrong, ${item} names it`)
    const { sig, ...signed } = entry
    if (!bag.crypto.verifyEd25519(fromBase64(sig), entrySigningBytes(signed), key)) {
      throw new Mismatch(item, 'not signed by the key that it names')
    }
  }
  if (fault !== null) throw fault
  return passed(`${entries.length} entries, each signed by its actor`)
}

/** One chain: each entry names its predecessor, and neither numbers nor time go back. */
export function checkChain({ entries }: ReadLedger): Outcome {
  const [first] = entries
  if (first === undefined) return unable('no entry could be read', ENTRIES)
  if ((first.entry.n === 0) !== (first.entry.prev === null))
    throw new Mismatch(first.item, 'only the first entry of a case has no predecessor')
  for (const [index, { item, entry }] of entries.entries()) {
    if (entry.case === null || entry.case !== first.entry.case) throw new Mismatch(item, 'belongs to another case')
    if (entry.log !== first.entry.log) throw new Mismatch(item, 'belongs to another log')
    const before = entries[index - 1]
    if (before === undefined) continue
    if (entry.n !== before.entry.n + 1) throw new Mismatch(item, `has number ${entry.n} after ${before.entry.n}`)
    if (entry.prev !== `sha256:${toHex(before.leaf)}`) throw new Mismatch(item, 'does not continue the entry before it')
    if (entry.seq <= before.entry.seq) throw new Mismatch(item, 'its place in the log is not after the entry before it')
    if (entry.at < before.entry.at) throw new Mismatch(item, 'is older than the entry before it')
  }
  return passed(`${entries.length} entries, each continuing the one before it`)
}

/** From the opening of the case to the export, without a gap: nothing was left out on the way. */
export function checkCompleteness({ entries }: ReadLedger): Outcome {
  const numbers = new Set(entries.map(({ entry }) => entry.n))
  const last = entries.at(-1)
  if (last === undefined) return unable('no entry could be read', ENTRIES)
  for (let n = 0; n < entries.length; n++) {
    if (!numbers.has(n)) throw new Mismatch(ENTRIES, `entry ${n} of the case is missing`)
  }
  if (entries[0]?.entry.type !== 'case.opened')
    throw new Mismatch(entryItem(0), 'the case does not begin with its opening')
  if (last.entry.type !== 'bundle.exported')
    throw new Mismatch(last.item, 'the last entry is not the export: later entries are missing')
  return passed(`all ${entries.length} entries of the case up to the export`)
}

/** The log's signed state. Returned too, since everything about the tree is held against it. */
export async function readCheckpoint(bag: Bag, keys: BagKeys): Promise<{ head: LogHead; note: string }> {
  if (keys.vkey === null) throw new Mismatch(VKEY, 'missing, or not a verifier key')
  const note = await readText(bag, CHECKPOINT, MAX_SMALL_BYTES)
  return { head: openHead(bag, CHECKPOINT, note, keys.vkey), note }
}

export function checkCheckpoint({ entries }: ReadLedger, head: LogHead): Outcome {
  for (const { item, entry } of entries) {
    if (entry.log !== head.origin) throw new Mismatch(item, `entry of another log than ${CHECKPOINT}`)
    if (entry.seq >= head.size) throw new Mismatch(item, `lies beyond ${CHECKPOINT}`)
  }
  return passed(`signed by the log at ${head.size} entries, root ${head.root}`)
}

/** A proof for each entry that it stands in the log at its place, and no proof for anything else. */
export async function checkInclusion(
  bag: Bag,
  { entries }: ReadLedger,
  at: { head: LogHead; note: string },
): Promise<Outcome> {
  const root = fromHex(at.head.root)
  const wanted = new Set<string>()
  for (const { item, entry, leaf } of entries) {
    await bag.pause()
    const path = proofPath(entry.seq)
    wanted.add(path)
    const text = await readText(bag, path, MAX_SMALL_BYTES)
    const { index, proof, checkpoint } = parsed(path, () => parseTlogProof(text))
    if (index !== entry.seq) throw new Mismatch(path, `proves another place than that of ${item}`)
    if (checkpoint !== at.note) throw new Mismatch(path, `leads to another state than ${CHECKPOINT}`)
    if (!verifyInclusion(leaf, index, at.head.size, proof, root)) throw new Mismatch(path, `does not prove ${item}`)
  }
  const extra = below(bag, PROOFS_FOLDER).find((path) => !wanted.has(path))
  if (extra !== undefined) throw new Mismatch(extra, 'proves an entry that is not in the bundle')
  return entries.length === 0
    ? unable('no entry could be read', ENTRIES)
    : passed(`${entries.length} entries stand in the signed log`)
}

/** Earlier states of the log that somebody may have on paper: the log only grew since. */
export async function checkPrior(bag: Bag, keys: BagKeys, head: LogHead): Promise<Outcome> {
  const paths = below(bag, PRIOR_FOLDER)
  if (paths.length === 0) return notAsked('no earlier state of the log is in the bundle')
  for (const path of paths) {
    await bag.pause()
    const [, size, kind] = /^(0|[1-9]\d{0,15})\.(checkpoint|consistency|tsr|tsr\.pem)$/.exec(path.slice(PRIOR_FOLDER.length)) ?? []
    if (size === undefined) throw new Mismatch(path, 'not a file of earlier states')
    const stem = `${PRIOR_FOLDER}${size}`
    const proofFile = `${stem}.consistency`
    const other = kind === 'checkpoint' ? proofFile : `${stem}.checkpoint`
    if (!bag.paths.has(other)) throw new Mismatch(other, 'missing')
    if (kind !== 'checkpoint') continue
    const prior = openHead(bag, path, await readText(bag, path, MAX_SMALL_BYTES), keys.vkey ?? '')
    if (prior.size !== Number(size)) throw new Mismatch(path, 'of another size than its name says')
    const text = await readText(bag, proofFile, MAX_SMALL_BYTES)
    const proof = parsed(proofFile, () => parseHashLines(text))
    if (!verifyConsistency(prior.size, head.size, fromHex(prior.root), fromHex(head.root), proof)) {
      throw new Mismatch(proofFile, `does not prove that the log grew from ${path}`)
    }
  }
  const states = paths.filter((path) => path.endsWith('.checkpoint')).length
  return passed(`the log continues ${states} earlier states`)
}

export function openHead(bag: Bag, path: string, note: string, vkey: string): LogHead {
  return parsed(path, () => openCheckpoint(note, vkey, bag.crypto.verifyEd25519))
}

function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new Mismatch(path, describe(error))
  }
}
