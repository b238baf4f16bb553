import { AsnConvert } from '@peculiar/asn1-schema'
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate as Fields,
  ExtendedKeyUsage,
  KeyUsage,
  KeyUsageFlags,
  SubjectKeyIdentifier,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectKeyIdentifier,
  id_kp_timeStamping,
} from '@peculiar/asn1-x509'
import { equalBytes, fromBase64, fromUtf8 } from '../../encoding/index.ts'
import { SIGNATURES, WEAK_SIGNATURES } from './algorithms.ts'
import { Cursor, INTEGER, SEQUENCE, expectBytes, expectOid, expectTag, readElement } from './der.ts'
import { TimestampError } from './error.ts'
import { type PublicKey, holds, isStrong, readPublicKey } from './keys.ts'
import { namesIssuerOf } from './names.ts'
import { assertExtensions, assertName } from './shape.ts'

/** A certificate of a time-stamping authority or of who vouches for it (RFC 5280). Nothing of it has been judged. */
export interface Certificate {
  /** As it was read. */
  der: Uint8Array
  /** Common name of its subject, or what there is instead, in plain characters. Chosen by who made it. */
  name: string
  /** DER of the names and of the number. */
  issuer: Uint8Array
  subject: Uint8Array
  serial: Uint8Array
  fields: Fields
  /** Null: of a kind that isn't known. */
  key: PublicKey | null
  /** What its issuer signed, how, and the signature. */
  signed: Uint8Array
  algorithm: string
  signature: Uint8Array
}

/** Chains are short; a pool is what a stranger sent. */
const MAX_CERTIFICATES = 32
const MAX_CHAIN = 8
const COMMON_NAME = '2.5.4.3'
const PEM = /^\s*-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]*)-----END CERTIFICATE-----\s*$/
/** A critical extension that isn't understood must not be passed over (RFC 5280 §4.2). */
const UNDERSTOOD: readonly string[] = [
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_extKeyUsage,
  id_ce_certificatePolicies,
]

/** Hostile, each DER or PEM of one certificate. @throws TimestampError */
export function readCertificates(sources: readonly Uint8Array[]): Certificate[] {
  if (sources.length > MAX_CERTIFICATES) throw new TimestampError('too many certificates')
  return sources.map((source) => {
    try {
      return readCertificate(source[0] === 0x30 ? source : fromPem(source))
    } catch (error) {
      throw new TimestampError('a certificate that cannot be read', error)
    }
  })
}

function fromPem(source: Uint8Array): Uint8Array {
  const [, text] = PEM.exec(fromUtf8(source).replaceAll('\r\n', '\n')) ?? []
  if (text === undefined) throw new TypeError('not PEM')
  return fromBase64(text.replaceAll('\n', ''))
}

function readCertificate(der: Uint8Array): Certificate {
  const whole = new Cursor(expectTag(readElement(der), SEQUENCE))
  const signed = whole.next(SEQUENCE)
  const outer = whole.next(SEQUENCE)
  const signature = expectBytes(whole.any())
  whole.end()
  const body = new Cursor(signed)
  body.optional('context 0')
  const serial = body.next(INTEGER).bytes
  // What is signed says how, too: the other one stands where anybody could change it.
  if (!equalBytes(body.next(SEQUENCE).bytes, outer.bytes)) throw new TypeError('two ways of signing')
  const issuer = body.next(SEQUENCE)
  body.next(SEQUENCE)
  const subject = body.next(SEQUENCE)
  for (const name of [issuer, subject]) assertName(name)
  const key = readPublicKey(body.next(SEQUENCE))
  body.optional('context 1')
  body.optional('context 2')
  const extensions = body.optional('context 3')
  if (extensions !== null) assertExtensions(extensions)
  body.end()
  const fields = AsnConvert.parse(der, Fields)
  const algorithm = expectOid(outer.children[0])
  return { der, fields, serial, issuer: issuer.bytes, subject: subject.bytes, key, signed: signed.bytes, algorithm, signature, name: nameOf(fields) }
}

function nameOf({ tbsCertificate: { subject } }: Fields): string {
  const parts = subject.flatMap((set) => [...set])
  const part = parts.find(({ type }) => type === COMMON_NAME) ?? parts[0]
  return (part?.value.toString() ?? '').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, 120)
}

const extension = (certificate: Certificate, id: string) =>
  certificate.fields.tbsCertificate.extensions?.find(({ extnID }) => extnID === id)

/** Names its own key, as its maker chose to. Null: it names none. */
function keyIdOf(certificate: Certificate): Uint8Array | null {
  const own = extension(certificate, id_ce_subjectKeyIdentifier)
  return own === undefined ? null : new Uint8Array(AsnConvert.parse(own.extnValue.buffer, SubjectKeyIdentifier).buffer)
}

function keyUsageOf(certificate: Certificate): number | null {
  const usage = extension(certificate, id_ce_keyUsage)
  return usage === undefined ? null : AsnConvert.parse(usage.extnValue.buffer, KeyUsage).toNumber()
}

/**
 * Whether it says that it is from `issuer`: by names, key identifiers and what its key is for (RFC 5280 §4.2.1, §6.1). Not where an
 * extension can't be read.
 */
export function namesAsIssuer(certificate: Certificate, issuer: Certificate): boolean {
  if (!equalBytes(certificate.issuer, issuer.subject)) return false
  try {
    const named = extension(certificate, id_ce_authorityKeyIdentifier)
    if (named !== undefined && !fitsKeyIdentifier(AsnConvert.parse(named.extnValue.buffer, AuthorityKeyIdentifier), issuer)) return false
    const usage = keyUsageOf(issuer)
    return usage === null || (usage & KeyUsageFlags.keyCertSign) !== 0
  } catch {
    return false
  }
}

function fitsKeyIdentifier({ keyIdentifier, authorityCertIssuer, authorityCertSerialNumber }: AuthorityKeyIdentifier, issuer: Certificate): boolean {
  const own = keyIdOf(issuer)
  if (keyIdentifier !== undefined && own !== null && !equalBytes(new Uint8Array(keyIdentifier.buffer), own)) return false
  if (authorityCertIssuer !== undefined && !namesIssuerOf(authorityCertIssuer, issuer)) return false
  const { serialNumber } = issuer.fields.tbsCertificate
  return authorityCertSerialNumber === undefined || equalBytes(new Uint8Array(authorityCertSerialNumber), new Uint8Array(serialNumber))
}

/** By what it names and by the signature. */
async function isIssuedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  const { algorithm, signature, signed } = certificate
  const way = SIGNATURES[algorithm] ?? WEAK_SIGNATURES[algorithm]
  if (issuer.key === null || way === undefined || way.digest === null || way.key !== issuer.key.kind) return false
  return namesAsIssuer(certificate, issuer) && holds(issuer.key, way.digest, signature, signed)
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
  const flags = keyUsageOf(signer)
  const signing = KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation
  if (flags !== null && ((flags & signing) === 0 || (flags & ~signing) !== 0))
    throw new TimestampError("the certificate's key is not for signing alone", undefined, 'wrong-purpose')
}

/** From a signer's certificate to the last that was at hand. */
export interface Chain {
  certificates: Certificate[]
  /** Whether the last signed itself. */
  rooted: boolean
}

/**
 * The signer's certificate, who issued it, and so on as far as `pool` reaches. Who is trusted isn't decided here.
 *
 * @throws TimestampError where one wasn't valid at that time or may not certify others
 */
export async function chainOf(signer: Certificate, pool: readonly Certificate[], at: Date): Promise<Chain> {
  const certificates = [signer]
  for (let last = signer; ;) {
    assertUsable(last, at, certificates.length - 1)
    if (await isIssuedBy(last, last)) return { certificates, rooted: true }
    const next = await issuerOf(last, pool.filter((each) => !certificates.includes(each)), (each) => isUsable(each, at, certificates.length))
    if (next === null) return { certificates, rooted: false }
    if (!(last.algorithm in SIGNATURES)) throw new TimestampError(`${last.name} is weakly signed`)
    if (certificates.length === MAX_CHAIN) throw new TimestampError('the chain of certificates is too long')
    certificates.push(next)
    last = next
  }
}

/** Where the same authority is there several times, one that was valid then counts, and one that ends the chain before others. */
async function issuerOf(certificate: Certificate, pool: readonly Certificate[], usable: (issuer: Certificate) => boolean): Promise<Certificate | null> {
  const found: { each: Certificate; worth: number }[] = []
  for (const each of pool) {
    if (!(await isIssuedBy(certificate, each))) continue
    found.push({ each, worth: (usable(each) ? 2 : 0) + ((await isIssuedBy(each, each)) ? 1 : 0) })
  }
  return found.toSorted((a, b) => b.worth - a.worth)[0]?.each ?? null
}

/** `below`: how many certificates stand under it in the chain. */
function assertUsable(certificate: Certificate, at: Date, below: number): void {
  const { name, fields, key } = certificate
  const { notBefore, notAfter } = fields.tbsCertificate.validity
  if (!(at >= notBefore.getTime() && at <= notAfter.getTime()))
    throw new TimestampError(`the certificate of ${name} was not valid then`, undefined, 'not-valid-then')
  if (key === null || !isStrong(key)) throw new TimestampError(`the key of ${name} is too weak or of an unknown kind`)
  for (const { extnID, critical } of fields.tbsCertificate.extensions ?? []) {
    if (critical && !UNDERSTOOD.includes(extnID))
      throw new TimestampError(`the certificate of ${name} has conditions that are not understood`)
  }
  if (below === 0) return
  // What may stand below is limited; that no name here breaks it isn't looked into.
  if (extension(certificate, id_ce_nameConstraints) !== undefined)
    throw new TimestampError(`the certificate of ${name} has conditions that are not understood`)
  const basic = extension(certificate, id_ce_basicConstraints)
  const { cA, pathLenConstraint } = basic
    ? AsnConvert.parse(basic.extnValue.buffer, BasicConstraints)
    : new BasicConstraints()
  if (!cA) throw new TimestampError(`${name} may not certify others`)
  if (pathLenConstraint !== undefined && below - 1 > pathLenConstraint)
    throw new TimestampError(`${name} may not certify at this depth`)
}

function isUsable(certificate: Certificate, at: Date, below: number): boolean {
  try {
    assertUsable(certificate, at, below)
    return true
  } catch {
    return false
  }
}

export const isSame = (a: Certificate, b: Certificate): boolean => equalBytes(a.der, b.der)
