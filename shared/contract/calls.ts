import { z } from 'zod'
import { Answers, BundleLanguage, CaseId, ExhibitId, HandSignature, Language, MAX_SITTING, PersonId, PersonRole, ReadingField, Sha256Hex, caseFields } from '../model/index.ts'
import { call } from './call.ts'
import { CASEWORK_CALLS } from './calls-casework.ts'
import { DISPOSAL_CALLS } from './disposal.ts'
import {
  AppStatus,
  Approval,
  BrowserView,
  BundleReport,
  BundleView,
  CaseSummary,
  CheckReport,
  CorrectionView,
  ExhibitContent,
  ExhibitSummary,
  ExhibitView,
  Handle,
  ImportReport,
  JobId,
  PersonKey,
  PersonView,
  QueueAdded,
  QueueOverview,
  QueueView,
  Secret,
  Settings,
  Token,
  VaultRef,
  VaultView,
} from './views.ts'
import { CustodyEntry } from './custody.ts'
import { KinshipView } from './kinship.ts'
import { Verification } from './received.ts'
import { SittingBegin, SittingSaved, SittingView } from './sitting.ts'
import { BundlePreview, ExportProfile, Maskable, MaskingInput, MaskingView, Selection } from './derive.ts'
import { HandOverKnown, HandOverMade, HandOverView, handOverMake } from './handover.ts'
import { KeptLoginView, LoginProfile, LoginView } from './login.ts'
import { TimeState, TimestampUrls } from './timestamp.ts'

const nothing = z.strictObject({})
const passphrase = Secret
const words = z.array(z.string().regex(/^[a-z]{3,8}$/)).length(24)
const personFields = {
  name: z.string().trim().min(1).max(200),
  title: z.string().trim().max(200),
  contact: z.string().trim().max(300),
}
/** Asked for where there is another officer to give it: else `approval.needed`. */
const approval = Approval.default(null)
const reason = z.string().trim().min(1).max(2000)
const captureChoices = {
  /** What is done with a question about cookies once everything was captured with it: the page is then kept once more. */
  banner: z.enum(['leave', 'reject', 'accept']).default('leave'),
  /** Whether what the page shows is filmed as well. */
  record: z.boolean().default(false),
}
/** Each profile with the selection that it wants: nothing is covered or renamed in `civil`, and `masked` has a title of its own. */
const selected = <S extends z.ZodRawShape & { profile: typeof ExportProfile; selection: z.ZodType<Selection | null> }>(shape: S) =>
  z.strictObject(shape).refine((input) => {
    const { profile, selection } = input as { profile: ExportProfile; selection: Selection | null }
    if (profile === 'police') return selection === null
    if (selection === null) return false
    return profile === 'masked' ? selection.title !== null : selection.title === null && selection.exhibits.every(({ masked }) => !masked)
  })
const ReceiptText = z.string().trim().min(1).max(2000)
const receiptFields = {
  /** Entries of attestations. */
  attestations: z.array(z.int().nonnegative()).min(1).max(MAX_SITTING),
  language: Language.nullable().default(null),
}
const FileToken = z.strictObject({ token: Token, name: z.string(), bytes: z.int().nonnegative() })
const FolderToken = z.strictObject({ token: Token, label: z.string() })

/**
 * The whole contract between a window or command line and the engine. One row a call: what goes in, what comes
 * back. Both are parsed on the engine's side of the fence. No path goes either way: files and folders are tokens
 * that the door's own dialogs (`dialog.*`, answered by the door) were given.
 */
export const CALLS = {
  'app.status': call(nothing, AppStatus),
  'settings.change': call(Settings.partial(), Settings),

  // Answered by the door, never by the engine. `null` or an empty list: the person closed the dialog.
  'dialog.files': call(nothing, z.array(FileToken)),
  'dialog.vault': call(nothing, VaultRef.nullable()),
  'dialog.folder': call(z.strictObject({ purpose: z.enum(['new-vault', 'bundle']) }), FolderToken.nullable()),
  'dialog.bundle': call(nothing, FileToken.nullable()),
  'dialog.browser': call(nothing, FileToken.nullable()),

  'browser.find': call(nothing, BrowserView.nullable()),
  /** `null` forgets the chosen browser and looks where installers put them. */
  'browser.choose': call(z.strictObject({ token: Token.nullable() }), BrowserView.nullable()),

  'vault.recent': call(nothing, z.array(VaultRef)),
  /** Creates and opens. The words are shown once; the vault stays unconfirmed until they are typed back. */
  'vault.create': call(
    z.strictObject({ folder: Token.nullable(), name: z.string().trim().min(1).max(200), officer: z.strictObject(personFields), passphrase }),
    z.strictObject({ vault: VaultView, recovery: words }),
  ),
  'vault.confirm-recovery': call(z.strictObject({ words }), nothing),
  /** New words in the place of those that nobody has on paper. The old ones open the vault no more. */
  'vault.renew-words': call(z.strictObject({ passphrase }), z.strictObject({ vault: VaultView, recovery: words })),
  'vault.open': call(z.strictObject({ vault: Token, passphrase }), VaultView),
  /** Gives an officer a new passphrase. `officer` null: the only one; where there are several, `recovery.choose-officer`. */
  'vault.recover': call(z.strictObject({ vault: Token, words, passphrase, officer: PersonId.nullable().default(null) }), VaultView),
  'vault.lock': call(nothing, nothing),
  /** Puts off the idle lock; the window sends it at most every few seconds while somebody is at work. */
  'vault.touch': call(nothing, nothing),
  'vault.change-passphrase': call(z.strictObject({ current: passphrase, next: passphrase }), nothing),
  'vault.declare-restore': call(z.strictObject({ reason: z.string().trim().min(1).max(2000) }), VaultView),
  'vault.check': call(z.strictObject({ job: JobId }), CheckReport),
  /** What can be checked of a vault that is locked, without any key. */
  'vault.inspect': call(z.strictObject({ vault: Token }), CheckReport),
  /** The raw SQLCipher key as 64 hex digits, for recovery with foreign tools. Leaves a ledger entry. */
  'vault.reveal-key': call(z.strictObject({ passphrase }), z.strictObject({ database: z.string().regex(/^[0-9a-f]{64}$/) })),

  'person.list': call(nothing, z.array(PersonView)),
  /** `approval`: for an officer. */
  'person.enrol': call(z.strictObject({ ...personFields, role: PersonRole, passphrase, approval }), PersonView),
  /** Every key that the person has or had, oldest first. */
  'person.keys': call(z.strictObject({ person: PersonId }), z.array(PersonKey)),
  /** What was signed before keeps the old name. */
  'person.change': call(z.strictObject({ person: PersonId, ...personFields, reason }), PersonView),
  /** A new key for somebody whose passphrase is forgotten; they type the new one. What the old key signed still counts. */
  'person.renew-key': call(z.strictObject({ person: PersonId, passphrase, approval }), PersonView),
  /**
   * `passphrase`: of the officer who is logged in. Where an officer departs, the vault gets a new key: `recovery` are its new
   * words, shown once; null for a witness. Refused while anything else runs (`vault.busy`).
   */
  'person.depart': call(
    z.strictObject({ job: JobId, person: PersonId, reason, passphrase, approval }),
    z.strictObject({ vault: VaultView, recovery: words.nullable() }),
  ),

  'case.list': call(nothing, z.array(CaseSummary)),
  'case.get': call(z.strictObject({ case: CaseId }), CaseSummary),
  'case.open': call(z.strictObject(caseFields), CaseSummary),
  'case.change': call(z.strictObject({ case: CaseId, ...caseFields }), CaseSummary),
  /** Nothing is added to it from then on, and a login that was kept for it is forgotten. Refuses `case.busy`. */
  'case.close': call(z.strictObject({ case: CaseId, reason }), CaseSummary),
  'case.reopen': call(z.strictObject({ case: CaseId, reason }), CaseSummary),
  ...CASEWORK_CALLS,
  ...DISPOSAL_CALLS,
  'custody.list': call(z.strictObject({ case: CaseId.nullable() }), z.array(CustodyEntry)),

  'exhibit.list': call(z.strictObject({ case: CaseId }), z.array(ExhibitSummary)),
  'exhibit.get': call(z.strictObject({ exhibit: ExhibitId }), ExhibitView),
  /** Uncovers an exhibit: the look itself is logged. */
  'exhibit.view': call(z.strictObject({ exhibit: ExhibitId }), ExhibitContent),
  /** The artefact as acquired, checked against the ledger before its handle is given out. */
  'exhibit.artefact': call(z.strictObject({ exhibit: ExhibitId, name: z.string() }), z.strictObject({ handle: Handle, bytes: z.int(), mediaType: z.string() })),
  'exhibit.save-artefact': call(z.strictObject({ exhibit: ExhibitId, name: z.string(), folder: Token }), z.strictObject({ name: z.string() })),

  /** Stands beside the reading, never over it. Leaves a ledger entry. */
  'reading.correct': call(
    z.strictObject({
      exhibit: ExhibitId,
      post: z.int().nonnegative(),
      field: ReadingField,
      value: z.string().trim().min(1).max(5000),
      reason: z.string().trim().max(2000),
    }),
    z.array(CorrectionView),
  ),

  'capture.start': call(z.strictObject({ job: JobId, case: CaseId, url: z.string().trim().min(1).max(8192), allowPrivate: z.boolean(), ...captureChoices }), ExhibitView),
  /** Cases with pages that wait to be captured, oldest first; the first hundred. */
  'queue.overview': call(nothing, z.array(QueueOverview).max(100)),
  'queue.list': call(z.strictObject({ case: CaseId }), QueueView),
  /** Takes the web addresses out of a text. Nothing starts by that. */
  'queue.add': call(z.strictObject({ case: CaseId, text: z.string().max(500_000) }), QueueAdded),
  /** Captures what waits, one page at a time, until nothing does. What is chosen holds for the pages that are begun from now on. */
  'queue.start': call(z.strictObject({ case: CaseId, ...captureChoices }), QueueView),
  /** The page that runs is brought to its end; `job.cancel` ends it at once. */
  'queue.pause': call(z.strictObject({ case: CaseId }), QueueView),
  /** Lets a page wait again that failed or was cancelled; null: all that failed. */
  'queue.retry': call(z.strictObject({ case: CaseId, row: z.int().positive().nullable() }), QueueView),
  /** Not the page that runs. A page that is gone already is no error. */
  'queue.remove': call(z.strictObject({ case: CaseId, row: z.int().positive() }), QueueView),
  /** Takes away what is done or was cancelled; the exhibits stay. */
  'queue.clear': call(z.strictObject({ case: CaseId }), QueueView),
  /** Opens a browser in which an officer logs in and goes to a post. Refused where one is open. */
  'login.open': call(z.strictObject({ case: CaseId, url: z.string().trim().min(1).max(8192), profile: LoginProfile.default('fresh') }), LoginView),
  'login.kept': call(z.strictObject({ case: CaseId }), KeptLoginView),
  /** The kept login of a case, and that of a browser that is open for it, which is then only closed. Leaves a ledger entry where there was one. */
  'login.forget': call(z.strictObject({ case: CaseId }), nothing),
  'login.state': call(nothing, LoginView.nullable()),
  /** The officer is logged in: from now on it is read-only, and what is exchanged is recorded. */
  'login.lock': call(nothing, LoginView),
  /** Leaves a ledger entry. */
  'login.lift': call(z.strictObject({ reason: z.string().trim().min(1).max(2000) }), LoginView),
  /** Answers when something was chosen in the browser, or not within two minutes. `nothing`: forgets what was. */
  'login.pick': call(z.strictObject({ tab: z.string().max(100), of: z.enum(['element', 'area', 'nothing']) }), LoginView),
  'login.capture': call(z.strictObject({ job: JobId, tab: z.string().max(100), ...captureChoices }), ExhibitView),
  /** Its profile is gone from the machine when this answers; where the login is to be kept, `login.kept` tells how that went. */
  'login.close': call(nothing, nothing),
  /** Refused only where nothing was saved. */
  'import.files': call(z.strictObject({ job: JobId, case: CaseId, files: z.array(Token).min(1).max(1000) }), ImportReport),
  'note.add': call(z.strictObject({ case: CaseId, title: z.string().trim().min(1).max(500), text: z.string().min(1).max(200_000) }), ExhibitSummary),
  'note.correct': call(z.strictObject({ exhibit: ExhibitId, title: z.string().trim().min(1).max(500), text: z.string().min(1).max(200_000) }), ExhibitSummary),
  'job.cancel': call(z.strictObject({ job: JobId }), nothing),

  /**
   * Witness mode. From here to `sitting.end` the officer's work rests: every call but those of the sitting, of locking and of looking how
   * things stand is refused (`sitting.open`), and what was shown before can't be read any more.
   */
  'sitting.begin': call(SittingBegin, SittingView),
  'sitting.state': call(nothing, SittingView.nullable()),
  /**
   * Loads the original anew and keeps it, with what differs from what was saved, whatever comes of the sitting. `tab` null: in a browser
   * of its own that nobody has used; else that tab of the officer's own login, as it stands.
   */
  'sitting.load': call(z.strictObject({ job: JobId, exhibit: ExhibitId, tab: z.string().max(100).nullable() }), SittingView),
  /** The original isn't loaded: it can't be, or the witness doesn't want to. */
  'sitting.pass-over': call(z.strictObject({ exhibit: ExhibitId }), SittingView),
  /** What was loaded for the witness. A look, like any other. */
  'sitting.loaded': call(z.strictObject({ exhibit: ExhibitId }), ExhibitContent),
  'sitting.answer': call(z.strictObject({ exhibit: ExhibitId, answers: Answers }), SittingView),
  /** What was saved, and what differs. Refused until the witness has answered what they saw before (`sitting.out-of-order`). */
  'sitting.saved': call(z.strictObject({ exhibit: ExhibitId }), SittingSaved),
  /** Draws up the statement, good for an hour. `agrees` as in the payload. */
  'sitting.draft': call(
    z.strictObject({ exhibit: ExhibitId, agrees: z.enum(['yes', 'no', 'unsure']).nullable(), reservation: z.string().trim().max(2000) }),
    SittingView,
  ),
  /** The witness doesn't sign for this one. */
  'sitting.decline': call(z.strictObject({ exhibit: ExhibitId }), SittingView),
  /** Signs the statements that are named, and no others. */
  'sitting.sign': call(
    z.strictObject({ challenges: z.array(Sha256Hex).min(1).max(MAX_SITTING), passphrase, hand: HandSignature.nullable() }),
    SittingView,
  ),
  /** The officer takes the vault back, by their own passphrase. What wasn't signed is forgotten; what was loaded stays. */
  'sitting.end': call(z.strictObject({ passphrase }), nothing),

  'time.state': call(nothing, TimeState),
  /**
   * Asks for a timestamp over the newest head, where it has none. `timestampUrls` null: authorities of the settings. Refused
   * with `time.no-authority` or `time.no-answer`; `time.state` then says why each gave nothing.
   */
  'time.stamp': call(z.strictObject({ job: JobId, timestampUrls: TimestampUrls.nullable() }), TimeState),

  /** Of a case's exhibits, what can be covered in parts: how many pictures and texts, for those that have any. No look at them. */
  'masking.possible': call(z.strictObject({ case: CaseId }), z.array(Maskable)),
  /** What of an exhibit can be covered, and what is. A look at it, like any other. Refuses `masking.not-possible`. */
  'masking.open': call(z.strictObject({ exhibit: ExhibitId }), MaskingView),
  /** Records how an exhibit looks in masked bundles from now on. Refuses `masking.not-possible`. */
  'masking.record': call(MaskingInput, z.strictObject({ seq: z.int().nonnegative() })),

  /** `selection` null: all of the case, which is the profile `police` and no other. */
  'bundle.preview': call(selected({ case: CaseId, profile: ExportProfile, selection: Selection.nullable().default(null) }), BundlePreview),
  /** `timestampUrls` null: those of the settings. */
  'bundle.export': call(
    selected({
      job: JobId,
      case: CaseId,
      profile: ExportProfile,
      selection: Selection.nullable().default(null),
      language: BundleLanguage,
      folder: Token.nullable(),
      timestampUrls: TimestampUrls.nullable(),
    }),
    BundleView,
  ),
  /** `receipt`: its code as it was typed; refuses `receipt.malformed`. Null: none is compared. */
  'bundle.verify': call(
    z.strictObject({ job: JobId, bundle: Token, fingerprint: z.string().regex(/^[0-9a-f]{64}$/).nullable(), receipt: ReceiptText.nullable().default(null) }),
    BundleReport,
  ),
  /** Two bundles side by side: whether they come from the same case of the same log. `fingerprint` as above, of both. */
  'bundle.compare': call(
    z.strictObject({ job: JobId, first: Token, second: Token, fingerprint: Sha256Hex.nullable().default(null) }),
    KinshipView,
  ),
  /**
   * Keeps a bundle that was made elsewhere in a case, as it is, with what its check found. `reason`: why, even if the check
   * fails; without it such a one is refused (`bundle.not-held`).
   */
  'bundle.receive': call(
    z.strictObject({
      job: JobId,
      case: CaseId,
      bundle: Token,
      fingerprint: Sha256Hex.nullable().default(null),
      receipt: ReceiptText.nullable().default(null),
      reason: reason.nullable().default(null),
    }),
    z.strictObject({ exhibit: ExhibitSummary, report: BundleReport }),
  ),
  /** What was found when a bundle was received, and what it says of itself. A look, like any other. Refuses `exhibit.not-found` for any other exhibit. */
  'bundle.received': call(z.strictObject({ exhibit: ExhibitId }), Verification),

  /**
   * Receipts for witnesses, one page for each attestation, as one PDF. `language` null: that of each statement. While a witness sits here, only
   * of what was signed in the sitting (`sitting.open`).
   */
  'receipt.make': call(
    z.strictObject({ ...receiptFields }),
    z.strictObject({ handle: Handle, bytes: z.int().positive(), codes: z.array(z.strictObject({ seq: z.int().nonnegative(), code: z.string() })) }),
  ),
  /** The same into a folder that a person chose; null: where documents go. */
  'receipt.save': call(z.strictObject({ ...receiptFields, folder: Token.nullable() }), z.strictObject({ name: z.string() })),
  /** A receipt against the open vault, each thing by name. Refuses `receipt.malformed`. */
  'receipt.check': call(z.strictObject({ code: ReceiptText }), CheckReport),

  /** A bundle of the case where it was put, if it still lies there; null: it has to be chosen. Its content isn't looked at. */
  'handover.find': call(z.strictObject({ case: CaseId, number: z.int().positive() }), FileToken.extend({ label: z.string() }).nullable()),
  /**
   * Holds the bundle against what was recorded of it, encrypts it into a file beside, reads that back, and records the
   * hand-over. `passphrase` is answered this once and kept nowhere. Leaves a ledger entry.
   */
  'handover.make': call(handOverMake({ job: JobId, bundle: Token, folder: Token.nullable() }), HandOverMade),
  /** Newest first. */
  'handover.list': call(z.strictObject({ case: CaseId }), z.array(HandOverView)),
  /** Which bundle a file is, by its digest, and to whom it went; null: this vault knows nothing of it. */
  'handover.which': call(z.strictObject({ sha256: Sha256Hex }), HandOverKnown.nullable()),
  /** The same for a file that was chosen. */
  'handover.which-file': call(z.strictObject({ job: JobId, chosen: Token }), z.strictObject({ sha256: Sha256Hex, known: HandOverKnown.nullable() })),
  /** One page (PDF) for the receiver to sign; it carries the log's state after the hand-over. */
  'handover.receipt': call(z.strictObject({ entry: z.int().nonnegative(), language: Language }), z.strictObject({ handle: Handle, bytes: z.int().positive() })),
  'handover.save-receipt': call(z.strictObject({ entry: z.int().nonnegative(), language: Language, folder: Token.nullable() }), z.strictObject({ name: z.string() })),
  /** A signed receipt that was scanned becomes an exhibit, or one that is an exhibit already (`exhibit`) is named. Leaves a ledger entry. */
  'handover.attach': call(
    z.strictObject({ job: JobId, entry: z.int().nonnegative(), scan: z.union([z.strictObject({ token: Token }), z.strictObject({ exhibit: ExhibitId })]) }),
    HandOverView,
  ),
} as const

export type Calls = typeof CALLS
export type CallName = keyof Calls
export type DialogName = Extract<CallName, `dialog.${string}`>
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>
export type CallParsed<N extends CallName> = z.output<Calls[N]['input']>
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>
