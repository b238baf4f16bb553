import { Refusal } from '../../../shared/contract/errors.ts'
import { type CDPSession, type KeptCookie, packLogin, readCookies, setCookies, unpackLogin } from '../browser/index.ts'
import type { NotKept } from './session-types.ts'

/** How old the cookies may be that are kept where the officer closes the window: nobody can be asked for them then. ms. */
const LOOK_MS = 2000
/** How long a browser may take to tell its cookies, ms: one that hangs mustn't hold up its own end. */
const ANSWER_MS = 1000
/** How long a browser may take to write what its sites keep, ms. */
export const KEEP_CLOSE_MS = 8000

/**
 * What becomes of the login at the end of a session. Cookies are asked of the browser itself and not taken from its
 * file: given that, a browser drops those that were to last until it is closed, on which most logins rest.
 */
export class LoginKeeper {
  readonly #outcome = Promise.withResolvers<Uint8Array | NotKept>()
  #control: CDPSession | null = null
  #cookies: KeptCookie[] = []
  #looking: NodeJS.Timeout | undefined

  /** Packed, or why it isn't kept. Settles when the browser is gone; never rejects. */
  get outcome(): Promise<Uint8Array | NotKept> {
    return this.#outcome.promise
  }

  /** From now on there is something to keep. */
  async watch(control: CDPSession): Promise<void> {
    this.#control = control
    await this.look()
    this.#looking = setInterval(() => void this.look(), LOOK_MS)
  }

  async look(): Promise<void> {
    if (!this.#control) return
    // Where it doesn't answer, or is on its way out, what it told last counts.
    const asked = readCookies(this.#control).then((cookies) => void (this.#cookies = cookies), () => undefined)
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ANSWER_MS)
    await Promise.race([asked, late])
    clearTimeout(timer)
  }

  /** For {@link launchBrowser}: before the profile is wiped. */
  async take(profile: string, how: string): Promise<void> {
    clearInterval(this.#looking)
    // One that was ended may not have written all, and half a login could be another's state.
    if (!this.#control || how !== 'exit 0') return this.#outcome.resolve('abrupt')
    this.#outcome.resolve(await packLogin(profile, this.#cookies))
  }
}

/** A login that was kept, on its way into a fresh browser. */
export class LoginGiver {
  readonly #packed: Uint8Array
  #cookies: KeptCookie[] = []

  constructor(packed: Uint8Array) {
    this.#packed = packed
  }

  /** For {@link launchBrowser}. Refuses `login.damaged`. */
  async fill(profile: string, owner: { uid: number; gid: number } | null): Promise<void> {
    const cookies = await unpackLogin(this.#packed, profile, owner)
    if (cookies === null) throw new Refusal('login.damaged')
    this.#cookies = cookies
  }

  /** Before any page is asked for. */
  async finish(control: CDPSession): Promise<void> {
    await setCookies(control, this.#cookies)
    this.#cookies = []
  }
}
