/** A raster by its first bytes, and how large it becomes once decoded. */
export interface Picture {
  mediaType: 'image/png' | 'image/jpeg'
  width: number
  height: number
}

/** Four bytes each in the browser's memory. */
export const MAX_PIXELS = 80_000_000

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Reads hostile bytes. Null: neither PNG nor JPEG, or it doesn't say how large it is. */
export function pictureOf(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = PNG.every((byte, at) => bytes[at] === byte) ? sizeOfPng(view) : bytes[0] === 0xff && bytes[1] === 0xd8 ? sizeOfJpeg(view) : null
  return size === null || size.width === 0 || size.height === 0 ? null : size
}

function sizeOfPng(view: DataView): Picture | null {
  // The first chunk has to be the header: length 13, IHDR, width, height.
  if (view.byteLength < 33 || view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return null
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** Start of frame; of the markers in that range these three are something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function sizeOfJpeg(view: DataView): Picture | null {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (isFrame(marker)) return { mediaType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    const length = view.getUint16(at + 2)
    // Padding before a marker is one byte; a segment has at least its own length.
    if (marker === 0xff) at += 1
    else if (length < 2) return null
    else at += 2 + length
  }
  return null
}
