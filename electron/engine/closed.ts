import { Refusal, type CallName } from '../../shared/contract/index.ts'
import type { CaseId, ExhibitId, RecordId, SightingId } from '../../shared/model/index.ts'
import type { Session } from './session.ts'

/** Calls that add something to a case. What only looks, exports or hands over goes on when it is closed. */
const ADDS: ReadonlySet<CallName> = new Set([
  'case.change',
  'capture.start',
  'queue.add',
  'queue.start',
  'queue.retry',
  'login.open',
  'import.files',
  'note.add',
  'note.correct',
  'reading.correct',
  'masking.record',
  'bundle.receive',
  'sitting.begin',
  'record.save',
  'record.withdraw',
  'sighting.add',
  'sighting.change',
  'sighting.withdraw',
  'sighting.queue',
  'list.import',
  'recheck.now',
  'recheck.plan',
  'recheck.stop',
  'recheck.seen',
])

interface Named {
  case?: CaseId
  exhibit?: ExhibitId
  exhibits?: readonly ExhibitId[]
  record?: RecordId | null
  sighting?: SightingId
}

/** @throws Refusal `case.closed` where the call would add something to a case that is closed */
export function refuseClosed({ vault, casework }: Pick<Session, 'vault' | 'casework'>, name: CallName, input: unknown): void {
  if (!ADDS.has(name) || typeof input !== 'object' || input === null) return
  const named: Named = input
  const exhibit = named.exhibit ?? named.exhibits?.[0]
  const chain =
    named.case ??
    (exhibit && vault.evidence.get(exhibit)?.case) ??
    (named.record && vault.records.get(named.record)?.case) ??
    (named.sighting && vault.sightings.get(named.sighting)?.case)
  // Where there is no such case, the call itself says so.
  if (!chain || vault.cases.get(chain) === null) return
  if (casework.get(chain).closedAt !== null) throw new Refusal('case.closed')
}
