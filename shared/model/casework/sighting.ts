import { z } from 'zod'
import { ExhibitId, NearDay, SightingId } from '../ids.ts'

/** Most that one entry records; a longer list becomes several entries of one commit. */
export const SIGHTINGS_PER_ENTRY = 200

/** Longest address, in UTF-16 units: as captures take it. */
export const MAX_ADDRESS = 8192

export const sightingFields = {
  /** As browsers write it (WHATWG URL Standard), http or https. */
  url: z.string().min(1).max(MAX_ADDRESS),
  /** Id of a platform of `shared/law`, or a name in the officer's words; may be empty. */
  platform: z.string().max(100),
  /** Account that posted it, as it is shown; may be empty. */
  account: z.string().max(300),
  /** Day that the post itself shows; null: not known. */
  postedOn: NearDay.nullable(),
  /** First day that somebody here saw it. */
  seenOn: NearDay,
  /** How many it reached, as whoever monitors counts it: views, shares or followers; null: not known. */
  reach: z.int().nonnegative().nullable(),
  note: z.string().max(2000),
}
export const SightingFields = z.strictObject(sightingFields)
/** One place where something was seen. Says nothing of what it feels like: no sentiment is kept. */
export type SightingFields = z.infer<typeof SightingFields>

/** Where sightings came from. `list`: rows of a file that was kept as an exhibit. */
export const SightingSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('typed') }),
  z.strictObject({ kind: z.literal('list'), exhibit: ExhibitId, number: z.int().positive() }),
])
export type SightingSource = z.infer<typeof SightingSource>

export const RecordedSighting = z.strictObject({
  sighting: SightingId,
  /** From 1; a correction is the next one, the earlier stays in the log. */
  revision: z.int().positive(),
  ...sightingFields,
  /** Line of the list that it stood on, from 1; null: it was typed. */
  row: z.int().positive().nullable(),
  /** Why it doesn't belong to the case after all; null: it does. */
  withdrawn: z.string().min(1).max(2000).nullable(),
})
export type RecordedSighting = z.infer<typeof RecordedSighting>
