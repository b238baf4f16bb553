import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { utf8 } from '../../../shared/encoding/index.ts'

/**
 * One file of a bundle whose content is known to the last bit before its first byte is written. Small ones are held;
 * large ones are read a second time from where they came, and must give the same bytes again.
 */
export interface BagFile {
  /** Below the bag's folder, forward slashes. */
  path: string
  bytes: number
  /** Hex. */
  sha256: string
  crc32: number
  executable: boolean
  open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export function heldFile(path: string, content: string | Uint8Array, executable = false): BagFile {
  const bytes = typeof content === 'string' ? utf8(content) : content
  return {
    path,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    crc32: crc32(bytes),
    executable,
    open: () => [bytes],
  }
}

/** Reads `open()` once to know the file; `onBytes` is told each chunk's length. */
export async function streamedFile(
  path: string,
  open: () => AsyncIterable<Uint8Array>,
  onBytes: (length: number) => void,
): Promise<BagFile> {
  const hash = createHash('sha256')
  let bytes = 0
  let crc = 0
  for await (const chunk of open()) {
    hash.update(chunk)
    crc = crc32(chunk, crc)
    bytes += chunk.length
    onBytes(chunk.length)
  }
  const sha256 = hash.digest('hex')
  return { path, bytes, sha256, crc32: crc, executable: false, open: () => same(path, { bytes, sha256 }, open()) }
}

/**
 * Like `streamedFile` where the reader holds the bytes against a digest itself and throws if they differ, each time.
 */
export async function promisedFile(
  path: string,
  promised: { bytes: number; sha256: string },
  open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onBytes: (length: number) => void,
): Promise<BagFile> {
  let crc = 0
  for await (const chunk of open()) {
    crc = crc32(chunk, crc)
    onBytes(chunk.length)
  }
  return { path, bytes: promised.bytes, sha256: promised.sha256, crc32: crc, executable: false, open }
}

/** Passes on what comes, and throws in the end if it isn't what was announced. */
async function* same(
  path: string,
  known: { bytes: number; sha256: string },
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of source) {
    hash.update(chunk)
    bytes += chunk.length
    yield chunk
  }
  if (bytes !== known.bytes || hash.digest('hex') !== known.sha256)
    throw new Error(`${path} was not the same the second time`)
}

export const byPath = (a: { path: string }, b: { path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0
