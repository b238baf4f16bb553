import type { CaseId } from '../../../shared/model/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { createQueueRunner } from '../queue.ts'
import type { Session } from '../session.ts'

type Names = 'queue.overview' | 'queue.list' | 'queue.add' | 'queue.start' | 'queue.pause' | 'queue.retry' | 'queue.remove' | 'queue.clear'

/** Pages that wait to be captured. Nothing here leaves a ledger entry: the exhibits have their own. */
export function queueHandlers(context: Context): Pick<Handlers, Names> {
  const runner = createQueueRunner(context)

  function viewAfter(chain: CaseId, change: (session: Session) => void) {
    const session = context.session()
    session.casework.get(chain)
    // Before the change: the first look in a session puts back what a crash left.
    runner.view(chain)
    change(session)
    context.emit({ name: 'queue.changed', payload: { case: chain } })
    return runner.view(chain)
  }

  return {
    'queue.overview': () => runner.overview(),
    'queue.list': ({ case: chain }) => {
      context.session().casework.get(chain)
      return runner.view(chain)
    },
    'queue.add': ({ case: chain, text }) => {
      let found: ReturnType<Session['queue']['add']> = { findings: [], cut: false }
      const queue = viewAfter(chain, (session) => (found = session.queue.add(chain, text)))
      return { queue, ...found }
    },
    'queue.start': ({ case: chain, ...choices }) => viewAfter(chain, () => runner.start(chain, choices)),
    'queue.pause': ({ case: chain }) => viewAfter(chain, () => runner.pause(chain)),
    'queue.retry': ({ case: chain, row }) => viewAfter(chain, ({ queue }) => queue.retry(chain, row)),
    'queue.remove': ({ case: chain, row }) => viewAfter(chain, ({ queue }) => queue.remove(chain, row)),
    'queue.clear': ({ case: chain }) => viewAfter(chain, ({ queue }) => queue.clear(chain)),
  }
}
