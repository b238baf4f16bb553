import { id_ct_tstInfo } from '@peculiar/asn1-tsp'
import { equalBytes } from '../../encoding/index.ts'
import { DIGESTS, SHA256, SIGNATURES, hashOf, type Digest } from './algorithms.ts'
import { assertForTimestamps, chainOf, keyIdOf, readCertificates, type Certificate, type Chain } from './certificates.ts'
import { Cursor, OCTET_STRING, SEQUENCE, expectOid, expectTag, type Element } from './der.ts'
import { TimestampError } from './error.ts'
import { holds } from './keys.ts'
import { readToken, type Token } from './token.ts'

/** What a token shows to whoever trusts the last of its chain. */
export interface Judged {
  /** The content existed no later than this. */
  at: Date
  /** What the authority says of its clock, ms to either side; null: nothing. */
  accuracyMs: number | null
  chain: Chain
}

export interface Conditions {
  /** Certificates beside those in the token. */
  certificates: readonly Certificate[]
  /** Content octets of the INTEGER that was sent; null: nothing is known of the request. */
  nonce: Uint8Array | null
}

const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'

/**
 * Judges a response (DER, hostile) over `content`: nonce, imprint, the signature and what it covers, the purpose of the
 * signer's certificate and every certificate's validity at the time that the token gives. RFC 3161 §2.2 and §2.4.2.
 *
 * @throws TimestampError naming the first thing that doesn't hold
 */
export async function judgeToken(response: Uint8Array, content: Uint8Array, conditions: Conditions): Promise<Judged> {
  try {
    return await judge(response, content, conditions)
  } catch (error) {
    // What a stranger wrote makes readers stumble in ways of their own; the fault is the stranger's.
    throw error instanceof TimestampError ? error : new TimestampError('not a timestamp token', error, 'not-a-token')
  }
}

async function judge(response: Uint8Array, content: Uint8Array, { certificates, nonce }: Conditions): Promise<Judged> {
  const token = readToken(response)
  const { info } = token
  if (info.version !== 1) throw new TimestampError('a version of timestamps that is not known')
  // First: an old answer that is played again is over another content as well, and this says what it is.
  if (nonce !== null && (info.nonce === undefined || !equalBytes(new Uint8Array(info.nonce), nonce))) {
    throw new TimestampError('an answer to another request', undefined, 'other-request')
  }
  assertImprint(token, content)
  if (info.extensions?.some(({ critical }) => critical))
    throw new TimestampError('the token has conditions that are not understood')
  if (Number.isNaN(info.genTime.getTime())) throw new TimestampError('the token gives no time')

  const embedded = readCertificates(token.certificates)
  const signer = signerOf(token, embedded)
  assertForTimestamps(signer)
  await assertSignature(token, signer)
  const chain = await chainOf(signer, [...certificates, ...embedded], info.genTime)
  return { at: info.genTime, accuracyMs: accuracyOf(token), chain }
}

function assertImprint({ info: { messageImprint } }: Token, content: Uint8Array): void {
  const { hashAlgorithm, hashedMessage } = messageImprint
  if (
    hashAlgorithm.algorithm !== SHA256 ||
    !equalBytes(new Uint8Array(hashedMessage.buffer), hashOf('SHA-256', content))
  ) {
    throw new TimestampError('the token is over another content', undefined, 'other-content')
  }
}

/**
 * The certificate that the signature names twice: by issuer and serial number where anybody could change it, and by
 * its hash among the signed attributes (RFC 2634 §5.4, RFC 5035), which keeps another one for the same key out.
 */
function signerOf({ signer: { id, attributes } }: Token, embedded: readonly Certificate[]): Certificate {
  const names = [attributes.get(SIGNING_CERTIFICATE), attributes.get(SIGNING_CERTIFICATE_V2)].map((value, index) =>
    value === undefined ? null : certificateHash(value, index === 0 ? 'SHA-1' : 'SHA-256'),
  )
  const hashes = names.filter((each) => each !== null)
  if (hashes.length === 0) throw new TimestampError("the token does not name its signer's certificate")
  const signer = embedded.find(
    (each) => isNamed(each, id) && hashes.every(({ digest, hash }) => equalBytes(hashOf(digest, each.der), hash)),
  )
  if (signer === undefined) throw new TimestampError("the signer's certificate is not in the token")
  return signer
}

/**
 * First entry of a signing certificate attribute. SHA-1 is what its first version fixes; it only has to keep a given
 * certificate from being exchanged for another, which a collision doesn't help with.
 */
function certificateHash(attribute: Element, fixed: Digest): { digest: Digest; hash: Uint8Array } {
  const [first] = expectTag(expectTag(attribute, SEQUENCE).children[0], SEQUENCE).children
  const fields = new Cursor(expectTag(first, SEQUENCE))
  const algorithm = fields.optional(SEQUENCE)
  const digest = algorithm === null ? fixed : DIGESTS[expectOid(algorithm.children[0])]
  if (digest === undefined) throw new TimestampError('a digest that is not accepted')
  return { digest, hash: fields.next(OCTET_STRING).content }
}

function isNamed(certificate: Certificate, id: Element): boolean {
  if (id.tag === SEQUENCE) {
    const [name, number] = id.children
    return name !== undefined && number !== undefined && equalBytes(name.bytes, certificate.issuer) && equalBytes(number.bytes, certificate.serial)
  }
  const own = keyIdOf(certificate)
  return id.tag === 'context 0' && own !== null && equalBytes(id.content, own)
}

async function assertSignature({ content, signer }: Token, { key }: Certificate): Promise<void> {
  const digest = DIGESTS[signer.digest]
  const algorithm = SIGNATURES[signer.algorithm]
  if (digest === undefined || algorithm === undefined) throw new TimestampError('signed in a way that is not accepted')
  const type = signer.attributes.get(CONTENT_TYPE)
  const hash = signer.attributes.get(MESSAGE_DIGEST)
  const covers =
    type?.oid === id_ct_tstInfo && hash?.tag === OCTET_STRING && equalBytes(hash.content, hashOf(digest, content))
  const fits = (algorithm.digest ?? digest) === digest && key?.kind === algorithm.key
  if (!covers || !fits || !(await holds(key, digest, signer.signature, signer.signed))) {
    throw new TimestampError('the signature does not hold', undefined, 'bad-signature')
  }
}

function accuracyOf({ info: { accuracy } }: Token): number | null {
  if (accuracy === undefined) return null
  return accuracy.seconds * 1000 + (accuracy.millis ?? 0) + Math.ceil((accuracy.micros ?? 0) / 1000)
}
