import { fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { capturePage, captureRequest, collect, eventually, spawnCapture } from '../support/capture.ts'
import { acquire } from '../../electron/services/capture/acquire.ts'
import { runCapture } from '../../electron/services/capture/index.ts'
import { lacksBrowser } from '../support/full-browser.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'
import { browserOf, browsersOf, captureChildren, processes, profilesOf } from '../support/processes.ts'
import { itInTurn } from '../support/turns.ts'

const inTurn = itInTurn()

const page = (title: string, body: string) => `<!doctype html><html lang="sv"><meta charset="utf-8"><title>${title}</title>${body}`
let server: PageServer

beforeAll(async () => {
  server = await startPageServer({
    '/alerts': page('Rutor', '<p>Text bakom rutorna</p><script>onbeforeunload = () => "stanna"; setTimeout(() => { for (;;) alert("stopp") }, 0)</script>'),
    '/storm': page('Storm', '<p>Fönster</p><script>for (let n = 0; n < 64; n++) open("/other" + n, "_blank", "noopener")</script>'),
    '/loop': page('Slinga', '<p>Text före slingan</p><script>setTimeout(() => { for (;;); }, 400)</script>'),
    '/leaves': page('Går', '<p style="height: 5000px">Ursprunglig text</p><script>addEventListener("scroll", () => { location = "/elsewhere" })</script>'),
    '/elsewhere': page('Annanstans', '<p>Annan sida</p>'),
    '/drops': page('Laddar ned', '<p>Sidan själv</p><a href="/file" download="x.exe">x</a><script>document.querySelector("a").click()</script>'),
    '/named': page('Namn', `<p>Vi vet var du bor</p>${['body', 'documentElement', 'querySelectorAll', 'images', 'scrollingElement', 'createTreeWalker', 'title', 'doctype', 'fonts', 'getElementsByTagName'].map((name) => `<img name="${name}"><form name="${name}"></form>`).join('')}<div style="height:4000px"></div><p>Slutet</p>`),
    '/kept': page('Laddar ned', '<p>Sidan själv</p><iframe src="/known"></iframe><iframe src="/endless"></iframe>'),
    '/known': (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="../../hot.zip"', 'content-length': 5 }).end('PK123'),
    '/endless': (_request, response) => {
      response.writeHead(200, { 'content-disposition': 'attachment; filename=e.zip' })
      const timer = setInterval(() => response.write(Buffer.alloc(100_000)), 5)
      response.on('close', () => clearInterval(timer))
    },
    '/file': (_request, response) => response.writeHead(200, { 'content-disposition': 'attachment; filename=x.exe' }).end('MZ'),
    '/bomb': page('Bomb', `<p style="height: 9000px">Synlig text</p><script>
      addEventListener('scroll', () => { const kept = []; for (;;) kept.push(new Array(1e6).fill(Math.random())) })
    </script>`),
    '/never': () => undefined,
    '/to-metadata': (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    '/to-file': page('Fil', '<p>Kvar</p><script>location = "file:///etc/passwd"</script>'),
    '/huge-header': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'x-long': 'a'.repeat(12_000) })
      response.end(page('\ud800 halv', '<p>Rubrik</p>'))
    },
    '/fake-globals': page('Riktig titel', `<p>Riktig text</p><script>
      Object.defineProperty(document, 'title', { get: () => 'Falsk titel' })
      Object.defineProperty(HTMLElement.prototype, 'innerText', { get: () => 'Falsk text' })
      Object.defineProperty(Element.prototype, 'outerHTML', { get: () => 'Falsk kod' })
      window.scrollTo = () => {}; window.requestAnimationFrame = () => 0; Map.prototype.set = () => {}
    </script>`),
  })
})
afterAll(() => server.close())

/** No child, no browser, no profile of ours is left behind, whatever happened. */
const children = new Set<number>()
async function watchChildren(): Promise<void> {
  for (const pid of await captureChildren()) children.add(pid)
}
afterEach(async () => {
  for (const pid of [...children, process.pid]) {
    await eventually(async () => (await browsersOf(pid)).length === 0)
    expect(await profilesOf(pid, tmpdir())).toEqual([])
  }
  expect(await captureChildren()).toEqual([])
  children.clear()
})

const capture = (path: string, options: Parameters<typeof capturePage>[1] = {}) =>
  capturePage(`${server.origin}${path}`, { ...options, onStep: (step) => {
    void watchChildren()
    options.onStep?.(step)
  } })

describe('pages that hold up', () => {
  inTurn('answers dialogs without end and stops the script', async () => {
    const { outcome, provenance, codes } = await capture('/alerts')
    expect(outcome.text).toContain('Text bakom rutorna')
    expect(codes).toEqual(expect.arrayContaining(['dialogs-answered', 'loop-broken']))
    expect(provenance.events.dialogs[0]).toEqual({ type: 'alert', message: 'stopp', answer: 'dismissed' })
  })

  inTurn('breaks an endless loop, and says so', async () => {
    const { outcome, codes, artefacts } = await capture('/loop')
    expect(outcome.text).toContain('Text före slingan')
    expect(codes).toContain('loop-broken')
    expect(outcome.completeness.verdict).toBe('partial')
    expect(PNG.sync.read(artefacts.get('screenshot.png') ?? Buffer.alloc(0)).height).toBe(2000)
  })

  inTurn('gives up a server that never answers, naming the bound', async () => {
    await expect(capture('/never', { bounds: { loadMs: 1500 } })).rejects.toMatchObject({
      code: 'capture.timeout',
      params: { bound: 'load', seconds: 2 },
    })
  })

  inTurn('gives up the whole at its deadline', async () => {
    await expect(capture('/never', { bounds: { ms: 4000, loadMs: 60_000 } })).rejects.toMatchObject({ code: 'capture.timeout' })
  })
})

describe('pages that flood, leave or die', () => {
  it.skipIf(lacksBrowser())('closes the windows of a storm', async () => {
    const { outcome, provenance } = await capture('/storm')
    expect(outcome.text).toContain('Fönster')
    expect(provenance.events.windowsClosed).toBeLessThanOrEqual(64)
    expect(server.requests.filter((each) => each.includes('/other')).length).toBeLessThan(5)
  })

  inTurn('keeps a page from leaving while it is captured', async () => {
    const { outcome, codes } = await capture('/leaves')
    expect(outcome.source.finalUrl).toBe(`${server.origin}/leaves`)
    expect(outcome.text).toContain('Ursprunglig text')
    expect(codes).toContain('navigation-stopped')
    expect(server.requests.some((each) => each.includes('/elsewhere'))).toBe(false)
  })

  inTurn('is not led astray by elements that are called what the document has', async () => {
    const { outcome, artefacts, codes } = await capture('/named')
    expect(outcome.text).toContain('Vi vet var du bor')
    expect(outcome.text).toContain('Slutet')
    expect(outcome.pageTitle).toBe('Namn')
    expect(artefacts.get('page.html')?.toString()).toContain('<p>Slutet</p>')
    expect(codes.filter((code) => !['private-address', 'tile-blank'].includes(code))).toEqual([])
  })

  inTurn('keeps a file that a page downloads, where it says how long it is, and names the rest', async () => {
    const { artefacts, provenance, codes, outcome } = await capture('/kept')
    expect(outcome.text).toContain('Sidan själv')
    expect(artefacts.get('download-1.bin')?.toString()).toBe('PK123')
    expect(provenance.events.downloadsKept).toEqual([{ name: 'download-1.bin', suggested: '../../hot.zip', url: `${server.origin}/known`, bytes: 5 }])
    expect(provenance.events.downloadsStopped).toEqual([`${server.origin}/endless`])
    expect(codes).toEqual(expect.arrayContaining(['download-kept', 'downloads-partial']))
    expect([...artefacts.keys()].filter((name) => name.startsWith('download-'))).toEqual(['download-1.bin'])
  })

  inTurn('names a download that does not say how long it is, from a page and as the link itself', async () => {
    const { outcome, codes } = await capture('/drops')
    expect(outcome.text).toContain('Sidan själv')
    expect(codes).toContain('downloads-partial')
    await expect(capture('/file')).rejects.toMatchObject({ code: 'capture.file-not-kept' })
  })

  inTurn('keeps the file that a link leads to, and no picture of nothing', async () => {
    const { artefacts, provenance, codes, outcome } = await capture('/known')
    expect([...artefacts.keys()].sort()).toEqual(['capture.wacz', 'download-1.bin', 'provenance.json'])
    expect(artefacts.get('download-1.bin')?.toString()).toBe('PK123')
    expect(outcome.completeness).toEqual({
      verdict: 'complete',
      notes: [
        { code: 'link-is-file', detail: '../../hot.zip' },
        { code: 'private-address', detail: `127.0.0.1:${server.port}` },
      ],
    })
    expect(outcome.source).toMatchObject({ finalUrl: `${server.origin}/known`, status: 200, pageTitle: '../../hot.zip' })
    expect(provenance.page.hops.map(({ status }) => status)).toEqual([200])
    expect(provenance.archive?.bodiesMissing).toBe(0)
    expect(codes).not.toContain('http-status')
  })

  inTurn('keeps what it has when the page eats all memory and dies', async () => {
    const { outcome, artefacts, provenance, codes } = await capture('/bomb')
    expect(outcome.completeness.verdict).toBe('partial')
    expect(provenance.events.pageCrashed).toBe(true)
    expect(codes).toContain('page-crashed')
    expect([...artefacts.keys()]).toEqual(['window.png', 'screenshot.png', 'capture.wacz', 'provenance.json'])
    expect(codes).toEqual(expect.arrayContaining(['screenshot-partial', 'no-page-html', 'no-page-mhtml', 'no-page-text']))
  }, 60_000)

  inTurn('reads a page whose scripts lie about it', async () => {
    const { outcome, artefacts } = await capture('/fake-globals')
    expect(outcome.pageTitle).toBe('Riktig titel')
    expect(outcome.text).toContain('Riktig text')
    expect(artefacts.get('page.html')?.toString()).toContain('<p>Riktig text</p>')
  })

  inTurn('survives headers and titles that are no proper text', async () => {
    const { provenance } = await capture('/huge-header')
    expect(provenance.page.hops[0]?.headers.find((each) => each.name === 'x-long')?.value).toHaveLength(12_000)
    expect(provenance.page.title.isWellFormed()).toBe(true)
  })
})

describe('where a page may not lead', () => {
  inTurn('refuses a redirect to a metadata service, even with private addresses allowed', async () => {
    await expect(capture('/to-metadata')).rejects.toMatchObject({
      code: 'capture.url-refused',
      params: { reason: 'private-address', host: '169.254.169.254' },
    })
  })

  inTurn('stays where it is when a page points to a file', async () => {
    const { outcome } = await capture('/to-file')
    expect(outcome.source.finalUrl).toBe(`${server.origin}/to-file`)
    expect(outcome.text).toContain('Kvar')
  })

  it.each(['file:///etc/passwd', 'data:text/html,hej', 'chrome://version', 'https://not a url'])('never opens %s, which is no address of the web', async (url) => {
    await expect(capturePage(url)).rejects.toMatchObject({ code: 'capture.url-invalid' })
  })

  inTurn('never opens the metadata service', async () => {
    await expect(capturePage('http://169.254.169.254/')).rejects.toMatchObject({ code: 'capture.url-refused' })
  })

  inTurn('refuses loopback unless it is allowed', async () => {
    const before = server.requests.length
    const request = { ...(await captureRequest(`${server.origin}/loop`)), allowPrivate: false }
    const run = { request, spawn: spawnCapture, signal: new AbortController().signal, onStep: () => undefined }
    await expect(runCapture({ ...run, onArtefact: async (_n, _m, chunks) => void (await collect(chunks)) })).rejects.toMatchObject({
      code: 'capture.url-refused',
      params: { reason: 'private-address' },
    })
    expect(server.requests).toHaveLength(before)
  })
})

describe('ends that were not planned', () => {
  inTurn('says that the browser died', async () => {
    const signal = new AbortController().signal
    const run = acquire(await captureRequest(`${server.origin}/never`), {
      signal,
      send: async (_name, _mediaType, chunks) => void (await collect(chunks)),
      report: ({ step, state }) => {
        if (step !== 'load' || state !== 'running') return
        void browserOf(process.pid).then((pid) => process.kill(pid, 'SIGKILL'))
      },
    })
    await expect(run).rejects.toMatchObject({ code: 'capture.crashed' })
  })

  inTurn('says that the child died, and leaves no browser behind', async () => {
    let killed = false
    const run = capture('/never', {
      onStep: ({ step }) => {
        if (step !== 'load' || killed) return
        killed = true
        void captureChildren().then((pids) => pids.forEach((pid) => process.kill(pid, 'SIGKILL')))
      },
    })
    await expect(run).rejects.toMatchObject({ code: 'capture.crashed', params: { detail: 'SIGKILL' } })
  })

  inTurn('leaves nothing behind when the engine itself dies', async () => {
    const request = await captureRequest(`${server.origin}/never`)
    const script = new URL('../support/capture-orphan.ts', import.meta.url).pathname
    const engine = fork(script, [], { serialization: 'advanced', stdio: 'ignore' })
    const [child] = (await new Promise((resolve) => {
      engine.on('message', resolve)
      engine.send(request)
    })) as [number]
    expect(await browsersOf(child)).not.toEqual([])
    engine.kill('SIGKILL')
    await eventually(async () => (await browsersOf(child)).length === 0 && (await profilesOf(child, tmpdir())).length === 0)
    await eventually(async () => (await processes()).every((each) => each.pid !== child))
  })

  it.each(['launch', 'load', 'scroll-tiles'])('can be cancelled during %s', async (step) => {
    const abort = new AbortController()
    const path = step === 'load' ? '/never' : '/fake-globals'
    const run = capture(path, { signal: abort.signal, onStep: (progress) => void (progress.step === step && abort.abort()) })
    await expect(run).rejects.toMatchObject({ code: 'job.cancelled' })
  })

  inTurn('says that nobody answers, and why', async () => {
    await expect(capturePage('http://127.0.0.1:1/')).rejects.toMatchObject({
      code: 'capture.unreachable',
      params: { host: '127.0.0.1:1', detail: expect.stringMatching(/^net::ERR_/) },
    })
  })

  inTurn('says that the browser can not be started', async () => {
    const request = await captureRequest(server.origin)
    const broken = { ...request, browser: { ...request.browser, path: '/bin/false' } }
    const run = { request: broken, spawn: spawnCapture, signal: new AbortController().signal, onStep: () => undefined }
    await expect(runCapture({ ...run, onArtefact: async () => undefined })).rejects.toMatchObject({ code: 'capture.browser-failed' })
  })
})
