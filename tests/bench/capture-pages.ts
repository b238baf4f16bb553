import { setTimeout as after } from 'node:timers/promises'
import { PNG } from 'pngjs'
import { fixturePage, html, pictureColour, type PageServer, startPageServer } from '../support/page-server.ts'

/** A page of the comparison, and what a capture of all of it must show. */
export interface BenchPage {
  name: string
  path: string
  /** Numbers of its pictures, 400×300 CSS px each, every one of a colour of its own. */
  pictures: readonly number[]
  /** It has comments 1 to this; each begins with {@link commentName} and bears a mark of {@link MARK_PX}². */
  comments: number
}

/** Edge of the mark at a comment, CSS px. */
export const MARK_PX = 40

/** How a comment's text begins. */
export const commentName = (number: number): string => `Kommentar ${number}:`

/** The colour of a comment's mark, different for each up to 1,800, and none that a picture or grey text has. */
export function markColour(number: number): [number, number, number] {
  return [30 + (number % 40) * 5, 30 + Math.floor(number / 40) * 5, 90]
}

const upTo = (count: number, first: number): number[] => Array.from({ length: count }, (_, at) => at + first)
const SAID = '”Jag har inte fått svar på mina frågor”, skriver en av de boende. Nämnden fattade beslutet i tisdags.'

function comment(number: number): string {
  return `<article><i style="background:rgb(${markColour(number).join()})"></i><p>${commentName(number)} ${SAID}</p></article>`
}

const comments = (count: number): string => upTo(count, 1).map(comment).join('\n')

function page(title: string, style: string, body: string): string {
  return `<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>${title}</title>
<style>body { margin: 0; font: 16px/1.4 sans-serif } p { margin: 0 } ${COMMENT_STYLE} ${style}</style></head>
<body>${body}</body></html>`
}

const COMMENT_STYLE = `article { height: 100px; overflow: hidden } article i { float: left; width: ${MARK_PX}px; height: ${MARK_PX}px; margin: 10px }`

/** The article of the tests (a shadow root, a frame) with a text of ordinary length, pictures and comments. */
function article(): string {
  const paragraph = `<p>Nämnden fattade beslutet i tisdags. ${SAID}</p>`
  const part = (number: number) => `<h2>Del ${number}</h2>${paragraph.repeat(6)}<img src="/picture/${number}.png" alt="Bild ${number}">`
  const text = `${upTo(6, 1).map(part).join('')}<style>${COMMENT_STYLE}</style>${comments(20)}<my-comment>`
  return fixturePage('article.html').replace('<my-comment>', text)
}

/** Pictures are asked for only near the window, as feeds do: every second one natively, the others by a script. */
function feed(): string {
  const image = (number: number) => (number % 2 ? `loading="lazy" src="/feed/${number}.png"` : `data-src="/feed/${number}.png"`)
  const entry = (number: number) => `<section>${comment(number + 1)}<img ${image(number)} width="400" height="300" alt="Bild ${number}"></section>`
  const script = `<script>
    const watcher = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) target.src ||= target.dataset.src
    })
    for (const each of document.querySelectorAll('[data-src]')) watcher.observe(each)
  </script>`
  return page('Bildflöde', 'section { height: 750px }', upTo(40, 0).map(entry).join('\n') + script)
}

/** An empty shell until what it shows was fetched. */
function application(): string {
  const script = `<script>
    setTimeout(async () => {
      const { parts } = await (await fetch('/application.json')).json()
      document.querySelector('main').innerHTML = parts.join('')
    }, 600)
  </script>`
  return page('Diskussion', '', `<main>Laddar…</main>${script}`)
}

const picture = (number: number): string => `<img src="/picture/${number}.png" width="400" height="300" alt="Bild ${number}">`
const APPLICATION = JSON.stringify({ parts: [...upTo(6, 10).map(picture), comments(30)] })

export const BENCH_PAGES: readonly BenchPage[] = [
  { name: 'article', path: '/article', pictures: upTo(7, 1), comments: 20 },
  { name: 'picture feed, 30,000 px', path: '/feed', pictures: upTo(40, 0), comments: 40 },
  { name: 'thread, 150,000 px', path: '/thread', pictures: [], comments: 1500 },
  { name: 'application', path: '/application', pictures: upTo(6, 10), comments: 30 },
]

export function serveBenchPages(): Promise<PageServer> {
  return startPageServer({
    '/article': article(),
    '/frame.html': '<!doctype html><p>Annons',
    '/feed': feed(),
    '/thread': page('Tråd', '', comments(1500)),
    '/application': application(),
    '/application.json': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(APPLICATION)
    },
    '/favicon.ico': (_, response) => html(response, 404, ''),
    ...Object.fromEntries(upTo(40, 0).map((number) => [`/feed/${number}.png`, slowPicture(number)])),
  })
}

/** A tenth of a second away, so that whoever doesn't wait for a picture lacks it. */
function slowPicture(number: number): Parameters<typeof startPageServer>[0][string] {
  const drawn = new PNG({ width: 400, height: 300 })
  for (let at = 0; at < drawn.data.length; at += 4) drawn.data.set([...pictureColour(number), 255], at)
  const bytes = PNG.sync.write(drawn)
  return (_, response) => {
    void after(100).then(() => {
      response.writeHead(200, { 'content-type': 'image/png' })
      response.end(bytes)
    })
  }
}
