import { z } from 'zod'
import { BundleProfile, CaseId, ExhibitId, ExhibitKind, Instant, LogHead, ReceivedSource, Sha256Hex } from '../model/index.ts'
import { NoLaterThan, TimestampView } from './timestamp.ts'
import { BundleExhibit, CheckResult, Verdict } from './views.ts'

/** Longest list of exhibits that is told of a received bundle; the bundle itself holds them all. */
export const MAX_RECEIVED = 2000

/** An exhibit of a received bundle, as that bundle tells it: a claim, proven as far as the verdict goes. */
export const ReceivedExhibit = z.strictObject({
  exhibit: ExhibitId,
  number: z.int(),
  /** Null: parts of it are covered there. */
  contentRoot: Sha256Hex.nullable(),
  /** Null: the bundle doesn't say. */
  title: z.string().nullable(),
  kind: ExhibitKind.nullable(),
  acquiredAt: Instant.nullable(),
  acquiredBy: z.string().nullable(),
  complete: z.boolean().nullable(),
  witnesses: BundleExhibit.shape.witnesses,
  /** Attestations that it says it doesn't show; 0 where this was written before they were counted. */
  unshown: BundleExhibit.shape.unshown.default(0),
})
export type ReceivedExhibit = z.infer<typeof ReceivedExhibit>

/**
 * `verification.json`: what was found when a bundle was taken in, by which version, and what it says of itself. Written
 * once and never anew; whoever doubts it checks `received.zip`, which lies beside it.
 */
export const Verification = z.strictObject({
  v: z.literal(1),
  /** Name and version of the program that checked. */
  tool: z.string().max(100),
  checkedAt: Instant,
  bundle: z.strictObject({ name: z.string().max(1024), bytes: z.int().nonnegative(), sha256: Sha256Hex }),
  /** Of the `.zip.sig` that lay beside it; null: none did. `kept`: it is in `received.zip.sig`. */
  signature: z.strictObject({ bytes: z.int().nonnegative(), kept: z.boolean() }).nullable(),
  /** What was compared with paper; null: nothing was. */
  compared: z.strictObject({ fingerprint: Sha256Hex.nullable(), receipt: z.string().max(2000).nullable() }),
  reason: ReceivedSource.shape.reason,
  verdict: Verdict,
  checks: z.array(CheckResult).max(100),
  /** From here on: as the bundle says it. */
  fingerprint: Sha256Hex.nullable(),
  timestamp: TimestampView.nullable(),
  noLaterThan: z.array(NoLaterThan).max(MAX_RECEIVED),
  origin: z.string().max(1000).nullable(),
  /** State of its log that it was made at; null: none that the log has signed. */
  head: LogHead.nullable(),
  case: CaseId.nullable(),
  caseTitle: z.string().max(1000).nullable(),
  exported: z.strictObject({ number: z.int(), profile: BundleProfile, at: Instant }).nullable(),
  exhibits: z.array(ReceivedExhibit).max(MAX_RECEIVED),
  /** How many the bundle has; more than are told where it has very many. */
  total: z.int().nonnegative(),
})
export type Verification = z.infer<typeof Verification>
