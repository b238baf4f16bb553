import { z } from 'zod'
import { ArtefactName } from './exhibit.ts'

const Count = z.int().nonnegative()
const name = { name: ArtefactName }

/** In px from the picture's upper left corner. */
export const CoveredArea = z.strictObject({ left: Count, top: Count, width: z.int().positive(), height: z.int().positive() })
export type CoveredArea = z.infer<typeof CoveredArea>

/**
 * A covered stretch of a text: where it stands in the masked text, both from 1, and how many pieces it covers. `before` and `after` stand
 * beside it on the same line, empty at its ends.
 */
export const CoveredStretch = z.strictObject({ line: z.int().positive(), column: z.int().positive(), pieces: z.int().positive(), before: z.string(), after: z.string() })
export type CoveredStretch = z.infer<typeof CoveredStretch>

/**
 * What is covered of a part of an exhibit that was committed to. `count` areas, which don't overlap, or stretches; only the first of very many
 * are listed. `own`: how often, and on which lines, the text itself holds what stands for something covered.
 */
export const Covering = z.discriminatedUnion('kind', [
  z.strictObject({ ...name, kind: z.literal('picture'), width: z.int().positive(), height: z.int().positive(), pixels: Count, count: Count, areas: z.array(CoveredArea) }),
  z.strictObject({
    ...name,
    kind: z.literal('text'),
    pieces: Count,
    covered: Count,
    count: Count,
    stretches: z.array(CoveredStretch),
    own: z.strictObject({ count: Count, lines: z.array(z.int().positive()) }),
  }),
  /** It could have been covered in parts, and isn't shown at all. */
  z.strictObject({ ...name, kind: z.literal('left-out') }),
])
export type Covering = z.infer<typeof Covering>
