import type { BundleLanguage, BundleProfile, CaseId, ExhibitId, Instant, Kid, VaultId } from '../../../shared/model/index.ts'
import type { Signer } from '../crypto/index.ts'
import type { Evidence, Masking } from '../evidence/index.ts'
import type { ActorSession, HeldStamp, Ledger, Timestamp, WallClock } from '../ledger/index.ts'

export interface BundleRow {
  case: CaseId
  number: number
  profile: BundleProfile
  name: string
  exportedAt: Instant
  /** Index of its `bundle.exported` entry. */
  seq: number
  /** Hash of the zip, hex; known only after the entry, so it lives here and on the receipt, not in the ledger. */
  sha256: string
}

/**
 * The bundles that were finished: a row is written once the zip stands under its name. A `bundle.exported` entry
 * without a row is an export that was cut off in its last moments.
 */
export interface BundleStore {
  nextNumber(chain: CaseId): number
  insert(row: BundleRow): void
  list(chain: CaseId): BundleRow[]
}

/** What the report says of a case. */
export interface CaseFacts {
  number: number
  title: string
  reference: string
  description: string
}

export type StepState = 'running' | 'done' | 'failed' | 'skipped'
/** `step` is a key of the locale area `steps`; `done` and `total` count bytes, 0 means unknown. */
export type OnStep = (step: BundleStep, state: StepState, done: number, total: number) => void
export type BundleStep =
  | 'bundle-mask'
  | 'bundle-check'
  | 'bundle-report'
  | 'bundle-write'
  | 'bundle-record'
  | 'bundle-timestamp'
  | 'bundle-sign'


/** A timestamp over an earlier state of the log. */
export type PriorStamp = Pick<HeldStamp, 'size' | 'latest' | 'url' | 'token' | 'certificates'>

/** Something of the case that a bundle doesn't show, for its reader to know of. */
export interface LeftOut {
  /** Its number. */
  exhibit: number
  /** The whole exhibit, some of its files, parts that are covered in what is shown, or a witness's statement. */
  what: 'exhibit' | 'files' | 'masked' | 'statement'
  /** Of files, or of whose statement it is. */
  names: readonly string[]
  reason: string
}

/** What an export reads and whom it asks to sign. Of other rooms only what is used here. */
export interface BundleParts {
  ledger: Pick<Ledger, 'origin' | 'commit' | 'chain' | 'payload' | 'proof' | 'checkpoint' | 'consistency'>
  store: BundleStore
  evidence: Pick<Evidence, 'list' | 'committed' | 'read' | 'readSealed' | 'previews' | 'readPreview' | 'text'>
  /** Draws exhibits with parts covered, for one export. */
  masking: () => Masking
  /** Throws `case.not-found`. */
  readCase: (id: CaseId) => CaseFacts
  /** Public key (32 bytes) of anybody who ever signed; null: unknown. */
  publicKey: (kid: Kid) => Uint8Array | null
  /** Signed note of the log at an earlier size; null: none was made then. */
  checkpointAt: (size: number) => string | null
  /**
   * Timestamps that are kept: for each of these entries (`seq`) the earliest that covers it and holds, each once, in
   * order of `size`.
   */
  stampsOver: (seqs: readonly number[]) => Promise<PriorStamp[]>
  /** Public half, 32 bytes. */
  logKey: Uint8Array
  exportKey: Pick<Signer, 'publicKey' | 'sign'>
  vault: { id: VaultId; name: string }
  /** The built `verify.html`. */
  verifierPage: () => Promise<Uint8Array>
  toolVersion: string
  clock: WallClock
  /** IANA name of the zone in which the report says local times. */
  timeZone: string
}

/** Has an outsider say when `content` existed; null: nobody could be reached, or nobody's answer held. */
export type Timestamper = (content: Uint8Array, signal: AbortSignal) => Promise<Timestamp | null>

/** What of a case goes into a bundle that doesn't hold all of it. */
export interface Selection {
  /** `masked`: with parts covered, as was recorded for it. Others are left out. */
  exhibits: readonly { exhibit: ExhibitId; masked: boolean }[]
  /** Why, for the receiver. */
  reason: string
  /** What the case is called there; null: by its own name, with its description. */
  title: string | null
  /** Nobody is told who attested. Only of the profile `masked`. */
  hideWitnesses?: boolean | undefined
}

export interface ExportRequest {
  case: CaseId
  profile: BundleProfile
  /** Null: all of the case, which only the profile `police` is. */
  selection: Selection | null
  language: BundleLanguage
  /** Folder in which the zip is put; must exist. */
  folder: string
  actor: ActorSession
  /** Null: no timestamp is wanted. */
  timestamp: Timestamper | null
  onStep: OnStep
  signal: AbortSignal
}

export interface ExportedBundle {
  number: number
  /** Without `.zip`. */
  name: string
  /** Of the zip; `.sig` lies beside it. */
  path: string
  bytes: number
  sha256: string
  /** SHA-256 of the export key, hex: what to compare on paper. */
  fingerprint: string
  /** What the timestamp in it says; null: it holds none. */
  timestamp: Instant | null
}
