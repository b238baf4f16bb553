import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { png as plainPng } from '../../electron/cli/demo/picture.ts'
import { comparePictures, TimeUp } from '../../electron/services/comparison/picture.ts'
import { Comparison } from '../../shared/model/index.ts'
import { contentOf, range, rowPicture, type RowColours } from '../support/comparison.ts'
import { blackPicture, noisyPicture } from '../support/pictures.ts'

async function compare(saved: Uint8Array, loaded: Uint8Array, until = Infinity) {
  const pictures: PNG[] = []
  let found: Comparison['picture'] | null = null
  for await (const each of comparePictures({ saved: contentOf(saved, 7919).open, loaded: contentOf(loaded, 7919).open }, until)) {
    if ('found' in each) found = each.found
    else pictures.push(PNG.sync.read(Buffer.from(each.png)))
  }
  if (found === null) throw new Error('nothing was found')
  expect(Comparison.shape.picture.safeParse(found).success).toBe(true)
  return { found, pictures }
}
const rows = (saved: RowColours, loaded: RowColours) => compare(rowPicture(20, saved), rowPicture(20, loaded))
const stretches = async (saved: RowColours, loaded: RowColours) => {
  const { found } = await rows(saved, loaded)
  return found.list.map(({ saved: s, loaded: l }) => [s.top, s.rows, l.top, l.rows])
}

describe('two pictures', () => {
  test('that are the same to the last pixel are, whether there is a channel for transparency or not', async () => {
    for (const [one, other] of [[2, 2], [2, 6], [6, 2]] as const) {
      const { found, pictures } = await compare(rowPicture(20, range(1, 50), [], one), rowPicture(20, range(1, 50), [], other))
      const size = { width: 20, height: 50 }
      expect(found).toEqual({ result: 'same', why: null, total: 0, saved: size, loaded: size, sameRows: 50, list: [] })
      expect(pictures).toEqual([])
    }
  })

  test('of noise, with every filter of the format, are read as they are', async () => {
    const noise = noisyPicture(301, 400)
    expect((await compare(noise, noise)).found.result).toBe('same')
    const changed = PNG.sync.read(noise)
    changed.data[(399 * 301 + 300) * 4] = (changed.data[(399 * 301 + 300) * 4] ?? 0) ^ 1
    for (const filterType of [0, 1, 2, 3, 4] as const) {
      const { found } = await compare(noise, PNG.sync.write(changed, { filterType, colorType: 2, inputColorType: 6 }))
      expect(found.list).toEqual([{ saved: { top: 399, rows: 1 }, loaded: { top: 399, rows: 1 }, left: 300, right: 301 }])
      expect(found.sameRows).toBe(399)
    }
  })

  test('of one pixel each', async () => {
    expect((await compare(rowPicture(1, [1]), rowPicture(1, [1]))).found.result).toBe('same')
    const { found, pictures } = await compare(rowPicture(1, [1]), rowPicture(1, [2]))
    expect(found.list).toEqual([{ saved: { top: 0, rows: 1 }, loaded: { top: 0, rows: 1 }, left: 0, right: 1 }])
    expect([pictures[0]?.width, pictures[0]?.height]).toEqual([1, 14])
  })

  test('with a transparent pixel differ from white only by what shines through', async () => {
    const white = new PNG({ width: 2, height: 2 })
    white.data.fill(255)
    const clear = new PNG({ width: 2, height: 2 })
    expect((await compare(PNG.sync.write(white), PNG.sync.write(clear))).found.result).toBe('same')
  })

  test('of different width are not compared', async () => {
    const { found } = await compare(rowPicture(20, range(1, 5)), rowPicture(21, range(1, 5)))
    expect(found).toMatchObject({ result: 'not-compared', why: 'too-different', saved: { width: 20, height: 5 }, loaded: { width: 21, height: 5 }, list: [] })
  })
})

describe('a stretch of rows', () => {
  test('is found at its rows and columns', async () => {
    const saved = rowPicture(60, range(1, 100))
    const loaded = rowPicture(60, range(1, 100), [[12, 40], [31, 42], [20, 41]])
    const { found } = await compare(saved, loaded)
    expect(found).toMatchObject({ result: 'differs', total: 1, sameRows: 97 })
    expect(found.list).toEqual([{ saved: { top: 40, rows: 3 }, loaded: { top: 40, rows: 3 }, left: 12, right: 32 }])
  })

  test('that was put in moves what is below and makes no noise there', async () => {
    const put = [...range(1, 50), ...range(500, 30), ...range(51, 50)]
    expect(await stretches(range(1, 100), put)).toEqual([[50, 0, 50, 30]])
    expect(await stretches(put, range(1, 100))).toEqual([[50, 30, 50, 0]])
    const { found } = await rows(range(1, 100), put)
    expect(found).toMatchObject({ sameRows: 100, list: [{ left: 0, right: 20 }] })
  })

  test('that was exchanged for a higher one has the whole width', async () => {
    const { found } = await rows(range(1, 60), [...range(1, 20), ...range(300, 25), ...range(41, 20)])
    expect(found.list).toEqual([{ saved: { top: 20, rows: 20 }, loaded: { top: 20, rows: 25 }, left: 0, right: 20 }])
  })

  test('is one with its neighbour where fewer than eight equal rows lie between, and not with eight', async () => {
    const change = (gap: number) => range(1, 60).map((colour, y) => (y === 10 || y === 11 + gap ? 900 + y : colour))
    expect(await stretches(range(1, 60), change(7))).toEqual([[10, 9, 10, 9]])
    expect(await stretches(range(1, 60), change(8))).toEqual([[10, 1, 10, 1], [19, 1, 19, 1]])
  })

  test('at either end is found, and a picture that only grew', async () => {
    expect(await stretches(range(1, 30), [900, ...range(2, 28), 901])).toEqual([[0, 1, 0, 1], [29, 1, 29, 1]])
    expect(await stretches(range(1, 30), range(1, 45))).toEqual([[30, 0, 30, 15]])
  })
})

describe('the picture of a stretch', () => {
  const pixels = ({ data, width }: PNG, y: number) => [...data.subarray(y * width * 4, (y + 1) * width * 4)]

  test('shows what was saved above what was loaded, with what stands around it, and a band between', async () => {
    const before = range(1, 200)
    const after = before.map((colour, y) => (y >= 100 && y < 110 ? 700 + y : colour))
    const [saved, loaded] = [rowPicture(20, before), rowPicture(20, after)]
    const { pictures: [picture, ...others] } = await compare(saved, loaded)
    expect(others).toEqual([])
    expect([picture?.width, picture?.height]).toEqual([20, 58 + 12 + 58])
    if (!picture) return
    for (let y = 0; y < 58; y += 1) {
      expect(pixels(picture, y)).toEqual(pixels(PNG.sync.read(saved), 76 + y))
      expect(pixels(picture, 70 + y)).toEqual(pixels(PNG.sync.read(loaded), 76 + y))
    }
    for (let y = 58; y < 70; y += 1) expect(pixels(picture, y)).toEqual(Array.from({ length: 20 }, () => [176, 0, 144, 255]).flat())
  })

  test('of what was put in shows the place where it is missing', async () => {
    const { pictures: [picture] } = await rows(range(1, 100), [...range(1, 50), ...range(500, 30), ...range(51, 50)])
    expect(picture?.height).toBe(48 + 12 + 78)
  })

  test('is made of the first eight, and cut where it is very high', async () => {
    const many = range(1, 400).map((colour, y) => (y % 20 === 0 ? 900 + y : colour))
    const { found, pictures } = await rows(range(1, 400), many)
    expect(found.total).toBe(20)
    expect(pictures).toHaveLength(8)
    const { pictures: [high] } = await rows(range(1, 3000), range(5000, 3000))
    expect(high?.height).toBe(1224 + 12 + 1224)
  })
})

describe('what is no picture of a capture', () => {
  const good = rowPicture(20, range(1, 40))
  /** The same with another size in its header. */
  const lying = (at: 16 | 20, size: number) => {
    const lie = Buffer.from(good)
    lie.writeUInt32BE(size, at)
    return lie
  }
  test.each<[string, Uint8Array]>([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<!doctype html><title>Hej</title>')],
    ['the mark of a PNG and garbage', Buffer.concat([good.subarray(0, 8), Buffer.alloc(5000, 7)])],
    ['a picture that was cut off', good.subarray(0, good.length - 40)],
    ['one that was cut off in its header', good.subarray(0, 20)],
    ['more rows in its header than there are', lying(20, 41)],
    ['fewer rows in its header than there are', lying(20, 39)],
    ['another width in its header', lying(16, 19)],
    ['a width without end', lying(16, 0x7fffffff)],
    ['a height without end', lying(20, 0x7fffffff)],
    ['no rows', lying(20, 0)],
    ['one bit a pixel', blackPicture(30, 30)],
    ['one that unpacks to a gigabyte', plainPng(20, 10, [8, 2], Buffer.alloc(300 * 1024 * 1024))],
    ['an unknown filter', plainPng(2, 1, [8, 2], Buffer.from([9, 0, 0, 0, 0, 0, 0]))],
  ])('(%s) is refused, on either side', { timeout: 60_000 }, async (_, bad) => {
    await expect(compare(bad, good)).rejects.toThrow(/PNG|unexpected|header|invalid|incorrect/)
    await expect(compare(good, bad)).rejects.toThrow(/PNG|unexpected|header|invalid|incorrect/)
  })

  test('and nothing is waited for longer than there is time', async () => {
    await expect(compare(good, good, performance.now())).rejects.toThrow(TimeUp)
  })
})

test('a picture of 20,000 rows is compared, with a row put in', { timeout: 60_000 }, async () => {
  expect(await stretches(range(1, 20_000), [...range(1, 10_000), 50_000, ...range(10_001, 10_000)])).toEqual([[10_000, 0, 10_000, 1]])
})

describe('for any rows', () => {
  // Few colours, as pages have many equal rows.
  const Colours = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 60 })

  test('a picture is the same as itself', async () => {
    await fc.assert(fc.asyncProperty(Colours, async (colours) => (await rows(colours, colours)).found.result === 'same'), { numRuns: 30 })
  })

  test('outside the stretches, both are the same, and what was planted lies in one', async () => {
    await fc.assert(
      fc.asyncProperty(Colours, Colours, fc.nat(), async (before, after, at) => {
        const planted = at % before.length
        const marked = before.with(planted, 999)
        const { found } = await rows(marked, after)
        const outside = (colours: RowColours, side: 'saved' | 'loaded') =>
          colours.filter((_, y) => !found.list.some((stretch) => y >= stretch[side].top && y < stretch[side].top + stretch[side].rows))
        expect(outside(marked, 'saved')).toEqual(outside(after, 'loaded'))
        expect(outside(marked, 'saved')).not.toContain(999)
        expect(found.total).toBe(found.list.length)
      }),
      { numRuns: 60 },
    )
  })

  test('a pixel that is planted lies in the columns that are told', async () => {
    await fc.assert(
      fc.asyncProperty(Colours, fc.nat(), fc.nat(), async (colours, a, b) => {
        const [x, y] = [a % 20, b % colours.length]
        const { found } = await compare(rowPicture(20, colours), rowPicture(20, colours, [[x, y]]))
        const [only] = found.list
        expect(found.list).toHaveLength(1)
        // Among equal rows, which one was changed can't be told where another stands in its place just as well.
        if (only?.saved.rows === 1 && only.loaded.rows === 1) expect([only.left, only.right]).toEqual([x, x + 1])
        expect(only && y >= only.loaded.top && y < only.loaded.top + only.loaded.rows).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
