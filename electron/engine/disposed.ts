import { canonicalJson } from '../../shared/encoding/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import type { Ledger } from '../services/ledger/index.ts'
import { said } from './said.ts'
import type { Session } from './session.ts'

/**
 * Rows of what was disposed of, against the ledger. A row too many would hide an exhibit, one too few would give its number to another.
 * That what is gone had to go, the check of the log says.
 */
export function disposedFault({ ledger, vault }: Pick<Session, 'ledger' | 'vault'>, id: CaseId): string | null {
  const signed: object[] = []
  for (const { seq, payload } of said(ledger, id)) {
    if (payload.type === 'exhibit.disposed') signed.push(...payload.exhibits.map(({ exhibit, number, entries }) => ({ exhibit, number, acquired: entries[0] ?? -1, case: id, disposed: seq })))
  }
  return same(signed, vault.disposals.list(id)) ? null : 'disposals'
}

/** Of a case that is gone only its number stands, and nothing of it among the others. */
export function disposedCasesFault({ ledger, vault }: Pick<Session, 'ledger' | 'vault'>): string | null {
  for (const row of vault.disposals.cases()) {
    const ends = [...said(ledger, row.id)].filter(({ payload }) => payload.type === 'case.disposed')
    const signed = ends.map(({ seq, payload }) => ({ id: row.id, number: payload.type === 'case.disposed' ? payload.number : 0, disposed: seq }))
    const isLeft = vault.evidence.list(row.id).length > 0 || vault.disposals.list(row.id).length > 0 || vault.cases.get(row.id) !== null
    if (!same(signed, [row]) || isLeft) return `case ${row.number}`
  }
  return null
}

/** The disposal that destroyed what an entry says; null: none did. */
export function disposalOf(ledger: Ledger, chain: CaseId, wanted: number): number | null {
  for (const { seq, payload } of said(ledger, chain)) {
    if (payload.type === 'exhibit.disposed' && payload.exhibits.some(({ entries }) => entries.includes(wanted))) return seq
    if (payload.type === 'case.disposed' && wanted < seq) return seq
  }
  return null
}

const same = (some: readonly object[], others: readonly object[]): boolean => {
  const [one, other] = [some, others].map((rows) => rows.map((row) => canonicalJson(row)).toSorted().join('\n'))
  return one === other
}
