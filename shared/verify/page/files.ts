import { type BagReader, type ZipSource, createSha256 } from '../index.ts'
import { piecesOf } from '../pieces.ts'

/** A file and where it lies in what was chosen, with forward slashes. */
export interface FileAt {
  path: string
  file: File
}

/** What is to be checked: a zip with its signature, or the files of an unpacked bundle. */
export type Chosen =
  | { kind: 'zip'; name: string; zip: File; signature: File | null }
  | { kind: 'folder'; name: string; files: ReadonlyMap<string, File> }

/** Bytes read of a file at a time. */
const PIECE = 512 * 1024
/** Longer than any signature; more of a `.sig` is never read. */
const MAX_SIGNATURE = 1024

/** Awaited before each piece: where the work is done in the page itself, it has to let others have their turn. */
type Pause = () => Promise<void>
const noPause: Pause = async () => undefined

/** Files that were picked one by one: the zip among them, and its signature if that is there too. */
export function pickZip(files: Iterable<File>): Chosen | null {
  const all = [...files]
  const zip = all.find(({ name }) => name.toLowerCase().endsWith('.zip'))
  if (zip === undefined) return null
  const others = all.filter(({ name }) => name.toLowerCase().endsWith('.sig'))
  return {
    kind: 'zip',
    name: zip.name,
    zip,
    signature: others.find(({ name }) => name === `${zip.name}.sig`) ?? others[0] ?? null,
  }
}

/** The files of one folder. Null where they aren't all in one, or it is no bag. */
export function pickFolder(all: readonly FileAt[]): Chosen | null {
  const name = all[0]?.path.split('/')[0] ?? ''
  if (all.some(({ path }) => !path.startsWith(`${name}/`))) return null
  const files = new Map(all.map(({ path, file }) => [path.slice(name.length + 1), file]))
  return files.has('bagit.txt') ? { kind: 'folder', name, files } : null
}

/** Everything that was dropped, folders walked through. */
export async function dropped(items: DataTransferItemList): Promise<Chosen | null> {
  // The list is emptied as soon as the event is over: take the entries before waiting for anything.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const found = (await Promise.all(entries.map(walk))).flat()
  return pickZip(found.filter(({ path }) => !path.includes('/')).map(({ file }) => file)) ?? pickFolder(found)
}

/** A zip is read in many small steps, mostly one after the other: each piece is fetched once for all steps in it. */
export function sourceOf(file: File, pause: Pause = noPause): ZipSource {
  let held = { start: 0, bytes: new Uint8Array() }
  return {
    name: file.name,
    bytes: file.size,
    async readInto(offset, target) {
      await pause()
      const piece = await bytesOf(file, offset, Math.min(offset + target.length, file.size))
      target.set(piece)
      const { length } = piece
      giveBack(piece)
      return length
    },
    async read(offset, length) {
      await pause()
      if (length >= PIECE) return bytesOf(file, offset, offset + length)
      if (offset < held.start || offset + length > held.start + held.bytes.length) {
        held = { start: offset, bytes: await bytesOf(file, offset, Math.min(offset + PIECE, file.size)) }
      }
      // Another read may have taken its place meanwhile.
      const { start, bytes } = held
      if (offset < start || offset + length > start + bytes.length) return bytesOf(file, offset, offset + length)
      return bytes.subarray(offset - start, offset - start + length)
    },
  }
}

export async function signatureOf(file: File | null): Promise<Uint8Array | null> {
  return file === null ? null : bytesOf(file, 0, Math.min(file.size, MAX_SIGNATURE))
}

/** A browser tells neither links nor empty folders: what it follows or leaves out, the lists of files catch. */
export function folderReader(files: ReadonlyMap<string, File>, pause: Pause = noPause): BagReader {
  const get = (path: string) => {
    const file = files.get(path)
    if (file === undefined) throw new Error('no such file')
    return file
  }
  return {
    paths: async () => [...files.keys()],
    odd: async () => [],
    size: async (path) => get(path).size,
    async read(path, maxBytes) {
      const file = get(path)
      if (file.size > maxBytes) throw new RangeError('too large')
      return bytesOf(file, 0, file.size)
    },
    async digest(path, onBytes) {
      const file = get(path)
      const hash = createSha256()
      for await (const piece of piecesOf(sourceOf(file, pause), 0, file.size)) {
        hash.update(piece)
        onBytes?.(piece.length)
      }
      return hash.hex()
    },
    async *chunks(path) {
      const file = get(path)
      for await (const piece of piecesOf(sourceOf(file, pause), 0, file.size)) yield piece.slice()
    },
  }
}

async function walk(entry: FileSystemEntry): Promise<FileAt[]> {
  const path = entry.fullPath.replace(/^\//, '')
  if (entry instanceof FileSystemFileEntry) {
    return [{ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }]
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return []
  const reader = entry.createReader()
  const inside: FileSystemEntry[] = []
  // Browsers give at most a hundred at a time, and an empty list at the end.
  for (;;) {
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (more.length === 0) break
    inside.push(...more)
  }
  return (await Promise.all(inside.map(walk))).flat()
}

/** Nobody is at its other end. */
let away: MessagePort | null = null

/**
 * Frees the buffer that a browser made, by handing it over to nobody: by itself it lets more than two hundred MiB of them gather first.
 * Streams that read into a buffer of ours stand still at times, and `ArrayBuffer.transfer` frees nothing (both Chromium 156).
 */
function giveBack({ buffer }: Uint8Array<ArrayBuffer>): void {
  if (away === null) {
    const { port1, port2 } = new MessageChannel()
    port2.close()
    away = port1
  }
  away.postMessage(null, [buffer])
}

async function bytesOf(file: File, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(start, end).arrayBuffer())
}
