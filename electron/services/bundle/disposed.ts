import { Refusal } from '../../../shared/contract/index.ts'
import { createDisposalRule } from '../../../shared/model/index.ts'
import type { CustodyItem } from './contents.ts'

/**
 * A payload that somebody took out must not decide what a receiver gets to see: what isn't there was disposed of by two people, and the log says so.
 *
 * @throws Refusal `evidence.damaged`
 */
export function assertDisposed(custody: readonly CustodyItem[]): void {
  if (custody.every(({ payload }) => payload !== null)) return
  const known = new Map(custody.map(({ entry, payload }) => [entry.seq, { case: entry.case, type: entry.type, isGone: payload === null }]))
  const rule = createDisposalRule((seq) => known.get(seq) ?? null)
  for (const { entry, payload } of custody) {
    const wrong = payload === null ? null : rule.judge(entry.seq, entry.case, payload.value)
    if (wrong !== null) throw new Refusal('evidence.damaged', { seq: entry.seq, part: 'disposal' })
    if (payload === null) rule.missing(entry.seq, entry.case, entry.type)
  }
  const [open] = rule.unsettled()
  if (open !== undefined) throw new Refusal('evidence.damaged', { seq: open.seq, part: 'payload' })
}
