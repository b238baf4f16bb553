import type { CDPSession } from '../browser/index.ts'

const PER_SECOND = 5
const MAX_BYTES = 64 * 1024 * 1024
const MAX_SECONDS = 300

/** Film of what the page showed while it was captured: JPEG pictures as the browser gives them. */
export class Recording {
  readonly #session: CDPSession
  /** By fifth of a second since the first. */
  readonly #frames = new Map<number, Buffer>()
  #began: number | null = null
  #size: { width: number; height: number } | null = null
  #bytes = 0
  full = false

  constructor(session: CDPSession) {
    this.#session = session
  }

  async start(): Promise<void> {
    this.#session.on('Page.screencastFrame', ({ data, sessionId }) => {
      this.#take(Buffer.from(data, 'base64'))
      this.#session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined)
    })
    await this.#session.send('Page.startScreencast', { format: 'jpeg', quality: 60, maxWidth: 1280, maxHeight: 2000, everyNthFrame: 1 })
  }

  /** The film as an AVI file of JPEG pictures, five a second; null where the page never showed anything. */
  async stop(): Promise<Buffer[] | null> {
    await this.#session.send('Page.stopScreencast').catch(() => undefined)
    return this.#size && this.#frames.size > 0 ? motionJpeg(this.#frames, this.#size, PER_SECOND) : null
  }

  #take(jpeg: Buffer): void {
    const now = performance.now()
    this.#began ??= now
    const slot = Math.floor(((now - this.#began) / 1000) * PER_SECOND)
    const size = jpegSize(jpeg)
    this.#size ??= size
    if (!size || size.width !== this.#size?.width || size.height !== this.#size.height) return
    if (this.#bytes + jpeg.length > MAX_BYTES || slot > MAX_SECONDS * PER_SECOND) {
      this.full = true
      return
    }
    this.#bytes += jpeg.length - (this.#frames.get(slot)?.length ?? 0)
    this.#frames.set(slot, jpeg)
  }
}

/** From the frame header (ITU-T T.81, B.2.2); null where there is none. */
function jpegSize(jpeg: Buffer): { width: number; height: number } | null {
  for (let at = 2; at + 9 < jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1] ?? 0
    if (marker >= 0xc0 && marker <= 0xc2) return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) }
    at += 2 + jpeg.readUInt16BE(at + 2)
  }
  return null
}

/** AVI 1.0 with one MJPG stream. A slot without a picture is an empty chunk: players go on showing the one before. */
function motionJpeg(frames: ReadonlyMap<number, Buffer>, { width, height }: { width: number; height: number }, perSecond: number): Buffer[] {
  const slots = Math.max(...frames.keys()) + 1
  const largest = Math.max(...[...frames.values()].map((frame) => frame.length))
  const movie: Buffer[] = []
  const index = Buffer.alloc(slots * 16)
  let offset = 4
  for (let slot = 0; slot < slots; slot++) {
    const frame = frames.get(slot) ?? Buffer.alloc(0)
    index.write('00dc', slot * 16)
    index.writeUInt32LE(frame.length > 0 ? 0x10 : 0, slot * 16 + 4)
    index.writeUInt32LE(offset, slot * 16 + 8)
    index.writeUInt32LE(frame.length, slot * 16 + 12)
    const stored = chunk('00dc', [frame])
    movie.push(...stored)
    offset += sum(stored)
  }
  const main = words(1e6 / perSecond, largest * perSecond, 0, 0x10, slots, 0, 1, largest, width, height, 0, 0, 0, 0)
  const stream = Buffer.concat([Buffer.from('vidsMJPG'), words(0, 0, 0, 1, perSecond, 0, slots, largest, 0xffffffff, 0), halves(0, 0, width, height)])
  const picture = Buffer.concat([words(40, width, height), halves(1, 24), Buffer.from('MJPG'), words(width * height * 3, 0, 0, 0, 0)])
  const headers = list('hdrl', [...chunk('avih', [main]), ...list('strl', [...chunk('strh', [stream]), ...chunk('strf', [picture])])])
  const body = [...headers, ...list('movi', movie), ...chunk('idx1', [index])]
  return [Buffer.from('RIFF'), words(4 + sum(body)), Buffer.from('AVI '), ...body]
}

function chunk(id: string, parts: Buffer[]): Buffer[] {
  const length = sum(parts)
  return [Buffer.from(id), words(length), ...parts, ...(length % 2 === 1 ? [Buffer.alloc(1)] : [])]
}

function list(id: string, parts: Buffer[]): Buffer[] {
  return [Buffer.from('LIST'), words(4 + sum(parts)), Buffer.from(id), ...parts]
}

function words(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(Math.round(value), index * 4)
  return buffer
}

function halves(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2)
  for (const [index, value] of values.entries()) buffer.writeUInt16LE(value, index * 2)
  return buffer
}

function sum(parts: readonly Buffer[]): number {
  return parts.reduce((total, part) => total + part.length, 0)
}
