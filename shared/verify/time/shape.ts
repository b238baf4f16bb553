import { fromUtf8 } from '../../encoding/index.ts'
import { Cursor, OCTET_STRING, SEQUENCE, SET, expectOid, expectTag, type Element } from './der.ts'

/**
 * What parsers that know the fields of a certificate pass over: wrong tags and text that isn't any. A certificate that others
 * refuse to read must not be read here.
 */

const BOOLEAN = 'universal 1'
const UTF8_STRING = 'universal 12'
const MAX_STRINGS = 30

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
  for (const extension of outer.next(SEQUENCE).children) {
    const fields = new Cursor(expectTag(extension, SEQUENCE))
    expectOid(fields.any())
    const critical = fields.optional(BOOLEAN)
    // DER: 255 is the only spelling of true, and false isn't spelt out; old certificates spell it.
    if (critical !== null && ![0, 255].includes(critical.content[0] ?? 0)) throw new TypeError('neither true nor false')
    fields.next(OCTET_STRING)
    fields.end()
  }
  outer.end()
}
