import { createHash, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Header } from '../headers.ts'
import type { ArchivedExchange } from './types.ts'

const pack = promisify(gzip)
const CRLF = '\r\n'

/** What is packed already gains nothing from being packed again. */
const PACKED = /^(image\/(?!svg|bmp)|video\/|audio\/|font\/woff|application\/(zip|gzip|pdf|octet-stream))/i

export type Field = readonly [name: string, value: string]

export interface WarcRecord {
  type: 'warcinfo' | 'response' | 'request' | 'resource'
  /** In the order in which they are written, after the first four lines. */
  fields: readonly Field[]
  at: Date
  /** HTTP head and body, or the plain content. */
  block: readonly Uint8Array[]
  packable: boolean
}

/** A record's id (RFC 4122, URN). */
export function recordId(): string {
  return `<urn:uuid:${randomUUID()}>`
}

/** One record as a gzip member of its own (ISO 28500:2017, annex D). */
export async function writeRecord(record: WarcRecord, id = recordId()): Promise<Buffer> {
  const length = record.block.reduce((sum, part) => sum + part.length, 0)
  const lines = [
    'WARC/1.1',
    `WARC-Type: ${record.type}`,
    `WARC-Record-ID: ${id}`,
    `WARC-Date: ${record.at.toISOString()}`,
    ...record.fields.map(([name, value]) => `${name}: ${oneLine(value)}`),
    `WARC-Block-Digest: ${digest(record.block)}`,
    `Content-Length: ${length}`,
  ]
  const whole = Buffer.concat([Buffer.from(lines.join(CRLF) + CRLF + CRLF), ...record.block, Buffer.from(CRLF + CRLF)])
  return pack(whole, { level: record.packable ? 6 : 1 })
}

export function isPackable(mediaType: string): boolean {
  return !PACKED.test(mediaType)
}

/** `sha256:` and hex over the parts, one after the other. */
export function digest(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return `sha256:${hash.digest('hex')}`
}

/**
 * An answer as HTTP/1.1 message, whatever was spoken: the browser tells the content after all codings were taken off, so
 * the headers that speak of them are kept under other names, and the length is that of what follows.
 */
export function responseHead(exchange: ArchivedExchange, headers: readonly Header[], bodyLength: number): Buffer {
  const length = { name: 'content-length', value: String(bodyLength) }
  const kept = headers
    .filter(({ name, value }) => !name.startsWith(':') && !(name.toLowerCase() === 'content-length' && value.trim() === length.value))
    .flatMap((header) => (exchange.bodyIs === 'text' && header.name.toLowerCase() === 'content-type' ? inUtf8(header) : renamed(header)))
  return head(`HTTP/1.1 ${exchange.status} ${oneLine(exchange.statusText)}`.trimEnd(), [...kept, length])
}

const CODINGS = new Set(['content-encoding', 'transfer-encoding', 'content-length'])

function renamed({ name, value }: Header): Header {
  return { name: CODINGS.has(name.toLowerCase()) ? `x-orig-${name.toLowerCase()}` : name, value }
}

/** A body that the browser decoded is in UTF-8 here, whatever it was sent in: read by the old name, letters would change. */
function inUtf8({ name, value }: Header): Header[] {
  if (/;\s*charset\s*=\s*"?utf-?8"?\s*(;|$)/i.test(value)) return [{ name, value }]
  const bare = value.split(';').filter((part, index) => index === 0 || !/^\s*charset\s*=/i.test(part))
  return [{ name: 'x-orig-content-type', value }, { name, value: `${bare.join(';').trimEnd()}; charset=utf-8` }]
}

/** The question, without what was sent in its body: that may hold a password. */
export function requestHead(method: string, url: string, headers: readonly Header[]): Buffer {
  const { pathname, search, host } = new URL(url)
  const kept = headers.filter(({ name }) => !name.startsWith(':')).map(renamed)
  const named = kept.some(({ name }) => name.toLowerCase() === 'host') ? kept : [{ name: 'host', value: host }, ...kept]
  return head(`${token(method)} ${pathname}${search} HTTP/1.1`, named)
}

function head(first: string, headers: readonly Header[]): Buffer {
  const lines = headers.map(({ name, value }) => `${token(name)}: ${oneLine(value)}`)
  return Buffer.from([first, ...lines, '', ''].join(CRLF))
}

/** Hostile texts must not be able to end a line and begin another. */
function oneLine(text: string): string {
  return text.toWellFormed().replace(/[\0-\x08\n-\x1f\x7f]+/g, ' ').trim()
}

/** A name of the protocol (RFC 9110, 5.6.2); what can't stand in one becomes `_`. */
function token(text: string): string {
  return text.replace(/[^!#$%&'*+.^_`|~0-9A-Za-z-]/g, '_').slice(0, 500) || '_'
}
