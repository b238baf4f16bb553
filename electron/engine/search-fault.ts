import type { CaseId } from '../../shared/model/index.ts'
import { asSigned, caseDocument, exhibitDocument, recordDocument, sightingDocument, type SearchDocument } from '../services/casework/index.ts'
import { said } from './said.ts'
import type { Session } from './session.ts'

/**
 * Whether the index holds the newest version of everything in a case, as it was signed, and nothing else: what is missing there can't
 * be found. What an exhibit's text says in it is held by nothing, for the log has only its digest.
 */
export function searchFault({ ledger, vault }: Pick<Session, 'ledger' | 'vault'>, id: CaseId): 'search' | null {
  const signed = new Map<string, string>()
  const expect = (document: SearchDocument) => signed.set(`${document.kind} ${document.id}`, asSigned(document))
  let openedAt = ''
  for (const { seq, at, payload } of said(ledger, id)) {
    if (payload.type === 'case.opened') openedAt = at
    if (payload.type === 'case.opened' || payload.type === 'case.changed') expect(caseDocument({ ...payload, id, openedAt }, seq))
    if (payload.type === 'exhibit.acquired') expect(exhibitDocument({ ...payload, case: id, seq }, ''))
    if (payload.type === 'sighting.recorded') for (const one of payload.sightings) expect(sightingDocument(id, seq, one))
    if (payload.type === 'step.recorded') expect(recordDocument(id, seq, at, payload))
  }
  for (const kept of vault.search.all(id)) {
    const key = `${kept.kind} ${kept.id}`
    if (signed.get(key) !== asSigned(kept)) return 'search'
    signed.delete(key)
  }
  return signed.size === 0 ? null : 'search'
}
