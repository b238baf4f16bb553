import { parseEntryLine } from '../../../shared/encoding/index.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import type { Entry, Payload, Placed } from '../../../shared/model/index.ts'
import type { Ledger } from './ledger.ts'

/** A payload with what its entry says, held against entry and tree. @throws Refusal `evidence.damaged` */
export function placed<T extends 'exhibit.attested' | 'exhibit.acquired' | 'bundle.handed-over' | 'handover.receipted'>(ledger: Pick<Ledger, 'payload' | 'entry'>, seq: number, type: T): Placed<Payload<T>> {
  const payload = ledger.payload(seq, type)
  const { at, kid } = entryOf(ledger.entry(seq)?.line ?? '', seq)
  return { seq, at, kid, payload }
}

/** An entry as its line says, whatever the row beside it does. @throws Refusal `evidence.damaged` */
export function entryOf(line: string, seq: number): Entry {
  try {
    return parseEntryLine(line)
  } catch (error) {
    throw new Refusal('evidence.damaged', { seq, part: 'entry' }, error)
  }
}
