import { concat, equalBytes } from './bytes.ts'
import { sha256 } from './hash.ts'

/**
 * The Merkle tree of RFC 6962 §2.1, as RFC 9162 §2.1 keeps it. All hashes are 32 bytes. Sizes go to 2^53, so there
 * are no bit operators here: those cut a number to 32 bits.
 */

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** Root of the tree without leaves. */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0))

/** Hash of one leaf's content. Everything below calls this hash *leaf*. */
export function leafHash(bytes: Uint8Array): Uint8Array {
  return sha256(concat(LEAF, bytes))
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(NODE, left, right))
}

/** Hashes of complete subtrees: `level` 0 is a leaf, `index` counts from the left; null if not complete yet. */
export interface NodeReader {
  node(level: number, index: number): Uint8Array | null
}

/**
 * Adds leaf number `size` (from 0). `write` gets the leaf and every subtree that it completes: at most
 * 1 + log2(size + 1) hashes, each written once and never again.
 */
export function appendLeaf(
  reader: NodeReader,
  size: number,
  leaf: Uint8Array,
  write: (level: number, index: number, hash: Uint8Array) => void,
): void {
  let hash = leaf
  let index = size
  write(0, index, hash)
  for (let level = 0; index % 2 === 1; level++) {
    hash = nodeHash(stored(reader, level, index - 1), hash)
    index = (index - 1) / 2
    write(level + 1, index, hash)
  }
}

/** Root of the first `size` leaves. @throws RangeError when the reader lacks a subtree that is needed */
export function treeRoot(reader: NodeReader, size: number): Uint8Array {
  checkSize(size)
  return size === 0 ? EMPTY_ROOT : rangeRoot(reader, 0, size)
}

/** Audit path of RFC 9162 §2.1.3.1, leaf's sibling first. @throws RangeError unless `index` < `size` */
export function inclusionProof(reader: NodeReader, index: number, size: number): Uint8Array[] {
  checkSize(size)
  checkSize(index)
  if (index >= size) throw new RangeError('leaf outside the tree')
  const path: Uint8Array[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + split(end - start)
    if (index < middle) {
      path.push(rangeRoot(reader, middle, end))
      end = middle
    } else {
      path.push(rangeRoot(reader, start, middle))
      start = middle
    }
  }
  return path.reverse()
}

/**
 * Proof of RFC 9162 §2.1.4.1 that the tree of `second` leaves begins with the tree of `first`. Empty for `first` 0
 * and for equal sizes, where there is nothing to prove.
 *
 * @throws RangeError unless `first` ≤ `second`
 */
export function consistencyProof(reader: NodeReader, first: number, second: number): Uint8Array[] {
  checkSize(first)
  checkSize(second)
  if (first > second) throw new RangeError('the first tree is the larger one')
  if (first === 0 || first === second) return []
  const path: Uint8Array[] = []
  let start = 0
  let end = second
  // Down to the subtree that ends where the first tree ends.
  while (end !== first) {
    const middle = start + split(end - start)
    if (first <= middle) {
      path.push(rangeRoot(reader, middle, end))
      end = middle
    } else {
      path.push(rangeRoot(reader, start, middle))
      start = middle
    }
  }
  // The verifier knows the first tree's root, so it needn't be told when that is the whole subtree.
  if (start > 0) path.push(rangeRoot(reader, start, end))
  return path.reverse()
}

/** RFC 9162 §2.1.3.2. All arguments may be hostile; anything wrong about them is just false. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leaf, root, ...proof])) return false
  let node = index
  let last = size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash)
      // A subtree at the right edge without a sibling goes up unchanged.
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && equalBytes(hash, root)
}

/** RFC 9162 §2.1.4.2. All arguments may be hostile; anything wrong about them is just false. */
export function verifyConsistency(
  first: number,
  second: number,
  firstRoot: Uint8Array,
  secondRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!isSize(first) || !isSize(second) || first > second || !areHashes([firstRoot, secondRoot, ...proof])) return false
  if (first === 0 && !equalBytes(firstRoot, EMPTY_ROOT)) return false
  if (first === second) return proof.length === 0 && equalBytes(firstRoot, secondRoot)
  if (first === 0) return proof.length === 0

  let node = first - 1
  let last = second - 1
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  // Here node is 0 exactly when the first tree is one complete subtree, whose root the proof leaves out.
  const [start, ...rest] = node === 0 ? [firstRoot, ...proof] : proof
  if (start === undefined) return false
  let firstHash = start
  let secondHash = start
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      firstHash = nodeHash(sibling, firstHash)
      secondHash = nodeHash(sibling, secondHash)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      secondHash = nodeHash(secondHash, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && equalBytes(firstHash, firstRoot) && equalBytes(secondHash, secondRoot)
}

/** A tree kept in memory, given the hashes of its leaves: for content roots, bundles of few entries, and tests. */
export function createMemoryTree(
  leaves: readonly Uint8Array[] = [],
): NodeReader & { readonly size: number; append(leaf: Uint8Array): void; root(): Uint8Array } {
  const levels: Uint8Array[][] = []
  let size = 0
  const tree = {
    get size() {
      return size
    },
    node: (level: number, index: number) => levels[level]?.[index] ?? null,
    append(leaf: Uint8Array) {
      appendLeaf(tree, size, leaf, (level, index, hash) => {
        const row = (levels[level] ??= [])
        row[index] = hash
      })
      size++
    },
    root: () => treeRoot(tree, size),
  }
  for (const leaf of leaves) tree.append(leaf)
  return tree
}

/** Largest power of two below `n`, for `n` ≥ 2. */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** Root over the leaves `start` to `end`, where the range is one that the recursion of RFC 9162 §2.1.1 meets. */
function rangeRoot(reader: NodeReader, start: number, end: number): Uint8Array {
  const size = end - start
  const k = size === 1 ? 1 : split(size)
  if (size === 1) return stored(reader, 0, start)
  if (k * 2 === size) return stored(reader, Math.round(Math.log2(size)), start / size)
  return nodeHash(rangeRoot(reader, start, start + k), rangeRoot(reader, start + k, end))
}

function stored(reader: NodeReader, level: number, index: number): Uint8Array {
  const hash = reader.node(level, index)
  if (hash === null) throw new RangeError(`no subtree ${level}/${index}`)
  return hash
}

const half = (n: number) => Math.floor(n / 2)
const isSize = (n: number) => Number.isSafeInteger(n) && n >= 0
const areHashes = (all: readonly Uint8Array[]) => all.every((hash) => hash.length === 32)

function checkSize(n: number): void {
  if (!isSize(n)) throw new RangeError('not a tree size')
}
