import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getSurt } from 'warcio/utils'
import { Archive } from '../../electron/services/capture/archive/archive.ts'
import { sortKey } from '../../electron/services/capture/archive/index-lines.ts'
import { stripAddress, stripHeaders } from '../../electron/services/capture/archive/strip.ts'
import type { ArchivedExchange } from '../../electron/services/capture/archive/types.ts'
import { collect } from '../support/capture.ts'
import { sha256, waczFiles, warcRecords } from '../support/wacz.ts'

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

const entries = async (archive: Archive) => waczFiles(await collect(archive.finish(PAGE)))

/** Every record cut out by hand, by what the standard says of lines and lengths. */
function blocks(files: Map<string, Buffer>): { head: string; block: Buffer }[] {
  let rest = gunzipSync(files.get('archive/data.warc.gz') ?? Buffer.alloc(0))
  const found: { head: string; block: Buffer }[] = []
  while (rest.length > 0) {
    const start = rest.indexOf('\r\n\r\n') + 4
    const head = rest.subarray(0, start).toString()
    const end = start + Number(/^Content-Length: (\d+)\r$/m.exec(head)?.[1])
    found.push({ head, block: rest.subarray(start, end) })
    expect(rest.subarray(end, end + 4).toString()).toBe('\r\n\r\n')
    rest = rest.subarray(end + 4)
  }
  return found
}

describe('an archive, judged by warcio', () => {
  it('holds a request and a response for each exchange, with address, time and true digests', async () => {
    const archive = open()
    const latin = Buffer.from('<p>\xe5\xe4\xf6</p>', 'latin1')
    await archive.add(exchange({ body: latin, responseHeaders: [{ name: 'content-type', value: 'text/html; charset=iso-8859-1' }] }))
    await archive.add(exchange({ url: 'https://forum.example/old', status: 302, statusText: 'Found', body: null, bodyIs: 'none', responseHeaders: [{ name: 'location', value: '/t/1' }] }))
    const found = await warcRecords(await entries(archive))
    expect(found.map(({ record }) => record.warcType)).toEqual(['warcinfo', 'response', 'request', 'response', 'request'])
    const first = found[1]
    expect(first?.record.warcTargetURI).toBe('https://forum.example/t/1')
    expect(first?.record.warcDate).toBe(AT.toISOString())
    expect(first?.record.warcHeader('WARC-IP-Address')).toBe('192.0.2.7')
    expect(first?.payload.equals(latin)).toBe(true)
    expect(first?.record.warcPayloadDigest).toBe(sha256(latin))
    expect(found.slice(1).every(({ record }) => record.warcHeader('WARC-Warcinfo-ID') === found[0]?.record.warcHeader('WARC-Record-ID'))).toBe(true)
    expect(found[2]?.record.warcHeader('WARC-Concurrent-To')).toBe(first?.record.warcHeader('WARC-Record-ID'))
    expect(found[3]?.record.httpHeaders?.statusline).toBe('HTTP/1.1 302 Found')
    expect(archive.counts).toMatchObject({ exchanges: 2, bodiesMissing: 0, bodiesAsText: 0, leftOut: 0 })
  })

  it('tells of every record the digest of just its block', async () => {
    const archive = open()
    await archive.add(exchange({ body: Buffer.from([0, 255, 13, 10, 13, 10, 87, 65, 82, 67]) }))
    await archive.addResource({ url: 'https://forum.example/p', mediaType: 'image/png', at: AT, body: Buffer.from('\r\n\r\nWARC/1.1\r\n') })
    const found = blocks(await entries(archive))
    expect(found).toHaveLength(4)
    for (const { head, block } of found) expect(head).toContain(`\r\nWARC-Block-Digest: ${sha256(block)}\r\n`)
  })

  it('keeps content that had no exchange as a resource, with its type', async () => {
    const archive = open()
    const body = Buffer.from('<p>Redan öppen</p>')
    expect(await archive.addResource({ url: 'https://forum.example/t/1#post-7', mediaType: 'Text/HTML; charset=utf-8\r\nX: y', at: AT, body })).toBe(true)
    const [, found] = await warcRecords(await entries(archive))
    expect(found?.record.warcType).toBe('resource')
    expect(found?.record.warcTargetURI).toBe('https://forum.example/t/1')
    expect(found?.record.warcHeader('Content-Type')).toBe('text/html')
    expect(found?.payload.equals(body)).toBe(true)
    expect(found?.record.warcPayloadDigest).toBe(sha256(body))
    expect(archive.counts).toMatchObject({ resources: 1, exchanges: 0 })
  })

  it.each([
    ['192.0.2.7:443', '192.0.2.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    [null, undefined],
  ])('tells the address of %s without its port', async (remoteAddress, told) => {
    const archive = open()
    await archive.add(exchange({ remoteAddress }))
    expect((await warcRecords(await entries(archive)))[1]?.record.warcHeader('WARC-IP-Address') ?? undefined).toBe(told)
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

  it('tells a length once where it was told truly, and keeps no body of a question', async () => {
    const archive = open()
    const headers = [{ name: 'content-length', value: '13' }]
    await archive.add(exchange({ method: 'POST', requestHeaders: [{ name: 'Content-Length', value: '99' }], responseHeaders: headers }))
    const [, answer, question] = blocks(await entries(archive))
    expect(answer?.block.toString().split('\r\n\r\n')[0]).toBe('HTTP/1.1 200 OK\r\ncontent-length: 13')
    expect(question?.block.toString()).toBe('POST /t/1 HTTP/1.1\r\nhost: forum.example\r\nx-orig-content-length: 99\r\n\r\n')
  })

  it.each([
    ['text/html; charset=ISO-8859-1; x=1', 'x-orig-content-type: text/html; charset=ISO-8859-1; x=1\r\nContent-Type: text/html; x=1; charset=utf-8'],
    ['text/html', 'x-orig-content-type: text/html\r\nContent-Type: text/html; charset=utf-8'],
    ['text/html;charset="UTF-8"', '200 OK\r\nContent-Type: text/html;charset="UTF-8"'],
  ])('names the letters of a decoded body truly: %s', async (value, told) => {
    const archive = open()
    await archive.add(exchange({ bodyIs: 'text', responseHeaders: [{ name: 'Content-Type', value }] }))
    await archive.add(exchange({ responseHeaders: [{ name: 'Content-Type', value }] }))
    const [, decoded, , exact] = blocks(await entries(archive))
    expect(decoded?.block.toString()).toContain(`${told}\r\ncontent-length`)
    expect(exact?.block.toString()).toContain(`200 OK\r\nContent-Type: ${value}\r\ncontent-length`)
  })

  it('says of a body that it is text, or missing and why', async () => {
    const archive = open()
    await archive.add(exchange({ bodyIs: 'text' }))
    await archive.add(exchange({ url: 'https://forum.example/film', body: null, bodyIs: 'missing', why: '99 bytes' }))
    const found = await warcRecords(await entries(archive))
    expect(found.map(({ record }) => record.warcHeader('Bevisvalv-Body'))).toEqual([undefined, 'text', undefined, 'missing; 99 bytes', undefined])
    expect(found[3]?.record.warcHeader('WARC-Truncated')).toBe('unspecified')
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

  it('keeps answers to other questions apart from the page at that address, and leaves out of the index what has no body', async () => {
    const archive = open()
    const url = 'https://forum.example/t?b=2&a=1'
    await archive.add(exchange({ url }))
    await archive.add(exchange({ url, method: 'POST' }))
    await archive.add(exchange({ url: 'https://forum.example/film', body: null, bodyIs: 'missing', why: 'x' }))
    const lines = ((await entries(archive)).get('indexes/index.cdx')?.toString() ?? '').trimEnd().split('\n')
    expect(lines.map((line) => [line.split(' ')[0], (JSON.parse(line.slice(line.indexOf('{'))) as { method?: string }).method])).toEqual([
      ['example,forum)/t?__wb_method=post&a=1&b=2', 'POST'],
      ['example,forum)/t?a=1&b=2', undefined],
    ])
  })

  it('lists no answers that only what was sent could tell apart, but keeps them', async () => {
    const archive = open()
    const ask = (path: string, body: string) => archive.add(exchange({ url: `https://forum.example/${path}`, method: 'POST', body: Buffer.from(body) }))
    await ask('graphql', 'one')
    await ask('graphql', 'two')
    await ask('poll', 'same')
    await ask('poll', 'same')
    const files = await entries(archive)
    expect(files.get('indexes/index.cdx')?.toString().match(/"url":"[^"]*"/g)).toEqual(Array(2).fill('"url":"https://forum.example/poll"'))
    expect(blocks(files).filter(({ block }) => /one$|two$/.test(block.toString()))).toHaveLength(2)
  })

  it('sorts addresses as warcio does', () => {
    const url = fc.webUrl({ withQueryParameters: true, validSchemes: ['http', 'https'] })
    fc.assert(fc.property(fc.oneof(url, url.map((each) => each.replace('://', '://www2.'))), (each) => sortKey(each) === getSurt(each)))
  })

  it('is a zip that unzip finds whole', async () => {
    const archive = open()
    await archive.add(exchange())
    const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-wacz-'))
    try {
      writeFileSync(join(folder, 'x.wacz'), await collect(archive.finish(PAGE)))
      expect(execFileSync('unzip', ['-t', join(folder, 'x.wacz')], { encoding: 'utf8' })).toContain('No errors detected')
      expect(execFileSync('unzip', ['-l', join(folder, 'x.wacz')], { encoding: 'utf8' }).match(/2026-05-04 10:20/g)).toHaveLength(5)
    } finally {
      rmSync(folder, { recursive: true })
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
    // Three headers; in addresses three of the exchange (the fragment is cut off, but counted), one each of two headers, one of the page.
    expect(archive.counts.headersStripped).toBe(3)
    expect(archive.counts.parametersStripped).toBe(7)
  })

  it('lets no name or password stand before a host, however it is hidden', async () => {
    const archive = open()
    expect(await archive.add(exchange({ url: 'https://\tanna:HEMLIG@forum.example/' }))).toBe(true)
    const text = blocks(await entries(archive)).map(({ head, block }) => head + block.toString()).join('')
    expect(text).not.toMatch(/HEMLIG|anna/)
    expect(text).toContain('WARC-Target-URI: https://forum.example/\r\n')
  })

  it('counts nothing of what it leaves out', async () => {
    const archive = open(100)
    expect(await archive.add(exchange({ url: 'https://forum.example/?token=1', requestHeaders: [{ name: 'Cookie', value: 'a' }] }))).toBe(false)
    expect(archive.counts).toEqual({ exchanges: 0, resources: 0, bodiesMissing: 0, bodiesAsText: 0, headersStripped: 0, parametersStripped: 0, leftOut: 1 })
  })

  it.each([
    'https://a.example/?accessToken=HEMLIG&x=1',
    'https://a.example/?user%5Bpassword%5D=HEMLIG',
    'https://a.example/?user[password]=HEMLIG&x',
    'https://a.example/?Session-ID=HEMLIG',
    'https://a.example/login?next=https%3A%2F%2Fb.example%2Fcb%3Fcode%3DHEMLIG%26state%3D1&x=1',
    'https://a.example/#/cb?id_token=HEMLIG',
    'https://a.example/;JSESSIONID=HEMLIG?x=1',
    'https://anna:HEM@LIG@a.example/',
    'https:///anna:HEMLIG@a.example/',
    'https:anna:HEMLIG@a.example/',
    '//anna:HEMLIG@a.example/',
    '<https://anna:HEMLIG@a.example/?token=HEMLIG>; rel=next',
  ])('takes it out of %s and stays an address', (url) => {
    let count = 0
    const stripped = stripAddress(url, (found) => (count += found))
    expect(stripped).not.toMatch(/HEM|LIG/)
    expect(stripped).toContain('a.example')
    expect(count).toBeGreaterThan(0)
    if (URL.canParse(url)) expect(URL.canParse(stripped)).toBe(true)
    // Once is enough: what reads it again finds nothing more.
    expect(stripAddress(stripped, () => expect.unreachable())).toBe(stripped)
  })

  it.each(['cookie', 'Set-Cookie2', 'Proxy-Authorization', 'Authentication-Info', 'X-XSRF', 'X-CSRFToken', 'x_auth_token', 'x-guest-token', 'X-Api-Key', 'x-session-id', 'set-cookie ', 'x-fb-lsd', 'x-ig-www-claim'])(
    'takes the value out of %s',
    (name) => expect(stripHeaders([{ name, value: 'HEMLIG' }], () => undefined)).toEqual([{ name, value: '[stripped]' }]),
  )

  it('leaves what is no credential as it is', () => {
    const plain = [
      'https://a.example/p?code=42',
      'https://cdn.example/x.jpg?sig=1&oh=2&oe=3&Signature=4',
      'https://a.example/mail@home?q=token',
      'https://a.example/?tokens=3&monkey=1&q=a@b',
    ]
    for (const url of plain) expect(stripAddress(url, () => expect.unreachable())).toBe(url)
    const headers = ['access-control-allow-credentials', 'www-authenticate', 'etag', 'access-control-allow-headers', 'content-security-policy', 'sec-websocket-key']
    const kept = headers.map((name) => ({ name, value: 'authorization, mailto:a@b, cookie=1; x' }))
    expect(stripHeaders(kept, () => expect.unreachable())).toEqual(kept)
  })

  it('reads what is long and hostile without delay', () => {
    const began = performance.now()
    for (const piece of ['/', '%3f', ';a', '&a', '%26token%3D', '=//', 'a', '=http:', '%5b']) stripAddress(piece.repeat(20_000 / piece.length), () => undefined)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('hostile exchanges', () => {
  it('what no text can do is end a line, forge a record, or be thrown', async () => {
    const evil = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('a\r\nWARC/1.1\r\nWARC-Type: forged', '\r\n\r\n', '\0', '\ud800'))
    const header = fc.record({ name: evil, value: evil })
    await fc.assert(
      fc.asyncProperty(fc.array(header, { maxLength: 5 }), fc.array(header, { maxLength: 5 }), evil, evil, fc.uint8Array({ maxLength: 50 }), async (asked, told, statusText, path, body) => {
        const archive = open()
        const texts = { statusText, why: statusText, method: path, remoteAddress: path, url: `https://forum.example/${path}` }
        expect(await archive.add(exchange({ ...texts, requestHeaders: asked, responseHeaders: told, bodyIs: 'missing', body }))).toBe(true)
        const files = await entries(archive)
        const found = await warcRecords(files)
        expect(found.map(({ record }) => record.warcType)).toEqual(['warcinfo', 'response', 'request'])
        expect(found[1]?.payload.equals(Buffer.from(body))).toBe(true)
        expect(found[2]?.payload).toHaveLength(0)
        // Neither may a line be added to the head of a record or of a message.
        const [, answer, question] = blocks(files)
        const names = answer?.head.split('\r\n').slice(1).map((line) => line.split(':')[0]).filter(Boolean)
        expect(names?.filter((name) => name !== 'WARC-IP-Address').join(' ')).toBe(
          'WARC-Type WARC-Record-ID WARC-Date WARC-Warcinfo-ID WARC-Target-URI WARC-Payload-Digest WARC-Truncated ' +
            'Bevisvalv-Body Content-Type WARC-Block-Digest Content-Length',
        )
        expect(answer?.block.toString('latin1').split('\r\n\r\n')[0]?.split('\r\n')).toHaveLength(2 + told.filter(({ name }) => !name.startsWith(':')).length)
        expect(question?.block.toString('latin1').split('\r\n')).toHaveLength(4 + asked.filter(({ name }) => !name.startsWith(':')).length)
      }),
      { numRuns: 200 },
    )
  })

  it('leaves what is no address of the web, which is nothing that did not fit', async () => {
    const archive = open()
    for (const url of ['', 'x', 'data:,x', 'file:///etc/passwd', 'https://%/']) {
      expect(await archive.add(exchange({ url }))).toBe(false)
      expect(await archive.addResource({ url, mediaType: '', at: AT, body: Buffer.from('x') })).toBe(false)
    }
    expect(archive.counts).toMatchObject({ exchanges: 0, resources: 0, leftOut: 0 })
  })

  it('counts what does not fit, and goes on', async () => {
    const archive = open(3000)
    const noise = Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 7919) % 251))
    expect(await archive.add(exchange({ body: noise, responseHeaders: [{ name: 'content-type', value: 'image/png' }] }))).toBe(false)
    expect(await archive.add(exchange())).toBe(true)
    expect(archive.counts).toMatchObject({ exchanges: 1, leftOut: 1 })
  })
})
