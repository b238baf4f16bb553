import { Refusal } from '../../shared/contract/index.ts'
import { PAYLOADS, type CaseId, type Payload, type PayloadType } from '../../shared/model/index.ts'
import { entryOf, type Ledger } from '../services/ledger/index.ts'

/** One entry of a chain with its payload held against entry and tree. Throws `evidence.damaged`, also where the row lies. */
export function* said(ledger: Ledger, chain: CaseId | null): Generator<{ seq: number; at: string; kid: string; payload: Payload }> {
  for (const { seq, type, payload, line } of ledger.chain(chain)) {
    if (payload === null || !Object.hasOwn(PAYLOADS, type)) continue
    const { at, kid, type: signed } = entryOf(line, seq)
    if (signed !== type) throw new Refusal('evidence.damaged', { seq, part: 'entry' })
    yield { seq, at, kid, payload: ledger.payload(seq, type as PayloadType) }
  }
}
