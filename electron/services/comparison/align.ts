import { diffArrays } from 'diff'

/** Where the two sides differ: `count` items from `top` on each side stand in each other's place; a side may be empty. */
export interface Hunk {
  saved: { top: number; count: number }
  loaded: { top: number; count: number }
}

export interface Aligned {
  hunks: Hunk[]
  /** Items that are paired with an equal one. */
  same: number
}

/** Steps of the alignment, each an item that one side has and the other hasn't: what they cost grows with their square. */
const MAX_EDITS = 12_000

/**
 * Aligns two lists of numbers, each the name of a line or a row, so that as few as possible are left without an equal one
 * on the other side (Myers 1986, by the `diff` package). What only one side knows can't be paired with anything, so
 * it is set aside first: two lists that have nothing in common cost nothing. `ms` bounds the time; `time` or `too-different`
 * where it, or the steps, did not suffice.
 */
export function align(saved: readonly number[], loaded: readonly number[], ms: number): Aligned | 'time' | 'too-different' {
  const began = performance.now()
  const { head, tail } = alikeAround(saved, loaded)
  const [middle, other] = [saved.slice(head, saved.length - tail), loaded.slice(head, loaded.length - tail)]
  const left = shared(middle, new Set(other))
  const right = shared(other, new Set(middle))
  const changes = diffArrays(left.names, right.names, { maxEditLength: MAX_EDITS, timeout: ms })
  if (changes === undefined) return performance.now() - began >= ms ? 'time' : 'too-different'

  const hunks: Hunk[] = []
  let same = head + tail
  // Up to here both sides are accounted for.
  let savedAt = head
  let loadedAt = head
  const close = (savedEnd: number, loadedEnd: number) => {
    if (savedEnd === savedAt && loadedEnd === loadedAt) return
    hunks.push({ saved: { top: savedAt, count: savedEnd - savedAt }, loaded: { top: loadedAt, count: loadedEnd - loadedAt } })
  }
  let i = 0
  let j = 0
  for (const { added, removed, count } of changes) {
    if (removed) i += count
    else if (added) j += count
    else {
      for (let n = 0; n < count; n += 1) {
        const savedPlace = head + (left.places[i + n] ?? 0)
        const loadedPlace = head + (right.places[j + n] ?? 0)
        close(savedPlace, loadedPlace)
        savedAt = savedPlace + 1
        loadedAt = loadedPlace + 1
      }
      same += count
      i += count
      j += count
    }
  }
  close(saved.length - tail, loaded.length - tail)
  return { hunks, same }
}

/** How many items are equal at the beginning and, of the rest, at the end. */
function alikeAround(saved: readonly number[], loaded: readonly number[]): { head: number; tail: number } {
  const shortest = Math.min(saved.length, loaded.length)
  let head = 0
  while (head < shortest && saved[head] === loaded[head]) head += 1
  let tail = 0
  while (tail < shortest - head && saved[saved.length - 1 - tail] === loaded[loaded.length - 1 - tail]) tail += 1
  return { head, tail }
}

/** What the other side knows as well, and where it stands. */
function shared(names: readonly number[], others: ReadonlySet<number>): { names: number[]; places: number[] } {
  const kept: number[] = []
  const places: number[] = []
  for (const [place, name] of names.entries()) {
    if (!others.has(name)) continue
    kept.push(name)
    places.push(place)
  }
  return { names: kept, places }
}

/** Gives equal texts the same number, on both sides. */
export function numbering(): (text: string) => number {
  const numbers = new Map<string, number>()
  return (text) => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, numbers.size)
    return numbers.size - 1
  }
}
