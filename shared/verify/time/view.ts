import type { TimestampTrust, TimestampView } from '../../contract/index.ts'
import { toHex } from '../../encoding/index.ts'
import { hashOf } from './algorithms.ts'
import type { Chain } from './certificates.ts'
import { TimestampError } from './error.ts'
import type { Judged } from './judge.ts'

/** SHA-256 of the roots that count as known, hex; null: there is no list to hold one against. */
export type KnownRoots = ReadonlySet<string> | null

/** What a judged token shows, for people. */
export function viewOf({ at, accuracyMs, chain }: Judged, known: KnownRoots): TimestampView {
  const [signer] = chain.certificates
  const top = chain.certificates.at(-1)
  if (signer === undefined || top === undefined) throw new TimestampError('the token names no certificate')
  const root = toHex(hashOf('SHA-256', top.der))
  return {
    at: at.toISOString(),
    accuracyMs,
    authority: signer.name,
    vouchedBy: top === signer ? null : top.name,
    root,
    trust: trustIn(chain, root, known),
  }
}

function trustIn({ rooted }: Chain, root: string, known: KnownRoots): TimestampTrust {
  if (!rooted) return 'no-root'
  if (known === null) return 'unlisted-root'
  return known.has(root) ? 'listed-root' : 'other-root'
}
