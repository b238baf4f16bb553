import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import type { TimestampView } from '../../../../shared/contract/index.ts'
import { toHex } from '../../../../shared/encoding/index.ts'
import { hashOf, isSelfSigned, type Certificate } from './certificates.ts'
import type { Judged } from './judge.ts'
import { TimestampError } from './error.ts'

/**
 * What a judged token shows, for people. `listed` (PEM): the roots that count as known, else those that come with the
 * runtime, which are Mozilla's.
 */
export function viewOf({ at, accuracyMs, chain }: Judged, listed?: readonly string[]): TimestampView {
  const [signer] = chain
  const top = chain.at(-1)
  if (signer === undefined || top === undefined) throw new TimestampError('the token names no certificate')
  const known = listed === undefined ? runtimeRoots() : fingerprints(listed)
  return {
    at: at.toISOString(),
    accuracyMs,
    authority: signer.name,
    vouchedBy: top === signer ? null : top.name,
    root: toHex(hashOf('sha256', top.der)),
    trust: !isSelfSigned(top) ? 'no-root' : isIn(known, top) ? 'listed-root' : 'other-root',
  }
}

const isIn = (known: ReadonlySet<string>, { x509 }: Certificate): boolean => known.has(x509.fingerprint256)

const fingerprints = (roots: readonly string[]): ReadonlySet<string> =>
  new Set(roots.map((pem) => new X509Certificate(pem).fingerprint256))

let held: ReadonlySet<string> | null = null
/** Some hundred and a half, read once. */
const runtimeRoots = (): ReadonlySet<string> => (held ??= fingerprints(rootCertificates))
