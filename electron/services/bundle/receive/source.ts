import { createHash } from 'node:crypto'
import { constants, lstat, open, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Refusal } from '../../../../shared/contract/index.ts'
import type { ZipSource } from '../../../../shared/verify/index.ts'

/** Bytes read, hashed and sealed at a time. */
const PIECE = 1024 * 1024
/** Pieces kept at hand: the checks go through small files one after the other. */
const AT_HAND = 4
/** Longer than a signature: told apart from one without reading the whole of a hostile file. */
const MAX_SIGNATURE_BYTES = 4096

export interface SourceFile {
  name: string
  bytes: number
  /** Once, from front to back: each piece is remembered by its hash. */
  chunks(onBytes: (done: number) => void, signal: AbortSignal): AsyncGenerator<Uint8Array>
  /** Reads only what `chunks` gave out: a piece that is another by now is not handed to anybody. */
  source(signal: AbortSignal): ZipSource
  /** Whether the file was found to be another than the one that `chunks` gave out. */
  changed(): boolean
  close(): Promise<void>
}

/**
 * A zip that is sealed and checked in one go. What is checked must be what is kept, or the verdict would be about
 * something else, so the check reads by the hashes of what was sealed.
 *
 * @throws Refusal `import.unreadable`
 */
export async function openSource(path: string): Promise<SourceFile> {
  const name = basename(path)
  const unreadable = (error: NodeJS.ErrnoException): never => {
    throw new Refusal('import.unreadable', { name, reason: error.code ?? 'unknown' }, error)
  }
  // Non-blocking, for the case that it is a pipe.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(unreadable)
  const info = await handle.stat()
  if (!info.isFile()) {
    await handle.close()
    throw new Refusal('import.unreadable', { name, reason: 'not a file' })
  }
  const { size } = info
  const hashes: string[] = []
  const atHand = new Map<number, { buffer: Buffer; room: Buffer }>()
  let changed = false

  async function read(piece: number, whole: Buffer): Promise<Buffer> {
    const buffer = whole.subarray(0, Math.min(PIECE, size - piece * PIECE))
    let done = 0
    while (done < buffer.length) {
      const { bytesRead } = await handle.read(buffer, done, buffer.length - done, piece * PIECE + done).catch((error: unknown) => {
        // A stick that was pulled out says nothing of the bundle.
        changed = true
        throw new Refusal('import.changed', { name }, error)
      })
      if (bytesRead === 0) break
      done += bytesRead
    }
    if (done === buffer.length) return buffer
    changed = true
    throw new Refusal('import.changed', { name })
  }

  async function held(piece: number): Promise<Buffer> {
    const known = atHand.get(piece)
    if (known !== undefined) return known.buffer
    // The oldest one's room is used again: nobody has it any more.
    const [oldest] = atHand.size >= AT_HAND ? atHand : []
    if (oldest !== undefined) atHand.delete(oldest[0])
    const room = oldest?.[1].room ?? Buffer.allocUnsafeSlow(PIECE)
    const buffer = await read(piece, room)
    if (hashOf(buffer) !== hashes[piece]) {
      changed = true
      throw new Refusal('import.changed', { name })
    }
    atHand.set(piece, { buffer, room })
    return buffer
  }

  /** A copy: whoever gets it may keep it, and the piece's room is used again. */
  async function copyInto(target: Uint8Array, offset: number, signal: AbortSignal): Promise<number> {
    goOn(signal)
    const wanted = Math.min(target.length, size - offset)
    for (let done = 0; done < wanted; ) {
      const piece = Math.floor((offset + done) / PIECE)
      const within = offset + done - piece * PIECE
      const part = (await held(piece)).subarray(within, within + wanted - done)
      target.set(part, done)
      done += part.length
    }
    return Math.max(wanted, 0)
  }

  const goOn = (signal: AbortSignal) => {
    if (signal.aborted) throw new Refusal('job.cancelled')
  }

  return {
    name,
    bytes: size,
    async *chunks(onBytes, signal) {
      for (let piece = 0; piece * PIECE < size; piece += 1) {
        goOn(signal)
        // A new buffer each time: the receiver may still be sealing the last one.
        const buffer = await read(piece, Buffer.allocUnsafeSlow(PIECE)).catch((error: unknown) => (error instanceof Refusal ? Promise.reject(error) : unreadable(error as NodeJS.ErrnoException)))
        hashes.push(hashOf(buffer))
        yield buffer
        onBytes(Math.min(size, (piece + 1) * PIECE))
      }
      const after = await handle.stat()
      if (after.size !== size || after.mtimeMs !== info.mtimeMs) throw new Refusal('import.changed', { name })
    },
    source: (signal) => ({
      name,
      bytes: size,
      async read(offset, length) {
        const target = Buffer.allocUnsafeSlow(length)
        return target.subarray(0, await copyInto(target, offset, signal))
      },
      readInto: (offset, target) => copyInto(target, offset, signal),
    }),
    changed: () => changed,
    close: () => handle.close(),
  }
}

/** The `.zip.sig` that lies beside it. `content` null: it is no signature, and longer than one is. */
export async function signatureOf(path: string): Promise<{ bytes: number; content: Uint8Array | null } | null> {
  const place = `${path}.sig`
  const info = await lstat(place).catch(() => null)
  if (info === null || !info.isFile()) return null
  return { bytes: info.size, content: info.size > MAX_SIGNATURE_BYTES ? null : await readFile(place) }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')
