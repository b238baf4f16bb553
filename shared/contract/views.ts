import { z } from 'zod'
import {
  Artefact,
  ArtefactName,
  BundleProfile,
  CaptureSource,
  CaseId,
  Comparison,
  Completeness,
  Covering,
  ExhibitId,
  ExhibitKind,
  FileSource,
  ReceivedSource,
  Instant,
  Kid,
  Language,
  LogHead,
  PersonId,
  PersonRole,
  Reading,
  ReadingField,
  ReadPost,
  Sha256Hex,
  Standing,
  VaultId,
  WitnessGrade,
} from '../model/index.ts'
import { AttestationView } from './attestation.ts'
import { BundleEntry, BundleFile, BundleKey } from './custody.ts'
import { Failure } from './errors.ts'
import { NoLaterThan, TimestampFailure, TimestampUrls, TimestampView } from './timestamp.ts'

/** What the calls of the contract answer with: shapes made for showing, not for storing. */

/** Names a file or folder that a person chose in a dialog of the door, without telling its path. */
export const Token = z.string().regex(/^t-[0-9a-f]{32}$/)
/** Names content that may be read as a stream from `<origin>/object/<handle>` until the vault is locked. */
export const Handle = z.string().regex(/^h-[0-9a-f]{32}$/)
/** Chosen by the caller so that progress can be followed and the work be cancelled. */
export const JobId = z.string().regex(/^j-[0-9a-f]{32}$/)
export type JobId = z.infer<typeof JobId>

/** A secret as bytes (UTF-8). The receiver overwrites it after use. */
export const Secret = z.instanceof(Uint8Array<ArrayBufferLike>)

/** A second officer's word, by their own passphrase. Null: there is none. */
export const Approval = z.strictObject({ officer: PersonId, passphrase: Secret }).nullable()
export type Approval = z.infer<typeof Approval>

export const PersonView = z.strictObject({
  id: PersonId,
  name: z.string(),
  title: z.string(),
  contact: z.string(),
  role: PersonRole,
  kid: Kid,
  /** SHA-256 of the 32-byte public key: what stands on a key card. */
  fingerprint: Sha256Hex,
  enrolledAt: Instant,
  /** From then on they can't unlock, witness or act. */
  departedAt: Instant.nullable(),
})
export type PersonView = z.infer<typeof PersonView>

/** A key that a person has or had, as the log tells it. `until` null: it still counts. */
export const PersonKey = z.strictObject({ kid: Kid, fingerprint: Sha256Hex, from: Instant, until: Instant.nullable() })
export type PersonKey = z.infer<typeof PersonKey>

export const VaultAlarm = z.strictObject({ lastSeen: LogHead, found: LogHead })
export type VaultAlarm = z.infer<typeof VaultAlarm>

export const VaultView = z.strictObject({
  id: VaultId,
  name: z.string(),
  officer: PersonView,
  fingerprint: Sha256Hex,
  head: LogHead,
  /** Set while the vault doesn't extend the head that was last seen outside it and no restore was declared. */
  alarm: VaultAlarm.nullable(),
  /** Set when opening had to mend something: swept orphans, mirror brought up to date. */
  notes: z.array(z.string()),
  idleLockMinutes: z.int().positive(),
})
export type VaultView = z.infer<typeof VaultView>

export const VaultRef = z.strictObject({ token: Token, name: z.string(), label: z.string(), lastOpened: Instant.nullable() })
export type VaultRef = z.infer<typeof VaultRef>

export const CaseSummary = z.strictObject({
  id: CaseId,
  number: z.int().positive(),
  title: z.string(),
  reference: z.string(),
  description: z.string(),
  openedAt: Instant,
  /** Null: it is open. */
  closedAt: Instant.nullable(),
  lastActivity: Instant,
  exhibits: z.int().nonnegative(),
  unwitnessed: z.int().nonnegative(),
  partial: z.int().nonnegative(),
  bundles: z.int().nonnegative(),
})
export type CaseSummary = z.infer<typeof CaseSummary>

export const ExhibitSummary = z.strictObject({
  id: ExhibitId,
  case: CaseId,
  number: z.int().positive(),
  kind: ExhibitKind,
  title: z.string(),
  acquiredAt: Instant,
  bytes: z.int().nonnegative(),
  contentRoot: Sha256Hex,
  completeness: Completeness.nullable(),
  /** Of everybody who signed, in order; where none of them counts as a witness it is *ej bevittnad*. */
  witnessed: z.array(z.strictObject({ grade: WitnessGrade, standing: Standing, at: Instant })),
  /** Of a comparison: the exhibit whose original was loaded anew. */
  compares: ExhibitId.nullable(),
  supersedes: ExhibitId.nullable(),
  supersededBy: ExhibitId.nullable(),
  source: z.union([CaptureSource, FileSource, ReceivedSource, z.null()]),
})
export type ExhibitSummary = z.infer<typeof ExhibitSummary>

export const ExhibitView = ExhibitSummary.extend({
  seq: z.int().nonnegative(),
  artefacts: z.array(Artefact),
  attestations: z.array(AttestationView),
  acquiredBy: z.string(),
  /** Whether pictures or text can be shown in the app. */
  preview: z.strictObject({ pictures: z.int().nonnegative(), text: z.boolean() }),
})
export type ExhibitView = z.infer<typeof ExhibitView>

/** A rectangle of a picture, in pixels of the original, as a JPEG the engine made. */
/** A stretch of one of an exhibit's pictures. `top`: its first row in `of`, px. */
export const PictureSlice = z.strictObject({ handle: Handle, of: ArtefactName, width: z.int(), height: z.int(), top: z.int() })
export type PictureSlice = z.infer<typeof PictureSlice>

/** An officer's correction of one value that the tool read, beside the reading. */
export const CorrectionView = z.strictObject({
  seq: z.int().nonnegative(),
  at: Instant,
  by: z.string(),
  post: z.int().nonnegative(),
  field: ReadingField,
  value: z.string(),
  reason: z.string(),
})
export type CorrectionView = z.infer<typeof CorrectionView>

/** Who posted what, as read by the tool: the first 200 posts, and how many there are. */
export const ReadingView = z.strictObject({
  reader: Reading.shape.reader,
  page: Reading.shape.page,
  posts: z.array(ReadPost).max(200),
  total: z.int().nonnegative(),
  cut: z.boolean(),
})
export type ReadingView = z.infer<typeof ReadingView>

export const ExhibitContent = z.strictObject({
  artefact: ArtefactName.nullable(),
  slices: z.array(PictureSlice),
  text: z.string().nullable(),
  textTruncated: z.boolean(),
  provenance: z.string().nullable(),
  reading: ReadingView.nullable(),
  /** Of an original that was loaded anew; null where it is none, or can't be read. */
  comparison: Comparison.nullable(),
  corrections: z.array(CorrectionView),
})
export type ExhibitContent = z.infer<typeof ExhibitContent>

/** An import of several files: what is an exhibit now, and for each file that isn't, why. In the order of the files. */
export const ImportReport = z.strictObject({
  exhibits: z.array(ExhibitSummary),
  failures: z.array(Failure.extend({ name: z.string() })),
})
export type ImportReport = z.infer<typeof ImportReport>

export const CheckResult = z.strictObject({
  name: z.string(),
  result: z.enum(['pass', 'fail', 'not-checked']),
  /** Plain English for machines and logs; the interface words `name` itself. */
  detail: z.string(),
  /** The file or entry that the check stopped at. */
  item: z.string().nullable(),
})
export type CheckResult = z.infer<typeof CheckResult>

/** `failed`: a mismatch. `incomplete`: nothing wrong, but not all that was promised could be checked. */
export const Verdict = z.enum(['ok', 'incomplete', 'failed'])
export const CheckReport = z.strictObject({ verdict: Verdict, checks: z.array(CheckResult) })
export type CheckReport = z.infer<typeof CheckReport>

/** One exhibit as a bundle describes it: true only as far as the verdict goes. */
export const BundleExhibit = z.strictObject({
  number: z.int().positive(),
  title: z.string(),
  acquiredAt: Instant,
  kind: ExhibitKind,
  /** Where the page lay in the end; null: it is no page. */
  address: z.string().nullable(),
  /** What the acquisition said of itself; null: it had nothing to say. */
  completeness: z.enum(['complete', 'partial']).nullable(),
  contentRoot: Sha256Hex,
  /** How many files. */
  artefacts: z.int().nonnegative(),
  files: z.array(BundleFile),
  /**
   * Whether anybody is missing who attests it: nobody has to attest what was loaded for a witness. False too where it isn't known: where
   * `unshown` isn't 0 and none of `witnesses` counts as one.
   */
  unwitnessed: z.boolean(),
  /** `key`: the key id that signed, `at`: when. The name is what the office wrote. */
  witnesses: z.array(z.strictObject({ name: z.string(), grade: WitnessGrade, standing: Standing, at: Instant, key: Kid })),
  /** Attestations that stand in the log, as the sender says, and whose words aren't in the bundle: who signed can't be seen then. */
  unshown: z.int().nonnegative(),
  /** Parts of it are covered. */
  masked: z.boolean(),
  /** Only where it is: why, as the sender says, and what is covered as was proven; null: it couldn't be, or the bundle doesn't hold. */
  covering: z.strictObject({ reason: z.string(), parts: z.array(Covering).nullable() }).optional(),
  /** Only where it is itself a bundle that came from elsewhere: how its check came out then. */
  received: ReceivedSource.optional(),
})
export type BundleExhibit = z.infer<typeof BundleExhibit>

/** What a bundle says that it leaves out: numbers of exhibits, and how many entries tell nothing of what they say. Null in `about`: nothing. */
const DerivedView = z.strictObject({ reason: z.string(), leftOut: z.array(z.int()), withheld: z.int(), masked: z.int() })

export const BundleReport = CheckReport.extend({
  fingerprint: Sha256Hex.nullable(),
  /** State of the log at the export; null: none that its key signed. */
  head: LogHead.nullable(),
  /** In the order of their first entry. */
  keys: z.array(BundleKey),
  /** Every entry that could be read, in the order of the file. */
  custody: z.array(BundleEntry),
  /** What the timestamp over its own state of the log shows; null: it holds none, or none that was checked and held. */
  timestamp: TimestampView.nullable(),
  /** For each exhibit that a timestamp covers, the earliest that one says. Empty where the verdict is `failed`. */
  noLaterThan: z.array(NoLaterThan),
  /** In ascending order of their numbers. */
  exhibits: z.array(BundleExhibit),
  /** Read from the bundle; true only as far as the verdict goes. */
  about: z
    .strictObject({ caseTitle: z.string(), number: z.int(), profile: BundleProfile, exhibits: z.int(), unwitnessed: z.int(), exportedAt: Instant, office: z.int().nonnegative(), /** Exhibits. */ disposed: z.int().nonnegative(), derived: DerivedView.nullable() })
    .nullable(),
})
export type BundleReport = z.infer<typeof BundleReport>

export const BundleView = z.strictObject({
  number: z.int().positive(),
  name: z.string(),
  /** Where it lies, in words for a person: the folder's own name, no path. */
  place: z.string(),
  bytes: z.int().nonnegative(),
  sha256: Sha256Hex,
  fingerprint: Sha256Hex,
  /** What its timestamp says; null: it holds none. */
  timestamp: Instant.nullable(),
  /** Who says so, and who was asked in vain before, in turn. Both empty: nobody was asked. */
  timestampShows: TimestampView.nullable(),
  timestampFailures: z.array(TimestampFailure),
  verdict: Verdict,
})
export type BundleView = z.infer<typeof BundleView>

export const BrowserView = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** `setting`: chosen by a person; `system`: found where its installer puts it; `bundled`: came with development. */
  origin: z.enum(['setting', 'system', 'bundled']),
  sandbox: z.enum(['on', 'on-as-other-user', 'off']),
})
export type BrowserView = z.infer<typeof BrowserView>

/** What became of one thing that a line of a pasted list held. */
export const LinkFinding = z.strictObject({
  /** Line of the list, from 1. */
  line: z.int().positive(),
  /** As it was pasted, cut to what names it. */
  text: z.string().max(200),
  /** `queued`: it waits already; `full`: the list has no room left. */
  outcome: z.enum(['added', 'repeated', 'queued', 'no-link', 'scheme', 'invalid', 'too-long', 'full']),
})
export type LinkFinding = z.infer<typeof LinkFinding>

export const QueueState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled'])
export type QueueState = z.infer<typeof QueueState>

/** A page that waits to be captured, or waited. `row` is never used again. */
export const QueueRowView = z.strictObject({
  row: z.int().positive(),
  url: z.string().max(8192),
  state: QueueState,
  /** Set where it is done. */
  exhibit: z.strictObject({ id: ExhibitId, number: z.int().positive() }).nullable(),
  /** Set where it failed. */
  failure: Failure.nullable(),
  /** Number of the newest exhibit of the case that was captured at the same address, where this one isn't captured yet. */
  known: z.int().positive().nullable(),
})
export type QueueRowView = z.infer<typeof QueueRowView>

/** `finishing`: paused, while the page that was begun is brought to its end. */
export const QueuePhase = z.enum(['idle', 'going', 'finishing'])
export type QueuePhase = z.infer<typeof QueuePhase>

/** Longest list of one case, in pages: those that are done count until they are cleared. */
export const QUEUE_LENGTH = 500

/** A step of `job.progress` without its job. */
export const QueueStep = z.strictObject({
  step: z.string().regex(/^[a-z0-9-]+$/),
  state: z.enum(['running', 'done', 'failed', 'skipped']),
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  detail: z.string().max(500),
})

export const QueueView = z.strictObject({
  case: CaseId,
  /** In the order in which they are captured. */
  rows: z.array(QueueRowView).max(QUEUE_LENGTH),
  phase: QueuePhase,
  /** The page being captured, with the steps told so far: `job.progress` tells the rest. */
  running: z.strictObject({ row: z.int().positive(), job: JobId, steps: z.array(QueueStep).max(100) }).nullable(),
  /** Why it paused by itself. */
  stopped: Failure.nullable(),
})
export type QueueView = z.infer<typeof QueueView>

/** A case with pages that wait. */
export const QueueOverview = z.strictObject({ case: CaseId, title: z.string(), waiting: z.int().nonnegative(), phase: QueuePhase, stopped: Failure.nullable() })
export type QueueOverview = z.infer<typeof QueueOverview>

/** What was taken from a pasted list: the queue as it stands, and what became of each thing found. */
export const QueueAdded = z.strictObject({
  queue: QueueView,
  findings: z.array(LinkFinding).max(1000),
  /** The list had more than was looked at. */
  cut: z.boolean(),
})
export type QueueAdded = z.infer<typeof QueueAdded>

export const Settings = z.strictObject({
  language: z.enum(['system', 'sv', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  idleLockMinutes: z.int().min(1).max(120),
  /** Time-stamping authorities, tried in turn at each export. None is set from the start. */
  timestampUrls: TimestampUrls,
  /** Whether other hosts are asked for the time, and a beacon for its value, while a page is captured. */
  askOutside: z.boolean(),
})
export type Settings = z.infer<typeof Settings>

export const AppStatus = z.strictObject({
  version: z.string(),
  door: z.enum(['electron', 'chromium', 'cli', 'test']),
  doorReason: z.string(),
  systemLanguage: Language,
  settings: Settings,
  vault: VaultView.nullable(),
  /** `fixed`: this door has no folder dialog; new vaults and bundles go to `folderLabel`. */
  folders: z.enum(['choose', 'fixed']),
  folderLabel: z.string(),
})
export type AppStatus = z.infer<typeof AppStatus>
