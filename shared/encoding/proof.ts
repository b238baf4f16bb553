import { fromBase64, toBase64 } from './bytes.ts'
import { parseNumber } from './note.ts'

/**
 * Proof files: C2SP tlog-proof v1, an inclusion proof together with the checkpoint it leads to; and consistency
 * proofs, one base64 hash a line.
 */

const HEADER = 'c2sp.org/tlog-proof@v1'
/** No tree of up to 2^53 leaves needs more. */
const MAX_HASHES = 64

export function tlogProof(index: number, proof: readonly Uint8Array[], checkpointNote: string): string {
  return `${HEADER}\nindex ${index}\n${hashLines(proof)}\n${checkpointNote}`
}

/** Reads exactly what `tlogProof` writes; says nothing about the checkpoint's signature. @throws TypeError */
export function parseTlogProof(text: string): { index: number; proof: Uint8Array[]; checkpoint: string } {
  const end = text.indexOf('\n\n')
  const [header, index, ...hashes] = text.slice(0, Math.max(end, 0)).split('\n')
  if (end < 0 || header !== HEADER || index === undefined || !index.startsWith('index ')) {
    throw new TypeError('not a tlog proof')
  }
  return {
    index: parseNumber(index.slice('index '.length)),
    proof: parseHashes(hashes),
    checkpoint: text.slice(end + 2),
  }
}

/** One base64 hash a line, each line ended; no line at all for an empty proof. */
export function hashLines(hashes: readonly Uint8Array[]): string {
  return hashes.map((hash) => `${toBase64(hash)}\n`).join('')
}

/** Reads exactly what `hashLines` writes. @throws TypeError */
export function parseHashLines(text: string): Uint8Array[] {
  if (text === '') return []
  if (!text.endsWith('\n')) throw new TypeError('last line not ended')
  return parseHashes(text.slice(0, -1).split('\n'))
}

function parseHashes(lines: readonly string[]): Uint8Array[] {
  if (lines.length > MAX_HASHES) throw new TypeError('too many hashes')
  return lines.map((line) => {
    const hash = fromBase64(line)
    if (hash.length !== 32) throw new TypeError('not a hash')
    return hash
  })
}
