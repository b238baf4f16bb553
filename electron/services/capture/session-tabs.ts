import { attachPage, type LaunchedBrowser, type RawPage } from '../browser/index.ts'
import { Bodies, type ExactBodies } from './bodies.ts'
import type { Egress } from './egress.ts'
import { Recorder } from './recorder.ts'
import { type Sight, watchNetwork } from './sight.ts'

const MAX_DOWNLOADS = 200

/** A tab that is listened to. */
export interface Watched {
  page: RawPage
  recorder: Recorder
  bodies: Bodies
  sessions: Sight['sessions']
  since: 'lock' | 'capture'
}

/** The tabs of a person's browser as far as they are listened to, each from its own moment on. */
export class WatchedTabs {
  readonly #launched: LaunchedBrowser
  readonly #egress: Egress
  readonly #exact: ExactBodies
  readonly #watched = new Map<string, Promise<Watched>>()
  readonly #downloads: { tab: string; url: string }[] = []

  constructor(launched: LaunchedBrowser, egress: Egress, exact: ExactBodies) {
    this.#launched = launched
    this.#egress = egress
    this.#exact = exact
    // Tabs come and go, and a worker's script is asked for by none of them: it would be held for nobody.
    exact.takesUnnamed = false
  }

  /** No file of a site gets onto this machine's disk: it is read on its way, and belongs to the page that led to it. */
  async denyDownloads(): Promise<void> {
    const { control } = this.#launched
    control.on('Browser.downloadWillBegin', ({ frameId, url }) => {
      if (this.#downloads.push({ tab: frameId, url: url.slice(0, 8192) }) > MAX_DOWNLOADS) this.#downloads.shift()
    })
    await control.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true })
  }

  /** Files that the shown page of a tab led to. */
  downloadsOf(tab: string, { visits }: Recorder): string[] {
    return this.#downloads.filter((each) => each.tab === tab && visits.adoptFile(each.url)).map(({ url }) => url)
  }

  drop(tab: string): void {
    this.#watched.delete(tab)
  }

  /** Listens to a tab from now on; once. */
  watch(tab: string, since: Watched['since']): Promise<Watched> {
    const known = this.#watched.get(tab)
    if (known) return known
    const watching = (async (): Promise<Watched> => {
      const page = await attachPage(this.#launched, tab)
      const recorder = new Recorder(tab, this.#egress, false)
      const bodies = new Bodies(recorder, this.#exact, true)
      const sessions = [page.session]
      await watchNetwork(page.session, recorder, sessions)
      return { page, recorder, bodies, sessions, since }
    })()
    this.#watched.set(tab, watching)
    watching.catch(() => this.#watched.delete(tab))
    return watching
  }
}
