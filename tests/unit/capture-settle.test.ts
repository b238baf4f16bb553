import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturePage, type Captured } from '../support/capture.ts'
import { type PageServer, pictureColour, startPageServer } from '../support/page-server.ts'

/** A picture of a page is taken when the page is there: not while it says that it is loading, nor as it fills itself. */

const late = (ms: number, then: string) => `<script>setTimeout(() => { ${then} }, ${ms})</script>`
const PICTURE = '<p>Inlägget</p><img src="/picture/5.png" style="position:absolute;left:0;top:300px">'
const fill = (selector: string) => `document.querySelector('${selector}').innerHTML = '${PICTURE}'`
const page = (body: string) => `<!doctype html><html lang="sv"><title>Sida</title><body style="margin:0">${body}`
const PARAGRAPHS = '<p>En lång text om kommunens arbete med trygghet, möten och beslut under hösten och våren.</p>'.repeat(10)

let server: PageServer
beforeAll(async () => {
  server = await startPageServer({
    '/says-so': page(`<main><p>Laddar…</p></main>${late(1500, fill('main'))}`),
    '/busy': page(`<header>Forumet</header><main aria-busy="true"><div style="height:40px"></div></main>${late(1500, `document.querySelector('main').ariaBusy = null; ${fill('main')}`)}`),
    '/shell': page(`<div id="root"></div>${late(1500, fill('#root'))}`),
    '/for-good': page('<main><p>Läser in innehållet …</p></main><script>0</script>'),
    // It fills itself just as it is looked at for the first time.
    '/in-between': page(`<main>${PARAGRAPHS}</main><script>
      const waits = setInterval(() => { if (performance.now() > 560) { clearInterval(waits); ${fill('main')} } }, 5)</script>`),
    '/once-scrolled': page(`${PARAGRAPHS.repeat(20)}<main style="position:absolute;top:0;left:0;width:100%;background:#fff"></main>
      <script>addEventListener('scroll', () => { ${fill('main')}; document.querySelector('main').firstChild.style.height = '700px' }, { once: true })</script>`),
    '/counts': page(`<main>${PARAGRAPHS}<ul></ul></main><script>setInterval(() => document.querySelector('ul').append(document.createElement('li')), 30)</script>`),
    '/bar': page(`<header style="height:50px;background:#f0f">Meny</header><div style="height:7000px">${PARAGRAPHS}</div><script>
      addEventListener('scroll', () => { document.querySelector('header').style.cssText += scrollY > 100 ? ';position:fixed;top:0;left:0;right:0' : ';position:static' })</script>`),
  })
})
afterAll(() => server.close())

function pixel({ artefacts }: Captured, name: string, x: number, up: number): number[] {
  const { width, height, data } = PNG.sync.read(artefacts.get(name) ?? Buffer.alloc(0))
  const at = ((height - up) * width + x) * 4
  return [...data.subarray(at, at + 3)]
}

describe('a page that is not there yet', () => {
  it.each(['/says-so', '/busy', '/shell', '/in-between'])('is waited for: %s', async (path) => {
    const captured = await capturePage(server.origin + path)
    expect(captured.outcome.completeness.verdict).toBe('complete')
    expect(captured.outcome.text).toContain('Inlägget')
    // Both pictures are 2,000 rows of the window, of which one has a band above.
    for (const name of ['window.png', 'screenshot.png']) expect(pixel(captured, name, 200, 2000 - 450)).toEqual(pictureColour(5))
  })

  it('and never will be is said to be so', async () => {
    const captured = await capturePage(`${server.origin}/for-good`)
    expect(captured.outcome.completeness.notes).toContainEqual({ code: 'settle-slow', detail: '”Läser in innehållet …”' })
    expect(captured.outcome.completeness.verdict).toBe('partial')
  })

  it('and comes only when the pictures are taken is said to lack something', async () => {
    const captured = await capturePage(`${server.origin}/once-scrolled`)
    expect(captured.outcome.completeness.verdict).toBe('partial')
    expect(captured.outcome.completeness.notes).toContainEqual({ code: 'settle-slow', detail: expect.stringMatching(/^\+ \d\d %: Inlägget$/) })
  })

  it('and goes on for ever is taken all the same', async () => {
    const captured = await capturePage(`${server.origin}/counts`)
    expect(captured.outcome.completeness.verdict).toBe('complete')
  })
})

it('shows a bar once that only begins to stand still as the page is scrolled', async () => {
  const { artefacts, provenance } = await capturePage(`${server.origin}/bar`)
  const { width, height, data } = PNG.sync.read(artefacts.get('screenshot.png') ?? Buffer.alloc(0))
  const rows = Array.from({ length: height }, (_, y) => y).filter((y) => data.subarray((y * width + 900) * 4, (y * width + 900) * 4 + 3).equals(Buffer.from([255, 0, 255])))
  expect(rows).toEqual(Array.from({ length: 50 }, (_, y) => y))
  expect(provenance.alterations.elements).toEqual([{ element: 'header', position: 'fixed', action: 'hidden' }])
})
