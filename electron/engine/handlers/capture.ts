import { Refusal } from '../../../shared/contract/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { findBrowser } from '../../services/browser/index.ts'
import { type CaptureRequest, DEFAULT_BOUNDS, runCapture } from '../../services/capture/index.ts'
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
const VIEWPORT = { width: 1280, height: 2000 }

/**
 * Who is asked for the time, and for a value that nobody could know before: hosts that have nothing to do with the page.
 * They learn that somebody asked, and nothing else. Not asked where the page may be a private one.
 */
const OUTSIDE: CaptureRequest['outside'] = {
  clocks: ['https://www.netnod.se/', 'https://www.ri.se/', 'https://www.riksdagen.se/'],
  beacons: ['https://api.drand.sh/public/latest', 'https://beacon.nist.gov/beacon/2.0/pulse/last'],
}

/**
 * Has a page acquired in a process without keys and seals what comes as it comes, so that nothing of it ever lies on
 * disk in clear. Whatever goes wrong before the entry is written leaves nothing behind.
 */
export async function capturePage(context: Context, session: Session, request: PageRequest): Promise<ExhibitRow> {
  const { options, preferences, host } = context
  const { progress, signal } = request
  session.casework.get(request.case)
  const browser = await findBrowser({ setting: preferences.get().browserPath, bundled: options.bundledBrowser })
  if (browser === null) throw new Refusal('capture.no-browser')

  const { language } = preferences.get().settings
  const spoken = language === 'system' ? options.systemLanguage : language
  const acquisition = session.evidence.begin(request.case)
  const names = new Set<string>()
  // A page that took over the window mustn't be able to read the office's own network through us.
  const isWindow = options.door === 'electron' || options.door === 'chromium'
  const allowPrivate = options.allowPrivate || (request.allowPrivate && !isWindow)
  try {
    const outcome = await runCapture({
      request: {
        url: withScheme(request.url),
        allowPrivate,
        browser,
        toolVersion: `Bevisvalv ${options.version}`,
        bandLabel: translator(spoken)('steps.band'),
        // Swedish first whatever the interface speaks: what Swedish readers were served is what is to be kept.
        languages: 'sv-SE,sv,en',
        bounds: DEFAULT_BOUNDS,
        viewport: VIEWPORT,
        banner: request.banner,
        record: request.record,
        outside: allowPrivate || !preferences.get().settings.askOutside ? { clocks: [], beacons: [] } : OUTSIDE,
      },
      spawn: host.spawnChild,
      onStep: ({ step, state, done, total, detail }) => progress(step, state, done, total, detail),
      async onArtefact(name, mediaType, chunks) {
        await acquisition.add(name, mediaType, chunks)
        names.add(name)
      },
      signal,
    })
    if (signal.aborted) throw new Refusal('job.cancelled')
    progress('seal', 'running')
    const row = await acquisition.finish(session.actor, {
      kind: 'capture',
      title: outcome.pageTitle.trim() || outcome.source.finalUrl,
      acquiredAt: outcome.acquiredAt,
      completeness: outcome.completeness,
      source: outcome.source,
      supersedes: null,
      searchText: `${outcome.source.finalUrl}\n${outcome.pageTitle}\n${outcome.text}`,
      // Something to look at is better than nothing, where the whole page couldn't be had.
      pictures: [names.has('screenshot.png') ? 'screenshot.png' : 'window.png'],
    })
    progress('seal', 'done')
    return row
  } catch (error) {
    await acquisition.abandon()
    throw error
  }
}

/** People paste `example.org/post` as often as the whole address. */
function withScheme(url: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(url) && !/^[^/:]+:\d+(\/|$)/.test(url) ? url : `https://${url}`
}
