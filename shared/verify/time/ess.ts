import { equalBytes } from '../../encoding/index.ts'
import { DIGESTS, hashOf, type Digest } from './algorithms.ts'
import type { Certificate } from './certificates.ts'
import { Cursor, INTEGER, OCTET_STRING, SEQUENCE, expectOid, expectTag, type Element } from './der.ts'
import { TimestampError } from './error.ts'
import type { Token } from './token.ts'

const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const DIRECTORY_NAME = 'context 4'

/** A certificate as the signer names it among what is signed (ESSCertID, RFC 5035 §4). */
interface NamedCertificate {
  digest: Digest
  hash: Uint8Array
  /** DER of the issuer's name and of the number; null: left out. */
  issuer: Uint8Array | null
  serial: Uint8Array | null
}

/** For each attribute that is there: the signer's certificate first, then others of its chain. */
export type Naming = readonly (readonly NamedCertificate[])[]

/** Which certificates the token names. SHA-1 is what the first version of the attribute fixes; it only has to keep a given certificate from being exchanged for another, which a collision doesn't help with. */
export function namingOf({ signer: { attributes } }: Token): Naming {
  const [first, second] = [attributes.get(SIGNING_CERTIFICATE), attributes.get(SIGNING_CERTIFICATE_V2)]
  const naming = [first === undefined ? [] : listOf(first, 'SHA-1'), second === undefined ? [] : listOf(second, 'SHA-256')].filter((list) => list.length > 0)
  if (naming.length === 0) throw new TimestampError("the token does not name its signer's certificate")
  return naming
}

const listOf = (attribute: Element, fixed: Digest): NamedCertificate[] =>
  expectTag(expectTag(attribute, SEQUENCE).children[0], SEQUENCE).children.map((each) => readNamed(expectTag(each, SEQUENCE), fixed))

function readNamed(element: Element, fixed: Digest): NamedCertificate {
  const fields = new Cursor(element)
  const algorithm = fields.optional(SEQUENCE)
  const digest = algorithm === null ? fixed : DIGESTS[expectOid(algorithm.children[0])]
  if (digest === undefined) throw new TimestampError('a digest that is not accepted')
  const hash = fields.next(OCTET_STRING).content
  const issuerSerial = fields.optional(SEQUENCE)
  fields.end()
  if (issuerSerial === null) return { digest, hash, issuer: null, serial: null }
  const inside = new Cursor(issuerSerial)
  const [name, ...more] = inside.next(SEQUENCE).children
  const serial = inside.next(INTEGER).bytes
  inside.end()
  if (more.length > 0) throw new TypeError('one name expected')
  return { digest, hash, issuer: expectTag(expectTag(name, DIRECTORY_NAME).children[0], SEQUENCE).bytes, serial }
}

/** Whether that is the certificate, by hash and by what else is said of it. */
function isIt({ digest, hash, issuer, serial }: NamedCertificate, certificate: Certificate): boolean {
  return (
    equalBytes(hashOf(digest, certificate.der), hash) &&
    (issuer === null || equalBytes(issuer, certificate.issuer)) &&
    (serial === null || equalBytes(serial, certificate.serial))
  )
}

export const namesSigner = (naming: Naming, certificate: Certificate): boolean =>
  naming.every(([first]) => first !== undefined && isIt(first, certificate))

/** Whether every certificate that the token names is in the chain. */
export const namesChain = (naming: Naming, chain: readonly Certificate[]): boolean => naming.flat().every((each) => chain.some((link) => isIt(each, link)))
