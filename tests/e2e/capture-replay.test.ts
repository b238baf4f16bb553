import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksBrowser } from '../support/full-browser.ts'
import { capturePage } from '../support/capture.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'
import { replayText } from '../support/replay.ts'
import { waczFaults } from '../support/wacz.ts'

/** Whole captures, opened in a replay program of others, in a browser that reaches nothing but the archive. */

const html = (body: string) => `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Tråd</title>${body}`

let server: PageServer
beforeAll(async () => {
  server = await startPageServer({
    '/article': html('<h1>Hot mot handläggare</h1><p>Vi vet var du bor, står det i inlägget.</p><img src="/picture/3.png">'),
    '/app': html('<main>Laddar</main><script>fetch("/api/post").then((answer) => answer.json()).then((post) => (document.querySelector("main").textContent = post.text))</script>'),
    '/api/post': (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ text: 'Inlägget som skriptet hämtade' }))
    },
    '/framed': html('<p>Utanför</p><iframe src="/inside"></iframe>'),
    '/inside': html('<p>Inlägget inne i ramen</p>'),
    '/old': (_request, response) => response.writeHead(301, { location: '/moved' }).end(),
    '/moved': html('<p>Inlägget har flyttat hit</p>'),
    '/latin': (_request, response) => {
      const body = Buffer.from('<!doctype html><title>Äldre</title><p>Blåbärsöl på Åland</p>', 'latin1')
      response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1', 'content-length': body.length }).end(body)
    },
  })
})
afterAll(() => server.close())

describe.skipIf(lacksBrowser())('a captured page, replayed without the network', () => {
  it('is told of where a byte of its archive is another', async () => {
    const { artefacts } = await capturePage(`${server.origin}/article`)
    const wacz = Buffer.from(artefacts.get('capture.wacz') ?? Buffer.alloc(0))
    const at = wacz.indexOf('"hash": "sha256:') + '"hash": "sha256:'.length
    expect(at).toBeGreaterThan(100)
    wacz[at] = wacz[at] === 0x30 ? 0x31 : 0x30
    expect(await waczFaults(wacz).catch(() => ['not read'])).not.toEqual([])
  })

  it.each([
    ['an article', '/article', 'Vi vet var du bor'],
    ['an app that fetches its post', '/app', 'Inlägget som skriptet hämtade'],
    ['a frame', '/framed', 'Inlägget inne i ramen'],
    ['a page that has moved', '/old', 'Inlägget har flyttat hit'],
    ['a page that is not UTF-8', '/latin', 'Blåbärsöl på Åland'],
  ])('shows the post: %s', { timeout: 90_000 }, async (_, path, expected) => {
    const { artefacts, codes } = await capturePage(`${server.origin}${path}`)
    expect(codes).not.toContain('archive-partial')
    const wacz = artefacts.get('capture.wacz') ?? Buffer.alloc(0)
    expect(await waczFaults(wacz)).toEqual([])
    const before = server.requests.length
    expect(await replayText(wacz, `${server.origin}${path}`, expected)).toContain(expected)
    expect(server.requests.length).toBe(before)
  })
})
