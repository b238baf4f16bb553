import { Refusal, type RecordView } from '../../../shared/contract/index.ts'
import { isRole, stepOf, type CaseId, type ExhibitId, type Payload, type RecordContent, type RecordId, type RecordLink } from '../../../shared/model/index.ts'
import { placed, type ActorSession, type Ledger } from '../ledger/index.ts'
import type { RecordRow, RecordStore } from './ports.ts'

export interface RecordsOptions {
  store: RecordStore
  ledger: Ledger
  /** Throws `case.not-found`. */
  requireCase(id: CaseId): void
  /** The number of an exhibit, where it is of that case; null: it isn't. */
  exhibitNumber(id: ExhibitId, chain: CaseId): number | null
  newId(): RecordId
}

export interface RecordDraft {
  case: CaseId
  /** Null: a new one. */
  record: RecordId | null
  /** The version that whoever writes had before them. */
  revision: number | null
  content: RecordContent
  exhibits: readonly { exhibit: ExhibitId; role: string }[]
}

/** What is written down in the steps of a case. Each version is an entry; what is shown is what those entries say. */
export interface Records {
  /** In the order in which they were begun, with what was taken back. @throws Refusal `evidence.damaged` */
  list(chain: CaseId): RecordView[]
  /** The newest version. @throws Refusal `record.not-found`, `evidence.damaged` */
  get(id: RecordId): RecordView
  /** Oldest first. @throws Refusal `record.not-found`, `evidence.damaged` */
  versions(id: RecordId): RecordView[]
  /**
   * Saying the same again leaves no entry.
   * @throws Refusal `record.not-found`, `record.changed-meanwhile`, `record.withdrawn`, `record.wrong-kind`, `record.wrong-link`, `record.wrong-day`, `record.wrong-span`,
   * `record.unsecured`, `mandate.unsigned`, `mandate.outside`, `mandate.not-allowed`
   */
  save(by: ActorSession, draft: RecordDraft): RecordView
  /** It stays in the log and says why it doesn't hold. @throws Refusal `record.not-found`, `record.withdrawn` */
  withdraw(by: ActorSession, id: RecordId, reason: string): RecordView
}

export function createRecords({ store, ledger, requireCase, exhibitNumber, newId }: RecordsOptions): Records {
  /** The row says where to look; what it says otherwise is held against what was signed there. */
  function read(row: RecordRow): RecordView {
    const { at, payload } = placed(ledger, row.seq, 'step.recorded')
    if (payload.case !== row.case || payload.record !== row.record || payload.revision !== row.revision || payload.content.kind !== row.kind) {
      throw new Refusal('evidence.damaged', { seq: row.seq, part: 'record' })
    }
    const { record: id, content, exhibits, withdrawn, revision, actor } = payload
    return { id, case: row.case, revision, step: stepOf(content), content, exhibits, withdrawn, at, by: actor.name, seq: row.seq, since: row.since }
  }

  function current(id: RecordId): RecordView {
    const row = store.get(id)
    if (row === null) throw new Refusal('record.not-found')
    return read(row)
  }

  function linked(chain: CaseId, { content, exhibits }: Pick<RecordDraft, 'content' | 'exhibits'>): RecordLink[] {
    const links = exhibits.map(({ exhibit, role }) => {
      const number = exhibitNumber(exhibit, chain)
      if (number === null || !isRole(content.kind, role)) throw new Refusal('record.wrong-link')
      return { exhibit, number, role }
    })
    const named = new Set(links.map(({ exhibit, role }) => `${exhibit} ${role}`))
    if (named.size !== links.length) throw new Refusal('record.wrong-link')
    return links
  }

  /** What a record leans on is of the same case, of the right kind, and holds. */
  function leans(chain: CaseId, content: RecordContent): void {
    const on = (id: RecordId, kind: RecordContent['kind']) => {
      const row = store.get(id)
      if (row === null || row.case !== chain || row.kind !== kind || row.withdrawn) throw new Refusal('record.wrong-link')
      return id
    }
    if (content.kind === 'police-report') content.offences.forEach((id) => on(id, 'offence'))
    if (content.kind === 'police-decision') on(content.report, 'police-report')
    if (content.kind !== 'account-action') return
    const mandate = current(on(content.mandate, 'mandate')).content
    if (mandate.kind !== 'mandate') return
    if (!mandate.accounts.some(({ platform, account }) => platform === content.account.platform && account === content.account.account)) {
      throw new Refusal('record.wrong-link')
    }
    // Refused rather than warned of: the day on which it was signed is one line on the mandate, what was typed stays in the form, and a log
    // that shows what was done in somebody's name under a mandate must not show it under none.
    if (mandate.signedOn === null) throw new Refusal('mandate.unsigned')
    // Given back after its last day, it was over on that day all the same.
    if (content.on < mandate.from || content.on > mandate.until || (mandate.endedOn !== null && content.on > mandate.endedOn)) throw new Refusal('mandate.outside')
    const right = RIGHTS[content.action]
    if (right !== null && !mandate.may.includes(right)) throw new Refusal('mandate.not-allowed')
  }

  function write(by: ActorSession, chain: CaseId, said: Pick<Payload<'step.recorded'>, 'record' | 'revision' | 'content' | 'exhibits' | 'withdrawn'>): void {
    ledger.commit(by, (append) => {
      const { seq, entry } = append(chain, { type: 'step.recorded', case: chain, ...said })
      store.insert({ record: said.record, revision: said.revision, seq, case: chain, kind: said.content.kind, withdrawn: said.withdrawn !== null }, entry.at, said)
    })
  }

  return {
    list: (chain) => store.list(chain).map(read),
    get: current,

    versions(id) {
      const rows = store.versions(id)
      if (rows.length === 0) throw new Refusal('record.not-found')
      return rows.map(read)
    },

    save(by, draft) {
      const { case: chain, content } = draft
      requireCase(chain)
      const exhibits = linked(chain, draft)
      leans(chain, content)
      if (endsBefore(content)) throw new Refusal('record.wrong-span')
      if (content.kind === 'offence' && content.stopOn !== null && content.stopOn < content.on) throw new Refusal('record.wrong-day')
      // What is deleted is gone: the exhibit that shows it has to be there first.
      if (content.kind === 'account-action' && content.action === 'deleted' && exhibits.length === 0) throw new Refusal('record.unsecured')
      if (draft.record === null) {
        const record = newId()
        write(by, chain, { record, revision: 1, content, exhibits, withdrawn: null })
        return current(record)
      }
      const before = current(draft.record)
      if (before.case !== chain) throw new Refusal('record.not-found')
      if (before.withdrawn !== null) throw new Refusal('record.withdrawn')
      if (before.content.kind !== content.kind) throw new Refusal('record.wrong-kind')
      if (before.revision !== draft.revision) throw new Refusal('record.changed-meanwhile')
      if (JSON.stringify([before.content, before.exhibits]) === JSON.stringify([content, exhibits])) return before
      write(by, chain, { record: before.id, revision: before.revision + 1, content, exhibits, withdrawn: null })
      return current(before.id)
    },

    withdraw(by, id, reason) {
      const before = current(id)
      if (before.withdrawn !== null) throw new Refusal('record.withdrawn')
      const { content, exhibits, revision } = before
      write(by, before.case, { record: id, revision: revision + 1, content, exhibits, withdrawn: reason })
      return current(id)
    },
  }
}

/** Whether it begins after it ends. */
function endsBefore(content: RecordContent): boolean {
  if (content.kind === 'offence') return content.from !== null && content.from > content.on
  return content.kind === 'mandate' && content.from > content.until
}

/** What a mandate has to allow for what was done; null: nothing that it has to. */
const RIGHTS = { read: 'read', saved: null, deleted: 'delete', reported: 'report', blocked: 'block' } as const satisfies Record<string, string | null>
