import { Refusal, type CaseSummary } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import type { ActorSession, Ledger } from '../ledger/index.ts'
import type { CaseRow, CaseStore } from './ports.ts'

/** What a person writes about a case; lengths as in the model's `caseFields`. */
export type CaseFields = Pick<CaseRow, 'title' | 'reference' | 'description'>

export interface CaseworkOptions {
  store: CaseStore
  ledger: Ledger
  newId: () => CaseId
}

export interface Casework {
  /** Opens a case with the next number; its `case.opened` entry begins the case's own chain. */
  openCase(by: ActorSession, fields: CaseFields): CaseSummary
  /** Saying the same again leaves no entry. @throws Refusal `case.not-found` */
  changeCase(by: ActorSession, id: CaseId, fields: CaseFields): CaseSummary
  /** From here on nothing is added to it. Closing a closed case leaves no entry. @throws Refusal `case.not-found` */
  close(by: ActorSession, id: CaseId, reason: string): CaseSummary
  /** @throws Refusal `case.not-found` */
  reopen(by: ActorSession, id: CaseId, reason: string): CaseSummary
  /** @throws Refusal `case.not-found` */
  get(id: CaseId): CaseSummary
  /** Newest activity first. */
  list(): CaseSummary[]
}

export function createCasework({ store, ledger, newId }: CaseworkOptions): Casework {
  function get(id: CaseId): CaseSummary {
    const summary = store.summary(id)
    if (summary === null) throw new Refusal('case.not-found')
    return summary
  }

  function turn(by: ActorSession, id: CaseId, type: 'case.closed' | 'case.reopened', reason: string): CaseSummary {
    ledger.commit(by, (append) => {
      const row = store.get(id)
      if (row === null) throw new Refusal('case.not-found')
      if ((row.closedAt !== null) === (type === 'case.closed')) return
      const { entry } = append(id, { type, case: id, reason })
      store.update({ ...row, closedAt: type === 'case.closed' ? entry.at : null }, null)
    })
    return get(id)
  }

  return {
    get,
    close: (by, id, reason) => turn(by, id, 'case.closed', reason),
    reopen: (by, id, reason) => turn(by, id, 'case.reopened', reason),
    list: () => store.summaries(),

    openCase(by, { title, reference, description }) {
      const id = newId()
      ledger.commit(by, (append) => {
        const number = store.nextNumber()
        const { seq, entry } = append(id, { type: 'case.opened', case: id, number, title, reference, description })
        store.insert({ id, number, title, reference, description, openedAt: entry.at, closedAt: null }, seq)
      })
      return get(id)
    },

    changeCase(by, id, { title, reference, description }) {
      ledger.commit(by, (append) => {
        const row = store.get(id)
        if (row === null) throw new Refusal('case.not-found')
        if (row.title === title && row.reference === reference && row.description === description) return
        const { seq } = append(id, { type: 'case.changed', case: id, title, reference, description })
        store.update({ ...row, title, reference, description }, seq)
      })
      return get(id)
    },
  }
}
