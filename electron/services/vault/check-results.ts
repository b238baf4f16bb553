import type { CheckResult } from '../../../shared/contract/index.ts'

export const pass = (name: string, detail: string): CheckResult => ({ name, result: 'pass', detail, item: null })

export const fail = (name: string, detail: string, item: string): CheckResult => ({
  name,
  result: 'fail',
  detail,
  item,
})

export const skip = (name: string, detail: string): CheckResult => ({ name, result: 'not-checked', detail, item: null })

/** The system's word for a failure, or that there is none: file names and paths stay out of it. */
export function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
}
