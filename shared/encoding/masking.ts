import { MAX_MASKED_HEIGHT, MAX_MASKED_TEXT, MAX_MASKED_WIDTH, MAX_TILES, type Entry, type MaskPart, type Payload } from '../model/index.ts'
import { concat, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical.ts'
import { sha256, sha256Hex } from './hash.ts'

/**
 * Commitments that let parts of a picture or text be shown later while the rest stays covered (docs/formats.md, Masking).
 *
 * A tree of RFC 6962's shape over the pieces, with a seed for each node (the construction of Goldreich, Goldwasser and
 * Micali): a child's seed is a hash of its parent's, so whoever is given a node's seed can open every piece below it, and
 * whoever is given a node's hash can open none, nor guess one, since 32 secret bytes go into each piece's hash.
 */

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)
const LEFT = Uint8Array.of(2)
const RIGHT = Uint8Array.of(3)
const PART = Uint8Array.of(4)

/** Pixels of a piece of a picture: about a line of text high. Those at the right and lower edge may be smaller. */
export const TILE = { width: 32, height: 16 } as const

/** What stands in a text where something is covered, however long that is. */
export const COVER = '█████'

/** Code points of a piece of text at most: a longer word is several pieces. */
const PIECE = /\s{1,32}|\S{1,32}/gu

/** SHA-256 over the parts one after the other. */
export type HashParts = (...parts: readonly Uint8Array[]) => Uint8Array
const hashParts: HashParts = (...parts) => sha256(concat(...parts))

/** Seeds and hashes (32 bytes each) of the largest subtrees that are wholly shown, or wholly covered, from left to right. */
export interface Disclosure {
  seeds: Uint8Array[]
  hashes: Uint8Array[]
}

/** For each piece whether it is covered. */
export type Covered = readonly boolean[]

/** Seed of one part of an exhibit, from the exhibit's. */
export const partSeed = (seed: Uint8Array, name: string): Uint8Array => hashParts(PART, seed, utf8(name))

/** What an entry says of the parts that can be masked: over their roots, so it tells nothing of what is in them. */
export const maskingRef = (parts: readonly MaskPart[]): string => `sha256:${sha256Hex(utf8(canonicalJson({ parts: [...parts], v: 1 })))}`

/** What the entry of a payload has to say of them; undefined: nothing. */
export function maskingOf(payload: Payload): Entry['masking'] {
  const masking = payload.type === 'exhibit.acquired' ? payload.masking : undefined
  return masking === undefined ? undefined : maskingRef(masking.parts)
}

/** The pieces of a text, words and the space between them. Cut anywhere between two, both halves give the same pieces again. */
export const textPieces = (text: string): string[] => text.match(PIECE) ?? []

/** A text partly covered: what is shown as it is, and for each covered stretch the number of its pieces. */
export function runsOf(pieces: readonly string[], covered: Covered): (string | number)[] {
  const runs: (string | number)[] = []
  for (const [i, piece] of pieces.entries()) {
    const last = runs.pop()
    if (covered[i] === true) runs.push(...(typeof last === 'number' ? [last + 1] : [...(last === undefined ? [] : [last]), 1]))
    else if (typeof last === 'string') runs.push(last + piece)
    else runs.push(...(last === undefined ? [piece] : [last, piece]))
  }
  return runs
}

/** As people read it. */
export const runsText = (runs: readonly (string | number)[]): string => runs.map((run) => (typeof run === 'number' ? COVER : run)).join('')

export function pieceHash(seed: Uint8Array, content: Uint8Array, hash: HashParts = hashParts): Uint8Array {
  return hash(LEAF, seed, content)
}

/** Takes `count` pieces in order, 1 or more, and gives their root. Holds no more than a hash for each level of the tree. */
export class Committer {
  readonly #hash: HashParts
  readonly #count: number
  readonly #seeds: Generator<Uint8Array, void>
  readonly #peaks: Peaks

  constructor(seed: Uint8Array, count: number, hash: HashParts = hashParts) {
    this.#hash = hash
    this.#count = count
    this.#seeds = seedsBelow(seed, count, hash)
    this.#peaks = new Peaks(hash)
  }

  /** Gives the hash of the piece, which whoever discloses some of them needs. @throws RangeError for one too many */
  add(content: Uint8Array): Uint8Array {
    const { value } = this.#seeds.next()
    if (value === undefined) throw new RangeError('more pieces than were announced')
    const leaf = pieceHash(value, content, this.#hash)
    this.#peaks.add(leaf)
    return leaf
  }

  /** @throws RangeError where some pieces are missing */
  root(): Uint8Array {
    if (this.#peaks.taken !== this.#count) throw new RangeError('fewer pieces than were announced')
    return this.#peaks.root()
  }
}

/** Folds hashes of pieces as they come into the root of all of them. */
class Peaks {
  readonly #hash: HashParts
  /** Roots of the whole subtrees so far, the largest first: as many as the number of pieces has ones in binary. */
  readonly #roots: Uint8Array[] = []
  taken = 0

  constructor(hash: HashParts = hashParts) {
    this.#hash = hash
  }

  add(leaf: Uint8Array): void {
    this.taken += 1
    let node = leaf
    for (let whole = this.taken; whole % 2 === 0; whole /= 2) node = this.#hash(NODE, this.#roots.pop() ?? node, node)
    this.#roots.push(node)
  }

  root(): Uint8Array {
    if (this.taken === 0) throw new RangeError('nothing to commit to')
    return this.#roots.reduceRight((right, left) => this.#hash(NODE, left, right))
  }
}

/** What opens all that isn't covered, and nothing else. `leaves`: as a `Committer` with the same seed gives them. */
export function disclose(seed: Uint8Array, leaves: readonly Uint8Array[], covered: Covered): Disclosure {
  if (covered.length !== leaves.length) throw new RangeError('not as many pieces as were committed to')
  const found: Disclosure = { seeds: [], hashes: [] }
  const walk = (from: number, to: number, here: Uint8Array): void => {
    const state = stateOf(covered, from, to)
    if (state === 'shown') found.seeds.push(here)
    else if (state === 'covered') found.hashes.push(rootOf(leaves.slice(from, to)))
    else {
      const middle = from + split(to - from)
      walk(from, middle, hashParts(LEFT, here))
      walk(middle, to, hashParts(RIGHT, here))
    }
  }
  walk(0, leaves.length, seed)
  return found
}

/**
 * For each piece in order the seed that opens it, null where it is covered. `seeds` may be hostile.
 *
 * @throws RangeError where there are not as many as `covered` needs
 */
export function* openedSeeds(covered: Covered, seeds: readonly Uint8Array[]): Generator<Uint8Array | null, void> {
  const given = seeds.values()
  yield* (function* walk(from: number, to: number): Generator<Uint8Array | null, void> {
    const state = stateOf(covered, from, to)
    if (state === 'shown') yield* seedsBelow(taken(given), to - from)
    else if (state === 'covered') for (let i = from; i < to; i += 1) yield null
    else {
      const middle = from + split(to - from)
      yield* walk(from, middle)
      yield* walk(middle, to)
    }
  })(0, covered.length)
  if (given.next().done !== true) throw new RangeError('more seeds than pieces are shown')
}

/**
 * Takes the hashes of shown pieces and null for covered ones, in order, and gives the root that they and the hashes of what is covered give. Holds
 * no more than some hashes for each level of the tree. `hashes` may be hostile.
 */
export class OpenedTree {
  readonly #given: Iterator<Uint8Array, undefined>
  readonly #walk: Generator<undefined, Uint8Array, Uint8Array | null>
  #root: Uint8Array | null = null

  /** @throws RangeError where there are not as many hashes as `covered` needs: here, at `add` or at `root` */
  constructor(covered: Covered, hashes: readonly Uint8Array[]) {
    this.#given = hashes.values()
    this.#walk = walkOpened(covered, this.#given, 0, covered.length)
    // As far as where the first piece is waited for.
    this.#walk.next(null)
  }

  add(leaf: Uint8Array | null): void {
    if (this.#root !== null) throw new RangeError('more pieces than were committed to')
    const { done, value } = this.#walk.next(leaf)
    if (done === true) this.#root = value
  }

  root(): Uint8Array {
    if (this.#root === null) throw new RangeError('fewer pieces than were committed to')
    if (this.#given.next().done !== true) throw new RangeError('more hashes than pieces are covered')
    return this.#root
  }
}

/** Waits for one piece after the other. */
function* walkOpened(covered: Covered, given: Iterator<Uint8Array, undefined>, from: number, to: number): Generator<undefined, Uint8Array, Uint8Array | null> {
  const state = stateOf(covered, from, to)
  if (state === 'covered') {
    const hash = taken(given)
    for (let i = from; i < to; i += 1) yield
    return hash
  }
  if (state === 'shown') {
    const peaks = new Peaks()
    for (let i = from; i < to; i += 1) peaks.add((yield) ?? new Uint8Array(32))
    return peaks.root()
  }
  const middle = from + split(to - from)
  const left = yield* walkOpened(covered, given, from, middle)
  return hashParts(NODE, left, yield* walkOpened(covered, given, middle, to))
}

/** The root that hashes which are at hand give: see `OpenedTree`. @throws RangeError */
export function openedRoot(covered: Covered, leaves: readonly (Uint8Array | null)[], hashes: readonly Uint8Array[]): Uint8Array {
  const tree = new OpenedTree(covered, hashes)
  for (const leaf of leaves) tree.add(leaf)
  return tree.root()
}

/** Whether a picture can be committed to, and read by every reader: by its size in px. */
export function canBeMasked(width: number, height: number): boolean {
  const { across, down } = tileCount(width, height)
  return width <= MAX_MASKED_WIDTH && height <= MAX_MASKED_HEIGHT && across * down <= MAX_TILES
}

/** A picture's tiles, row by row of tiles. */
export function tileCount(width: number, height: number): { across: number; down: number } {
  return { across: Math.ceil(width / TILE.width), down: Math.ceil(height / TILE.height) }
}

/**
 * Cuts rows of red, green and blue (`width` × 3 bytes, from top to bottom) into tiles: each is its rows one after the
 * other. `take` gets them in order; a tile's bytes are its own. `end` must be called after the last row.
 */
export function tiler(width: number, take: (tile: Uint8Array) => void): { row(rgb: Uint8Array): void; end(): void } {
  let held: Uint8Array[] = []
  const flush = () => {
    for (let left = 0; left < width && held.length > 0; left += TILE.width) {
      const bytes = Math.min(TILE.width, width - left) * 3
      const tile = new Uint8Array(bytes * held.length)
      held.forEach((row, index) => tile.set(row.subarray(left * 3, left * 3 + bytes), index * bytes))
      take(tile)
    }
    held = []
  }
  return {
    row(rgb) {
      held.push(rgb.slice())
      if (held.length === TILE.height) flush()
    },
    end: flush,
  }
}

/** Rectangles in tiles, each `[left, top, right, bottom]` with the last two not included. @throws RangeError beyond the picture */
export function coveredTiles(width: number, height: number, rects: readonly (readonly number[])[]): boolean[] {
  const { across, down } = tileCount(width, height)
  if (!canBeMasked(width, height)) throw new RangeError('a picture beyond what can be masked')
  const covered: boolean[] = Array.from({ length: across * down }, () => false)
  for (const [left = -1, top = -1, right = -1, bottom = -1] of rects) {
    if (left < 0 || top < 0 || left >= right || top >= bottom || right > across || bottom > down) throw new RangeError('an area beyond the picture')
    for (let y = top; y < bottom; y += 1) covered.fill(true, y * across + left, y * across + right)
  }
  return covered
}

/** Stretches of pieces, each `[from, to]` with the last not included. @throws RangeError beyond the text */
export function coveredPieces(count: number, ranges: readonly (readonly number[])[]): boolean[] {
  if (count > MAX_MASKED_TEXT) throw new RangeError('a text beyond what can be masked')
  const covered: boolean[] = Array.from({ length: count }, () => false)
  for (const [from = -1, to = -1] of ranges) {
    if (from < 0 || from >= to || to > count) throw new RangeError('a stretch beyond the text')
    covered.fill(true, from, to)
  }
  return covered
}

function* seedsBelow(seed: Uint8Array, count: number, hash: HashParts = hashParts): Generator<Uint8Array, void> {
  // A stack instead of generators in generators: each of those costs a step a level for every seed.
  const waiting: { seed: Uint8Array; count: number }[] = [{ seed, count }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.count === 1) {
      yield next.seed
      continue
    }
    const left = split(next.count)
    waiting.push({ seed: hash(RIGHT, next.seed), count: next.count - left }, { seed: hash(LEFT, next.seed), count: left })
  }
}

function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  // Level by level gives the same tree as RFC 6962's halves: a last one without a sibling goes up unchanged.
  let level = leaves
  while (level.length > 1) {
    const above: Uint8Array[] = []
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] as Uint8Array
      const right = level[i + 1]
      above.push(right === undefined ? left : hashParts(NODE, left, right))
    }
    level = above
  }
  const [root] = level
  if (root === undefined) throw new RangeError('nothing to commit to')
  return root
}

function stateOf(covered: Covered, from: number, to: number): 'shown' | 'covered' | 'mixed' {
  const first = covered[from] === true
  for (let i = from + 1; i < to; i += 1) if ((covered[i] === true) !== first) return 'mixed'
  return first ? 'covered' : 'shown'
}

function taken(given: Iterator<Uint8Array, undefined>): Uint8Array {
  const { value } = given.next()
  if (value?.length !== 32) throw new RangeError('fewer seeds or hashes than are needed')
  return value
}

/** Largest power of two below `count`, for `count` ≥ 2 (RFC 6962 §2.1). */
function split(count: number): number {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}
