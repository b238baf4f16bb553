import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Committer,
  coveredPieces,
  coveredTiles,
  createMemoryTree,
  disclose,
  openedRoot,
  openedSeeds,
  pieceHash,
  sha256,
  textPieces,
  tileCount,
  tiler,
  toHex,
  utf8,
  type Disclosure,
} from '../../shared/encoding/index.ts'

const seed = sha256(utf8('seed'))
const content = (i: number) => utf8(`piece ${i % 3}`)

function committed(count: number): readonly Uint8Array[] {
  const committer = new Committer(seed, count)
  return Array.from({ length: count }, (_, i) => committer.add(content(i)))
}

/** What a verifier does: `shown` gives the content of a piece that isn't covered. */
function opened(covered: readonly boolean[], { seeds, hashes }: Disclosure, shown: (i: number) => Uint8Array = content): string {
  const leaves = [...openedSeeds(covered, seeds)].map((one, i) => (one === null ? null : pieceHash(one, shown(i))))
  return toHex(openedRoot(covered, leaves, hashes))
}

const masking = fc.integer({ min: 1, max: 70 }).chain((count) => fc.array(fc.boolean(), { minLength: count, maxLength: count }))

describe('commitments to pieces', () => {
  it('have the root of the tree of RFC 6962 over their hashes', () => {
    for (let count = 1; count < 70; count += 1) {
      const leaves = committed(count)
      const committer = new Committer(seed, count)
      for (let i = 0; i < count; i += 1) committer.add(content(i))
      expect(toHex(committer.root())).toBe(toHex(createMemoryTree(leaves).root()))
      expect(new Set(leaves.map(toHex)).size).toBe(count)
    }
  })

  it('are opened by what is disclosed, and by nothing else', () => {
    fc.assert(
      fc.property(masking, fc.nat(), fc.nat(), (covered, at, bit) => {
        const leaves = committed(covered.length)
        const root = toHex(createMemoryTree(leaves).root())
        const given = disclose(seed, leaves, covered)
        expect(opened(covered, given)).toBe(root)

        const index = at % covered.length
        const other = covered.with(index, !covered[index])
        let moved = ''
        try {
          moved = opened(other, given)
        } catch {
          // Too few or too many seeds for it.
        }
        expect(moved).not.toBe(root)
        if (covered[index] === false) expect(opened(covered, given, (i) => (i === index ? utf8('another') : content(i)))).not.toBe(root)

        const all = [...given.seeds, ...given.hashes].map((one) => one.slice())
        const bent = all[bit % all.length]!
        bent[bit % 32]! ^= 1 << (bit % 8)
        expect(opened(covered, { seeds: all.slice(0, given.seeds.length), hashes: all.slice(given.seeds.length) })).not.toBe(root)
      }),
    )
  })

  it('give away no seed from which a covered piece can be opened', () => {
    fc.assert(
      fc.property(masking, (covered) => {
        const leaves = committed(covered.length)
        const { seeds } = disclose(seed, leaves, covered)
        // Everything that can be derived from what was given, by whoever knows the construction and would open any subtree.
        const derived = new Set<string>()
        for (const one of seeds) for (const below of [1, 2, 4, 8, 16, 32, 64]) for (const leaf of openedSeeds(Array.from({ length: below }, () => false), [one])) derived.add(toHex(leaf!))
        for (const [i, isCovered] of covered.entries()) {
          if (!isCovered) continue
          for (const one of derived) expect(toHex(pieceHash(Uint8Array.from(Buffer.from(one, 'hex')), content(i)))).not.toBe(toHex(leaves[i]!))
        }
      }),
      { numRuns: 5 },
    )
  })

  it('refuse more or fewer seeds and hashes than are needed', () => {
    const covered = [false, true, true, false, false]
    const { seeds, hashes } = disclose(seed, committed(5), covered)
    expect(() => opened(covered, { seeds: seeds.slice(1), hashes })).toThrow(RangeError)
    expect(() => opened(covered, { seeds: [...seeds, seed], hashes })).toThrow(RangeError)
    expect(() => opened(covered, { seeds, hashes: [] })).toThrow(RangeError)
    expect(() => opened(covered, { seeds, hashes: [...hashes, seed] })).toThrow(RangeError)
    expect(() => opened(covered, { seeds: seeds.map(() => new Uint8Array(31)), hashes })).toThrow(RangeError)
    expect(() => new Committer(seed, 2).root()).toThrow(RangeError)
  })
})

describe('pieces', () => {
  it('of a text are the same again wherever it is cut between two', () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(' ', '\n\n', 'ord', 'å'.repeat(40), '👩🏽‍🚒'.repeat(12), '\t'.repeat(70))))
    fc.assert(
      fc.property(texts, fc.nat(), (parts, cut) => {
        const text = parts.join('').toWellFormed()
        const pieces = textPieces(text)
        expect(pieces.join('')).toBe(text)
        const at = pieces.length === 0 ? 0 : cut % (pieces.length + 1)
        expect([...textPieces(pieces.slice(0, at).join('')), ...textPieces(pieces.slice(at).join(''))]).toEqual(pieces)
      }),
    )
  })

  it('of a picture are all of its pixels, each in one tile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 50 }), (width, height) => {
        const { across, down } = tileCount(width, height)
        const tiles: Uint8Array[] = []
        const cutter = tiler(width, (tile) => tiles.push(tile))
        for (let y = 0; y < height; y += 1) cutter.row(Uint8Array.from({ length: width * 3 }, (_, x) => (y * 7 + x) & 255))
        cutter.end()
        expect(tiles.length).toBe(across * down)
        expect(tiles.reduce((sum, tile) => sum + tile.length, 0)).toBe(width * height * 3)
        expect(tiles.at(-1)?.at(-1)).toBe(((height - 1) * 7 + width * 3 - 1) & 255)
      }),
    )
  })

  it('are covered by areas and stretches within, and by no others', () => {
    expect(coveredTiles(70, 20, [[1, 0, 3, 1]])).toEqual([false, true, true, false, false, false])
    for (const wrong of [[1, 0, 4, 1], [0, 0, 1, 3], [1, 0, 1, 1], [-1, 0, 1, 1], [0, 0, 1]]) expect(() => coveredTiles(70, 20, [wrong])).toThrow(RangeError)
    expect(coveredPieces(4, [[1, 3]])).toEqual([false, true, true, false])
    for (const wrong of [[1, 1], [3, 5], [-1, 2], [2]]) expect(() => coveredPieces(4, [wrong])).toThrow(RangeError)
  })
})
