import type { Header } from '../provenance.ts'
import { cdxj, type Indexed } from './index-lines.ts'
import { stripAddress, stripHeaders } from './strip.ts'
import type { ArchiveCounts, ArchivedExchange, RecoveredResource } from './types.ts'
import { digest, isPackable, recordId, requestHead, responseHead, writeRecord } from './warc.ts'
import { packWacz, type WaczPage } from './wacz.ts'

const RECORDS = 'data.warc.gz'

export interface ArchiveOptions {
  /** Packed, over all records. */
  maxBytes: number
  software: string
  createdAt: Date
}

/**
 * What was really exchanged, as a WARC 1.1 file (ISO 28500:2017) that grows in memory: the process that holds it may
 * write nothing to a disk. Each record is packed as it comes. Cookies and credentials are taken out before.
 */
export class Archive {
  readonly counts: ArchiveCounts = {
    exchanges: 0,
    resources: 0,
    bodiesMissing: 0,
    bodiesAsText: 0,
    headersStripped: 0,
    parametersStripped: 0,
    leftOut: 0,
  }
  readonly #options: ArchiveOptions
  readonly #records: Buffer[] = []
  readonly #found: Indexed[] = []
  #bytes = 0

  constructor(options: ArchiveOptions) {
    this.#options = options
  }

  /** False where it doesn't fit any more; it is counted. Whatever the exchange holds, nothing is thrown. */
  async add(exchange: ArchivedExchange): Promise<boolean> {
    const url = stripAddress(exchange.url, (count) => (this.counts.parametersStripped += count))
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return false
    const body = exchange.body ?? new Uint8Array()
    if (this.#bytes + (isPackable(mediaTypeOf(exchange.responseHeaders)) ? 0 : body.length) > this.#options.maxBytes) return this.#leaveOut()
    const response = recordId()
    const head = responseHead(exchange, this.#strip(exchange.responseHeaders), body.length)
    const mediaType = mediaTypeOf(exchange.responseHeaders)
    const payload = digest([body])
    const target = [['WARC-Target-URI', url]] as const
    const address = exchange.remoteAddress === null ? [] : ([['WARC-IP-Address', exchange.remoteAddress.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')]] as const)
    const remark = exchange.bodyIs === 'text' || exchange.bodyIs === 'missing' ? ([['Bevisvalv-Body', [exchange.bodyIs, exchange.why].filter(Boolean).join('; ')]] as const) : []
    const answer = await writeRecord(
      {
        type: 'response',
        at: exchange.at,
        fields: [...target, ...address, ['WARC-Payload-Digest', payload], ...remark, ['Content-Type', 'application/http; msgtype=response']],
        block: [head, body],
        packable: isPackable(mediaType),
      },
      response,
    )
    const question = await writeRecord({
      type: 'request',
      at: exchange.at,
      fields: [...target, ['WARC-Concurrent-To', response], ['Content-Type', 'application/http; msgtype=request']],
      block: [requestHead(exchange.method, url, this.#strip(exchange.requestHeaders))],
      packable: true,
    })
    if (this.#bytes + answer.length + question.length > this.#options.maxBytes) return this.#leaveOut()
    this.#found.push({ url, at: exchange.at, mediaType, status: exchange.status, digest: payload, offset: this.#bytes, length: answer.length, method: exchange.method })
    this.#append(answer, question)
    this.counts.exchanges++
    if (exchange.bodyIs === 'missing') this.counts.bodiesMissing++
    if (exchange.bodyIs === 'text') this.counts.bodiesAsText++
    return true
  }

  /** Content without an exchange: WARC calls it a resource. */
  async addResource({ url: told, mediaType, at, body }: RecoveredResource): Promise<boolean> {
    const url = stripAddress(told, (count) => (this.counts.parametersStripped += count))
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return false
    const payload = digest([body])
    const fields = [['WARC-Target-URI', url], ['WARC-Payload-Digest', payload], ['Content-Type', mediaType || 'application/octet-stream']] as const
    const record = await writeRecord({ type: 'resource', at, fields, block: [body], packable: isPackable(mediaType) })
    if (this.#bytes + record.length > this.#options.maxBytes) return this.#leaveOut()
    this.#found.push({ url, at, mediaType, status: 200, digest: payload, offset: this.#bytes, length: record.length, method: 'GET' })
    this.#append(record)
    this.counts.resources++
    return true
  }

  /** The whole as a WACZ file. Call once, at the end. */
  async *finish(page: WaczPage): AsyncGenerator<Uint8Array> {
    const info = await writeRecord({
      type: 'warcinfo',
      at: this.#options.createdAt,
      fields: [['WARC-Filename', RECORDS], ['Content-Type', 'application/warc-fields']],
      block: [Buffer.from(INFO(this.#options.software))],
      packable: true,
    })
    // At the end of the file: its place there keeps the offsets of those before.
    this.#append(info)
    const url = stripAddress(page.url, (count) => (this.counts.parametersStripped += count))
    yield* packWacz({
      records: this.#records,
      index: cdxj(this.#found, RECORDS),
      page: { ...page, url },
      software: this.#options.software,
      createdAt: this.#options.createdAt,
    })
  }

  #strip(headers: readonly Header[]): Header[] {
    return stripHeaders(headers, (count) => (this.counts.headersStripped += count))
  }

  #append(...records: Buffer[]): void {
    for (const record of records) {
      this.#records.push(record)
      this.#bytes += record.length
    }
  }

  #leaveOut(): false {
    this.counts.leftOut++
    return false
  }
}

function mediaTypeOf(headers: readonly Header[]): string {
  const value = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? ''
  return (value.split(';')[0] ?? '').trim().toLowerCase().replace(/[^\w.+/-]/g, '').slice(0, 100) || 'application/octet-stream'
}

const INFO = (software: string) =>
  [
    `software: ${software}`,
    'format: WARC File Format 1.1',
    'description: Bodies are as the browser told them: after content and transfer codings were taken off, never as bytes on the wire.',
    'description: Headers that speak of such codings are named x-orig-*. Bodies marked Bevisvalv-Body: text were decoded and are UTF-8.',
    'description: Values of cookies and credentials, in headers and addresses, read [stripped]. Bodies of requests are not kept.',
    '',
  ].join('\r\n')
