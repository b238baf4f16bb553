import type { Readable, Writable } from 'node:stream'
import type { ConnectionTransport } from 'puppeteer-core'

/** Largest message taken from the browser, bytes. A page decides what it puts in one; more ends the session. */
export const MAX_MESSAGE = 256 * 1024 * 1024

/**
 * Chromium's `--remote-debugging-pipe`: JSON messages, each ended by a zero byte, on descriptors 3 and 4. What comes
 * from the browser may have been shaped by the page: a message that is too long or can't be read ends the session
 * and is told to `onFailure`; nothing is ever thrown into the event loop.
 */
export class PipeTransport implements ConnectionTransport {
  onmessage?: (message: string) => void
  onclose?: () => void
  readonly #write: Writable
  readonly #read: Readable
  readonly #onFailure: (error: Error) => void
  readonly #limit: number
  #pending: Buffer[] = []
  #pendingBytes = 0
  #closed = false

  constructor(write: Writable, read: Readable, onFailure: (error: Error) => void, limit = MAX_MESSAGE) {
    this.#write = write
    this.#read = read
    this.#onFailure = onFailure
    this.#limit = limit
    read.on('data', (chunk: Buffer) => this.#take(chunk))
    read.on('close', () => this.close())
    for (const stream of [read, write]) stream.on('error', () => this.close())
  }

  send(message: string): void {
    if (this.#closed || this.#write.destroyed) return
    this.#write.write(`${message}\0`)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#pending = []
    this.#read.destroy()
    this.#write.destroy()
    this.onclose?.()
  }

  #take(chunk: Buffer): void {
    let start = 0
    for (let end = chunk.indexOf(0); end !== -1 && !this.#closed; end = chunk.indexOf(0, start)) {
      this.#keep(chunk.subarray(start, end))
      this.#deliver()
      start = end + 1
    }
    if (!this.#closed) this.#keep(chunk.subarray(start))
  }

  #keep(part: Buffer): void {
    this.#pendingBytes += part.length
    if (this.#pendingBytes > this.#limit) return this.#fail(new Error(`message from the browser over ${this.#limit} bytes`))
    if (part.length > 0) this.#pending.push(part)
  }

  #deliver(): void {
    if (this.#closed) return
    const message = Buffer.concat(this.#pending).toString()
    this.#pending = []
    this.#pendingBytes = 0
    // The receiver is an async function: what it rejects with would otherwise end this process.
    void (async () => this.onmessage?.(message))().catch((error: unknown) => this.#fail(error))
  }

  #fail(error: unknown): void {
    this.#onFailure(error instanceof Error ? error : new Error(String(error)))
    this.close()
  }
}
