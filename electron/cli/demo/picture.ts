import { crc32, deflateSync } from 'node:zlib'

/** A PNG (8-bit RGB, no interlace) of a made-up landscape, different for each number. */
export function picture(number: number, width = 560, height = 315): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    const row = y * (1 + width * 3) + 1
    for (let x = 0; x < width; x += 1) {
      const hill = height * 0.6 + Math.sin((x + number * 90) / 70) * 30 + Math.sin(x / 23) * 8
      const [red, green, blue] = y < hill ? [150 - y / 4, 185 - y / 6, 215] : [70 + (y - hill) / 3, 110 + number * 9, 72]
      rows[row + x * 3] = red
      rows[row + x * 3 + 1] = green
      rows[row + x * 3 + 2] = blue
    }
  }
  return png(width, height, [8, 2], rows)
}

/** A PNG of rows that each begin with a filter byte (PNG specification, 9). `form`: bit depth and colour type (11.2.1). */
export function png(width: number, height: number, form: readonly [depth: number, colour: number], rows: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set(form, 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
