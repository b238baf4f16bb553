import { z } from 'zod'
import { CaseId, Day, ExhibitId, Sha256Hex } from './ids.ts'

/** A bundle that went to somebody: who got it, what exactly, how, and how it was protected on the way. */

/**
 * `zip-aes256`: WinZip AE-2; `age-passphrase`, `age-recipients`: the age format, v1; `none`: the bundle as it was
 * exported, in clear.
 */
export const Protection = z.enum(['zip-aes256', 'age-passphrase', 'age-recipients', 'none'])
export type Protection = z.infer<typeof Protection>

/** How it goes to the receiver. */
export const HandOverMethod = z.enum(['in-person', 'post', 'email', 'upload', 'other'])
export type HandOverMethod = z.infer<typeof HandOverMethod>

/** Public key of an age X25519 recipient, in the form in which age itself writes it. Its checksum isn't looked at here. */
export const AgeRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/)

/** Most keys that one file is encrypted to. */
export const MAX_RECIPIENTS = 20

const Text = (max: number) => z.string().min(1).max(max)

/** What the officer says of it: claims, signed as such. */
export const handOverFields = {
  receiver: Text(200),
  /** May be empty, as each that follows without a least length. */
  receiverTitle: z.string().max(200),
  authority: Text(200),
  /** The receiver's own number of the matter (K-number, case number of a court). */
  reference: z.string().max(200),
  method: HandOverMethod,
  /** In the officer's own words, where it says more than `method`. */
  methodText: z.string().max(500),
  date: Day,
}

/** A file by what it is. `name` is what it was called when it was made. */
export const FileFacts = z.strictObject({ name: z.string().min(1).max(300), bytes: z.int().nonnegative(), sha256: Sha256Hex })
export type FileFacts = z.infer<typeof FileFacts>

export const handedOver = {
  case: CaseId,
  /** The bundle's. */
  number: z.int().positive(),
  /** Index of its `bundle.exported` entry. */
  exported: z.int().nonnegative(),
  /** The signed zip, as it was exported. */
  bundle: FileFacts,
  /** What the receiver got: the encrypted file, or the signed zip itself where `protection` is `none`. */
  handed: FileFacts,
  protection: Protection,
  /** Whom it was encrypted to, where `protection` is `age-recipients`; else empty. */
  recipients: z.array(AgeRecipient).max(MAX_RECIPIENTS),
  ...handOverFields,
}

/** A receipt that the receiver signed, or another paper of theirs, came into the case as an exhibit. */
export const handOverReceipted = {
  case: CaseId,
  /** The bundle's. */
  number: z.int().positive(),
  /** The `bundle.handed-over` entry: its index and its leaf hash. */
  handOver: z.int().nonnegative(),
  leaf: Sha256Hex,
  exhibit: ExhibitId,
  exhibitNumber: z.int().positive(),
  contentRoot: Sha256Hex,
}
