import { z } from 'zod'
import type { CheckReport, CheckResult } from '../contract/index.ts'
import { CHECK_NAMES, type CheckName } from './names.ts'

/** Longest detail that goes into a report; what it quotes is hostile. */
const MAX_DETAIL = 500

/** Thrown inside a check at the first thing that doesn't hold. `item` is the file or entry. */
export class Mismatch extends Error {
  readonly item: string

  constructor(item: string, message: string) {
    super(message)
    this.name = 'Mismatch'
    this.item = item
  }
}

/** Somebody ended the verification: no finding, so it goes through every check. `reason` is what they ended it with. */
export class Stopped extends Error {
  readonly reason: unknown

  constructor(reason: unknown) {
    super('the verification was ended')
    this.name = 'Stopped'
    this.reason = reason
  }
}

/** A pause between two pieces of work. @throws Stopped */
export type Pause = () => Promise<void>

export function pauseOf(given: Pause | undefined): Pause {
  return async () => {
    try {
      await given?.()
    } catch (reason) {
      throw new Stopped(reason)
    }
  }
}

/** What a check that didn't fail says of itself. */
export interface Outcome {
  result: 'pass' | 'not-checked'
  detail: string
  item?: string
  /** Whether the bundle had promised what couldn't be checked. */
  promised?: boolean
}

export const passed = (detail: string): Outcome => ({ result: 'pass', detail })
/** The bundle doesn't promise it, or nobody asked. */
export const notAsked = (detail: string): Outcome => ({ result: 'not-checked', detail })
/** The bundle promises it and it couldn't be checked: the verdict can't be better than incomplete. */
export const unable = (detail: string, item?: string): Outcome => ({
  result: 'not-checked',
  detail,
  promised: true,
  ...(item === undefined ? {} : { item }),
})

/** Collects results; a check that fails, in whatever way, never keeps others from running. */
export class Findings {
  readonly #results = new Map<CheckName, CheckResult>()
  readonly #pause: Pause
  #promiseUnchecked = false

  constructor(pause: Pause) {
    this.#pause = pause
  }

  /**
   * Runs a check. Any error is a failure of the bundle: everything a check reads is hostile, and what makes it stumble
   * doesn't hold. `item` is blamed for errors that don't say themselves.
   */
  async run(name: CheckName, item: string, check: () => Outcome | Promise<Outcome>): Promise<boolean> {
    await this.#pause()
    try {
      const outcome = await check()
      this.#promiseUnchecked ||= outcome.promised === true
      this.#record({ name, result: outcome.result, detail: outcome.detail, item: outcome.item ?? null })
      return outcome.result === 'pass'
    } catch (error) {
      if (error instanceof Stopped) throw error
      const blamed = error instanceof Mismatch ? error.item : item
      this.#record({ name, result: 'fail', detail: describe(error), item: blamed })
      return false
    }
  }

  /** Failures first, then what wasn't checked, then the rest, each from the outside in. */
  report(): CheckReport {
    const missing = CHECK_NAMES.filter((name) => !this.#results.has(name))
    if (missing.length > 0) throw new Error(`checks not run: ${missing.join(', ')}`)
    const all = CHECK_NAMES.flatMap((name) => this.#results.get(name) ?? [])
    const of = (result: CheckResult['result']) => all.filter((check) => check.result === result)
    const failed = of('fail')
    const verdict = failed.length > 0 ? 'failed' : this.#promiseUnchecked ? 'incomplete' : 'ok'
    return { verdict, checks: [...failed, ...of('not-checked'), ...of('pass')] }
  }

  #record(result: { name: CheckName } & CheckResult): void {
    const item = result.item === null ? null : printable(result.item)
    this.#results.set(result.name, { ...result, item, detail: printable(result.detail) })
  }
}

/** One line of what went wrong, also for schema errors, whose message is a page of JSON. */
export function describe(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error).split('\n').slice(0, 2).join(' ').replace(/\s+/g, ' ')
  return error instanceof Error ? error.message : String(error)
}

/** Reports are shown in terminals: no control, bidirectional or other invisible characters from a bundle. */
function printable(text: string): string {
  return text.slice(0, MAX_DETAIL).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')
}

/** Whatever was thrown, as something that can be thrown again. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))
