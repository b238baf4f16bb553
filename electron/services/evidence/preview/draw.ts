import sharp, { type Sharp } from 'sharp'
import { MAX_SLICES } from './messages.ts'

export interface Slice {
  /** Pixels of the original that the slice shows. */
  width: number
  height: number
  top: number
  jpeg: Uint8Array
}

/** Slices are a little higher than wide, so that one fills a printed page below its heading. */
const HEIGHT_PER_WIDTH = 1.2
/** A picture no higher than this many widths stays whole: a phone's screenshot isn't cut in two. */
const WHOLE_UP_TO = 2.3
/** Decoded at once, bytes. Tall pictures are read in bands, so that memory doesn't grow with their height. */
const BAND_BYTES = 64 * 1024 * 1024
/** A single slice that takes more than this when decoded is drawn without being held. */
const MAX_SLICE_BYTES = 192 * 1024 * 1024
/** Slices wider than this are scaled down for showing; the artefact itself stays as it is. */
const MAX_WIDTH = 2000
/** Pixels that are decoded row by row, which takes little memory, however many there are. */
const MAX_PIXELS = 1_000_000_000
/** Pixels of a picture that must be decoded whole before its first row is known: some 900 MB. */
const MAX_PIXELS_AT_ONCE = 300_000_000

interface Opened {
  width: number
  height: number
  /** Rows from `top` on as they are seen: turned as a phone says, on white, in sRGB. */
  cut: (top: number, rows: number) => Sharp
}

async function openPicture(content: Buffer): Promise<Opened> {
  sharp.cache(false)
  sharp.concurrency(1)
  const open = () => sharp(content, { limitInputPixels: MAX_PIXELS, sequentialRead: true, failOn: 'error', animated: false })
  const metadata = await open().metadata()
  // Phones store a rotation instead of turning the pixels; `autoOrient` gives the size as seen.
  const { width, height } = metadata.autoOrient
  const turned = (metadata.orientation ?? 1) > 1
  const byRow = metadata.format === 'png' && metadata.isProgressive !== true && !turned
  if (!byRow && width * height > MAX_PIXELS_AT_ONCE) throw new Error(`${width} × ${height} pixels are too many to draw`)
  const cut = (top: number, rows: number) =>
    (turned ? open().autoOrient() : open()).extract({ left: 0, top, width, height: rows }).flatten({ background: '#ffffff' }).toColourspace('srgb')
  return { width, height, cut }
}

/** Red, green and blue of a stretch of rows, whatever the picture's own form is. */
async function pixels(stretch: Sharp): Promise<Buffer> {
  const { data, info } = await stretch.removeAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  if (info.channels === 3) return data
  const rgb = Buffer.alloc((data.length / info.channels) * 3)
  for (let from = 0, to = 0; from < data.length; from += info.channels, to += 3) rgb.fill(data[from] ?? 0, to, to + 3)
  return rgb
}

/** All rows from top to bottom, a band at a time: red, green and blue. */
async function* bands({ height, cut }: Opened, bandRows: number): AsyncGenerator<{ top: number; rows: number; data: Buffer }> {
  for (let top = 0; top < height; top += bandRows) {
    const rows = Math.min(bandRows, height - top)
    yield { top, rows, data: await pixels(cut(top, rows)) }
  }
}

/**
 * Cuts a picture into JPEG slices from top to bottom. `onRows` gets all its pixels on the way, in order (red, green, blue; `rows` × width), unless
 * they are too many to be held. `content` is untrusted: this runs only in the preview process. Throws where the picture can't be decoded, or
 * would take too much memory.
 */
export async function* drawSlices(content: Buffer, onSize: (width: number, height: number) => (data: Buffer, rows: number) => void): AsyncGenerator<Slice> {
  const picture = await openPicture(content)
  const { width, height, cut } = picture
  const sliceHeight = height <= width * WHOLE_UP_TO ? height : Math.ceil(width * HEIGHT_PER_WIDTH)
  const finish = (slice: Sharp) =>
    slice.resize({ width: Math.min(width, MAX_WIDTH), withoutEnlargement: true }).jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer()

  let count = 0
  if (sliceHeight * width * 3 > MAX_SLICE_BYTES) {
    for (let top = 0; top < height && count < MAX_SLICES; top += sliceHeight, count += 1) {
      const rows = Math.min(sliceHeight, height - top)
      yield { width, height: rows, top, jpeg: await finish(cut(top, rows)) }
    }
    return
  }
  const onRows = onSize(width, height)
  const perBand = Math.max(1, Math.floor(BAND_BYTES / (sliceHeight * width * 3)))
  for await (const band of bands(picture, perBand * sliceHeight)) {
    onRows(band.data, band.rows)
    for (let top = 0; top < band.rows && count < MAX_SLICES; top += sliceHeight, count += 1) {
      const rows = Math.min(sliceHeight, band.rows - top)
      const stretch = band.data.subarray(top * width * 3, (top + rows) * width * 3)
      const jpeg = await finish(sharp(stretch, { raw: { width, height: rows, channels: 3 } }))
      yield { width, height: rows, top: band.top + top, jpeg }
    }
  }
}

/** All pixels of a picture, for being drawn anew with parts covered: the same that `drawSlices` gives. Throws as that does. */
export async function openRows(content: Buffer): Promise<{ width: number; height: number; bands: AsyncGenerator<{ top: number; rows: number; data: Buffer }> }> {
  const picture = await openPicture(content)
  const { width, height } = picture
  return { width, height, bands: bands(picture, Math.max(1, Math.floor(BAND_BYTES / (width * 3)))) }
}
