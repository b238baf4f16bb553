import { z } from 'zod'
import { CaseId, CheckFinding, Day, ExhibitId, Instant, RecordId, Rhythm, postChecked } from '../model/index.ts'
import { Failure } from './errors.ts'

/** What was reported to platforms, whether it is still up, and how long that took. */

const count = z.int().nonnegative()

export const CheckView = z.strictObject({
  /** Entry in the log. */
  seq: count,
  asked: Instant,
  by: postChecked.by,
  finding: CheckFinding,
  status: postChecked.status,
  sign: postChecked.sign,
  words: postChecked.words,
  exhibit: ExhibitId,
  number: z.int().positive(),
  /** Whether it found otherwise than the one before it; of the first one, whether it didn't find the post. */
  isNew: z.boolean(),
})
export type CheckView = z.infer<typeof CheckView>

/**
 * From the day of the report to the removal, in days: it was last seen after `from` of them (0: not since the report), and first found gone
 * after `to`. Nobody knows when in between.
 */
export const RemovalSpan = z.strictObject({ from: count, to: count })
export type RemovalSpan = z.infer<typeof RemovalSpan>

/** Checks that one answer holds of an address at most, newest first. */
export const CHECKS_SHOWN = 50

export const ReportedPost = z.strictObject({
  /** As `addressKey` writes it. */
  address: z.string(),
  /** As the first report names it. */
  url: z.string(),
  platform: z.string(),
  /** Reports that name it, none of them taken back. */
  reports: z.array(RecordId),
  /** Day of the first report that was sent; null: none was. */
  sentOn: Day.nullable(),
  /** Why it isn't looked at by itself any more: somebody stopped it, or it was found gone on two days. */
  stopped: z.enum(['person', 'gone']).nullable(),
  /** The day on which its turn comes; null: none. */
  nextOn: Day.nullable(),
  /** When it was last seen up, in a check or a capture of its address. */
  lastUp: Instant.nullable(),
  /** The first of the checks that found it gone, none since having found it up. `confirmed`: on two days. */
  gone: z.strictObject({ since: Instant, confirmed: z.boolean() }).nullable(),
  /** Null: not reported, or not found gone. */
  span: RemovalSpan.nullable(),
  /** Days from the report to when it was last seen up; null: not seen since, or gone. */
  upAfter: count.nullable(),
  /** Tried since the program began, and nothing was reached or could be loaded: that says nothing of the post. */
  tried: z.strictObject({ at: Instant, failure: Failure }).nullable(),
  checks: z.array(CheckView).max(CHECKS_SHOWN),
  checksTotal: count,
})
export type ReportedPost = z.infer<typeof ReportedPost>

/** Of one platform, over the posts of a case that were reported to it. */
export const PlatformRemoval = z.strictObject({
  platform: z.string(),
  reported: count,
  /** Found gone on two days. */
  gone: count,
  /** Between these two lies the median of what was found gone on two days; null: nothing was. */
  median: RemovalSpan.nullable(),
  /** Of what isn't gone: days from the report to when one was last seen up, the longest. Null: none. */
  longestUp: count.nullable(),
})
export type PlatformRemoval = z.infer<typeof PlatformRemoval>

export const RecheckView = z.strictObject({
  case: CaseId,
  rhythm: Rhythm,
  posts: z.array(ReportedPost),
  platforms: z.array(PlatformRemoval),
  /** Addresses whose check found otherwise than before, and nobody has said that they saw that. */
  unseen: count,
  /** The address that is being loaded now; null: none of this case. */
  running: z.string().nullable(),
})
export type RecheckView = z.infer<typeof RecheckView>
