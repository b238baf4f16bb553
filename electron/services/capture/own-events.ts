import { classifyAddress } from './addresses.ts'
import type { Provenance } from './provenance.ts'
import type { Sight } from './sight.ts'

/** What was held back of the page that is captured, and where it led. In a session the gate and the way out are those of all tabs. */
export interface OwnEvents {
  blocked: Provenance['blocked']
  blockedTotal: number
  writesBlocked: Provenance['events']['writesBlocked']
  writesBlockedTotal: number
  socketsStopped: string[]
  socketsTotal: number
  /** Something of it came from this computer or the internal network. */
  touchedPrivate: boolean
}

/** `url`: of the page as it is seen. */
export function ownEvents({ way, recorder, gate, readOnly, egress }: Pick<Sight, 'way' | 'recorder' | 'gate' | 'readOnly' | 'egress'>, url: string): OwnEvents {
  const { visits } = recorder
  const alone = way === 'link'
  const blocked = gate.blocked.filter(({ request }) => visits.isOwn(request)).map(({ url, reason }) => ({ url, reason }))
  const writes = (readOnly?.blocked ?? []).filter(({ request }) => visits.isOwn(request)).map(({ method, url }) => ({ method, url }))
  const sockets = egress.refused.filter(({ host, at }) => at >= visits.shown.since && visits.hasHost(host)).map(({ target }) => target)
  return {
    blocked,
    blockedTotal: alone ? gate.blockedTotal : blocked.length,
    writesBlocked: writes,
    writesBlockedTotal: writes.length,
    socketsStopped: sockets,
    socketsTotal: alone ? egress.refusedTotal : sockets.length,
    touchedPrivate: alone ? egress.touchedPrivate : [egress.addressOf(url), ...recorder.exchanges.map(({ remoteAddress }) => remoteAddress)].some((address) => address !== null && isPrivate(address)),
  }
}

/** `address:port`, as {@link Egress.addressOf} gives it. */
function isPrivate(address: string): boolean {
  return classifyAddress(address.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')) === 'private'
}
