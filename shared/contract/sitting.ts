import { z } from 'zod'
import { Comparison, ExhibitId, ExhibitKind, Language, MAX_SITTING, NoOriginal, OriginalLoad, PersonId, Relation, Sha256Hex, Standing, WitnessGrade } from '../model/index.ts'
import { AttestationView } from './attestation.ts'
import { ExhibitContent } from './views.ts'

/** Witness mode: a colleague sits down at the machine, and the officer's work rests until the officer takes it back. */

/** A statement that waits to be signed. */
export const AttestationDraft = z.strictObject({
  challenge: Sha256Hex,
  statement: z.string(),
  grade: WitnessGrade,
  standing: Standing,
  noOriginal: NoOriginal.nullable(),
  /** First 16 hex digits of the content root: short enough to read aloud. */
  shortFingerprint: z.string().regex(/^[0-9a-f]{16}$/),
})
export type AttestationDraft = z.infer<typeof AttestationDraft>

/**
 * How far the witness has come with an exhibit: nothing done yet; the original was loaded, or that was passed over; what they saw was
 * answered; what was saved was shown; the statement is drawn up; it is signed; they don't sign for it.
 */
export const SittingStage = z.enum(['waiting', 'loaded', 'answered', 'shown', 'stated', 'signed', 'declined'])
export type SittingStage = z.infer<typeof SittingStage>

/** Offered as answers to choose from: as the tool read them in what was loaded for the witness, never in what was saved. */
export const SittingChoices = z.strictObject({
  accounts: z.array(z.string().max(300)).max(12),
  words: z.array(z.string().max(500)).max(12),
  dates: z.array(z.string().max(200)).max(12),
})
export type SittingChoices = z.infer<typeof SittingChoices>

export const SittingItem = z.strictObject({
  exhibit: ExhibitId,
  number: z.int().positive(),
  kind: ExhibitKind,
  title: z.string(),
  shortFingerprint: z.string().regex(/^[0-9a-f]{16}$/),
  /** Where its original is; null: it has no address. */
  url: z.string().nullable(),
  stage: SittingStage,
  original: OriginalLoad.nullable(),
  /** Of the load: why there is no page, and what was noted, as codes. */
  load: Comparison.shape.load.nullable(),
  choices: SittingChoices,
  draft: AttestationDraft.nullable(),
  attestation: AttestationView.nullable(),
})
export type SittingItem = z.infer<typeof SittingItem>

export const SittingView = z.strictObject({
  witness: z.strictObject({ person: PersonId, name: z.string(), title: z.string(), relation: Relation, standing: Standing }),
  language: Language,
  items: z.array(SittingItem).min(1).max(MAX_SITTING),
  /** Tabs of the officer's own login for this case that are read-only and can be captured before the witness's eyes. */
  tabs: z.array(z.strictObject({ id: z.string().max(100), url: z.string().max(8192), title: z.string().max(1000) })).max(50),
})
export type SittingView = z.infer<typeof SittingView>

/** What a witness hands in when they answer, and how they are asked for it. */
export const SittingBegin = z.strictObject({
  exhibits: z.array(ExhibitId).min(1).max(MAX_SITTING),
  witness: PersonId,
  relation: Relation.refine(({ exposed, officer, words }) => words.trim() !== '' || (exposed !== 'other' && officer !== 'other')),
  language: Language,
})

/** What was saved, shown beside what was loaded for the witness. */
export const SittingSaved = z.strictObject({ content: ExhibitContent, comparison: Comparison.nullable() })
export type SittingSaved = z.infer<typeof SittingSaved>
