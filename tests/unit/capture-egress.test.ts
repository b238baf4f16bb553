import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AddressGuard, classifyAddress } from '../../electron/services/capture/addresses.ts'
import { Egress } from '../../electron/services/capture/egress.ts'

let echo: Server
let port = 0
let egress: Egress
let proxy = 0
const sockets: Socket[] = []

beforeEach(async () => {
  echo = createServer((socket) => void socket.on('error', () => undefined).pipe(socket))
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  port = (echo.address() as AddressInfo).port
  const resolve = async (host: string) => (['echo.test', 'clients2.google.com'].includes(host) ? ['127.0.0.1'] : Promise.reject(new Error('no such name')))
  const classify = (address: string) => (address === '127.0.0.1' ? 'public' : classifyAddress(address))
  egress = new Egress(new AddressGuard(false, { resolve, classify }))
  proxy = Number(/:(\d+)$/.exec((await egress.open())[0] ?? '')?.[1])
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  egress.close()
  await new Promise((resolve) => echo.close(resolve))
})

async function dial(): Promise<Socket> {
  const socket = connect(proxy, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

async function receive(socket: Socket, length: number): Promise<Buffer> {
  let got = Buffer.alloc(0)
  while (got.length < length) {
    const found = await Promise.race([once(socket, 'data'), once(socket, 'close')])
    if (!Buffer.isBuffer(found[0])) break
    got = Buffer.concat([got, found[0]])
  }
  return got
}

const named = (host: string, to: number) => [5, 1, 0, 3, host.length, ...Buffer.from(host), to >> 8, to & 255]

async function ask(request: number[]): Promise<{ socket: Socket; reply: number | undefined }> {
  const socket = await dial()
  socket.write(Buffer.from([5, 1, 0]))
  expect([...(await receive(socket, 2))]).toEqual([5, 0])
  socket.write(Buffer.from(request))
  return { socket, reply: (await receive(socket, 10))[1] }
}

describe('the way out', () => {
  it('connects to a name it may, and passes bytes both ways', async () => {
    const { socket, reply } = await ask(named('echo.test', port))
    expect(reply).toBe(0)
    socket.write('hej')
    expect((await receive(socket, 3)).toString()).toBe('hej')
    expect(egress.addressOf(`http://echo.test:${port}/x`)).toBe(`127.0.0.1:${port}`)
  })

  it("keeps the browser's own business to itself, unless a page goes there", async () => {
    expect((await ask(named('clients2.google.com', port))).reply).toBe(2)
    expect(egress.refusedTotal).toBe(0)
    egress.expect(`http://clients2.google.com:${port}/`)
    expect((await ask(named('clients2.google.com', port))).reply).toBe(0)
  })

  it('takes a request however it is cut', async () => {
    const socket = await dial()
    for (const byte of [5, 1, 0, ...named('echo.test', port)]) {
      socket.write(Buffer.from([byte]))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect((await receive(socket, 12))[3]).toBe(0)
  })

  it.each<[string, number[], number]>([
    ['an IPv4 address', [5, 1, 0, 1, 10, 0, 0, 1, 0, 80], 2],
    ['an IPv6 address', [5, 1, 0, 4, ...Array.from({ length: 15 }, () => 0), 1, 0, 80], 2],
    ['a mapped address', [5, 1, 0, 4, ...Array.from({ length: 10 }, () => 0), 255, 255, 127, 0, 0, 2, 0, 80], 2],
    ['an address as a name', named('169.254.169.254', 80), 2],
    ['localhost, which has ::1 too', named('LOCALHOST', 80), 2],
    ['a name that leads nowhere', named('gone.test', 80), 4],
    ['the command BIND', [5, 2, 0, 1, 127, 0, 0, 1, 0, 80], 7],
    ['the command for datagrams', [5, 3, 0, 1, 127, 0, 0, 1, 0, 80], 7],
  ])('judges %s', async (_, request, expected) => {
    const { reply } = await ask(request)
    expect(reply).toBe(expected)
  })

  it('says why a host could not be reached', async () => {
    await new Promise((resolve) => echo.close(resolve))
    expect((await ask(named('echo.test', port))).reply).toBe(5)
    expect(egress.failureOf(`http://echo.test:${port}/`)).toBe('ECONNREFUSED')
    expect((await ask(named('gone.test', 443))).reply).toBe(4)
    expect(egress.failureOf('https://gone.test/')).toBe('ENOTFOUND')
    expect(egress.addressOf('https://gone.test/')).toBeNull()
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  })

  it.each([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['SOCKS 4', Buffer.from([4, 1, 0, 80, 127, 0, 0, 1, 0])],
    ['an unknown kind of address', Buffer.from([5, 1, 0, 5, 1, 0, 9, 1, 1])],
  ])('hangs up on %s', async (_, bytes) => {
    const socket = await dial()
    socket.resume()
    socket.end(bytes)
    await once(socket, 'close')
    expect(egress.refused).toEqual([])
  })

  it('cuts everything when it is closed', async () => {
    const { socket } = await ask(named('echo.test', port))
    egress.close()
    await once(socket, 'close')
  })
})
