import { ArtefactName } from '../../../shared/model/index.ts'
import { type ChildMessage, CHUNK_WINDOW } from './messages.ts'
import type { ChildHandle } from './ports.ts'

/** Takes one artefact after the other. Where the acquisition ends early, `chunks` throws. */
export type TakeArtefact = (name: string, mediaType: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>

type ArtefactMessage = Extract<ChildMessage, { type: 'artefact' | 'chunk' | 'artefact-end' }>

/** Takes the artefacts that a child sends. What doesn't follow the protocol is thrown: the child is then ended. */
export class Receiver {
  readonly #child: ChildHandle
  readonly #onArtefact: TakeArtefact
  readonly #onFailure: (error: Error) => void
  #current: { id: number; inbox: Inbox; taken: Promise<void> } | null = null

  constructor(child: ChildHandle, onArtefact: TakeArtefact, onFailure: (error: Error) => void) {
    this.#child = child
    this.#onArtefact = onArtefact
    this.#onFailure = onFailure
  }

  get isBusy(): boolean {
    return this.#current !== null
  }

  take(message: ArtefactMessage): void {
    if (message.type === 'artefact') return this.#begin(message)
    const current = this.#current
    if (current?.id !== message.id) throw new Error(`${message.type} of no artefact`)
    if (message.type === 'chunk') return current.inbox.put(message.bytes)
    current.inbox.end()
    // Answered when the receiver has put it away; a failure is dealt with where it began.
    void current.taken.then(() => {
      this.#current = null
      this.#child.post({ type: 'ack', id: message.id })
    }, () => undefined)
  }

  /** Lets go of whoever is taking an artefact; resolves when nothing of ours is running any more. */
  async fail(error: Error): Promise<void> {
    this.#current?.inbox.fail(error)
    await Promise.resolve(this.#current?.taken).catch(() => undefined)
  }

  #begin({ id, name, mediaType }: Extract<ArtefactMessage, { type: 'artefact' }>): void {
    if (this.#current) throw new Error('an artefact inside another')
    const inbox = new Inbox(() => this.#child.post({ type: 'ack', id }))
    const taken = this.#onArtefact(ArtefactName.parse(name), mediaType, inbox)
    taken.catch((error: unknown) => this.#onFailure(error instanceof Error ? error : new Error(String(error))))
    this.#current = { id, inbox, taken }
  }
}

/** Pieces that came and weren't taken yet: never more than the child's window. */
class Inbox implements AsyncIterable<Uint8Array> {
  readonly #pieces: Uint8Array[] = []
  readonly #onTaken: () => void
  #ended = false
  #error: Error | null = null
  #wake: () => void = () => undefined

  constructor(onTaken: () => void) {
    this.#onTaken = onTaken
  }

  put(bytes: Uint8Array): void {
    if (this.#pieces.length >= CHUNK_WINDOW) throw new Error('more pieces than were asked for')
    this.#pieces.push(bytes)
    this.#wake()
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  fail(error: Error): void {
    this.#error = error
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.#error) throw this.#error
      const piece = this.#pieces.shift()
      if (piece) {
        yield piece
        this.#onTaken()
      } else if (this.#ended) return
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }
}
