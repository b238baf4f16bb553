import { z } from 'zod'
import { CaseId, Day, ExhibitId, Instant, RecordContent, RecordId, RecordLink, Step } from '../model/index.ts'

/** What is written down in the steps of a case, and where that leaves each of them. */

export const RecordView = z.strictObject({
  id: RecordId,
  case: CaseId,
  revision: z.int().positive(),
  step: Step,
  content: RecordContent,
  exhibits: z.array(RecordLink),
  /** Why it was taken back; null: it holds. */
  withdrawn: z.string().nullable(),
  /** When this version was recorded, and by whom. */
  at: Instant,
  by: z.string(),
  /** Entry of this version in the log. */
  seq: z.int().nonnegative(),
  /** When the first version was recorded. */
  since: Instant,
})
export type RecordView = z.infer<typeof RecordView>

/** `revision`: the version that whoever writes had before them; both null: a new one. */
export const RecordSave = z
  .strictObject({
    case: CaseId,
    record: RecordId.nullable(),
    revision: z.int().positive().nullable(),
    content: RecordContent,
    exhibits: z.array(z.strictObject({ exhibit: ExhibitId, role: RecordLink.shape.role })).max(500),
  })
  .refine(({ record, revision }) => (record === null) === (revision === null))

/** Papers that are made of a case as a whole, or of a mandate (`mandate`, `hand-back`), rather than of what stands in a form. */
export const LETTERS = ['mandate', 'hand-back', 'victim', 'police-summary', 'civil-summary'] as const
export const LetterName = z.enum(LETTERS)
export type LetterName = z.infer<typeof LetterName>

/** What runs out, ends or is to be looked at on a day. The interface has a sentence for each (`guide.due`). */
export const DUES = [
  /** Last day on which the suspect can safely be served with the indictment. */
  'limitation',
  'civil-limitation',
  /** Swedish operators keep data about six months. */
  'operator-data',
  /** An order to keep data ends. */
  'preservation-ends',
  'mandate-ends',
  'follow-up',
  'task',
  /** A serious incident is to be told of without delay. */
  'incident',
  /** A check of what was reported found otherwise than the one before. */
  'check-changed',
] as const
export const Due = z.strictObject({
  step: Step,
  what: z.enum(DUES),
  /** Day on which it is due, by the calendar of Sweden. */
  day: Day,
  /** Days from today, below 0 when it is past. */
  left: z.int(),
  /** What it is about: a name in the officer's words, or an id of `shared/law`. */
  subject: z.string(),
  record: RecordId.nullable(),
  /** Whether it can't be made good once the day is past. */
  hard: z.boolean(),
  /**
   * Only of a limitation on which the office noted a time of its own: all that the day was reckoned from, the law as shipped first (`term` null).
   * The earliest that nothing stopped in time is `day`.
   */
  reckoned: z
    .array(
      z.strictObject({
        day: Day,
        years: z.int().positive(),
        term: z.strictObject({ source: z.string(), by: z.string(), at: Instant }).nullable(),
        stopped: z.boolean(),
      }),
    )
    .optional(),
})
export type Due = z.infer<typeof Due>

/** What would be next in a step: `guide.next` has a sentence for each. */
export const NEXT = [
  'find-out',
  'await-monitoring',
  'secure-first',
  'secure-missing',
  'witness',
  'look-at-partial',
  'report-posts',
  'look-at-checks',
  'send-reports',
  'await-platform',
  'consider-appeal',
  'keep-silent',
  'consider-mandate',
  'sign-mandate',
  'hand-back',
  'look-after',
  'consider-police',
  'file-report',
  'note-number',
  'complaint',
  'ask-preservation',
  'await-police',
  'consider-review',
  'consider-deindexing',
  'send-deindexing',
  'await-engine',
  'deindexing-refused',
  'consider-civil',
  'follow-civil',
  'assess-incident',
  'report-incident',
  'ask-wishes',
  'name-contact',
  'keep-in-touch',
  'do-tasks',
] as const
export type NextAction = (typeof NEXT)[number]

/** `untouched`: nothing is there yet. `todo`: something waits for the office. `waiting`: for somebody else. `settled`: nothing now. */
export const STEP_STATES = ['untouched', 'todo', 'waiting', 'settled', 'done', 'not-needed'] as const

export const StepView = z.strictObject({
  step: Step,
  state: z.enum(STEP_STATES),
  /** Null: nothing that the app could name. `count`: of what it speaks of, 0 where that isn't counted. */
  next: z.strictObject({ what: z.enum(NEXT), count: z.int().nonnegative() }).nullable(),
  /** Earliest first. */
  dues: z.array(Due),
  /** Records that hold. */
  records: z.int().nonnegative(),
  /** What a person said of the step last; null: nothing, or that it is open. */
  mark: z.strictObject({ mark: z.enum(['done', 'not-needed']), reason: z.string(), by: z.string(), at: Instant }).nullable(),
})
export type StepView = z.infer<typeof StepView>

export const CaseGuide = z.strictObject({
  case: CaseId,
  /** Today, by the calendar of Sweden. */
  today: Day,
  /** All of them, in the order of the guidance. */
  steps: z.array(StepView),
})
export type CaseGuide = z.infer<typeof CaseGuide>

/** One case on the board over all of them. */
export const BoardCase = z.strictObject({
  id: CaseId,
  number: z.int().positive(),
  title: z.string(),
  exhibits: z.int().nonnegative(),
  unwitnessed: z.int().nonnegative(),
  partial: z.int().nonnegative(),
  /** Sightings that no capture shows yet. */
  unsecured: z.int().nonnegative(),
  /** Steps in which something waits for the office. */
  todo: z.array(z.strictObject({ step: Step, what: z.enum(NEXT), count: z.int().nonnegative() })),
  waiting: z.array(z.strictObject({ step: Step, what: z.enum(NEXT), count: z.int().nonnegative() })),
})
export type BoardCase = z.infer<typeof BoardCase>

export const Board = z.strictObject({
  today: Day,
  cases: z.array(BoardCase),
  /** Of all cases, earliest first. */
  dues: z.array(Due.extend({ case: CaseId, number: z.int().positive() })),
})
export type Board = z.infer<typeof Board>

