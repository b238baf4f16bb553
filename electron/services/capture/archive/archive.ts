import type { Header } from '../headers.ts'
import { cdxj, type Indexed } from './index-lines.ts'
import { type Count, stripAddress, stripHeaders } from './strip.ts'
import type { ArchiveCounts, ArchivedExchange, RecoveredResource } from './types.ts'
import { digest, type Field, isPackable, recordId, requestHead, responseHead, writeRecord } from './warc.ts'
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
  readonly #info = recordId()
  #begun: Promise<void> | null = null
  readonly #records: Buffer[] = []
  readonly #found: Indexed[] = []
  #bytes = 0

  constructor(options: ArchiveOptions) {
    this.#options = options
  }

  /**
   * False where it doesn't fit any more, which is counted, or where its address isn't one of the web, which isn't.
   * Whatever texts the exchange holds, nothing is thrown.
   */
  async add(exchange: ArchivedExchange): Promise<boolean> {
    const stripped = { headersStripped: 0, parametersStripped: 0 }
    const url = addressOf(exchange.url, (count) => (stripped.parametersStripped += count))
    if (url === null) return false
    const strip = (headers: readonly Header[]) =>
      stripHeaders(headers, (count) => (stripped.headersStripped += count), (count) => (stripped.parametersStripped += count))
    const body = exchange.body ?? new Uint8Array()
    const mediaType = mediaTypeOf(exchange.responseHeaders)
    const packable = isPackable(mediaType)
    // What won't get smaller needn't be packed to see that it is too large.
    if (this.#bytes + (packable ? 0 : body.length) > this.#options.maxBytes) return this.#leaveOut()
    await (this.#begun ??= this.#begin())
    const response = recordId()
    const payload = digest([body])
    const target: Field[] = [['WARC-Warcinfo-ID', this.#info], ['WARC-Target-URI', url]]
    const address = exchange.remoteAddress === null ? '' : exchange.remoteAddress.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
    const answer = await writeRecord(
      {
        type: 'response',
        at: exchange.at,
        fields: [
          ...target,
          ...(address === '' ? [] : [['WARC-IP-Address', address] as const]),
          ['WARC-Payload-Digest', payload],
          ...remark(exchange),
          ['Content-Type', 'application/http; msgtype=response'],
        ],
        block: [responseHead(exchange, strip(exchange.responseHeaders), body.length), body],
        packable,
      },
      response,
    )
    const question = await writeRecord({
      type: 'request',
      at: exchange.at,
      fields: [...target, ['WARC-Concurrent-To', response], ['Content-Type', 'application/http; msgtype=request']],
      block: [requestHead(exchange.method, url, strip(exchange.requestHeaders))],
      packable: true,
    })
    if (this.#bytes + answer.length + question.length > this.#options.maxBytes) return this.#leaveOut()
    // An empty body where there was one must not be shown as what the server sent.
    if (exchange.bodyIs !== 'missing') {
      const { at, status, method } = exchange
      this.#found.push({ url, at, mediaType, status, digest: payload, offset: this.#bytes, length: answer.length, method })
    }
    this.#append(answer, question)
    this.counts.exchanges++
    if (exchange.bodyIs === 'missing' || isCut(exchange)) this.counts.bodiesMissing++
    if (exchange.bodyIs === 'text') this.counts.bodiesAsText++
    this.counts.headersStripped += stripped.headersStripped
    this.counts.parametersStripped += stripped.parametersStripped
    return true
  }

  /** Content without an exchange: WARC calls it a resource. */
  async addResource({ url: told, mediaType: named, at, body }: RecoveredResource): Promise<boolean> {
    let stripped = 0
    const url = addressOf(told, (count) => (stripped += count))
    if (url === null) return false
    await (this.#begun ??= this.#begin())
    const mediaType = plainType(named)
    const payload = digest([body])
    const fields: Field[] = [['WARC-Warcinfo-ID', this.#info], ['WARC-Target-URI', url], ['WARC-Payload-Digest', payload], ['Content-Type', mediaType]]
    const record = await writeRecord({ type: 'resource', at, fields, block: [body], packable: isPackable(mediaType) })
    if (this.#bytes + record.length > this.#options.maxBytes) return this.#leaveOut()
    this.#found.push({ url, at, mediaType, status: 200, digest: payload, offset: this.#bytes, length: record.length, method: 'GET' })
    this.#append(record)
    this.counts.resources++
    this.counts.parametersStripped += stripped
    return true
  }

  /** The whole as a WACZ file. Call once, at the end. */
  async *finish(page: WaczPage): AsyncGenerator<Uint8Array> {
    await (this.#begun ??= this.#begin())
    const url = stripAddress(page.url, (count) => (this.counts.parametersStripped += count))
    yield* packWacz({
      records: this.#records,
      index: cdxj(this.#found, RECORDS),
      page: { ...page, url },
      software: this.#options.software,
      createdAt: this.#options.createdAt,
    })
  }

  /** It comes first, because it describes the records after it (ISO 28500:2017, 6.2). */
  async #begin(): Promise<void> {
    const info = await writeRecord(
      {
        type: 'warcinfo',
        at: this.#options.createdAt,
        fields: [['WARC-Filename', RECORDS], ['Content-Type', 'application/warc-fields']],
        block: [Buffer.from(INFO(this.#options.software))],
        packable: true,
      },
      this.#info,
    )
    this.#append(info)
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

/** As a replay program will ask for it: without a fragment, which no server ever sees; null: nothing of the web. */
function addressOf(url: string, count: Count): string | null {
  const stripped = stripAddress(url, count)
  if (!URL.canParse(stripped)) return null
  const address = new URL(stripped)
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return null
  return Object.assign(address, { hash: '', username: '', password: '' }).href
}

/** It broke off before the length that was told. */
function isCut({ bodyIs, why }: ArchivedExchange): boolean {
  return bodyIs === 'exact' && /\d/.test(why)
}

/** In the standard's way, and in words. */
function remark(exchange: ArchivedExchange): Field[] {
  const { bodyIs, why } = exchange
  if (bodyIs === 'text') return [['Bevisvalv-Body', 'text']]
  if (isCut(exchange)) return [['WARC-Truncated', 'disconnect'], ['Bevisvalv-Body', `part; ${why}`]]
  if (bodyIs !== 'missing') return []
  return [['WARC-Truncated', 'unspecified'], ['Bevisvalv-Body', why === '' ? 'missing' : `missing; ${why}`]]
}

function mediaTypeOf(headers: readonly Header[]): string {
  return plainType(headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '')
}

/** Hostile: whatever a server or page calls it. */
function plainType(told: string): string {
  return (told.split(';')[0] ?? '').trim().toLowerCase().replace(/[^\w.+/-]/g, '').slice(0, 100) || 'application/octet-stream'
}

const INFO = (software: string) =>
  [
    `software: ${software}`,
    'format: WARC File Format 1.1',
    `description: ${[
      'Bodies are as the browser told them, after content and transfer codings were taken off, never as bytes on the wire.',
      'Headers that speak of such codings are named x-orig-*.',
      'Bodies marked Bevisvalv-Body: text were decoded by the browser and are UTF-8 here; where their content-type said otherwise it is named x-orig-content-type.',
      'Bodies marked Bevisvalv-Body: missing could not be had; they are not in the index.',
      'Values of cookies and credentials, in headers and addresses, read [stripped].',
      'Bodies of requests are not kept; where requests other than GET to one address got different answers, these are not in the index.',
    ].join(' ')}`,
    '',
  ].join('\r\n')
