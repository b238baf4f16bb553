import { Refusal } from '../../shared/contract/index.ts'
import { PAYLOADS, type CaseId, type Payload, type PayloadType, type Placed } from '../../shared/model/index.ts'
import type { Ledger } from '../services/ledger/index.ts'

/** One entry of a chain with its payload held against entry and tree. */
export function* said(ledger: Ledger, chain: CaseId | null): Generator<{ seq: number; at: string; kid: string; payload: Payload }> {
  for (const { seq, at, type, payload, line } of ledger.chain(chain)) {
    if (payload === null || !Object.hasOwn(PAYLOADS, type)) continue
    const { kid } = JSON.parse(line) as { kid: string }
    yield { seq, at, kid, payload: ledger.payload(seq, type as PayloadType) }
  }
}

/** Held against entry and tree. @throws Refusal `evidence.damaged` */
export function placed<T extends 'exhibit.attested' | 'exhibit.acquired'>(ledger: Ledger, seq: number, type: T): Placed<Payload<T>> {
  const payload = ledger.payload(seq, type)
  const stored = ledger.entry(seq)
  if (stored === null) throw new Refusal('evidence.damaged', { seq, part: 'entry' })
  const { kid } = JSON.parse(stored.line) as { kid: string }
  return { seq, at: stored.at, kid, payload }
}
