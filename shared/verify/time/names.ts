import { AsnConvert } from '@peculiar/asn1-schema'
import { type GeneralName, type Name, SubjectAlternativeName, id_ce_subjectAltName } from '@peculiar/asn1-x509'
import { equalBytes } from '../../encoding/index.ts'
import type { Certificate } from './certificates.ts'

/** By type and text of each part, as names are compared: neither case nor spacing counts (RFC 5280 §7.1). */
const sameName = (a: Name, b: Name): boolean => wordsOf(a) === wordsOf(b)

const wordsOf = (name: Name): string =>
  JSON.stringify(name.map((set) => [...set].map(({ type, value }) => [type, value.toString().trim().replace(/\s+/g, ' ').toLowerCase()])))

/** Whether an authority's name for itself in a token is one of its certificate's (RFC 3161 §2.4.2). */
export function isNameOf(tsa: GeneralName, { fields }: Certificate): boolean {
  const { subject, extensions } = fields.tbsCertificate
  if (tsa.directoryName !== undefined && sameName(tsa.directoryName, subject)) return true
  const others = extensions?.find(({ extnID }) => extnID === id_ce_subjectAltName)
  if (others === undefined) return false
  const wanted = new Uint8Array(AsnConvert.serialize(tsa))
  return [...AsnConvert.parse(others.extnValue.buffer, SubjectAlternativeName)].some((each) => equalBytes(new Uint8Array(AsnConvert.serialize(each)), wanted))
}

/** Whether a certificate's word on who its issuer is (AuthorityKeyIdentifier, by name) fits. */
export const namesIssuerOf = (named: readonly GeneralName[], { fields }: Certificate): boolean =>
  named.every(({ directoryName }) => directoryName === undefined || sameName(directoryName, fields.tbsCertificate.issuer))
