import { z } from 'zod'
import { Instant, Sha256Hex } from '../model/index.ts'

/** Addresses of time-stamping authorities are at most so many, and so long in characters. */
export const MAX_TIMESTAMP_URLS = 8
export const MAX_TIMESTAMP_URL = 2000

/**
 * Address of a time-stamping authority (RFC 3161), http or https. A name and password in it would lie open in the
 * settings, so they are refused.
 */
export const TimestampUrl = z
  .url({ protocol: /^https?$/ })
  .max(MAX_TIMESTAMP_URL)
  .regex(/^https?:\/\/[^/?#@\\\s]+(?:[/?#]\S*)?$/i)
/** Tried in turn. */
export const TimestampUrls = z.array(TimestampUrl).max(MAX_TIMESTAMP_URLS)

/**
 * How far the certificates of an authority lead: to a root that comes with the program (those that browsers trust), to
 * another one, or not to any root. A root in the list was put there for websites: it says who the authority is, not
 * that its clock is right.
 */
export const TimestampTrust = z.enum(['listed-root', 'other-root', 'unlisted-root', 'no-root'])
export type TimestampTrust = z.infer<typeof TimestampTrust>

/** What a timestamp shows to whoever trusts its authority. Names were chosen by whoever made the certificates. */
export const TimestampView = z.strictObject({
  /** As the token has it. What was stamped existed no later than `latestOf` this. */
  at: Instant,
  /** How far that may be off, says the authority, ms to either side; null: it says nothing. */
  accuracyMs: z.number().nonnegative().nullable(),
  authority: z.string(),
  /** The last of the chain; null: the authority's own certificate is the last. */
  vouchedBy: z.string().nullable(),
  /** SHA-256 of the last certificate of the chain, in DER. */
  root: Sha256Hex,
  trust: TimestampTrust,
})
export type TimestampView = z.infer<typeof TimestampView>

/**
 * The latest at which a token may have been made: its clock may have been slow by as much as the authority says (RFC 3161 §2.4.2). A whole
 * second, since people are told no less, and never one too early.
 */
export const latestOf = ({ at, accuracyMs }: Pick<TimestampView, 'at' | 'accuracyMs'>): Instant => new Date(Math.ceil((Date.parse(at) + (accuracyMs ?? 0)) / 1000) * 1000).toISOString()

/** By when an exhibit was in the log, says an authority. */
export const NoLaterThan = z.strictObject({
  /** Of the exhibit. */
  number: z.int().positive(),
  /** With what the authority's clock may be off by. */
  at: Instant,
  authority: z.string(),
  trust: TimestampTrust,
})
export type NoLaterThan = z.infer<typeof NoLaterThan>

/**
 * Why an authority gave no timestamp. The list is closed: the interface has words for each. The last seven are what is
 * wrong with an answer that came; `invalid` is what none of the others says, such as a weak key.
 */
export const TIMESTAMP_FAULTS = [
  'cancelled',
  'no-answer',
  'unreachable',
  'redirected',
  'http-status',
  'refused',
  'not-a-token',
  /** Without the number that was sent along: an answer to somebody else, or an old one played again. */
  'other-request',
  'other-content',
  /** A certificate of the chain had expired at the time that the token gives, or wasn't valid yet. */
  'not-valid-then',
  'wrong-purpose',
  'bad-signature',
  'invalid',
] as const
export const TimestampFault = z.enum(TIMESTAMP_FAULTS)
export type TimestampFault = z.infer<typeof TimestampFault>

/** An authority that was asked in vain. */
export const TimestampFailure = z.strictObject({
  /** Host and port of its address. */
  host: z.string(),
  fault: TimestampFault,
  /** Plain English for whoever has to look into it. */
  detail: z.string(),
})
export type TimestampFailure = z.infer<typeof TimestampFailure>

/** A timestamp that is kept over a checkpoint of the open vault. */
export const StampView = z.strictObject({
  /** Of the log that it covers, in entries. */
  size: z.int().positive(),
  /** Host and port of the address that it was had from. */
  host: z.string(),
  /** By this machine's clock. */
  receivedAt: Instant,
  /** Judged anew over the stored checkpoint; null: it doesn't hold any more. */
  shows: TimestampView.nullable(),
})

/** How far the log of the open vault is covered by timestamps. */
export const TimeState = z.strictObject({
  /** How many authorities are set. */
  authorities: z.int().nonnegative(),
  newest: StampView.nullable(),
  /** Entries that no stamp covers; `since`: when the oldest of them was written, by this machine's clock. Null: none. */
  unstamped: z.strictObject({ entries: z.int().positive(), since: Instant }).nullable(),
  /** Host that is being asked. */
  trying: z.string().nullable(),
  /** Who was asked in vain the last time, in turn. */
  failures: z.array(TimestampFailure),
  /** When it is tried next without anybody asking. */
  nextTry: Instant.nullable(),
})
export type TimeState = z.infer<typeof TimeState>
