import { Refusal, type HandOverView } from '../../../../shared/contract/index.ts'
import { toHex } from '../../../../shared/encoding/index.ts'
import type { CaseId } from '../../../../shared/model/index.ts'
import { placed } from '../../ledger/index.ts'
import type { BundleRow } from '../ports.ts'
import type { HandOverParts, HandOverRow } from './ports.ts'

type Reading = Pick<HandOverParts, 'ledger' | 'store' | 'bundles'>

const damaged = (seq: number) => new Refusal('evidence.damaged', { seq, part: 'hand-over' })

/** Rows only point into the log: what is told of a hand-over is what was signed. @throws Refusal `evidence.damaged` */
export function heldHandOver({ ledger, store }: Pick<Reading, 'ledger' | 'store'>, row: HandOverRow): HandOverView {
  within(ledger, row.seq)
  const { seq, at, payload } = placed(ledger, row.seq, 'bundle.handed-over')
  if (payload.case !== row.case || payload.number !== row.number || payload.handed.sha256 !== row.handed) throw damaged(seq)
  const { v: _v, type: _type, salt: _salt, actor, clock: _clock, exported: _exported, ...told } = payload
  const leaf = leafOf(ledger, seq)
  const receipts = store.receipts(seq).map((receipt) => {
    within(ledger, receipt.seq)
    const { at: came, payload: said } = placed(ledger, receipt.seq, 'handover.receipted')
    if (said.handOver !== seq || said.leaf !== leaf || said.case !== row.case || said.exhibit !== receipt.exhibit) throw damaged(receipt.seq)
    return { seq: receipt.seq, at: came, exhibit: said.exhibit, number: said.exhibitNumber }
  })
  return { seq, at, by: actor.name, ...told, receipts }
}

/** Leaf hash of an entry, hex. */
export function leafOf(ledger: Reading['ledger'], seq: number): string {
  const stored = ledger.entry(seq)
  if (stored === null) throw damaged(seq)
  return toHex(stored.leaf)
}

export interface HeldBundle extends BundleRow {
  exportedBy: string
  fingerprint: string
}

/**
 * A bundle's row, held against its entry, and the digest of its zip, which no entry of the export holds, against what was signed of it at each hand-over.
 *
 * @throws Refusal `handover.no-bundle`, `evidence.damaged`
 */
export function heldBundle({ ledger, bundles, store }: Reading, chain: CaseId, number: number): HeldBundle {
  const row = bundles.list(chain).find((one) => one.number === number)
  if (row === undefined) throw new Refusal('handover.no-bundle')
  within(ledger, row.seq)
  const { case: home, number: signed, profile, actor, fingerprint } = placed(ledger, row.seq, 'bundle.exported').payload
  if (home !== chain || signed !== number || profile !== row.profile) throw damaged(row.seq)
  for (const made of store.list(chain)) {
    if (made.number === number && heldHandOver({ ledger, store }, made).bundle.sha256 !== row.sha256) throw damaged(made.seq)
  }
  return { ...row, exportedBy: actor.name, fingerprint }
}

function within(ledger: Reading['ledger'], seq: number): void {
  if (!Number.isSafeInteger(seq) || seq < 0 || seq >= ledger.head().size) throw damaged(seq)
}
