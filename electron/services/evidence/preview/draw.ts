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
/** Slices wider than this are scaled down for showing; the artefact itself stays as it is. */
const MAX_WIDTH = 2000
/** Pixels that are decoded row by row, which takes little memory, however many there are. */
const MAX_PIXELS = 1_000_000_000
/** Pixels of a picture that must be decoded whole before its first row is known: some 900 MB. */
const MAX_PIXELS_AT_ONCE = 300_000_000

/**
 * Cuts a picture into JPEG slices from top to bottom. `content` is untrusted: this runs only in the preview process.
 * Throws where the picture can't be decoded, or would take too much memory.
 */
export async function* drawSlices(content: Buffer): AsyncGenerator<Slice> {
  sharp.cache(false)
  sharp.concurrency(1)
  const open = () => sharp(content, { limitInputPixels: MAX_PIXELS, sequentialRead: true, failOn: 'error', animated: false })
  const metadata = await open().metadata()
  // Phones store a rotation instead of turning the pixels; `autoOrient` gives the size as seen.
  const { width, height } = metadata.autoOrient
  const turned = (metadata.orientation ?? 1) > 1
  const byRow = metadata.format === 'png' && metadata.isProgressive !== true && !turned
  if (!byRow && width * height > MAX_PIXELS_AT_ONCE) throw new Error(`${width} × ${height} pixels are too many to draw`)
  const sliceHeight = height <= width * WHOLE_UP_TO ? height : Math.ceil(width * HEIGHT_PER_WIDTH)
  const cut = (top: number, rows: number) =>
    (turned ? open().autoOrient() : open()).extract({ left: 0, top, width, height: rows }).flatten({ background: '#ffffff' }).toColourspace('srgb')
  const finish = (slice: Sharp) =>
    slice.resize({ width: Math.min(width, MAX_WIDTH), withoutEnlargement: true }).jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer()

  const perBand = Math.floor(BAND_BYTES / (sliceHeight * width * 3))
  let count = 0
  if (perBand === 0) {
    for (let top = 0; top < height && count < MAX_SLICES; top += sliceHeight, count += 1) {
      const rows = Math.min(sliceHeight, height - top)
      yield { width, height: rows, top, jpeg: await finish(cut(top, rows)) }
    }
    return
  }
  for (let bandTop = 0; bandTop < height && count < MAX_SLICES; bandTop += perBand * sliceHeight) {
    const bandHeight = Math.min(perBand * sliceHeight, height - bandTop)
    const band = await cut(bandTop, bandHeight).raw().toBuffer({ resolveWithObject: true })
    for (let top = 0; top < bandHeight && count < MAX_SLICES; top += sliceHeight, count += 1) {
      const rows = Math.min(sliceHeight, bandHeight - top)
      const rowBytes = width * band.info.channels
      const pixels = band.data.subarray(top * rowBytes, (top + rows) * rowBytes)
      const jpeg = await finish(sharp(pixels, { raw: { width, height: rows, channels: band.info.channels } }))
      yield { width, height: rows, top: bandTop + top, jpeg }
    }
  }
}
