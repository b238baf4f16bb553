import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AddressGuard, systemAddresses } from '../../electron/services/capture/addresses.ts'
import { askOutside } from '../../electron/services/capture/clocks.ts'

let server: Server
let origin = ''
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${Object.keys(request.headers).sort().join()}`)
    const path = request.url ?? ''
    if (path === '/behind') response.setHeader('date', new Date(Date.now() - 3_600_000).toUTCString())
    if (path === '/none') response.sendDate = false
    if (path === '/nonsense') response.setHeader('date', 'yesterday')
    if (path === '/moved') response.writeHead(302, { location: '/value' })
    if (path === '/broken') response.writeHead(500)
    const bodies: Record<string, string> = { '/value': '{"round":7,"randomness":"ab"}', '/broken': '{}', '/long': `{${'x'.repeat(10_000)}` }
    response.end(bodies[path] ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const guard = () => new AddressGuard(true, systemAddresses)
const clocks = (...paths: string[]) => askOutside({ clocks: paths.map((path) => `${origin}${path}`), beacons: [] }, guard()).clocks
const value = (...paths: string[]) => askOutside({ clocks: [], beacons: paths.map((path) => `${origin}${path}`) }, guard()).value

describe("other hosts' clocks", () => {
  it('tell how far ours is off, and how well that is known', async () => {
    const [right, behind] = await clocks('/', '/behind')
    expect(Math.abs(right?.offsetMs ?? Infinity)).toBeLessThanOrEqual((right?.uncertaintyMs ?? 0) + 50)
    expect(right?.uncertaintyMs).toBeGreaterThanOrEqual(500)
    expect(behind?.offsetMs).toBeLessThan(-3_598_000)
    expect(behind?.offsetMs).toBeGreaterThan(-3_602_000)
  })

  it('are left out where they say nothing, nonsense, or are not there', async () => {
    expect(await clocks('/none', '/nonsense')).toEqual([])
    expect(await askOutside({ clocks: ['http://127.0.0.1:1/'], beacons: [] }, guard()).clocks).toEqual([])
  })

  it('are asked nothing but the time', async () => {
    asked.length = 0
    await clocks('/quiet')
    expect(asked).toEqual(['HEAD /quiet connection,host'])
  })

  it('are not asked where the guard forbids it', async () => {
    asked.length = 0
    expect(await askOutside({ clocks: [`${origin}/`], beacons: [`${origin}/value`] }, new AddressGuard(false, systemAddresses)).clocks).toEqual([])
    expect(asked).toEqual([])
  })
})

describe('a public value', () => {
  it('is kept as it came, from the first that answers', async () => {
    expect(await value('/broken', '/moved', '/long', '/value')).toMatchObject({ source: `${origin}/value`, value: '{"round":7,"randomness":"ab"}' })
  })

  it('is none where nobody gives one', async () => {
    expect(await value('/broken', '/')).toBe(null)
  })
})
