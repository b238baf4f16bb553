import { PNG } from 'pngjs'
import { describe, expect } from 'vitest'
import { Archive } from '../../electron/services/capture/archive/archive.ts'
import type { ArchivedExchange } from '../../electron/services/capture/archive/types.ts'
import { lacksBrowser } from '../support/full-browser.ts'
import { collect } from '../support/capture.ts'
import { replayText } from '../support/replay.ts'
import { itInTurn } from '../support/turns.ts'

const inTurn = itInTurn()

/** Small sites as a browser would have told them, archived, and opened again in a replay program of others. */

const AT = new Date('2026-05-04T10:20:30.456Z')

function exchange(url: string, mediaType: string, body: string | Buffer, parts: Partial<ArchivedExchange> = {}): ArchivedExchange {
  return {
    url,
    method: 'GET',
    type: 'Document',
    at: AT,
    requestHeaders: [{ name: 'Accept', value: '*/*' }],
    status: 200,
    statusText: 'OK',
    responseHeaders: [
      { name: 'Content-Type', value: mediaType },
      { name: 'Content-Encoding', value: 'br' },
      { name: 'Transfer-Encoding', value: 'chunked' },
    ],
    headersAre: 'raw',
    remoteAddress: '192.0.2.7:443',
    body: Buffer.from(body),
    bodyIs: 'exact',
    why: '',
    ...parts,
  }
}

const HTML = 'text/html; charset=utf-8'
const page = (content: string) => `<!doctype html><meta charset="utf-8"><title>Tråd</title>${content}`

/** The archive of these exchanges, as the file that it leaves. */
async function wacz(url: string, ...exchanges: ArchivedExchange[]): Promise<Buffer> {
  const archive = new Archive({ maxBytes: 10_000_000, software: 'test', createdAt: AT })
  for (const each of exchanges) expect(await archive.add(each)).toBe(true)
  return collect(archive.finish({ url, title: 'Tråd', at: AT, text: 'not what is looked for' }))
}

const SITE = 'https://forum.example'

describe.skipIf(lacksBrowser())('an archive, opened in ReplayWeb.page without the network', () => {
  inTurn('shows a page with its style, its picture and the post that its script fetched', async () => {
    // The script writes only what it saw itself: the style's colour, the picture's width and the fetched post.
    const script = `
      const said = document.querySelector('main')
      const picture = document.querySelector('img')
      Promise.all([fetch('/api/post?id=7&_=1').then((answer) => answer.json()), picture.decode()]).then(([post]) => {
        said.textContent = [post.text, getComputedStyle(said).color, picture.naturalWidth].join(' | ')
      })`
    const file = await wacz(
      `${SITE}/t/1`,
      exchange(`${SITE}/t/1`, HTML, page('<link rel=stylesheet href=/s.css><main></main><img src=/p.png><script src=/s.js></script>')),
      exchange(`${SITE}/s.css`, 'text/css', 'main { color: rgb(1, 2, 3) }', { type: 'Stylesheet' }),
      exchange(`${SITE}/s.js`, 'text/javascript', script, { type: 'Script' }),
      exchange(`${SITE}/p.png`, 'image/png', PNG.sync.write(new PNG({ width: 37, height: 20 })), { type: 'Image' }),
      exchange(`${SITE}/api/post?id=7&_=1`, 'application/json', JSON.stringify({ text: 'Vi vet var du bor, Åsa' }), { type: 'Fetch' }),
    )
    expect(await replayText(file, `${SITE}/t/1`, 'Åsa |')).toBe('Vi vet var du bor, Åsa | rgb(1, 2, 3) | 37')
  })

  inTurn('shows a post in a frame of another site', async () => {
    const file = await wacz(
      `${SITE}/t/2`,
      exchange(`${SITE}/t/2`, HTML, page('<h1>Ramen</h1><iframe src="https://inbaddat.example/post/9"></iframe>')),
      exchange('https://inbaddat.example/post/9', HTML, page('<p>Inlägget i ramen')),
    )
    expect(await replayText(file, `${SITE}/t/2`, 'Inlägget i ramen')).toBe('Inlägget i ramen')
  })

  inTurn('follows a redirect to where the page was', async () => {
    const redirect = { status: 302, statusText: 'Found', body: null, bodyIs: 'none' as const, responseHeaders: [{ name: 'Location', value: '/t/3' }] }
    const file = await wacz(`${SITE}/old`, exchange(`${SITE}/old`, HTML, '', redirect), exchange(`${SITE}/t/3`, HTML, page('<p>Hit ledde länken')))
    expect(await replayText(file, `${SITE}/old`, 'Hit ledde')).toBe('Hit ledde länken')
  })

  inTurn('shows letters of a page that is not UTF-8', async () => {
    const body = Buffer.from('<!doctype html><title>x</title><p>Åsa, vi ses på Ödegatan', 'latin1')
    const file = await wacz(`${SITE}/latin`, exchange(`${SITE}/latin`, 'text/html; charset=iso-8859-1', body))
    expect(await replayText(file, `${SITE}/latin`, 'vi ses')).toBe('Åsa, vi ses på Ödegatan')
  })

  inTurn('shows a page whose text came by an XMLHttpRequest', async () => {
    const script = `<main></main><script>
      const ask = new XMLHttpRequest()
      ask.onload = () => (document.querySelector('main').textContent = ask.responseText + ' (' + ask.status + ')')
      ask.open('GET', 'https://api.example/v1/posts/5')
      ask.send()
    </script>`
    const file = await wacz(
      `${SITE}/t/5`,
      exchange(`${SITE}/t/5`, HTML, page(script)),
      exchange('https://api.example/v1/posts/5', 'text/plain; charset=utf-8', 'Du ska få ångra dig', { type: 'XHR' }),
    )
    expect(await replayText(file, `${SITE}/t/5`, 'ångra')).toBe('Du ska få ångra dig (200)')
  })

  inTurn('shows the page, and not what a form or a question before the question got from the same address', async () => {
    const script = `<main></main><script>
      fetch('https://api.example/posts').then((answer) => answer.text()).then((text) => (document.querySelector('main').textContent = 'Sida: ' + text))
    </script>`
    const type = [{ name: 'Content-Type', value: 'text/plain' }]
    const file = await wacz(
      `${SITE}/t/6`,
      exchange(`${SITE}/t/6`, HTML, page(script)),
      exchange(`${SITE}/t/6`, 'application/json', '{"ok":true}', { method: 'POST', type: 'XHR', at: new Date(AT.getTime() + 2000) }),
      exchange('https://api.example/posts', 'text/plain; charset=utf-8', 'Hotet', { type: 'Fetch' }),
      exchange('https://api.example/posts', '', '', { method: 'OPTIONS', type: 'Preflight', status: 204, body: null, bodyIs: 'none', responseHeaders: type }),
      exchange('https://api.example/posts', '', '', { method: 'HEAD', type: 'Fetch', body: null, bodyIs: 'none', responseHeaders: type }),
    )
    expect(await replayText(file, `${SITE}/t/6`, 'Sida')).toBe('Sida: Hotet')
  })

  inTurn('shows posts that were asked for by POST, though the question itself is not kept', async () => {
    const script = `<main></main><script>
      fetch('https://api.example/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"thread":7}' })
        .then((answer) => answer.json()).then(({ text }) => (document.querySelector('main').textContent = text))
    </script>`
    const file = await wacz(
      `${SITE}/t/7`,
      exchange(`${SITE}/t/7`, HTML, page(script)),
      exchange('https://api.example/graphql', 'application/json', '{"text":"Vi hittar dig"}', { method: 'POST', type: 'Fetch' }),
    )
    expect(await replayText(file, `${SITE}/t/7`, 'hittar')).toBe('Vi hittar dig')
  })

  inTurn('shows no answer in the place of another where only the question could tell them apart', async () => {
    const script = `<main></main><script>
      const ask = async (thread) => {
        const answer = await fetch('https://api.example/graphql', { method: 'POST', body: JSON.stringify({ thread }) })
        return answer.ok ? answer.text() : 'nothing'
      }
      ask(1).then(async (one) => (document.querySelector('main').textContent = 'First: ' + one + ', second: ' + await ask(2)))
    </script>`
    const answer = (body: string) => exchange('https://api.example/graphql', 'application/json', body, { method: 'POST', type: 'Fetch' })
    const file = await wacz(`${SITE}/t/10`, exchange(`${SITE}/t/10`, HTML, page(script)), answer('Hej'), answer('Vi hittar dig'))
    expect(await replayText(file, `${SITE}/t/10`, 'second')).toBe('First: nothing, second: nothing')
  })

  inTurn('shows letters of a page that the browser gave as text, whatever it was sent in', async () => {
    const body = '<!doctype html><meta charset="iso-8859-1"><title>x</title><p>Åsa, vi ses på Ödegatan'
    const file = await wacz(`${SITE}/text`, exchange(`${SITE}/text`, 'text/html; charset=iso-8859-1', body, { bodyIs: 'text' }))
    expect(await replayText(file, `${SITE}/text`, 'vi ses')).toBe('Åsa, vi ses på Ödegatan')
  })

  inTurn('opens a link to one post of a page', async () => {
    const file = await wacz(`${SITE}/t/8?page=2&id=1#post-7`, exchange(`${SITE}/t/8?page=2&id=1`, HTML, page('<p id=post-7>Det sjunde inlägget')))
    expect(await replayText(file, `${SITE}/t/8?page=2&id=1#post-7`, 'sjunde')).toBe('Det sjunde inlägget')
  })

  inTurn('shows content that had no exchange', async () => {
    const archive = new Archive({ maxBytes: 10_000_000, software: 'test', createdAt: AT })
    const url = `${SITE}/t/9`
    expect(await archive.addResource({ url, mediaType: 'text/html', at: AT, body: Buffer.from(page('<p>Redan öppen</p><script src=/late.js></script>')) })).toBe(true)
    expect(await archive.addResource({ url: `${SITE}/late.js`, mediaType: 'text/javascript', at: AT, body: Buffer.from('document.querySelector("p").append(", och kvar")') })).toBe(true)
    expect(await replayText(await collect(archive.finish({ url, title: 'Tråd', at: AT, text: '' })), url, 'kvar')).toBe('Redan öppen, och kvar')
  })
})
