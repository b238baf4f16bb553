import type { TimeState } from '../../shared/contract/index.ts'
import type { Timer } from '../../electron/services/ledger/index.ts'

/** Time that passes only when a test says so. */
export interface FakeTime {
  timer: Timer
  clock(): number
  /** Ms until each thing that waits, soonest first. */
  waits(): number[]
  /** Lets so many ms pass; what is due then runs, in turn. */
  pass(ms: number): void
}

export function createFakeTime(start = Date.now()): FakeTime {
  let now = start
  const waiting = new Set<{ work: () => void; due: number }>()
  const next = () => [...waiting].toSorted((a, b) => a.due - b.due)
  return {
    timer(work, ms) {
      const entry = { work, due: now + ms }
      waiting.add(entry)
      return () => waiting.delete(entry)
    },
    clock: () => now,
    waits: () => next().map(({ due }) => due - now),
    pass(ms) {
      const until = now + ms
      for (let [first] = next(); first !== undefined && first.due <= until; [first] = next()) {
        now = first.due
        waiting.delete(first)
        first.work()
      }
      now = until
    },
  }
}

/** Waits, change by change, until it stands as wanted. */
export function createWatch(state: () => Promise<TimeState>) {
  let changed: (() => void)[] = []
  return {
    onChange() {
      const told = changed
      changed = []
      for (const tell of told) tell()
    },
    async until(wanted: (state: TimeState) => boolean): Promise<TimeState> {
      for (;;) {
        const next = new Promise<void>((done) => changed.push(done))
        const found = await state()
        if (wanted(found)) return found
        await next
      }
    },
  }
}
