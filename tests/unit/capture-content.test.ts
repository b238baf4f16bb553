import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturePage, type Captured } from '../support/capture.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'

/** What a page holds beside its own document: kept, each as what it is. */

const FILM = Buffer.from(Array.from({ length: 200_000 }, (_, n) => (n * 31) % 251))

/** Rows of a box in two colours that tell the row. */
const ruler = (rows: number) =>
  Array.from({ length: rows / 10 }, (_, n) => `<div style="height:10px;background:rgb(${n % 256},${255 - (n % 256)},${n >> 8})"></div>`).join('')

const COOKIE_PAGE = `<!doctype html><html lang="sv"><title>Tidningen</title><body style="margin:0">
<div id="ask" role="dialog" style="position:fixed;inset:0;background:#fff;z-index:9"><h2>Vi använder kakor</h2><p>Godkänn kakor för att läsa vidare.</p>
<button id="no">Avvisa alla</button><button>Godkänn alla</button></div>
<p id="story">Väntar</p><div style="height:3000px"></div>
<script>document.getElementById('no').onclick = () => { ask.remove(); story.textContent = 'Artikeln bakom frågan' }</script>`

let server: PageServer
beforeAll(async () => {
  server = await startPageServer({
    '/rich': `<!doctype html><html lang="sv"><title>Rikt innehåll</title><body style="margin:0">
      <div id="feed" style="height:300px;width:600px;overflow:auto">${ruler(2000)}</div>
      <iframe src="/inner" width="500" height="300"></iframe>
      <canvas id="c" width="60" height="40"></canvas><canvas id="blank" width="60" height="40"></canvas>
      <x-closed></x-closed><video src="/film.mp4" poster="/picture/3.png" width="200"></video>
      <script>
        document.getElementById('c').getContext('2d').fillStyle = 'rgb(10, 20, 30)'
        document.getElementById('c').getContext('2d').fillRect(0, 0, 60, 40)
        document.querySelector('x-closed').attachShadow({ mode: 'closed' }).innerHTML = '<p>Text i ett stängt skuggträd</p>'
      </script>`,
    '/inner': `<!doctype html><title>Ram</title><body style="margin:0"><p>Text i en ram</p>${ruler(1500)}`,
    '/film.mp4': (_request, response) => response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': FILM.length }).end(FILM),
    '/cookies': COOKIE_PAGE,
    '/latin': (_request, response) => {
      const body = Buffer.from('<!doctype html><title>Äldre</title><p>Blåbärsöl på Åland, å ä ö</p>', 'latin1')
      response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1', 'content-length': body.length }).end(body)
    },
  })
})
afterAll(() => server.close())

const picture = (captured: Captured, name: string) => PNG.sync.read(captured.artefacts.get(name) ?? Buffer.alloc(0))
const json = <T>(captured: Captured, name: string) => JSON.parse(captured.artefacts.get(name)?.toString() ?? 'null') as T

describe('a page with boxes, frames, shadow roots, drawings and a film', () => {
  let captured: Captured
  beforeAll(async () => {
    captured = await capturePage(`${server.origin}/rich`)
  })

  it('leaves each box that scrolls as a picture of its own, exact in every row', () => {
    const box = picture(captured, 'scroller-1.png')
    expect(box.height).toBe(2000)
    const wrong: number[] = []
    for (let y = 0; y < 2000; y++) {
      const n = Math.floor(y / 10)
      const at = (y * box.width + 50) * 4
      if (box.data[at] !== n % 256 || box.data[at + 1] !== 255 - (n % 256)) wrong.push(y)
    }
    expect(wrong).toEqual([])
    expect(captured.outcome.completeness.notes.find(({ code }) => code === 'scroller-kept')?.detail).toContain('div#feed')
  })

  it('leaves the frame that scrolls as a picture too', () => {
    const frame = picture(captured, 'scroller-2.png')
    expect(frame.height).toBeGreaterThanOrEqual(1500)
    const at = (frame.height - 5) * frame.width * 4 + 200
    expect([...frame.data.subarray(at, at + 2)]).toEqual([149, 255 - 149])
  })

  it('leaves frames and closed shadow roots, in markup and in text', () => {
    const { frames } = json<{ frames: { url: string; text: string; html: string; parent: number }[] }>(captured, 'frames.json')
    expect(frames).toHaveLength(1)
    expect(frames[0]).toMatchObject({ url: `${server.origin}/inner`, parent: 0 })
    expect(frames[0]?.text).toContain('Text i en ram')
    expect(captured.artefacts.get('page.html')?.toString()).toContain('<template shadowrootmode="closed"><p>Text i ett stängt skuggträd</p></template>')
    expect(captured.outcome.text).toContain('Text i ett stängt skuggträd')
    expect(captured.outcome.text).toContain('Text i en ram')
  })

  it('leaves drawings that hold something', () => {
    const drawn = picture(captured, 'canvas-1.png')
    expect([drawn.width, drawn.height, ...drawn.data.subarray(0, 3)]).toEqual([60, 40, 10, 20, 30])
    expect(captured.artefacts.has('canvas-2.png')).toBe(false)
  })

  it('leaves the film and its still, byte for byte', () => {
    expect(captured.artefacts.get('media-1.mp4')?.equals(FILM)).toBe(true)
    expect(captured.provenance.media.map(({ kept, mediaType }) => [kept, mediaType])).toEqual([
      ['whole', 'video/mp4'],
      ['whole', 'image/png'],
    ])
  })

  it('leaves a PDF and what screen readers are told', () => {
    expect(captured.artefacts.get('page.pdf')?.subarray(0, 5).toString()).toBe('%PDF-')
    const { documents } = json<{ documents: { role: string; name?: string }[][] }>(captured, 'accessibility.json')
    expect(documents[0]?.some(({ name }) => name === 'Text i ett stängt skuggträd')).toBe(true)
  })

  it('puts every box back to its top', () => {
    expect(captured.provenance.steps.filter(({ detail }) => detail === 'div#feed').length).toBeGreaterThan(5)
    expect(captured.codes).not.toContain('scroller-partial')
  })
})

describe('a question about cookies', () => {
  it('is called a wall where it hides the page, and left alone', async () => {
    const captured = await capturePage(`${server.origin}/cookies`)
    expect(captured.outcome.completeness.verdict).toBe('partial')
    expect(captured.outcome.completeness.notes.find(({ code }) => code === 'cookie-wall')?.detail).toContain('100 %')
    expect([...captured.artefacts.keys()].filter((name) => name.startsWith('answered-'))).toEqual([])
  })

  it('is answered by choice, and both sets are kept', async () => {
    const captured = await capturePage(`${server.origin}/cookies`, { banner: 'reject' })
    expect(captured.artefacts.get('page.txt')?.toString()).not.toContain('Artikeln bakom frågan')
    expect(captured.artefacts.get('answered-page.txt')?.toString()).toContain('Artikeln bakom frågan')
    expect(picture(captured, 'answered-screenshot.png').height).toBeGreaterThan(3000)
    expect(captured.provenance.alterations.bannerAnswered).toMatchObject({ clicked: 'Avvisa alla' })
    expect(captured.codes).toEqual(expect.arrayContaining(['cookie-wall', 'banner-answered']))
    expect(server.requests.filter((each) => each.endsWith('/cookies')).length).toBe(2)
  })
})

describe('a film of the screen', () => {
  it('is made by choice, as an AVI file of JPEG pictures', async () => {
    const captured = await capturePage(`${server.origin}/cookies`, { record: true })
    const film = captured.artefacts.get('recording.avi') ?? Buffer.alloc(0)
    expect(film.subarray(0, 4).toString()).toBe('RIFF')
    expect(film.readUInt32LE(4)).toBe(film.length - 8)
    expect(film.subarray(8, 12).toString()).toBe('AVI ')
    const first = film.indexOf(Buffer.from([0xff, 0xd8, 0xff]))
    expect(first).toBeGreaterThan(0)
  })
})

describe('a page that is not UTF-8', () => {
  it('is archived byte for byte', async () => {
    const captured = await capturePage(`${server.origin}/latin`)
    expect(captured.codes).not.toContain('body-as-text')
    expect(captured.provenance.archive).toMatchObject({ bodiesAsText: 0, bodiesMissing: 0 })
    expect(captured.outcome.text).toContain('Blåbärsöl på Åland, å ä ö')
  })
})
