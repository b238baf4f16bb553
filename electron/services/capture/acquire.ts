import { setTimeout as after } from 'node:timers/promises'
import { Refusal } from '../../../shared/contract/errors.ts'
import { type LaunchedBrowser, type TreeWatch, watchTree } from '../browser/index.ts'
import { AddressGuard, type AddressPorts, refusalOf, systemAddresses } from './addresses.ts'
import { answerAndTakeAgain } from './answered.ts'
import { stripAddress } from './archive/strip.ts'
import { askOutside } from './clocks.ts'
import { conclude, remark } from './conclude.ts'
import { readDom, takeAccessibility, takeCanvases, takeDom, takeFrames, takeMhtml, takePdf, takePosts, takeText } from './content-steps.ts'
import { Egress } from './egress.ts'
import { takeArchive, takeCertificates, takeDownloads, takeFiles, takeMedia } from './exchange-steps.ts'
import { type Hazards, PageCrashed } from './hazards.ts'
import { judgeWalls, see } from './look.ts'
import { joinPicture, takeInner, takeWindow, walkPage } from './picture-steps.ts'
import { PostReader } from './posts/index.ts'
import { hostOf } from './recorder.ts'
import { Recording } from './recording.ts'
import { takeRegion } from './region.ts'
import { openScene, type Scene } from './scene.ts'
import { launchForPage, openSight, type Sight } from './sight.ts'
import { Notes, Steps } from './steps.ts'
import type { CaptureOutcome, CaptureRequest, StepProgress } from './types.ts'

/** For a public value, before the page is asked for. */
const VALUE_MS = 2000

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

class Acquisition {
  readonly #request: CaptureRequest
  readonly #ports: AcquirePorts
  readonly #guard: AddressGuard
  readonly #notes = new Notes()
  readonly #steps: Steps
  readonly #fatal: Promise<never>
  readonly #began = performance.now()
  readonly #startedAt = new Date().toISOString()
  #closing = false
  #refuse: (error: Error) => void = () => undefined
  #launched: LaunchedBrowser | null = null
  #hazards: Hazards | null = null
  #egress: Egress | null = null
  #memory: TreeWatch | null = null

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
    const { bounds, outside } = this.#request
    const steps = this.#steps
    const asked = askOutside(outside, this.#guard)
    const sight = await steps.required('launch', 90_000, () => this.#launch())
    // Where it comes in time, the value that nobody could know earlier is there before the page is.
    await Promise.race([asked.value, after(VALUE_MS, undefined, { ref: false })])
    // Before anything is asked for: it listens to every exchange.
    const scene = this.#scene(sight)
    const load = () => sight.loading.navigate(this.#request.url, bounds.loadMs)
    const found = await steps.required('load', bounds.loadMs * 2 + 5000, load).catch((error: unknown) => {
      // What came before is worth keeping: that this page kills the browser's process is an outcome too.
      if (!(error instanceof PageCrashed)) throw error
      this.#notes.add('page-crashed', 'load')
    })
    if (found === 'file') await takeFile(scene)
    else {
      await steps.optional('settle', 25_000, 'settle-slow', () => {
        sight.band.prepare()
        return sight.loading.settle()
      })
      sight.gate.closedFor = sight.page.targetId
      await (this.#request.extent === 'check' ? takeCheck : takeEverything)(scene, this.#fatal)
    }
    const outcome = await steps.required('provenance', 30_000, () => conclude(scene, this.#startedAt, asked))
    this.#closing = true
    // Nothing in its profile is worth being written down: it is wiped.
    sight.launched.kill()
    await steps.required('close', 10_000, () => sight.launched.exited)
    return outcome
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
    this.#memory = watchTree(launched.pid, {
      maxBytes: this.#request.bounds.memoryBytes,
      onOver: (what, bytes) => {
        this.#notes.add('memory-bound', `${Math.round(bytes / 1024 ** 2)} MiB`)
        if (what === 'tree') this.#refuse(new Refusal('capture.crashed', { detail: 'memory' }))
      },
    })
    if (launched.sandbox === 'off') this.#notes.add('sandbox-off', this.#request.browser.name)
    const sight = await openSight(launched, this.#request, this.#guard, egress, this.#notes, (refusal) => this.#refuse(refusal))
    this.#hazards = sight.hazards
    this.#steps.guard(sight.hazards.crashed, () => sight.hazards.stopScripts())
    return sight
  }

  #scene(sight: Sight): Scene {
    return openScene({
      request: this.#request,
      sight,
      notes: this.#notes,
      steps: this.#steps,
      began: this.#began,
      send: (name, mediaType, chunks) => this.#ports.send(name, mediaType, chunks),
    })
  }

  /** Nothing of the browser is left when this resolves, however the run ended. */
  async release(): Promise<void> {
    this.#hazards?.end()
    this.#memory?.stop()
    this.#launched?.kill()
    await this.#launched?.exited
    this.#egress?.close()
  }
}

/** Every step between a page that is there and the provenance. What changes the page comes after what only looks. */
export async function takeEverything(scene: Scene, fatal: Promise<never>): Promise<void> {
  const { steps, request, sight } = scene
  const recording = request.record ? new Recording(sight.page.session) : null
  await recording?.start().catch(() => undefined)
  scene.seen = await see(scene, fatal)
  scene.posts = new PostReader(stripAddress(scene.seen.facts.url, () => undefined))
  sight.loading.pin()
  const first = await steps.optional('window-picture', 30_000, 'no-window-picture', () => takeWindow(scene))
  const { region, seen } = scene
  await steps.optional('look', 15_000, 'not-judged', () => judgeWalls(scene))
  if (region) await steps.optional('region', 60_000, 'region-partial', () => takeRegion(scene, region))
  const walk = await walkPage(scene, first && seen.y === 0 ? { png: first, pictures: seen.pictures } : null)
  await steps.optional('join', 120_000, 'no-screenshot', () => joinPicture(scene, walk))
  await steps.optional('scrollers', request.bounds.scrollMs, 'scroller-partial', () => takeInner(scene))
  await steps.optional('dom', 45_000, 'no-page-html', () => takeDom(scene))
  await steps.optional('frames', 45_000, 'no-frames', () => takeFrames(scene))
  // With a frame that fell, the browser may wait for its part for good.
  await steps.optional('mhtml', sight.recorder.crashed > 0 ? 2000 : 60_000, 'no-page-mhtml', () => takeMhtml(scene))
  await steps.optional('text', 45_000, 'no-page-text', () => takeText(scene))
  await steps.optional('posts', 20_000, 'no-posts', () => takePosts(scene))
  await steps.optional('accessibility', 30_000, 'no-accessibility', () => takeAccessibility(scene))
  await steps.optional('canvases', 20_000, 'canvas-unreadable', () => takeCanvases(scene))
  if (request.banner !== 'leave') await steps.optional('answered', request.bounds.scrollMs + 30_000, 'answered-partial', () => answerAndTakeAgain(scene))
  if (recording) await steps.optional('recording', 30_000, 'recording-partial', () => takeRecording(scene, recording))
  await steps.optional('exchanges', 20_000, 'no-tls-chain', () => takeCertificates(scene))
  await steps.optional('archive', 60_000, 'no-archive', () => takeArchive(scene))
  await steps.optional('media', 30_000, 'media-partial', () => takeMedia(scene).then(() => takeDownloads(scene)))
  await steps.optional('pdf', 45_000, 'no-page-pdf', () => takePdf(scene))
  remark(scene)
}

/**
 * As far as is needed to tell whether something is still there. The page is gone through all the same, for a post may stand far down and
 * come only then; its picture is that of the window.
 */
async function takeCheck(scene: Scene, fatal: Promise<never>): Promise<void> {
  const { steps, sight } = scene
  scene.seen = await see(scene, fatal)
  scene.posts = new PostReader(stripAddress(scene.seen.facts.url, () => undefined))
  sight.loading.pin()
  await steps.optional('window-picture', 30_000, 'no-window-picture', () => takeWindow(scene))
  await steps.optional('look', 15_000, 'not-judged', () => judgeWalls(scene))
  await walkPage(scene, null)
  await steps.optional('dom', 30_000, 'text-partial', () => readDom(scene))
  await steps.optional('text', 30_000, 'no-page-text', () => takeText(scene))
  await steps.optional('posts', 15_000, 'no-posts', () => takePosts(scene))
  await steps.optional('exchanges', 15_000, 'no-tls-chain', () => takeCertificates(scene))
  remark(scene)
}

/** For the rest of a file, when its beginning is there. */
const FILE_MS = 15_000

/** A link that leads to a file: the file, and how it came. There is no page to look at. */
async function takeFile(scene: Scene): Promise<void> {
  const { steps, notes, request, sight } = scene
  await sight.loading.documents(FILE_MS)
  await steps.optional('exchanges', 20_000, 'no-tls-chain', () => takeCertificates(scene))
  await steps.optional('archive', 60_000, 'no-archive', () => takeArchive(scene))
  await steps.optional('media', 30_000, 'media-partial', () => takeFiles(scene, sight.recorder.wayTo('').hops.slice(-1).map(({ url }) => url)))
  const [file] = scene.downloadsKept
  if (!file) throw new Refusal('capture.file-not-kept', { host: hostOf(request.url) })
  // What the server calls it, or else its address: a claim either way, and nothing is ever called so.
  const called = file.suggested || (new URL(file.url).pathname.split('/').at(-1) ?? '')
  notes.add('link-is-file', called)
  scene.seen.facts.title = called.slice(0, 1000).toWellFormed()
  sight.gate.forgiveViewer()
  remark(scene)
}

async function takeRecording(scene: Scene, recording: Recording): Promise<void> {
  const film = await recording.stop()
  if (!film) throw new Error('nothing was filmed')
  if (recording.full) scene.notes.add('recording-partial', 'bound')
  await scene.send('recording.avi', 'video/x-msvideo', film)
}
