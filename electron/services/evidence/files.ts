import { constants, open, type FileHandle } from 'node:fs/promises'
import { extname } from 'node:path'
import { Refusal } from '../../../shared/contract/index.ts'

/** Bytes read at a time; also what is looked at to tell the type. */
export const CHUNK = 1024 * 1024

export interface OpenedFile {
  bytes: number
  /** UTC, as the file system says it: a claim. */
  modifiedAt: string
  chunks(onBytes: (done: number) => void, signal: AbortSignal): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

/** Opens a regular file for one pass. Throws `import.unreadable` with the file's name. */
export async function openFile(path: string, fileName: string): Promise<OpenedFile> {
  // Non-blocking, for the case that it is a pipe, which would keep us waiting for somebody to write to it.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal('import.unreadable', { name: fileName, reason: error.code ?? 'unknown' }, error)
  })
  try {
    const before = await handle.stat()
    if (!before.isFile()) throw new Refusal('import.unreadable', { name: fileName, reason: 'not a file' })
    return {
      bytes: before.size,
      modifiedAt: before.mtime.toISOString(),
      chunks: (onBytes, signal) => readAll(handle, fileName, { size: before.size, mtimeMs: before.mtimeMs }, onBytes, signal),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function* readAll(
  handle: FileHandle,
  name: string,
  before: { size: number; mtimeMs: number },
  onBytes: (done: number) => void,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let done = 0
  for (;;) {
    if (signal.aborted) throw new Refusal('job.cancelled')
    // A new buffer each time: the receiver may still be sealing the last one.
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(CHUNK), 0, CHUNK, done).catch((error: NodeJS.ErrnoException) => {
      throw new Refusal('import.unreadable', { name, reason: error.code ?? 'unknown' }, error)
    })
    if (bytesRead === 0) break
    done += bytesRead
    yield buffer.subarray(0, bytesRead)
    onBytes(done)
  }
  // A file that was written to meanwhile is neither its old nor its new self.
  const after = await handle.stat()
  if (done !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new Refusal('import.changed', { name })
}

export interface DetectedType {
  mediaType: string
  /** For the artefact's name: letters and digits only. */
  extension: string
}

/**
 * Tells the type by content, not by name. `head` holds the first bytes of the file (hostile); the name only helps where
 * content can't tell (an e-mail is plain text).
 */
export async function detectType(head: Uint8Array, fileName: string): Promise<DetectedType> {
  const named = extname(fileName).slice(1).toLowerCase()
  const extension = /^[a-z0-9]{1,8}$/.test(named) ? named : 'bin'
  // Loaded only here: the start of the program needn't wait for it.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found) return { mediaType: found.mime, extension: /^[a-z0-9]{1,8}$/.test(found.ext) ? found.ext : extension }
  if (!looksLikeText(head)) return { mediaType: 'application/octet-stream', extension }
  if (named === 'eml') return { mediaType: 'message/rfc822', extension }
  return { mediaType: 'text/plain', extension: extension === 'bin' ? 'txt' : extension }
}

function looksLikeText(head: Uint8Array): boolean {
  try {
    // `stream` lets a character be cut at the end of what was read, where that isn't the end of the file.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length >= CHUNK })
    // oxlint-disable-next-line no-control-regex -- control characters are what tells binary from text here
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)
  } catch {
    return false
  }
}
