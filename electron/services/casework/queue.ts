import { QUEUE_LENGTH, type Failure, type LinkFinding, type QueueRowView } from '../../../shared/contract/index.ts'
import type { CaseId, ExhibitId, Instant } from '../../../shared/model/index.ts'
import { readLinks } from './links.ts'
import type { QueueRow, QueueStore } from './ports.ts'

/** A page of the case that was captured, as far as the queue needs to know it. */
export interface CapturedPage {
  exhibit: { id: ExhibitId; number: number }
  at: Instant
  requestedUrl: string
  finalUrl: string
}

export interface CaptureQueueOptions {
  store: QueueStore
  /** In the order in which they were captured. */
  captured(chain: CaseId): CapturedPage[]
  clock?: () => number
}

/** Pages that wait to be captured. It remembers; whoever captures tells it how that went. */
export interface CaptureQueue {
  rows(chain: CaseId): QueueRowView[]
  /** Takes the addresses out of a pasted text. What waits already isn't added again. */
  add(chain: CaseId, text: string): { findings: LinkFinding[]; cut: boolean }
  /** Addresses as browsers write them; those that find no room are left out, and how many that were is told. */
  addAddresses(chain: CaseId, urls: readonly string[]): { added: number; queued: number; full: number }
  /** The next of a case that waits. */
  next(chain: CaseId): QueueRow | null
  begin(row: QueueRow): void
  done(row: QueueRow, exhibit: { id: ExhibitId; number: number }): void
  fail(row: QueueRow, failure: Failure): void
  cancel(row: QueueRow): void
  waitAgain(row: QueueRow): void
  /** A row that failed or was cancelled, or where `position` is null all that failed, waits again in its old turn. */
  retry(chain: CaseId, position: number | null): void
  /** Whatever its state, unless it runs. */
  remove(chain: CaseId, position: number): void
  clear(chain: CaseId): void
  /** Cases with pages that wait or run, oldest page first. */
  open(limit: number): { case: CaseId; waiting: number }[]
  /**
   * After a crash, while nothing runs: rows that ran then wait again. Where the exhibit was saved and only the row
   * wasn't told any more, it is done: an exhibit of the very address, captured since the row was begun.
   */
  recover(): void
}

type Taken = Extract<LinkFinding['outcome'], 'added' | 'queued' | 'full'>

const IDLE = { begunAt: null, exhibit: null, failure: null } as const

export function createCaptureQueue({ store, captured, clock = Date.now }: CaptureQueueOptions): CaptureQueue {
  const set = (row: QueueRow, change: Partial<QueueRow> & Pick<QueueRow, 'state'>) => store.update({ ...row, ...IDLE, ...change })

  /** What became of each, in their order; each is there once. */
  function take(chain: CaseId, urls: readonly string[]): Taken[] {
    const there = store.list(chain)
    const waits = new Set(there.filter(({ state }) => state === 'waiting' || state === 'running').map(({ url }) => url))
    const taken: string[] = []
    const outcomes = urls.map((url): Taken => {
      if (waits.has(url)) return 'queued'
      if (there.length + taken.length >= QUEUE_LENGTH) return 'full'
      taken.push(url)
      return 'added'
    })
    store.insert(chain, taken)
    return outcomes
  }

  return {
    rows(chain) {
      const rows = store.list(chain)
      const known = rows.some(({ state }) => state !== 'done') ? numbersByAddress(captured(chain)) : new Map<string, number>()
      return rows.map(({ position, url, state, exhibit, failure }) => ({
        row: position,
        url,
        state,
        exhibit,
        failure,
        known: state === 'done' ? null : (known.get(url) ?? null),
      }))
    },

    add(chain, text) {
      const { findings, cut } = readLinks(text)
      const outcomes = take(chain, findings.flatMap(({ url }) => url ?? []))
      let at = 0
      return { findings: findings.map(({ url, ...finding }): LinkFinding => (url === null ? finding : { ...finding, outcome: outcomes[at++] ?? 'full' })), cut }
    },

    addAddresses(chain, urls) {
      const outcomes = take(chain, [...new Set(urls)])
      const counted = (what: Taken) => outcomes.filter((outcome) => outcome === what).length
      return { added: counted('added'), queued: counted('queued'), full: counted('full') }
    },

    next: (chain) => store.next(chain),
    begin: (row) => set(row, { state: 'running', begunAt: new Date(clock()).toISOString() }),
    done: (row, exhibit) => set(row, { state: 'done', exhibit }),
    fail: (row, failure) => set(row, { state: 'failed', failure }),
    cancel: (row) => set(row, { state: 'cancelled' }),
    waitAgain: (row) => set(row, { state: 'waiting' }),

    retry(chain, position) {
      for (const row of store.list(chain)) {
        const again = position === null ? row.state === 'failed' : row.position === position && (row.state === 'failed' || row.state === 'cancelled')
        if (again) set(row, { state: 'waiting' })
      }
    },
    remove(chain, position) {
      const row = store.get(position)
      if (row?.case === chain && row.state !== 'running') store.remove([position])
    },
    clear(chain) {
      store.remove(store.list(chain).flatMap(({ position, state }) => (state === 'done' || state === 'cancelled' ? [position] : [])))
    },
    open: (limit) => store.open(limit),

    recover() {
      for (const row of store.running()) {
        const begunAt = row.begunAt ?? ''
        const kept = captured(row.case).findLast((page) => page.requestedUrl === row.url && page.at >= begunAt)
        if (kept === undefined) set(row, { state: 'waiting' })
        else set(row, { state: 'done', exhibit: kept.exhibit })
      }
    },
  }
}

/** The newest of each address, asked for or arrived at. */
function numbersByAddress(pages: readonly CapturedPage[]): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const { exhibit, requestedUrl, finalUrl } of pages) {
    for (const url of [requestedUrl, finalUrl]) numbers.set(URL.parse(url)?.href ?? url, exhibit.number)
  }
  return numbers
}
