import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { MessageImprint, TimeStampReq } from '@peculiar/asn1-tsp'
import { AlgorithmIdentifier } from '@peculiar/asn1-x509'
import type { TimestampView } from '../../../../shared/contract/index.ts'
import { toBase64 } from '../../../../shared/encoding/index.ts'
import type { Instant } from '../../../../shared/model/index.ts'
import { randomBytes } from '../../crypto/index.ts'
import { SHA256, TimestampError, chainOf, hashOf, judgeToken, namesAsIssuer, viewOf, type Chain } from '../../../../shared/verify/time/index.ts'
import { knownRoots, readRoots, type Roots } from './roots.ts'

/** An answer of a time-stamping authority that was held against its request. */
export interface Timestamp {
  /** The whole TimeStampResp in DER, as `openssl ts` reads it with `-in`. */
  token: Uint8Array
  /** PEM: the authority's own, who issued it, and so on; the last is the root, or as far as the chain reached. */
  certificates: string[]
  /** The authority's name for itself, in plain characters. */
  authority: string
  at: Instant
  /** The same and the rest of it, for showing. */
  shows: TimestampView
}

export interface TimestampRequest {
  /** Of the authority: http or https. It sees a hash and our network address, nothing else. */
  url: string
  content: Uint8Array
  signal: AbortSignal
  fetch?: typeof fetch
  timeoutMs?: number
  /** PEM of roots that complete a chain which comes without its own; trust isn't meant. */
  roots?: readonly string[]
}

const TIMEOUT_MS = 10_000
/** A response with its certificates is a few KiB; readers of bundles take no more than this either. */
const MAX_RESPONSE_BYTES = 64 * 1024
const NONCE_BYTES = 8

/**
 * Asks an authority when `content` existed (RFC 3161, over HTTP as in its §3.4): SHA-256, a random nonce, with
 * certificates. What comes back is judged in full before it is given out.
 *
 * @throws TimestampError whatever the authority or the network did
 */
export async function requestTimestamp(request: TimestampRequest): Promise<Timestamp> {
  const { url, content, signal } = request
  if (!/^https?:\/\//i.test(url)) throw new TimestampError('the address is not one of the web')
  const nonce = newNonce()
  const timeout = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS)
  const stop = AbortSignal.any([signal, timeout])
  const token = await send(request.fetch ?? fetch, url, encode(content, nonce), stop).catch((error: unknown) => {
    if (error instanceof TimestampError) throw error
    const fault = signal.aborted ? 'cancelled' : timeout.aborted ? 'no-answer' : 'unreachable'
    throw new TimestampError(`the authority did not answer${networkCode(error)}`, error, fault)
  })
  const judged = await judgeToken(token, content, { certificates: [], nonce })
  const { roots = null } = request
  const chain = await completed(judged.chain, judged.at, roots)
  const shows = viewOf({ ...judged, chain }, knownRoots(roots))
  return {
    token,
    certificates: chain.certificates.map(({ der }) => pemOf(der)),
    authority: shows.authority,
    at: shows.at,
    shows,
  }
}

/** Lines of 64 characters (RFC 7468). */
const pemOf = (der: Uint8Array): string =>
  ['-----BEGIN CERTIFICATE-----', ...(toBase64(der).match(/.{1,64}/g) ?? []), '-----END CERTIFICATE-----', ''].join('\n')

/** What the runtime calls it that nobody was reached: ECONNREFUSED, ENOTFOUND, a fault of a certificate. */
function networkCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? ` (${code})` : ''
}

/** Content octets of a positive INTEGER in its shortest form: neither a sign bit nor a leading zero. */
function newNonce(): Uint8Array {
  const [first = 0, ...rest] = randomBytes(NONCE_BYTES)
  return Uint8Array.of((first & 0x7f) | 0x40, ...rest)
}

function encode(content: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  const messageImprint = new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
    hashedMessage: new OctetString(hashOf('SHA-256', content)),
  })
  const request = new TimeStampReq({ messageImprint, nonce: Uint8Array.from(nonce).buffer, certReq: true })
  return new Uint8Array(AsnConvert.serialize(request))
}

async function send(
  post: typeof fetch,
  url: string,
  body: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const response = await post(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body,
    // Nobody is sent on from the address that was chosen.
    redirect: 'manual',
    signal,
  })
  if (!response.ok || response.body === null) {
    await response.body?.cancel()
    const { status } = response
    const fault = status >= 300 && status < 400 ? 'redirected' : 'http-status'
    throw new TimestampError(`the authority answered with HTTP status ${status}`, undefined, fault)
  }
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body) {
    length += part.length
    if (length > MAX_RESPONSE_BYTES) throw new TimestampError('the answer is too large', undefined, 'not-a-token')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

/**
 * Many authorities leave their root out, since who trusts it has it. A bundle needs it to be checked by itself, so it is
 * looked for among the roots that come with the runtime.
 */
async function completed(chain: Chain, at: Date, roots: Roots): Promise<Chain> {
  const [signer] = chain.certificates
  const top = chain.certificates.at(-1)
  if (signer === undefined || top === undefined || chain.rooted) return chain
  const issuers = readRoots(roots).filter((root) => namesAsIssuer(top, root))
  return issuers.length === 0 ? chain : chainOf(signer, [...chain.certificates, ...issuers], at)
}
