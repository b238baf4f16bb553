import { Refusal, type DisposalPlan, type DisposalView, type Disposed } from '../../../../shared/contract/index.ts'
import { sha256Hex, toHex, utf8 } from '../../../../shared/encoding/index.ts'
import type { CaseId, ExhibitId, RetentionDecision } from '../../../../shared/model/index.ts'
import type { EvidenceStore, ExhibitRow, ObjectStore, StoredObject } from '../../evidence/index.ts'
import { placed, type ActorSession, type Appended, type Ledger } from '../../ledger/index.ts'
import type { CaseStore, DisposalStore } from '../ports.ts'
import { checksIn, goingWith, goingWithCase, together, type Going } from './plan.ts'
import type { Retention } from './retention.ts'

export interface DisposalOptions {
  cases: CaseStore
  store: DisposalStore
  evidence: EvidenceStore
  /** Throws `evidence.damaged` where the row says something else than the log. */
  committed(exhibit: ExhibitRow): unknown
  objects: ObjectStore
  ledger: Ledger
  retention: Retention
}

export interface DisposalRequest {
  case: CaseId
  /** Exactly those that the plan named; null: the whole case. */
  exhibits: readonly ExhibitId[] | null
  /** As the plan said it: what was looked at is what goes. */
  mark: string
  decision: RetentionDecision
}

/** Destroys what the authority has decided to keep no longer, so that the log still holds and says that it is gone. */
export interface Disposal {
  /** What would go with these, and what would stay. Changes nothing. @throws Refusal `case.not-found`, `exhibit.not-found`, `evidence.damaged` */
  plan(chain: CaseId, exhibits: readonly ExhibitId[] | null): DisposalPlan
  /**
   * Signed by both. When it resolves, payloads, salts, keys and words are gone from database and journal; with `journal` the
   * journal couldn't be cut yet. `left` files that are sealed with a destroyed key couldn't be removed yet.
   *
   * @throws Refusal `disposal.held`, `disposal.receipt`, `disposal.case-open`, `disposal.changed`, and as `plan`; then nothing has changed
   */
  carryOut(by: ActorSession, approver: ActorSession, request: DisposalRequest): Promise<Disposed>
  /** Of a case, also of one that is gone. In the order of the log. @throws Refusal `evidence.damaged` */
  list(chain: CaseId): DisposalView[]
  /** Cases that were disposed of as a whole, in the order of their numbers. @throws Refusal `evidence.damaged` */
  cases(): (DisposalView & { number: number })[]
}

/** The same as long as the same entries and files would go. */
const markOf = ({ entries, exhibits }: Going): string => sha256Hex(utf8(JSON.stringify([entries, exhibits.map(({ id }) => id)])))

export function createDisposal({ cases, store, evidence, committed, objects, ledger, retention }: DisposalOptions): Disposal {
  function going(chain: CaseId, chosen: readonly ExhibitId[] | null): Going {
    if (cases.get(chain) === null) throw new Refusal('case.not-found')
    const all = evidence.list(chain)
    if (chosen === null) return goingWithCase(ledger, chain, all)
    if (chosen.some((id) => !all.some((row) => row.id === id))) throw new Refusal('exhibit.not-found')
    const rows = together(all, new Set(chosen), checksIn(ledger, chain))
    rows.forEach(committed)
    return goingWith(ledger, chain, rows)
  }

  const holds = (chain: CaseId) => retention.holds(chain).filter(({ lifted }) => lifted === null).length
  const counted = ({ exhibits }: Going) => ({
    files: exhibits.reduce((sum, { id }) => sum + evidence.artefacts(id).length, 0),
    bytes: exhibits.reduce((sum, { bytes }) => sum + bytes, 0),
  })
  function receiptsAmong(chain: CaseId, { exhibits }: Going): number[] {
    const receipts = new Set(store.receipts(chain))
    return exhibits.filter(({ id }) => receipts.has(id)).map(({ number }) => number)
  }

  function refuse({ case: chain, exhibits, mark }: DisposalRequest, found: Going): void {
    const standing = holds(chain)
    if (standing > 0) throw new Refusal('disposal.held', { holds: standing })
    if (exhibits === null && cases.get(chain)?.closedAt === null) throw new Refusal('disposal.case-open')
    const [receipt] = exhibits === null ? [] : receiptsAmong(chain, found)
    if (receipt !== undefined) throw new Refusal('disposal.receipt', { number: receipt })
    // Another version of a note may have been written since, an attestation, a correction.
    const named = exhibits === null ? null : new Set<string>(exhibits)
    if (mark !== markOf(found) || (named !== null && (named.size !== found.exhibits.length || found.exhibits.some(({ id }) => !named.has(id))))) throw new Refusal('disposal.changed')
  }

  /** In one transaction: the entry, its approval, and what they say. */
  function commit(by: ActorSession, approver: ActorSession, { case: chain, exhibits, decision }: DisposalRequest, found: Going): { seq: number; freed: StoredObject[] } {
    return ledger.commit(by, (append) => {
      const approve = ({ seq, leaf }: Appended) => append(chain, { type: 'disposal.approved', case: chain, seq, leaf: toHex(leaf) }, approver)
      const counts = counted(found)
      if (exhibits === null) {
        const { number } = cases.get(chain) as { number: number }
        const appended = append(chain, { type: 'case.disposed', case: chain, number, decision, exhibits: found.exhibits.length, entries: found.entries.length, ...counts })
        approve(appended)
        return { seq: appended.seq, freed: store.whole({ id: chain, number, disposed: appended.seq }, found.entries) }
      }
      const named = found.exhibits.map(({ id, number }) => ({ exhibit: id, number, entries: [...(found.entriesOf.get(id) ?? [])] }))
      const rows = found.exhibits.map(({ id, number, seq }) => ({ exhibit: id, number, acquired: seq }))
      const appended = append(chain, { type: 'exhibit.disposed', case: chain, decision, exhibits: named, ...counts })
      approve(appended)
      return { seq: appended.seq, freed: store.exhibits(chain, appended.seq, rows, found.entries) }
    })
  }

  /** Their keys are gone: what is left can be read by nobody. */
  async function remove(freed: readonly StoredObject[]): Promise<number> {
    const done = await Promise.allSettled(freed.map((object) => objects.discard(object)))
    return done.filter(({ status }) => status === 'rejected').length
  }

  function view(chain: CaseId, seq: number, type: 'exhibit.disposed' | 'case.disposed'): DisposalView {
    const { at, payload } = placed(ledger, seq, type)
    const { payload: approval } = placed(ledger, seq + 1, 'disposal.approved')
    const whole = payload.type === 'case.disposed'
    return {
      seq, at, case: chain,
      scope: whole ? 'case' : 'exhibits',
      numbers: whole ? [] : payload.exhibits.map(({ number }) => number),
      exhibits: whole ? payload.exhibits : payload.exhibits.length,
      entries: whole ? payload.entries : payload.exhibits.reduce((sum, { entries }) => sum + entries.length, 0),
      files: payload.files, bytes: payload.bytes, decision: payload.decision,
      by: payload.actor.name, approvedBy: approval.actor.name,
    }
  }

  return {
    plan(chain, chosen) {
      const found = going(chain, chosen)
      const ids = new Set(chosen)
      return {
        exhibits: found.exhibits.map(({ id, number, title, kind }) => ({ exhibit: id, number, title, kind, with: chosen !== null && !ids.has(id) })),
        ...counted(found),
        attestations: found.attestations,
        entries: found.entries.length,
        stays: { sightings: chosen === null ? 0 : store.sightings(chain, found.exhibits.map(({ id }) => id)), listed: found.listed, records: found.records, bundles: found.bundles },
        mark: markOf(found),
        receipts: chosen === null ? [] : receiptsAmong(chain, found),
        holds: holds(chain),
      }
    },

    async carryOut(by, approver, request) {
      const found = going(request.case, request.exhibits)
      refuse(request, found)
      const { seq, freed } = commit(by, approver, request, found)
      // What can be read with the vault's own key goes first; the files are sealed with keys that are gone.
      const journal = !store.purge()
      const left = await remove(freed)
      return { disposal: view(request.case, seq, request.exhibits === null ? 'case.disposed' : 'exhibit.disposed'), left, journal }
    },

    list(chain) {
      const found: DisposalView[] = []
      for (const { seq, type } of ledger.chain(chain)) if (type === 'exhibit.disposed' || type === 'case.disposed') found.push(view(chain, seq, type))
      return found
    },

    cases: () => store.cases().map(({ id, number, disposed }) => ({ ...view(id, disposed, 'case.disposed'), number })),
  }
}
