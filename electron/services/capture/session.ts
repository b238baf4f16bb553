import { Refusal } from '../../../shared/contract/errors.ts'
import { launchBrowser, type LaunchedBrowser, openPage, type RawPage, TREE_BYTES, type TreeWatch, watchTree } from '../browser/index.ts'
import { takeEverything } from './acquire.ts'
import { AddressGuard, type AddressPorts, refusalOf, systemAddresses } from './addresses.ts'
import { Band } from './band.ts'
import { ExactBodies } from './bodies.ts'
import { askOutside } from './clocks.ts'
import { conclude } from './conclude.ts'
import { Egress } from './egress.ts'
import { RequestGate } from './gate.ts'
import { Hazards } from './hazards.ts'
import { Loading } from './load.ts'
import { pickRegion } from './pick.ts'
import { ReadOnly } from './read-only.ts'
import { hostOf } from './recorder.ts'
import { openScene } from './scene.ts'
import { KEEP_CLOSE_MS, LoginGiver, LoginKeeper } from './session-keep.ts'
import type { NotKept, SessionCapture, SessionOrder, SessionRequest, SessionState } from './session-types.ts'
import { WatchedTabs } from './session-tabs.ts'
import type { Sight } from './sight.ts'
import { Notes, Steps } from './steps.ts'
import type { CaptureOutcome, CaptureRequest, Region, StepProgress } from './types.ts'
import { World } from './world.ts'

/** For what a page has just been given. */
const BODIES_MS = 5000

/** How long the lock waits for the tabs to answer, ms; less than the engine waits for the lock. */
const LISTEN_MS = 5000

export interface SessionPorts {
  onState(state: SessionState): void
  /** A login that was kept, as it was handed over; none: the browser begins empty. */
  login?: Uint8Array | null
  addresses?: AddressPorts
  /** For tests, whose person at the window is a program. */
  onLaunched?: (launched: LaunchedBrowser) => void
}

export interface SessionCapturePorts {
  report(progress: StepProgress): void
  send(name: string, mediaType: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>
  signal: AbortSignal
}

/**
 * A browser in which an officer logs in and goes to a post, and which is then captured as it stands: nothing is loaded
 * anew. Until the officer says that she is logged in, no tab is listened to, so what she types is known to nobody but
 * the site. From then on the browser is read-only, and what is exchanged is recorded.
 */
export class OfficerSession {
  readonly #request: SessionRequest
  readonly #ports: SessionPorts
  readonly #guard: AddressGuard
  readonly #egress: Egress
  readonly #launched: LaunchedBrowser
  readonly #exact: ExactBodies
  readonly #gate: RequestGate
  readonly #readOnly = new ReadOnly()
  readonly #tabs = new Map<string, { url: string; title: string }>()
  readonly #watched: WatchedTabs
  readonly #memory: TreeWatch
  readonly #keeper: LoginKeeper | null
  #mode: SessionState['mode'] = 'login'
  #picked: { tab: string; region: Region } | null = null
  /** Told of too much memory while a page is captured. */
  #onMemory: (bytes: number) => void = () => undefined
  #ownTarget = ''
  #opensOwn = false
  #telling: NodeJS.Timeout | undefined

  static async open(request: SessionRequest, ports: SessionPorts, signal: AbortSignal): Promise<OfficerSession> {
    const guard = new AddressGuard(request.allowPrivate, ports.addresses ?? systemAddresses)
    const judgement = await guard.judgePage(request.url)
    if (!judgement.allowed) throw refusalOf(judgement, hostOf(request.url))
    const egress = new Egress(guard)
    const args = await egress.open()
    const giver = ports.login ? new LoginGiver(ports.login) : null
    const keeper = request.keep ? new LoginKeeper() : null
    try {
      const launched = await launchBrowser(request.browser, {
        purpose: request.visible ? 'session' : 'unseen-session',
        group: 'ours',
        managePages: false,
        acceptLanguages: request.languages,
        signal,
        args,
        ...(giver && { fill: (profile, owner) => giver.fill(profile, owner) }),
        ...(keeper && { onGone: (profile, how) => keeper.take(profile, how) }),
      })
      ports.onLaunched?.(launched)
      const session = new OfficerSession(request, ports, guard, egress, launched, keeper)
      await giver?.finish(launched.control)
      await session.#begin()
      await keeper?.watch(launched.control)
      return session
    } catch (error) {
      egress.close()
      throw error
    }
  }

  private constructor(request: SessionRequest, ports: SessionPorts, guard: AddressGuard, egress: Egress, launched: LaunchedBrowser, keeper: LoginKeeper | null) {
    this.#request = request
    this.#ports = ports
    this.#guard = guard
    this.#egress = egress
    this.#launched = launched
    this.#keeper = keeper
    this.#exact = new ExactBodies(launched.control)
    this.#exact.isOn = false
    this.#watched = new WatchedTabs(launched, egress, this.#exact)
    // A tab that leads where it may not shows the browser's own error page; the session goes on.
    this.#gate = new RequestGate(launched.control, guard, egress, this.#exact, (frameId) => this.#tabs.has(frameId), () => undefined)
    // A person sits at this window.
    this.#gate.credentials = 'Default'
    this.#gate.writes = this.#readOnly
    this.#readOnly.onBlocked = () => this.#tell()
    // A page that is ended shows that in its tab; only if that doesn't help the browser goes.
    this.#memory = watchTree(launched.pid, {
      maxBytes: TREE_BYTES,
      onOver: (what, bytes) => {
        this.#onMemory(bytes)
        if (what === 'tree') launched.kill()
      },
    })
  }

  /** Settles with a description once the browser is gone; never rejects. */
  get exited(): Promise<string> {
    return this.#launched.exited
  }

  /** Of a session whose login is to be kept: packed, or why not, once the browser is gone. Null where it isn't to be. */
  get login(): Promise<Uint8Array | NotKept> | null {
    return this.#keeper?.outcome ?? null
  }

  async order(order: Exclude<SessionOrder, { kind: 'capture' }>): Promise<void> {
    if (order.kind === 'lock') await this.#lock()
    if (order.kind === 'lift') this.#setMode('lifted')
    if (order.kind === 'pick') await this.#pick(order.tab, order.of)
    // Whoever gave the order is answered by how it stands then.
    this.#tellNow()
  }

  /** Captures a tab in place. Refusals: `capture.tab-gone`, `capture.crashed`, `job.cancelled`. */
  async capture(order: SessionCapture, ports: SessionCapturePorts): Promise<CaptureOutcome> {
    const found = this.#tabs.get(order.tab)
    if (!found || !/^https?:/i.test(found.url)) throw new Refusal('capture.tab-gone')
    const began = performance.now()
    const startedAt = new Date().toISOString()
    let refuse: (error: Error) => void = () => undefined
    const fatal = new Promise<never>((_, reject) => (refuse = reject))
    fatal.catch(() => undefined)
    const cancel = () => refuse(new Refusal('job.cancelled'))
    if (ports.signal.aborted) cancel()
    ports.signal.addEventListener('abort', cancel, { once: true })
    void this.#launched.exited.then((how) => refuse(new Refusal('capture.crashed', { detail: `browser: ${how}` })))
    const notes = new Notes()
    const steps = new Steps(notes, ports.report, fatal, began + order.bounds.ms * 0.9)
    const { tab, ...choices } = order
    const { allowPrivate, browser, languages } = this.#request
    const request: CaptureRequest = { ...choices, allowPrivate, browser, languages, url: found.url, viewport: { width: 1280, height: 1000 } }
    const asked = askOutside(request.outside, this.#guard)
    const sight = await steps.required('launch', 20_000, () => this.#sightOf(tab, notes))
    steps.guard(sight.hazards.crashed, () => sight.hazards.stopScripts())
    this.#onMemory = (bytes) => notes.add('memory-bound', `${Math.round(bytes / 1024 ** 2)} MiB`)
    try {
      this.#gate.navigationsStopped.length = 0
      this.#gate.closedFor = tab
      if (this.#launched.sandbox === 'off') notes.add('sandbox-off', browser.name)
      const scene = openScene({ request, sight, notes, steps, began, send: ports.send })
      if (this.#picked?.tab === tab) scene.region = this.#picked.region
      await steps.optional('settle', 10_000, 'settle-slow', () => sight.loading.settle())
      await takeEverything(scene, fatal)
      return await steps.required('provenance', 30_000, () => conclude(scene, startedAt, asked))
    } finally {
      this.#gate.closedFor = null
      this.#onMemory = () => undefined
      // The dialogs of this tab are the officer's again.
      await sight.hazards.leave()
      this.#picked = null
      this.#tell()
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#telling)
    this.#memory.stop()
    await this.#keeper?.look()
    await this.#launched.close(this.#keeper ? KEEP_CLOSE_MS : undefined)
    this.#egress.close()
  }

  kill(): void {
    clearTimeout(this.#telling)
    this.#memory.stop()
    this.#launched.kill()
    this.#egress.close()
  }

  async #begin(): Promise<void> {
    const { control } = this.#launched
    const seen = ({ targetInfo: { targetId, type, url, title } }: { targetInfo: { targetId: string; type: string; url: string; title: string } }) => {
      // A page that was changed with the browser's tools isn't what the site sent.
      if (url.startsWith('devtools:')) return void control.send('Target.closeTarget', { targetId }).catch(() => undefined)
      if (type !== 'page' || targetId === this.#ownTarget || (this.#opensOwn && url === 'about:blank')) return
      const isNew = !this.#tabs.has(targetId)
      if (isNew && this.#tabs.size >= 50) return
      this.#tabs.set(targetId, { url: url.slice(0, 8192), title: title.slice(0, 1000) })
      if (isNew && this.#mode !== 'login') void this.#watched.watch(targetId, 'lock').catch(() => undefined)
      this.#tell()
    }
    control.on('Target.targetCreated', seen)
    control.on('Target.targetInfoChanged', seen)
    control.on('Target.targetDestroyed', ({ targetId }) => {
      this.#tabs.delete(targetId)
      this.#watched.drop(targetId)
      if (this.#picked?.tab === targetId) this.#picked = null
      this.#tell()
    })
    await this.#gate.open()
    await this.#watched.denyDownloads()
    await control.send('Target.setDiscoverTargets', { discover: true })
    const first = [...this.#tabs.keys()]
    await control.send('Target.createTarget', { url: this.#request.url })
    for (const targetId of first) await control.send('Target.closeTarget', { targetId }).catch(() => undefined)
  }

  async #lock(): Promise<void> {
    this.#exact.isOn = true
    this.#setMode('read-only')
    const listening = [...this.#tabs.keys()].map((tab) => this.#watched.watch(tab, 'lock').catch(() => undefined))
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, LISTEN_MS)
    // A page that hangs is read-only like every other, and answers when it goes on, if it ever does: the officer isn't kept waiting for it.
    await Promise.race([Promise.all(listening), late])
    clearTimeout(timer)
  }

  #setMode(mode: SessionState['mode']): void {
    this.#mode = mode
    this.#readOnly.lifted = mode !== 'read-only'
    this.#tell()
  }

  async #pick(tab: string, of: 'element' | 'area' | 'nothing'): Promise<void> {
    this.#picked = null
    const { page } = await this.#watched.watch(tab, 'capture')
    const region = await pickRegion(page.session, of)
    this.#picked = region && { tab, region }
    this.#tell()
  }

  async #sightOf(tab: string, notes: Notes): Promise<Sight> {
    const { page, recorder, bodies, sessions, since } = await this.#watched.watch(tab, 'capture')
    const { session } = page
    const world = new World(session, tab)
    const hazards = new Hazards(this.#launched, page)
    const loading = new Loading({ session, world, recorder, hazards, notes, egress: this.#egress })
    const { frameTree } = await session.send('Page.getFrameTree')
    loading.adopt(frameTree.frame.loaderId)
    await session.send('Page.enable')
    await hazards.watch(false)
    const band = new Band(this.#launched, () => this.#openBand())
    recorder.visits.show(frameTree.frame.loaderId)
    await bodies.rest(BODIES_MS)
    hazards.downloads.push(...this.#watched.downloadsOf(tab, recorder))
    // Listened to before this very page was asked for, and its document is held; or only after it was there.
    const isWhole = since === 'lock' && recorder.wayTo(frameTree.frame.loaderId).hops.length > 0 && bodies.hasPage
    return {
      way: 'session',
      profile: this.#ports.login ? 'kept' : 'fresh',
      recordedFrom: isWhole ? 'lock' : 'capture',
      launched: this.#launched,
      egress: this.#egress,
      page,
      world,
      recorder,
      exact: this.#exact,
      bodies,
      gate: this.#gate,
      readOnly: this.#readOnly,
      hazards,
      loading,
      band,
      sessions,
    }
  }

  /** A window of ours for a moment: it isn't one of the officer's tabs. */
  async #openBand(): Promise<RawPage> {
    this.#opensOwn = true
    try {
      const page = await openPage(this.#launched, { width: 1280, height: 60 })
      this.#ownTarget = page.targetId
      this.#tabs.delete(page.targetId)
      return page
    } finally {
      this.#opensOwn = false
    }
  }

  /** Not more than a few times a second: titles and addresses may change as often as a page likes. */
  #tell(): void {
    this.#telling ??= setTimeout(() => this.#tellNow(), 150)
  }

  #tellNow(): void {
    clearTimeout(this.#telling)
    this.#telling = undefined
    // Whoever is sent on has perhaps just logged in.
    void this.#keeper?.look()
    const tabs = [...this.#tabs].filter(([, { url }]) => /^https?:/i.test(url)).map(([id, told]) => ({ id, url: told.url.toWellFormed(), title: told.title.toWellFormed() }))
    this.#ports.onState({ mode: this.#mode, tabs, writesBlocked: this.#readOnly.blockedTotal, picked: this.#picked?.tab ?? null })
  }
}
