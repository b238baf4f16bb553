import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { utf8 } from '../../../shared/encoding/index.ts'
import type { BagFile, HeldFile } from './files.ts'
import { writeFailed } from './disk.ts'
import type { Target } from './target.ts'
import { centralHeader, directoryEnd, localHeader, localHeaderBytes, NEEDS_ZIP64, type ZipEntry } from './zip-records.ts'

export interface ZipOut {
  /** Files come out in the order in which they are added; each call must have ended before the next. */
  add(file: HeldFile): Promise<void>
  /**
   * A file of any length, read once. Written, and then read back from the target: `sha256` is of what lies there, so whoever
   * knows what it should be has to compare. Each of its bytes is told twice to `onBytes`, which may throw to end it.
   *
   * `bytes`, if known, is only a hint. A chunk of `open` may be used again once two more have been asked for.
   */
  stream(path: string, bytes: number | null, open: Opening, onBytes: (length: number) => void): Promise<BagFile>
  /** Writes the directory. `sha256` is of the whole zip, hex. */
  close(): Promise<{ bytes: number; sha256: string }>
}

type Opening = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * A stored zip written from front to back, never held. Each local header is complete, so no data descriptor is needed (some unpackers
 * don't read those): it is put before its content once that has passed. What is signed is what was read back, under headers
 * that never left this process. Zip64 where a size or offset calls for it. Nothing in it depends on the machine: `at` stands
 * on each file as UTC.
 *
 * `limit`: from which size or offset on the longer records of Zip64 are used; a test makes it smaller.
 */
export function createZip(target: Pick<Target, 'write' | 'readBack'>, folder: string, at: Date, limit = NEEDS_ZIP64): ZipOut {
  const hash = createHash('sha256')
  const entries: ZipEntry[] = []
  const time = dosTime(at)
  let end = 0

  const entryOf = (path: string, about: Pick<ZipEntry, 'bytes' | 'crc32' | 'executable'>): ZipEntry => ({ name: utf8(`${folder}/${path}`), time, offset: end, ...about })

  /** Read back as well, so that all of what is signed lies there. @throws Refusal `bundle.write-failed` */
  async function put(bytes: Uint8Array, path: string): Promise<void> {
    hash.update(bytes)
    await target.write(bytes, end)
    let done = 0
    for await (const piece of target.readBack(end, bytes.length)) {
      if (Buffer.compare(piece, bytes.subarray(done, done + piece.length)) !== 0) throw writeFailed(path, 'changed')
      done += piece.length
    }
    end += bytes.length
  }

  /** One chunk is being written while the next is made. */
  async function copy(from: number, open: Opening, onBytes: (length: number) => void): Promise<{ bytes: number; crc32: number }> {
    let writing = Promise.resolve()
    let [bytes, crc] = [0, 0]
    for await (const chunk of open()) {
      crc = crc32(chunk, crc)
      await writing
      writing = target.write(chunk, from + bytes)
      // Awaited at the next turn; without this, a failure before that would end the process.
      writing.catch(() => undefined)
      bytes += chunk.length
      onBytes(chunk.length)
    }
    await writing
    return { bytes, crc32: crc }
  }

  return {
    async add({ path, content, bytes, executable }) {
      const entry = entryOf(path, { bytes, crc32: crc32(content), executable })
      await put(Buffer.concat([localHeader(entry, limit), content]), path)
      entries.push(entry)
    },

    async stream(path, hint, open, onBytes) {
      const about = (bytes: number, crc = 0) => entryOf(path, { bytes, crc32: crc, executable: false })
      let room = localHeaderBytes(about(hint ?? 0), limit)
      let copied = await copy(end + room, open, onBytes)
      const needed = localHeaderBytes(about(copied.bytes), limit)
      if (needed !== room) {
        // Longer than anybody knew: once more, behind the header that such a length takes.
        room = needed
        copied = await copy(end + room, open, onBytes)
      }
      const entry = about(copied.bytes, copied.crc32)
      const header = localHeader(entry, limit)
      if (header.length !== room) throw new Error(`${path} was not as long the second time`)
      await put(header, path)
      const sum = createHash('sha256')
      for await (const piece of target.readBack(end, copied.bytes)) {
        hash.update(piece)
        sum.update(piece)
        onBytes(piece.length)
      }
      end += copied.bytes
      entries.push(entry)
      return { path, bytes: copied.bytes, sha256: sum.digest('hex') }
    },

    async close() {
      const from = end
      const records = entries.map((entry) => centralHeader(entry, limit))
      await put(Buffer.concat(records), folder)
      await put(directoryEnd({ entries: entries.length, from, bytes: end - from }, limit), folder)
      return { bytes: end, sha256: hash.digest('hex') }
    },
  }
}

/** MS-DOS date and time (APPNOTE 4.4.6): two-second steps, no zone, none before 1980. */
export function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((date << 16) | time) >>> 0
}
