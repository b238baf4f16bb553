import { PNG } from 'pngjs'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturePage } from '../support/capture.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'
import { hasTurn } from '../support/turns.ts'

/** Pages of which the colour of every row is known, one pixel high each: the joined picture equals the expected one. */

const WINDOW = 2000
const HEIGHTS = [1, 1999, 2000, 2001, 3999, 4000, 4001, 6123]
/** Beyond every bound at which others stop: 8,192, 16,384, 32,768, 65,536 and 131,072. */
const TALLEST = 150_000

/** Red and green count the rows; blue stays apart from what is drawn over them. */
const colour = (y: number): [number, number, number] => [y & 255, (y >> 8) & 255, 40]

/** Rows `from` to `to`, drawn as they come into sight or all at once. */
const ruler = (height: number) =>
  `<script>
    const rows = document.createElement('canvas')
    Object.assign(rows, { width: 1, height: ${height} })
    const pen = rows.getContext('2d')
    for (let y = 0; y < ${height}; y++) { pen.fillStyle = 'rgb(' + (y & 255) + ',' + ((y >> 8) & 255) + ',40)'; pen.fillRect(0, y, 1, 1) }
    const ruler = document.createElement('div')
    ruler.style.cssText = 'height:${height}px;image-rendering:pixelated;background:url(' + rows.toDataURL() + ') repeat-x'
    document.body.prepend(ruler)
  </script>`

/** The same on any height: a canvas holds 32,767 rows at most, and blue counts how often the others have begun anew. */
const tallRuler = (height: number) =>
  `<script>
    for (let from = 0; from < ${height}; from += 10000) {
      const rows = document.createElement('canvas')
      Object.assign(rows, { width: 1, height: Math.min(10000, ${height} - from) })
      const pen = rows.getContext('2d')
      for (let y = 0; y < rows.height; y++) { const n = from + y; pen.fillStyle = 'rgb(' + (n & 255) + ',' + ((n >> 8) & 255) + ',' + (40 + (n >> 16)) + ')'; pen.fillRect(0, y, 1, 1) }
      const part = document.createElement('div')
      part.style.cssText = 'height:' + rows.height + 'px;image-rendering:pixelated;background:url(' + rows.toDataURL() + ') repeat-x'
      document.body.append(part)
    }
  </script>`

const page = (height: number, more = '', style = '') => `<!doctype html><title>Linjal</title><style>html, body { margin: 0 } ${style}</style><body>${more}${ruler(height)}`
const bar = (css: string, paint: string) => `<div style="left:600px;width:100px;height:60px;background:${paint};${css}"></div>`

let server: PageServer
beforeAll(async () => {
  server = await startPageServer({
    ...Object.fromEntries(HEIGHTS.map((height) => [`/${height}`, page(height)])),
    '/tallest': `<!doctype html><title>Linjal</title><style>html, body { margin: 0 }</style><body>${tallRuler(TALLEST)}`,
    '/smooth': page(5000, '', 'html { scroll-behavior: smooth }'),
    '/snap': page(5000, '', 'html { scroll-snap-type: y mandatory } body > div { scroll-snap-align: start }'),
    '/fraction': page(4001, '<div style="height:0.4px"></div>'),
    '/bars': page(
      7000,
      bar('position:fixed;top:0', '#f0f') + bar('position:fixed;bottom:0', '#0ff') + bar('position:fixed;top:900px', '#ff0') + bar('position:sticky;top:20px', '#f80'),
    ),
  })
})
afterAll(() => server.close())

async function rowsOf(path: string): Promise<{ png: PNG; codes: string[] }> {
  const { artefacts, codes } = await capturePage(server.origin + path)
  return { png: PNG.sync.read(artefacts.get('screenshot.png') ?? Buffer.alloc(0)), codes }
}

/** Rows that aren't as they should be, at a place where nothing is drawn over them. */
function wrong(png: PNG, height: number, offset = 0): number[] {
  return Array.from({ length: height }, (_, y) => y).filter((y) => {
    const at = ((y + offset) * png.width + 100) * 4
    return colour(y).some((value, channel) => png.data[at + channel] !== value)
  })
}

/** Rows in which a colour stands at the place of the bars. */
function rowsWith(png: PNG, [red, green, blue]: [number, number, number]): number[] {
  return Array.from({ length: png.height }, (_, y) => y).filter((y) => {
    const at = (y * png.width + 650) * 4
    return png.data[at] === red && png.data[at + 1] === green && png.data[at + 2] === blue
  })
}

describe('a page of known rows', () => {
  it.each(HEIGHTS.filter((_, index) => hasTurn(index)))('%i px tall is exact in every row', async (height) => {
    const { png } = await rowsOf(`/${height}`)
    expect([png.width, png.height]).toEqual([1280, Math.max(height, WINDOW)])
    expect(wrong(png, height)).toEqual([])
  })

  it(`${TALLEST} px tall is exact in every row`, { timeout: 90_000 }, async () => {
    const { artefacts } = await capturePage(`${server.origin}/tallest`)
    const picture = sharp(artefacts.get('screenshot.png'), { limitInputPixels: false, unlimited: true })
    expect(await picture.metadata()).toMatchObject({ width: 1280, height: TALLEST })
    const column = await picture.extract({ left: 100, top: 0, width: 1, height: TALLEST }).removeAlpha().raw().toBuffer()
    const faults = Array.from({ length: TALLEST }, (_, y) => y).filter((y) => [y & 255, (y >> 8) & 255, 40 + (y >> 16)].some((value, channel) => column[y * 3 + channel] !== value))
    expect(faults).toEqual([])
  })

  it.each(['/smooth', '/snap'])('is exact however it likes to be scrolled: %s', async (path) => {
    const { png } = await rowsOf(path)
    expect(png.height).toBe(5000)
    expect(wrong(png, 5000)).toEqual([])
  })

  it('is exact where it ends in a fraction of a row', async () => {
    const { png } = await rowsOf('/fraction')
    expect(png.height).toBeGreaterThanOrEqual(4001)
    expect(wrong(png, 4001)).toEqual([])
  })

  it('shows what stands still on the screen once at most, and nothing of it over the rows below', async () => {
    const { png } = await rowsOf('/bars')
    expect(png.height).toBeGreaterThanOrEqual(7000)
    expect(rowsWith(png, [255, 0, 255])).toEqual(Array.from({ length: 60 }, (_, y) => y))
    expect(rowsWith(png, [255, 255, 0])).toEqual(Array.from({ length: 60 }, (_, y) => 900 + y))
    // What a bar at the foot covers is taken again without it; the bar itself stands in the window picture.
    expect(rowsWith(png, [0, 255, 255])).toEqual([])
    expect(wrong(png, 7000, 0)).toEqual([])
  })
})
