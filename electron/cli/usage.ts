import { Refusal } from '../../shared/contract/index.ts'

/** Documented exit codes: scripts rely on them. */
export const EXIT = {
  ok: 0,
  /** What was checked doesn't hold, or not all of it could be checked. */
  checkFailed: 1,
  wrongUse: 2,
  /** Refused or failed; nothing that was acknowledged is lost. */
  failed: 3,
} as const

/** The command was called wrongly: told on standard error with a pointer to the help. */
export class WrongUse extends Error {}

/** A command's outcome: the object for `--json`, the lines for people, and the exit code. */
export interface Outcome {
  json: Record<string, unknown>
  lines: readonly string[]
  exit?: (typeof EXIT)[keyof typeof EXIT]
}

/** What the system calls a failure (`EACCES`); null for what is none of its own. */
export const systemCode = (error: unknown): string | null =>
  !(error instanceof Refusal) && error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
