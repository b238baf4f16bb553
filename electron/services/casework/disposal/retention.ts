import { Refusal, type HoldView, type RetentionDue, type RetentionView } from '../../../../shared/contract/index.ts'
import { monthsAfter } from '../../../../shared/law/index.ts'
import type { CaseId, Day, Payload } from '../../../../shared/model/index.ts'
import type { ActorSession, Ledger } from '../../ledger/index.ts'
import { dayInSweden } from '../guide/index.ts'
import type { CaseStore } from '../ports.ts'

export type RetentionFields = Pick<Payload<'retention.decided'>, 'authority' | 'number' | 'decidedOn' | 'months' | 'scope'>
export type HoldFields = Pick<Payload<'hold.placed'>, 'case' | 'authority' | 'reference' | 'reason'>

/** How long things are kept: what the authority has decided, and what has to stay in spite of it. */
export interface Retention {
  /** Newest first. @throws Refusal `evidence.damaged` */
  decisions(): RetentionView[]
  /** Counts from here on; earlier ones stay in the log. */
  decide(by: ActorSession, fields: RetentionFields): RetentionView
  /** Closed cases with the day from which they may be disposed of, the earliest first. */
  due(): RetentionDue[]
  /** In the order in which they were placed, with those that were lifted. @throws Refusal `case.not-found`, `evidence.damaged` */
  holds(chain: CaseId): HoldView[]
  place(by: ActorSession, fields: HoldFields): HoldView
  /** @throws Refusal `hold.not-standing` */
  lift(by: ActorSession, chain: CaseId, placed: number, reason: string): HoldView
}

export function createRetention({ store, ledger, today }: { store: CaseStore; ledger: Ledger; today: () => Day }): Retention {
  function decisions(): RetentionView[] {
    const found: RetentionView[] = []
    for (const { seq, at, type } of ledger.chain(null)) {
      if (type !== 'retention.decided') continue
      const { authority, number, decidedOn, months, scope, actor } = ledger.payload(seq, type)
      found.unshift({ authority, number, decidedOn, months, scope, seq, at, by: actor.name })
    }
    return found
  }

  function holds(chain: CaseId): HoldView[] {
    if (store.get(chain) === null) throw new Refusal('case.not-found')
    const found = new Map<number, HoldView>()
    for (const { seq, at, type } of ledger.chain(chain)) {
      if (type === 'hold.placed') {
        const { authority, reference, reason, actor } = ledger.payload(seq, type)
        found.set(seq, { placed: seq, at, by: actor.name, authority, reference, reason, lifted: null })
      }
      if (type !== 'hold.lifted') continue
      const { placed, reason, actor } = ledger.payload(seq, type)
      const held = found.get(placed)
      if (held !== undefined) found.set(placed, { ...held, lifted: { at, by: actor.name, reason } })
    }
    return [...found.values()]
  }

  const hold = (chain: CaseId, placed: number): HoldView => {
    const found = holds(chain).find((one) => one.placed === placed)
    if (found === undefined) throw new Refusal('hold.not-standing')
    return found
  }

  return {
    decisions,
    holds,

    decide(by, fields) {
      ledger.commit(by, (append) => append(null, { type: 'retention.decided', ...fields }))
      return decisions()[0] as RetentionView
    },

    due() {
      const months = decisions()[0]?.months ?? null
      if (months === null) return []
      const closed = store.summaries().flatMap(({ id, number, title, closedAt }): RetentionDue[] => {
        if (closedAt === null) return []
        const closedOn = dayInSweden(Date.parse(closedAt))
        const from = monthsAfter(closedOn, months)
        return [{ case: id, number, title, closedOn, from, isDue: from <= today(), held: holds(id).some(({ lifted }) => lifted === null) }]
      })
      return closed.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.number - b.number))
    },

    place(by, fields) {
      if (store.get(fields.case) === null) throw new Refusal('case.not-found')
      const { seq } = ledger.commit(by, (append) => append(fields.case, { type: 'hold.placed', ...fields }))
      return hold(fields.case, seq)
    },

    lift(by, chain, placed, reason) {
      if (hold(chain, placed).lifted !== null) throw new Refusal('hold.not-standing')
      ledger.commit(by, (append) => append(chain, { type: 'hold.lifted', case: chain, placed, reason }))
      return hold(chain, placed)
    },
  }
}
