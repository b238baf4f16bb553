import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cover, covers, coveredWords, inParts, open, piecesAt, placesOf, readableOf, startsOf, trimmed, uncover, wordCount } from '../../renderer/features/masking/stretches.ts'
import { areaAround, boxOf, moved, rectOf, resized, snapped, type Edges } from '../../renderer/features/masking/tiles.ts'
import { coveredPieces, coveredTiles, textPieces, TILE } from '../../shared/encoding/index.ts'
import type { PieceRange } from '../../shared/model/index.ts'

/** What the masking editor makes of marks and drags, held against the plain meaning: for each piece, tile and pixel whether it is covered. */

const LENGTH = 40
const range = fc.tuple(fc.nat(LENGTH), fc.nat(LENGTH)).map(([a, b]): PieceRange => [Math.min(a, b), Math.max(a, b)])
const within = ([from, to]: PieceRange, at: number) => from <= at && at < to

describe('stretches of a text', () => {
  it('are what was covered and not shown again, in order and apart', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), range), { maxLength: 12 }), (steps) => {
        let stretches: PieceRange[] = []
        const plain = Array.from({ length: LENGTH }, () => false)
        for (const [hide, each] of steps) {
          stretches = hide ? cover(stretches, each) : uncover(stretches, each)
          plain.fill(hide, each[0], each[1])
        }
        expect(coveredPieces(LENGTH, stretches)).toEqual(plain)
        expect(stretches.flat()).toEqual([...new Set(stretches.flat())].toSorted((a, b) => a - b))
        const parts: PieceRange[] = [[0, 7], [7, 8], [8, 30], [30, LENGTH]]
        expect(inParts(stretches, parts)).toEqual(parts.map(([from, to]) => stretches.flatMap(([a, b]) => (a < to && b > from ? [[Math.max(a, from), Math.min(b, to)]] : []))))
        for (let at = 0; at < LENGTH; at += 1) {
          expect(open(stretches, LENGTH).some((each) => within(each, at))).toBe(!plain[at])
          expect(covers(stretches, [at, at + 1])).toBe(plain[at])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('take whole words, never less than was marked, and not the space around them', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'å', ' ', '\n', '😀', '.'), maxLength: 60 }), fc.nat(80), fc.nat(80), (text, a, b) => {
        const pieces = textPieces(text)
        const starts = startsOf(pieces)
        const [from, to] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)]
        if (from === to) return
        const [first, last] = piecesAt(starts, from, to)
        expect([starts[first]! <= from, starts[last]! >= to]).toEqual([true, true])
        const words = trimmed(pieces, [first, last])
        const marked = text.slice(starts[first], starts[last]).trim()
        expect(words === null ? '' : pieces.slice(words[0], words[1]).join('')).toBe(marked)
      }),
      { numRuns: 300 },
    )
  })

  const found = (text: string, phrase: string): string[] => {
    const pieces = textPieces(text)
    return placesOf(pieces, startsOf(pieces), phrase).map(([from, to]) => pieces.slice(from, to).join(''))
  }
  it.each([
    ['capitals or not', 'ANNA anna Anna', 'aNNa', ['ANNA', 'anna', 'Anna']],
    ['within longer words, which are covered whole', 'Hej @anna_s, Annas bil', 'anna', ['@anna_s,', 'Annas']],
    ['however letters are composed', 'Ake A\u030ake \u00c5ke', 'Åke', ['A\u030ake', 'Åke']],
    ['with what can’t be seen between letters', 'A\u200bn\u00adna', 'anna', ['A\u200bn\u00adna']],
    ['over lines and several spaces', 'Anna\n\n  Berg, Anna\u00a0Berg AnnaBerg', 'anna berg', ['Anna\n\n  Berg,', 'Anna\u00a0Berg']],
    ['signs as they are', 'a.b axb (a.b)', 'a.b', ['a.b', '(a.b)']],
    ['nothing for nothing', 'anna', '  ', []],
    ['a word longer than a piece', `x ${'n'.repeat(40)}anna`, 'nanna', [`${'n'.repeat(8)}anna`]],
  ])('are found %s', (_, text, phrase, expected) => {
    expect(found(text, phrase)).toEqual(expected)
  })

  it('are counted in words, and looked for by those of four letters and more', () => {
    const pieces = textPieces('Hon heter Anna Berg. Hej!')
    expect(wordCount(pieces, [[0, 5], [8, 9]])).toBe(4)
    expect([...coveredWords(pieces, [[0, 7]])]).toEqual(['heter', 'anna', 'berg'])
    const twice = textPieces('Anna, berg. Annas ANNA vidare')
    expect([...readableOf(new Set(['anna', 'berg', 'annas']), twice, [[0, 4]])]).toEqual(['annas', 'anna'])
  })
})

describe('areas of a picture', () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 400 }), height: fc.integer({ min: 1, max: 300 }) })
  const point = fc.record({ x: fc.integer({ min: -50, max: 450 }), y: fc.integer({ min: -50, max: 350 }) })
  const edges = fc.record({ x: fc.constantFrom('left', 'right', null), y: fc.constantFrom('top', 'bottom', null) }) as fc.Arbitrary<Edges>

  it('cover all that was drawn, lie within the picture, and come back from their own figures', () => {
    fc.assert(
      fc.property(size, point, point, (whole, a, b) => {
        const rect = snapped(a, b, whole)
        coveredTiles(whole.width, whole.height, [rect])
        const { left, top, width, height } = boxOf(rect, whole)
        for (const { x, y } of [a, b]) {
          if (x >= 0 && x < whole.width) expect(x >= left && x <= left + width).toBe(true)
          if (y >= 0 && y < whole.height) expect(y >= top && y <= top + height).toBe(true)
        }
        expect(left + width).toBeLessThanOrEqual(whole.width)
        expect(top + height).toBeLessThanOrEqual(whole.height)
        expect(rectOf({ left, top, width, height }, whole)).toEqual(rect)
      }),
      { numRuns: 300 },
    )
  })

  it('stay within it, and as large as they were, wherever they are moved; resized they keep a tile', () => {
    fc.assert(
      fc.property(size, point, point, fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 }), edges, (whole, a, b, x, y, which) => {
        const rect = snapped(a, b, whole)
        const away = moved(rect, x, y, whole)
        expect([away[2] - away[0], away[3] - away[1]]).toEqual([rect[2] - rect[0], rect[3] - rect[1]])
        // It throws beyond the picture, and for what has no tile.
        coveredTiles(whole.width, whole.height, [away, resized(rect, which, x, y, whole), areaAround(a, whole)])
        const pulled = resized(rect, which, x, y, whole)
        if (which.x !== 'left') expect(pulled[0]).toBe(rect[0])
        if (which.y !== 'bottom') expect(pulled[3]).toBe(rect[3])
      }),
      { numRuns: 300 },
    )
  })

  it('go by tiles of the contract', () => {
    const whole = { width: 1000, height: 700 }
    expect(snapped({ x: 33, y: 17 }, { x: 64, y: 32 }, whole)).toEqual([1, 1, 2, 2])
    expect(boxOf([31, 43, 32, 44], whole)).toEqual({ left: 31 * TILE.width, top: 43 * TILE.height, width: 8, height: 12 })
  })
})
