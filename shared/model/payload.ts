import { z } from 'zod'
import { recordFields } from './casework/record.ts'
import { RecordedSighting, SIGHTINGS_PER_ENTRY, SightingSource } from './casework/sighting.ts'
import { caseDisposed, exhibitDisposed, holdLifted, holdPlaced, retentionDecided } from './disposal.ts'
import type { EntryType } from './entry.ts'
import { Artefact, ArtefactName, BundleProfile, CaptureSource, Completeness, ExhibitKind, FileSource, PersonRole } from './exhibit.ts'
import { Cover, MaskParts } from './masking.ts'
import { handedOver, handOverReceipted } from './handover.ts'
import { postChecked } from './post-check.ts'
import { ReadingField } from './reading.ts'
import { ReceivedSource } from './received.ts'
import { referenceFields } from './reference.ts'
import { Answers, AnswersFound, HandSignature, MAX_SITTING, NoOriginal, OriginalLoad, Relation, SittingTimes, WitnessGrade } from './witness.ts'
import { BundleLanguage, CaseId, ExhibitId, Instant, Kid, Language, PersonId, Sha256Hex, VaultId } from './ids.ts'

/**
 * Payloads: what an entry commits to, readable only with the vault open or in a bundle. Canonical JSON with a
 * 32-byte random salt, so that nobody can guess a name or URL from the hash in the ledger.
 */

const Salt = z.string().regex(/^[0-9a-f]{64}$/)
const Key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)
const Text = (max: number) => z.string().min(1).max(max)

/** Who acted, as the vault knew them then. Bound to the entry by its `kid` and signature. */
export const Actor = z.strictObject({ person: PersonId, name: Text(200), role: PersonRole })
export type Actor = z.infer<typeof Actor>

const payload = <T extends EntryType, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ v: z.literal(1), type: z.literal(type), salt: Salt, actor: Actor, clock: Clock.optional(), ...shape })

/**
 * Present when the local clock had gone back: `claimed` is what it said, while the entry's `at` repeats the last
 * entry's time so that the log never runs backwards.
 */
export const Clock = z.strictObject({ claimed: Instant, wentBack: z.literal(true) })

/** What a bundle leaves out or covers, and why. */
export const Derived = z.strictObject({
  reason: Text(2000),
  /** What the case is called there; null: by its own name. */
  title: Text(300).nullable(),
  /** Numbers of exhibits that are left out. */
  leftOut: z.array(z.int().positive()),
  /** Entries (`seq`) whose payload is left out; all other payloads are there. */
  withheld: z.array(z.int().nonnegative()),
  /** Attestations of exhibits that are here, among `withheld`: that somebody signed can be told, what they signed not. */
  attested: z.array(z.strictObject({ number: z.int().positive(), entries: z.array(z.int().nonnegative()).min(1) })),
  /** Exhibits that are shown with parts covered. `redacted`: the entry that says how; `artefacts`: the files that show it. */
  masked: z.array(z.strictObject({ exhibit: ExhibitId, number: z.int().positive(), redacted: z.int().nonnegative(), artefacts: z.array(Artefact).min(1).max(100) })),
})
export type Derived = z.infer<typeof Derived>

/** `size` and `root` of the log as it stood when the statement was made: the last checkpoint. */
export const LogHead = z.strictObject({ origin: z.string(), size: z.int().nonnegative(), root: Sha256Hex })
export type LogHead = z.infer<typeof LogHead>

export const caseFields = {
  title: Text(300),
  /** The office's own reference (diarienummer), may be empty. */
  reference: z.string().max(100),
  /** What happened, in the officer's words; may be empty. */
  description: z.string().max(20_000),
}

const attestation = {
  exhibit: ExhibitId,
  number: z.int().positive(),
  title: Text(500),
  case: CaseId,
  vault: VaultId,
  contentRoot: Sha256Hex,
  grade: WitnessGrade,
  /** 32 random bytes made for this statement: a signature can't be carried over to another. */
  challenge: Sha256Hex,
  /** 32 random bytes of the sitting: the same in all that was signed in it. */
  sitting: Sha256Hex,
  language: Language,
  /** The statement exactly as it was shown. */
  statement: Text(50_000),
  head: LogHead,
  times: SittingTimes,
  /** The load of the original that this rests on; null: there was none, or it doesn't say so: see `noOriginal`. */
  original: OriginalLoad.nullable(),
  /** Set where the grade isn't one of having seen the original. */
  noOriginal: NoOriginal.nullable(),
  /** Null: nothing was loaded that could be asked about. */
  answers: Answers.nullable(),
  found: AnswersFound.nullable(),
  /** Whether what was saved agrees with what they saw; null: it wasn't shown, or there was nothing to hold it against. */
  agrees: z.enum(['yes', 'no', 'unsure']).nullable(),
  /** What they want to add or take exception to, in their own words. */
  reservation: z.string().max(2000),
  /** When this witness had been shown what was saved before this sitting, as a witness or in their own work, as the log has it; null: never. */
  shownBefore: Instant.nullable(),
  /** All that was signed with the same entry of the passphrase, as it was listed; this one is among them. */
  list: z.array(z.strictObject({ exhibit: ExhibitId, number: z.int().positive(), contentRoot: Sha256Hex })).min(1).max(MAX_SITTING),
  hand: HandSignature.nullable(),
  witness: z.strictObject({ person: PersonId, name: Text(200), title: z.string().max(200), contact: z.string().max(300), relation: Relation }),
}

export const PAYLOADS = {
  'vault.created': payload('vault.created', { vault: VaultId, name: Text(200), logKey: Key, exportKey: Key, tool: Text(100) }),
  'person.enrolled': payload('person.enrolled', {
    person: PersonId,
    name: Text(200),
    title: z.string().max(200),
    contact: z.string().max(300),
    role: PersonRole,
    kid: Kid,
    publicKey: Key,
  }),
  /** Name, title and contact from here on; what was signed before keeps the old ones. `was`: the name until then. */
  'person.changed': payload('person.changed', {
    person: PersonId,
    was: Text(200),
    name: Text(200),
    title: z.string().max(200),
    contact: z.string().max(300),
    reason: Text(2000),
  }),
  /** From here on the person's key counts no more. An officer's departure stands in a vault that got a new key with it. */
  'person.departed': payload('person.departed', { person: PersonId, name: Text(200), role: PersonRole, reason: Text(2000) }),
  /** Signed by a second officer, right after what it approves, in the same commit. */
  'change.approved': payload('change.approved', {
    seq: z.int().nonnegative(),
    of: z.enum(['person.enrolled', 'key.succeeded', 'person.departed']),
    /** Leaf hash of the entry `seq`. */
    leaf: Sha256Hex,
  }),
  /** `officer`: who had the vault open, where it wasn't the person themselves; said by the program, not signed by them. */
  'key.succeeded': payload('key.succeeded', { person: PersonId, oldKid: Kid, kid: Kid, publicKey: Key, reason: z.enum(['recovery', 'forgotten-passphrase']), officer: PersonId.optional() }),
  'key.revealed': payload('key.revealed', { key: z.literal('database') }),
  'passphrase.changed': payload('passphrase.changed', { person: PersonId }),
  /** Something that the office added to the shipped data, changed or took back: so that it can be told later what it knew on a day. */
  'reference.recorded': payload('reference.recorded', referenceFields),
  'case.opened': payload('case.opened', { case: CaseId, number: z.int().positive(), ...caseFields }),
  'case.changed': payload('case.changed', { case: CaseId, ...caseFields }),
  /** From here on nothing is added to it, until it is opened again. */
  'case.closed': payload('case.closed', { case: CaseId, reason: Text(2000) }),
  'case.reopened': payload('case.reopened', { case: CaseId, reason: Text(2000) }),
  'exhibit.acquired': payload('exhibit.acquired', {
    exhibit: ExhibitId,
    number: z.int().positive(),
    kind: ExhibitKind,
    title: Text(500),
    contentRoot: Sha256Hex,
    artefacts: z.array(Artefact).min(1).max(500),
    /**
     * Root over the pictures that the app shows of this exhibit (same tree as `contentRoot`, names
     * `<artefact>.<index, 4 digits>.jpg`), so that what a witness looked at can't be exchanged either; null: no pictures.
     */
    previewRoot: Sha256Hex.nullable(),
    acquiredAt: Instant,
    completeness: Completeness.nullable(),
    source: z.union([CaptureSource, FileSource, ReceivedSource, z.null()]),
    /** A note's new version names the version it corrects; the old one stays. */
    supersedes: ExhibitId.nullable(),
    /** Only of a comparison: the exhibit whose original was loaded anew, and the sitting in which it was. */
    compares: z.strictObject({ exhibit: ExhibitId, sitting: Sha256Hex }).optional(),
    /** Commitments to what can be covered later, and the seed (32 random bytes) that opens them; the entry holds a hash over `parts`. */
    masking: z.strictObject({ seed: Sha256Hex, parts: MaskParts }).optional(),
  }),
  /**
   * How an exhibit looks in a masked bundle. Says nothing that a receiver of one may not see: title and address are as the officer wants
   * them shown there.
   */
  'exhibit.redacted': payload('exhibit.redacted', {
    exhibit: ExhibitId,
    number: z.int().positive(),
    /** The entry `exhibit.acquired`. */
    acquired: z.int().nonnegative(),
    kind: ExhibitKind,
    title: Text(500),
    acquiredAt: Instant,
    address: z.string().max(8192).nullable(),
    /** As at the acquisition. */
    parts: MaskParts,
    shown: z.array(Cover).max(64),
    reason: Text(2000),
  }),
  'exhibit.viewed': payload('exhibit.viewed', {
    exhibit: ExhibitId,
    number: z.int().positive(),
    /** Only where it was shown to a witness: whom, and in which sitting. */
    witness: z.strictObject({ person: PersonId, sitting: Sha256Hex }).optional(),
  }),
  /** A copy of an artefact left the vault in clear. */
  'exhibit.copied': payload('exhibit.copied', { exhibit: ExhibitId, number: z.int().positive(), artefact: ArtefactName }),
  /** An officer holds something that the tool read of a post to be otherwise. The reading stays as it is, beside it. */
  'reading.corrected': payload('reading.corrected', {
    exhibit: ExhibitId,
    number: z.int().positive(),
    /** Index in `posts` of `posts.json`. */
    post: z.int().nonnegative(),
    field: ReadingField,
    /** As read; null: nothing was. */
    read: z.string().max(5000).nullable(),
    value: Text(5000),
    reason: z.string().max(2000),
  }),
  'exhibit.attested': payload('exhibit.attested', attestation),
  /** Where something was seen. A later entry's version of a sighting stands in the place of the earlier. */
  'sighting.recorded': payload('sighting.recorded', {
    case: CaseId,
    source: SightingSource,
    sightings: z.array(RecordedSighting).min(1).max(SIGHTINGS_PER_ENTRY),
  }),
  /** Something was written down in a step, changed or taken back. */
  'step.recorded': payload('step.recorded', { case: CaseId, ...recordFields }),
  /** An address that was reported was loaded again, and what came of it. Stands right behind its exhibit, in the same commit. */
  'post.checked': payload('post.checked', { case: CaseId, ...postChecked }),
  /** The browser for an own login was read-only, and that was lifted: something may have been sent since. */
  'browser.lifted': payload('browser.lifted', { case: CaseId, site: z.string().max(300), reason: Text(2000) }),
  /** The login of a browser was sealed in the vault, in the place of an earlier one of the case. */
  'login.kept': payload('login.kept', {
    case: CaseId,
    browser: Text(200),
    version: z.string().max(100),
    bytes: z.int().nonnegative(),
    /** Of what was sealed. */
    content: Sha256Hex,
  }),
  /** A browser begins with the login that was kept. */
  'login.used': payload('login.used', { case: CaseId, browser: Text(200), version: z.string().max(100) }),
  'login.forgotten': payload('login.forgotten', { case: CaseId }),
  'bundle.exported': payload('bundle.exported', {
    case: CaseId,
    number: z.int().positive(),
    profile: BundleProfile,
    language: BundleLanguage,
    exhibits: z.array(z.strictObject({ exhibit: ExhibitId, number: z.int().positive(), contentRoot: Sha256Hex })),
    /** SHA-256 over the sorted `sha256  path` lines of `data/` without this payload: see docs/formats.md. */
    content: Sha256Hex,
    /** Fingerprint of the export key, SHA-256 of its 32 bytes. */
    fingerprint: Sha256Hex,
    /** Only of a bundle that doesn't show all of the case. */
    derived: Derived.optional(),
    /** Only of a bundle of the whole case: entries `step.recorded` whose payload is for the office alone, by its kind. */
    office: z.array(z.int().nonnegative()).min(1).optional(),
  }),
  /** What was given out, to whom and how, as the officer says it; the digests are the program's. */
  'bundle.handed-over': payload('bundle.handed-over', handedOver),
  'handover.receipted': payload('handover.receipted', handOverReceipted),
  /** By which decision of the authority's what may be disposed of; the newest counts. */
  'retention.decided': payload('retention.decided', retentionDecided),
  'hold.placed': payload('hold.placed', holdPlaced),
  'hold.lifted': payload('hold.lifted', holdLifted),
  'exhibit.disposed': payload('exhibit.disposed', exhibitDisposed),
  'case.disposed': payload('case.disposed', caseDisposed),
  /** Signed by a second officer, right after the disposal, in the same commit. `leaf`: leaf hash of the entry `seq`. */
  'disposal.approved': payload('disposal.approved', { case: CaseId, seq: z.int().nonnegative(), leaf: Sha256Hex }),
  'access.denied': payload('access.denied', { reason: z.enum(['wrong-passphrase']), person: PersonId.nullable() }),
  'vault.restored': payload('vault.restored', { reason: Text(2000), lastSeen: LogHead, found: LogHead }),
} as const satisfies Partial<Record<EntryType, z.ZodType>>

export type PayloadType = keyof typeof PAYLOADS
export type Payload<T extends PayloadType = PayloadType> = { [K in T]: z.infer<(typeof PAYLOADS)[K]> }[T]
/** What a service hands to the ledger; salt, actor, clock and version are the ledger's to add. */
export type PayloadDraft<T extends PayloadType = PayloadType> = { [K in T]: Omit<Payload<K>, 'v' | 'salt' | 'actor' | 'clock'> }[T]

