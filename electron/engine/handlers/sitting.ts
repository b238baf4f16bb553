import { Refusal, type ExhibitContent, type SittingView } from '../../../shared/contract/index.ts'
import { isPagePicture, type ExhibitId } from '../../../shared/model/index.ts'
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

  /** Whether a browser for an own login is there that isn't read-only, or is for another case. */
  function opensMore(exhibit: ExhibitId | undefined): boolean {
    if (!login.isThere()) return false
    const open = login.view()
    const home = exhibit === undefined ? null : context.session().vault.evidence.get(exhibit)?.case
    return open === null || open.mode !== 'read-only' || open.case !== home
  }

  /** While its original is on its way, an exhibit waits: what would be signed of it meanwhile could be otherwise a moment later. */
  function refuseLoading(exhibit: ExhibitId): void {
    if (loading.has(exhibit)) throw new Refusal('sitting.out-of-order', { number: context.session().evidence.get(exhibit).number })
  }

  function viewOf(session: Session): SittingView {
    return { ...current(session), tabs: tabsOf(session) }
  }

  function current({ witness }: Session) {
    const view = witness.view()
    if (view === null) throw new Refusal('sitting.none')
    return view
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
        // Nothing of the officer's goes on behind a witness who types their passphrase, and no browser stands open in which more could
        // be done than look.
        if (context.working() || opensMore(request.exhibits[0])) throw new Refusal('sitting.busy')
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
        refuseLoading(exhibit)
        loading.add(exhibit)
        try {
          const asked = { at: session.witness.instant(), sitting: session.witness.id() }
          const loaded = await loadOriginal(context, session, { saved: row, url, tab, asked, progress, signal })
          return step(({ witness }) => witness.loaded(exhibit, loaded))
        } finally {
          loading.delete(exhibit)
        }
      }),

    'sitting.pass-over': ({ exhibit }) =>
      step(({ witness }) => {
        refuseLoading(exhibit)
        witness.passOver(exhibit)
      }),

    'sitting.loaded': ({ exhibit }) =>
      context.during(async (session) => {
        refuseLoading(exhibit)
        const { loadedIn, row } = session.witness.comparison(exhibit)
        if (loadedIn === null) throw new Refusal('exhibit.not-found')
        const content = await viewContent(context, session, loadedIn)
        // Looked at is what was given out, not what was loaded meanwhile.
        if (session.witness.comparison(exhibit).loadedIn !== loadedIn) throw new Refusal('sitting.out-of-order', { number: row.number })
        // Of the load alone: in the pictures of what differs stands what was saved as well.
        const slices = content.slices.filter(({ of }) => isPagePicture(of))
        session.witness.looked(exhibit, slices.length > 0)
        return { ...content, slices, comparison: null }
      }),

    'sitting.answer': ({ exhibit, answers }) =>
      step(({ witness }) => {
        refuseLoading(exhibit)
        witness.answer(exhibit, answers)
      }),

    'sitting.saved': ({ exhibit }) =>
      context.during(async (session) => {
        const { witness } = session
        refuseLoading(exhibit)
        witness.mayShow(exhibit)
        const { person } = current(session).witness
        // Of a page, its text alone isn't what a witness says that they saw: without a picture nothing of it is shown, and nothing logged.
        const isPage = session.evidence.get(exhibit).kind === 'capture'
        const isShown = ({ slices, text }: ExhibitContent) => (isPage ? slices.some(({ of }) => isPagePicture(of)) : slices.length > 0 || text !== null)
        const content = await viewContent(context, session, exhibit, isShown, { person, sitting: witness.id() })
        if (!isShown(content)) return { content: { ...content, text: null, provenance: null, reading: null, corrections: [] }, comparison: null }
        witness.shown(exhibit)
        context.emit({ name: 'sitting.changed', payload: {} })
        return { content, comparison: witness.comparison(exhibit).comparison }
      }),

    'sitting.draft': ({ exhibit, ...said }) =>
      step(({ witness }) => {
        refuseLoading(exhibit)
        witness.draft(exhibit, said)
      }),
    'sitting.decline': ({ exhibit }) =>
      step(({ witness }) => {
        refuseLoading(exhibit)
        witness.decline(exhibit)
      }),

    'sitting.sign': ({ challenges, passphrase, hand }) => {
      try {
        return step(({ witness }) => witness.sign(challenges, passphrase, hand))
      } finally {
        // Also where it was refused: what was too old has to be drawn up again.
        context.emit({ name: 'sitting.changed', payload: {} })
      }
    },

    'sitting.end': ({ passphrase }) => {
      const { people, officer, witness } = context.session()
      if (witness.view() === null) throw new Refusal('sitting.none')
      // What is being loaded is kept, whatever comes of the sitting: it is brought to its end, or cancelled, first.
      if (loading.size > 0) throw new Refusal('sitting.busy')
      // The witness has had the machine to themselves: whoever takes the vault back shows that they may.
      people.unlock(officer.id, passphrase).close()
      witness.end()
      handles.clear()
      context.emit({ name: 'sitting.changed', payload: {} })
      return {}
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
