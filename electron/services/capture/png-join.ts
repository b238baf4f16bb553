import { crc32, createDeflate, inflate, type Deflate } from 'node:zlib'
import { promisify } from 'node:util'

const inflateAsync = promisify(inflate)
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** PNG stores lengths in 31 bits. */
const MAX_HEIGHT = 2 ** 31 - 1

/** A decoded tile: filtered scanlines as they stand in the file, each a filter byte and `width × channels` bytes. */
export interface Tile {
  width: number
  height: number
  /** 3 (RGB) or 4 (RGBA), 8 bits each. */
  channels: 3 | 4
  /** `height × (1 + width × channels)` bytes. */
  rows: Buffer
}

/**
 * Reads a PNG as the browser writes it: 8-bit RGB or RGBA, not interlaced (PNG specification, 2nd edition, 5 and 9).
 * `maxHeight` bounds what is unpacked. Throws on anything else.
 */
export async function readTile(png: Buffer, maxHeight = 20_000): Promise<Tile> {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG')
  const data: Buffer[] = []
  let header: Buffer | null = null
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (body.length !== length) throw new Error('PNG cut short')
    if (type === 'IHDR') header = body
    if (type === 'IDAT') data.push(body)
    at += 12 + length
  }
  if (!header || header.length !== 13) throw new Error('PNG without header')
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  const channels = header[9] === 2 ? 3 : header[9] === 6 ? 4 : 0
  if (channels === 0 || header[8] !== 8 || header[12] !== 0) throw new Error('PNG of an unexpected kind')
  if (width === 0 || width > 20_000 || height === 0 || height > maxHeight) throw new Error('PNG of an unexpected size')
  const size = height * (1 + width * channels)
  const rows = await inflateAsync(Buffer.concat(data), { maxOutputLength: size })
  if (rows.length !== size) throw new Error('PNG with missing rows')
  return { width, height, channels, rows }
}

/**
 * Joins tiles of equal width below each other into one PNG without decoding and filtering them anew: of each tile
 * only the first row that is kept is rewritten, so that it needs no row before it; all others go into one deflate
 * stream as they are. The height stands at the head of a PNG and isn't known until the last tile, so the compressed
 * rows are held, up to `maxBytes`.
 */
export class PngJoin {
  readonly #deflate: Deflate = createDeflate({ level: 3, chunkSize: 256 * 1024 })
  readonly #compressed: Buffer[] = []
  readonly #maxBytes: number
  readonly #ended: Promise<void>
  #bytes = 0
  #height = 0
  #width = 0
  #channels = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
    this.#deflate.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length
      this.#compressed.push(chunk)
    })
    this.#ended = new Promise((resolve, reject) => {
      this.#deflate.once('end', resolve)
      this.#deflate.once('error', reject)
    })
    this.#ended.catch(() => undefined)
  }

  get height(): number {
    return this.#height
  }

  /** Zero until there is a tile. */
  get width(): number {
    return this.#width
  }

  /** Whether another tile might exceed the bound. */
  get full(): boolean {
    return this.#bytes >= this.#maxBytes
  }

  /** Adds rows `from` (included) to `to` (not included). */
  async add(tile: Tile, from = 0, to = tile.height): Promise<void> {
    if (this.#height === 0) {
      this.#width = tile.width
      this.#channels = tile.channels
    }
    if (tile.width !== this.#width || tile.channels !== this.#channels) throw new Error('tiles of different width or kind')
    if (from < 0 || to > tile.height || from >= to) throw new Error('rows outside the tile')
    if (this.#height + to - from > MAX_HEIGHT) throw new Error('picture too tall for PNG')
    const stride = 1 + tile.width * tile.channels
    this.#height += to - from
    await this.#write(plainRow(tile, from))
    if (to > from + 1) await this.#write(tile.rows.subarray((from + 1) * stride, to * stride))
  }

  /** The file, in pieces. Call once, after the last tile. */
  async *finish(): AsyncGenerator<Buffer> {
    if (this.#height === 0) throw new Error('picture without rows')
    this.#deflate.end()
    await this.#ended
    const header = Buffer.alloc(13)
    header.writeUInt32BE(this.#width, 0)
    header.writeUInt32BE(this.#height, 4)
    header.set([8, this.#channels === 3 ? 2 : 6, 0, 0, 0], 8)
    yield Buffer.concat([SIGNATURE, chunk('IHDR', header)])
    for (const part of this.#compressed) yield chunk('IDAT', part)
    yield chunk('IEND', Buffer.alloc(0))
  }

  async #write(bytes: Buffer): Promise<void> {
    if (!this.#deflate.write(bytes)) await new Promise<void>((resolve) => this.#deflate.once('drain', resolve))
  }
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(12 + body.length)
  out.writeUInt32BE(body.length, 0)
  out.write(type, 4, 'latin1')
  body.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length)
  return out
}

/** Row `y` with filter type 0 (none). Only rows back to one that needs no predecessor are worked out. */
function plainRow(tile: Tile, y: number): Buffer {
  const stride = 1 + tile.width * tile.channels
  let start = y
  while (start > 0 && (tile.rows[start * stride] ?? 0) > 1) start--
  let above: Buffer = Buffer.alloc(stride)
  for (let row = start; row <= y; row++) {
    const current = Buffer.from(tile.rows.subarray(row * stride, (row + 1) * stride))
    unfilter(current, above, tile.channels)
    above = current
  }
  return above
}

/** Undoes a row's filter in place (PNG specification, 9.2); `above` is plain already. Both begin with the filter byte. */
function unfilter(row: Buffer, above: Buffer, channels: number): void {
  const type = row[0] ?? 0
  row[0] = 0
  for (let i = 1; i < row.length; i++) {
    const left = i > channels ? (row[i - channels] ?? 0) : 0
    const up = above[i] ?? 0
    const corner = i > channels ? (above[i - channels] ?? 0) : 0
    row[i] = ((row[i] ?? 0) + predict(type, left, up, corner)) & 0xff
  }
}

function predict(type: number, left: number, up: number, corner: number): number {
  switch (type) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4:
      return paeth(left, up, corner)
    default:
      throw new Error(`PNG filter ${type}`)
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const toLeft = Math.abs(guess - left)
  const toUp = Math.abs(guess - up)
  const toCorner = Math.abs(guess - corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/** Whether every pixel has the same colour: a tile that shows nothing. */
export function isBlank(tile: Tile): boolean {
  const stride = 1 + tile.width * tile.channels
  const first = plainRow(tile, 0)
  for (let i = 1 + tile.channels; i < stride; i++) if (first[i] !== first[i - tile.channels]) return false
  let above = first
  for (let y = 1; y < tile.height; y++) {
    const row = Buffer.from(tile.rows.subarray(y * stride, (y + 1) * stride))
    unfilter(row, above, tile.channels)
    if (!row.equals(first)) return false
    above = row
  }
  return true
}
