import { concat, equalBytes } from './bytes.ts'

// Part of every runtime this code meets, as in `bytes.ts`.
interface Streamed {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(reason?: unknown): Promise<void> }
}
declare const ReadableStream: new (source: { pull(controller: { enqueue(chunk: Uint8Array): void; close(): void }): Promise<void> }) => {
  pipeThrough(through: unknown): Streamed
}
declare const DecompressionStream: new (format: Packed) => unknown

/** zlib data (RFC 1950), or bare deflated data (RFC 1951). */
type Packed = 'deflate' | 'deflate-raw'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const MAX_WIDTH = 20_000
/** Twice what a capture takes at most. */
const MAX_HEIGHT = 400_000

/**
 * Chunks beside which our drawing takes the pixels as they stand (`electron/services/evidence/preview/draw.ts`). By any other – a colour profile, a
 * colour that shines through, an orientation – it may draw otherwise. Words are passed over, also where programs keep an orientation in them.
 */
const PLAIN = new Set(['IDAT', 'PLTE', 'bKGD', 'cHRM', 'gAMA', 'hIST', 'pHYs', 'sBIT', 'sRGB', 'tEXt', 'tIME', 'zTXt', 'iTXt'])

/** Unpacks zlib data (RFC 1950); throws on what isn't. */
export type Inflate = (compressed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

export interface Picture {
  width: number
  height: number
  /** `height` rows of `width` × red, green, blue, from top to bottom. A row is overwritten by the next one. */
  rows: AsyncGenerator<Uint8Array, void, undefined>
  /** Once all rows were read: whether whatever draws it must come to the same pixels. Not so where something shines through, which is rounded in several ways. */
  plain(): boolean
}

/**
 * Reads a PNG of captures (8-bit RGB or RGBA, not interlaced; PNG specification, 3rd edition, 9 to 11) row by row as it comes, so that
 * memory doesn't grow with its height, and time only as its height does. What shines through is drawn on white. `source` is
 * hostile: throws on anything else, here or while rows are read, also where there are fewer or more rows than its header says.
 */
export async function readPicture(source: AsyncIterable<Uint8Array>, inflate: Inflate = (packed) => inflateStream(packed, 'deflate')): Promise<Picture> {
  const bytes = new Bytes(source)
  if (!equalBytes(await bytes.take(8), SIGNATURE)) throw new Error('not a PNG')
  const head = await bytes.take(25)
  if (uint32(head, 0) !== 13 || typeOf(head) !== 'IHDR') throw new Error('PNG without header')
  const width = uint32(head, 8)
  const height = uint32(head, 12)
  const channels = head[17] === 2 ? 3 : head[17] === 6 ? 4 : 0
  if (channels === 0 || head[16] !== 8 || head[20] !== 0) throw new Error('PNG of an unexpected kind')
  if (width === 0 || width > MAX_WIDTH || height === 0 || height > MAX_HEIGHT) throw new Error('PNG of an unexpected size')
  let plain = true
  const otherwise = () => {
    plain = false
  }
  const packed = compressed(bytes, (type) => PLAIN.has(type) || otherwise())
  return { width, height, rows: readRows(inflate(packed), width, height, channels, otherwise), plain: () => plain }
}

async function* readRows(
  pieces: AsyncIterable<Uint8Array>,
  width: number,
  height: number,
  channels: 3 | 4,
  onShining: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const line = new Uint8Array(1 + width * channels)
  let row: Uint8Array = new Uint8Array(width * channels)
  let above: Uint8Array = new Uint8Array(width * channels)
  const rgb = new Uint8Array(width * 3)
  let filled = 0
  let count = 0
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const taken = Math.min(line.length - filled, piece.length - at)
      line.set(piece.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled < line.length) continue
      filled = 0
      if ((count += 1) > height) throw new Error('PNG with more rows than it says')
      unfilter(line, row, above, channels)
      if (channels === 4 && !onWhite(row, rgb)) onShining()
      yield channels === 3 ? row : rgb
      ;[row, above] = [above, row]
    }
  }
  if (count !== height || filled !== 0) throw new Error('PNG with missing rows')
}

/** The content of all IDAT chunks, as one stream. `onChunk` is told what stands behind the header and before the end. */
async function* compressed(bytes: Bytes, onChunk: (type: string) => void): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const head = await bytes.take(8)
    const length = uint32(head, 0)
    const type = typeOf(head)
    if (type === 'IEND') return
    onChunk(type)
    for await (const piece of bytes.pieces(length)) if (type === 'IDAT') yield piece
    await bytes.take(4)
  }
}

/** Undoes the filter that stands at the head of `line` into `row`; `above` is the row before, zero for the first. */
function unfilter(line: Uint8Array, row: Uint8Array, above: Uint8Array, step: number): void {
  const filter = line[0]
  const { length } = row
  if (filter === 0) row.set(line.subarray(1))
  else if (filter === 1) {
    for (let i = 0; i < length; i += 1) row[i] = (line[i + 1] ?? 0) + (i < step ? 0 : (row[i - step] ?? 0))
  } else if (filter === 2) {
    for (let i = 0; i < length; i += 1) row[i] = (line[i + 1] ?? 0) + (above[i] ?? 0)
  } else if (filter === 3) {
    for (let i = 0; i < length; i += 1) row[i] = (line[i + 1] ?? 0) + (((i < step ? 0 : (row[i - step] ?? 0)) + (above[i] ?? 0)) >> 1)
  } else if (filter === 4) {
    for (let i = 0; i < step; i += 1) row[i] = (line[i + 1] ?? 0) + (above[i] ?? 0)
    for (let i = step; i < length; i += 1) {
      row[i] = (line[i + 1] ?? 0) + paeth((row[i - step] ?? 0), (above[i] ?? 0), (above[i - step] ?? 0))
    }
  } else throw new Error('PNG with an unknown filter')
}

function paeth(left: number, up: number, corner: number): number {
  const byLeft = Math.abs(up - corner)
  const byUp = Math.abs(left - corner)
  const byCorner = Math.abs(left + up - 2 * corner)
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}

/** Whether nothing shines through. */
function onWhite(rgba: Uint8Array, rgb: Uint8Array): boolean {
  let opaque = true
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] ?? 255
    opaque &&= alpha === 255
    for (let channel = 0; channel < 3; channel += 1) {
      const value = rgba[from + channel] ?? 0
      rgb[to + channel] = alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255)
    }
  }
  return opaque
}

const uint32 = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at)
/** Of a chunk, behind its length. */
const typeOf = (head: Uint8Array): string => String.fromCharCode(...head.subarray(4, 8))

/** Unpacks as it is asked for, and holds little however much comes out of little. Pieces of `compressed` have to stay as they are: some are read ahead. Throws on what isn't packed so. */
export async function* inflateStream(compressed: AsyncIterable<Uint8Array>, format: Packed): AsyncGenerator<Uint8Array, void, undefined> {
  const source = compressed[Symbol.asyncIterator]()
  const packed = new ReadableStream({
    async pull(controller) {
      const next = await source.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
  })
  const reader = packed.pipeThrough(new DecompressionStream(format)).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done || value === undefined) return
      yield value
    }
  } finally {
    // Whoever stops in the middle wants no more.
    await reader.cancel().catch(() => undefined)
  }
}

/** What comes in pieces, by as many bytes as are wanted. */
class Bytes {
  readonly #source: AsyncIterator<Uint8Array, unknown>
  #held: Uint8Array = new Uint8Array()

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async #more(): Promise<Uint8Array> {
    const read = await this.#source.next()
    if (read.done === true) throw new Error('PNG cut short')
    return read.value
  }

  /** Few at once. */
  async take(count: number): Promise<Uint8Array> {
    while (this.#held.length < count) this.#held = concat(this.#held, await this.#more())
    const taken = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return taken
  }

  async *pieces(count: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let left = count; left > 0; ) {
      if (this.#held.length === 0) this.#held = await this.#more()
      const piece = this.#held.subarray(0, left)
      this.#held = this.#held.subarray(piece.length)
      left -= piece.length
      if (piece.length > 0) yield piece
    }
  }
}
