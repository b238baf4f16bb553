import { Refusal } from '../../../shared/contract/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { findBrowser } from '../../services/browser/index.ts'
import { type CaptureOutcome, type CaptureRequest, DEFAULT_BOUNDS, runCapture, type StepProgress, type TakeArtefact } from '../../services/capture/index.ts'
import type { ExhibitRow } from '../../services/evidence/index.ts'
import type { Context } from '../context.ts'
import type { Progress } from '../jobs.ts'
import type { Session } from '../session.ts'

interface PageRequest {
  case: CaseId
  url: string
  allowPrivate: boolean
  banner: CaptureRequest['banner']
  record: boolean
  progress: Progress
  signal: AbortSignal
}

/** One tall window, fixed before the page loads: wide enough for a site's full layout. CSS pixels. */
export const VIEWPORT = { width: 1280, height: 2000 }

/**
 * Who is asked for the time, and for a value that nobody could know before: hosts that have nothing to do with the page.
 * They learn that somebody asked, and nothing else. Not asked where the page may be a private one.
 */
const OUTSIDE: CaptureRequest['outside'] = {
  clocks: ['https://www.netnod.se/', 'https://www.ri.se/', 'https://www.riksdagen.se/'],
  beacons: ['https://api.drand.sh/public/latest', 'https://beacon.nist.gov/beacon/2.0/pulse/last'],
}

/** How an acquisition is run: by link, or in the browser for an own login. */
export type Run = (onArtefact: TakeArtefact, onStep: (step: StepProgress) => void) => Promise<CaptureOutcome>

/**
 * Has a page acquired in a process without keys and seals what comes as it comes, so that nothing of it ever lies on
 * disk in clear. Whatever goes wrong before the entry is written leaves nothing behind.
 */
export async function keepCapture(session: Session, to: { case: CaseId; progress: Progress; signal: AbortSignal }, run: Run): Promise<ExhibitRow> {
  const { progress, signal } = to
  const acquisition = session.evidence.begin(to.case)
  const names = new Set<string>()
  try {
    const outcome = await run(
      async (name, mediaType, chunks) => {
        await acquisition.add(name, mediaType, chunks)
        names.add(name)
      },
      ({ step, state, done, total, detail }) => progress(step, state, done, total, detail),
    )
    if (signal.aborted) throw new Refusal('job.cancelled')
    progress('seal', 'running')
    const row = await acquisition.finish(session.actor, {
      kind: 'capture',
      title: outcome.pageTitle.trim() || outcome.source.finalUrl,
      acquiredAt: outcome.acquiredAt,
      completeness: outcome.completeness,
      source: outcome.source,
      supersedes: null,
      searchText: outcome.text,
      pictures: keptPictures(names),
    })
    progress('seal', 'done')
    return row
  } catch (error) {
    await acquisition.abandon()
    throw error
  }
}

/**
 * Pictures that are shown of an acquisition, in this order: what the officer pointed at, the page around it, what came to stand over
 * it, what scrolls inside, and what differs from what was saved.
 */
export function keptPictures(names: ReadonlySet<string>): string[] {
  // Something to look at is better than nothing, where the whole page couldn't be had.
  const whole = names.has('screenshot.png') ? 'screenshot.png' : 'window.png'
  return ['region.png', whole, 'standing-', 'scroller-', 'difference-'].flatMap((part) =>
    [...names].filter((name) => name === part || (part.endsWith('-') && name.startsWith(part))).sort(),
  )
}

/** What holds for every acquisition of this office, whichever way the page was come to. */
export function commonChoices({ options, preferences }: Context, allowPrivate: boolean) {
  const { settings } = preferences.get()
  const spoken = settings.language === 'system' ? options.systemLanguage : settings.language
  return {
    toolVersion: `Bevisvalv ${options.version}`,
    bandLabel: translator(spoken)('steps.band'),
    bounds: DEFAULT_BOUNDS,
    outside: allowPrivate || !settings.askOutside ? { clocks: [], beacons: [] } : OUTSIDE,
  }
}

/** The browser that captures, and what it may reach. */
export async function surroundings({ options, preferences }: Context, allowPrivateByHand: boolean) {
  const browser = await findBrowser({ setting: preferences.get().browserPath, bundled: options.bundledBrowser })
  if (browser === null) throw new Refusal('capture.no-browser')
  // A page that took over the window mustn't be able to read the office's own network through us.
  const isWindow = options.door === 'electron' || options.door === 'chromium'
  return {
    browser,
    allowPrivate: options.allowPrivate || (allowPrivateByHand && !isWindow),
    // Swedish first whatever the interface speaks: what Swedish readers were served is what is to be kept.
    languages: 'sv-SE,sv,en',
  }
}

export async function capturePage(context: Context, session: Session, request: PageRequest): Promise<ExhibitRow> {
  session.casework.get(request.case)
  const around = await surroundings(context, request.allowPrivate)
  return keepCapture(session, request, (onArtefact, onStep) =>
    runCapture({
      request: {
        url: withScheme(request.url),
        ...around,
        ...commonChoices(context, around.allowPrivate),
        viewport: VIEWPORT,
        banner: request.banner,
        record: request.record,
      },
      spawn: context.host.spawnChild,
      onStep,
      onArtefact,
      signal: request.signal,
    }),
  )
}

/** People paste `example.org/post` as often as the whole address. */
export function withScheme(url: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(url) && !/^[^/:]+:\d+(\/|$)/.test(url) ? url : `https://${url}`
}
