import { createHash } from 'node:crypto'
import { utf8 } from '../../../shared/encoding/index.ts'

/** One file of a bundle, as its manifest names it. */
export interface BagFile {
  /** Below the bag's folder, forward slashes. */
  path: string
  bytes: number
  /** Hex. */
  sha256: string
}

/** A small one. */
export interface HeldFile extends BagFile {
  content: Uint8Array
  executable: boolean
}

export function heldFile(path: string, text: string | Uint8Array, executable = false): HeldFile {
  const content = typeof text === 'string' ? utf8(text) : text
  return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), content, executable }
}

export const byPath = (a: { path: string }, b: { path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0
