import { z } from 'zod'
import { ArtefactName } from './exhibit.ts'
import { Sha256Hex } from './ids.ts'

/** Bytes of a text that can be covered in parts: it has at most as many pieces. */
export const MAX_MASKED_TEXT = 1024 * 1024
/** Tiles of a picture that can be covered in parts, and its sides in px: what a reader must be able to hold. */
export const MAX_TILES = 2_000_000
export const MAX_MASKED_WIDTH = 20_000
export const MAX_MASKED_HEIGHT = 400_000
const name = { name: ArtefactName }
const Count = z.int().nonnegative()

/** An artefact of which parts can be covered: a picture in tiles (`width` and `height` in px), a text in pieces. `root` is over salted hashes. */
export const MaskPart = z.discriminatedUnion('kind', [
  z.strictObject({ ...name, kind: z.literal('picture'), width: z.int().positive().max(MAX_MASKED_WIDTH), height: z.int().positive().max(MAX_MASKED_HEIGHT), root: Sha256Hex }),
  z.strictObject({ ...name, kind: z.literal('text'), pieces: z.int().positive().max(MAX_MASKED_TEXT), root: Sha256Hex }),
])
export type MaskPart = z.infer<typeof MaskPart>

export const MaskParts = z.array(MaskPart).min(1).max(64)

/** In tiles: left, top, right, bottom, the last two not included. */
export const TileRect = z.tuple([Count, Count, Count, Count])
export type TileRect = z.infer<typeof TileRect>
/** In pieces: from, to, the last not included. */
export const PieceRange = z.tuple([Count, Count])
export type PieceRange = z.infer<typeof PieceRange>

/** What is covered of an artefact that a masked bundle shows; what isn't named is left out. */
export const Cover = z.discriminatedUnion('kind', [
  z.strictObject({ ...name, kind: z.literal('picture'), covered: z.array(TileRect).max(2000) }),
  z.strictObject({ ...name, kind: z.literal('text'), covered: z.array(PieceRange).max(20_000) }),
])
export type Cover = z.infer<typeof Cover>

/** Name of the file that shows an artefact with parts covered. */
export function maskedName({ name: of, kind }: Pick<MaskPart, 'name' | 'kind'>): string {
  return `${of.replace(/\.[a-z0-9]+$/, '').slice(0, 50)}.masked.${kind === 'picture' ? 'png' : 'txt'}`
}

/** Beside those files: what opens the commitments to all that is shown. */
export const MASKING_FILE = 'masking.json'

const base64Hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
const opened = { ...name, seeds: z.array(base64Hash).max(1_000_000), hashes: z.array(base64Hash).max(1_000_000) }

/** Shown and covered by turns, so that one stretch is never told as two. */
const Runs = z
  .array(z.union([z.string().min(1), z.int().positive()]))
  .max(100_000)
  .refine((runs) => runs.every((run, i) => typeof run !== typeof runs[i - 1]), 'two runs of one kind in a row')

/** `masking.json`. Of a text, what is shown stands as it is and a number for so many covered pieces. */
export const MaskingFile = z.strictObject({
  v: z.literal(1),
  parts: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ ...opened, kind: z.literal('picture') }),
      z.strictObject({ ...opened, kind: z.literal('text'), runs: Runs }),
    ]),
  ),
})
export type MaskingFile = z.infer<typeof MaskingFile>
export type OpenedPart = MaskingFile['parts'][number]
