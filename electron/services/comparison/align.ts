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
  const left = shared(saved, new Set(loaded))
  const right = shared(loaded, new Set(saved))
  const changes = diffArrays(left.names, right.names, { maxEditLength: MAX_EDITS, timeout: ms })
  if (changes === undefined) return performance.now() - began >= ms ? 'time' : 'too-different'

  const hunks: Hunk[] = []
  let same = 0
  // Up to here both sides are accounted for.
  let savedAt = 0
  let loadedAt = 0
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
        const [savedPlace = 0, loadedPlace = 0] = [left.places[i + n], right.places[j + n]]
        close(savedPlace, loadedPlace)
        savedAt = savedPlace + 1
        loadedAt = loadedPlace + 1
      }
      same += count
      i += count
      j += count
    }
  }
  close(saved.length, loaded.length)
  return { hunks, same }
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
