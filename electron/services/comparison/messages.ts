import { z } from 'zod'
import { Comparison, MAX_DIFFERENCES } from '../../../shared/model/index.ts'

/** Stretches that are drawn. */
export const MAX_DRAWN = 8
export const SIDES = ['saved', 'loaded'] as const
export const PARTS = ['text', 'posts', 'picture'] as const
export type SideName = (typeof SIDES)[number]
export type PartName = (typeof PARTS)[number]

/** What goes to the comparing process. `parts`: what both sides have. A piece has at most 1 MiB; null: there is no more. */
export type ToComparison =
  | { t: 'compare'; parts: PartName[] }
  | { t: 'piece'; side: SideName; part: PartName; bytes: Uint8Array | null }
  | { t: 'next' }

/** Bytes of a message, both ways. */
export const MAX_PIECE = 1024 * 1024

interface Found {
  result: string
  why: string | null
  total: number
  list: readonly object[]
}

/** What is found must agree with itself, and what canonical JSON has no form for must not get into it. */
const agrees = ({ result, why, total, list }: Found): boolean =>
  (why !== null) === (result === 'not-compared') &&
  (total > 0) === (result === 'differs') &&
  list.length === Math.min(total, MAX_DIFFERENCES) &&
  list.every((difference) => Object.values(difference).every((value) => typeof value !== 'string' || value.isWellFormed()))

/**
 * What comes back. The process has handled hostile content, so its answers are parsed like any foreign input. `read` asks for
 * the next piece of one side, `again` from its beginning; `drawn` is a piece of the next picture.
 */
export const FromComparison = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('read'), side: z.enum(SIDES), part: z.enum(PARTS), again: z.boolean() }),
  z.strictObject({ t: z.literal('text'), found: Comparison.shape.text.refine(agrees) }),
  z.strictObject({ t: z.literal('posts'), found: Comparison.shape.posts.refine(agrees) }),
  z.strictObject({ t: z.literal('picture'), found: Comparison.shape.picture.refine(agrees) }),
  z.strictObject({
    t: z.literal('drawn'),
    number: z.int().min(1).max(MAX_DRAWN),
    bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= MAX_PIECE),
    last: z.boolean(),
  }),
  z.strictObject({ t: z.literal('end') }),
])
export type FromComparison = z.infer<typeof FromComparison>
