import { consistencyProof, fromHex, toHex, treeRoot, verifyConsistency } from '../../../shared/encoding/index.ts'
import type { VaultAlarm } from '../../../shared/contract/index.ts'
import type { LogHead } from '../../../shared/model/index.ts'
import type { LedgerStore } from './ports.ts'

/**
 * Whether the log still extends the head that was last seen outside the vault. Two questions: has the stored tree
 * that root at that size, and does the signed root of today follow from it? The second one matters when somebody
 * left the old inner nodes in place and rebuilt the rest.
 *
 * Source: RFC 9162, 2.1.4.
 */
export function alarmFor(store: LedgerStore, head: LogHead, lastSeen: LogHead | null): VaultAlarm | null {
  if (lastSeen === null || continues(store, head, lastSeen)) return null
  return { lastSeen, found: head }
}

function continues(store: LedgerStore, head: LogHead, lastSeen: LogHead): boolean {
  if (lastSeen.origin !== head.origin || lastSeen.size > head.size) return false
  try {
    if (toHex(treeRoot(store, lastSeen.size)) !== lastSeen.root) return false
    if (lastSeen.size === 0 || lastSeen.size === head.size) return true
    const proof = consistencyProof(store, lastSeen.size, head.size)
    return verifyConsistency(lastSeen.size, head.size, fromHex(lastSeen.root), fromHex(head.root), proof)
  } catch {
    // A hole in the stored tree: nothing can be shown to continue.
    return false
  }
}
