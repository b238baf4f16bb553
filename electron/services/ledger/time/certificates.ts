import { X509Certificate, createHash, type KeyObject } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  BasicConstraints,
  Certificate as Fields,
  ExtendedKeyUsage,
  KeyUsage,
  KeyUsageFlags,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_kp_timeStamping,
} from '@peculiar/asn1-x509'
import { equalBytes } from '../../../../shared/encoding/index.ts'
import { Cursor, INTEGER, SEQUENCE, readElement } from './der.ts'
import { SIGNATURES } from './algorithms.ts'
import { TimestampError } from './error.ts'

/** A certificate of a time-stamping authority or of who vouches for it. */
export interface Certificate {
  x509: X509Certificate
  /** As it was read. */
  der: Uint8Array
  /** Common name of its subject, or what there is instead, in plain characters. Chosen by who made it. */
  name: string
  issuer: Uint8Array
  serial: Uint8Array
  fields: Fields
}

/** Chains are short; a pool is what a stranger sent. */
const MAX_CERTIFICATES = 32
const MAX_CHAIN = 8
const MIN_RSA_BITS = 2048
const CURVES: readonly (string | undefined)[] = ['prime256v1', 'secp384r1', 'secp521r1']
const COMMON_NAME = '2.5.4.3'
/** A critical extension that isn't understood must not be passed over (RFC 5280 §4.2). */
const UNDERSTOOD: readonly string[] = [
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_extKeyUsage,
  id_ce_certificatePolicies,
]

/** Hostile. @throws TimestampError */
export function readCertificates(sources: readonly Uint8Array[]): Certificate[] {
  if (sources.length > MAX_CERTIFICATES) throw new TimestampError('too many certificates')
  return sources.map((source) => {
    try {
      return readCertificate(source)
    } catch (error) {
      throw new TimestampError('a certificate that cannot be read', error)
    }
  })
}

/** `source` is DER or PEM of one certificate. */
function readCertificate(source: Uint8Array): Certificate {
  const x509 = new X509Certificate(source)
  const der = new Uint8Array(x509.raw)
  const fields = AsnConvert.parse(der, Fields)
  const body = new Cursor(new Cursor(readElement(der)).next(SEQUENCE))
  body.optional('context 0')
  const serial = body.next(INTEGER).bytes
  body.next(SEQUENCE)
  const issuer = body.next(SEQUENCE).bytes
  return { x509, der, fields, serial, issuer, name: nameOf(fields) }
}

function nameOf({ tbsCertificate: { subject } }: Fields): string {
  const parts = subject.flatMap((set) => [...set])
  const part = parts.find(({ type }) => type === COMMON_NAME) ?? parts[0]
  return (part?.value.toString() ?? '').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, 120)
}

export const hashOf = (algorithm: string, bytes: Uint8Array): Uint8Array => createHash(algorithm).update(bytes).digest()

const extension = (certificate: Certificate, id: string) =>
  certificate.fields.tbsCertificate.extensions?.find(({ extnID }) => extnID === id)

export const isSelfSigned = (certificate: Certificate): boolean => isIssuedBy(certificate, certificate)

/** By names, key identifiers, key usage and signature. */
function isIssuedBy({ x509 }: Certificate, issuer: Certificate): boolean {
  try {
    return x509.checkIssued(issuer.x509) && x509.verify(issuer.x509.publicKey)
  } catch {
    // Keys of kinds that aren't known here.
    return false
  }
}

/**
 * Whether this certificate may sign timestamps: time stamping its only extended use, and that marked as critical
 * (RFC 3161 §2.3).
 *
 * @throws TimestampError
 */
export function assertForTimestamps(signer: Certificate): void {
  const uses = extension(signer, id_ce_extKeyUsage)
  if (uses === undefined) throw new TimestampError('the certificate is not for timestamps', undefined, 'wrong-purpose')
  if (!uses.critical) throw new TimestampError('the certificate does not mark its purpose as critical', undefined, 'wrong-purpose')
  const purposes = [...AsnConvert.parse(uses.extnValue.buffer, ExtendedKeyUsage)]
  if (purposes.length !== 1 || purposes[0] !== id_kp_timeStamping) {
    throw new TimestampError('the certificate is not for timestamps alone', undefined, 'wrong-purpose')
  }
  const usage = extension(signer, id_ce_keyUsage)
  if (usage === undefined) return
  const flags = AsnConvert.parse(usage.extnValue.buffer, KeyUsage).toNumber()
  const signing = KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation
  if ((flags & signing) === 0 || (flags & ~signing) !== 0)
    throw new TimestampError("the certificate's key is not for signing alone", undefined, 'wrong-purpose')
}

/**
 * The signer's certificate, who issued it, and so on as far as `pool` reaches. Who is trusted isn't decided here.
 *
 * @throws TimestampError where one wasn't valid at that time or may not certify others
 */
export function chainOf(signer: Certificate, pool: readonly Certificate[], at: Date): Certificate[] {
  const chain = [signer]
  for (let last = signer; ;) {
    assertUsable(last, at, chain.length - 1)
    if (isSelfSigned(last)) return chain
    const issuers = pool.filter((each) => !chain.includes(each) && isIssuedBy(last, each))
    // Where the same authority is there twice, the one that ends the chain counts.
    const next = issuers.find(isSelfSigned) ?? issuers[0]
    if (next === undefined) return chain
    if (!(last.fields.signatureAlgorithm.algorithm in SIGNATURES))
      throw new TimestampError(`${last.name} is weakly signed`)
    if (chain.length === MAX_CHAIN) throw new TimestampError('the chain of certificates is too long')
    chain.push(next)
    last = next
  }
}

/** `below`: how many certificates stand under it in the chain. */
function assertUsable(certificate: Certificate, at: Date, below: number): void {
  const { x509, name, fields } = certificate
  if (at < x509.validFromDate || at > x509.validToDate)
    throw new TimestampError(`the certificate of ${name} was not valid then`, undefined, 'not-valid-then')
  if (!isStrong(x509.publicKey)) throw new TimestampError(`the key of ${name} is too weak or of an unknown kind`)
  for (const { extnID, critical } of fields.tbsCertificate.extensions ?? []) {
    if (critical && !UNDERSTOOD.includes(extnID))
      throw new TimestampError(`the certificate of ${name} has conditions that are not understood`)
  }
  if (below === 0) return
  const basic = extension(certificate, id_ce_basicConstraints)
  const { cA, pathLenConstraint } = basic
    ? AsnConvert.parse(basic.extnValue.buffer, BasicConstraints)
    : new BasicConstraints()
  if (!cA) throw new TimestampError(`${name} may not certify others`)
  if (pathLenConstraint !== undefined && below - 1 > pathLenConstraint)
    throw new TimestampError(`${name} may not certify at this depth`)
}

function isStrong(key: KeyObject): boolean {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {}
  return key.asymmetricKeyType === 'rsa' ? modulusLength >= MIN_RSA_BITS : CURVES.includes(namedCurve)
}

export const isSame = (a: Certificate, b: Certificate): boolean => equalBytes(a.der, b.der)
