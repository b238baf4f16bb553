import { Refusal, type SittingView } from '../../../shared/contract/index.ts'
import type { ExhibitId } from '../../../shared/model/index.ts'
import { wipe } from '../../services/crypto/index.ts'
import type { Context } from '../context.ts'
import type { Handlers } from '../dispatch.ts'
import { loadOriginal } from '../original.ts'
import type { Session } from '../session.ts'
import { viewContent } from './exhibits.ts'

type Names =
  | 'sitting.begin'
  | 'sitting.state'
  | 'sitting.load'
  | 'sitting.pass-over'
  | 'sitting.loaded'
  | 'sitting.answer'
  | 'sitting.saved'
  | 'sitting.draft'
  | 'sitting.decline'
  | 'sitting.sign'
  | 'sitting.end'

/** Witness mode. What a witness may not see or do isn't decided here but in `refusedWhileSitting`. */
export function sittingHandlers(context: Context): Pick<Handlers, Names> {
  const { jobs, login, handles } = context
  /** Exhibits whose original is on its way: asked for twice, it would be kept twice. */
  const loading = new Set<ExhibitId>()

  function tabsOf({ vault, witness }: Session): SittingView['tabs'] {
    const open = login.view()
    const [item] = witness.view()?.items ?? []
    const home = item === undefined ? null : (vault.evidence.get(item.exhibit)?.case ?? null)
    return open === null || open.case !== home || open.mode !== 'read-only' ? [] : open.tabs
  }

  function viewOf(session: Session): SittingView {
    const view = session.witness.view()
    if (view === null) throw new Refusal('sitting.none')
    return { ...view, tabs: tabsOf(session) }
  }

  /** One step of a sitting: done, told to the window, and how it stands afterwards. */
  function step(work: (session: Session) => void): SittingView {
    const session = context.session()
    work(session)
    context.emit({ name: 'sitting.changed', payload: {} })
    return viewOf(session)
  }

  return {
    'sitting.begin': (request) =>
      step(({ witness }) => {
        // Nothing of the officer's goes on behind a witness who types their passphrase.
        if (jobs.active() > 0) throw new Refusal('sitting.busy')
        witness.begin(request)
        // What the officer had uncovered can't be read in witness mode, nor what the witness saw afterwards.
        handles.clear()
      }),

    'sitting.state': () => {
      const session = context.session()
      return session.witness.view() === null ? null : viewOf(session)
    },

    'sitting.load': ({ job, exhibit, tab }) =>
      jobs.run(job, async (progress, signal) => {
        const session = context.session()
        const { row, url } = session.witness.original(exhibit)
        if (loading.has(exhibit)) throw new Refusal('sitting.out-of-order', { number: row.number })
        loading.add(exhibit)
        try {
          const loaded = await loadOriginal(context, session, { saved: row, url, tab, progress, signal })
          return step(({ witness }) => witness.loaded(exhibit, loaded))
        } finally {
          loading.delete(exhibit)
        }
      }),

    'sitting.pass-over': ({ exhibit }) => step(({ witness }) => witness.passOver(exhibit)),

    'sitting.loaded': ({ exhibit }) =>
      context.during(async (session) => {
        const { loadedIn } = session.witness.comparison(exhibit)
        if (loadedIn === null) throw new Refusal('exhibit.not-found')
        return viewContent(context, session, loadedIn)
      }),

    'sitting.answer': ({ exhibit, answers }) => step(({ witness }) => witness.answer(exhibit, answers)),

    'sitting.saved': ({ exhibit }) =>
      context.during(async (session) => {
        const { witness } = session
        witness.mayShow(exhibit)
        const content = await viewContent(context, session, exhibit)
        // Of a page, its text alone isn't what a witness says that they saw.
        const isCapture = session.evidence.get(exhibit).kind === 'capture'
        if (content.slices.length > 0 || (content.text !== null && !isCapture)) witness.shown(exhibit)
        context.emit({ name: 'sitting.changed', payload: {} })
        return { content, comparison: witness.comparison(exhibit).comparison }
      }),

    'sitting.draft': ({ exhibit, ...said }) => step(({ witness }) => witness.draft(exhibit, said)),
    'sitting.decline': ({ exhibit }) => step(({ witness }) => witness.decline(exhibit)),

    'sitting.sign': ({ challenges, passphrase, hand }) => {
      try {
        return step(({ witness }) => witness.sign(challenges, passphrase, hand))
      } finally {
        wipe(passphrase)
      }
    },

    'sitting.end': ({ passphrase }) => {
      try {
        const { people, officer, witness } = context.session()
        if (witness.view() === null) throw new Refusal('sitting.none')
        // The witness has had the machine to themselves: whoever takes the vault back shows that they may.
        people.unlock(officer.id, passphrase).close()
        witness.end()
        handles.clear()
        context.emit({ name: 'sitting.changed', payload: {} })
        return {}
      } finally {
        wipe(passphrase)
      }
    },
  }
}

/** What stays possible while a witness sits at the machine: the sitting, looking how things stand, locking, and the look of the window. */
const STILL: ReadonlySet<string> = new Set(['app.status', 'vault.touch', 'vault.lock', 'job.cancel'])
const APPEARANCE: ReadonlySet<string> = new Set(['language', 'theme'])

/**
 * Whether a call has to wait until the officer takes the vault back. The witness sees this exhibit and nothing else of the vault; and
 * nothing that the officer may do runs while the witness types their passphrase.
 */
export function refusedWhileSitting(name: string, input: unknown): boolean {
  if (STILL.has(name) || name.startsWith('sitting.') || name.startsWith('receipt.')) return false
  if (name !== 'settings.change' || typeof input !== 'object' || input === null) return true
  return Object.keys(input).some((key) => !APPEARANCE.has(key))
}
