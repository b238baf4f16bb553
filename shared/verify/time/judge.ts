import { id_ct_tstInfo } from '@peculiar/asn1-tsp'
import { equalBytes } from '../../encoding/index.ts'
import { DIGESTS, SHA256, SIGNATURES, hashOf } from './algorithms.ts'
import { assertForTimestamps, chainOf, readCertificates, type Certificate, type Chain } from './certificates.ts'
import { OCTET_STRING, SEQUENCE, expectTag, type Element } from './der.ts'
import { TimestampError } from './error.ts'
import { namesChain, namesSigner, namingOf } from './ess.ts'
import { holds } from './keys.ts'
import { isNameOf } from './names.ts'
import { readToken, type Token } from './token.ts'

/** A year. Whoever knows the time no better than that says nothing of it. */
const MAX_ACCURACY_SECONDS = 366 * 24 * 3600

/** The last second that is told with four digits of a year. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59)

/** What a token shows to whoever trusts the last of its chain. */
export interface Judged {
  /** As the token has it. */
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
/** A moment of UTC to the second or finer, without trailing zeros (RFC 3161 §2.4.2). */
const TIME = /^\d{14}(?:\.\d*[1-9])?Z$/

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
  if (!isTime(token)) throw new TimestampError('the token gives no time')
  const accuracyMs = accuracyOf(token)
  if (info.genTime.getTime() + (accuracyMs ?? 0) > LAST) throw new TimestampError('the token gives a time that nobody can write')

  const embedded = readCertificates(token.certificates)
  const naming = namingOf(token)
  const signer = embedded.find((each) => isNamed(each, token.signer.id) && namesSigner(naming, each))
  if (signer === undefined) throw new TimestampError("the signer's certificate is not in the token")
  assertForTimestamps(signer)
  await assertSignature(token, signer)
  const chain = await chainOf(signer, [...certificates, ...embedded], info.genTime)
  if (!namesChain(naming, chain.certificates)) throw new TimestampError('the token names a certificate that is not of its chain')
  if (info.tsa !== undefined && !isNameOf(info.tsa, signer)) throw new TimestampError('the token names another authority than its signer')
  return { at: info.genTime, accuracyMs, chain }
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
 * By issuer and serial number, where anybody could change it; by its hash among what is signed it is named once more. An id of
 * its key instead is what `openssl ts` can't read, and nobody was seen to use.
 */
function isNamed({ issuer, serial }: Certificate, id: Element): boolean {
  const [name, number] = expectTag(id, SEQUENCE).children
  return name !== undefined && number !== undefined && equalBytes(name.bytes, issuer) && equalBytes(number.bytes, serial)
}

/** Written as a moment that there is: no hour 25, which readers take for the next day. */
function isTime({ info: { genTime }, time }: Token): boolean {
  if (!TIME.test(time) || Number.isNaN(genTime.getTime())) return false
  return genTime.toISOString().replace(/[-:T]/g, '').startsWith(time.slice(0, 14))
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

/** RFC 3161 §2.4.2: seconds, and up to 999 of each smaller unit. The parser gives long numbers as text, and knows no bounds. */
function accuracyOf({ info: { accuracy } }: Token): number | null {
  if (accuracy === undefined) return null
  const [seconds, millis, micros] = [accuracy.seconds, accuracy.millis ?? 0, accuracy.micros ?? 0].map(Number) as [number, number, number]
  const isOne = [seconds, millis, micros].every((part) => part >= 0) && seconds <= MAX_ACCURACY_SECONDS && millis < 1000 && micros < 1000
  if (!isOne) throw new TimestampError('the token gives an accuracy that is none')
  return seconds * 1000 + millis + Math.ceil(micros / 1000)
}
