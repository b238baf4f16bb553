import { byCodeUnits, toHex, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical.ts'
import { createMemoryTree, leafHash } from './merkle.ts'

/** `bytes` is the length in bytes, `sha256` hex. */
export interface ContentItem {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * Root over a list of named contents, hex: the tree of RFC 6962 whose leaves are the canonical JSON of
 * `{bytes, name, sha256}` in the order of the names' code units. The order of the list doesn't matter.
 *
 * @throws TypeError when two have the same name
 */
export function contentRoot(artefacts: readonly ContentItem[]): string {
  const sorted = [...artefacts].sort((a, b) => byCodeUnits(a.name, b.name))
  if (sorted.some((item, i) => item.name === sorted[i + 1]?.name)) throw new TypeError('two artefacts of one name')
  const leaves = sorted.map(({ bytes, name, sha256 }) => leafHash(utf8(canonicalJson({ bytes, name, sha256 }))))
  return toHex(createMemoryTree(leaves).root())
}
