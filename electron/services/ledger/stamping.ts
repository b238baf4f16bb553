import { Refusal, type TimeState, type TimestampFailure } from '../../../shared/contract/index.ts'
import { equalBytes, utf8 } from '../../../shared/encoding/index.ts'
import type { Instant } from '../../../shared/model/index.ts'
import type { Ledger } from './ledger.ts'
import type { StampStore, WallClock } from './ports.ts'
import { stampShows } from './stamps.ts'
import { askInTurn } from './time/in-turn.ts'
import type { Timestamp } from './time/request.ts'

/** Runs `work` once after so many ms; what comes back calls it off. */
export type Timer = (work: () => void, ms: number) => () => void

export interface StampingOptions {
  ledger: Ledger
  store: StampStore
  /** Authorities in the order in which they are asked; read anew each time. */
  urls(): readonly string[]
  /** How it stands is another than before. */
  onChange(): void
  /** What no authority is to blame for, such as a full disk: it is tried again, and somebody should know. */
  onError(error: unknown): void
  ask?: typeof askInTurn
  clock?: WallClock
  timer?: Timer
}

export interface Stamping {
  /** From here on it asks by itself: after commits, and now where the newest head has no stamp. */
  start(): void
  /** The authorities are others than before. */
  wake(): void
  state(): Promise<TimeState>
  /**
   * Asks now for a stamp over the newest head, where it has none that holds. `asking`: the host that is waited for.
   *
   * @throws Refusal `time.no-authority`, `time.no-answer` (then `state` says why each gave nothing), `job.cancelled`
   */
  now(urls: readonly string[], signal: AbortSignal, asking: (host: string) => void): Promise<void>
  /** Keeps what somebody else asked for over `content`, where that is a checkpoint without a stamp. */
  keep(url: string, content: Uint8Array, timestamp: Timestamp): void
  /** Calls off what was asked; nothing is kept any more. */
  close(): void
}

/** Commits that follow each other within this time share a stamp, in ms … */
const QUIET = 5_000
/** … but the first of them doesn't wait for its stamp longer than this. */
const LONGEST_QUIET = 60_000
/** Between two stamps that nobody asked for: some authorities want 15 s between requests (Sectigo says so). */
const SPACING = 15_000
const FIRST_PAUSE = 30_000
const LONGEST_PAUSE = 15 * 60_000

const systemTimer: Timer = (work, ms) => {
  const timer = setTimeout(work, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

/**
 * Sees to it that the newest head gets a timestamp: one over the newest checkpoint covers everything before it. Nothing
 * ever waits for it, neither a commit nor the end: where nobody answers, it tries again later, after growing pauses.
 */
export function createStamping(options: StampingOptions): Stamping {
  const { ledger, store, onChange } = options
  const ask = options.ask ?? askInTurn
  const clock = options.clock ?? Date.now
  const timer = options.timer ?? systemTimer
  const end = new AbortController()
  let automatic = false
  let waiting: { callOff: () => void; due: number } | null = null
  /** When the oldest commit was that waits for quiet, ms since 1970. */
  let restless: number | null = null
  /** Before this, ms since 1970, nobody is asked by itself. */
  let earliest = 0
  let pause = FIRST_PAUSE
  let running: { stop: AbortController; over: Promise<unknown> } | null = null
  let trying: string | null = null
  let failures: TimestampFailure[] = []

  const isClosed = () => end.signal.aborted

  function later(ms: number): void {
    waiting?.callOff()
    waiting = null
    if (!automatic || isClosed() || options.urls().length === 0) return
    waiting = { due: clock() + ms, callOff: timer(() => void attempt(), ms) }
  }

  function afterCommit(): void {
    // What runs looks at its end whether the log went on meanwhile.
    if (running !== null) return
    restless ??= clock()
    later(Math.max(Math.min(QUIET, restless + LONGEST_QUIET - clock()), Math.min(SPACING, earliest - clock()), 0))
  }

  /** Size of the newest checkpoint with a stamp that holds, 0 where there is none. */
  async function covered(): Promise<number> {
    for (const size of store.sizes().toReversed()) {
      const stamp = store.get(size)
      if (stamp !== null && (await stampShows(stamp)) !== null) return size
      if (isClosed()) break
    }
    return 0
  }

  /** By itself. Whatever goes wrong is met by trying again. */
  async function attempt(): Promise<void> {
    waiting = null
    restless = null
    if (running !== null || isClosed()) return
    try {
      const isCovered = (await covered()) >= ledger.head().size
      if (running !== null || isClosed()) return
      if (isCovered) onChange()
      else await round(options.urls(), end.signal, () => undefined)
    } catch (error) {
      // A vault that was closed under it is no fault.
      if (isClosed()) return
      options.onError(error)
      again()
      onChange()
    }
  }

  function again(): void {
    later(pause)
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }

  /** One round of all authorities over the head as it is now. False: none gave a stamp. */
  async function round(urls: readonly string[], signal: AbortSignal, asking: (host: string) => void): Promise<boolean> {
    const stop = new AbortController()
    const { size } = ledger.head()
    const content = utf8(ledger.checkpoint())
    failures = []
    earliest = clock() + SPACING
    const asked = ask(
      urls,
      { content, signal: AbortSignal.any([signal, stop.signal, end.signal]) },
      {
        asking(host) {
          trying = host
          asking(host)
          onChange()
        },
        failed: (failure) => failures.push(failure),
      },
    )
    const mine = { stop, over: asked.catch(() => undefined) }
    running = mine
    try {
      const taken = await asked
      // An export may have had one over the same head meanwhile.
      const there = taken === null ? 0 : await covered()
      if (isClosed()) return false
      if (taken !== null) {
        if (there < size) put(size, taken.url, taken.timestamp)
        pause = FIRST_PAUSE
        if (ledger.head().size > size) later(SPACING)
      } else if (!stop.signal.aborted) again()
      return taken !== null
    } finally {
      running = null
      trying = null
      if (!isClosed()) onChange()
    }
  }

  function put(size: number, url: string, { at, token, certificates }: Timestamp): void {
    store.put({ size, at, url, token, certificates, receivedAt: instant(clock()) })
  }

  return {
    start() {
      automatic = true
      const off = ledger.onCommit(afterCommit)
      end.signal.addEventListener('abort', off, { once: true })
      later(QUIET)
    },
    wake() {
      pause = FIRST_PAUSE
      failures = []
      if (running === null) later(QUIET)
      onChange()
    },
    async state() {
      const { size } = ledger.head()
      const last = store.sizes().at(-1)
      const newest = last === undefined ? null : store.get(last)
      const shows = newest === null ? null : await stampShows(newest)
      const upTo = newest !== null && shows !== null ? newest.size : await covered()
      const first = upTo < size ? ledger.entry(upTo) : null
      return {
        authorities: options.urls().length,
        newest: newest && { size: newest.size, host: hostOf(newest.url), receivedAt: newest.receivedAt, shows },
        unstamped: first && { entries: size - upTo, since: first.at },
        trying,
        failures: [...failures],
        nextTry: waiting && instant(waiting.due),
      }
    },
    async now(urls, signal, asking) {
      if (urls.length === 0) throw new Refusal('time.no-authority')
      try {
        while (running !== null) {
          running.stop.abort()
          await running.over
        }
        if ((await covered()) >= ledger.head().size) return
        waiting?.callOff()
        waiting = null
        restless = null
        if (await round(urls, signal, asking)) return
      } catch (error) {
        // What it took over from would have tried again by itself.
        if (waiting === null) again()
        throw error
      }
      if (signal.aborted || isClosed()) throw new Refusal('job.cancelled')
      throw new Refusal('time.no-answer', { count: failures.length })
    },
    keep(url, content, timestamp) {
      const { size } = ledger.head()
      const isHead = equalBytes(content, utf8(ledger.checkpoint()))
      if (isClosed() || !isHead || store.get(size) !== null) return
      try {
        put(size, url, timestamp)
      } catch (error) {
        // Whoever asked for it has it all the same.
        options.onError(error)
        return
      }
      // Everything is covered: what waited has nothing more to ask for.
      waiting?.callOff()
      waiting = null
      restless = null
      onChange()
    },
    close() {
      end.abort()
      waiting?.callOff()
      waiting = null
    },
  }
}

/** A row that can't be read is told as one that doesn't hold, not stumbled over. */
const hostOf = (url: string): string => URL.parse(url)?.host ?? '?'
const instant = (ms: number): Instant => new Date(ms).toISOString()
