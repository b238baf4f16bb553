import { z } from 'zod'
import { CaseId, Instant, Kid, Sha256Ref } from './ids.ts'

/** Every kind of ledger entry there is. A new kind is added here and its payload in `payload.ts`. */
export const ENTRY_TYPES = [
  'vault.created',
  'person.enrolled',
  'person.changed',
  'person.departed',
  'change.approved',
  'key.succeeded',
  'key.revealed',
  'passphrase.changed',
  'reference.recorded',
  'case.opened',
  'case.changed',
  'exhibit.acquired',
  'exhibit.viewed',
  'exhibit.copied',
  'exhibit.attested',
  'reading.corrected',
  'exhibit.redacted',
  'sighting.recorded',
  'step.recorded',
  'post.checked',
  'browser.lifted',
  'login.kept',
  'login.used',
  'login.forgotten',
  'bundle.exported',
  'bundle.handed-over',
  'handover.receipted',
  'hold.placed',
  'hold.lifted',
  'retention.decided',
  'exhibit.disposed',
  'case.disposed',
  'disposal.approved',
  'case.closed',
  'case.reopened',
  'backup.made',
  'vault.restored',
  'access.denied',
] as const

export const EntryType = z.enum(ENTRY_TYPES)
export type EntryType = z.infer<typeof EntryType>

/** Log origin of a vault, as it stands in the first line of each checkpoint: ASCII without spaces or plus. */
export const Origin = z.string().regex(/^[a-z0-9./-]{1,128}$/)

const base64Of64Bytes = z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/)

/**
 * One line of the ledger, RFC 8785 canonical JSON. ASCII only and safe integers only; no name, URL or text: those
 * live in the payload that `payload` commits to.
 *
 * - `case`: the case whose chain this entry continues, or null for the vault's own chain
 * - `n`: index within that chain, from 0; `prev`: leaf hash of the chain's previous entry, null only at n = 0
 * - `seq`: index in the log, from 0
 * - `at`: UTC; never goes back
 * - `masking`: only of `exhibit.acquired`, and only where parts of it can be covered: see docs/formats.md, Masking
 * - `kid`, `sig`: the actor's key and Ed25519 signature over the canonical object without `sig`
 */
export const Entry = z.strictObject({
  at: Instant,
  case: CaseId.nullable(),
  kid: Kid,
  log: Origin,
  masking: Sha256Ref.optional(),
  n: z.int().nonnegative(),
  payload: Sha256Ref,
  prev: Sha256Ref.nullable(),
  seq: z.int().nonnegative(),
  sig: base64Of64Bytes,
  type: EntryType,
  v: z.literal(1),
})
export type Entry = z.infer<typeof Entry>
