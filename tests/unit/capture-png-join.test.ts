import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { isBlank, PngJoin, readTile } from '../../electron/services/capture/png-join.ts'
import { collect } from '../support/capture.ts'

/** Every pixel different from its neighbours, so that a wrong predecessor shows. */
function picture(width: number, height: number, seed: number): PNG {
  const png = new PNG({ width, height })
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      png.data.set([(x * 7 + y * 13 + seed) & 255, (x * y + seed * 31) & 255, (y * y + x) & 255, 255], (y * width + x) * 4)
    }
  }
  return png
}

const encode = (png: PNG, filterType: number, colorType: 2 | 6 = 2) => PNG.sync.write(png, { filterType, colorType, inputHasAlpha: true })

async function joined(parts: { png: Buffer; from?: number; to?: number }[]): Promise<PNG> {
  const join = new PngJoin(1e9)
  for (const { png, from, to } of parts) await join.add(await readTile(png), from, to)
  return PNG.sync.read(await collect(join.finish()))
}

function rows(png: PNG, from: number, to: number): Buffer {
  return Buffer.from(png.data.subarray(from * png.width * 4, to * png.width * 4))
}

describe('joining tiles', () => {
  it.each([0, 1, 2, 3, 4])('keeps every row exact at the seam, filter %i', async (filter) => {
    const [first, second] = [picture(37, 20, 1), picture(37, 20, 2)]
    const whole = await joined([{ png: encode(first, filter) }, { png: encode(second, filter) }])
    expect([whole.width, whole.height]).toEqual([37, 40])
    expect(rows(whole, 0, 20)).toEqual(rows(first, 0, 20))
    expect(rows(whole, 20, 40)).toEqual(rows(second, 0, 20))
  })

  it.each([0, 1, 2, 3, 4])('cuts an overlap off the top and the bottom, filter %i', async (filter) => {
    const [first, second] = [picture(21, 30, 3), picture(21, 30, 4)]
    const whole = await joined([
      { png: encode(first, filter), to: 11 },
      { png: encode(second, filter), from: 17, to: 18 },
      { png: encode(second, filter), from: 18 },
    ])
    expect(whole.height).toBe(24)
    expect(rows(whole, 0, 11)).toEqual(rows(first, 0, 11))
    expect(rows(whole, 11, 24)).toEqual(rows(second, 17, 30))
  })

  it('takes pictures with an alpha channel, but not mixed with others', async () => {
    const tile = picture(9, 9, 5)
    const whole = await joined([{ png: encode(tile, 4, 6) }, { png: encode(tile, 4, 6), from: 5 }])
    expect(rows(whole, 9, 13)).toEqual(rows(tile, 5, 9))
    const join = new PngJoin(1e9)
    await join.add(await readTile(encode(tile, 0, 2)))
    await expect(join.add(await readTile(encode(tile, 0, 6)))).rejects.toThrow('different width or kind')
    await expect(join.add(await readTile(encode(picture(10, 9, 5), 0)))).rejects.toThrow('different width or kind')
  })

  it('says when the bound on its size is reached', async () => {
    const join = new PngJoin(2000)
    const tile = await readTile(encode(picture(200, 200, 6), 0))
    expect(join.full).toBe(false)
    for (let n = 0; n < 40; n++) await join.add(tile)
    await collect(join.finish())
    expect(join.full).toBe(true)
  })

  it('has nothing to give without a row', async () => {
    await expect(collect(new PngJoin(1e9).finish())).rejects.toThrow('without rows')
    const tile = await readTile(encode(picture(4, 4, 1), 0))
    await expect(new PngJoin(1e9).add(tile, 3, 3)).rejects.toThrow('outside')
    await expect(new PngJoin(1e9).add(tile, 0, 5)).rejects.toThrow('outside')
  })
})

describe('reading a tile', () => {
  const good = encode(picture(8, 8, 1), 4)

  it('refuses what is no PNG of the expected kind', async () => {
    await expect(readTile(Buffer.from('GIF89a'))).rejects.toThrow('not a PNG')
    await expect(readTile(good.subarray(0, good.length - 20))).rejects.toThrow()
    await expect(readTile(PNG.sync.write(picture(4, 4, 1), { colorType: 0 }))).rejects.toThrow('unexpected kind')
    await expect(readTile(good, 7)).rejects.toThrow('unexpected size')
  })

  it('unpacks no more than the size in its header', async () => {
    const lying = Buffer.from(good)
    lying.writeUInt32BE(4, 20)
    await expect(readTile(lying)).rejects.toThrow()
  })

  it.each([0, 1, 2, 3, 4])('knows an empty picture from one with a single dot, filter %i', async (filter) => {
    const plain = new PNG({ width: 50, height: 40 })
    plain.data.fill(201)
    for (let at = 3; at < plain.data.length; at += 4) plain.data[at] = 255
    expect(isBlank(await readTile(encode(plain, filter)))).toBe(true)
    plain.data[(39 * 50 + 49) * 4] = 200
    expect(isBlank(await readTile(encode(plain, filter)))).toBe(false)
  })
})
