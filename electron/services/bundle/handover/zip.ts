import type { FileHandle } from 'node:fs/promises'
import { Reader, ZipReader, ZipWriter } from '@zip.js/zip.js'
import { wipe } from '../../crypto/index.ts'
import { dosTime } from '../zip.ts'
import type { Sealing } from './sealing.ts'

/** Above it a zip needs the longer records of Zip64; less than 4 GiB by what encryption and headers add. */
const ZIP64_FROM = 0xffff_ffff - 65_536
/** AES with a key of 256 bits. */
const STRENGTH = 3

export interface ZipSealing {
  /** Of the one file inside. */
  name: string
  bytes: number
  /** Stands on that file: a time that is no secret. */
  at: Date
  passphrase: string
}

/**
 * A zip with one file in it, stored and encrypted as WinZip's AE-2: AES-256 in counter mode, HMAC-SHA-1 over what is
 * encrypted, key by PBKDF2 (1000 rounds). Opened by 7-Zip and its kin.
 */
export function zipSealing({ name, bytes, at, passphrase }: ZipSealing): Sealing {
  const rawPassword = new TextEncoder().encode(passphrase)
  return {
    ending: '.encrypted.zip',

    async seal(source, sink) {
      const zip = new ZipWriter(sink, {
        level: 0,
        compressionMethod: 0,
        useWebWorkers: false,
        keepOrder: true,
        extendedTimestamp: false,
        rawLastModDate: dosTime(at),
        zip64: bytes > ZIP64_FROM,
        // Written from front to back: what is only known at the end stands behind the content.
        dataDescriptor: true,
      })
      await zip.add(name, { readable: source, size: bytes }, { rawPassword, encryptionStrength: STRENGTH })
      await zip.close()
    },

    async unseal(file, length, sink) {
      const zip = new ZipReader(new HandleReader(file, length), { useWebWorkers: false })
      try {
        const [entry, ...more] = await zip.getEntries()
        if (entry === undefined || entry.directory || more.length > 0 || entry.filename !== name || !entry.encrypted || entry.zipCrypto) {
          throw new Error('not the one encrypted file that was written')
        }
        await entry.getData(sink, { rawPassword, useWebWorkers: false })
      } finally {
        await zip.close()
      }
    },

    close: () => wipe(rawPassword),
  }
}

class HandleReader extends Reader<FileHandle> {
  readonly #file: FileHandle

  constructor(file: FileHandle, bytes: number) {
    super(file)
    this.#file = file
    this.size = bytes
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafeSlow(length), 0, length, index)
    return buffer.subarray(0, bytesRead)
  }
}
