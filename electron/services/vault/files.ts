import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../../shared/contract/index.ts'
import { randomBytes } from '../crypto/index.ts'

export const FOLDER_MODE = 0o700
export const FILE_MODE = 0o600

/** Names of files that are being written, a database's side files among them; left behind only by a crash. */
export const TEMPORARY = /^\.tmp-[0-9a-f]{16}(-(wal|shm|journal))?$/
export const temporaryName = () => `.tmp-${randomBytes(8).toString('hex')}`

export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: FOLDER_MODE })
}

/**
 * Makes a rename or a new file in `folder` survive a power cut. Windows can't open folders; NTFS journals their changes
 * by itself.
 */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) done += writeSync(fd, bytes, done)
}

/**
 * Writes a small file so that after any crash either the old or the new one is there, whole: temporary file, fsync,
 * rename, fsync of the folder.
 */
export function replaceFile(path: string, content: Uint8Array): void {
  const folder = dirname(path)
  const temporary = join(folder, temporaryName())
  const fd = openSync(temporary, 'wx', FILE_MODE)
  try {
    try {
      writeAll(fd, content)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  syncFolder(folder)
}

/** Appends at exactly `at`, cutting off whatever a crash left behind it, and waits for the disk. */
export function appendAt(path: string, at: number, content: Uint8Array): void {
  const fd = openSync(path, 'a', FILE_MODE)
  try {
    const { size } = fstatSync(fd)
    if (size < at) throw new Refusal('vault.io', { file: basename(path), reason: 'shorter-than-known' })
    if (size > at) ftruncateSync(fd, at)
    writeAll(fd, content)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Reads a small file whole. Hostile input: null above `max` bytes. */
export function readSmallFile(path: string, max: number): Buffer | null {
  const fd = openSync(path, 'r')
  try {
    const { size } = fstatSync(fd)
    if (size > max) return null
    return readRange(fd, 0, size)
  } finally {
    closeSync(fd)
  }
}

/** The first bytes of a file, fewer where it is shorter. */
export function readHead(path: string, length: number): Buffer {
  const fd = openSync(path, 'r')
  try {
    return readRange(fd, 0, Math.min(length, fstatSync(fd).size))
  } finally {
    closeSync(fd)
  }
}

/** Exactly `length` bytes from `position`; a file that ends earlier is an error of the disk or of another program. */
export function readRange(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let done = 0
  while (done < length) {
    const read = readSync(fd, bytes, done, length - done, position + done)
    if (read === 0) throw new Refusal('vault.io', { file: '', reason: 'short-read' })
    done += read
  }
  return bytes
}

/**
 * Lines of a file of any size, without the line feed, in bounded memory. `complete` is false for a last line without
 * a line feed. A line longer than `max` bytes ends the reading with `null` as its text.
 */
export function* readLines(path: string, max: number): Generator<{ text: string | null; complete: boolean }> {
  const fd = openSync(path, 'r')
  try {
    const block = Buffer.allocUnsafe(1024 * 1024)
    let carry = Buffer.alloc(0)
    for (;;) {
      const read = readSync(fd, block, 0, block.length, null)
      if (read === 0) break
      const bytes = Buffer.concat([carry, block.subarray(0, read)])
      let start = 0
      for (let end = bytes.indexOf(10, start); end !== -1; end = bytes.indexOf(10, start)) {
        // Latin-1, not UTF-8: entries are ASCII, and any other byte must stay visible as such to the parser.
        yield { text: bytes.toString('latin1', start, end), complete: true }
        start = end + 1
      }
      carry = Buffer.from(bytes.subarray(start))
      if (carry.length > max) {
        yield { text: null, complete: false }
        return
      }
    }
    if (carry.length > 0) yield { text: carry.toString('latin1'), complete: false }
  } finally {
    closeSync(fd)
  }
}
