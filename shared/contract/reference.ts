import { z } from 'zod'
import { Instant, NearDay, ReferenceContent, ReferenceId, referenceDraft, referenceFields } from '../model/index.ts'

/** What the office adds to the data on law, platforms, engines and bodies. */

export const ReferenceView = z.strictObject({
  id: ReferenceId,
  revision: referenceFields.revision,
  content: ReferenceContent,
  source: z.string(),
  date: NearDay,
  reason: z.string(),
  /** Why it was taken back; null: it holds. */
  withdrawn: z.string().nullable(),
  /** When this version was recorded, and by whom. */
  at: Instant,
  by: z.string(),
  /** Entry of this version in the log. */
  seq: z.int().nonnegative(),
  /** The shipped entry that it stands beside is another than it was then, or isn't there any more. */
  stale: z.boolean(),
})
export type ReferenceView = z.infer<typeof ReferenceView>

/** `revision`: the version that whoever writes had before them; both null: a new one. */
export const ReferenceSave = z
  .strictObject({ reference: ReferenceId.nullable(), revision: z.int().positive().nullable(), ...referenceDraft })
  .refine(({ reference, revision }) => (reference === null) === (revision === null))
