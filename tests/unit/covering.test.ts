import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COVER, TILE, coveredTiles, partsLeftOut, pictureCovering, runsOf, runsText, textCovering, textPieces } from '../../shared/encoding/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { besideText, shareParts } from '../../shared/locales/covering.ts'
import type { Covering, TileRect } from '../../shared/model/index.ts'

const picture = (width: number, height: number, rects: readonly TileRect[]) => {
  const part = { kind: 'picture' as const, name: 'screenshot.png', width, height, root: '' }
  return pictureCovering(part, coveredTiles(width, height, rects)) as Covering & { kind: 'picture' }
}
const text = (runs: readonly (string | number)[]) => {
  const pieces = runs.reduce<number>((sum, run) => sum + (typeof run === 'number' ? run : textPieces(run).length), 0)
  return textCovering({ kind: 'text', name: 'page.txt', pieces, root: '' }, runs) as Covering & { kind: 'text' }
}

describe('what is covered of a picture', () => {
  it('is told as areas in pixels, cut off at its edges', () => {
    expect(picture(70, 40, [[0, 0, 1, 2], [2, 2, 3, 3]])).toMatchObject({
      count: 2,
      pixels: 32 * 32 + 6 * 8,
      areas: [
        { left: 0, top: 0, width: 32, height: 32 },
        { left: 64, top: 32, width: 6, height: 8 },
      ],
    })
    expect(picture(70, 40, [])).toMatchObject({ count: 0, pixels: 0, areas: [] })
  })

  it('is the same however it was drawn: areas that overlap are told once', () => {
    expect(picture(320, 160, [[0, 0, 4, 4], [0, 0, 4, 4], [1, 0, 3, 4]])).toMatchObject({ count: 1, areas: [{ left: 0, top: 0, width: 128, height: 64 }] })
    expect(picture(320, 160, [[0, 0, 2, 2], [2, 0, 4, 2]])).toMatchObject({ count: 1, areas: [{ left: 0, top: 0, width: 128, height: 32 }] })
  })

  it('holds exactly the pixels of the covered tiles, each once', () => {
    const side = fc.integer({ min: 1, max: 300 })
    const rect = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9))
    fc.assert(
      fc.property(side, side, fc.array(rect, { maxLength: 6 }), (width, height, drawn) => {
        const [across, down] = [Math.ceil(width / TILE.width), Math.ceil(height / TILE.height)]
        const rects = drawn.flatMap(([x, y, w, h]): TileRect[] => (x < across && y < down ? [[x, y, Math.min(across, x + 1 + w), Math.min(down, y + 1 + h)]] : []))
        const { areas, pixels, count } = picture(width, height, rects)
        const covered = coveredTiles(width, height, rects)
        const times = new Uint8Array(width * height)
        for (const area of areas) for (let y = area.top; y < area.top + area.height; y += 1) for (let x = area.left; x < area.left + area.width; x += 1) times[y * width + x]! += 1
        times.forEach((n, i) => {
          const tile = Math.floor(Math.floor(i / width) / TILE.height) * across + Math.floor((i % width) / TILE.width)
          if (n !== (covered[tile] === true ? 1 : 0)) throw new Error(`pixel ${i} is told ${n} times`)
        })
        expect(pixels).toBe(times.reduce((sum, n) => sum + n, 0))
        expect(count).toBe(areas.length)
      }),
      { numRuns: 60 },
    )
  })

  it('counts what is beyond what it lists', () => {
    const checkered = Array.from({ length: 40 * 40 }, (_, i): TileRect => [2 * (i % 40), 2 * Math.floor(i / 40), 2 * (i % 40) + 1, 2 * Math.floor(i / 40) + 1])
    const told = picture(80 * 32, 80 * 16, checkered)
    expect(told).toMatchObject({ count: 1600, pixels: 1600 * 32 * 16 })
    expect(told.areas).toHaveLength(500)
  })
})

describe('how much is covered', () => {
  it.each([
    [0, 1000, 'none', 0],
    [1, 1_000_000, 'under', 0.1],
    [1, 1000, 'about', 0.1],
    [125, 1000, 'about', 12.5],
    [2, 3, 'about', 66.7],
    [999, 1000, 'about', 99.9],
    [99_999, 100_000, 'over', 99.9],
    [1000, 1000, 'all', 100],
  ])('%i of %i is neither nothing nor everything unless it is', (covered, whole, share, percent) => {
    expect(shareParts(covered, whole)).toEqual({ share, percent })
  })

  it('never rounds to 0 or 100 what is neither', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8_000_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (whole, part) => {
        const covered = Math.min(whole - 1, Math.max(1, Math.floor(whole * part)))
        const { share, percent } = shareParts(covered, whole)
        expect(['under', 'about', 'over']).toContain(share)
        expect(percent).toBeGreaterThan(0)
        expect(percent).toBeLessThan(100)
      }),
    )
  })
})

describe('what is covered of a text', () => {
  it('is told by line and character of the masked text, and by what stands beside', () => {
    expect(text(['Hon heter ', 3, ' och bor på\r\nStorgatan.\n', 1])).toEqual({
      kind: 'text',
      name: 'page.txt',
      pieces: textPieces('Hon heter ').length + 3 + textPieces(' och bor på\r\nStorgatan.\n').length + 1,
      covered: 4,
      count: 2,
      stretches: [
        { line: 1, column: 11, pieces: 3, before: 'Hon heter ', after: ' och bor på' },
        { line: 3, column: 1, pieces: 1, before: '', after: '' },
      ],
      own: { count: 0, lines: [] },
    })
  })

  it('stands where the masked text has its cover', () => {
    const words = 'Åsa bor på\nStorgatan 5,\n\nhar hon sagt 👩‍👧 till alla\nigår.'
    const pieces = textPieces(words)
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: pieces.length, maxLength: pieces.length }), (covered) => {
        const runs = runsOf(pieces, covered)
        const lines = runsText(runs).split('\n')
        const { stretches } = text(runs)
        expect(stretches).toHaveLength(runs.filter((run) => typeof run === 'number').length)
        // As `masking.json` has to be.
        expect(runs.every((run, i) => typeof run !== typeof runs[i - 1])).toBe(true)
        for (const { line, column, before, after } of stretches) {
          const characters = [...(lines[line - 1] ?? '')]
          expect(characters.slice(column - 1, column - 1 + COVER.length).join('')).toBe(COVER)
          expect(characters.slice(0, column - 1).join('').endsWith(before)).toBe(true)
          expect(characters.slice(column - 1 + COVER.length).join('').startsWith(after)).toBe(true)
        }
      }),
    )
  })

  it('says where the original itself looks covered', () => {
    const { own, stretches } = text([`Namnet är ${COVER}.\nOch `, 1, ` eller ██ och ${COVER}\n█`])
    expect(own).toEqual({ count: 4, lines: [1, 2, 3] })
    expect(stretches).toMatchObject([{ line: 2, column: 5 }])
  })

  it('lists one line more than it tells where the original looks covered on more', () => {
    const blocks = (lines: number) => text([Array.from({ length: lines }, () => '█').join('\n'), 1]).own
    expect(blocks(500)).toMatchObject({ count: 500, lines: { length: 500 } })
    expect(blocks(900)).toMatchObject({ count: 900, lines: { length: 501 } })
  })

  it('holds nothing of a text but what it tells, be it one line or nothing but lines', () => {
    const many = 8 * 1024 * 1024
    // maxRSS: kilobytes, never less than before.
    const grown = (work: () => unknown) => {
      const before = process.resourceUsage().maxRSS
      work()
      return (process.resourceUsage().maxRSS - before) / 1024
    }
    for (const [unit, place] of [['ā', { line: 1, column: many + 1, before: 'ā'.repeat(24) }], ['\n', { line: many + 1, column: 1, before: '' }], ['█ ', { column: 2 * many + 1 }]] as const) {
      const shown = Buffer.from(unit.repeat(many)).toString('utf8')
      let told: Covering & { kind: 'text' } | undefined
      expect(grown(() => (told = textCovering({ kind: 'text', name: 'page.txt', pieces: 1, root: '' }, [shown, 1]) as typeof told)), JSON.stringify(unit)).toBeLessThan(40)
      expect(told?.stretches).toMatchObject([place])
    }
  })

  it('finds the last characters of a line where some take two units', () => {
    expect(text([`${'👩'.repeat(30)}a`, 1, '👩']).stretches).toMatchObject([{ column: 32, before: `${'👩'.repeat(23)}a`, after: '👩' }])
    expect(text(['ab', 1, '👩', 1]).stretches[1]).toMatchObject({ column: 9, before: `ab${COVER}👩` })
  })

  it('tells of parts that are not shown at all', () => {
    const parts = [{ kind: 'text' as const, name: 'page.txt', pieces: 1, root: '' }, { kind: 'picture' as const, name: 'screenshot.png', width: 1, height: 1, root: '' }]
    expect(partsLeftOut(parts, [text([1])])).toEqual([{ kind: 'left-out', name: 'screenshot.png' }])
  })

  it('sends whoever wants all places to where they stand: of a picture not in masking.json, which opens it', () => {
    for (const { covering } of Object.values(catalogues)) {
      expect(covering.rest).toMatch(/data\/ledger-payloads .*exhibit\.json/)
      expect(covering.rest).not.toContain('masking.json')
    }
  })

  it('lets nobody close the quotation marks in which it tells what stands beside', () => {
    const put = (key: string, values: Record<string, string>) => (key === 'beside' ? `${values['before']}|${values['after']}` : `${key}(${values['text'] ?? ''})`)
    expect(besideText({ before: 'sa ”', after: '\u202e' }, put)).toBe('after(sa ’)|before([U+202E])')
    expect(besideText({ before: '', after: '' }, put)).toBe('first()|last()')
  })
})
