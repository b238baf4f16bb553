import { Entry } from '../model/index.ts'
import { utf8 } from './bytes.ts'
import { canonicalJson, parseCanonical } from './canonical.ts'
import { leafHash } from './merkle.ts'

/** What the actor signs: the canonical object without `sig`, as UTF-8. */
export function entrySigningBytes(entry: Omit<Entry, 'sig'>): Uint8Array {
  return utf8(canonicalJson(entry))
}

/** The entry's line in the ledger, without line feed. */
export function entryLine(entry: Entry): string {
  return canonicalJson(entry)
}

/**
 * Reads a line that may be hostile: canonical, only the known keys, each of its shape. Says nothing about the
 * signature.
 *
 * @throws SyntaxError, TypeError or ZodError
 */
export function parseEntryLine(line: string): Entry {
  return Entry.parse(parseCanonical(line))
}

/** Leaf hash of an entry in the log: RFC 6962 over its line without line feed. */
export function entryLeaf(line: string): Uint8Array {
  return leafHash(utf8(line))
}
