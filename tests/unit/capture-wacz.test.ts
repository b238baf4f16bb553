import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { BlobReader, TextWriter, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WARCParser, type WARCRecord } from 'warcio'
import { Archive } from '../../electron/services/capture/archive/archive.ts'
import { sortKey } from '../../electron/services/capture/archive/index-lines.ts'
import { stripAddress } from '../../electron/services/capture/archive/strip.ts'
import type { ArchivedExchange } from '../../electron/services/capture/archive/types.ts'
import { collect } from '../support/capture.ts'

const AT = new Date('2026-05-04T10:20:30.456Z')
const PAGE = { url: 'https://forum.example/t/1?access_token=HEMLIG', title: 'Tråd', at: AT, text: 'Vi vet var du bor' }

function exchange(parts: Partial<ArchivedExchange> = {}): ArchivedExchange {
  return {
    url: 'https://forum.example/t/1',
    method: 'GET',
    type: 'Document',
    at: AT,
    requestHeaders: [{ name: 'accept', value: '*/*' }],
    status: 200,
    statusText: 'OK',
    responseHeaders: [{ name: 'Content-Type', value: 'text/html; charset=utf-8' }],
    headersAre: 'raw',
    remoteAddress: '192.0.2.7:443',
    body: Buffer.from('<p>åäö</p>'),
    bodyIs: 'exact',
    why: '',
    ...parts,
  }
}

const open = (maxBytes = 10_000_000) => new Archive({ maxBytes, software: 'test', createdAt: AT })

async function entries(archive: Archive): Promise<Map<string, Buffer>> {
  const zip = new ZipReader(new BlobReader(new Blob([new Uint8Array(await collect(archive.finish(PAGE)))])))
  const found = new Map<string, Buffer>()
  for (const entry of await zip.getEntries()) if (!entry.directory) found.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())))
  return found
}

async function records(files: Map<string, Buffer>): Promise<{ record: WARCRecord; payload: Buffer }[]> {
  const parser = new WARCParser([files.get('archive/data.warc.gz') ?? Buffer.alloc(0)], { keepHeadersCase: true })
  const found: { record: WARCRecord; payload: Buffer }[] = []
  for await (const record of parser) found.push({ record, payload: Buffer.from(await record.readFully(false)) })
  return found
}

describe('an archive, judged by warcio', () => {
  it('holds a request and a response for each exchange, with address, time and true digests', async () => {
    const archive = open()
    const latin = Buffer.from('<p>\xe5\xe4\xf6</p>', 'latin1')
    await archive.add(exchange({ body: latin, responseHeaders: [{ name: 'content-type', value: 'text/html; charset=iso-8859-1' }] }))
    await archive.add(exchange({ url: 'https://forum.example/old', status: 302, statusText: 'Found', body: null, bodyIs: 'none', responseHeaders: [{ name: 'location', value: '/t/1' }] }))
    const found = await records(await entries(archive))
    expect(found.map(({ record }) => record.warcType)).toEqual(['response', 'request', 'response', 'request', 'warcinfo'])
    const first = found[0]
    expect(first?.record.warcTargetURI).toBe('https://forum.example/t/1')
    expect(first?.record.warcDate).toBe(AT.toISOString())
    expect(first?.record.warcHeader('WARC-IP-Address')).toBe('192.0.2.7')
    expect(first?.payload.equals(latin)).toBe(true)
    expect(first?.record.warcPayloadDigest).toBe(`sha256:${createHash('sha256').update(latin).digest('hex')}`)
    expect(found[1]?.record.warcHeader('WARC-Concurrent-To')).toBe(first?.record.warcHeader('WARC-Record-ID'))
    expect(found[2]?.record.httpHeaders?.statusline).toBe('HTTP/1.1 302 Found')
    expect(archive.counts).toMatchObject({ exchanges: 2, bodiesMissing: 0, bodiesAsText: 0, leftOut: 0 })
  })

  it('keeps headers of one name apart, names codings that were taken off, and tells the true length', async () => {
    const archive = open()
    const responseHeaders = [
      { name: 'Content-Encoding', value: 'br' },
      { name: 'Content-Length', value: '3' },
      { name: 'Set-Cookie', value: 'a=HEMLIG' },
      { name: 'Set-Cookie', value: 'b=HEMLIG' },
      { name: 'X-Two', value: '1' },
      { name: 'X-Two', value: '2' },
    ]
    await archive.add(exchange({ responseHeaders }))
    const raw = gunzipSync((await entries(archive)).get('archive/data.warc.gz') ?? Buffer.alloc(0)).toString()
    expect(raw).toContain('x-orig-content-encoding: br\r\nx-orig-content-length: 3\r\nSet-Cookie: [stripped]\r\nSet-Cookie: [stripped]\r\nX-Two: 1\r\nX-Two: 2\r\ncontent-length: 13\r\n\r\n')
    expect(archive.counts.headersStripped).toBe(2)
  })

  it('says of a body that it is text, or missing and why', async () => {
    const archive = open()
    await archive.add(exchange({ bodyIs: 'text' }))
    await archive.add(exchange({ url: 'https://forum.example/film', body: null, bodyIs: 'missing', why: '99 bytes' }))
    const found = await records(await entries(archive))
    expect(found.map(({ record }) => record.warcHeader('Bevisvalv-Body'))).toEqual(['text', null, 'missing; 99 bytes', null, null].map((each) => each ?? undefined))
    expect(archive.counts).toMatchObject({ bodiesAsText: 1, bodiesMissing: 1 })
  })
})

describe('the package', () => {
  it('lists every file with its true hash and length, itself included', async () => {
    const archive = open()
    await archive.add(exchange())
    const files = await entries(archive)
    const text = files.get('datapackage.json')?.toString() ?? ''
    const { resources, wacz_version } = JSON.parse(text) as { wacz_version: string; resources: { path: string; hash: string; bytes: number }[] }
    expect(wacz_version).toBe('1.1.1')
    expect(resources.map(({ path }) => path)).toEqual(['archive/data.warc.gz', 'indexes/index.cdx', 'pages/pages.jsonl'])
    for (const { path, hash, bytes } of resources) {
      const content = files.get(path) ?? Buffer.alloc(0)
      expect(bytes).toBe(content.length)
      expect(hash).toBe(`sha256:${createHash('sha256').update(content).digest('hex')}`)
    }
    const digest = JSON.parse(files.get('datapackage-digest.json')?.toString() ?? '{}') as { hash?: string }
    expect(digest.hash).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`)
  })

  it('has an index whose offsets lead to the record of that address', async () => {
    const archive = open()
    const urls = ['https://forum.example/b', 'https://www.forum.example/a?x=1', 'https://forum.example/c']
    for (const url of urls) await archive.add(exchange({ url, body: Buffer.from(url) }))
    const files = await entries(archive)
    const lines = (files.get('indexes/index.cdx')?.toString() ?? '').trimEnd().split('\n')
    expect(lines).toEqual([...lines].sort())
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      const [key, time, ...json] = line.split(' ')
      const { url, offset, length } = JSON.parse(json.join(' ')) as { url: string; offset: string; length: string }
      expect(key).toBe(sortKey(url))
      expect(time).toBe('20260504102030456')
      const data = files.get('archive/data.warc.gz') ?? Buffer.alloc(0)
      const record = gunzipSync(data.subarray(Number(offset), Number(offset) + Number(length))).toString()
      expect(record).toContain(`WARC-Target-URI: ${url}\r\n`)
    }
  })

  it('opens as a zip without compression and holds the page with its text', async () => {
    const archive = open()
    await archive.add(exchange())
    const bytes = await collect(archive.finish(PAGE))
    const zip = new ZipReader(new BlobReader(new Blob([new Uint8Array(bytes)])))
    const list = await zip.getEntries()
    expect(list.every((entry) => entry.compressionMethod === 0)).toBe(true)
    const pages = list.find((entry) => entry.filename === 'pages/pages.jsonl')
    const text = pages && !pages.directory ? await pages.getData(new TextWriter()) : ''
    expect(JSON.parse(text.split('\n')[1] ?? '{}')).toMatchObject({ title: 'Tråd', text: PAGE.text, ts: AT.toISOString() })
  })
})

describe('what must not leave', () => {
  it('takes cookies, credentials and tokens out of headers and addresses, and counts them', async () => {
    const archive = open()
    await archive.add(
      exchange({
        url: 'https://HEMLIG:HEMLIG@forum.example/t;jsessionid=HEMLIG?id=7&access_token=HEMLIG&page=2#id_token=HEMLIG',
        requestHeaders: [
          { name: 'Cookie', value: 's=HEMLIG' },
          { name: 'Authorization', value: 'Bearer HEMLIG' },
          { name: 'X-CSRF-Token', value: 'HEMLIG' },
          { name: 'Referer', value: 'https://forum.example/?token=HEMLIG' },
        ],
        responseHeaders: [{ name: 'Location', value: 'https://forum.example/cb?code=HEMLIG&state=1' }],
      }),
    )
    const whole = [...(await entries(archive)).entries()].map(([name, bytes]) => (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()).join('\n')
    expect(whole).not.toContain('HEMLIG')
    expect(whole).toContain('id=7')
    expect(archive.counts.headersStripped).toBe(5)
    expect(archive.counts.parametersStripped).toBe(5)
  })

  it('leaves what is no credential as it is', () => {
    const plain = ['https://a.example/p?code=42', 'https://cdn.example/x.jpg?sig=1&oh=2&oe=3', 'https://a.example/mail@home?q=token']
    for (const url of plain) expect(stripAddress(url, () => expect.unreachable())).toBe(url)
  })
})

describe('hostile exchanges', () => {
  it('what no text can do is end a line, forge a record, or be thrown', async () => {
    const evil = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('a\r\nWARC/1.1\r\nWARC-Type: forged', '\r\n\r\n', '\0', '\ud800'))
    const header = fc.record({ name: evil, value: evil })
    await fc.assert(
      fc.asyncProperty(fc.array(header, { maxLength: 5 }), fc.array(header, { maxLength: 5 }), evil, evil, fc.uint8Array({ maxLength: 50 }), async (asked, told, statusText, path, body) => {
        const archive = open()
        await archive.add(exchange({ url: `https://forum.example/${path}`, requestHeaders: asked, responseHeaders: told, statusText, method: path, body }))
        const found = await records(await entries(archive))
        const responses = found.filter(({ record }) => record.warcType === 'response')
        expect(found.every(({ record }) => ['response', 'request', 'warcinfo'].includes(record.warcType ?? ''))).toBe(true)
        for (const { payload } of responses) expect(payload.equals(Buffer.from(body))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('counts what does not fit, and goes on', async () => {
    const archive = open(3000)
    const noise = Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 7919) % 251))
    expect(await archive.add(exchange({ body: noise, responseHeaders: [{ name: 'content-type', value: 'image/png' }] }))).toBe(false)
    expect(await archive.add(exchange())).toBe(true)
    expect(archive.counts).toMatchObject({ exchanges: 1, leftOut: 1 })
  })
})
