import type { Header } from '../headers.ts'

/**
 * One answered (or failed) request as the browser told it. Everything in it was chosen by the page or its server.
 * `exact`: the bytes as sent, after content and transfer codings were taken off (the browser never gives wire bytes);
 * `text`: the browser gave decoded text, put in UTF-8 again, which isn't byte for byte what was sent; `none`: there is
 * no body by nature (redirect, 204, 304); `missing`: it couldn't be had, `why` says how come. Of an `exact` one
 * `why` says how much of it came (`12 / 5000`), or `packed` where that can't be measured; empty: all.
 */
export interface ArchivedExchange {
  url: string
  method: string
  /** As the browser calls it: `Document`, `Script`, `XHR`, `Media` … */
  type: string
  /** When it was sent: UTC, local clock's claim. */
  at: Date
  requestHeaders: readonly Header[]
  status: number
  statusText: string
  responseHeaders: readonly Header[]
  headersAre: 'raw' | 'parsed'
  /** `address:port` */
  remoteAddress: string | null
  body: Uint8Array | null
  bodyIs: 'exact' | 'text' | 'none' | 'missing'
  why: string
}

/** What the browser still held of a page that was open before we listened: content without an exchange. */
export interface RecoveredResource {
  url: string
  mediaType: string
  /** When it was recovered. */
  at: Date
  body: Uint8Array
}

/** What an archive holds and what was left out of it. */
export interface ArchiveCounts {
  exchanges: number
  resources: number
  /** Also those of which only a part came. */
  bodiesMissing: number
  bodiesAsText: number
  /** Values of cookie and credential headers, in requests and responses. */
  headersStripped: number
  /** Values of credentials in addresses (`access_token=…`). */
  parametersStripped: number
  /** Exchanges that didn't fit. */
  leftOut: number
}
