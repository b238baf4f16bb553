import { Refusal, type PersonView } from '../../../shared/contract/index.ts'
import { comparisonFault, exhibitFault, originalFault, statementFault, type Payload } from '../../../shared/model/index.ts'
import { placed, type Ledger, type WallClock } from '../ledger/index.ts'
import type { WitnessLookups } from './ports.ts'
import type { Item, Prepared } from './sitting.ts'

interface Basis {
  ledger: Ledger
  lookups: WitnessLookups
  clock: WallClock
}

/**
 * What a verifier would refuse isn't signed: once it stands in the log it can't be taken back. Nothing but a clock that was set brings
 * that about.
 *
 * @throws Refusal `sitting.clock`
 */
export function refuseFaults({ ledger, lookups, clock }: Basis, { row, comparison, original }: Item, prepared: Prepared, person: PersonView): void {
  const { id, name, role, kid } = person
  const claimed = new Date(clock()).toISOString()
  const seq = ledger.head().size
  // As the ledger will tell it, where the clock had gone back before.
  const wentBack = claimed < (ledger.entry(seq - 1)?.at ?? '') ? { clock: { claimed, wentBack: true as const } } : {}
  const payload: Payload<'exhibit.attested'> = { ...prepared, ...wentBack, v: 1, salt: '', actor: { person: id, name, role }, hand: null, list: [prepared] }
  const attested = { seq, at: claimed, kid, payload }
  const acquired = placed(ledger, row.seq, 'exhibit.acquired')
  const loaded = original === null ? null : placed(ledger, lookups.exhibit(original.exhibit)?.seq ?? row.seq, 'exhibit.acquired')
  const fault =
    statementFault(payload) ??
    exhibitFault(attested, acquired, ledger.origin) ??
    originalFault(attested, loaded) ??
    (original === null ? null : comparisonFault(attested, comparison, acquired.payload))
  if (fault === null) return
  if (fault.kind === 'clock') throw new Refusal('sitting.clock')
  throw new Error(`a statement that a verifier would refuse: ${fault.text}`)
}
