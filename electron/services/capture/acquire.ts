import { Refusal } from '../../../shared/contract/errors.ts'
import type { LaunchedBrowser } from '../browser/index.ts'
import { AddressGuard, type AddressPorts, refusalOf, systemAddresses } from './addresses.ts'
import { Egress } from './egress.ts'
import { type Hazards, PageCrashed } from './hazards.ts'
import { markup, pageFacts, type PictureCount, picturesInView, position, watchRemovals } from './page-scripts.ts'
import { readTile } from './png-join.ts'
import { provenanceOf } from './report.ts'
import { provenanceText } from './provenance.ts'
import { hostOf } from './recorder.ts'
import { launchForPage, openSight, type Sight } from './sight.ts'
import { drawBand, stack, takeShot } from './shot.ts'
import { Notes, Steps } from './steps.ts'
import { collectText } from './texts.ts'
import { type FirstTile, TileWalk, type TileStep } from './tiles.ts'
import type { CaptureOutcome, CaptureRequest, StepProgress } from './types.ts'

export interface AcquirePorts {
  report(progress: StepProgress): void
  /** Resolves when the receiver has taken everything. */
  send(name: string, mediaType: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>
  signal: AbortSignal
  addresses?: AddressPorts
  /** Further flags, for tests. */
  browserArgs?: readonly string[]
}

/**
 * One acquisition by link, from an empty browser to provenance. Refusals (`capture.*`, `job.cancelled`) end it;
 * whatever else fails leaves the other steps and a note.
 */
export async function acquire(request: CaptureRequest, ports: AcquirePorts): Promise<CaptureOutcome> {
  const guard = new AddressGuard(request.allowPrivate, ports.addresses ?? systemAddresses)
  const judgement = await guard.judgePage(request.url)
  if (!judgement.allowed) throw refusalOf(judgement, hostOf(request.url))
  const acquisition = new Acquisition(request, ports, guard)
  try {
    return await acquisition.run()
  } finally {
    await acquisition.release()
  }
}

/** What is known of the page once it has been seen. */
interface Seen {
  at: string
  facts: ReturnType<typeof pageFacts>
  y: number
  pictures: PictureCount
}

class Acquisition {
  readonly #request: CaptureRequest
  readonly #ports: AcquirePorts
  readonly #guard: AddressGuard
  readonly #notes = new Notes()
  readonly #steps: Steps
  readonly #fatal: Promise<never>
  readonly #began = performance.now()
  readonly #startedAt = new Date().toISOString()
  readonly #scrolls: { atMs: number; step: string; y: number; height: number; detail: string }[] = []
  #closing = false
  #refuse: (error: Error) => void = () => undefined
  #launched: LaunchedBrowser | null = null
  #hazards: Hazards | null = null
  #egress: Egress | null = null

  constructor(request: CaptureRequest, ports: AcquirePorts, guard: AddressGuard) {
    this.#request = request
    this.#ports = ports
    this.#guard = guard
    this.#fatal = new Promise((_, reject) => {
      this.#refuse = reject
    })
    this.#fatal.catch(() => undefined)
    const cancel = () => this.#refuse(new Refusal('job.cancelled'))
    if (ports.signal.aborted) cancel()
    ports.signal.addEventListener('abort', cancel, { once: true })
    // Time is kept back for the last steps, so that what was taken is handed over before the engine gives up.
    const deadline = this.#began + request.bounds.ms * 0.9
    this.#steps = new Steps(this.#notes, (progress) => ports.report(progress), this.#fatal, deadline)
  }

  async run(): Promise<CaptureOutcome> {
    const { bounds } = this.#request
    const steps = this.#steps
    const sight = await steps.required('launch', 90_000, () => this.#launch())
    const load = () => sight.loading.navigate(this.#request.url, bounds.loadMs)
    await steps.required('load', bounds.loadMs * 2 + 5000, load).catch((error: unknown) => {
      // What came before is worth keeping: that this page kills the browser's process is an outcome too.
      if (!(error instanceof PageCrashed)) throw error
      this.#notes.add('page-crashed', 'load')
    })
    await steps.optional('settle', 25_000, 'settle-slow', () => {
      void sight.band()
      return sight.loading.settle()
    })
    sight.gate.closed = true
    const seen = await this.#see(sight)
    const first = await steps.optional('window-picture', 30_000, 'no-window-picture', () => this.#windowPicture(sight, seen))
    const walk = await this.#scroll(sight, seen, first && seen.y === 0 ? { png: first, pictures: seen.pictures } : null)
    await steps.optional('join', 120_000, 'no-screenshot', () => this.#join(walk))
    await this.#archive(sight)
    const text = await steps.optional('text', 45_000, 'no-page-text', () => this.#text(sight))
    await steps.optional('exchanges', 20_000, 'no-tls-chain', () => this.#certificates(sight))
    this.#remark(sight)
    const outcome = await steps.required('provenance', 30_000, () => this.#conclude(sight, seen, walk, text ?? ''))
    this.#closing = true
    await steps.required('close', 10_000, () => sight.launched.close())
    return outcome
  }

  /** Nothing of the browser is left when this resolves, however the run ended. */
  async release(): Promise<void> {
    this.#hazards?.end()
    this.#launched?.kill()
    await this.#launched?.exited
    this.#egress?.close()
  }

  async #launch(): Promise<Sight> {
    const { signal, browserArgs = [] } = this.#ports
    const egress = new Egress(this.#guard)
    this.#egress = egress
    const ways = await egress.open()
    const launched = await launchForPage(this.#request, [...ways, ...browserArgs], signal)
    this.#launched = launched
    void launched.exited.then((how) => {
      if (!this.#closing) this.#refuse(new Refusal('capture.crashed', { detail: `browser: ${how}` }))
    })
    if (launched.sandbox === 'off') this.#notes.add('sandbox-off', this.#request.browser.name)
    const sight = await openSight(launched, this.#request, this.#guard, egress, this.#notes, (refusal) => this.#refuse(refusal))
    this.#hazards = sight.hazards
    this.#steps.guard(sight.hazards.crashed, () => sight.hazards.stopScripts())
    return sight
  }

  async #see({ world, hazards }: Sight): Promise<Seen> {
    const nothing = { title: '', url: this.#request.url, timeZone: '', languages: [] }
    const look = async () => {
      const pictures = await world.call(picturesInView, 4000)
      await world.call(watchRemovals, 2_000_000)
      return { pictures, facts: await world.call(pageFacts), y: (await world.call(position)).y }
    }
    const late = new Promise<null>((resolve) => setTimeout(resolve, 20_000, null))
    const found = await Promise.race([look(), late, hazards.crashed, this.#fatal]).catch((error: unknown) => {
      if (error instanceof Refusal) throw error
      return null
    })
    return { at: new Date().toISOString(), facts: nothing, y: 0, pictures: { pending: 0, broken: 0 }, ...found }
  }

  async #windowPicture({ page, band }: Sight, seen: Seen): Promise<Buffer> {
    const { viewport, bandLabel, bounds } = this.#request
    const png = await takeShot(page.session)
    const tile = await readTile(png)
    const { session, targetId } = await band()
    const drawn = await drawBand(session, targetId, viewport.width, { label: bandLabel, url: seen.facts.url, seenAt: seen.at })
    await this.#ports.send('window.png', 'image/png', stack([drawn, tile], bounds.bytes))
    return png
  }

  async #scroll({ page, world, loading }: Sight, seen: Seen, first: FirstTile | null): Promise<TileWalk> {
    const walk = new TileWalk({
      session: page.session,
      world,
      loading,
      notes: this.#notes,
      bounds: this.#request.bounds,
      viewportHeight: this.#request.viewport.height,
      onScroll: (step) => this.#noteScroll(step),
      onProgress: (done, total) => this.#steps.progress('scroll-tiles', done, Math.max(done, total)),
    })
    const ms = this.#request.bounds.scrollMs + 15_000
    await this.#steps.optional('scroll-tiles', ms, 'screenshot-partial', async () => {
      try {
        await walk.walk(first)
      } finally {
        await walk.restore(seen.y)
      }
    })
    return walk
  }

  async #join(walk: TileWalk): Promise<void> {
    const picture = await walk.picture()
    if (!picture) throw new Error('no tile was taken')
    await this.#ports.send('screenshot.png', 'image/png', picture)
  }

  async #archive({ page, world }: Sight): Promise<void> {
    const { bytes } = this.#request.bounds
    await this.#steps.optional('dom', 45_000, 'no-page-html', async () => {
      const { html, cut } = await world.call(markup, bytes / 4)
      if (cut) this.#notes.add('bound-bytes', 'page.html')
      await this.#ports.send('page.html', 'text/html;charset=utf-8', [Buffer.from(html.toWellFormed())])
    })
    await this.#steps.optional('mhtml', 60_000, 'no-page-mhtml', async () => {
      const { data } = await page.session.send('Page.captureSnapshot', { format: 'mhtml' })
      await this.#ports.send('page.mhtml', 'multipart/related', [Buffer.from(data.toWellFormed())])
    })
  }

  async #text({ sessions, world }: Sight): Promise<string> {
    const { text, partial, removed } = await collectText(sessions, world)
    if (partial) this.#notes.add('text-partial', partial)
    if (removed > 0) this.#notes.add('content-removed', String(removed))
    await this.#ports.send('page.txt', 'text/plain;charset=utf-8', [Buffer.from(text)])
    return text
  }

  async #certificates({ page, recorder, loading }: Sight): Promise<void> {
    const url = recorder.wayTo(loading.loaderId).hops.at(-1)?.url ?? ''
    if (!url.startsWith('https:')) return
    const { tableNames } = await page.session.send('Network.getCertificate', { origin: new URL(url).origin })
    if (tableNames.length === 0) throw new Error('the browser gave no certificate')
    const pem = tableNames.map((der) => `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`)
    await this.#ports.send('tls-chain.pem', 'application/x-pem-file', [Buffer.from(pem.join(''))])
  }

  /** Notes on what happened along the way, before the provenance is written. */
  #remark({ recorder, gate, hazards, loading, egress }: Sight): void {
    const notes = this.#notes
    const status = recorder.wayTo(loading.loaderId).hops.at(-1)?.status ?? null
    if (status !== null && status >= 400) notes.add('http-status', String(status))
    if (egress.touchedPrivate) notes.add('private-address', hostOf(this.#request.url))
    if (gate.blockedTotal > 0) notes.add('private-blocked', String(gate.blockedTotal))
    if (recorder.total > recorder.exchanges.length) notes.add('exchanges-partial', `${recorder.exchanges.length} / ${recorder.total}`)
    if (recorder.failures > 0) notes.add('requests-failed', String(recorder.failures))
    if (egress.refusedTotal > 0) notes.add('sockets-blocked', String(egress.refusedTotal))
    if (hazards.scriptsStopped > 0) notes.add('loop-broken', String(hazards.scriptsStopped))
    if (hazards.dialogsTotal > 0) notes.add('dialogs-answered', String(hazards.dialogsTotal))
    if (hazards.windowsClosed > 0) notes.add('windows-closed', String(hazards.windowsClosed))
    if (hazards.downloads.length > 0) notes.add('download-stopped', String(hazards.downloads.length))
    if (gate.navigationsStopped.length > 0) notes.add('navigation-stopped', String(gate.navigationsStopped.length))
  }

  async #conclude(sight: Sight, seen: Seen, walk: TileWalk, text: string): Promise<CaptureOutcome> {
    const provenance = await provenanceOf({
      ...sight,
      request: this.#request,
      touched: walk.touched,
      scrolls: this.#scrolls,
      facts: seen.facts,
      seenAt: seen.at,
      startedAt: this.#startedAt,
      elapsedMs: Math.round(performance.now() - this.#began),
      timings: this.#steps.timings,
      notes: this.#notes.list(),
    })
    await this.#ports.send('provenance.json', 'application/json', [Buffer.from(provenanceText(provenance))])
    const { requestedUrl, finalUrl, title, status } = provenance.page
    return {
      source: { requestedUrl, finalUrl, pageTitle: title, status },
      completeness: this.#notes.completeness(),
      text: text.slice(0, 1_000_000).toWellFormed(),
      pageTitle: title,
      acquiredAt: seen.at,
    }
  }

  #noteScroll(step: TileStep): void {
    if (this.#scrolls.length >= 5000) return
    this.#scrolls.push({ atMs: Math.round(performance.now() - this.#began), step: 'scroll', ...step })
  }
}
