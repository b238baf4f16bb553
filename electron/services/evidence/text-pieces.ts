import { hash } from 'node:crypto'
import { Committer, fromUtf8, textPieces, toHex, utf8, type HashParts } from '../../../shared/encoding/index.ts'
import { MAX_MASKED_TEXT, type MaskPart } from '../../../shared/model/index.ts'

const native: HashParts = (...parts) => hash('sha256', Buffer.concat(parts), 'buffer')

/** A text on its way somewhere else. */
export interface PassingText {
  /** The source as it is. */
  chunks: AsyncIterable<Uint8Array>
  /** Once all of it has passed; null where it is too long, empty or not UTF-8, since it couldn't be written again as it was. */
  pieces(): string[] | null
}

export function textPassing(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): PassingText {
  const held: Uint8Array[] = []
  let bytes = 0
  return {
    chunks: (async function* () {
      for await (const chunk of source) {
        bytes += chunk.length
        // A copy: the source may use its buffer again.
        if (bytes <= MAX_MASKED_TEXT) held.push(Uint8Array.from(chunk))
        else held.length = 0
        yield chunk
      }
    })(),
    pieces() {
      if (bytes === 0 || bytes > MAX_MASKED_TEXT) return null
      try {
        return textPieces(fromUtf8(Buffer.concat(held)))
      } catch {
        return null
      }
    },
  }
}

/** A whole text in pieces, or null as `PassingText.pieces` says. */
export async function readPieces(chunks: AsyncIterable<Uint8Array>): Promise<string[] | null> {
  const text = textPassing(chunks)
  // Read to its end even where it is too long: whoever reads evidence hears only then whether it held.
  for await (const _chunk of text.chunks) void _chunk
  return text.pieces()
}

/** Hashes of the pieces under `seed`, and their root. */
export function commitToPieces(pieces: readonly string[], seed: Uint8Array): { leaves: readonly Uint8Array[]; root: Uint8Array } {
  const committer = new Committer(seed, pieces.length, native)
  const leaves = pieces.map((piece) => committer.add(utf8(piece)))
  return { leaves, root: committer.root() }
}

export function textPart(name: string, pieces: readonly string[], seed: Uint8Array): MaskPart {
  return { kind: 'text', name, pieces: pieces.length, root: toHex(commitToPieces(pieces, seed).root) }
}
