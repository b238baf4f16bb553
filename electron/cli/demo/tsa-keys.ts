import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  id_kp_timeStamping,
} from '@peculiar/asn1-x509'

/** Whoever reads these names must not take the demo's stamp for one that means something. */
const ROOT_NAME = 'Bevisvalv demo - not a trusted authority, root'
const SIGNER_NAME = 'Bevisvalv demo - not a trusted authority'

const COMMON_NAME = '2.5.4.3'
const DAY_MS = 86_400_000
const LIFETIME_MS = 3650 * DAY_MS

export interface DemoAuthority {
  key: KeyObject
  /** The certificate that signs, then its root. */
  chain: readonly [Certificate, Certificate]
}

export const ecdsaSha256 = (): AlgorithmIdentifier => new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' })

/** Over P-256, in DER. */
export const signWith = (key: KeyObject, bytes: ArrayBuffer): ArrayBuffer =>
  Uint8Array.from(sign('sha256', new Uint8Array(bytes), key)).buffer

/** Positive and never twice. */
export function serialNumber(): ArrayBuffer {
  const [first = 0, ...rest] = randomBytes(16)
  return Uint8Array.of((first & 0x7f) | 0x40, ...rest).buffer
}

/** Keys that nobody keeps: they are gone when the demo ends, and so nobody can stamp anything else with them. */
export function createDemoAuthority(): DemoAuthority {
  const root = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signer = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = { name: ROOT_NAME, key: root.privateKey, id: keyId(publicInfo(root.publicKey)) }
  return {
    key: signer.privateKey,
    chain: [
      certify({ name: SIGNER_NAME, publicKey: signer.publicKey, issuer, extensions: forTimestamps() }),
      certify({ name: ROOT_NAME, publicKey: root.publicKey, issuer, extensions: forIssuing() }),
    ],
  }
}

interface Wanted {
  name: string
  publicKey: KeyObject
  issuer: { name: string; key: KeyObject; id: ArrayBuffer }
  extensions: Extension[]
}

function certify({ name, publicKey, issuer, extensions }: Wanted): Certificate {
  const info = publicInfo(publicKey)
  const now = Date.now()
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: ecdsaSha256(),
    issuer: commonName(issuer.name),
    validity: new Validity({ notBefore: wholeSecond(now - DAY_MS), notAfter: wholeSecond(now + LIFETIME_MS) }),
    subject: commonName(name),
    subjectPublicKeyInfo: info,
    extensions: new Extensions([
      ...extensions,
      extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(info))),
      extension(
        id_ce_authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(issuer.id) }),
      ),
    ]),
  })
  return new Certificate({
    tbsCertificate,
    signatureAlgorithm: ecdsaSha256(),
    signatureValue: signWith(issuer.key, AsnConvert.serialize(tbsCertificate)),
  })
}

const forIssuing = (): Extension[] => [
  extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
  extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign)),
]

const forTimestamps = (): Extension[] => [
  extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
  extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
  extension(id_ce_extKeyUsage, true, new ExtendedKeyUsage([id_kp_timeStamping])),
]

const extension = (extnID: string, critical: boolean, value: object): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })

function commonName(text: string): Name {
  const value = new AttributeValue({ utf8String: text })
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])])
}

const publicInfo = (key: KeyObject): SubjectPublicKeyInfo =>
  AsnConvert.parse(key.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo)

/** RFC 5280 §4.2.1.2, first method. */
const keyId = (info: SubjectPublicKeyInfo): ArrayBuffer =>
  Uint8Array.from(createHash('sha1').update(new Uint8Array(info.subjectPublicKey)).digest()).buffer

export const wholeSecond = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000)
