import { sha256 } from '@noble/hashes/sha2.js'
import { toHex } from '../../../shared/encoding/index.ts'

/** How much is hashed before anything else has its turn: some milliseconds. */
const STRETCH = 256 * 1024

/**
 * SHA-256 of a file that was dropped on the window, hex. Nothing of it leaves the window; memory is bounded whatever its size.
 *
 * @throws Error where it is aborted or the file can't be read: a browser hands out one that it may not read as one of no length, which is no bundle either
 */
export async function digestOf(file: File, onBytes: (done: number) => void, signal: AbortSignal): Promise<string> {
  if (file.size === 0) throw new RangeError('nothing to be read')
  const hash = sha256.create()
  for (let at = 0; at < file.size; at += STRETCH) {
    signal.throwIfAborted()
    hash.update(new Uint8Array(await file.slice(at, at + STRETCH).arrayBuffer()))
    onBytes(Math.min(at + STRETCH, file.size))
  }
  return toHex(hash.digest())
}
