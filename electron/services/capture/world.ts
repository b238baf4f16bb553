import type { CDPSession } from '../browser/index.ts'

const WORLD = 'bevisvalv'

/**
 * Elements with a name become properties of the document, before its own (HTML standard, 3.1.7): an image called `body`
 * would be taken for the page's body, in every script world. What our functions call `document` knows only what the
 * browser itself puts there. It isn't a node: where one is needed, `documentElement.ownerDocument` is.
 */
const DOCUMENT = `new Proxy(globalThis.document, {
  get(target, name) {
    for (const kind of [Document.prototype, Node.prototype, EventTarget.prototype]) {
      const found = Object.getOwnPropertyDescriptor(kind, name)
      if (!found) continue
      const value = found.get ? found.get.call(target) : found.value
      return typeof value === 'function' ? value.bind(target) : value
    }
  },
})`

/**
 * Elements and frames with a name are properties of the window as well (HTML standard, 7.2.2.2), in every script world: what
 * our functions remember there has to be ours from the beginning. An own property comes first, and a world may be made twice.
 */
const OWN_NAMES = `for (const name of ['anchors', 'calmed', 'changes', 'closedRoots', 'late', 'pictured', 'places', 'postTools', 'removed', 'room', 'scrollers', 'shown', 'taken', 'watcher']) {
  if (!Object.hasOwn(globalThis, name)) Object.defineProperty(globalThis, name, { value: undefined, writable: true })
}`

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
    return this.#run(`function (...given) { const document = ${DOCUMENT}; return (${work.toString()})(...given) }`, held, args)
  }

  /** The same, with the document itself: for functions that take its members from their prototypes. */
  async callPlain<A extends readonly unknown[], R>(work: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return this.#run(work.toString(), [], args)
  }

  async #run<R>(functionDeclaration: string, held: readonly Held[], args: readonly unknown[]): Promise<Awaited<R>> {
    this.#context ??= await this.#create()
    const { result, exceptionDetails } = await this.#session.send('Runtime.callFunctionOn', {
      functionDeclaration,
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
    await this.#session.send('Runtime.evaluate', { contextId: executionContextId, expression: OWN_NAMES })
    return executionContextId
  }
}
