import { z } from 'zod'
import { Answers, AnswersFound, ExhibitId, Instant, Kid, Language, NoOriginal, OriginalLoad, PersonId, Relation, SittingTimes, Standing, WitnessGrade } from '../model/index.ts'

/** A statement that was signed, as the ledger holds it. */
export const AttestationView = z.strictObject({
  seq: z.int().nonnegative(),
  at: Instant,
  exhibit: ExhibitId,
  grade: WitnessGrade,
  standing: Standing,
  statement: z.string(),
  language: Language,
  witness: z.strictObject({ person: PersonId, name: z.string(), title: z.string(), relation: Relation }),
  times: SittingTimes,
  original: OriginalLoad.nullable(),
  noOriginal: NoOriginal.nullable(),
  answers: Answers.nullable(),
  found: AnswersFound.nullable(),
  agrees: z.enum(['yes', 'no', 'unsure']).nullable(),
  reservation: z.string(),
  /** By hand on the screen; null: not. */
  hand: z.string().nullable(),
  kid: Kid,
})
export type AttestationView = z.infer<typeof AttestationView>
