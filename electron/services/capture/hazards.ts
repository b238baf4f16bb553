import type { LaunchedBrowser, Protocol, RawPage } from '../browser/index.ts'

/** A page whose process died: what was taken before stays. */
export class PageCrashed extends Error {}

const PULSE_MS = 2000
const PATIENCE_MS = 6000
const MANY_DIALOGS = 20

/** What a page may do to hold up, flood or leave: each is answered, counted and told in the provenance. */
export class Hazards {
  readonly dialogs: { type: string; message: string; answer: string }[] = []
  readonly downloads: string[] = []
  dialogsTotal = 0
  windowsClosed = 0
  scriptsStopped = 0
  hasCrashed = false
  /** Rejects with {@link PageCrashed}; never resolves. */
  readonly crashed: Promise<never>
  readonly #page: RawPage
  readonly #launched: LaunchedBrowser
  readonly #ownTargets: Set<string>
  #opening: Promise<unknown> = Promise.resolve()
  #crash: (error: Error) => void = () => undefined
  #pulse: NodeJS.Timeout | undefined

  constructor(launched: LaunchedBrowser, page: RawPage) {
    this.#launched = launched
    this.#page = page
    this.#ownTargets = new Set([page.targetId])
    this.crashed = new Promise((_, reject) => {
      this.#crash = reject
    })
    this.crashed.catch(() => undefined)
  }

  /** `alone`: the page is in a browser of its own, so every other window is one that it opened, and every download its doing. */
  async watch(alone: boolean): Promise<void> {
    const { session } = this.#page
    session.on('Page.javascriptDialogOpening', this.#answerDialog)
    session.on('Inspector.targetCrashed', this.#onCrash)
    if (alone) await this.#watchBrowser()
    await session.send('Inspector.enable')
    this.#pulse = setInterval(() => void this.#feelPulse(), PULSE_MS)
  }

  async #watchBrowser(): Promise<void> {
    const { session, contextId } = this.#page
    const { control } = this.#launched
    control.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.type === 'page' && targetInfo.browserContextId === contextId) void this.#closeUnlessOwn(targetInfo.targetId)
    })
    // The browser-wide commands don't reach the private context that a browser opens by itself.
    session.on('Page.downloadWillBegin', ({ url }) => {
      if (this.downloads.length < 50) this.downloads.push(url.slice(0, 8192))
    })
    await Promise.all([
      control.send('Target.setDiscoverTargets', { discover: true }),
      session.send('Page.setDownloadBehavior', { behavior: 'deny' }),
    ])
  }

  /** Opens a page of ours, which is not taken for one that the page opened. */
  open(work: () => Promise<RawPage>): Promise<RawPage> {
    const opening = work().then((page) => {
      this.#ownTargets.add(page.targetId)
      return page
    })
    this.#opening = opening.catch(() => undefined)
    return opening
  }

  /** Ends the script that runs now; the page itself stays. */
  async stopScripts(): Promise<void> {
    this.scriptsStopped++
    await this.#page.session.send('Runtime.terminateExecution').catch(() => undefined)
  }

  end(): void {
    clearInterval(this.#pulse)
    this.#pulse = undefined
  }

  /** The same, of a page that somebody goes on using: its dialogs are that person's again. */
  async leave(): Promise<void> {
    this.end()
    const { session } = this.#page
    session.off('Page.javascriptDialogOpening', this.#answerDialog)
    session.off('Inspector.targetCrashed', this.#onCrash)
    await session.send('Page.disable').catch(() => undefined)
  }

  readonly #onCrash = () => {
    this.hasCrashed = true
    this.#crash(new PageCrashed('the page crashed'))
  }

  async #closeUnlessOwn(targetId: string): Promise<void> {
    // A page of ours is announced before its opener knows its name.
    await this.#opening
    if (this.#ownTargets.has(targetId)) return
    this.windowsClosed++
    await this.#launched.control.send('Target.closeTarget', { targetId }).catch(() => undefined)
  }

  readonly #answerDialog = ({ type, message }: Protocol.Page.JavascriptDialogOpeningEvent) => {
    // Leaving is allowed or stopped by us, not by the page's question; everything else is declined.
    const accept = type === 'beforeunload'
    this.dialogsTotal++
    if (this.dialogs.length < 50) this.dialogs.push({ type, message: message.slice(0, 2000), answer: accept ? 'accepted' : 'dismissed' })
    this.#page.session.send('Page.handleJavaScriptDialog', { accept }).catch(() => undefined)
    if (this.dialogsTotal % MANY_DIALOGS === 0) void this.stopScripts()
  }

  /** A page that doesn't answer the simplest question for so long runs in a loop. */
  async #feelPulse(): Promise<void> {
    const timer = setTimeout(() => void this.stopScripts(), PATIENCE_MS)
    clearInterval(this.#pulse)
    await this.#page.session.send('Runtime.evaluate', { expression: '0' }).catch(() => undefined)
    clearTimeout(timer)
    if (!this.hasCrashed && this.#pulse !== undefined) this.#pulse = setInterval(() => void this.#feelPulse(), PULSE_MS)
  }
}
