import type { ZipSource } from './types.ts'

/** Bytes read at a time. */
const PIECE = 2 * 1024 * 1024

/**
 * A stretch of a file from front to back. Each piece is good until the next is asked for: where the source can, all lie in
 * one and the same buffer, since making a new one for each costs as much as hashing it.
 */
export async function* piecesOf(source: ZipSource, from: number, bytes: number): AsyncGenerator<Uint8Array> {
  const buffer = source.readInto === undefined ? null : new Uint8Array(Math.min(PIECE, bytes))
  for (let done = 0; done < bytes; ) {
    const length = Math.min(PIECE, bytes - done)
    const piece = buffer === null ? await source.read(from + done, length) : await into(source, from + done, buffer.subarray(0, length))
    if (piece.length !== length) throw new RangeError('the file ends too early')
    yield piece
    done += length
  }
}

async function into(source: ZipSource, offset: number, target: Uint8Array): Promise<Uint8Array> {
  let filled = 0
  for (let read = -1; filled < target.length && read !== 0; filled += read) {
    read = (await source.readInto?.(offset + filled, target.subarray(filled))) ?? 0
  }
  return target.subarray(0, filled)
}
