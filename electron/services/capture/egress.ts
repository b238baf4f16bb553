import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressGuard } from './addresses.ts'

const HANDSHAKE_MS = 10_000
const CONNECT_MS = 20_000
const MAX_SOCKETS = 512
/** Two messages of at most 257 and 262 bytes, and a little of what follows. */
const MAX_GREETING = 64 * 1024

/**
 * What a browser asks by itself, whatever flags it was given: the time, updates, lists. Nobody needs to learn from it that
 * something is being captured. A page may still go there.
 */
const OWN_BUSINESS = new Set([
  'clients1.google.com',
  'clients2.google.com',
  'clients4.google.com',
  'update.googleapis.com',
  'optimizationguide-pa.googleapis.com',
  'content-autofill.googleapis.com',
  'safebrowsing.googleapis.com',
  'edge.microsoft.com',
  'config.edge.skype.com',
  'msedge.api.cdp.microsoft.com',
])

/** Reply codes of RFC 1928, 6. */
const REPLY = { granted: 0, notAllowed: 2, unreachable: 4, refused: 5, unsupported: 7 } as const

/**
 * The browser's only way to the network: a SOCKS 5 proxy (RFC 1928) of our own on loopback, CONNECT only. It looks
 * names up itself and connects to nothing that the guard refuses, so sockets, peer connections and whatever else a
 * page may open are held by the same rule as its requests. Bytes pass through as they are.
 */
export class Egress {
  /** The last two hundred; `at` by the monotonic clock, ms. */
  readonly refused: { target: string; host: string; reason: string; at: number }[] = []
  refusedTotal = 0
  /** Hosts that a page asked for. */
  readonly #asked = new Set<string>()
  /** A private address was connected to, as allowed. */
  touchedPrivate = false
  readonly #guard: AddressGuard
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #reached = new Map<string, string>()
  readonly #failures = new Map<string, string>()

  constructor(guard: AddressGuard) {
    this.#guard = guard
    this.#server = createServer((socket) => this.#accept(socket))
    this.#server.maxConnections = MAX_SOCKETS
  }

  /** Flags that leave the browser no other way: no own lookups, no exception for loopback. */
  async open(): Promise<string[]> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const { port } = this.#server.address() as AddressInfo
    return [`--proxy-server=socks5://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  /** A request of a page goes to this address. */
  expect(url: string): void {
    if (this.#asked.size < 5000 && URL.canParse(url)) this.#asked.add(new URL(url).hostname)
  }

  /** `address:port` that answered for a URL's host; null where nothing was connected to. */
  addressOf(url: string): string | null {
    return this.#reached.get(targetOf(url)) ?? null
  }

  /** Why a URL's host couldn't be connected to, as the system names it (`ECONNREFUSED`). */
  failureOf(url: string): string | null {
    return this.#failures.get(targetOf(url)) ?? null
  }

  #accept(socket: Socket): void {
    this.#keep(socket)
    const late = setTimeout(() => socket.destroy(), HANDSHAKE_MS)
    this.#greet(socket)
      .then(({ host, port }) => {
        clearTimeout(late)
        return this.#connect(socket, host, port)
      })
      .catch(() => {
        clearTimeout(late)
        socket.destroySoon()
      })
  }

  async #greet(socket: Socket): Promise<{ host: string; port: number }> {
    const greeting = new Greeting(socket)
    const [version, methods = 0] = await greeting.take(2)
    if (version !== 5) throw new Error('not SOCKS 5')
    await greeting.take(methods)
    socket.write(Buffer.from([5, 0]))
    const [, command, , kind] = await greeting.take(4)
    const host = await greeting.host(kind ?? 0)
    const port = (await greeting.take(2)).readUInt16BE()
    greeting.end()
    if (command === 1) return { host, port }
    answer(socket, REPLY.unsupported)
    throw new Error('only CONNECT')
  }

  async #connect(socket: Socket, host: string, port: number): Promise<void> {
    const target = `${host.includes(':') ? `[${host}]` : host}:${port}`
    if (OWN_BUSINESS.has(host) && !this.#asked.has(host)) return answer(socket, REPLY.notAllowed)
    const judgement = await this.#guard.judgeHost(host)
    if (!judgement.allowed) {
      this.refusedTotal++
      if (this.refused.push({ target: target.slice(0, 300), host, reason: judgement.reason, at: performance.now() }) > 200) this.refused.shift()
      return answer(socket, REPLY.notAllowed)
    }
    const addresses = await this.#guard.addressesOf(host)
    let failure = addresses.length === 0 ? 'ENOTFOUND' : ''
    for (const address of addresses) {
      const upstream = await this.#reach(address, port).catch((error: NodeJS.ErrnoException) => {
        failure = error.code ?? 'ETIMEDOUT'
        return null
      })
      if (!upstream) continue
      if (judgement.private) this.touchedPrivate = true
      if (this.#reached.size < 5000) this.#reached.set(target, `${address.includes(':') ? `[${address}]` : address}:${port}`)
      this.#failures.delete(target)
      answer(socket, REPLY.granted)
      socket.pipe(upstream).pipe(socket)
      socket.once('close', () => upstream.destroy())
      upstream.once('close', () => socket.end())
      return
    }
    if (this.#failures.size < 5000) this.#failures.set(target, failure)
    answer(socket, failure === 'ECONNREFUSED' ? REPLY.refused : REPLY.unreachable)
  }

  async #reach(address: string, port: number): Promise<Socket> {
    const upstream = connect({ host: address, port, noDelay: true })
    this.#keep(upstream)
    try {
      await once(upstream, 'connect', { signal: AbortSignal.timeout(CONNECT_MS) })
      return upstream
    } catch (error) {
      upstream.destroy()
      throw error
    }
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }
}

/** Reads a greeting piece by piece, then leaves what came after it to the stream. */
class Greeting {
  readonly #socket: Socket
  #bytes = Buffer.alloc(0)
  #closed = false
  #wake: () => void = () => undefined
  readonly #onData = (more: Buffer) => {
    this.#bytes = Buffer.concat([this.#bytes, more])
    if (this.#bytes.length > MAX_GREETING) this.#socket.destroy()
    this.#wake()
  }

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', this.#onData)
    for (const event of ['end', 'close'] as const) {
      socket.once(event, () => {
        this.#closed = true
        this.#wake()
      })
    }
  }

  async take(length: number): Promise<Buffer> {
    while (this.#bytes.length < length) {
      if (this.#closed) throw new Error('ended early')
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const taken = this.#bytes.subarray(0, length)
    this.#bytes = this.#bytes.subarray(length)
    return taken
  }

  async host(kind: number): Promise<string> {
    if (kind === 1) return (await this.take(4)).join('.')
    if (kind === 4) return (await this.take(16)).toString('hex').replace(/.{4}(?=.)/g, '$&:')
    if (kind !== 3) throw new Error('unknown kind of address')
    const [length = 0] = await this.take(1)
    return (await this.take(length)).toString('latin1')
  }

  end(): void {
    this.#socket.off('data', this.#onData)
    this.#socket.pause()
    if (this.#bytes.length > 0) this.#socket.unshift(this.#bytes)
  }
}

function answer(socket: Socket, reply: number): void {
  const message = Buffer.from([5, reply, 0, 1, 0, 0, 0, 0, 0, 0])
  if (reply === REPLY.granted) socket.write(message)
  else socket.end(message)
}

function targetOf(url: string): string {
  if (!URL.canParse(url)) return ''
  const { hostname, port, protocol } = new URL(url)
  return `${hostname}:${port || (protocol === 'https:' || protocol === 'wss:' ? 443 : 80)}`
}
