import { Refusal, type CheckReport, type CheckResult } from '../../shared/contract/index.ts'
import { parseReceipt, type Receipt } from '../../shared/encoding/index.ts'
import { verdictOf } from './check.ts'
import { disposalOf } from './disposed.ts'
import type { Session } from './session.ts'

/** @throws Refusal `receipt.malformed` for what is no code, so that a slip of the pen isn't called a mismatch */
export function readReceipt(typed: string): Receipt {
  try {
    return parseReceipt(typed)
  } catch (error) {
    throw new Refusal('receipt.malformed', {}, error)
  }
}

/** A receipt against the open vault: each thing by name, and what rests on something that doesn't hold is named as not checked. */
export function checkReceipt(session: Pick<Session, 'vault' | 'ledger' | 'evidence'>, receipt: Receipt): CheckReport {
  const checks: CheckResult[] = [{ name: 'receipt-form', result: 'pass', detail: 'a whole code', item: null }]
  for (const [name, judge] of Object.entries(JUDGES)) {
    const entry = `entry ${receipt.seq}`
    const stopped = checks.some(({ name: of, result }) => result === 'fail' && (of === 'receipt-vault' || of === 'receipt-entry'))
    if (stopped) checks.push({ name, result: 'not-checked', detail: 'what it rests on does not hold', item: null })
    else checks.push(judgement(name, entry, () => judge(session, receipt)))
  }
  return verdictOf(checks)
}

type Judge = (session: Pick<Session, 'vault' | 'ledger' | 'evidence'>, receipt: Receipt) => string | number | null

/** The disposal that destroyed what the entry says; null: it is there. Line, leaf, key and state of the log can be held against the receipt all the same. */
const goneOf = ({ ledger }: Pick<Session, 'ledger'>, seq: number): number | null => {
  const stored = ledger.entry(seq)
  return stored?.payload === null && stored.case !== null ? disposalOf(ledger, stored.case, seq) : null
}

/** Each answers with what is wrong, or null; a number names the disposal that leaves it open. */
const JUDGES: Readonly<Record<string, Judge>> = {
  'receipt-vault': ({ vault }, receipt) => (receipt.vault === vault.id ? null : 'of another vault'),
  'receipt-entry': ({ ledger }, { seq, leaf }) => {
    const stored = seq < ledger.head().size ? ledger.entry(seq) : null
    if (stored === null) return 'the log has no such entry'
    if (stored.type !== 'exhibit.attested') return 'the entry is no attestation'
    // Read as if the database were hostile: the leaf follows from the line, and the line from the tree.
    if (ledger.line(seq).type !== 'exhibit.attested') return 'the entry is no attestation'
    if (goneOf({ ledger }, seq) === null) ledger.payload(seq, 'exhibit.attested')
    return Buffer.from(stored.leaf).toString('hex') === leaf ? null : 'the entry is another one'
  },
  'receipt-exhibit': ({ ledger, evidence }, { seq, contentRoot }) => {
    const gone = goneOf({ ledger }, seq)
    if (gone !== null) return gone
    const { exhibit, contentRoot: attested } = ledger.payload(seq, 'exhibit.attested')
    if (attested !== contentRoot) return 'the attestation is about other content'
    return evidence.committed(evidence.get(exhibit)).contentRoot === contentRoot ? null : 'the exhibit has other content'
  },
  'receipt-key': ({ ledger }, { seq, kid }) => (ledger.line(seq).kid === kid ? null : 'signed by another key'),
  'receipt-head': ({ ledger }, { seq, head: { size, root } }) => {
    if (size <= seq || size > ledger.head().size) return `the log has ${ledger.head().size} entries, the receipt says ${size}`
    return ledger.consistency(size).root === root ? null : 'the log had another state then'
  },
}

function judgement(name: string, item: string, judge: () => string | number | null): CheckResult {
  try {
    const wrong = judge()
    if (typeof wrong === 'number') return { name, result: 'not-checked', detail: `disposed of, entry ${wrong}`, item: null }
    return wrong === null ? { name, result: 'pass', detail: 'as on the receipt', item: null } : { name, result: 'fail', detail: wrong, item }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { name, result: 'fail', detail: `refused: ${error.code}`, item }
  }
}
