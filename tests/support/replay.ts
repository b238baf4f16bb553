import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Frame, Page } from 'puppeteer-core'
import { type LaunchedBrowser, launchBrowser } from '../../electron/services/browser/index.ts'
import { testBrowser } from './capture.ts'
import { REPOSITORY } from './oxlint.ts'

/** ReplayWeb.page, by whose reading our archives are judged: a program of others, in tests only. */
const program = (name: string) => readFileSync(join(REPOSITORY, 'node_modules/replaywebpage', name))

/** Only how long a failure takes. */
const PATIENCE = 25_000

/**
 * Opens an archive in ReplayWeb.page in a browser that reaches nothing but this one loopback server, and waits until
 * a frame of the archived page itself (never of the program around it) shows `expected`.
 *
 * @returns all that this frame shows
 * @throws where it doesn't come, with what the frames showed instead
 */
export async function replayText(wacz: Buffer, url: string, expected: string): Promise<string> {
  const server = await serveReplay(wacz, url)
  let launched: LaunchedBrowser | undefined
  try {
    launched = await launchBrowser(await testBrowser(), {
      purpose: 'hostile',
      group: 'own',
      managePages: true,
      args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', `--proxy-server=http://127.0.0.1:${server.port}`, '--proxy-bypass-list=127.0.0.1'],
    })
    const page = await launched.browser.newPage()
    await page.setViewport({ width: 1280, height: 1000 })
    const shown = shownInArchive(page, expected)
    shown.catch(() => undefined)
    await page.goto(`http://127.0.0.1:${server.port}/`)
    return await shown
  } finally {
    await launched?.close()
    await server.close()
  }
}

/** Frames come, go and are filled by scripts: each is watched from its beginning, and the first to show it wins. */
async function shownInArchive(page: Page, expected: string): Promise<string> {
  let found: (text: string) => void = () => undefined
  const first = new Promise<string>((resolve) => (found = resolve))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, PATIENCE, null)))
  const watch = (frame: Frame) =>
    // Goes on by itself when the frame loads another page; ends with the frame, or with the browser.
    void frame
      .waitForFunction(
        (wanted) => {
          const text = /(mp|if)_\//.test(location.pathname) ? (document.body?.innerText ?? '') : ''
          return text.includes(wanted) ? text : ''
        },
        { timeout: 0 },
        expected,
      )
      .then(async (handle) => found(String(await handle.jsonValue())))
      .catch(() => undefined)
  page.on('frameattached', watch)
  try {
    const text = await Promise.race([first, late])
    if (text !== null) return text
    throw new Error(`the replay never showed ${JSON.stringify(expected)} but\n${(await Promise.all(page.frames().map(glimpse))).join('\n')}`)
  } finally {
    clearTimeout(timer)
  }
}

async function glimpse(frame: Frame): Promise<string> {
  const text = await frame.evaluate(() => document.body?.innerText.slice(0, 500) ?? '').catch(String)
  return `${frame.url()}: ${text}`
}

interface ReplayServer {
  port: number
  close(): Promise<void>
}

async function serveReplay(wacz: Buffer, url: string): Promise<ReplayServer> {
  const files = new Map<string, [mediaType: string, content: Buffer]>([
    ['/', ['text/html; charset=utf-8', Buffer.from(around(url))]],
    ['/ui.js', ['text/javascript', program('ui.js')]],
    ['/replay/sw.js', ['text/javascript', program('sw.js')]],
    ['/x.wacz', ['application/wacz', wacz]],
  ])
  const server = createServer((request, response) => {
    const file = files.get((request.url ?? '').split('?', 1)[0] ?? '')
    if (file) answer(request, response, ...file)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The program takes its worker for ready as soon as it is registered, and its first frame may come too early. */
function around(url: string): string {
  const attributes = JSON.stringify({ source: '/x.wacz', url, replayBase: '/replay/', embed: 'replayonly' }).replaceAll('<', '\\u003c')
  return `<!doctype html><meta charset="utf-8"><title>Replay</title><style>html, body, replay-web-page { height: 100%; display: block }</style>
<script src="/ui.js"></script><script type="module">
  const { installing, active } = await navigator.serviceWorker.register('/replay/sw.js?serveIndex=1', { scope: '/replay/' })
  if (!active) await new Promise((resolve) => installing.addEventListener('statechange', () => installing.state === 'activated' && resolve()))
  const viewer = document.createElement('replay-web-page')
  for (const [name, value] of Object.entries(${attributes})) viewer.setAttribute(name, value)
  document.body.append(viewer)
</script>`
}

/** In parts (RFC 9110, 14): the program reads single records out of the middle. */
function answer(request: IncomingMessage, response: ServerResponse, mediaType: string, content: Buffer): void {
  const headers = { 'content-type': mediaType, 'accept-ranges': 'bytes', 'access-control-allow-origin': '*' }
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  if (from === undefined || to === undefined || from + to === '') {
    response.writeHead(200, { ...headers, 'content-length': content.length })
    response.end(request.method === 'HEAD' ? undefined : content)
    return
  }
  const start = from === '' ? Math.max(0, content.length - Number(to)) : Number(from)
  const end = from === '' || to === '' ? content.length : Math.min(content.length, Number(to) + 1)
  if (start >= end) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
    return
  }
  const part = content.subarray(start, end)
  response.writeHead(206, { ...headers, 'content-length': part.length, 'content-range': `bytes ${start}-${end - 1}/${content.length}` })
  response.end(request.method === 'HEAD' ? undefined : part)
}
