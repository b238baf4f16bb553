import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflate } from 'node:zlib'
import { Committer, TILE, coveredTiles, tileCount, tiler, toHex, type HashParts } from '../../../../shared/encoding/index.ts'
import type { TileRect } from '../../../../shared/model/index.ts'
import { openRows } from './draw.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** PNG filter "up" (PNG specification, 3rd edition, 9.2): pages have many rows like the one above. */
const UP = 2

const native: HashParts = (...parts) => hash('sha256', Buffer.concat(parts), 'buffer')

export interface PictureRoot {
  width: number
  height: number
  /** Over its tiles, hex. */
  root: string
}

/** Commits to the tiles of a picture whose rows come band by band. `seed`: of this picture. */
export function pictureCommitter(seed: Uint8Array, width: number, height: number): { rows(data: Buffer, count: number): void; end(): PictureRoot } {
  const { committer, rows, end } = committing(seed, width, height)
  return {
    rows,
    end() {
      end()
      return { width, height, root: toHex(committer.root()) }
    },
  }
}

function committing(seed: Uint8Array, width: number, height: number, onLeaf: (leaf: Uint8Array) => void = () => undefined) {
  const { across, down } = tileCount(width, height)
  const committer = new Committer(seed, across * down, native)
  const tiles = tiler(width, (tile) => onLeaf(committer.add(tile)))
  const rows = (data: Buffer, count: number) => {
    for (let row = 0; row < count; row += 1) tiles.row(data.subarray(row * width * 3, (row + 1) * width * 3))
  }
  return { committer, rows, end: () => tiles.end() }
}

/** What a picture commits to, tile by tile: needed to open some of them. `content` is untrusted, as in `drawSlices`. */
export async function tileHashes(content: Buffer, seed: Uint8Array): Promise<readonly Uint8Array[]> {
  const { width, height, bands } = await openRows(content)
  const leaves: Uint8Array[] = []
  const { committer, rows, end } = committing(seed, width, height, (leaf) => leaves.push(leaf))
  for await (const band of bands) rows(band.data, band.rows)
  end()
  // Says whether it was all of it.
  committer.root()
  return leaves
}

/**
 * The picture with areas covered in black, as PNG (8-bit RGB, no metadata: nothing of the original but its pixels), in pieces. `content` is
 * untrusted.
 */
export async function* drawMasked(content: Buffer, rects: readonly TileRect[]): AsyncGenerator<Buffer> {
  const { width, height, bands } = await openRows(content)
  const covered = coveredTiles(width, height, rects)
  const { across } = tileCount(width, height)
  const deflate = createDeflate({ level: 6, chunkSize: 256 * 1024 })
  const filtered = (async function* () {
    let above: Buffer = Buffer.alloc(width * 3)
    for await (const { top, rows, data } of bands) {
      const out = Buffer.alloc(rows * (1 + width * 3))
      for (let row = 0; row < rows; row += 1) {
        const line = data.subarray(row * width * 3, (row + 1) * width * 3)
        blacken(line, covered, Math.floor((top + row) / TILE.height) * across, across)
        const at = row * (1 + width * 3)
        out[at] = UP
        for (let i = 0; i < line.length; i += 1) out[at + 1 + i] = (line[i] ?? 0) - (above[i] ?? 0)
        above = line
      }
      // Its own copy: the next band may lie where this one's last row was.
      above = Buffer.from(above)
      yield out
    }
  })()
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  yield Buffer.concat([SIGNATURE, chunk('IHDR', header)])
  const feeding = pipeline(Readable.from(filtered, { objectMode: false }), deflate)
  // Told by `deflate` too, to whoever reads from it.
  feeding.catch(() => undefined)
  for await (const packed of deflate as AsyncIterable<Buffer>) yield chunk('IDAT', packed)
  yield chunk('IEND', Buffer.alloc(0))
}

function blacken(line: Buffer, covered: readonly boolean[], first: number, across: number): void {
  for (let x = 0; x < across; x += 1) {
    if (covered[first + x] === true) line.fill(0, x * TILE.width * 3, Math.min((x + 1) * TILE.width * 3, line.length))
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
