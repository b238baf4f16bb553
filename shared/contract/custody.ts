import { z } from 'zod'
import { EntryType, Instant, Kid, Sha256Hex } from '../model/index.ts'

/** The log of a case or a vault as it is told, and what else a bundle says of itself. */

export const CustodyEntry = z.strictObject({
  seq: z.int().nonnegative(),
  n: z.int().nonnegative(),
  at: Instant,
  type: EntryType,
  actor: z.string(),
  kid: Kid,
  leaf: Sha256Hex,
  /** What the entry is about, for the sentence shown: exhibit number, title, name. */
  subject: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What it says: `here`, or `gone`: it was disposed of. */
  content: z.enum(['here', 'gone']),
})
export type CustodyEntry = z.infer<typeof CustodyEntry>

/** An entry as the bundle has it. `actor` is null, and `subject` empty, where what it says can't be read. */
export const BundleEntry = CustodyEntry.extend({
  actor: z.string().nullable(),
  /** What it says: `here`; `absent` from the bundle; there, but `other` than what was signed; `unknown` to this version. */
  content: z.enum(['here', 'absent', 'other', 'unknown']),
})
export type BundleEntry = z.infer<typeof BundleEntry>

/** A key that entries in the bundle name, for comparing with paper. `name`: whose the office says that it is. */
export const BundleKey = z.strictObject({ kid: Kid, fingerprint: Sha256Hex, name: z.string().nullable(), witness: z.boolean() })
export type BundleKey = z.infer<typeof BundleKey>

/** A file of an exhibit by its entry, and whether that very file lies in the bundle. */
export const BundleFile = z.strictObject({
  name: z.string(),
  bytes: z.int().nonnegative(),
  sha256: Sha256Hex,
  mediaType: z.string(),
  /** `absent`: not in the bundle; `other`: something else lies in its place. */
  state: z.enum(['same', 'other', 'absent']),
})
export type BundleFile = z.infer<typeof BundleFile>
