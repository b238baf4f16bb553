import { type Receipt, equalBytes, fromHex, parseReceipt } from '../encoding/index.ts'
import type { LogHead } from '../model/index.ts'
import { type Bag, readText } from './bag.ts'
import { Mismatch, type Outcome, describe, notAsked, passed, unable } from './findings.ts'
import type { DisposedFound } from './disposal.ts'
import type { BagKeys } from './keys.ts'
import { CHECKPOINT, ENTRIES, MAX_SMALL_BYTES, PRIOR_FOLDER } from './layout.ts'
import { type ReadLedger, openHead } from './ledger.ts'
import type { ReadPayloads } from './payloads.ts'

const CODE = 'receipt'

/**
 * Whether a receipt fits: the statement that it is for stands in the bundle as it was signed, about that content, by that key, and the log
 * in the bundle went through the state on the receipt. `head`: of the bundle's own checkpoint; null: that couldn't be read.
 */
export async function checkReceipt(
  bag: Bag,
  typed: string | null,
  { ledger, payloads, keys, head, disposed }: { ledger: ReadLedger; payloads: ReadPayloads; keys: BagKeys; head: LogHead | null; disposed: DisposedFound },
): Promise<Outcome> {
  if (typed === null) return notAsked('no receipt was compared')
  const receipt = readCode(typed)
  const found = ledger.entries.find(({ entry }) => entry.seq === receipt.seq)
  if (found === undefined) throw new Mismatch(ENTRIES, `entry ${receipt.seq}, which the receipt is for, is not in the bundle`)
  const { item, entry, leaf } = found
  if (entry.log !== `bevisvalv.invalid/${receipt.vault}`) throw new Mismatch(item, 'the receipt is of another vault')
  if (entry.kid !== receipt.kid) throw new Mismatch(item, 'signed by another key than the receipt says')
  if (!equalBytes(leaf, fromHex(receipt.leaf))) throw new Mismatch(item, 'not the entry that the receipt was given for')
  if (head === null) return unable('there is no signed state of the log to hold the receipt against', CHECKPOINT)
  await checkHead(bag, keys, receipt, head)
  const statement = payloads.statements.find((one) => one.item === item)
  if (disposed.entries.has(entry.seq)) return unable(`entry ${entry.seq} is the one on the receipt; what it said was disposed of since`, item)
  if (statement === undefined) return unable('what the entry of the receipt says is not in the bundle', item)
  if (statement.payload.type !== 'exhibit.attested') throw new Mismatch(item, 'not an attestation')
  if (statement.payload.contentRoot !== receipt.contentRoot) throw new Mismatch(item, 'about other content than the receipt says')
  return passed(`entry ${entry.seq} is the one on the receipt, and the log continues its state of ${receipt.head.size} entries`)
}

/** The state on the receipt is one that the bundle's log grew from: the check of earlier states proves that for each in the bundle. */
async function checkHead(bag: Bag, keys: BagKeys, { head: { size, root } }: Receipt, head: LogHead): Promise<void> {
  const path = size === head.size ? CHECKPOINT : `${PRIOR_FOLDER}${size}.checkpoint`
  if (!bag.paths.has(path)) throw new Mismatch(path, 'the state of the log on the receipt is not in the bundle')
  const found = openHead(bag, path, await readText(bag, path, MAX_SMALL_BYTES), keys.vkey ?? '')
  if (found.size !== size || found.root !== root) throw new Mismatch(path, 'the log had another state than the receipt says')
}

function readCode(typed: string): Receipt {
  try {
    return parseReceipt(typed)
  } catch (error) {
    throw new Mismatch(CODE, describe(error))
  }
}
