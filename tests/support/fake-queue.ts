import type { AnyEvent, CallOutput, CallParsed, ExhibitView, Failure, QueueView } from '../../shared/contract/index.ts'
import { QUEUE_LENGTH, Refusal } from '../../shared/contract/index.ts'
import { readLinks } from '../../electron/services/casework/links.ts'
import { hex } from './fake-data.ts'

type Name = 'queue.overview' | 'queue.list' | 'queue.add' | 'queue.start' | 'queue.pause' | 'queue.retry' | 'queue.remove' | 'queue.clear'
type Handlers = { [N in Name]: (input: CallParsed<N>) => CallOutput<N> }
type Row = QueueView['rows'][number] & { case: string }

export interface FakeQueueParts {
  /** Addresses that wait in a case from the start. */
  waiting: readonly string[]
  home: QueueView['case']
  title(chain: string): string
  emit(event: AnyEvent): void
  capture(job: string, chain: string, url: string): Promise<ExhibitView>
}

/** Pages whose address says so fail; any third machine's fault in a row pauses, as in the engine. */
const FAILURES: Record<string, Failure> = {
  borta: { code: 'capture.unreachable', params: { host: 'forum.example' } },
  trasig: { code: 'capture.browser-failed', params: { browser: 'Chromium', detail: '' } },
}

/** The queue of the contract in memory: one page at a time, by the same rules for what a text holds. */
export function fakeQueue({ waiting, home, title, emit, capture }: FakeQueueParts): Handlers {
  let rows: Row[] = []
  let last = 0
  let going: QueueView['case'] | null = null
  let running: (NonNullable<QueueView['running']> & { case: string }) | null = null
  let stopped: Failure | null = null

  const add = (chain: string, url: string): void => {
    last += 1
    rows = [...rows, { row: last, case: chain, url, state: 'waiting', exhibit: null, failure: null, known: url.includes('finns') ? 2 : null }]
  }
  for (const url of waiting) add(home, url)

  const change = (row: number, to: Partial<Row>) => (rows = rows.map((each) => (each.row === row ? { ...each, exhibit: null, failure: null, ...to } : each)))
  const phase = (chain: string) => (going === chain ? 'going' : running?.case === chain ? 'finishing' : 'idle')
  const view = (chain: QueueView['case']): QueueView => ({
    case: chain,
    rows: rows.filter((each) => each.case === chain).map(({ case: _, ...row }) => row),
    phase: phase(chain),
    running: running?.case === chain ? { row: running.row, job: running.job, steps: [] } : null,
    stopped,
  })
  const told = (chain: QueueView['case']): QueueView => {
    emit({ name: 'queue.changed', payload: { case: chain } })
    return view(chain)
  }

  async function work(): Promise<void> {
    let faults = 0
    for (let next = waits(); next !== undefined && going !== null; next = waits()) {
      const chain: QueueView['case'] = going
      const job = `j-${hex(`row ${next.row}`, 32)}`
      running = { row: next.row, job, steps: [], case: chain }
      change(next.row, { state: 'running' })
      told(chain)
      try {
        const failure = Object.entries(FAILURES).find(([word]) => next?.url.includes(word))?.[1]
        if (failure !== undefined) throw new Refusal(failure.code, failure.params)
        const { id, number } = await capture(job, chain, next.url)
        change(next.row, { state: 'done', exhibit: { id, number } })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { code, params } = error
        change(next.row, code === 'job.cancelled' ? { state: 'cancelled' } : { state: 'failed', failure: { code, params } })
        faults = code === 'capture.browser-failed' ? faults + 1 : 0
        if (faults === 3) [going, stopped] = [null, { code, params }]
      }
      running = null
      told(chain)
    }
    const chain = going
    going = null
    if (chain !== null) told(chain)
  }
  const waits = () => rows.find((each) => each.case === going && each.state === 'waiting')

  return {
    'queue.overview': () =>
      [...new Set(rows.filter(({ state }) => state === 'waiting' || state === 'running').map((each) => each.case as QueueView['case']))].map((chain) => ({
        case: chain,
        title: title(chain),
        waiting: rows.filter((each) => each.case === chain && each.state === 'waiting').length,
        phase: phase(chain),
        stopped,
      })),
    'queue.list': ({ case: chain }) => view(chain),
    'queue.add': ({ case: chain, text }) => {
      const { findings, cut } = readLinks(text)
      for (const { url } of findings) if (url !== null && rows.length < QUEUE_LENGTH) add(chain, url)
      return { queue: told(chain), findings: findings.map(({ url: _, ...finding }) => finding), cut }
    },
    'queue.start': ({ case: chain }) => {
      going = chain
      stopped = null
      if (running === null) void work()
      return told(chain)
    },
    'queue.pause': ({ case: chain }) => {
      going = null
      return told(chain)
    },
    'queue.retry': ({ case: chain, row }) => {
      for (const each of rows) if (row === null ? each.state === 'failed' : each.row === row) change(each.row, { state: 'waiting' })
      return told(chain)
    },
    'queue.remove': ({ case: chain, row }) => {
      rows = rows.filter((each) => each.row !== row)
      return told(chain)
    },
    'queue.clear': ({ case: chain }) => {
      rows = rows.filter(({ state }) => state !== 'done' && state !== 'cancelled')
      return told(chain)
    },
  }
}
