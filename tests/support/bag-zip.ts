import { ed25519 } from '@noble/curves/ed25519.js'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter, type ZipWriterAddDataOptions } from '@zip.js/zip.js'
import type { ZipSource } from '../../shared/verify/index.ts'
import { type Files, KEYS } from './bag-fixture.ts'

export const BAG_NAME = 'bundle-1-01'

/** A stored zip of a bag in one folder; `more` may add entries that don't belong. */
export async function zipOf(
  files: Files,
  options: ZipWriterAddDataOptions = {},
  more: (writer: ZipWriter<Uint8Array>) => Promise<void> = async () => undefined,
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    level: 0,
    compressionMethod: 0,
    dataDescriptor: false,
    extendedTimestamp: false,
    useWebWorkers: false,
  })
  for (const [path, bytes] of files) await writer.add(`${BAG_NAME}/${path}`, new Uint8ArrayReader(bytes), options)
  await more(writer)
  return writer.close()
}

export const signZip = (zip: Uint8Array): Uint8Array => ed25519.sign(zip, KEYS.export.secret)

export function zipSource(zip: Uint8Array, name = `${BAG_NAME}.zip`): ZipSource {
  return {
    name,
    bytes: zip.length,
    async read(offset, length) {
      if (offset < 0 || offset + length > zip.length) throw new RangeError('beyond the end')
      return zip.slice(offset, offset + length)
    },
  }
}
