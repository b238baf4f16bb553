import { receiptCode, type Receipt } from '../../../../shared/encoding/index.ts'
import { sizeAfter, standingOf, type Language, type Payload, type Placed } from '../../../../shared/model/index.ts'
import type { Ledger } from '../../ledger/index.ts'

/** Everything that one page says. Names and titles may come from a captured page: hostile input. */
export interface ReceiptFacts {
  attested: Placed<Payload<'exhibit.attested'>>
  receipt: Receipt
  code: string
  vaultName: string
  language: Language
  standing: ReturnType<typeof standingOf>
}

/** The receipt of a statement, which the caller has held against the ledger. */
function receiptOf(ledger: Pick<Ledger, 'entry' | 'consistency'>, { seq, kid, payload }: Placed<Payload<'exhibit.attested'>>): Receipt {
  const stored = ledger.entry(seq)
  if (stored === null) throw new RangeError(`no entry ${seq}`)
  const size = sizeAfter(seq, payload)
  return {
    vault: payload.vault,
    seq,
    leaf: Buffer.from(stored.leaf).toString('hex'),
    head: { size, root: ledger.consistency(size).root },
    contentRoot: payload.contentRoot,
    kid,
  }
}

/** @param language null: that of the statement */
export function receiptFacts(
  ledger: Pick<Ledger, 'entry' | 'consistency'>,
  attested: Placed<Payload<'exhibit.attested'>>,
  vaultName: string,
  language: Language | null,
): ReceiptFacts {
  const receipt = receiptOf(ledger, attested)
  const { payload } = attested
  const standing = standingOf(payload.witness.relation, payload.actor.role)
  return { attested, receipt, code: receiptCode(receipt), vaultName, language: language ?? payload.language, standing }
}
