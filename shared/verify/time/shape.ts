import { AsnConvert } from '@peculiar/asn1-schema'
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  CRLDistributionPoints,
  ExtendedKeyUsage,
  KeyUsage,
  NameConstraints,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_cRLDistributionPoints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
} from '@peculiar/asn1-x509'
import { fromUtf8 } from '../../encoding/index.ts'
import { Cursor, OCTET_STRING, SEQUENCE, SET, expectOid, expectTag, readElement, type Element } from './der.ts'

/**
 * What parsers that know the fields of a certificate pass over: wrong tags and text that isn't any. A certificate that others
 * refuse to read must not be read here.
 */

const BOOLEAN = 'universal 1'
const UTF8_STRING = 'universal 12'
const MAX_STRINGS = 30

/** Those that OpenSSL reads of every certificate, whether it needs them or not: one that can't be read makes the certificate invalid. */
const KNOWN: Readonly<Record<string, new () => object>> = {
  [id_ce_authorityKeyIdentifier]: AuthorityKeyIdentifier,
  [id_ce_basicConstraints]: BasicConstraints,
  [id_ce_cRLDistributionPoints]: CRLDistributionPoints,
  [id_ce_extKeyUsage]: ExtendedKeyUsage,
  [id_ce_keyUsage]: KeyUsage,
  [id_ce_nameConstraints]: NameConstraints,
  [id_ce_subjectAltName]: SubjectAlternativeName,
  [id_ce_subjectKeyIdentifier]: SubjectKeyIdentifier,
}

/** RDNSequence (RFC 5280 §4.1.2.4). @throws TypeError */
export function assertName(name: Element): void {
  for (const set of name.children) {
    for (const pair of expectTag(set, SET).children) {
      const fields = new Cursor(expectTag(pair, SEQUENCE))
      expectOid(fields.any())
      assertText(fields.any())
      fields.end()
    }
  }
}

function assertText({ tag, content }: Element): void {
  const [kind, number] = tag.split(' ')
  if (kind !== 'universal' || Number(number) > MAX_STRINGS) throw new TypeError('a name that is no text')
  if (tag === UTF8_STRING) fromUtf8(content)
}

/** Extensions (RFC 5280 §4.1), as they stand behind their explicit tag. @throws TypeError */
export function assertExtensions(explicit: Element): void {
  const outer = new Cursor(explicit)
  const seen = new Set<string>()
  for (const extension of outer.next(SEQUENCE).children) {
    const fields = new Cursor(expectTag(extension, SEQUENCE))
    const id = expectOid(fields.any())
    // RFC 5280 §4.2: one of each kind. With two, readers differ in which they go by.
    if (seen.has(id)) throw new TypeError('an extension twice')
    seen.add(id)
    const critical = fields.optional(BOOLEAN)
    // DER: 255 is the only spelling of true, and false isn't spelt out; old certificates spell it.
    if (critical !== null && ![0, 255].includes(critical.content[0] ?? 0)) throw new TypeError('neither true nor false')
    const { content } = fields.next(OCTET_STRING)
    const known = KNOWN[id]
    if (known !== undefined) AsnConvert.parse(readElement(content).bytes, known)
    fields.end()
  }
  outer.end()
}
