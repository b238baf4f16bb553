import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { utf8 } from '../../../../shared/encoding/index.ts'
import { createTimestampCheck, readCertificates, type Certificate, type KnownRoots } from '../../../../shared/verify/time/index.ts'

/** Certificates (PEM) that count as known; null: those that come with the runtime, which are Mozilla's. */
export type Roots = readonly string[] | null

export const readRoots = (roots: Roots): Certificate[] => (roots ?? rootCertificates).flatMap((pem) => readCertificates([utf8(pem)]))

/** SHA-256 of each. */
export const knownRoots = (roots: Roots): KnownRoots => (roots === null ? (held ??= fingerprints(rootCertificates)) : fingerprints(roots))

let held: KnownRoots = null
const fingerprints = (roots: readonly string[]): KnownRoots =>
  new Set(roots.map((pem) => new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()))

/** Judges a token, holding its root against those that come with the runtime. @throws TimestampError where it doesn't hold */
export const verifyTimestamp: ReturnType<typeof createTimestampCheck> = (...given) => createTimestampCheck(knownRoots(null))(...given)
