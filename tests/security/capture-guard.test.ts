import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acquire, type AcquirePorts } from '../../electron/services/capture/acquire.ts'
import { type AddressPorts, classifyAddress } from '../../electron/services/capture/addresses.ts'
import { Provenance } from '../../electron/services/capture/provenance.ts'
import { captureRequest, collect } from '../support/capture.ts'
import { lacksBrowser } from '../support/full-browser.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'

/** Stands for the internet: one loopback address is called public, all others stay what they are. */
const ports: AddressPorts = {
  classify: (address) => (address === '127.0.0.1' ? 'public' : classifyAddress(address)),
  resolve: async (host) => (host === 'inside.test' ? ['10.0.0.1'] : ['93.184.216.34']),
}

async function run(url: string, more: Partial<AcquirePorts> = {}) {
  const artefacts = new Map<string, Buffer>()
  const request = { ...(await captureRequest(url)), allowPrivate: false }
  const outcome = await acquire(request, {
    report: () => undefined,
    send: async (name, _mediaType, chunks) => void artefacts.set(name, await collect(chunks)),
    signal: new AbortController().signal,
    addresses: ports,
    ...more,
  })
  const provenance = Provenance.parse(JSON.parse(artefacts.get('provenance.json')?.toString() ?? 'null'))
  return { outcome, provenance, artefacts, codes: outcome.completeness.notes.map((note) => note.code) }
}

let server: PageServer
let trap: Server
const trapped: string[] = []

beforeAll(async () => {
  trap = createServer((socket) => {
    const nth = trapped.push('silent connection') - 1
    socket.on('error', () => undefined)
    socket.once('data', (data) => (trapped[nth] = data.toString('latin1').slice(0, 60)))
  })
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.2', resolve))
  const inside = `127.0.0.2:${(trap.address() as AddressInfo).port}`
  server = await startPageServer({
    '/reaches-in': `<!doctype html><title>Når in</title><p>Synlig text</p>
      <link rel="preconnect" href="http://${inside}"><link rel="dns-prefetch" href="//${inside}">
      <link rel="stylesheet" href="http://${inside}/style.css"><img src="http://${inside}/picture.png">
      <img src="http://inside.test:${inside.split(':')[1]}/by-name.png">
      <iframe src="http://${inside}/frame"></iframe><iframe srcdoc="<img src='http://${inside}/srcdoc.png'><script>new WebSocket('ws://${inside}/srcdoc')</script>"></iframe>
      <script>
        const quiet = (work) => { try { work() } catch {} }
        fetch('http://${inside}/fetch').catch(() => {})
        fetch('/redirects-in').catch(() => {})
        navigator.sendBeacon('http://${inside}/beacon')
        quiet(() => new WebSocket('ws://${inside}/socket'))
        quiet(() => new EventSource('http://${inside}/events'))
        quiet(() => new Worker('/worker.js'))
        quiet(() => new SharedWorker('/worker.js'))
        navigator.serviceWorker.register('/worker.js').catch(() => {})
        quiet(() => { const peer = new RTCPeerConnection({ iceServers: [{ urls: 'turn:${inside}?transport=tcp', username: 'a', credential: 'b' }] }); peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer)) })
        quiet(() => new WebTransport('https://${inside}/transport'))
        quiet(() => open('http://${inside}/window'))
        new Worker(URL.createObjectURL(new Blob(['fetch("http://${inside}/blob").catch(() => {}); new WebSocket("ws://${inside}/blob")'])))
      </script>`,
    '/open-socket': '<!doctype html><title>Uttag</title><p>x</p><script>new WebSocket("ws://" + location.host + "/socket-of-its-own")</script>',
    '/worker.js': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/javascript' })
      response.end(`fetch('http://${inside}/worker').catch(() => {}); try { new WebSocket('ws://${inside}/worker') } catch {}`)
    },
    '/redirects-in': (_request, response) => response.writeHead(302, { location: `http://${inside}/redirected` }).end(),
    '/page-redirects-in': (_request, response) => response.writeHead(302, { location: `http://${inside}/page` }).end(),
    '/page-moves-in': `<!doctype html><script>location = 'http://${inside}/moved'</script>`,
    '/': '<!doctype html><title>Hemma</title>',
  })
})
afterAll(async () => {
  await server.close()
  trap.close()
})

describe('private addresses', () => {
  beforeEach(() => void (trapped.length = 0))

  it.skipIf(lacksBrowser())('are reached by nothing that a page can do', async () => {
    const { outcome, provenance, codes } = await run(`${server.origin}/reaches-in`)
    expect(trapped).toEqual([])
    expect(outcome.text).toContain('Synlig text')
    expect(codes).toEqual(expect.arrayContaining(['private-blocked', 'sockets-blocked']))
    expect(outcome.completeness.verdict).toBe('partial')
    const paths = provenance.blocked.map((each) => new URL(each.url).pathname)
    for (const path of ['style.css', 'picture.png', 'by-name.png', 'frame', 'srcdoc.png', 'fetch', 'redirected', 'beacon', 'events', 'worker', 'blob']) {
      expect(paths).toContain(`/${path}`)
    }
  })

  it.each(['/page-redirects-in', '/page-moves-in'])('end an acquisition when the page itself goes there: %s', async (path) => {
    await expect(run(server.origin + path)).rejects.toMatchObject({ code: 'capture.url-refused', params: { reason: 'private-address' } })
    expect(trapped).toEqual([])
  })

  it('are not reached by a name that changes its meaning after it was judged', async () => {
    let asked = 0
    const resolve = async (host: string) => (host === 'rebound.test' && asked++ === 0 ? ['127.0.0.1'] : ['127.0.0.2'])
    const addresses: AddressPorts = { ...ports, resolve }
    const { provenance } = await run(`http://rebound.test:${server.port}/`, { addresses })
    expect(provenance.exchanges.map((each) => each.remoteAddress)).toEqual(provenance.exchanges.map(() => `127.0.0.1:${server.port}`))
    expect(asked).toBe(1)
    expect(trapped).toEqual([])
  })

  it('do not keep a page from the sockets that it may have', async () => {
    const { codes } = await run(`${server.origin}/open-socket`)
    expect(server.requests.some((each) => each.endsWith('/socket-of-its-own'))).toBe(true)
    expect(codes).toEqual([])
  })
})

describe('encrypted pages', () => {
  let secure: SecureServer
  let origin = ''
  let certificate = ''
  let spki = ''

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-test-'))
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], { stdio: 'ignore' })
    certificate = readFileSync(join(folder, 'cert.pem'), 'utf8')
    const key = readFileSync(join(folder, 'key.pem'), 'utf8')
    rmSync(folder, { recursive: true })
    spki = createHash('sha256').update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })).digest('base64')
    secure = createSecureServer({ cert: certificate, key }, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Krypterad</title><p>Hej</p>')
    })
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
    origin = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`
  })
  afterAll(() => {
    secure.closeAllConnections()
    secure.close()
  })

  it('are refused where nobody vouches for the certificate', async () => {
    await expect(run(origin)).rejects.toMatchObject({
      code: 'capture.unreachable',
      params: { detail: 'net::ERR_CERT_AUTHORITY_INVALID' },
    })
  })

  it('leave their certificate and how they were encrypted', async () => {
    const { artefacts, provenance, codes } = await run(origin, { browserArgs: [`--ignore-certificate-errors-spki-list=${spki}`] })
    const chain = artefacts.get('tls-chain.pem')?.toString() ?? ''
    expect(new X509Certificate(chain).fingerprint256).toBe(new X509Certificate(certificate).fingerprint256)
    expect(chain).toBe(certificate)
    expect(provenance.page.security).toMatchObject({ subjectName: '127.0.0.1', protocol: 'TLS 1.3', sanList: ['127.0.0.1'] })
    expect(codes).not.toContain('no-tls-chain')
  })
})
