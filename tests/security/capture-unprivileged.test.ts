import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acquire } from '../../electron/services/capture/acquire.ts'
import { captureRequest, collect } from '../support/capture.ts'
import { startPageServer, type PageServer } from '../support/page-server.ts'
import { browsersOf, processes } from '../support/processes.ts'

/** A page that wants a file of the machine, in a browser whose user could read it and whose sandbox is on. */

const CANARY = `kanarie-${randomUUID()}`
let folder = ''
let file = ''
let server: PageServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bevisvalv-canary-'))
  chmodSync(folder, 0o755)
  const path = join(folder, 'hemligt.html')
  writeFileSync(path, `<p>${CANARY}</p><script>window.canary = '${CANARY}'</script>`)
  chmodSync(path, 0o644)
  file = pathToFileURL(path).href
  server = await startPageServer({
    '/wants': `<!doctype html><title>Vill läsa</title><p id="said">Synlig text</p>
      <link rel="stylesheet" href="${file}"><link rel="prefetch" href="${file}"><link rel="manifest" href="${file}"><link rel="icon" href="${file}">
      <style>@import url("${file}"); @font-face { font-family: x; src: url("${file}") } p { background: url("${file}"); font-family: x }</style>
      <img src="${file}"><iframe src="${file}"></iframe><embed src="${file}"><object data="${file}"></object><script src="${file}"></script>
      <video src="${file}"><track src="${file}"></video><audio src="${file}"></audio><iframe src="view-source:${file}"></iframe>
      <iframe src="/to-file"></iframe><img src="/to-file"><a id="down" href="${file}" download>x</a><a id="go" href="${file}" target="_blank">x</a>
      <iframe srcdoc="<img src='${file}'><script src='${file}'></script>"></iframe><form id="form" action="${file}" target="_blank"></form>
      <script>
        const quiet = (work) => { try { const made = work(); made?.catch?.(() => {}) } catch {} }
        const say = (text) => (document.getElementById('said').textContent += text)
        quiet(() => fetch('${file}').then((answer) => answer.text()).then(say))
        quiet(() => { const asking = new XMLHttpRequest(); asking.onload = () => say(asking.responseText); asking.open('GET', '${file}'); asking.send() })
        quiet(() => new Worker('${file}')); quiet(() => new SharedWorker('${file}')); quiet(() => new EventSource('${file}'))
        quiet(() => navigator.serviceWorker.register('${file}')); quiet(() => navigator.sendBeacon('${file}', 'x'))
        quiet(() => import('${file}')); quiet(() => open('${file}')); quiet(() => down.click()); quiet(() => go.click()); quiet(() => form.submit())
        quiet(() => new Worker(URL.createObjectURL(new Blob(['importScripts("${file}"); postMessage(self.canary)']))).addEventListener('message', ({ data }) => say(data)))
        for (const frame of document.querySelectorAll('iframe')) frame.onload = () => quiet(() => say(frame.contentDocument.body.innerText))
        setTimeout(() => quiet(() => { if (window.canary) say(window.canary) }), 400)
      </script>`,
    '/to-file': (_request, response) => response.writeHead(302, { location: file }).end(),
    '/goes': `<!doctype html><title>Går</title><p>Text före</p><script>location = '${file}'</script>`,
    '/meta': `<!doctype html><title>Går</title><meta http-equiv="refresh" content="0;url=${file}"><p>Text före</p>`,
  })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function capture(path: string, onStep: (step: string) => Promise<void> | void = () => undefined) {
  const artefacts = new Map<string, Buffer>()
  const looks: Promise<void>[] = []
  const outcome = await acquire(await captureRequest(server.origin + path), {
    report: ({ step, state }) => {
      if (state === 'running') looks.push(Promise.resolve(onStep(step)))
    },
    send: async (name, _type, chunks) => void artefacts.set(name, await collect(chunks)),
    signal: new AbortController().signal,
  })
  await Promise.all(looks)
  return { outcome, artefacts }
}

/** Everything of it, what is packed unpacked: records in the archive are gzip members of their own. */
function everything(artefacts: ReadonlyMap<string, Buffer>): string {
  return [...artefacts.values()].map((bytes) => `${bytes.toString('latin1')}\n${members(bytes)}`).join('\n')
}

function members(bytes: Buffer): string {
  let text = ''
  for (let at = bytes.indexOf('\x1f\x8b\x08', 0, 'latin1'); at !== -1; at = bytes.indexOf('\x1f\x8b\x08', at + 1, 'latin1')) {
    try {
      text += gunzipSync(bytes.subarray(at)).toString('latin1')
    } catch {
      // Not the beginning of one.
    }
  }
  return text
}

describe('a page that wants a file of the machine', () => {
  it('reads it in none of thirty ways', async () => {
    const { outcome, artefacts } = await capture('/wants')
    expect(outcome.text).toContain('Synlig text')
    expect(everything(artefacts)).not.toContain(CANARY)
    expect(everything(artefacts)).toContain('hemligt.html')
  })

  it.each(['/goes', '/meta'])('is not left for it: %s', async (path) => {
    const { outcome, artefacts } = await capture(path).catch((error: unknown) => ({ outcome: null, artefacts: new Map([['refused', Buffer.from(String(error))]]) }))
    expect(everything(artefacts)).not.toContain(CANARY)
    if (outcome) expect(outcome.source.finalUrl).toBe(server.origin + path)
  })

  it('would be found out: the search sees what lies in an archive', () => {
    const hidden = new Map([['capture.wacz', Buffer.concat([Buffer.from('PK'), gzipSync(`x ${CANARY}`), gzipSync('y')])]])
    expect(everything(hidden)).toContain(CANARY)
  })
})

describe.runIf(process.platform === 'linux')('the browser that captures', () => {
  it('runs as an ordinary user, each page in a sandbox of the system', async () => {
    const found: { uid: number; seccomp: string; ownUsers: boolean }[] = []
    await capture('/wants', async (step) => {
      if (step !== 'settle') return
      for (const { pid, command } of await processes()) {
        if (!command.includes('--type=renderer') || !(await belongs(pid))) continue
        const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
        const { uid } = await stat(`/proc/${pid}`)
        found.push({ uid, seccomp: /^Seccomp:\t(\d)/m.exec(status)?.[1] ?? '', ownUsers: (/^NSpid:\t(.*)/m.exec(status)?.[1] ?? '').split('\t').length > 1 })
      }
    })
    expect(found.length).toBeGreaterThan(0)
    for (const { uid, seccomp, ownUsers } of found) {
      expect(uid).not.toBe(0)
      // A filter over system calls (seccomp(2), mode 2), and a process id of its own within.
      expect([seccomp, ownUsers]).toEqual(['2', true])
    }
  })
})

/** Whether a process came of this test's browser. */
async function belongs(pid: number): Promise<boolean> {
  const all = new Map((await processes()).map((each) => [each.pid, each.ppid]))
  const browsers = await browsersOf(process.pid)
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)) if (browsers.includes(at)) return true
  return false
}
