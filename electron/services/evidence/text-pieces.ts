import { hash } from 'node:crypto'
import { Committer, fromUtf8, textPieces, toHex, utf8, type HashParts } from '../../../shared/encoding/index.ts'
import { MAX_MASKED_TEXT, type MaskPart } from '../../../shared/model/index.ts'

const native: HashParts = (...parts) => hash('sha256', Buffer.concat(parts), 'buffer')

/** A whole text in pieces; null where it is too long, empty or not UTF-8, since it couldn't be written again as it was. */
export async function readPieces(chunks: AsyncIterable<Uint8Array>): Promise<string[] | null> {
  const held: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    // Read to its end all the same: whoever reads evidence hears only then whether it held.
    if (bytes <= MAX_MASKED_TEXT) held.push(chunk)
  }
  if (bytes === 0 || bytes > MAX_MASKED_TEXT) return null
  try {
    return textPieces(fromUtf8(Buffer.concat(held)))
  } catch {
    return null
  }
}

/** Hashes of the pieces under `seed`, and their root. */
export function commitToPieces(pieces: readonly string[], seed: Uint8Array): { leaves: readonly Uint8Array[]; root: Uint8Array } {
  const committer = new Committer(seed, pieces.length, native)
  for (const piece of pieces) committer.add(utf8(piece))
  return { leaves: committer.leaves(), root: committer.root() }
}

export async function textPart(name: string, chunks: AsyncIterable<Uint8Array>, seed: Uint8Array): Promise<MaskPart | null> {
  const pieces = await readPieces(chunks)
  return pieces === null ? null : { kind: 'text', name, pieces: pieces.length, root: toHex(commitToPieces(pieces, seed).root) }
}
