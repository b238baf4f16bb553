import { Refusal, type KeptLoginView, type LoginView } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { type NotKept, SessionHost, type SessionState } from '../services/capture/index.ts'

type Options = Parameters<typeof SessionHost.open>[0]

export interface LoginOpening {
  case: CaseId
  request: Omit<Options['request'], 'keep'>
  /** Packed, for the browser to begin with. */
  login: Uint8Array | null
  /** Keeps the login of the browser once it is gone; `isWanted` as in `KeptLogins`. Null: it goes with the browser. */
  keep: ((pieces: Uint8Array[], isWanted: () => boolean) => Promise<void>) | null
}

type WhyNot = NonNullable<KeptLoginView['notKept']>

/** The browser for an officer's own login: at most one, and none without an open vault. */
export interface LoginBrowser {
  view(): LoginView | null
  /** Throws `capture.session-open` if there is one, and what a browser that doesn't start throws. */
  open(opening: LoginOpening): Promise<LoginView>
  /** Throws `capture.session-none`. */
  current(): { host: SessionHost; case: CaseId; view: LoginView }
  /**
   * Has it made read-only, or has that lifted. One that doesn't answer is closed, so that neither a lock nor a sitting waits for it for
   * ever: throws `capture.session-hung` once it is gone.
   */
  steer(kind: 'lock' | 'lift'): Promise<LoginView>
  /** Whether one is open, or is just being opened or closed. */
  isThere(): boolean
  /** Case of the one whose login is to be kept, also while it is being closed. */
  keepsFor(): CaseId | null
  /** Closes it, has its login kept where that was chosen, and wipes its profile. Waits where that is under way. */
  end(): Promise<void>
  /** A login that was to be kept isn't any more, and nobody asks why one wasn't. */
  forget(home: CaseId): void
  /** Why the last login of a case that was to be kept isn't. */
  notKept(home: CaseId): WhyNot | null
}

interface Ports {
  spawn: Options['spawn']
  onChange(): void
}

interface Open {
  case: CaseId
  keeps: boolean
  host: SessionHost | null
  state: SessionState
  opening: Promise<SessionHost>
  /** Nobody waits for one that isn't there yet. */
  giveUp: () => void
}

/** How long it may take to answer, ms: nothing is loaded for that. */
const ANSWER_MS = 10_000

const FIRST: SessionState = { mode: 'login', tabs: [], writesBlocked: 0, picked: null }

export function createLoginBrowser({ spawn, onChange }: Ports): LoginBrowser {
  let open: Open | null = null
  /** The one that is being closed; its login may still be on its way into the vault. */
  let closing: { own: Open; over: Promise<void> } | null = null
  const failures = new Map<CaseId, WhyNot>()
  const viewOf = ({ case: home, state, keeps }: Open): LoginView => ({ case: home, ...state, keeps })

  async function keepLogin(own: Open, keep: NonNullable<LoginOpening['keep']>, login: Uint8Array[] | NotKept): Promise<void> {
    if (!own.keeps) return
    if (typeof login === 'string') return void failures.set(own.case, login)
    try {
      await keep(login, () => own.keeps)
      failures.delete(own.case)
    } catch {
      // The vault was closed meanwhile, its disk is full: whatever it was, the officer is told that it isn't kept.
      if (own.keeps) failures.set(own.case, 'vault')
    }
  }

  async function close(own: Open): Promise<void> {
    own.giveUp()
    const host = await own.opening.catch(() => null)
    await host?.close()
    closing = null
    onChange()
  }

  function current() {
    if (!open?.host) throw new Refusal('capture.session-none')
    return { host: open.host, case: open.case, view: viewOf(open) }
  }

  async function end(): Promise<void> {
    if (open) {
      closing = { own: open, over: close(open) }
      open = null
    }
    await closing?.over
  }

  return {
    view: () => (open?.host ? viewOf(open) : null),
    async open({ case: home, request, login, keep }) {
      if (open || closing) throw new Refusal('capture.session-open')
      const giving = new AbortController()
      const own: Open = {
        case: home,
        keeps: keep !== null,
        giveUp: () => giving.abort(),
        host: null,
        state: FIRST,
        opening: SessionHost.open({
          request: { ...request, keep: keep !== null },
          spawn,
          login,
          signal: giving.signal,
          onLogin: (packed) => (keep === null ? Promise.resolve() : keepLogin(own, keep, packed)),
          onState(state) {
            own.state = state
            onChange()
          },
          onEnd() {
            if (open === own) {
              open = null
              // The window was closed: what is left is a process without a browser.
              void own.host?.close()
            }
            onChange()
          },
        }),
      }
      open = own
      failures.delete(home)
      try {
        own.host = await own.opening
      } catch (error) {
        if (open === own) open = null
        throw error
      }
      // The vault may have been locked while the browser started.
      if (open !== own) throw new Refusal('capture.session-none')
      onChange()
      return viewOf(own)
    },
    current,
    async steer(kind) {
      const late = Promise.withResolvers<false>()
      const timer = setTimeout(late.resolve, ANSWER_MS, false)
      try {
        const isDone = await Promise.race([current().host.order({ kind }).then(() => true), late.promise])
        if (isDone) return current().view
      } finally {
        clearTimeout(timer)
      }
      await end()
      throw new Refusal('capture.session-hung')
    },
    isThere: () => open !== null || closing !== null,
    keepsFor() {
      const own = closing?.own ?? open
      return own?.host && own.keeps ? own.case : null
    },
    end,
    forget(home) {
      for (const each of [open, closing?.own]) if (each?.case === home) each.keeps = false
      failures.delete(home)
      onChange()
    },
    notKept: (home) => failures.get(home) ?? null,
  }
}
