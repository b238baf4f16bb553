import { toHex } from '../encoding/index.ts'
import { createDisposalRule, isDisposal, type Payload } from '../model/index.ts'
import { Mismatch } from './findings.ts'
import type { ReadLedger } from './ledger.ts'
import type { ReadPayloads, Statement } from './payloads.ts'

/** What was destroyed before this bundle was made, as disposals say that stand in it. */
export interface DisposedFound {
  /** Entries whose payload is gone. Those of a disposal that is wrong aren't among them. */
  entries: ReadonlySet<number>
  /** Numbers of the exhibits. */
  exhibits: readonly number[]
  /** The first disposal that doesn't hold. */
  fault: Mismatch | null
}

/** A disposal counts where it names what is gone, no hold that is told of stood in its way, and a second person signed right behind it. */
export function disposedOf({ statements, absent }: ReadPayloads, { entries }: ReadLedger): DisposedFound {
  const said = new Map(statements.map((statement) => [statement.entry.seq, statement]))
  const missing = new Set(absent.map(({ entry }) => entry.seq))
  const known = new Map(entries.map(({ entry }) => [entry.seq, { case: entry.case, type: entry.type, isGone: missing.has(entry.seq) }]))
  const rule = createDisposalRule((seq) => known.get(seq) ?? null)
  const gone = new Set<number>()
  const exhibits: number[] = []
  let fault: Mismatch | null = null
  for (const { item, entry } of entries) {
    const statement = said.get(entry.seq)
    if (statement === undefined) {
      if (missing.has(entry.seq)) rule.missing(entry.seq, entry.case, entry.type)
      continue
    }
    const wrong = rule.judge(entry.seq, entry.case, statement.payload) ?? pairFault(statement, said)
    if (wrong !== null) {
      fault ??= new Mismatch(item, wrong)
      continue
    }
    if (statement.payload.type !== 'exhibit.disposed') continue
    for (const { number, entries: of } of statement.payload.exhibits) {
      exhibits.push(number)
      for (const seq of of) gone.add(seq)
    }
  }
  return { entries: gone, exhibits: exhibits.toSorted((a, b) => a - b), fault }
}

/** A disposal with its approval, and no approval without one. */
function pairFault(statement: Statement, said: ReadonlyMap<number, Statement>): string | null {
  const { seq, type } = statement.entry
  if (type === 'disposal.approved') {
    const before = said.get(seq - 1)
    return before !== undefined && isDisposal(before.entry.type) ? null : 'an approval without what it approves'
  }
  return isDisposal(type) ? approvalFault(statement, said.get(seq + 1)) : null
}

function approvalFault({ entry, leaf, payload }: Statement, next: Statement | undefined): string | null {
  const approval: Payload | undefined = next?.payload
  if (next === undefined || approval?.type !== 'disposal.approved' || approval.seq !== entry.seq || approval.leaf !== toHex(leaf)) return 'a disposal stands without a second person'
  if (approval.actor.role !== 'officer') return 'a disposal is approved by a witness'
  return approval.actor.person === payload.actor.person || next.entry.kid === entry.kid ? 'somebody approved their own disposal' : null
}
