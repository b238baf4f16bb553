import { Refusal, type CallParsed } from '../../../shared/contract/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import { certificateText } from '../../services/casework/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { saveLetter } from './beside.ts'
import { refuseBusy } from './cases.ts'
import { approved } from './people.ts'

type Names = Extract<keyof Handlers, `retention.${string}` | `hold.${string}` | `disposal.${string}`>

/** Keeping and forgetting. */
export function disposalHandlers(context: Context): Pick<Handlers, Names> {
  return {
    'retention.list': () => context.session().retention.decisions(),
    'retention.decide': (fields) => {
      const { retention, actor } = context.session()
      return retention.decide(actor, fields)
    },
    'retention.due': () => context.session().retention.due(),
    'hold.list': ({ case: chain }) => context.session().retention.holds(chain),
    'hold.place': (fields) => {
      const { retention, actor } = context.session()
      return retention.place(actor, fields)
    },
    'hold.lift': ({ case: chain, placed, reason }) => {
      const { retention, actor } = context.session()
      return retention.lift(actor, chain, placed, reason)
    },
    'disposal.list': ({ case: chain }) => context.session().disposal.list(chain),
    'disposal.cases': () => context.session().disposal.cases(),
    'disposal.plan': ({ case: chain, exhibits }) => context.session().disposal.plan(chain, exhibits),

    'disposal.carry-out': async ({ approval, passphrase, ...request }) => {
      const { people, actor, officer } = context.session()
      // What reads or writes it just now would find the ground gone.
      refuseBusy(context, request.case)
      // Whoever sits at an open vault isn't always who opened it.
      people.unlock(officer.id, passphrase).close()
      const approver = people.approver(actor, approval, null)
      if (approver === null) throw new Refusal('disposal.second-person')
      // The key is needed for the entry alone, which is made before anything is awaited.
      try {
        return await approved(approver, () => context.during((session) => session.disposal.carryOut(actor, approver, request)))
      } finally {
        // What was given out to be looked at may be gone.
        context.handles.clear()
      }
    },

    'disposal.certificate': (wanted) => context.during(() => certificate(context, wanted)),
  }
}

async function certificate(context: Context, { case: chain, seq, language, folder }: CallParsed<'disposal.certificate'>): Promise<{ name: string }> {
  const { disposal, vault, ledger, today } = context.session()
  const found = disposal.list(chain).find((one) => one.seq === seq)
  if (found === undefined) throw new Refusal('disposal.not-found')
  const number = disposal.cases().find((one) => one.case === chain)?.number ?? vault.cases.get(chain)?.number ?? 0
  const text = certificateText({ disposal: found, number, office: vault.name, today: today(), head: ledger.head() }, language)
  const t = translator(language)
  return saveLetter(context, { title: t('disposal.certificate.title'), what: t('disposal.certificate.file'), number, text, language, folder })
}
