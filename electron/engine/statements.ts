import { Refusal, type CheckResult } from '../../shared/contract/index.ts'
import {
  comparisonFault,
  exhibitFault,
  originalFault,
  parseComparison,
  statementFault,
  togetherFault,
  type CaseId,
  type ExhibitId,
  type Payload,
  type Placed,
} from '../../shared/model/index.ts'
import type { Ledger } from '../services/ledger/index.ts'
import { said } from './said.ts'
import type { Session } from './session.ts'

/**
 * Statements of witnesses in the vault, by the rules that a bundle's verifier goes by: what it would refuse isn't shown as a witness's
 * word here either.
 */

type Of<T extends 'exhibit.attested' | 'exhibit.acquired'> = Placed<Payload<T>>

/** What is wrong with a statement, as far as the ledger tells. `loaded`: the exhibit with the load of its original. */
export function faultOf(ledger: Ledger, attested: Of<'exhibit.attested'>, acquired: Of<'exhibit.acquired'>, loaded: Of<'exhibit.acquired'> | null): string | null {
  const fault = statementFault(attested.payload) ?? exhibitFault(attested, acquired, ledger.origin) ?? originalFault(attested, loaded)
  return fault && fault.text
}

/** Every statement of the vault: alone, against its exhibit, against what was loaded for the witness, and against each other. */
export async function checkStatements({ ledger, casework, evidence }: Pick<Session, 'ledger' | 'casework' | 'evidence'>, signal: AbortSignal): Promise<CheckResult> {
  const name = 'statements'
  const all: Of<'exhibit.attested'>[] = []
  const unread = new Set<number>()
  let item = 'ledger'
  const fail = (detail: string) => ({ name, result: 'fail' as const, detail, item })
  try {
    for (const { id } of casework.list()) {
      const { attested, acquired } = statementsOf(ledger, id, unread)
      all.push(...attested)
      for (const one of attested) {
        if (signal.aborted) throw new Refusal('job.cancelled')
        item = `entry ${one.seq}`
        const { exhibit, original } = one.payload
        const of = acquired.get(exhibit)
        if (of === undefined) return fail('attests an exhibit that the case does not have')
        const fault = faultOf(ledger, one, of, original === null ? null : (acquired.get(original.exhibit) ?? null))
        if (fault !== null) return fail(fault)
        if (original === null) continue
        const found = comparisonFault(one, parseComparison(await whole(evidence, original.exhibit, 'comparison.json')), of.payload)
        if (found !== null) return fail(found.text)
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'job.cancelled') throw error
    return fail(`refused: ${error.code}`)
  }
  const apart = togetherFault(all, unread)
  if (apart === null) return { name, result: 'pass', detail: `${all.length} statements`, item: null }
  item = `entry ${apart.seq}`
  return fail(apart.why)
}

/** Held against the ledger's digest as it is read. */
async function whole(evidence: Session['evidence'], exhibit: ExhibitId, name: string): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const chunk of evidence.read(evidence.get(exhibit), name)) parts.push(chunk)
  return Buffer.concat(parts).toString('utf8')
}

function statementsOf(ledger: Ledger, id: CaseId, unread: Set<number>) {
  const attested: Of<'exhibit.attested'>[] = []
  const acquired = new Map<string, Of<'exhibit.acquired'>>()
  for (const { seq, at, kid, payload } of said(ledger, id)) {
    if (payload.type === 'exhibit.acquired') acquired.set(payload.exhibit, { seq, at, kid, payload })
    if (payload.type === 'exhibit.attested') attested.push({ seq, at, kid, payload })
  }
  for (const { seq, type, payload } of ledger.chain(id)) if (type === 'exhibit.attested' && payload === null) unread.add(seq)
  return { attested, acquired }
}
