import { Refusal } from '../../../shared/contract/errors.ts'
import { PACKED_LOGIN_BYTES, sweepProfiles } from '../browser/index.ts'
import { ChildMessage, inPieces } from './messages.ts'
import type { ChildHandle, SpawnChild } from './ports.ts'
import { Receiver, type TakeArtefact } from './receive.ts'
import { KEEP_CLOSE_MS } from './session-keep.ts'
import type { NotKept, SessionCapture, SessionOrder, SessionRequest, SessionState } from './session-types.ts'
import type { CaptureOutcome, StepProgress } from './types.ts'

export interface SessionHostOptions {
  request: SessionRequest
  spawn: SpawnChild
  /** A login that was kept, packed, for the browser to begin with. Overwritten once it was passed on. */
  login: Uint8Array | null
  /**
   * Where `request.keep` says so: given what is to be kept of the login, in pieces that are overwritten when it settles,
   * or why there is nothing. Called once for a browser that was open. Must not reject.
   */
  onLogin(login: Uint8Array[] | NotKept): Promise<void>
  /** Gives the opening up; of no meaning afterwards. */
  signal: AbortSignal
  /** Told of every change while it is open. */
  onState(state: SessionState): void
  /** Told once, when it is being closed, or when the browser is gone by itself and its login was dealt with. */
  onEnd(): void
}

export interface SessionCaptureRun {
  capture: SessionCapture
  onStep(progress: StepProgress): void
  onArtefact: TakeArtefact
  signal: AbortSignal
}

interface Waiting {
  resolve(): void
  reject(error: Error): void
}

interface Running {
  run: SessionCaptureRun
  receiver: Receiver
  resolve(outcome: CaptureOutcome): void
  reject(error: Error): void
}

/** How long it may take until the browser is there, ms; starting one may need a second try of 30 s. */
const OPENING_MS = 90_000
/** Between asking the child to close and ending it, ms; with a login to be kept, which has to be written and packed first. */
const GRACE_MS = 6000
const KEEP_GRACE_MS = KEEP_CLOSE_MS + 3000

/** The engine's side of a browser for an officer's own login, which lives in a child process without keys. */
export class SessionHost {
  readonly #options: SessionHostOptions
  readonly #child: ChildHandle
  readonly #gone: Promise<void>
  readonly #orders = new Map<number, Waiting>()
  #opening: Waiting | null = null
  #running: Running | null = null
  #next = 0
  #ended: Refusal | null = null
  #wasOpen = false
  #login: Uint8Array[] = []
  #keeping: Promise<void> | null = null

  /**
   * Resolves when the browser is there. Refusals: `capture.*`; `capture.session-hung` where it doesn't come, `capture.session-none`
   * where it was given up.
   */
  static async open(options: SessionHostOptions): Promise<SessionHost> {
    const { signal } = options
    const host = new SessionHost(options)
    const giveUp = () => host.#end(new Refusal('capture.session-none'))
    const timer = setTimeout(() => host.#end(new Refusal('capture.session-hung')), OPENING_MS)
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      await new Promise<void>((resolve, reject) => {
        host.#opening = { resolve, reject }
        host.#listen()
        if (signal.aborted) giveUp()
      })
      return host
    } catch (error) {
      await host.close()
      throw error
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
    }
  }

  private constructor(options: SessionHostOptions) {
    this.#options = options
    this.#child = options.spawn('capture')
    this.#gone = new Promise((resolve) => this.#child.onExit(() => resolve()))
  }

  /** Refusals: `capture.session-none` where the browser is gone. */
  async order(order: Exclude<SessionOrder, { kind: 'capture' }>): Promise<void> {
    if (this.#ended) throw this.#ended
    const id = this.#next++
    await new Promise<void>((resolve, reject) => {
      this.#orders.set(id, { resolve, reject })
      this.#child.post({ type: 'order', id, order })
    })
  }

  /** One at a time. Refusals: those of an acquisition, `capture.tab-gone`, `capture.session-none`. */
  async capture(run: SessionCaptureRun): Promise<CaptureOutcome> {
    if (this.#ended) throw this.#ended
    if (this.#running) throw new Refusal('capture.session-open')
    const cancel = () => this.#child.post({ type: 'cancel' })
    const late = setTimeout(() => void this.#settle(new Refusal('capture.timeout', { bound: 'whole', seconds: Math.round(run.capture.bounds.ms / 1000) })), run.capture.bounds.ms)
    try {
      return await new Promise<CaptureOutcome>((resolve, reject) => {
        const receiver = new Receiver(this.#child, run.onArtefact, (error) => void this.#settle(error))
        this.#running = { run, receiver, resolve, reject }
        run.signal.addEventListener('abort', cancel, { once: true })
        this.#child.post({ type: 'order', id: this.#next++, order: { kind: 'capture', capture: run.capture } })
        if (run.signal.aborted) cancel()
      })
    } finally {
      clearTimeout(late)
      run.signal.removeEventListener('abort', cancel)
    }
  }

  /** The browser is closed, its profile wiped and what is to be kept of its login handed over when this resolves. */
  async close(): Promise<void> {
    this.#end(new Refusal('capture.session-none'))
    this.#child.post({ type: 'end' })
    const timer = setTimeout(() => this.#child.kill(), this.#options.request.keep ? KEEP_GRACE_MS : GRACE_MS)
    await this.#gone
    clearTimeout(timer)
    await this.#keeping
    await sweepProfiles()
  }

  #listen(): void {
    this.#child.onMessage((raw) => {
      try {
        this.#take(ChildMessage.parse(raw))
      } catch {
        this.#end(new Refusal('capture.crashed', { detail: 'protocol' }))
        this.#kept('abrupt')
        this.#child.kill()
      }
    })
    this.#child.onExit((how) => {
      this.#kept('abrupt')
      this.#end(new Refusal('capture.crashed', { detail: how.slice(0, 400) }))
    })
  }

  #take(message: ChildMessage): void {
    switch (message.type) {
      case 'ready':
        return this.#open()
      case 'session':
        this.#wasOpen = true
        this.#opening?.resolve()
        this.#opening = null
        return this.#options.onState(message.state)
      case 'ordered':
        this.#orders.get(message.id)?.resolve()
        return void this.#orders.delete(message.id)
      case 'step':
        return this.#running?.run.onStep(message.progress)
      case 'artefact':
      case 'chunk':
      case 'artefact-end':
        // What comes after a capture was given up belongs to nobody.
        return this.#running?.receiver.take(message)
      case 'done':
        if (this.#running?.receiver.isBusy) throw new Error('done inside an artefact')
        this.#running?.resolve(message.outcome)
        this.#running = null
        return
      case 'login':
        if (this.#login.reduce((sum, { length }) => sum + length, message.bytes.length) > PACKED_LOGIN_BYTES) throw new Error('a login longer than any')
        return void this.#login.push(message.bytes)
      case 'login-end':
        return this.#kept(message.notKept)
      case 'refused':
        return this.#refuse(new Refusal(message.code, message.params))
      case 'failed':
        return this.#refuse(new Refusal('capture.crashed', { detail: 'internal' }, new Error(message.message)))
    }
  }

  #refuse(refusal: Refusal): void {
    if (refusal.code === 'capture.session-none' || this.#opening) return this.#end(refusal)
    if (this.#running) return void this.#settle(refusal)
    for (const waiting of this.#orders.values()) waiting.reject(refusal)
    this.#orders.clear()
  }

  async #settle(error: Error): Promise<void> {
    const running = this.#running
    if (!running) return
    this.#running = null
    await running.receiver.fail(error)
    running.reject(running.run.signal.aborted ? new Refusal('job.cancelled') : error)
  }

  #end(refusal: Refusal): void {
    if (this.#ended) return
    this.#ended = refusal
    this.#options.login?.fill(0)
    this.#opening?.reject(refusal)
    this.#opening = null
    for (const waiting of this.#orders.values()) waiting.reject(refusal)
    this.#orders.clear()
    void this.#settle(refusal)
    void Promise.resolve(this.#keeping).then(() => this.#options.onEnd())
  }

  #open(): void {
    if (this.#ended) return
    const { request, login } = this.#options
    if (login) for (const bytes of inPieces(login)) this.#child.post({ type: 'login', bytes })
    login?.fill(0)
    this.#child.post({ type: 'open', request })
  }

  /** Whatever is said of the login first counts. */
  #kept(notKept: NotKept | null): void {
    if (this.#keeping || !this.#options.request.keep) return
    const login = this.#login.splice(0)
    const told = this.#wasOpen ? this.#options.onLogin(notKept ?? login) : Promise.resolve()
    this.#keeping = told.finally(() => {
      for (const piece of login) piece.fill(0)
      this.#child.post({ type: 'login-taken' })
    })
  }
}
