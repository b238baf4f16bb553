import type { CDPSession } from '../browser/index.ts'

const WORLD = 'bevisvalv'

/** An object of the page, held by the browser: {@link World.hold} gives it. */
export interface Held {
  objectId: string
}

/**
 * Calls functions of ours inside a page, in a script world of our own: the page's scripts share the document with
 * it but no objects, so nothing they redefine changes what we read.
 */
export class World {
  readonly #session: CDPSession
  readonly #frameId: string
  #context: number | null = null

  constructor(session: CDPSession, frameId: string) {
    this.#session = session
    this.#frameId = frameId
  }

  /** After a navigation the world is gone with its document. */
  forget(): void {
    this.#context = null
  }

  /** `work` is sent as text, so it may use nothing but its arguments and the document. Its result comes back as JSON. */
  async call<A extends readonly unknown[], R>(work: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return this.callWith([], work, ...args)
  }

  /** The same, with objects of the page as further arguments, after the others. */
  async callWith<A extends readonly unknown[], R>(held: readonly Held[], work: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    this.#context ??= await this.#create()
    const { result, exceptionDetails } = await this.#session.send('Runtime.callFunctionOn', {
      functionDeclaration: work.toString(),
      executionContextId: this.#context,
      arguments: [...args.map((value) => ({ value })), ...held],
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description?.slice(0, 300) ?? exceptionDetails.text)
    return result.value as Awaited<R>
  }

  /** A node of this frame's document, for {@link callWith}; null where it is gone. */
  async hold(backendNodeId: number): Promise<Held | null> {
    this.#context ??= await this.#create()
    const resolved = await this.#session.send('DOM.resolveNode', { backendNodeId, executionContextId: this.#context }).catch(() => null)
    return resolved?.object.objectId === undefined ? null : { objectId: resolved.object.objectId }
  }

  async #create(): Promise<number> {
    const { executionContextId } = await this.#session.send('Page.createIsolatedWorld', { frameId: this.#frameId, worldName: WORLD })
    return executionContextId
  }
}
