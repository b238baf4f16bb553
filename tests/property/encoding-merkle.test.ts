import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  EMPTY_ROOT,
  type NodeReader,
  appendLeaf,
  consistencyProof,
  createMemoryTree,
  inclusionProof,
  leafHash,
  nodeHash,
  treeRoot,
  utf8,
  verifyConsistency,
  verifyInclusion,
} from '../../shared/encoding/index.ts'

const MAX = 130
const leaves = Array.from({ length: MAX }, (_, i) => leafHash(utf8(`leaf ${i}`)))
const tree = createMemoryTree(leaves)
const roots = Array.from({ length: MAX + 1 }, (_, size) => treeRoot(tree, size))

/** RFC 9162 §2.1.1 word for word. */
function definition(part: readonly Uint8Array[]): Uint8Array {
  if (part.length === 0) return EMPTY_ROOT
  if (part.length === 1) return part[0]!
  const k = 2 ** Math.ceil(Math.log2(part.length) - 1)
  return nodeHash(definition(part.slice(0, k)), definition(part.slice(k)))
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = bytes.slice()
  changed[(bit >> 3) % bytes.length]! ^= 1 << (bit & 7)
  return changed
}

describe('the tree', () => {
  it(`has the root of its definition at every size to ${MAX}`, () => {
    for (let size = 0; size <= MAX; size++) expect(roots[size]).toEqual(definition(leaves.slice(0, size)))
  })

  it('writes each complete subtree once, and reads nothing else', () => {
    const written = new Map<string, Uint8Array>()
    const reader: NodeReader = { node: (level, index) => written.get(`${level}/${index}`) ?? null }
    for (const [size, leaf] of leaves.entries()) {
      appendLeaf(reader, size, leaf, (level, index, hash) => {
        expect(written.has(`${level}/${index}`)).toBe(false)
        written.set(`${level}/${index}`, hash)
      })
      expect(treeRoot(reader, size + 1)).toEqual(roots[size + 1])
      // As many as a binary counter has carried: 2n minus the ones of n.
      const ones = (size + 1).toString(2).replaceAll('0', '').length
      expect(written.size).toBe(2 * (size + 1) - ones)
    }
  })

  it('proves every leaf in every size, and consistency of every pair', () => {
    for (let size = 1; size <= MAX; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(tree, index, size)
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)))
        if (!verifyInclusion(leaves[index]!, index, size, proof, roots[size]!)) expect.fail(`leaf ${index} of ${size}`)
      }
      for (let first = 0; first <= size; first++) {
        const proof = consistencyProof(tree, first, size)
        if (!verifyConsistency(first, size, roots[first]!, roots[size]!, proof)) expect.fail(`${first} of ${size}`)
      }
    }
  })

  it('keeps to sizes beyond 32 bits', () => {
    // Every node the same makes a tree of any size readable without having it.
    const levels: Uint8Array[] = [leaves[0]!]
    for (let level = 1; level < 53; level++) levels.push(nodeHash(levels[level - 1]!, levels[level - 1]!))
    const endless: NodeReader = { node: (level) => levels[level] ?? null }
    for (const size of [2 ** 32 + 1, 2 ** 33 - 1, 2 ** 40 + 12_345, Number.MAX_SAFE_INTEGER]) {
      const root = treeRoot(endless, size)
      for (const index of [0, 5, 2 ** 32, size - 1]) {
        const proof = inclusionProof(endless, index, size)
        expect(verifyInclusion(leaves[0]!, index, size, proof, root)).toBe(true)
        expect(verifyInclusion(leaves[1]!, index, size, proof, root)).toBe(false)
      }
      for (const first of [1, 2 ** 31 + 1, 2 ** 32, size - 1]) {
        const proof = consistencyProof(endless, first, size)
        expect(verifyConsistency(first, size, treeRoot(endless, first), root, proof)).toBe(true)
        expect(verifyConsistency(first, size, treeRoot(endless, first + 1), root, proof)).toBe(
          first + 1 === size && first === size,
        )
      }
    }
  })

  it('refuses what lies outside it', () => {
    const none: NodeReader = { node: () => null }
    expect(() => inclusionProof(tree, 5, 5)).toThrow(RangeError)
    expect(() => inclusionProof(tree, -1, 5)).toThrow(RangeError)
    expect(() => inclusionProof(tree, 0.5, 5)).toThrow(RangeError)
    expect(() => consistencyProof(tree, 6, 5)).toThrow(RangeError)
    expect(() => treeRoot(tree, -1)).toThrow(RangeError)
    expect(() => treeRoot(none, 1)).toThrow(RangeError)
    expect(() => treeRoot(tree, MAX + 1)).toThrow(RangeError)
  })
})

const place = fc
  .integer({ min: 1, max: MAX })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }))

describe('a wrong inclusion proof', () => {
  it('never holds', () => {
    fc.assert(
      fc.property(place, place, fc.nat(255), fc.nat(), ({ size, index }, other, bit, at) => {
        const leaf = leaves[index]!
        const root = roots[size]!
        const proof = inclusionProof(tree, index, size)
        const holds = (...a: Parameters<typeof verifyInclusion>) => expect(verifyInclusion(...a)).toBe(false)
        if (other.index !== index) {
          holds(leaf, other.index, size, proof, root)
          holds(leaves[other.index]!, index, size, proof, root)
        }
        if (other.size !== size) holds(leaf, index, size, proof, roots[other.size]!)
        holds(flip(leaf, bit), index, size, proof, root)
        holds(leaf, index, size, proof, flip(root, bit))
        if (proof.length > 0) {
          const i = at % proof.length
          holds(leaf, index, size, proof.with(i, flip(proof[i]!, bit)), root)
          holds(leaf, index, size, proof.toSpliced(i, 1), root)
          holds(leaf, index, size, proof.toSpliced(i, 0, proof[i]!), root)
        }
        holds(leaf, index, size, [...proof, root], root)
        holds(leaf, index, size, [leaf, ...proof], root)
        holds(leaf, index, size, proof, root.subarray(1))
        for (const odd of [-1, 0.5, Number.NaN, Infinity, 2 ** 53, size]) holds(leaf, odd, size, proof, root)
        for (const odd of [-1, 0, 0.5, Number.NaN, Infinity, 2 ** 53]) holds(leaf, index, odd, proof, root)
      }),
      { numRuns: 500 },
    )
  })

  it('holds for another size only where the path is the same', () => {
    // RFC 9162 binds the size through the root; the path alone may fit two sizes, never two shapes.
    for (let size = 1; size <= 40; size++) {
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(tree, index, size)
        for (let wrong = index + 1; wrong <= 40; wrong++) {
          const same = verifyInclusion(leaves[index]!, index, wrong, proof, roots[size]!)
          if (same && inclusionProof(tree, index, wrong).length !== proof.length)
            expect.fail(`${index}: ${size} as ${wrong}`)
        }
      }
    }
  })
})

describe('a wrong consistency proof', () => {
  it('never holds', () => {
    fc.assert(
      fc.property(place, fc.nat(MAX), fc.nat(255), fc.nat(), ({ size, index }, other, bit, at) => {
        const first = index + 1
        const proof = consistencyProof(tree, first, size)
        const [a, b] = [roots[first]!, roots[size]!]
        const holds = (...all: Parameters<typeof verifyConsistency>) => expect(verifyConsistency(...all)).toBe(false)
        holds(first, size, flip(a, bit), b, proof)
        holds(first, size, a, flip(b, bit), proof)
        if (first !== size) holds(first, size, b, a, proof)
        if (other !== first) holds(first, size, roots[other]!, b, proof)
        if (other !== size) holds(first, size, a, roots[other]!, proof)
        if (proof.length > 0) {
          const i = at % proof.length
          holds(first, size, a, b, proof.with(i, flip(proof[i]!, bit)))
          holds(first, size, a, b, proof.toSpliced(i, 1))
          holds(first, size, a, b, proof.toSpliced(i, 0, proof[i]!))
          holds(first, size, a, b, [])
        }
        holds(first, size, a, b, [...proof, b])
        holds(first, size, a, b, [a, ...proof])
        for (const odd of [-1, 0.5, Number.NaN, Infinity, 2 ** 53, size + 1]) holds(odd, size, a, b, proof)
        for (const odd of [-1, 0, 0.5, Number.NaN, Infinity, 2 ** 53]) holds(first, odd, a, b, proof)
      }),
      { numRuns: 500 },
    )
  })
})
