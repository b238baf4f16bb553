import { Committer, TILE, canBeMasked, concat, fromUtf8, partSeed, readPicture, textPieces, tileCount, tiler, toHex, utf8, type HashParts, type Picture } from '../encoding/index.ts'
import { MAX_MASKED_TEXT, type MaskPart } from '../model/index.ts'
import { describe } from './findings.ts'

/** Whether a commitment is the one that its original gives. `sure`: false where only the program that drew it could tell. */
export type Fit = { fits: true } | { fits: false; sure: boolean; why: string }

export interface RecommitOptions {
  hash: HashParts
  /** Awaited in each turn of a long loop; what it rejects with goes through. */
  pause: () => Promise<void>
  /** Asked for a picture that can't be judged by reading it: what the program that acquired it comes to, under the seed of the part. */
  draw?: (seed: Uint8Array) => Promise<Drawn | null>
}

/** A picture as it is drawn: px, and the root over its tiles in hex. */
export interface Drawn {
  width: number
  height: number
  root: string
}

/**
 * Makes the commitment to a part of an exhibit anew from the original, as the vault made it at the acquisition (docs/formats.md, Masking). In bounded
 * memory: a text is at most `MAX_MASKED_TEXT` bytes, and of a picture a row of tiles is held.
 *
 * A root that comes out the same says that every tile or word is the same. By reading a file both are said only of what is drawn in one way; of any other a root that
 * is drawn says that it is the same, and none that it isn't: another version of the program may draw it otherwise.
 *
 * @param part as the payload of the acquisition holds it
 * @param seed of the exhibit, 32 bytes
 * @param original bytes of the artefact, hostile; not always read to the end, and never closed. What it fails with goes through
 */
export async function recommit(part: MaskPart, seed: Uint8Array, original: AsyncIterable<Uint8Array>, options: RecommitOptions): Promise<Fit> {
  const own = partSeed(seed, part.name)
  if (part.kind === 'text') return ofText(part, own, original, options)
  const fit = await ofPicture(part, own, original, options)
  if (fit.fits || fit.sure || options.draw === undefined) return fit
  const drawn = await options.draw(own)
  return drawn?.width === part.width && drawn.height === part.height && drawn.root === part.root ? { fits: true } : fit
}

const differs = (why: string, sure = true): Fit => ({ fits: false, sure, why })

async function ofText(part: MaskPart & { kind: 'text' }, seed: Uint8Array, original: AsyncIterable<Uint8Array>, { hash, pause }: RecommitOptions): Promise<Fit> {
  const text = await readText(original)
  if (text === null) return differs('the original is no text that could be committed to')
  const pieces = textPieces(text)
  if (pieces.length !== part.pieces) return differs(`the original has ${pieces.length} pieces of text, and ${part.pieces} were committed to`)
  const committer = new Committer(seed, pieces.length, hash)
  for (const [index, piece] of pieces.entries()) {
    if (index % 4096 === 0) await pause()
    committer.add(utf8(piece))
  }
  return toHex(committer.root()) === part.root ? { fits: true } : differs('another text was committed to than the original')
}

/** Null: too long, or not UTF-8. */
async function readText(original: AsyncIterable<Uint8Array>): Promise<string | null> {
  let bytes = new Uint8Array()
  const source = original[Symbol.asyncIterator]()
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    if (bytes.length + next.value.length > MAX_MASKED_TEXT) return null
    bytes = concat(bytes, next.value) as Uint8Array<ArrayBuffer>
  }
  try {
    return fromUtf8(bytes)
  } catch {
    return null
  }
}

async function ofPicture(part: MaskPart & { kind: 'picture' }, seed: Uint8Array, original: AsyncIterable<Uint8Array>, { hash, pause }: RecommitOptions): Promise<Fit> {
  const { width, height } = part
  if (!canBeMasked(width, height)) return differs('more tiles were committed to than can be')
  const outside = new Outside()
  try {
    const picture = await readPicture(outside.source(original))
    const same = picture.width === width && picture.height === height
    // Of another size it is only read, to learn whether it could be drawn otherwise.
    const root = same ? await rootOf(picture, seed, hash, () => outside.through(pause)) : await readOn(picture, () => outside.through(pause))
    const plain = picture.plain()
    // What stands in the file is what was acquired only where nothing in it lets it be drawn otherwise: turned, say, or under a colour profile.
    if (root === part.root) return plain ? { fits: true } : differs('the pixels in the file are those that were committed to, but it is drawn otherwise than they stand there', false)
    return differs(same ? 'another picture was committed to than the original' : `the original has ${picture.width} × ${picture.height} pixels, and ${width} × ${height} were committed to`, plain)
  } catch (error) {
    outside.rethrow()
    return differs(`the original is drawn only by the program that acquired it: ${describe(error)}`, false)
  }
}

async function rootOf({ width, height, rows }: Picture, seed: Uint8Array, hash: HashParts, pause: () => Promise<void>): Promise<string> {
  const { across, down } = tileCount(width, height)
  const committer = new Committer(seed, across * down, hash)
  const tiles = tiler(width, (tile) => committer.add(tile))
  let count = 0
  for await (const row of rows) {
    tiles.row(row)
    if ((count += 1) % TILE.height === 0) await pause()
  }
  tiles.end()
  return toHex(committer.root())
}

async function readOn({ rows }: Picture, pause: () => Promise<void>): Promise<null> {
  let count = 0
  for await (const _row of rows) if ((count += 1) % TILE.height === 0) await pause()
  return null
}

/** Tells what others fail with from what the reader of pictures finds wrong with a picture. */
class Outside {
  #failed: { error: unknown } | null = null

  async through<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      this.#failed = { error }
      throw error
    }
  }

  async *source(original: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const source = original[Symbol.asyncIterator]()
    for (;;) {
      const next = await this.through(() => source.next())
      if (next.done === true) return
      yield next.value
    }
  }

  rethrow(): void {
    if (this.#failed !== null) throw this.#failed.error
  }
}
