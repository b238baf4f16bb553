import { z } from 'zod'
import { CaseId, Day, ExhibitId, Instant, SightingFields, SightingId, sightingFields } from '../model/index.ts'

/** Where something was seen: what is listed, and what of it is secured. */

/** `secured`: a capture of the same address is there. `withdrawn`: it doesn't belong to the case after all. */
export const SIGHTING_FILTERS = ['all', 'unsecured', 'secured', 'withdrawn'] as const
export const SightingFilter = z.enum(SIGHTING_FILTERS)
export type SightingFilter = z.infer<typeof SightingFilter>

export const SightingView = z.strictObject({
  id: SightingId,
  revision: z.int().positive(),
  ...sightingFields,
  /** Exhibit that its list came as, and the line there; null: it was typed. */
  list: z.strictObject({ number: z.int().positive(), row: z.int().positive().nullable() }).nullable(),
  withdrawn: z.string().nullable(),
  at: Instant,
  by: z.string(),
  /** The newest capture of the address. */
  exhibit: z.strictObject({ id: ExhibitId, number: z.int().positive(), complete: z.boolean(), witnessed: z.boolean() }).nullable(),
  /** Waits to be captured, or is captured now. */
  queued: z.boolean(),
})
export type SightingView = z.infer<typeof SightingView>

/** Rows that one answer holds at most. */
export const SIGHTINGS_PAGE = 100

export const SightingQuery = z.strictObject({
  case: CaseId,
  filter: SightingFilter,
  /** Platform or account as it is written there; null: all. */
  platform: z.string().max(100).nullable().default(null),
  account: z.string().max(300).nullable().default(null),
  /** How many are passed over, newest first. */
  skip: z.int().nonnegative().default(0),
})
export type SightingQuery = z.infer<typeof SightingQuery>

export const SightingPage = z.strictObject({ rows: z.array(SightingView).max(SIGHTINGS_PAGE), total: z.int().nonnegative() })

const count = z.int().nonnegative()
/** `reach`: sum of what is known; `known`: of how many it is known. */
const Share = z.strictObject({ name: z.string(), count, reach: count, known: count })

/** How spread it is, as far as it was recorded. What was withdrawn isn't counted. */
export const Spread = z.strictObject({
  total: count,
  secured: count,
  withdrawn: count,
  reach: count,
  /** Of how many the reach is known. */
  reachKnown: count,
  first: Day.nullable(),
  last: Day.nullable(),
  /** By the day that the post shows, or else that it was first seen; ascending, days without any left out. */
  days: z.array(z.strictObject({ day: Day, count })),
  /** Of how many the day is that of the post itself. */
  dated: count,
  /** Most first; '' : not given. */
  platforms: z.array(Share).max(50),
  /** Most first, the first twenty. */
  accounts: z.array(Share.extend({ platform: z.string() })).max(20),
  accountsTotal: count,
})
export type Spread = z.infer<typeof Spread>

/** What became of a link or row. `known`: there already, and joined with it; `filled`: what was empty there was filled in. */
export const SightingOutcome = z.enum(['added', 'known', 'filled', 'repeated', 'no-link', 'invalid', 'scheme', 'too-long'])
export const SightingsAdded = z.strictObject({
  added: count,
  known: count,
  filled: count,
  /** Of a pasted text: each line that wasn't plainly added, up to a hundred. */
  told: z.array(z.strictObject({ line: z.int().positive(), text: z.string(), outcome: SightingOutcome })).max(100),
  /** Whether the text was longer than is looked at. */
  cut: z.boolean(),
})
export type SightingsAdded = z.infer<typeof SightingsAdded>

export const SightingChange = z.strictObject({ sighting: SightingId, revision: z.int().positive(), fields: SightingFields })

/** `queued`: waited already; `full`: found no room in the list of links. */
export const SightingsQueued = z.strictObject({ added: count, queued: count, full: count })
