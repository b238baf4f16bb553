import { createHash } from 'node:crypto'
import { ZipWriter } from '@zip.js/zip.js'
import type { BagFile } from './files.ts'

export interface ZipOut {
  /** Files come out in the order in which they are added; each call must have ended before the next. */
  add(file: BagFile, onBytes: (length: number) => void): Promise<void>
  /** Writes the directory. `sha256` is of the whole zip, hex. */
  close(): Promise<{ bytes: number; sha256: string }>
}

const FILE = 0o100644
const PROGRAM = 0o100755

/**
 * A stored zip written from front to back, never held: sizes and checksums are known beforehand, so that each local
 * header is complete and no data descriptor is needed (some unpackers don't read those). Zip64 where a size or
 * offset calls for it. Nothing in it depends on the machine: `at` stands on each file as UTC.
 */
export function createZip(write: (chunk: Uint8Array) => Promise<void>, folder: string, at: Date): ZipOut {
  const hash = createHash('sha256')
  let bytes = 0
  const sink = new WritableStream<Uint8Array>({
    async write(chunk) {
      hash.update(chunk)
      bytes += chunk.length
      await write(chunk)
    },
  })
  const writer = new ZipWriter(sink, {
    level: 0,
    compressionMethod: 0,
    passThrough: true,
    dataDescriptor: false,
    keepOrder: true,
    useWebWorkers: false,
    extendedTimestamp: false,
    rawLastModDate: dosTime(at),
  })

  return {
    async add(file, onBytes) {
      await writer.add(
        `${folder}/${file.path}`,
        { readable: asStream(counted(file, onBytes)), size: file.bytes },
        {
          uncompressedSize: file.bytes,
          crc32: file.crc32,
          externalFileAttributes: ((file.executable ? PROGRAM : FILE) << 16) >>> 0,
        },
      )
    },
    async close() {
      await writer.close()
      return { bytes, sha256: hash.digest('hex') }
    },
  }
}

async function* counted(file: BagFile, onBytes: (length: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of file.open()) {
    bytes += chunk.length
    yield chunk
    onBytes(chunk.length)
  }
  // The size stands in the header already.
  if (bytes !== file.bytes) throw new Error(`${file.path} has ${bytes} bytes and not ${file.bytes}`)
}

function asStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: async () => void (await chunks.return(undefined)),
  })
}

/** MS-DOS date and time (APPNOTE 4.4.6): two-second steps, no zone, none before 1980. */
export function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((date << 16) | time) >>> 0
}
