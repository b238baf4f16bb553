import type { PieceRange } from '../../../shared/model/index.ts'

/** Stretches of pieces: in order, apart from one another, the last piece not included. */
export type Stretches = readonly PieceRange[]

export function cover(stretches: Stretches, [from, to]: PieceRange): PieceRange[] {
  if (from >= to) return [...stretches]
  return merged([...stretches, [from, to]])
}

export function uncover(stretches: Stretches, [from, to]: PieceRange): PieceRange[] {
  if (from >= to) return [...stretches]
  return stretches.flatMap(([start, end]): PieceRange[] => {
    const rest: PieceRange[] = [[start, Math.min(end, from)], [Math.max(start, to), end]]
    return end <= from || start >= to ? [[start, end]] : rest.filter(([a, b]) => a < b)
  })
}

/** Stretches that touch or overlap become one. */
export function merged(stretches: Stretches): PieceRange[] {
  const found: PieceRange[] = []
  for (const [from, to] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const last = found.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else found.push([from, to])
  }
  return found
}

/** What isn't covered of `count` pieces. */
export function open(stretches: Stretches, count: number): PieceRange[] {
  const edges = [0, ...stretches.flat(), count]
  return Array.from({ length: stretches.length + 1 }, (_, i): PieceRange => [edges[2 * i] ?? 0, edges[2 * i + 1] ?? count]).filter(([from, to]) => from < to)
}

/** Whether every piece of it is covered. */
export const covers = (stretches: Stretches, [from, to]: PieceRange): boolean => from < to && stretches.some(([start, end]) => start <= from && to <= end)

const isSpace = (piece: string | undefined): boolean => piece !== undefined && piece.trim() === ''

/** Words are covered, not the space around them. Null: there is nothing else in it. */
export function trimmed(pieces: readonly string[], [from, to]: PieceRange): PieceRange | null {
  let [first, last] = [from, to]
  while (first < last && isSpace(pieces[first])) first += 1
  while (first < last && isSpace(pieces[last - 1])) last -= 1
  return first < last ? [first, last] : null
}

export const wordCount = (pieces: readonly string[], stretches: Stretches): number =>
  stretches.reduce((sum, [from, to]) => sum + pieces.slice(from, to).filter((piece) => !isSpace(piece)).length, 0)

/** Where each piece begins in the whole text, in UTF-16 units, and behind them where the text ends. */
export function startsOf(pieces: readonly string[]): number[] {
  const starts = [0]
  let at = 0
  for (const piece of pieces) starts.push((at += piece.length))
  return starts
}

/** The pieces that the characters from `from` to `to` lie in, whole. */
export function piecesAt(starts: readonly number[], from: number, to: number): PieceRange {
  const first = indexAt(starts, from)
  return [first, from < to ? indexAt(starts, to - 1) + 1 : first + 1]
}

/** The piece that a character is of. */
export function indexAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, Math.max(0, starts.length - 2)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** What isn't seen between two letters, and would hide a name from a search. */
const UNSEEN = '[\\u00ad\\u034f\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff]*'
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Every place where a phrase stands, within longer words too, in capitals or not, however its letters are composed and its words are parted. */
export function placesOf(pieces: readonly string[], starts: readonly number[], phrase: string): PieceRange[] {
  const words = phrase.normalize('NFC').trim().split(/\s+/u).filter(Boolean)
  if (words.length === 0) return []
  const letter = (composed: string): string => {
    const forms = [...new Set([composed, composed.normalize('NFD'), composed.normalize('NFKC')])]
    return `(?:${forms.map(escaped).join('|')})`
  }
  const pattern = new RegExp(words.map((word) => [...word].map(letter).join(UNSEEN)).join(`(?:\\s|${UNSEEN.slice(0, -1)})+`), 'giu')
  return [...pieces.join('').matchAll(pattern)].map(({ index, 0: found }) => piecesAt(starts, index, index + found.length))
}

/** Words shorter than this are everywhere; the preview of a bundle warns of shorter names, too. */
const MIN_WORD = 4

/** The words of each piece: a long text is read once. */
const known = new WeakMap<readonly string[], readonly (readonly string[])[]>()
function wordsOfPieces(pieces: readonly string[]): readonly (readonly string[])[] {
  const words = known.get(pieces) ?? pieces.map(wordsIn)
  known.set(pieces, words)
  return words
}

/** What is covered, as words that can be looked for elsewhere. */
export function coveredWords(pieces: readonly string[], stretches: Stretches): Set<string> {
  const found = new Set<string>()
  if (stretches.length === 0) return found
  const words = wordsOfPieces(pieces)
  for (const [from, to] of stretches) for (let at = from; at < to; at += 1) for (const word of words[at] ?? []) found.add(word)
  return found
}

/** Which of some words can still be read. */
export function readableOf(wanted: ReadonlySet<string>, pieces: readonly string[], stretches: Stretches): Set<string> {
  const found = new Set<string>()
  if (wanted.size === 0) return found
  const words = wordsOfPieces(pieces)
  for (const [from, to] of open(stretches, pieces.length)) for (let at = from; at < to; at += 1) for (const word of words[at] ?? []) if (wanted.has(word)) found.add(word)
  return found
}

/** Of each part of the text, one after the other, what is covered in it. */
export function inParts(stretches: Stretches, parts: readonly PieceRange[]): PieceRange[][] {
  let next = 0
  return parts.map(([from, to]) => {
    const found: PieceRange[] = []
    while ((stretches[next]?.[1] ?? Infinity) <= from) next += 1
    for (let at = next; (stretches[at]?.[0] ?? Infinity) < to; at += 1) {
      const [start, end] = stretches[at] ?? [from, from]
      found.push([Math.max(start, from), Math.min(end, to)])
    }
    return found
  })
}

export function wordsIn(text: string): string[] {
  return (text.toLocaleLowerCase('sv').match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => [...word].length >= MIN_WORD)
}

/** Of an address what it says once its signs are read as letters. */
export function readable(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
