import { parseEntryLine } from '../../../shared/encoding/index.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import type { Entry, Payload, Placed } from '../../../shared/model/index.ts'
import type { Ledger } from './ledger.ts'

/** What `placed` is asked for by rows. */
type PlacedType = 'case.opened' | 'case.changed' | 'exhibit.attested' | 'exhibit.acquired' | 'bundle.exported' | 'bundle.handed-over' | 'handover.receipted' | 'step.recorded' | 'sighting.recorded' | 'post.checked' | 'reference.recorded' | 'exhibit.disposed' | 'case.disposed' | 'disposal.approved'

/**
 * A payload with what its entry says, held against entry and tree. Which entry that is stands in a row: one that names none,
 * or one of another kind, was changed.
 *
 * @throws Refusal `evidence.damaged`
 */
export function placed<T extends PlacedType>(ledger: Pick<Ledger, 'payload' | 'entry'>, seq: number, type: T): Placed<Payload<T>> {
  const { at, kid, type: found } = entryOf(ledger.entry(seq)?.line ?? '', seq)
  if (found !== type) throw new Refusal('evidence.damaged', { seq, part: 'entry' })
  const payload = ledger.payload(seq, type)
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
