import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { Refusal } from '../../../shared/contract/errors.ts'

/** `forbidden` stays refused even where a person allowed private addresses: metadata services, multicast, nonsense. */
export type AddressClass = 'public' | 'private' | 'forbidden'

const PRIVATE = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'])

/**
 * Class of an IP address as text, IPv6 with or without brackets. An IPv4 address carried in an IPv6 one (mapped,
 * NAT64) is judged as the IPv4 address it reaches. What isn't an address is `forbidden`.
 */
export function classifyAddress(text: string): AddressClass {
  const bare = unbracketed(text).replace(/%.*$/, '')
  if (!ipaddr.isValid(bare)) return 'forbidden'
  const address = ipaddr.process(bare)
  const range: string = address.range()
  if (range === 'rfc6052' && address instanceof ipaddr.IPv6) {
    return classifyAddress(address.toByteArray().slice(12).join('.'))
  }
  if (range === 'unicast') return 'public'
  return PRIVATE.has(range) ? 'private' : 'forbidden'
}

export interface AddressPorts {
  /** All addresses of a name, at least one; rejects where it has none. */
  resolve(host: string): Promise<string[]>
  classify(address: string): AddressClass
}

export const systemAddresses: AddressPorts = {
  resolve: async (host) => (await lookup(host, { all: true, verbatim: true })).map((found) => found.address),
  classify: classifyAddress,
}

export type Judgement = { allowed: true; private: boolean } | { allowed: false; reason: 'scheme' | 'private-address' | 'invalid' }

/** What a page whose address isn't allowed is refused with: people must know whether it was mistyped or is forbidden. */
export function refusalOf({ reason }: Extract<Judgement, { allowed: false }>, host: string): Refusal {
  return new Refusal(reason === 'private-address' ? 'capture.url-refused' : 'capture.url-invalid', { reason, host })
}

/** Requests without a network behind them: a page may make as many as it likes. */
const INTERNAL = new Set(['data:', 'blob:', 'about:'])

/**
 * Decides which addresses a page may be fetched from. A name is looked up once and keeps its addresses for the whole
 * acquisition: what was judged is what is connected to, so a name can't change its meaning in between.
 */
export class AddressGuard {
  readonly #ports: AddressPorts
  readonly #allowPrivate: boolean
  readonly #known = new Map<string, Promise<string[]>>()

  constructor(allowPrivate: boolean, ports: AddressPorts) {
    this.#allowPrivate = allowPrivate
    this.#ports = ports
  }

  /** For the address of a page or the target of its redirects. */
  async judgePage(url: string): Promise<Judgement> {
    const parsed = URL.canParse(url) ? new URL(url) : null
    if (!parsed) return { allowed: false, reason: 'invalid' }
    if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return { allowed: false, reason: 'scheme' }
    return this.judgeHost(parsed.hostname)
  }

  /** For everything that a page fetches. */
  async judgeResource(url: string): Promise<Judgement> {
    const colon = url.indexOf(':')
    if (INTERNAL.has(url.slice(0, colon + 1).toLowerCase())) return { allowed: true, private: false }
    return this.judgePage(url)
  }

  /** One bad address is enough. A name without addresses passes: there is nothing to be reached behind it. */
  async judgeHost(host: string): Promise<Judgement> {
    const classes = (await this.addressesOf(host)).map((address) => this.#ports.classify(address))
    if (classes.includes('forbidden')) return { allowed: false, reason: 'private-address' }
    const isPrivate = classes.includes('private')
    return isPrivate && !this.#allowPrivate ? { allowed: false, reason: 'private-address' } : { allowed: true, private: isPrivate }
  }

  /** Empty where the name leads nowhere. */
  addressesOf(host: string): Promise<string[]> {
    const name = unbracketed(host).toLowerCase().replace(/\.$/, '')
    let known = this.#known.get(name)
    if (!known) {
      known = this.#lookUp(name)
      this.#known.set(name, known)
    }
    return known
  }

  async #lookUp(name: string): Promise<string[]> {
    if (ipaddr.isValid(name)) return [name]
    // RFC 6761, 6.3: these mean this machine, whatever a name server says.
    if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1']
    return this.#ports.resolve(name).catch(() => [])
  }
}

function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}
