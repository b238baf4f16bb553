import { PNG } from 'pngjs'
import { png } from '../../electron/cli/demo/picture.ts'

/** A PNG that doesn't compress to nothing: each pixel differs from its neighbours, always the same for one size. */
export function noisyPicture(width: number, height: number): Buffer {
  const picture = new PNG({ width, height })
  for (let at = 0, state = 1; at < picture.data.length; at += 4) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    picture.data.set([state >>> 24, (state >>> 16) & 255, (at / 4 / width) & 255, 255], at)
  }
  return PNG.sync.write(picture)
}

/** A PNG whose left half is red and right half blue: it shows which way it was turned. */
export function halvedPicture(width: number, height: number): Buffer {
  const picture = new PNG({ width, height })
  for (let at = 0; at < picture.data.length; at += 4) {
    const left = (at / 4) % width < width / 2
    picture.data.set(left ? [255, 0, 0, 255] : [0, 0, 255, 255], at)
  }
  return PNG.sync.write(picture)
}

/** A black PNG of one bit a pixel: small, whatever it unpacks to. */
export function blackPicture(width: number, height: number): Buffer {
  return png(width, height, [1, 0], Buffer.alloc(height * (1 + Math.ceil(width / 8))))
}

/** The same JPEG with an EXIF segment that asks for it to be turned (TIFF orientation, 1 to 8). */
export function oriented(jpeg: Uint8Array, orientation: number): Buffer {
  const exif = Buffer.from('457869660000' + '4d4d002a00000008' + '0001' + '0112000300000001' + '00000000' + '00000000', 'hex')
  // The value stands left in its field.
  exif.writeUInt16BE(orientation, 24)
  const segment = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)])
}

/** Width and height that a JPEG's frame header says. */
export function jpegSize(jpeg: Uint8Array): [width: number, height: number] {
  const bytes = Buffer.from(jpeg)
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at)
    if (marker >= 0xffc0 && marker <= 0xffc2) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)]
  }
  throw new Error('no frame in it')
}
