import { Refusal } from '../../../shared/contract/errors.ts'
import type { Completeness } from '../../../shared/model/index.ts'
import { stripWords } from './archive/strip.ts'
import { PageCrashed } from './hazards.ts'
import { type CaptureStep, NOTE_CODES, type NoteCode, type StepProgress } from './types.ts'

class StepTimeout extends Error {}

const MAX_DETAILS = 20
const MAX_DETAIL = 2000

/** Notes on completeness, each code once, with what is known of each time it was met: twenty times, then how many more. */
export class Notes {
  readonly #details = new Map<NoteCode, { told: Set<string>; more: number }>()

  add(code: NoteCode, detail: string): void {
    const known = this.#details.get(code) ?? { told: new Set(), more: 0 }
    this.#details.set(code, known)
    // After the cut, which may go through the middle of a pair.
    const text = stripWords(detail.slice(0, MAX_DETAIL), () => undefined).toWellFormed()
    if (known.told.has(text)) return
    if (known.told.size < MAX_DETAILS) known.told.add(text)
    else known.more++
  }

  has(code: NoteCode): boolean {
    return this.#details.has(code)
  }

  list(): { code: NoteCode; detail: string }[] {
    return [...this.#details].map(([code, { told, more }]) => {
      const detail = [...told].filter(Boolean).join('; ')
      return { code, detail: `${detail.slice(0, MAX_DETAIL - 20).toWellFormed()}${more > 0 ? `; +${more}` : ''}` }
    })
  }

  completeness(): Completeness {
    const notes = this.list()
    return { verdict: notes.some(({ code }) => NOTE_CODES[code] === 'partial') ? 'partial' : 'complete', notes }
  }
}

/** Steps that work with what was taken already, and so go on when the page is dead. */
const WITHOUT_PAGE = new Set<CaptureStep>(['launch', 'join', 'archive', 'provenance', 'close'])

/**
 * Runs the named steps in turn, each in its own time. A step that takes too long first has the page's scripts
 * stopped under it (a loop holds up everything), then is given up.
 */
export class Steps {
  readonly timings: { step: string; ms: number; state: 'done' | 'failed' | 'skipped' }[] = []
  readonly notes: Notes
  readonly #report: (progress: StepProgress) => void
  readonly #fatal: Promise<never>
  readonly #deadline: number
  #isDead = false
  #rescue: () => Promise<void> = async () => undefined
  #crashed: Promise<never> = new Promise(() => undefined)

  /** `fatal` rejects when the whole acquisition must end; `deadline` is by the monotonic clock, ms. */
  constructor(notes: Notes, report: (progress: StepProgress) => void, fatal: Promise<never>, deadline: number) {
    this.notes = notes
    this.#report = report
    this.#fatal = fatal
    this.#deadline = deadline
  }

  /** Known once there is a page. */
  guard(crashed: Promise<never>, rescue: () => Promise<void>): void {
    this.#crashed = crashed
    this.#rescue = rescue
    crashed.catch(() => (this.#isDead = true))
  }

  progress(step: CaptureStep, done: number, total: number, detail = ''): void {
    this.#report({ step, state: 'running', done, total, detail: detail.slice(0, 500) })
  }

  /** A failure ends the acquisition; only a crash of the page is left to the caller. */
  async required<T>(step: CaptureStep, ms: number, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#run(step, ms, work)
    } catch (error) {
      if (!(error instanceof StepTimeout)) throw error
      throw new Refusal('capture.timeout', { bound: step, seconds: Math.round(ms / 1000) }, error)
    }
  }

  /** Null where it failed; the note says so. */
  async optional<T>(step: CaptureStep, ms: number, note: NoteCode, work: () => Promise<T>): Promise<T | null> {
    if (this.#isDead && !WITHOUT_PAGE.has(step)) {
      this.timings.push({ step, ms: 0, state: 'skipped' })
      this.#report({ step, state: 'skipped', done: 0, total: 0, detail: '' })
      // Where it fell is what matters, not what could no longer be done.
      if (!this.notes.has('page-crashed')) this.notes.add('page-crashed', step)
      this.notes.add(note, 'page crashed')
      return null
    }
    // What time is left belongs to the steps that hand over what was taken.
    if (performance.now() > this.#deadline && !WITHOUT_PAGE.has(step)) {
      this.timings.push({ step, ms: 0, state: 'skipped' })
      this.#report({ step, state: 'skipped', done: 0, total: 0, detail: '' })
      this.notes.add('bound-time', step)
      this.notes.add(note, 'time')
      return null
    }
    try {
      return await this.#run(step, ms, work)
    } catch (error) {
      if (error instanceof Refusal) throw error
      if (error instanceof PageCrashed && !this.notes.has('page-crashed')) this.notes.add('page-crashed', step)
      this.notes.add(note, error instanceof Error ? error.message : String(error))
      return null
    }
  }

  async #run<T>(step: CaptureStep, limit: number, work: () => Promise<T>): Promise<T> {
    const began = performance.now()
    const ms = Math.max(1000, Math.min(limit, this.#deadline - began))
    const ends = WITHOUT_PAGE.has(step) ? [this.#fatal] : [this.#fatal, this.#crashed]
    const timers: NodeJS.Timeout[] = []
    this.progress(step, 0, 0)
    const late = new Promise<never>((_, reject) => {
      timers.push(setTimeout(() => void this.#rescue(), ms))
      timers.push(setTimeout(() => reject(new StepTimeout(`${step}: over ${Math.round(ms / 1000)} s`)), ms + 2000))
    })
    const end = (state: 'done' | 'failed') => {
      for (const timer of timers) clearTimeout(timer)
      this.timings.push({ step, ms: Math.round(performance.now() - began), state })
    }
    const running = work()
    running.catch(() => undefined)
    late.catch(() => undefined)
    try {
      const result = await Promise.race([running.catch((error: unknown) => this.#cause(error)), late, ...ends])
      end('done')
      this.#report({ step, state: 'done', done: 1, total: 1, detail: '' })
      return result
    } catch (error) {
      end('failed')
      this.#report({ step, state: 'failed', done: 0, total: 0, detail: error instanceof Error ? error.message.slice(0, 500) : '' })
      throw error
    }
  }

  /** A closed connection is told before the reason why it closed, which is what counts. */
  async #cause(error: unknown): Promise<never> {
    if (error instanceof Error && /Target closed|Session closed|Connection closed/.test(error.message)) {
      await Promise.race([this.#crashed, this.#fatal, new Promise((resolve) => setTimeout(resolve, 2000))])
    }
    throw error
  }
}
