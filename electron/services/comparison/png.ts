import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflate } from 'node:zlib'
import { readPicture as readRows, type Picture } from '../../../shared/encoding/index.ts'

export type { Picture }

/** Node's own: pictures of pages are long, and it takes half the time of the web's streams. */
function inflate(compressed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const unpacked = createInflate({ chunkSize: 64 * 1024 })
  const feeding = pipeline(Readable.from(compressed, { objectMode: false, highWaterMark: 64 * 1024 }), unpacked)
  // Told by `unpacked` too, to whoever reads from it.
  feeding.catch(() => undefined)
  return unpacked as AsyncIterable<Buffer>
}

/** See `readPicture` in `shared/encoding`. */
export const readPicture = (source: AsyncIterable<Uint8Array>): Promise<Picture> => readRows(source, inflate)
