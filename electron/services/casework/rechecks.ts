import { CHECKS_SHOWN, Refusal, type CheckView, type RecheckView, type RecordView, type ReportedPost } from '../../../shared/contract/index.ts'
import { addressKey, capturedAddresses, WALL_NOTES, type CaseId, type CheckFinding, type Day, type PayloadDraft, type RecordContent, type RecordId, type Rhythm } from '../../../shared/model/index.ts'
import type { ExhibitRow } from '../evidence/index.ts'
import { placed, type ActorSession, type Append, type Ledger } from '../ledger/index.ts'
import { dayAfter, dayInSweden } from './guide/days.ts'
import { newest } from './guide/facts.ts'
import type { PostCheckRow, PostCheckStore } from './ports.ts'
import type { Records } from './records.ts'
import { platformsOf, removalOf, since, spanOf } from './removal.ts'

export interface RechecksOptions {
  store: PostCheckStore
  ledger: Ledger
  records: Records
  /** Whether a report that holds is in it, by the rows alone: cases that have none are passed over quickly. */
  hasReport(chain: CaseId): boolean
  /** Of a case, in the order of their numbers. */
  exhibits(chain: CaseId): readonly ExhibitRow[]
  today(): Day
}

/** An address that was reported, with the reports that name it. */
export interface Reported {
  address: string
  /** As the first of them names it, as browsers write it. */
  url: string
  platform: string
  reports: RecordId[]
  sentOn: Day | null
}

type Plan = RecordContent<'recheck-plan'>
export type CheckDraft = Omit<PayloadDraft<'post.checked'>, 'type' | 'case' | 'reports' | 'url'>
/** A check that found otherwise than the one before it, and that nobody has said to have seen. */
export interface Unseen {
  record: RecordId | null
  url: string
  day: Day
}

/**
 * Posts that were reported: which of them are to be looked at again and when, what was found, and how long they stayed up. It loads nothing
 * itself; whoever does writes down here what came of it.
 */
export interface Rechecks {
  /** Without what is known only while the program runs. @throws Refusal `evidence.damaged` */
  view(chain: CaseId): Omit<RecheckView, 'running'>
  /** Those whose turn has come, the one that waits longest first. */
  due(chain: CaseId): Reported[]
  /** @throws Refusal `recheck.not-reported` */
  post(chain: CaseId, address: string): Reported
  /** What is held against when it is loaded again: the newest capture that shows the address, and no wall or error in its place. */
  saved(chain: CaseId, address: string): ExhibitRow | null
  /** Writes down what was found, in the commit of its exhibit. */
  note(append: Append, chain: CaseId, post: Reported, said: CheckDraft): void
  setRhythm(by: ActorSession, chain: CaseId, rhythm: Rhythm): void
  /** @throws Refusal `recheck.not-reported` */
  setStopped(by: ActorSession, chain: CaseId, address: string, stopped: boolean): void
  /** `seq`: of the newest check that they were shown. */
  setSeen(by: ActorSession, chain: CaseId, seq: number): void
  /** From the rows alone: what steps are looked at by, often. */
  tally(chain: CaseId, records: readonly RecordView[]): { total: number; unseen: Unseen[] }
}

/** Days between two looks. One that was found gone is looked at again on the next day: so it is known sooner, and narrower. */
const EVERY: Record<Exclude<Rhythm, 'off'>, number> = { daily: 1, weekly: 7 }
const CONFIRM = 1

/** Weekly: how long it stayed up can't be found out afterwards. The first look is a week after the report, so there is time to say no. */
const UNPLANNED: Plan = { kind: 'recheck-plan', rhythm: 'weekly', stopped: [], seen: null }

const dayOf = (at: string): Day => dayInSweden(Date.parse(at))

export function createRechecks({ store, ledger, records, hasReport, exhibits, today }: RechecksOptions): Rechecks {
  function planOf(all: readonly RecordView[]): { plan: Plan; record: RecordView | null } {
    const record = newest(all.filter(({ content, withdrawn }) => content.kind === 'recheck-plan' && withdrawn === null))
    return { plan: record?.content.kind === 'recheck-plan' ? record.content : UNPLANNED, record }
  }

  function change(by: ActorSession, chain: CaseId, make: (plan: Plan) => Plan): void {
    const { plan, record } = planOf(records.list(chain))
    const content = make(plan)
    if (JSON.stringify(content) === JSON.stringify(plan)) return
    records.save(by, { case: chain, record: record?.id ?? null, revision: record?.revision ?? null, content, exhibits: [] })
  }

  /** As it was signed; the row only says where. */
  function read(row: PostCheckRow): Omit<CheckView, 'isNew'> {
    const { payload } = placed(ledger, row.seq, 'post.checked')
    const { asked, by, finding, status, sign, words, exhibit, number } = payload
    const isAsSigned = payload.case === row.case && addressKey(payload.url) === row.address && asked === row.asked && finding === row.finding && exhibit === row.exhibit
    if (!isAsSigned) throw new Refusal('evidence.damaged', { seq: row.seq, part: 'check' })
    return { seq: row.seq, asked, by, finding, status, sign, words, exhibit, number }
  }

  function byAddress(chain: CaseId): Map<string, PostCheckRow[]> {
    const found = new Map<string, PostCheckRow[]>()
    for (const row of store.list(chain)) found.set(row.address, [...(found.get(row.address) ?? []), row])
    return found
  }

  /** When captures showed the address. */
  function shownAt(all: readonly ExhibitRow[], address: string): string[] {
    return all.filter((row) => shows(row, address)).map(({ acquiredAt }) => acquiredAt)
  }

  function standing({ rhythm, stopped }: Plan, post: Reported, rows: readonly PostCheckRow[], captures: readonly string[]) {
    const removal = removalOf(rows, captures)
    const why: ReportedPost['stopped'] = stopped.includes(post.address) ? 'person' : removal.gone?.confirmed === true ? 'gone' : null
    const last = rows.at(-1)
    const every = rhythm === 'off' ? null : removal.gone !== null ? CONFIRM : EVERY[rhythm]
    const from = last === undefined ? post.sentOn : dayOf(last.asked)
    // What wasn't sent isn't looked at by itself: there is nothing yet that the platform could do.
    const nextOn = why !== null || every === null || from === null || post.sentOn === null ? null : dayAfter(from, every)
    return { ...removal, stopped: why, nextOn }
  }

  function post(chain: CaseId, address: string): Reported {
    const found = reportedIn(records.list(chain)).find((one) => one.address === address)
    if (found === undefined) throw new Refusal('recheck.not-reported')
    return found
  }

  return {
    post,

    view(chain) {
      const all = records.list(chain)
      const { plan } = planOf(all)
      const rows = byAddress(chain)
      const captures = exhibits(chain)
      const posts = reportedIn(all).map((one): ReportedPost => {
        const own = rows.get(one.address) ?? []
        const found = standing(plan, one, own, shownAt(captures, one.address))
        const { lastUp, gone } = found
        const isNew = changesIn(own)
        const upAfter = one.sentOn === null || lastUp === null || gone !== null || dayOf(lastUp) < one.sentOn ? null : since(one.sentOn, lastUp)
        const checks = own.map((row, index) => ({ row, isNew: isNew[index] ?? false })).slice(-CHECKS_SHOWN)
        return {
          ...one,
          ...found,
          span: spanOf(one.sentOn, found),
          upAfter,
          tried: null,
          checks: checks.map(({ row, isNew: fresh }) => ({ ...read(row), isNew: fresh })).toReversed(),
          checksTotal: own.length,
        }
      })
      return { case: chain, rhythm: plan.rhythm, posts, platforms: platformsOf(posts), unseen: unseenIn(all, rows).length }
    },

    due(chain) {
      if (!hasReport(chain)) return []
      const all = records.list(chain)
      const { plan } = planOf(all)
      if (plan.rhythm === 'off') return []
      const rows = byAddress(chain)
      const captures = exhibits(chain)
      const waits = reportedIn(all).flatMap((one) => {
        const { nextOn } = standing(plan, one, rows.get(one.address) ?? [], shownAt(captures, one.address))
        return nextOn === null || nextOn > today() ? [] : [{ one, nextOn }]
      })
      return waits.sort((a, b) => (a.nextOn < b.nextOn ? -1 : a.nextOn > b.nextOn ? 1 : 0)).map(({ one }) => one)
    },

    saved: (chain, address) => exhibits(chain).findLast((row) => shows(row, address)) ?? null,

    note(append, chain, { address, url, reports }, said) {
      const { seq } = append(chain, { type: 'post.checked', case: chain, reports, url, ...said })
      store.insert({ seq, case: chain, address, asked: said.asked, finding: said.finding, exhibit: said.exhibit })
    },

    setRhythm: (by, chain, rhythm) => change(by, chain, (plan) => ({ ...plan, rhythm })),
    setStopped(by, chain, address, stopped) {
      post(chain, address)
      change(by, chain, (plan) => ({ ...plan, stopped: [...plan.stopped.filter((one) => one !== address), ...(stopped ? [address] : [])] }))
    },
    setSeen: (by, chain, seq) => change(by, chain, (plan) => ({ ...plan, seen: Math.max(seq, plan.seen ?? 0) })),

    tally(chain, all) {
      const rows = byAddress(chain)
      return { total: [...rows.values()].reduce((sum, own) => sum + own.length, 0), unseen: unseenIn(all, rows) }
    },
  }

  function unseenIn(all: readonly RecordView[], rows: ReadonlyMap<string, PostCheckRow[]>): Unseen[] {
    const after = planOf(all).plan.seen ?? -1
    return reportedIn(all).flatMap((one): Unseen[] => {
      const own = rows.get(one.address) ?? []
      const isNew = changesIn(own)
      const last = own.findLast(({ seq }, index) => seq > after && isNew[index] === true)
      return last === undefined ? [] : [{ record: one.reports[0] ?? null, url: one.url, day: dayOf(last.asked) }]
    })
  }
}

/** Addresses of reports that hold, in the order in which they were written down. What isn't a web address can't be loaded. */
function reportedIn(all: readonly RecordView[]): Reported[] {
  const found = new Map<string, Reported>()
  for (const { id, content, withdrawn } of all) {
    if (content.kind !== 'platform-report' || withdrawn !== null) continue
    for (const written of content.urls) {
      const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(written.trim()) ? written.trim() : `https://${written.trim()}`)?.href ?? ''
      const address = addressKey(url)
      if (address === null) continue
      const known = found.get(address)
      const sentOn = [known?.sentOn ?? null, content.sentOn].filter((day) => day !== null).toSorted()[0] ?? null
      const reports = known?.reports.includes(id) === true ? known.reports : [...(known?.reports ?? []), id]
      found.set(address, { address, url: known?.url ?? url, platform: known?.platform ?? content.platform, reports, sentOn })
    }
  }
  return [...found.values()]
}

/** Whether it is a capture that shows what stands at the address, as far as can be told. */
function shows({ kind, source, completeness }: ExhibitRow, address: string): boolean {
  if (kind !== 'capture' || source === null || !('status' in source) || !capturedAddresses(source).includes(address)) return false
  const isError = (source.status ?? 200) >= 400
  return !isError && !(completeness?.notes ?? []).some(({ code }) => code === 'error-page' || WALL_NOTES.includes(code))
}

/** Of each whether it found otherwise than the last before it that found anything. An error of the site's is nothing found. */
function changesIn(checks: readonly { finding: CheckFinding }[]): boolean[] {
  let before: CheckFinding = 'up'
  return checks.map(({ finding }, index) => {
    if (finding === 'failed' || (finding === 'loaded' && (index === 0 || before === 'loaded'))) return false
    const isNew = finding !== before
    before = finding
    return isNew
  })
}
