import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { MaskedChunks } from '../../shared/verify/chunks.ts'

/** The chunks of a masked picture, given in pieces of every length. */

let png: Buffer
beforeAll(async () => {
  png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#123456' } }).png().toBuffer()
  // Without what sharp says of its resolution.
  png = Buffer.concat([png.subarray(0, 33), ...chunksOf(png).filter(({ type }) => type === 'IDAT' || type === 'IEND').map(({ bytes }) => bytes)])
})

function chunksOf(bytes: Buffer): { type: string; bytes: Buffer }[] {
  const all: { type: string; bytes: Buffer }[] = []
  for (let at = 8; at < bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at)
    all.push({ type: bytes.toString('latin1', at + 4, at + 8), bytes: bytes.subarray(at, end) })
    at = end
  }
  return all
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** What is said of it, the same in pieces of any length; null: nothing is wrong. */
function said(bytes: Buffer): string | null {
  const answers = [1, 3, 7, 8, 13, 64, bytes.length].map((size) => {
    const chunks = new MaskedChunks()
    try {
      for (let at = 0; at < bytes.length; at += size) chunks.take(bytes.subarray(at, at + size))
      chunks.end()
      return null
    } catch (error) {
      return (error as Error).message
    }
  })
  expect(new Set(answers).size).toBe(1)
  return answers[0] ?? null
}

const ofKind = (...kind: number[]) => Buffer.concat([png.subarray(0, 8), chunk('IHDR', Buffer.from([0, 0, 0, 40, 0, 0, 0, 30, ...kind])), png.subarray(33)])

describe('chunks of a masked picture', () => {
  it('are those of 8-bit red, green and blue, with empty ones between too', () => {
    expect(said(png)).toBeNull()
    expect(said(Buffer.concat([png.subarray(0, 33), chunk('IDAT', Buffer.alloc(0)), png.subarray(33)]))).toBeNull()
  })

  it.each([
    ['grey', [8, 0, 0, 0, 0]],
    ['with what shines through', [8, 6, 0, 0, 0]],
    ['of sixteen bits', [16, 2, 0, 0, 0]],
    ['interlaced', [8, 2, 0, 0, 1]],
  ])('are refused %s', (_what, kind) => {
    expect(said(ofKind(...kind))).toBe('not a picture of 8-bit red, green and blue')
  })

  it('are refused with others, wherever they stand', () => {
    const text = chunk('tEXt', Buffer.from('Comment\0Åsa'))
    const all = [png.subarray(0, 33), ...chunksOf(png).slice(1).map(({ bytes }) => bytes)]
    for (let at = 1; at < all.length; at += 1) expect(said(Buffer.concat([...all.slice(0, at), text, ...all.slice(at)]))).toBe('holds something else than a picture (tEXt)')
    expect(said(Buffer.concat([png, text]))).toBe('does not end where its picture ends')
    expect(said(Buffer.concat([png.subarray(0, 8), text, png.subarray(8)]))).toBe('not a picture of 8-bit red, green and blue')
    expect(said(Buffer.concat([png.subarray(0, 33), png.subarray(8)]))).toBe('holds something else than a picture (IHDR)')
    expect(said(Buffer.concat([png.subarray(0, -12), chunk('IEND', Buffer.from('x'))]))).toBe('holds something else than a picture (IEND)')
  })

  it('are refused damaged or broken off, at every byte behind the signature', () => {
    for (let at = 8; at < png.length; at += 1) {
      const flipped = Buffer.from(png)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      expect([at, said(flipped)]).not.toEqual([at, null])
      expect([at, said(png.subarray(0, at))]).not.toEqual([at, null])
    }
  })
})
