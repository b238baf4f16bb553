import { type FileEntry, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js'
import { Refusal } from '../../../../shared/contract/index.ts'

/** Bytes that all parts of a workbook may have together once they are unpacked. What the file says of that isn't believed. */
const MAX_UNPACKED = 128 * 1024 * 1024
const MAX_ENTRIES = 10_000

/** The files in a hostile workbook. */
export interface Parts {
  has(path: string): boolean
  /** In order. Throws `table.too-large`, and what the library throws of a damaged file. */
  read(path: string, take: (piece: Uint8Array) => void): Promise<void>
}

/** Throws `table.protected` where something is encrypted, and what the library throws of what is no zip. */
export async function openParts(bytes: Uint8Array, name: string): Promise<Parts> {
  const zip = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false })
  const entries = new Map<string, FileEntry>()
  let count = 0
  for await (const entry of zip.getEntriesGenerator()) {
    if ((count += 1) > MAX_ENTRIES) throw new Refusal('table.too-large', { name })
    if (entry.directory) continue
    if (entry.encrypted) throw new Refusal('table.protected', { name })
    // Names of parts are the same in small letters and capitals (ECMA-376, Part 2). Of two, each program could read another one.
    const path = entry.filename.toLowerCase()
    if (entries.has(path)) throw new Error('two parts of one name')
    entries.set(path, entry)
  }

  let left = MAX_UNPACKED
  return {
    has: (path) => entries.has(path.toLowerCase()),
    async read(path, take) {
      const entry = entries.get(path.toLowerCase())
      if (entry === undefined) throw new Error('a part is missing')
      // What a stream throws comes out of the library changed.
      let failure: unknown = null
      const sink = new WritableStream<Uint8Array>({
        write(piece) {
          try {
            if ((left -= piece.length) < 0) throw new Refusal('table.too-large', { name })
            take(piece)
          } catch (error) {
            failure = error
            throw error
          }
        },
      })
      try {
        await entry.getData(sink, { useWebWorkers: false, checkSignature: true })
      } catch (error) {
        throw failure ?? error
      }
    },
  }
}
