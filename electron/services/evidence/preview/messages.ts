import { z } from 'zod'
import { Sha256Hex, type TileRect } from '../../../../shared/model/index.ts'

/** What is wanted of a picture: to be drawn and committed to, the hashes of its tiles, or itself with areas covered. */
export type Question =
  | { t: 'draw'; seed: Uint8Array | null }
  | { t: 'tiles'; seed: Uint8Array }
  | { t: 'mask'; rects: readonly TileRect[] }
/** What goes to the preview process: one picture in pieces, and a question about it. */
export type ToPreview = { t: 'chunk'; bytes: Uint8Array } | Question | { t: 'next' }

/**
 * What comes back. The process has handled hostile bytes, so its answers are parsed like any foreign input; bounds keep
 * a taken-over child from filling the vault.
 */
const Size = z.int().min(1).max(2_000_000)
export const FromPreview = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('more') }),
  z.strictObject({
    t: z.literal('slice'),
    width: Size,
    height: Size,
    top: z.int().nonnegative().max(2_000_000),
    jpeg: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 3 && bytes.length <= 16 * 1024 * 1024),
  }),
  /** Of the masked picture, or of the list of hashes. */
  z.strictObject({ t: z.literal('piece'), bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 16 * 1024 * 1024) }),
  z.strictObject({
    t: z.literal('end'),
    note: z.string().max(300),
    picture: z.strictObject({ width: Size, height: Size, root: Sha256Hex }).nullable(),
  }),
])
export type FromPreview = z.infer<typeof FromPreview>

/** Formats that the preview process draws; others are kept without a picture. */
export const DRAWABLE = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/tiff', 'image/avif'])
/** A picture larger than this is kept but not drawn. */
export const MAX_DRAWN_BYTES = 512 * 1024 * 1024
export const MAX_SLICES = 400
