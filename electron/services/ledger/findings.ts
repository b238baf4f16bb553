import type { CheckResult } from '../../../shared/contract/index.ts'

/** The checks of a whole log, in the order in which they are told. */
export const LEDGER_CHECKS = [
  'log-lines',
  'log-chains',
  'log-signatures',
  'log-actors',
  'log-payloads',
  'log-tree',
  'log-checkpoints',
  'log-last-seen',
] as const
export type LedgerCheck = (typeof LEDGER_CHECKS)[number]

/** Collects what a check finds: the first mismatch of each kind is named, the rest are counted. */
export interface Findings {
  /** Counts one thing that this check looked at. */
  looked(check: LedgerCheck): void
  /** `item` names the entry or checkpoint. */
  fail(check: LedgerCheck, detail: string, item: string): void
  notChecked(check: LedgerCheck, detail: string): void
  /** Told beside the count where the check passes. */
  add(check: LedgerCheck, detail: string): void
  /** `stopped`: why not everything could be looked at, or null. A check then can't pass. */
  results(stopped: string | null): CheckResult[]
}

export function createFindings(): Findings {
  const counts = new Map<LedgerCheck, number>()
  const failures = new Map<LedgerCheck, { detail: string; item: string; more: number }>()
  const besides = new Map<LedgerCheck, string>()
  const gaps = new Map<LedgerCheck, string>()

  function result(name: LedgerCheck, stopped: string | null): CheckResult {
    const failure = failures.get(name)
    if (failure !== undefined) {
      const more = failure.more === 0 ? '' : ` (and ${failure.more} more)`
      return { name, result: 'fail', detail: failure.detail + more, item: failure.item }
    }
    const gap = gaps.get(name) ?? stopped
    if (gap !== null) return { name, result: 'not-checked', detail: gap, item: null }
    return { name, result: 'pass', detail: [`${counts.get(name) ?? 0} checked`, ...(besides.has(name) ? [besides.get(name)] : [])].join(', '), item: null }
  }

  return {
    looked: (check) => void counts.set(check, (counts.get(check) ?? 0) + 1),
    fail(check, detail, item) {
      const known = failures.get(check)
      if (known === undefined) failures.set(check, { detail, item, more: 0 })
      else known.more += 1
    },
    notChecked: (check, detail) => void gaps.set(check, detail),
    add: (check, detail) => void besides.set(check, detail),
    results: (stopped) => LEDGER_CHECKS.map((name) => result(name, stopped)),
  }
}
