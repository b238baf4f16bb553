import type { BundleReport } from '../contract/index.ts'
import { concat, fromHex, maskingRef } from '../encoding/index.ts'
import { isText, type Artefact, type MaskPart } from '../model/index.ts'
import { Mismatch, type Outcome, type Pause, Stopped, describe, notAsked, passed, unable } from './findings.ts'
import { exhibitFolder } from './layout.ts'
import type { Lineage, LineageExhibit } from './lineage.ts'
import { type Drawn, type Fit, recommit } from './recommit.ts'
import type { Together } from './together.ts'
import type { StreamHash, BagReader, VerifyCrypto } from './types.ts'

/** A bundle that was checked, with where it says it comes from, and its files to be read again. */
export interface CheckedBundle {
  report: BundleReport
  lineage: Lineage
  reader: () => Promise<BagReader>
}

export interface OriginalOptions {
  sha256: VerifyCrypto['sha256']
  createSha256: () => StreamHash
  pause: Pause
  /** Draws a picture as at its acquisition, under the seed of its part; null, or rejects, where it can't be drawn. */
  draw?: DrawOriginal
  /** Of all originals that are read again; bytes. */
  onBytes: (done: number, total: number) => void
}

export type DrawOriginal = (original: Pick<Artefact, 'mediaType' | 'bytes'> & { chunks: AsyncIterable<Uint8Array> }, seed: Uint8Array) => Promise<Drawn | null>

interface Pair {
  of: CheckedBundle
  whole: LineageExhibit
  masked: LineageExhibit
}

/**
 * Of each exhibit that one bundle shows whole and the other masked: its original gives the commitments that the masked one's proof was held against.
 * Then what is shown there is the original's, tile by tile and word by word, since only they have that root; so it isn't compared once more. Neither bundle alone can
 * show it: one lacks the original, and in the other nothing was covered. `exhibits` of both, as `together` brings them.
 */
export async function checkOriginals(first: CheckedBundle, second: CheckedBundle, exhibits: readonly Together[], options: OriginalOptions): Promise<Outcome> {
  const pairs = exhibits.flatMap(({ first: one, second: other }) => [...pairOf(first, one, other), ...pairOf(second, other, one)])
  if (pairs.length === 0) return notAsked('no exhibit is whole in one of them and masked in the other')
  if ([first, second].some(({ report }) => report.verdict === 'failed')) return unable('a bundle that does not hold by itself shows nothing of an original')
  const total = pairs.reduce((sum, { whole }) => sum + partsOf(whole).reduce((bytes, { name }) => bytes + sizeOf(whole, name), 0), 0)
  let read = 0
  let unsure: Outcome | null = null
  let parts = 0
  for (const pair of pairs) {
    if (pair.whole.original === null) {
      unsure ??= unable('what was acquired is not in the bundle that shows it whole', `exhibit ${pair.whole.number}`)
      continue
    }
    checkSame(pair)
    for (const part of partsOf(pair.whole)) {
      await options.pause()
      const item = `exhibit ${pair.whole.number}: ${part.name}`
      const fit = await fitOf(pair, part, item, { ...options, onPiece: (bytes) => options.onBytes((read += bytes), total) })
      if (fit.fits) parts += 1
      else if (fit.sure) throw new Mismatch(item, fit.why)
      else unsure ??= unable(fit.why, item)
    }
  }
  return unsure ?? passed(`the commitments to ${parts} pictures and texts of ${pairs.length} exhibits were made anew from the originals: all that the masked ones show of them is theirs`)
}

const pairOf = (of: CheckedBundle, whole: LineageExhibit | null, masked: LineageExhibit | null): Pair[] =>
  whole === null || masked === null || whole.contentRoot === null || masked.contentRoot !== null ? [] : [{ of, whole, masked }]

const partsOf = ({ original }: LineageExhibit): readonly MaskPart[] => original?.masking?.parts ?? []
const sizeOf = ({ original }: LineageExhibit, name: string): number => original?.artefacts.find((one) => one.name === name)?.bytes ?? 0

/** The commitments that are made anew below are the ones that were opened, and no others. */
function checkSame({ whole, masked }: Pair): void {
  const item = `exhibit ${whole.number}`
  if (whole.entry !== masked.entry) throw new Mismatch(item, 'is one acquisition in the bundle that shows it whole, and another in the one that masks it')
  const { masking } = whole.original ?? {}
  if (masking === undefined || masked.masking === null) throw new Mismatch(item, 'is masked in one bundle, and nothing of it was committed to when it was acquired')
  if (maskingRef(masking.parts) !== masked.masking) throw new Mismatch(item, 'what is shown masked was held against other commitments than those to the original')
}

async function fitOf({ of, whole }: Pair, part: MaskPart, item: string, options: OriginalOptions & { onPiece: (bytes: number) => void }): Promise<Fit> {
  const { masking, artefacts = [] } = whole.original ?? {}
  const promised = artefacts.find(({ name }) => name === part.name)
  if (promised === undefined) throw new Mismatch(item, 'was committed to, and no such file was acquired')
  // The vault commits to a file as what it is acquired as, so nobody has to guess what another program could see in it.
  if (part.kind === 'text' ? !isText(promised) : !promised.mediaType.startsWith('image/')) throw new Mismatch(item, `was committed to as a ${part.kind}, and was acquired as ${promised.mediaType}`)
  const { sha256, pause, draw, onPiece } = options
  const read = (tell: (bytes: number) => void) => reading({ of, path: exhibitFolder(whole.number) + part.name, promised, item }, options, tell)
  const passing = read(onPiece)
  const redraw = draw && ((seed: Uint8Array) => drawing(draw({ ...promised, chunks: read(() => undefined) }, seed), pause))
  try {
    const fit = await recommit(part, fromHex(masking?.seed ?? ''), passing, { hash: (...pieces) => sha256(concat(...pieces)), pause, ...(redraw && { draw: redraw }) })
    // To its end: only then it is known whether it is still what was checked.
    for (let rest = await passing.next(); rest.done !== true; rest = await passing.next()) await pause()
    return fit
  } finally {
    await passing.return()
  }
}

/** What can't be drawn says nothing; what its file can no longer give does. */
async function drawing(drawn: Promise<Drawn | null>, pause: Pause): Promise<Drawn | null> {
  try {
    return await drawn
  } catch (error) {
    await pause()
    if (error instanceof Mismatch || error instanceof Stopped) throw error
    return null
  }
}

interface Place {
  of: CheckedBundle
  path: string
  promised: Artefact
  item: string
}

async function* reading({ of, path, promised, item }: Place, { createSha256, pause }: OriginalOptions, tell: (bytes: number) => void): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createSha256()
  try {
    for await (const piece of (await of.reader()).chunks(path)) {
      hash.update(piece)
      tell(piece.length)
      yield piece
    }
  } catch (error) {
    // Whoever ended it has ended the reading too.
    await pause()
    throw new Mismatch(item, `can no longer be read: ${describe(error)}`)
  }
  if (hash.hex() !== promised.sha256) throw new Mismatch(item, 'is no longer what it was when the bundle was checked')
}
