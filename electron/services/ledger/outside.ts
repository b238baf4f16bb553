import { consistencyProof, entryLeaf, fromHex, toHex, treeRoot, verifyConsistency } from '../../../shared/encoding/index.ts'
import type { LogHead } from '../../../shared/model/index.ts'
import type { LedgerStore } from './ports.ts'
import { readPayload } from './reading.ts'
import { createRetracedTree } from './retrace.ts'

/** What somebody outside holds of this log: the state in a bundle's checkpoint, or on a receipt, there with an entry. */
export interface HeldOutside {
  head: LogHead
  /** `leaf`: RFC 6962 leaf hash, hex. Null: only the state is held. */
  entry: { seq: number; leaf: string } | null
}

/**
 * - `continues`: the log still begins with that state, and the entry stands at its place in it
 * - `restored`: it doesn't, but a restore on record names the states between which this one lies as lost. That the log
 *   was the same up to there can be shown only by an earlier state
 * - `differs`: the log is another one, or was shortened
 */
export type Standing = 'continues' | 'restored' | 'differs'

/**
 * Whether the log at `head` begins with the tree of `earlier`. Two questions: has the stored tree that root at that
 * size, and does the signed root of today follow from it? The second one matters when somebody left the old inner
 * nodes in place and rebuilt the rest. Never throws for what the store or the other head say.
 *
 * Source: RFC 9162, 2.1.4.
 */
export function extendsHead(store: LedgerStore, head: LogHead, earlier: LogHead): boolean {
  if (earlier.origin !== head.origin || earlier.size > head.size) return false
  try {
    if (toHex(treeRoot(store, earlier.size)) !== earlier.root) return false
    if (earlier.size === 0 || earlier.size === head.size) return true
    const proof = consistencyProof(store, earlier.size, head.size)
    return verifyConsistency(earlier.size, head.size, fromHex(earlier.root), fromHex(head.root), proof)
  } catch {
    // A hole in the stored tree: nothing can be shown to continue.
    return false
  }
}

/**
 * Holds the log against one thing from outside, whose own signatures the caller has checked. Reckons from the lines
 * themselves, because somebody with the database's key could leave the tree as it was over lines that aren't: as many
 * hashes as that state has entries.
 *
 * @throws Refusal `evidence.damaged` where a restore on record isn't what the log committed to
 */
export function standingOf(store: LedgerStore, head: LogHead, held: HeldOutside): Standing {
  const { entry } = held
  if (held.head.origin !== head.origin || (entry !== null && entry.seq >= held.head.size)) return 'differs'
  const isThere = entry === null || leafAt(store, entry.seq) === entry.leaf
  const begins = (earlier: LogHead) => extendsHead(store, head, earlier) && rootOfLines(store, earlier.size) === earlier.root
  if (isThere && begins(held.head)) return 'continues'
  for (const { type, seq, payload } of store.chain(null)) {
    if (type !== 'vault.restored' || payload === null) continue
    const { found, lastSeen } = readPayload(store, head, seq, type)
    const isLost = held.head.size > found.size && held.head.size <= lastSeen.size && begins(found)
    // What stood before the gap was not lost: it has to be there.
    if (isLost && (isThere || (entry !== null && entry.seq >= found.size))) return 'restored'
  }
  return 'differs'
}

function leafAt(store: LedgerStore, seq: number): string | null {
  const stored = store.entry(seq)
  return stored === null ? null : toHex(entryLeaf(stored.line))
}

function rootOfLines(store: LedgerStore, size: number): string {
  const tree = createRetracedTree()
  let next = 0
  for (const { line } of store.entries(0)) {
    if (next === size) break
    tree.add(entryLeaf(line))
    next += 1
  }
  return tree.root()
}
