import { request as askPlain } from 'node:http'
import { request as askSecure } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { AddressGuard } from './addresses.ts'
import type { ClockReading, PublicValue } from './provenance.ts'
import { hostOf } from './recorder.ts'
import type { CaptureRequest } from './types.ts'

const ASK_MS = 5000
const MAX_VALUE = 4096

/** What other hosts say while the page is fetched. */
export interface Outside {
  clocks: Promise<ClockReading[]>
  value: Promise<PublicValue | null>
}

export function askOutside({ clocks, beacons }: CaptureRequest['outside'], guard: AddressGuard): Outside {
  return { clocks: askClocks(clocks, guard), value: publicValue(beacons, guard) }
}

interface Answered {
  status: number
  date: string
  body: string
  sentAt: number
  receivedAt: number
}

/**
 * Asks independent hosts for the time (`Date` header, RFC 9110, 6.6.1: whole seconds). Those that can't be reached are
 * left out. The offset is the host's clock minus ours; it is known to ± (500 ms + half the way there and back).
 */
async function askClocks(urls: readonly string[], guard: AddressGuard): Promise<ClockReading[]> {
  const asked = await Promise.all(urls.map((url) => ask(url, 'HEAD', guard).then((answer) => ({ url, answer })).catch(() => null)))
  return asked.flatMap((each) => {
    const at = Date.parse(each?.answer.date ?? '')
    if (!each || Number.isNaN(at)) return []
    const { sentAt, receivedAt, date } = each.answer
    const uncertaintyMs = Math.ceil(500 + (receivedAt - sentAt) / 2)
    const offsetMs = Math.round(at + 500 - (sentAt + receivedAt) / 2)
    return [{ host: hostOf(each.url), date: date.slice(0, 100), receivedAt: new Date(receivedAt).toISOString(), offsetMs, uncertaintyMs }]
  })
}

/**
 * A value that nobody could know before its time (a public randomness beacon): what holds it was written afterwards.
 * The first source that answers; kept as it came, so that anybody can compare it with what the beacon published.
 */
async function publicValue(urls: readonly string[], guard: AddressGuard): Promise<PublicValue | null> {
  for (const url of urls) {
    const answer = await ask(url, 'GET', guard).catch(() => null)
    if (answer?.status !== 200 || !answer.body.trim().startsWith('{')) continue
    return { source: url.slice(0, 2000), value: answer.body.toWellFormed(), receivedAt: new Date(answer.receivedAt).toISOString() }
  }
  return null
}

/** No redirects, no cookies, nothing sent but the question; the same guard as for pages. */
async function ask(url: string, method: 'GET' | 'HEAD', guard: AddressGuard): Promise<Answered> {
  const judgement = await guard.judgePage(url)
  if (!judgement.allowed) throw new Error(judgement.reason)
  const [address] = await guard.addressesOf(new URL(url).hostname)
  if (address === undefined) throw new Error('no address')
  const family = address.includes(':') ? 6 : 4
  const lookup: LookupFunction = (_host, options, done) => (options.all ? done(null, [{ address, family }]) : done(null, address, family))
  const sentAt = Date.now()
  return new Promise((resolve, reject) => {
    const start = url.startsWith('https:') ? askSecure : askPlain
    const asking = start(url, { method, lookup, agent: false, signal: AbortSignal.timeout(ASK_MS) }, (response) => {
      const receivedAt = Date.now()
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (more: string) => {
        body += more
        if (body.length > MAX_VALUE) response.destroy(new Error('too long'))
      })
      response.once('error', reject)
      response.once('end', () => resolve({ status: response.statusCode ?? 0, date: response.headers.date ?? '', body, sentAt, receivedAt }))
    })
    asking.once('error', reject)
    asking.end()
  })
}
