import { z } from 'zod'
import { CaseId, Day, ExhibitId, ExhibitKind, Instant, Language, RetentionDecision, Sha256Hex, caseFields, exhibitDisposed, holdPlaced, retentionDecided } from '../model/index.ts'
import { call } from './call.ts'
import { Approval, Secret, Token } from './views.ts'

const nothing = z.strictObject({})
const reason = z.string().trim().min(1).max(2000)
const line = (max: number) => z.string().trim().min(1).max(max)
const decision = z.strictObject({ ...RetentionDecision.shape, authority: line(200), number: line(100) })

/** A decision of the authority's on how long things are kept. `by`: who recorded it. */
export const RetentionView = z.strictObject({ ...retentionDecided, seq: z.int(), at: Instant, by: z.string() })
export type RetentionView = z.infer<typeof RetentionView>

/** `placed`: its entry. `lifted`: null while it stands. */
export const HoldView = z.strictObject({
  placed: z.int(),
  at: Instant,
  by: z.string(),
  authority: holdPlaced.authority,
  reference: holdPlaced.reference,
  reason: holdPlaced.reason,
  lifted: z.strictObject({ at: Instant, by: z.string(), reason: z.string() }).nullable(),
})
export type HoldView = z.infer<typeof HoldView>

/** A closed case and when the newest decision lets it go; `held`: holds stand in the way. */
export const RetentionDue = z.strictObject({ case: CaseId, number: z.int(), title: caseFields.title, closedOn: Day, from: Day, isDue: z.boolean(), held: z.boolean() })
export type RetentionDue = z.infer<typeof RetentionDue>

/** What was disposed of, as the log says: numbers and names of who did it, and nothing of what it was. */
export const DisposalView = z.strictObject({
  /** Its entry. */
  seq: z.int(),
  at: Instant,
  scope: z.enum(['exhibits', 'case']),
  case: CaseId,
  /** Numbers; empty where it was the whole case. */
  numbers: z.array(z.int()),
  exhibits: z.int(),
  entries: z.int(),
  files: exhibitDisposed.files,
  bytes: exhibitDisposed.bytes,
  decision: RetentionDecision,
  by: z.string(),
  approvedBy: z.string(),
})
export type DisposalView = z.infer<typeof DisposalView>

/** `left`: sealed files that couldn't be removed yet; `journal`: the database's journal couldn't be cut yet. */
export const Disposed = z.strictObject({ disposal: DisposalView, left: z.int(), journal: z.boolean() })
export type Disposed = z.infer<typeof Disposed>

/** What would go, and what would stay. */
export const DisposalPlan = z.strictObject({
  /** `with`: not chosen, but it repeats what a chosen one says: another version of a note, what was loaded for a witness. */
  exhibits: z.array(z.strictObject({ exhibit: ExhibitId, number: z.int(), title: z.string(), kind: ExhibitKind, with: z.boolean() })),
  files: z.int(),
  bytes: z.int(),
  attestations: z.int(),
  entries: z.int(),
  /** Of those that stay: sightings of the same addresses, those that stood on a list that goes, records that these are tied to, numbers of bundles that were made with them. */
  stays: z.strictObject({ sightings: z.int(), listed: z.int(), records: z.int(), bundles: z.array(z.int()) }),
  /** Has to be given back: what was looked at is what goes. */
  mark: Sha256Hex,
  /** Numbers of exhibits that show that a bundle arrived: they only go with the whole case. */
  receipts: z.array(z.int()),
  holds: z.int(),
})
export type DisposalPlan = z.infer<typeof DisposalPlan>

/** The exhibits that are chosen; null: the whole case, which has to be closed. */
const chosen = z.array(ExhibitId).min(1).max(10_000).nullable()

export const DISPOSAL_CALLS = {
  /** Newest first. */
  'retention.list': call(nothing, z.array(RetentionView)),
  'retention.decide': call(z.strictObject({ ...retentionDecided, ...decision.shape, scope: z.string().trim().max(2000) }), RetentionView),
  /** Closed cases by the newest decision, the earliest first; empty where it names no time. */
  'retention.due': call(nothing, z.array(RetentionDue)),
  'hold.list': call(z.strictObject({ case: CaseId }), z.array(HoldView)),
  'hold.place': call(z.strictObject({ case: CaseId, authority: line(200), reference: z.string().trim().max(200), reason }), HoldView),
  /** Refuses `hold.not-standing`. */
  'hold.lift': call(z.strictObject({ case: CaseId, placed: z.int().nonnegative(), reason }), HoldView),
  'disposal.list': call(z.strictObject({ case: CaseId }), z.array(DisposalView)),
  /** Of whole cases. */
  'disposal.cases': call(nothing, z.array(DisposalView.extend({ number: z.int() }))),
  'disposal.plan': call(z.strictObject({ case: CaseId, exhibits: chosen }), DisposalPlan),
  /**
   * `exhibits`: exactly those that the plan named. `passphrase`: of the officer at work. Refuses `disposal.held`, `disposal.receipt`, `disposal.case-open`, `disposal.changed`,
   * `disposal.second-person`, `approval.needed`, `approval.same-person`, `case.busy`. What is left is tried again when the vault is closed and opened.
   */
  'disposal.carry-out': call(z.strictObject({ case: CaseId, exhibits: chosen, mark: Sha256Hex, decision, passphrase: Secret, approval: Approval }), Disposed),
  /** As a PDF to print, into a folder that was chosen; null: where documents go. Refuses `disposal.not-found`. */
  'disposal.certificate': call(z.strictObject({ case: CaseId, seq: z.int().nonnegative(), language: Language, folder: Token.nullable() }), z.strictObject({ name: z.string() })),
} as const
