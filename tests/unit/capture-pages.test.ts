import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CAPTURE_STEPS } from '../../electron/services/capture/index.ts'
import { capturePage, type Captured } from '../support/capture.ts'
import { fixturePage, html, type PageServer, pictureColour, startPageServer } from '../support/page-server.ts'

const TALL = 20_000
/** Steps that are only taken where somebody asked for them. */
const BY_CHOICE = new Set<string>(['region', 'answered', 'recording'])
const ALWAYS = CAPTURE_STEPS.filter((step) => !BY_CHOICE.has(step))
let server: PageServer

beforeAll(async () => {
  server = await startPageServer({
    '/article': fixturePage('article.html'),
    '/frame.html': '<!doctype html><p>Text i en ram</p>',
    '/tall': fixturePage('tall.html', { height: String(TALL) }),
    '/lazy': fixturePage('lazy.html'),
    '/endless': fixturePage('endless.html'),
    '/more': 'x',
    '/removing': fixturePage('removing.html'),
    '/long-poll': (_request, response) => html(response, 200, '<!doctype html><title>Väntar</title><p>Klar</p><script>fetch("/never")</script>'),
    '/never': () => undefined,
    '/first': (_request, response) => response.writeHead(302, { location: '/second', 'set-cookie': 'token=hemligt' }).end(),
    '/second': '<!doctype html><title>Vidare</title><script>location = "/article"</script>',
    '/gone': (_request, response) => html(response, 404, '<!doctype html><title>Borta</title><h1>Inlägget är borttaget</h1>'),
    '/empty-error': (_request, response) => response.writeHead(500).end(),
    '/scroller': '<!doctype html><body style="margin:0"><div style="height:100vh;overflow:auto"><div style="height:9000px">Långt</div></div>',
    '/blank': '<!doctype html><title>Tom</title>',
    '/broken': '<!doctype html><p>Bild:</p><img src="/missing.png" width="100" height="100">',
    ...Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [
        `/slow/${n}.png`,
        (_request: unknown, response: import('node:http').ServerResponse) =>
          setTimeout(() => response.writeHead(302, { location: `/picture/${n}.png` }).end(), 200),
      ]),
    ),
  })
})
afterAll(() => server.close())

const read = (captured: Captured, name: string) => PNG.sync.read(captured.artefacts.get(name) ?? Buffer.alloc(0))

function pixel(png: PNG, x: number, y: number): [number, number, number] {
  const at = (y * png.width + x) * 4
  return [png.data[at] ?? -1, png.data[at + 1] ?? -1, png.data[at + 2] ?? -1]
}

describe('an article', () => {
  let captured: Captured
  beforeAll(async () => {
    captured = await capturePage(`${server.origin}/article?id=1`)
  })

  it('is complete, with every artefact and every step', () => {
    expect(captured.outcome.completeness).toEqual({
      verdict: 'complete',
      notes: [{ code: 'private-address', detail: `127.0.0.1:${server.port}` }],
    })
    expect([...captured.artefacts.keys()].sort()).toEqual([
      'accessibility.json',
      'capture.wacz',
      'frames.json',
      'page.html',
      'page.mhtml',
      'page.pdf',
      'page.txt',
      'posts.json',
      'provenance.json',
      'screenshot.png',
      'steps.json',
      'window.png',
    ])
    const done = captured.steps.filter((step) => step.state === 'done').map((step) => step.step)
    expect(done).toEqual(ALWAYS)
    expect(captured.outcome.source).toEqual({
      requestedUrl: `${server.origin}/article?id=1`,
      finalUrl: `${server.origin}/article?id=1`,
      pageTitle: 'Hot mot handläggare – Exempelbladet',
      status: 200,
    })
  })

  it('has text, markup and archive with frames and open shadow roots', () => {
    const text = captured.artefacts.get('page.txt')?.toString() ?? ''
    for (const part of ['”Vi vet var du bor”', 'Kommentar i skuggträdet: åäö', 'Text i en ram']) expect(text).toContain(part)
    expect(captured.outcome.text).toBe(text)
    const markup = captured.artefacts.get('page.html')?.toString() ?? ''
    expect(markup).toMatch(/^<!DOCTYPE html>\n<html lang="sv">/)
    expect(markup).toContain('<my-comment><template shadowrootmode="open"><p>Kommentar i skuggträdet: åäö</p></template></my-comment>')
    expect(captured.artefacts.get('page.mhtml')?.toString()).toContain('multipart/related')
  })

  it('shows the window below a drawn band with the address', () => {
    const [window, whole] = [read(captured, 'window.png'), read(captured, 'screenshot.png')]
    expect([whole.width, whole.height]).toEqual([1280, 2000])
    expect(window.width).toBe(1280)
    const band = window.height - 2000
    expect(band).toBeGreaterThan(40)
    expect(pixel(window, 5, 1)).toEqual([0xee, 0xf1, 0xf4])
    expect(Buffer.from(window.data.subarray(band * 1280 * 4)).equals(whole.data)).toBe(true)
  })

  it('says in its provenance how it came about', () => {
    const { provenance } = captured
    const asRoot = process.getuid?.() === 0
    expect(provenance.browser.sandbox).toBe(asRoot ? 'on-as-other-user' : 'on')
    expect(provenance.browser.flags).not.toContain('--no-sandbox')
    expect(provenance.browser.languages.slice(0, 2)).toEqual(['sv-SE', 'sv'])
    expect(provenance.page.hops).toHaveLength(1)
    expect(provenance.page.hops[0]).toMatchObject({ status: 200, by: 'final', remoteAddress: `127.0.0.1:${server.port}`, headersAre: 'raw' })
    expect(provenance.exchanges.map((each) => new URL(each.url).pathname)).toEqual(
      expect.arrayContaining(['/article', '/picture/7.png', '/frame.html']),
    )
    expect(provenance.clock.serverDates).toHaveLength(1)
    expect(provenance.timings.map((each) => each.step)).toEqual(ALWAYS.slice(0, -2))
  })

  it('keeps cookies out of it', () => {
    const text = captured.artefacts.get('provenance.json')?.toString() ?? ''
    expect(text).not.toContain('hemlig-kaka')
    expect(captured.provenance.headersStripped).toBe(2)
    expect(captured.provenance.page.hops[0]?.headers.filter((each) => each.value === '[stripped]')).toHaveLength(2)
  })
})

describe('a page of 20,000 rows', () => {
  let captured: Captured
  beforeAll(async () => {
    captured = await capturePage(`${server.origin}/tall`)
  })

  it('is exact in every row, at every border between tiles', () => {
    const png = read(captured, 'screenshot.png')
    expect([png.width, png.height]).toEqual([1280, TALL])
    const wrong: number[] = []
    for (let y = 0; y < TALL; y++) {
      const expected = [y >> 8, y & 255, (y >> 8) + 7]
      if (pixel(png, 100, y).join() !== expected.join()) wrong.push(y)
    }
    expect(wrong).toEqual([])
  })

  it('has all its pictures', () => {
    const png = read(captured, 'screenshot.png')
    const seen = Array.from({ length: 20 }, (_, n) => pixel(png, 600, n * 1000 + 350))
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => pictureColour(n)))
  })

  it('shows what follows along once, and lists what it touched', () => {
    const png = read(captured, 'screenshot.png')
    const header: number[] = []
    const bar: number[] = []
    for (let y = 0; y < TALL; y++) {
      if (pixel(png, 1200, y).join() === '255,0,255') header.push(y)
      if (pixel(png, 1200, y).join() === '0,255,255') bar.push(y)
    }
    expect([header.length, header[0], header.at(-1)]).toEqual([60, 0, 59])
    // What the bar covers is taken again without it; the bar itself is in the window picture.
    expect(bar).toEqual([])
    const window = read(captured, 'window.png')
    expect(pixel(window, 1200, window.height - 40)).toEqual([0, 255, 255])
    expect(captured.provenance.alterations.elements).toEqual([
      { element: 'header', position: 'sticky', action: 'unstuck' },
      { element: 'div.fixed', position: 'fixed', action: 'hidden' },
    ])
  })

  it('is put back before it is archived, every scroll noted', () => {
    expect(captured.artefacts.get('page.html')?.toString()).toMatch(/<header>.*<div class="fixed"><b>/s)
    const { steps } = captured.provenance
    expect(steps.map((step) => step.y)).toEqual([1910, 3910, 5910, 7910, 9910, 11910, 13910, 15910, 17910, 18000, 0])
    expect(captured.codes).toEqual(['private-address'])
  })
})

describe('pages that load while they are scrolled', () => {
  it('waits for pictures that come into sight', async () => {
    const captured = await capturePage(`${server.origin}/lazy`)
    const png = read(captured, 'screenshot.png')
    expect(png.height).toBe(12_000)
    const seen = Array.from({ length: 12 }, (_, n) => pixel(png, 300, n * 1000 + 450))
    expect(seen).toEqual(Array.from({ length: 12 }, (_, n) => pictureColour(n)))
    expect(captured.outcome.completeness.verdict).toBe('complete')
  })

  it('follows a feed without end up to a bound, and says which', async () => {
    const captured = await capturePage(`${server.origin}/endless`, { bounds: { heightPx: 9000 } })
    expect(read(captured, 'screenshot.png').height).toBe(9000)
    expect(captured.outcome.completeness).toMatchObject({ verdict: 'partial' })
    expect(captured.outcome.completeness.notes).toContainEqual({ code: 'bound-height', detail: '9000 px' })
    const fewer = await capturePage(`${server.origin}/endless`, { bounds: { steps: 3 } })
    expect(fewer.codes).toContain('bound-steps')
    expect(read(fewer, 'screenshot.png').height).toBe(6000)
  })

  it('keeps the text that a list takes away', async () => {
    const captured = await capturePage(`${server.origin}/removing`)
    const lines = captured.outcome.text.split('\n').filter(Boolean)
    for (let n = 0; n < 80; n++) expect(lines).toContain(`Rad nummer ${n} i listan`)
    expect(captured.codes).toContain('content-removed')
  })

  it('does not wait for a long poll', async () => {
    const captured = await capturePage(`${server.origin}/long-poll`)
    expect(captured.outcome.completeness.verdict).toBe('complete')
  })
})

describe('what is not as it should be', () => {
  it('tells the whole way to a page', async () => {
    const { provenance, outcome, artefacts } = await capturePage(`${server.origin}/first`)
    expect(provenance.page.hops.map((hop) => [new URL(hop.url).pathname, hop.status, hop.by])).toEqual([
      ['/first', 302, 'http'],
      ['/second', 200, 'page'],
      ['/article', 200, 'final'],
    ])
    expect(provenance.page.hops[0]?.headers).toContainEqual({ name: 'location', value: '/second' })
    expect(outcome.source).toMatchObject({ finalUrl: `${server.origin}/article`, status: 200 })
    expect(artefacts.get('provenance.json')?.toString()).not.toContain('hemligt')
  })

  it('captures an error page and says that it is one', async () => {
    const captured = await capturePage(`${server.origin}/gone`)
    expect(captured.outcome.source.status).toBe(404)
    expect(captured.outcome.completeness).toMatchObject({ verdict: 'partial', notes: expect.arrayContaining([{ code: 'http-status', detail: '404' }]) })
    expect(captured.outcome.text).toContain('Inlägget är borttaget')
    const empty = await capturePage(`${server.origin}/empty-error`)
    expect(empty.outcome.source).toMatchObject({ status: 500, finalUrl: `${server.origin}/empty-error` })
    expect(empty.codes).toContain('http-status')
    expect(empty.outcome.completeness.verdict).toBe('partial')
  })

  it('says that a picture is broken, that a tile is empty', async () => {
    const broken = await capturePage(`${server.origin}/broken`)
    expect(broken.outcome.completeness.notes).toContainEqual({ code: 'images-broken', detail: '1' })
    const blank = await capturePage(`${server.origin}/blank`)
    expect(blank.outcome.completeness.notes).toContainEqual({ code: 'tile-blank', detail: '0 px' })
  })
})
