import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  Attribute,
  CMSVersion,
  CertificateChoices,
  CertificateSet,
  DigestAlgorithmIdentifier,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignatureAlgorithmIdentifier,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
  id_signedData,
} from '@peculiar/asn1-cms'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  Accuracy,
  PKIStatus,
  PKIStatusInfo,
  TSTInfo,
  TimeStampReq,
  TimeStampResp,
  TimeStampToken,
  id_ct_tstInfo,
} from '@peculiar/asn1-tsp'
import type { Certificate } from '@peculiar/asn1-x509'
import { ObjectIdentifier, OctetString as DerOctets, Sequence, Set as DerSet, fromBER } from 'asn1js'
import { serveOnLoopback, type DemoServer } from './loopback.ts'
import {
  createDemoAuthority,
  ecdsaSha256,
  serialNumber,
  signWith,
  wholeSecond,
  type DemoAuthority,
} from './tsa-keys.ts'

const MAX_REQUEST_BYTES = 64 * 1024
const SHA256 = '2.16.840.1.101.3.4.2.1'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
/** Under the arc that ITU-T keeps for examples: no promise stands behind it. */
const POLICY = '2.999.1'

/**
 * A time-stamping authority (RFC 3161) of the demo's own, on loopback, with keys made for this run. Its stamps show how a
 * timestamp works and nothing else, and its certificates say so.
 */
export function serveTimestamps(): Promise<DemoServer> {
  const authority = createDemoAuthority()
  return serveOnLoopback('/tsa', (request, response) => {
    const send = (status: number, body?: Uint8Array) => {
      response.writeHead(status, { 'content-type': 'application/timestamp-reply', 'cache-control': 'no-store' })
      response.end(body)
    }
    void readBody(request)
      .then((body) => stamp(authority, body))
      .then((reply) => send(200, reply))
      .catch(() => send(400))
  })
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > MAX_REQUEST_BYTES) throw new RangeError('too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** A TimeStampResp over the imprint in `body`, a TimeStampReq. */
function stamp({ key, chain }: DemoAuthority, body: Uint8Array): Uint8Array {
  const { messageImprint, nonce } = AsnConvert.parse(body, TimeStampReq)
  const info = AsnConvert.serialize(
    new TSTInfo({
      policy: POLICY,
      messageImprint,
      serialNumber: serialNumber(),
      // Whole seconds, because some readers know no others; the rest is said as accuracy.
      genTime: wholeSecond(Date.now()),
      accuracy: new Accuracy({ seconds: 1 }),
      ...(nonce === undefined ? {} : { nonce }),
    }),
  )
  const [signer] = chain
  const attributes = signedAttributes(info, signer)
  const digest = new DigestAlgorithmIdentifier({ algorithm: SHA256 })
  const data = new SignedData({
    version: CMSVersion.v3,
    digestAlgorithms: new DigestAlgorithmIdentifiers([digest]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: id_ct_tstInfo,
      eContent: new EncapsulatedContent({ single: new OctetString(info) }),
    }),
    certificates: new CertificateSet(chain.map((certificate) => new CertificateChoices({ certificate }))),
    signerInfos: new SignerInfos([
      new SignerInfo({
        version: CMSVersion.v1,
        sid: new SignerIdentifier({
          issuerAndSerialNumber: new IssuerAndSerialNumber({
            issuer: signer.tbsCertificate.issuer,
            serialNumber: signer.tbsCertificate.serialNumber,
          }),
        }),
        digestAlgorithm: digest,
        signedAttrs: attributes,
        signatureAlgorithm: new SignatureAlgorithmIdentifier(ecdsaSha256()),
        signature: new OctetString(signWith(key, derSet(attributes))),
      }),
    ]),
  })
  const response = new TimeStampResp({
    status: new PKIStatusInfo({ status: PKIStatus.granted }),
    timeStampToken: new TimeStampToken({ contentType: id_signedData, content: AsnConvert.serialize(data) }),
  })
  return new Uint8Array(AsnConvert.serialize(response))
}

/** In the order that DER asks of a set, which is also how they are signed. */
function signedAttributes(info: ArrayBuffer, signer: Certificate): Attribute[] {
  const hash = new DerOctets({ valueHex: sha256(AsnConvert.serialize(signer)) })
  // SigningCertificateV2 > certs > ESSCertIDv2, whose digest is SHA-256 where it isn't said (RFC 5035).
  const names = new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [hash] })] })] })
  return [
    new Attribute({ attrType: CONTENT_TYPE, attrValues: [new ObjectIdentifier({ value: id_ct_tstInfo }).toBER()] }),
    new Attribute({ attrType: MESSAGE_DIGEST, attrValues: [new DerOctets({ valueHex: sha256(info) }).toBER()] }),
    new Attribute({ attrType: SIGNING_CERTIFICATE_V2, attrValues: [names.toBER()] }),
  ].toSorted((a, b) => Buffer.compare(encoded(a), encoded(b)))
}

const encoded = (attribute: Attribute): Uint8Array => new Uint8Array(AsnConvert.serialize(attribute))
const derSet = (attributes: readonly Attribute[]): ArrayBuffer =>
  new DerSet({ value: attributes.map((each) => fromBER(encoded(each)).result) }).toBER()
const sha256 = (bytes: ArrayBuffer): ArrayBuffer =>
  Uint8Array.from(createHash('sha256').update(new Uint8Array(bytes)).digest()).buffer
