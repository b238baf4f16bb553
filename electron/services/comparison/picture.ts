import { hash } from 'node:crypto'
import { MAX_DIFFERENCES, type Comparison, type PictureDifference } from '../../../shared/model/index.ts'
import { align, numbering, type Hunk } from './align.ts'
import { Drawings } from './drawings.ts'
import { readPicture, type Picture } from './png.ts'

/** Longest that rows are aligned, in ms. */
const PATIENCE_MS = 15_000
/** Stretches with fewer equal rows than this between them are told as one. */
const JOINED_BELOW = 8

export class TimeUp extends Error {}

export interface PictureSource {
  saved: () => AsyncIterable<Uint8Array>
  loaded: () => AsyncIterable<Uint8Array>
}

type Found = Comparison['picture']

/**
 * Which rows of two pictures differ, to the last pixel: rows are hashed and the two lists of hashes aligned, so that what was put in
 * above doesn't make everything below it differ. Yields `found`, then a picture of each of the first stretches. Both are read
 * twice, row by row. `source` is hostile: throws where it is no picture of a capture's form. `until`, in ms of
 * `performance.now()`: when to give up with `TimeUp`.
 */
export async function* comparePictures(source: PictureSource, until: number): AsyncGenerator<{ found: Found } | { png: Uint8Array }, void, undefined> {
  const number = numbering()
  const saved = await hashRows(source.saved(), number, until)
  const loaded = await hashRows(source.loaded(), number, until)
  const sizes = { saved: saved.size, loaded: loaded.size }
  const without = (why: Found['why']): { found: Found } => ({ found: { result: 'not-compared', why, total: 0, ...sizes, sameRows: 0, list: [] } })
  // Rows of different length have nothing in common, and a page that was laid out anew says nothing of what it holds.
  if (saved.size.width !== loaded.size.width) {
    yield without('too-different')
    return
  }
  const aligned = align(saved.rows, loaded.rows, PATIENCE_MS)
  if (typeof aligned === 'string') {
    yield without(aligned)
    return
  }

  const stretches = join(aligned.hunks)
  const total = stretches.length
  const told = { why: null, total, ...sizes, sameRows: aligned.same } as const
  if (total === 0) {
    yield { found: { result: 'same', ...told, list: [] } }
    return
  }
  const drawings = new Drawings(saved.size, loaded.size, stretches)
  const list = await findColumns(source, stretches.slice(0, MAX_DIFFERENCES), saved.size.width, drawings, until)
  yield { found: { result: 'differs', ...told, list } }
  for await (const png of drawings.drawn()) yield { png }
}

async function hashRows(source: AsyncIterable<Uint8Array>, number: (text: string) => number, until: number) {
  const { width, height, rows } = await readPicture(source)
  const numbers: number[] = []
  for await (const row of rows) {
    numbers.push(number(hash('sha256', row, 'binary')))
    if (performance.now() > until) throw new TimeUp()
  }
  return { size: { width, height }, rows: numbers }
}

/** Neighbouring stretches as one, with the few equal rows between them. */
function join(hunks: readonly Hunk[]): Hunk[] {
  const joined: Hunk[] = []
  for (const { saved, loaded } of hunks) {
    const last = joined.at(-1)
    if (last === undefined || saved.top - (last.saved.top + last.saved.count) >= JOINED_BELOW) {
      joined.push({ saved: { ...saved }, loaded: { ...loaded } })
      continue
    }
    last.saved.count = saved.top + saved.count - last.saved.top
    last.loaded.count = loaded.top + loaded.count - last.loaded.top
  }
  return joined
}

/**
 * Reads both pictures once more, side by side: in which columns do the rows of a stretch differ. Where a stretch has more rows on one
 * side, there is nothing to say which belongs to which: the whole width.
 */
async function findColumns(source: PictureSource, stretches: readonly Hunk[], width: number, drawings: Drawings, until: number): Promise<PictureDifference[]> {
  const open = async (side: 'saved' | 'loaded') =>
    new Rows(await readPicture(source[side]()), (row, place) => {
      drawings.take(side, row, place)
      if (performance.now() > until) throw new TimeUp()
    })
  const [saved, loaded] = [await open('saved'), await open('loaded')]
  try {
    const list: PictureDifference[] = []
    for (const stretch of stretches) {
      let [left, right] = [0, width]
      if (stretch.saved.count === stretch.loaded.count) {
        ;[left, right] = [width, 0]
        for (let n = 0; n < stretch.saved.count; n += 1) {
          const [one, other] = [await saved.at(stretch.saved.top + n), await loaded.at(stretch.loaded.top + n)]
          left = Math.min(left, firstDifferent(one, other, left))
          right = Math.max(right, lastDifferent(one, other, right))
        }
      }
      const rows = ({ top, count }: Hunk['saved']) => ({ top, rows: count })
      list.push({ saved: rows(stretch.saved), loaded: rows(stretch.loaded), left, right })
    }
    // What stands around the last stretch that is drawn may lie below all that was looked at.
    await saved.upTo(drawings.end('saved'))
    await loaded.upTo(drawings.end('loaded'))
    return list
  } finally {
    await saved.close()
    await loaded.close()
  }
}

/** The first column in which two rows differ, if it is less than `before`; otherwise `before`. */
function firstDifferent(one: Uint8Array, other: Uint8Array, before: number): number {
  const end = before * 3
  for (let i = 0; i < end; i += 1) if (one[i] !== other[i]) return Math.floor(i / 3)
  return before
}

/** Behind the last column in which two rows differ, if it is more than `after`; otherwise `after`. */
function lastDifferent(one: Uint8Array, other: Uint8Array, after: number): number {
  const end = after * 3
  for (let i = one.length - 1; i >= end; i -= 1) if (one[i] !== other[i]) return Math.floor(i / 3) + 1
  return after
}

/** Rows of a picture in ascending order; those that are passed over are told as well. */
class Rows {
  readonly #rows: Picture['rows']
  readonly #onRow: (row: Uint8Array, place: number) => void
  #next = 0

  constructor({ rows }: Picture, onRow: (row: Uint8Array, place: number) => void) {
    this.#rows = rows
    this.#onRow = onRow
  }

  async at(place: number): Promise<Uint8Array> {
    await this.upTo(place)
    return this.#read()
  }

  async upTo(place: number): Promise<void> {
    while (this.#next < place) await this.#read()
  }

  close(): Promise<unknown> {
    return this.#rows.return(undefined)
  }

  async #read(): Promise<Uint8Array> {
    const read = await this.#rows.next()
    if (read.done === true) throw new Error('PNG with other rows than before')
    this.#onRow(read.value, this.#next)
    this.#next += 1
    return read.value
  }
}
