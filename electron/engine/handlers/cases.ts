import { Refusal, type CustodyEntry } from '../../../shared/contract/index.ts'
import { toHex } from '../../../shared/encoding/index.ts'
import { PAYLOADS, subjectOf, type CaseId, type PayloadType } from '../../../shared/model/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import type { Session } from '../session.ts'

type Names = 'case.list' | 'case.get' | 'case.open' | 'case.change' | 'case.close' | 'case.reopen' | 'custody.list'

export function caseHandlers(context: Context): Pick<Handlers, Names> {
  return {
    'case.list': () => context.session().casework.list(),
    'case.get': ({ case: id }) => context.session().casework.get(id),
    'case.open': (fields) => {
      const { casework, actor } = context.session()
      return casework.openCase(actor, fields)
    },
    'case.change': ({ case: id, ...fields }) => {
      const { casework, actor } = context.session()
      return casework.changeCase(actor, id, fields)
    },
    'case.close': ({ case: id, reason }) => {
      refuseBusy(context, id)
      return context.during(async ({ casework, logins, actor }) => {
        casework.get(id)
        // Kept for the length of the case, and that is over. Forgotten first: after a crash in between the case is open, and the window offers to
        // close it; the other way round it would be closed, and a login lie in it that nothing takes away.
        context.login.forget(id)
        const removal = logins.forget(actor, id)
        // Its row and key are gone at once, and only its file takes a moment, in which nothing must be begun in the case. Still there: it throws.
        if (logins.view(id) !== null) await removal
        const closed = casework.close(actor, id, reason)
        await removal
        return closed
      })
    },
    'case.reopen': ({ case: id, reason }) => {
      const { casework, actor } = context.session()
      return casework.reopen(actor, id, reason)
    },
    'custody.list': ({ case: id }) => custody(context.session(), id),
  }
}

function custody({ ledger, casework }: Session, id: CaseId | null): CustodyEntry[] {
  if (id !== null) casework.get(id)
  return [...ledger.chain(id)].map((entry) => {
    // Held against entry and tree: what the log shows is what was signed.
    const payload: Record<string, unknown> =
      entry.payload === null || !Object.hasOwn(PAYLOADS, entry.type) ? {} : { ...ledger.payload(entry.seq, entry.type as PayloadType) }
    const actor = payload['actor'] as { name?: string } | undefined
    return {
      seq: entry.seq,
      n: entry.n,
      at: entry.at,
      type: entry.type,
      actor: actor?.name ?? '',
      kid: (JSON.parse(entry.line) as { kid: CustodyEntry['kid'] }).kid,
      leaf: toHex(entry.leaf),
      subject: subjectOf(entry.type, payload),
      content: entry.payload === null ? 'gone' : 'here',
    }
  })
}

/** What is under way would still add to it. */
export function refuseBusy(context: Context, id: CaseId): void {
  const { queue } = context.session()
  const waits = queue.rows(id).some(({ state }) => state === 'waiting' || state === 'running')
  if (waits || context.busy()) throw new Refusal('case.busy')
}
