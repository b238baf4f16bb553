import type { CaseId } from '../../../shared/model/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import type { Rechecker } from '../recheck.ts'
import type { Session } from '../session.ts'

type Names = 'recheck.list' | 'recheck.now' | 'recheck.plan' | 'recheck.stop' | 'recheck.seen'

/** What was reported to platforms, and whether it is still up. */
export function recheckHandlers(context: Context, rechecker: Rechecker): Pick<Handlers, Names> {
  function viewAfter(chain: CaseId, change: (session: Session) => void) {
    const session = context.session()
    session.casework.get(chain)
    change(session)
    return rechecker.view(chain)
  }

  return {
    'recheck.list': ({ case: chain }) => viewAfter(chain, () => undefined),
    async 'recheck.now'({ job, case: chain, address }) {
      await rechecker.now(job, chain, address)
      return rechecker.view(chain)
    },
    'recheck.plan': ({ case: chain, rhythm }) => viewAfter(chain, ({ rechecks, actor }) => rechecks.setRhythm(actor, chain, rhythm)),
    'recheck.stop': ({ case: chain, address, stopped }) => viewAfter(chain, ({ rechecks, actor }) => rechecks.setStopped(actor, chain, address, stopped)),
    'recheck.seen': ({ case: chain, seq }) => viewAfter(chain, ({ rechecks, actor }) => rechecks.setSeen(actor, chain, seq)),
  }
}
