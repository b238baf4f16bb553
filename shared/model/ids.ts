import { z } from 'zod'

/**
 * Identifiers are a letter, a hyphen and 128 random bits in lower-case hex. They carry no meaning and no personal
 * data, so they may stand in ledger entries and file names. Each has its own brand: a case id can't be passed
 * where an exhibit id is wanted.
 */
const id = <Letter extends string>(letter: Letter) => z.string().regex(new RegExp(`^${letter}-[0-9a-f]{32}$`))

export const VaultId = id('v').brand<'VaultId'>()
export const CaseId = id('c').brand<'CaseId'>()
export const ExhibitId = id('x').brand<'ExhibitId'>()
export const PersonId = id('p').brand<'PersonId'>()
/** An object is one sealed file under `objects/`; artefacts and previews each have one. */
export const ObjectId = id('o').brand<'ObjectId'>()
/** Something that was written down in a step of a case; its versions share the id. */
export const RecordId = id('r').brand<'RecordId'>()
export const SightingId = id('s').brand<'SightingId'>()
/** Something that the office added to the data on law, platforms, engines and bodies. */
export const ReferenceId = id('l').brand<'ReferenceId'>()

export type VaultId = z.infer<typeof VaultId>
export type CaseId = z.infer<typeof CaseId>
export type ExhibitId = z.infer<typeof ExhibitId>
export type PersonId = z.infer<typeof PersonId>
export type ObjectId = z.infer<typeof ObjectId>
export type RecordId = z.infer<typeof RecordId>
export type SightingId = z.infer<typeof SightingId>
export type ReferenceId = z.infer<typeof ReferenceId>

/** SHA-256 as 64 lower-case hex digits. */
export const Sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)
/** SHA-256 as it stands in ledger entries: `sha256:` and 64 lower-case hex digits. */
export const Sha256Ref = z.string().regex(/^sha256:[0-9a-f]{64}$/)
/** First half of the SHA-256 of an actor's 32-byte Ed25519 public key, 16 hex digits of 8 bytes. */
export const Kid = z.string().regex(/^[0-9a-f]{16}$/)
export type Kid = z.infer<typeof Kid>

/** UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
export type Instant = z.infer<typeof Instant>

/** A calendar day that exists, `YYYY-MM-DD`, without a time zone: as it stands in a paper or a law. */
export const Day = z.iso.date()
export type Day = z.infer<typeof Day>
/** A day from which times of the law can be counted: in these centuries. */
export const NearDay = Day.refine((day) => /^(?:19|20|21)/.test(day))

export const Language = z.enum(['sv', 'en'])
export type Language = z.infer<typeof Language>

/** Of a bundle's report. `both`: the whole in Swedish, and after it the whole in English. */
export const BundleLanguage = z.enum(['sv', 'en', 'both'])
export type BundleLanguage = z.infer<typeof BundleLanguage>
