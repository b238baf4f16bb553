import type { Archive } from './archive/archive.ts'
import { type Bodies, type ExactBodies, isText, type Kept } from './bodies.ts'
import type { MediaShelf } from './media.ts'
import type { Answer, Recorder } from './recorder.ts'
import type { Received } from './verdict/received.ts'

export interface ExchangeParts {
  archive: Archive
  bodies: Bodies
  recorder: Recorder
  exact: ExactBodies
  media: MediaShelf
  received: Received
  /** Nothing but this page was open: what no request of it asked for was asked for by its service workers. */
  alone: boolean
}

/** A file that the page meant to put on the disk of whoever looked at it. */
export interface Download {
  /** As the server called it; a claim. */
  suggested: string
  bytes: Uint8Array
  /** Empty: all of it came, as far as the server said how much there is. See {@link ExactBodies}. */
  lacks: string
}

const MAX_DOWNLOADS = 5
const MAX_DOWNLOAD_BYTES = 100 * 1024 * 1024

/** Hands every exchange of one acquisition on: to the archive, to what was received as text, to what was played. */
export class Exchanges {
  /** By address, at most five: answers that a browser puts on a disk. They were read on their way, and no disk was touched. */
  readonly downloads = new Map<string, Download>()
  /** The page's own document is among them. */
  hasPage = false
  /** Texts that couldn't be had. */
  textsMissing = 0
  readonly #parts: ExchangeParts
  readonly #stop: () => void
  #adding: Promise<unknown> = Promise.resolve()

  constructor(parts: ExchangeParts) {
    this.#parts = parts
    this.#stop = parts.bodies.take((kept) => this.#hand(kept))
  }

  /** Until all of it lies in the archive; `ms` bounds the waiting for the browser. */
  async end(ms: number): Promise<void> {
    const { archive, bodies, exact, alone } = this.#parts
    await bodies.drain(ms)
    this.#stop()
    await this.#adding
    for (const { bytes, headers, lacks, ...told } of alone ? exact.rest() : []) {
      await archive.add({ ...told, type: 'Script', responseHeaders: headers, headersAre: 'parsed', remoteAddress: null, body: bytes, bodyIs: 'exact', why: lacks })
    }
  }

  #hand(kept: Kept): void {
    const { media, received } = this.#parts
    const { transfer, body } = kept
    const last = transfer.answers.at(-1)
    if (!last) return
    if (body.bytes && transfer.isPage) this.hasPage = true
    if (body.is === 'missing' && isText(last.exchange.mimeType)) this.textsMissing++
    if (body.bytes) this.#keepDownload(last, body.bytes, body.why)
    if (body.bytes && isText(last.exchange.mimeType)) received.add(body.bytes, last.exchange.mimeType, body.is === 'text' ? 'utf-8' : last.charset || null)
    if (body.bytes || body.is === 'missing') media.see(last, transfer.type, body.bytes)
    // In the order in which they ended, one after the other.
    this.#adding = this.#adding.then(() => this.#archive(kept)).catch(() => undefined)
  }

  #keepDownload({ exchange, responseHeaders }: Answer, bytes: Uint8Array, lacks: string): void {
    const disposition = responseHeaders.find(({ name }) => name.toLowerCase() === 'content-disposition')?.value ?? ''
    if (exchange.type !== 'Document' && !/^\s*attachment/i.test(disposition)) return
    const held = [...this.downloads.values()].reduce((sum, each) => sum + each.bytes.length, 0)
    if (this.downloads.size >= MAX_DOWNLOADS || held + bytes.length > MAX_DOWNLOAD_BYTES) return
    this.downloads.set(exchange.url, { suggested: suggestedName(disposition), bytes, lacks })
  }

  async #archive({ transfer, body }: Kept): Promise<void> {
    const { archive, recorder } = this.#parts
    for (const [index, answer] of transfer.answers.entries()) {
      const { url, method, type, status, remoteAddress } = answer.exchange
      // What the browser's own pages and viewers load was no exchange.
      if (status === null || !/^https?:/i.test(url)) continue
      const { request, response, responseIsRaw } = recorder.headersOf(transfer.requestId, answer)
      const own: Kept['body'] = index === transfer.answers.length - 1 ? body : { bytes: null, is: 'none', why: '' }
      await archive.add({
        url,
        method,
        type,
        at: answer.at,
        requestHeaders: request,
        status,
        statusText: answer.statusText,
        responseHeaders: response,
        headersAre: responseIsRaw ? 'raw' : 'parsed',
        remoteAddress,
        body: own.bytes,
        bodyIs: own.is,
        why: own.why,
      })
    }
  }
}

/** The name in `Content-Disposition` (RFC 6266), its extended form decoded (RFC 8187, 3.2): nothing is ever called so. */
function suggestedName(disposition: string): string {
  const [, charset = '', extended] = /filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)/i.exec(disposition) ?? []
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(disposition)
  const name = extended === undefined ? (plain?.[1] ?? plain?.[2] ?? '') : decodedName(extended, charset)
  return name.trim().slice(0, 300).toWellFormed()
}

function decodedName(name: string, charset: string): string {
  const bytes = Buffer.from(name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1')
  return bytes.toString(/^utf-8$/i.test(charset) ? 'utf8' : 'latin1')
}
