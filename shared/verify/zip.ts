import { type FileEntry, Reader, Writer, ZipReader } from '@zip.js/zip.js/lib/zip-core-custom.js'
import type { BundleReport } from '../contract/index.ts'
import { concat, inflateStream } from '../encoding/index.ts'
import { createSha256 } from './crypto.ts'
import { describe } from './findings.ts'
import { isPlainPath } from './layout.ts'
import { piecesOf } from './pieces.ts'
import type { StreamHash, BagReader, VerifyCrypto, VerifyOptions, ZipSource } from './types.ts'
import { verifyBag } from './verify.ts'

/** Unix file type bits, and the one for a symbolic link. */
const FILE_TYPE = 0o170000
const LINK = 0o120000
/** Bytes of a stored file from which on it is read as it lies. */
const LARGE = 1024 * 1024
/** Bit 0 of the general purpose flags is all that tells an encrypted entry. */
const STORED_OR_DEFLATED = [0, 8]

/**
 * Checks a bundle as it was handed over: the zip's own signature (`.zip.sig`, null if there is none) and everything in
 * it. A file that can't be read as a zip is a failed check, not an error.
 */
export async function verifyZip(
  source: ZipSource,
  signature: Uint8Array | null,
  crypto: VerifyCrypto,
  options: Omit<VerifyOptions, 'zip'> = {},
): Promise<BundleReport> {
  const hash = options.createSha256 ?? createSha256
  const { reader, folder, fault } = await openZip(source, hash)
  return verifyBag(reader, crypto, { ...options, zip: { source, folder, signature, fault, createSha256: hash } })
}

/** The files of a zip that was checked, for looking at one of them. */
export const readerOfZip = async (source: ZipSource): Promise<BagReader> => (await openZip(source, createSha256)).reader

interface OpenedZip {
  reader: BagReader
  folder: string
  fault: string | null
}

/**
 * Reads a hostile zip strictly: whatever two unpackers could read in two ways is refused, since somebody could be shown
 * one content and check another.
 */
async function openZip(source: ZipSource, hash: () => StreamHash): Promise<OpenedZip> {
  const zip = new ZipReader(new PieceReader(source), { strictness: 'strict', useWebWorkers: false })
  try {
    const entries = await zip.getEntries()
    const folder = entries[0]?.filename.split('/')[0] ?? ''
    if (!isPlainPath(folder))
      return { reader: bagReader(source, new Map(), [source.name], hash), folder: '', fault: 'holds no folder' }
    const files = new Map<string, FileEntry>()
    const odd: string[] = []
    for (const entry of entries) {
      // Other tools write entries for folders; they say nothing that the files in them don't say.
      if (entry.directory) continue
      const inside = entry.filename.startsWith(`${folder}/`)
      const path = inside ? entry.filename.slice(folder.length + 1) : entry.filename
      if (!inside || !isPlainFile(entry)) odd.push(path)
      files.set(path, entry)
    }
    return { reader: bagReader(source, files, odd, hash), folder, fault: null }
  } catch (error) {
    return {
      reader: bagReader(source, new Map(), [source.name], hash),
      folder: '',
      fault: `can't be read as a zip: ${describe(error)}`,
    }
  }
}

function isPlainFile(entry: FileEntry): boolean {
  const isLink = ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === LINK
  return !isLink && !entry.encrypted && STORED_OR_DEFLATED.includes(entry.compressionMethod)
}

function bagReader(source: ZipSource, files: ReadonlyMap<string, FileEntry>, odd: readonly string[], hash: () => StreamHash): BagReader {
  const get = (path: string) => {
    const entry = files.get(path)
    if (entry === undefined) throw new Error('no such file in the zip')
    return entry
  }
  const read = async (path: string, maxBytes: number) => {
    const entry = get(path)
    if (entry.uncompressedSize > maxBytes) throw new RangeError('too large')
    const pieces: Uint8Array[] = []
    await stream(entry, (piece) => pieces.push(piece.slice()))
    return concat(...pieces)
  }
  return {
    paths: async () => [...files.keys()],
    odd: async () => [...odd],
    size: async (path) => get(path).uncompressedSize,
    read,
    async *chunks(path) {
      const entry = get(path)
      const pieces = (await storedPieces(source, entry)) ?? (await deflatedPieces(source, entry))
      yield* kept(pieces)
    },
    async digest(path, onBytes) {
      const sum = hash()
      const entry = get(path)
      const pieces = entry.uncompressedSize >= LARGE ? await storedPieces(source, entry) : null
      const take = (piece: Uint8Array) => {
        sum.update(piece)
        onBytes?.(piece.length)
      }
      if (pieces === null) await stream(entry, take)
      else for await (const piece of pieces) take(piece)
      return sum.hex()
    },
  }
}

/**
 * Content of an entry that is only stored, read as it lies: the library's streams copy each byte several times. The library
 * still judges its header, and that it overlaps no other; what lies there is what every unpacker would give out. Null: not
 * stored so.
 */
async function storedPieces(source: ZipSource, entry: FileEntry): Promise<AsyncGenerator<Uint8Array> | null> {
  const { compressionMethod, compressedSize, uncompressedSize } = entry
  return compressionMethod === 0 && compressedSize === uncompressedSize ? piecesAsTheyLie(source, entry) : null
}

/**
 * Content of an entry that somebody packed anew: a bundle's own are only stored. Unpacked as it is asked for, since half a megabyte may hold
 * hundreds, and held to the size that the directory says.
 */
async function deflatedPieces(source: ZipSource, entry: FileEntry): Promise<AsyncGenerator<Uint8Array>> {
  const packed = entry.compressionMethod === 8 ? await piecesAsTheyLie(source, entry) : null
  if (packed === null) throw new Error('packed in a way that is not read')
  return unpacked(packed, entry.uncompressedSize)
}

async function* unpacked(packed: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let count = 0
  for await (const piece of inflateStream(kept(packed), 'deflate-raw')) {
    if ((count += piece.length) > bytes) throw new RangeError('unpacks to more than its directory says')
    yield piece
  }
  if (count < bytes) throw new RangeError('unpacks to less than its directory says')
}

/** Pieces that stay as they are. */
async function* kept(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield piece.slice()
}

async function piecesAsTheyLie(source: ZipSource, entry: FileEntry): Promise<AsyncGenerator<Uint8Array> | null> {
  await entry.getData(new PieceWriter(() => undefined), { useWebWorkers: false, checkOverlappingEntryOnly: true })
  const from = entry.localDirectory?.dataOffset
  return from === undefined ? null : piecesOf(source, from, entry.compressedSize)
}

/** Content of an entry. The library stops where more or less comes out than the directory says; a test holds it to that. */
async function stream(entry: FileEntry, take: (piece: Uint8Array) => void): Promise<void> {
  await entry.getData(new PieceWriter(take), { useWebWorkers: false })
}

class PieceReader extends Reader<ZipSource> {
  readonly #source: ZipSource

  constructor(source: ZipSource) {
    super(source)
    this.#source = source
    this.size = source.bytes
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.#source.read(index, Math.max(0, Math.min(length, this.size - index)))
  }
}

class PieceWriter extends Writer<void> {
  readonly #take: (piece: Uint8Array) => void

  constructor(take: (piece: Uint8Array) => void) {
    super()
    this.#take = take
  }

  override async writeUint8Array(piece: Uint8Array): Promise<void> {
    this.#take(piece)
  }

  override async getData(): Promise<void> {}
}
