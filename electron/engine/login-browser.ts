import { Refusal, type LoginView } from '../../shared/contract/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { SessionHost, type SessionState } from '../services/capture/index.ts'

export type LoginRequest = Parameters<typeof SessionHost.open>[0]['request']

/** The browser for an officer's own login: at most one, and none without an open vault. */
export interface LoginBrowser {
  view(): LoginView | null
  /** Throws `capture.session-open` if there is one, and what a browser that doesn't start throws. */
  open(home: CaseId, request: LoginRequest): Promise<LoginView>
  /** Throws `capture.session-none`. */
  current(): { host: SessionHost; case: CaseId; view: LoginView }
  /** Closes it and wipes its profile. Harmless when there is none. */
  end(): Promise<void>
}

interface Ports {
  spawn: Parameters<typeof SessionHost.open>[0]['spawn']
  onChange(): void
}

const FIRST: SessionState = { mode: 'login', tabs: [], writesBlocked: 0, picked: null }

export function createLoginBrowser({ spawn, onChange }: Ports): LoginBrowser {
  let open: { case: CaseId; opening: Promise<SessionHost>; host: SessionHost | null; state: SessionState } | null = null
  const viewOf = ({ case: home, state }: { case: CaseId; state: SessionState }): LoginView => ({ case: home, ...state })
  return {
    view: () => (open?.host ? viewOf(open) : null),
    async open(home, request) {
      if (open) throw new Refusal('capture.session-open')
      const own = {
        case: home,
        host: null as SessionHost | null,
        state: FIRST,
        opening: SessionHost.open({
          request,
          spawn,
          onState(state) {
            own.state = state
            onChange()
          },
          onEnd() {
            if (open === own) open = null
            onChange()
          },
        }),
      }
      open = own
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
    current() {
      if (!open?.host) throw new Refusal('capture.session-none')
      return { host: open.host, case: open.case, view: viewOf(open) }
    },
    async end() {
      const ending = open
      open = null
      const host = await ending?.opening.catch(() => null)
      await host?.close()
      if (ending) onChange()
    },
  }
}
