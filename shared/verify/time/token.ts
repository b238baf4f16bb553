import { AsnConvert } from '@peculiar/asn1-schema'
import { TSTInfo, id_ct_tstInfo } from '@peculiar/asn1-tsp'
import {
  Cursor,
  INTEGER,
  OCTET_STRING,
  SEQUENCE,
  GENERALIZED_TIME,
  SET,
  expectAlgorithm,
  expectOid,
  expectTag,
  readElement,
  type Element,
} from './der.ts'
import { fromUtf8 } from '../../encoding/index.ts'
import { TimestampError } from './error.ts'

/** A response taken apart (RFC 3161 §2.4.2, RFC 5652 §5). Nothing of it has been judged. */
export interface Token {
  info: TSTInfo
  /** When, as it is written. */
  time: string
  /** DER of `info`: what the signer's message digest is over. */
  content: Uint8Array
  /** DER of the certificates that came along, in no order. */
  certificates: Uint8Array[]
  signer: {
    /** Who the signature says it is by: issuer and serial number (SEQUENCE), or a key identifier (`context 0`). */
    id: Element
    /** Object identifiers. */
    digest: string
    algorithm: string
    /** Value of each signed attribute by object identifier. */
    attributes: ReadonlyMap<string, Element>
    /** What the signature is over. */
    signed: Uint8Array
    signature: Uint8Array
  }
}

const SIGNED_DATA = '1.2.840.113549.1.7.2'
/** PKIStatus: granted, granted with modifications. The modifications show in the token itself. */
const GRANTED = [0, 1]

/** @throws TimestampError */
export function readToken(response: Uint8Array): Token {
  let status: { code: number; token: Element | null }
  try {
    status = readStatus(response)
  } catch (error) {
    throw new TimestampError('not a timestamp response', error, 'not-a-token')
  }
  if (!GRANTED.includes(status.code) || status.token === null) {
    throw new TimestampError(`the authority refused: status ${status.code}`, undefined, 'refused')
  }
  try {
    return readSignedData(status.token)
  } catch (error) {
    throw new TimestampError('not a timestamp token', error, 'not-a-token')
  }
}

function readStatus(response: Uint8Array): { code: number; token: Element | null } {
  const whole = new Cursor(expectTag(readElement(response), SEQUENCE))
  const status = new Cursor(whole.next(SEQUENCE)).next(INTEGER).content
  const token = whole.optional(SEQUENCE)
  whole.end()
  return { code: status.length === 1 ? (status[0] ?? -1) : -1, token }
}

function readSignedData(contentInfo: Element): Token {
  const outer = new Cursor(contentInfo)
  if (expectOid(outer.any()) !== SIGNED_DATA) throw new TypeError('not signed data')
  const explicit = new Cursor(outer.next('context 0'))
  outer.end()
  const data = new Cursor(explicit.next(SEQUENCE))
  explicit.end()
  data.next(INTEGER)
  const digests = data.next(SET).children.map(expectAlgorithm)
  const encapsulated = new Cursor(data.next(SEQUENCE))
  if (expectOid(encapsulated.any()) !== id_ct_tstInfo) throw new TypeError('not a timestamp')
  const content = octets(new Cursor(encapsulated.next('context 0')).next(OCTET_STRING))
  const certificates = data.optional('context 0')?.children ?? []
  data.optional('context 1')
  const signers = data.next(SET)
  data.end()
  // RFC 3161 §2.4.2: one signature, the authority's.
  if (signers.children.length !== 1) throw new TypeError('one signer expected')
  const signer = readSigner(expectTag(signers.children[0], SEQUENCE))
  if (!digests.includes(signer.digest)) throw new TypeError('a digest that was not announced')
  return {
    // Read on its own first: the parser that knows its fields would pass over bytes after its end.
    info: AsnConvert.parse(readElement(content).bytes, TSTInfo),
    time: timeOf(readElement(content)),
    content,
    certificates: certificates.map((each) => expectTag(each, SEQUENCE).bytes),
    signer,
  }
}

/** Of a TSTInfo: version, policy, imprint and number stand before it. */
function timeOf(info: Element): string {
  return fromUtf8(expectTag(info.children[4], GENERALIZED_TIME).content)
}

function readSigner(info: Element): Token['signer'] {
  const fields = new Cursor(info)
  fields.next(INTEGER)
  const id = fields.any()
  const digest = expectAlgorithm(fields.any())
  const attributes = fields.next('context 0')
  const algorithm = expectAlgorithm(fields.any())
  const signature = octets(fields.next(OCTET_STRING))
  fields.optional('context 1')
  fields.end()
  // RFC 5652 §5.4: signed is the SET itself, not the implicit tag that stands for it in the message.
  const signed = Uint8Array.from(attributes.bytes)
  signed[0] = 0x31
  return { id, digest, algorithm, attributes: readAttributes(attributes), signed, signature }
}

function readAttributes(set: Element): Map<string, Element> {
  const found = new Map<string, Element>()
  for (const attribute of set.children) {
    const fields = new Cursor(expectTag(attribute, SEQUENCE))
    const type = expectOid(fields.any())
    const [value, ...more] = fields.next(SET).children
    fields.end()
    if (value === undefined || more.length > 0 || found.has(type))
      throw new TypeError('an attribute with several values')
    found.set(type, value)
  }
  return found
}

/** Pieces of an octet string (BER) are refused: RFC 3161 asks for DER. */
function octets(element: Element): Uint8Array {
  if (element.children.length > 0) throw new TypeError('octet string in pieces')
  return element.content
}
