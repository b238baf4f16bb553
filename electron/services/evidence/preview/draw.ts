import sharp from 'sharp'
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

/**
 * Cuts a picture into JPEG slices from top to bottom. `content` is untrusted: this runs only in the preview process.
 * Throws where the picture can't be decoded.
 */
export async function* drawSlices(content: Buffer): AsyncGenerator<Slice> {
  sharp.cache(false)
  sharp.concurrency(1)
  const open = () => sharp(content, { limitInputPixels: 1_000_000_000, sequentialRead: true, failOn: 'error', animated: false })
  const metadata = await open().metadata()
  // Phones store a rotation instead of turning the pixels; `autoOrient` gives the size as seen.
  const { width, height } = metadata.autoOrient
  const turned = (metadata.orientation ?? 1) > 1
  const sliceHeight = height <= width * WHOLE_UP_TO ? height : Math.ceil(width * HEIGHT_PER_WIDTH)
  const perBand = Math.max(1, Math.floor(BAND_BYTES / (sliceHeight * width * 3)))
  let count = 0
  for (let bandTop = 0; bandTop < height && count < MAX_SLICES; bandTop += perBand * sliceHeight) {
    const bandHeight = Math.min(perBand * sliceHeight, height - bandTop)
    const source = turned ? open().autoOrient() : open()
    const band = await source
      .extract({ left: 0, top: bandTop, width, height: bandHeight })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    for (let top = 0; top < bandHeight && count < MAX_SLICES; top += sliceHeight, count += 1) {
      const rows = Math.min(sliceHeight, bandHeight - top)
      const rowBytes = width * band.info.channels
      const pixels = band.data.subarray(top * rowBytes, (top + rows) * rowBytes)
      const jpeg = await sharp(pixels, { raw: { width, height: rows, channels: band.info.channels } })
        .resize({ width: Math.min(width, MAX_WIDTH), withoutEnlargement: true })
        .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
        .toBuffer()
      yield { width, height: rows, top: bandTop + top, jpeg }
    }
  }
}
