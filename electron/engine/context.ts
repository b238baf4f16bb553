import { Refusal, type AnyEvent, type EventPayload } from '../../shared/contract/index.ts'
import type { SpawnChild } from '../services/capture/index.ts'
import type { KdfCost } from '../services/crypto/index.ts'
import { createHeadMemory, createVaultService, type VaultService } from '../services/vault/index.ts'
import { createHandles, type Handles } from './handles.ts'
import { report } from './dispatch.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { createLoginBrowser, type LoginBrowser } from './login-browser.ts'
import { openPreferences, type PreferenceFile } from './preferences.ts'
import { required, type Session, type SessionParts } from './session.ts'
import { createTokens, type Tokens } from './tokens.ts'
import type { EngineOptions } from './types.ts'
import { join } from 'node:path'
import type { VaultId } from '../../shared/model/index.ts'
import type { HeadMemory, Timer } from '../services/ledger/index.ts'
import { createThrottle, type Throttle } from '../services/people/index.ts'

/** What the door gives beside the options: things that can't cross a message port. */
export interface EngineHost {
  spawnChild: SpawnChild
  /** Argon2id cost and floor; only tests pass it. */
  cost?: KdfCost
  /** ms since 1970 UTC; only tests pass it. */
  clock?: () => number
  /** Waits before a timestamp is asked for; only tests pass it. */
  timer?: Timer
  /** Waits between checks of what was reported; only tests pass it. */
  pace?: Timer
}

/** Everything that handlers share. One engine has at most one vault open. */
export interface Context {
  options: EngineOptions
  host: EngineHost
  vaults: VaultService
  heads: HeadMemory
  tokens: Tokens
  handles: Handles
  jobs: Jobs
  login: LoginBrowser
  preferences: PreferenceFile
  /** Where bundles were put that were exported since the program began, by the digest of the zip. */
  exported: Map<string, string>
  /** Counts wrong passphrases of a vault's people for as long as the program runs. */
  throttleOf(vault: VaultId): Throttle
  timestamps: SessionParts['timestamps']
  emit(event: AnyEvent): void
  /** Throws `vault.not-open`. For what is done before it returns; what takes time goes through `during` or is a job. */
  session(): Session
  /**
   * A call that takes time. The lock waits for it, so that its database isn't closed under it; content is refused
   * (`vault.not-open`) from the moment at which the lock was asked for, so that it doesn't wait long.
   */
  during<T>(work: (session: Session) => Promise<T>): Promise<T>
  current(): Session | null
  /** Told of each session that begins, from here on. */
  onSession(listener: (session: Session) => void): void
  /** Makes it the open vault; throws `vault.already-open` if there is one. */
  begin(session: Session): void
  /** Puts the same vault under its new key in the place of the open one. What was given out of the old one is forgotten. */
  replace(session: Session): void
  /** Whether anything is under way: jobs, calls that take time. */
  working(): boolean
  /** Whether anything runs that holds the vault open: what is under way, a browser for an own login. */
  busy(): boolean
  /** Ends jobs, forgets keys and handles, releases the vault's lock. Harmless when nothing is open. */
  lock(reason: EventPayload<'vault.locked'>['reason']): Promise<void>
  /** Resolves once a lock that is under way is over; throws `vault.already-open` if a vault is open. */
  closed(): Promise<void>
  /** Somebody is at work: puts off the idle lock. */
  touch(): void
  end(): Promise<void>
}

/** How often the idle time is looked at, in ms. */
const IDLE_CHECK_MS = 5000

export function createContext(options: EngineOptions, host: EngineHost, emit: (event: AnyEvent) => void): Context {
  let session: Session | null = null
  let locking: Promise<void> | null = null
  /** At the last lock a login wasn't kept that was to be: nobody has been told yet. */
  let loginLost = false
  // The wall clock, because it goes on while the machine sleeps: a lid closed over night locks the vault.
  let touched = Date.now()
  const pending = new Set<Promise<unknown>>()
  const begun: ((session: Session) => void)[] = []
  const jobs = createJobs(emit)
  const handles = createHandles()
  const login = createLoginBrowser({
    spawn: host.spawnChild,
    onChange() {
      // Whoever is at work in that browser is at work, though this window is behind it.
      context.touch()
      emit({ name: 'login.changed', payload: {} })
    },
  })
  const preferences = openPreferences(options.home)
  const cost = host.cost === undefined ? {} : { cost: host.cost, floor: host.cost }
  const heads = createHeadMemory(join(options.home, 'heads'))
  const throttles = new Map<VaultId, Throttle>()

  async function end(reason: EventPayload<'vault.locked'>['reason']): Promise<void> {
    if (session === null) return
    const closing = session
    // From here on no call finds a vault; what is under way still has what it holds, until it is over.
    session = null
    handles.clear()
    closing.stamping.close()
    try {
      const jobsOver = jobs.end()
      // Where a login is to be kept, it has to be sealed before the vault takes nothing more: seconds, and bounded.
      const home = login.keepsFor()
      if (home !== null) {
        await login.end()
        loginLost = login.notKept(home) !== null
      }
      await Promise.allSettled([closing.vault.stop(), jobsOver, login.end(), ...pending])
    } finally {
      // What was under way may have given out handles since.
      handles.clear()
      closing.close()
      emit({ name: 'vault.locked', payload: { reason } })
    }
  }

  function follow(opened: Session): void {
    session = opened
    opened.ledger.onCommit((head) => emit({ name: 'ledger.changed', payload: { size: head.size } }))
    // A command asks when it is told to and ends.
    if (isWindow) opened.stamping.start()
    context.touch()
    for (const listener of begun) listener(opened)
  }

  const context: Context = {
    options,
    host,
    vaults: createVaultService({ ...cost, heads }),
    heads,
    tokens: createTokens(),
    handles,
    jobs,
    login,
    preferences,
    exported: new Map(),
    throttleOf(vault) {
      const known = throttles.get(vault) ?? createThrottle(() => performance.now())
      throttles.set(vault, known)
      return known
    },
    timestamps: {
      urls: () => preferences.get().timestampUrls,
      onChange: () => emit({ name: 'time.changed', payload: {} }),
      onError(error) {
        const code = error instanceof Refusal ? error.code : 'internal'
        report({ name: 'time.stamp', caller: 'engine', code, error })
      },
      ...(host.timer === undefined ? {} : { timer: host.timer }),
    },
    emit,
    session: () => required(session),
    async during(work) {
      const running = work(required(session))
      pending.add(running)
      try {
        return await running
      } finally {
        pending.delete(running)
      }
    },
    current: () => session,
    onSession: (listener) => void begun.push(listener),
    begin(opened) {
      if (session !== null) throw new Refusal('vault.already-open')
      follow(opened)
      if (loginLost) opened.notes.add('login-not-kept')
      loginLost = false
    },
    replace(fresh) {
      handles.clear()
      follow(fresh)
      emit({ name: 'ledger.changed', payload: { size: fresh.ledger.head().size } })
    },
    working: () => jobs.active() + pending.size > 0,
    busy: () => context.working() || login.isThere(),
    lock: (reason) => (locking ??= end(reason).finally(() => (locking = null))),
    async closed() {
      await locking
      if (session !== null) throw new Refusal('vault.already-open')
    },
    touch: () => {
      touched = Date.now()
    },
    async end() {
      clearInterval(timer)
      await context.lock('closed')
      // Checking a bundle needs no vault; it ends with the engine all the same.
      await jobs.end()
    },
  }

  const isWindow = options.door !== 'cli'
  const timer = setInterval(() => {
    const idle = Date.now() - touched
    const limit = preferences.get().settings.idleLockMinutes * 60_000
    // Long work counts as being there; the clock starts when it is over.
    if (jobs.active() + pending.size > 0) context.touch()
    else if (isWindow && session !== null && idle > limit) void context.lock('idle')
  }, IDLE_CHECK_MS)
  timer.unref()
  return context
}
