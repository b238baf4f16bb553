import type { HandOverView, ProtectionWanted } from '../../../../shared/contract/index.ts'
import type { CaseId, ExhibitId, HandOverMethod } from '../../../../shared/model/index.ts'
import type { Evidence, ExhibitRow } from '../../evidence/index.ts'
import type { ActorSession, Ledger } from '../../ledger/index.ts'
import type { BundleParts, BundleStore } from '../ports.ts'

/** What finds a hand-over quickly; what it says stands in the ledger, at `seq`. */
export interface HandOverRow {
  seq: number
  case: CaseId
  /** The bundle's. */
  number: number
  /** SHA-256 of the file that was handed over, hex. */
  handed: string
}

export interface HandOverStore {
  insert(row: HandOverRow): void
  get(seq: number): HandOverRow | null
  /** In order of `seq`. */
  list(chain: CaseId): HandOverRow[]
  /** Those for which this very file was made or given. In order of `seq`. */
  ofFile(sha256: string): HandOverRow[]
  /** The bundle whose signed zip has this digest. */
  bundleOf(sha256: string): { case: CaseId; number: number } | null
  insertReceipt(handOver: number, receipt: { seq: number; exhibit: ExhibitId }): void
  /** In order of `seq`. */
  receipts(handOver: number): { seq: number; exhibit: ExhibitId }[]
}

export interface HandOverParts {
  ledger: Ledger
  store: HandOverStore
  bundles: Pick<BundleStore, 'list'>
  evidence: Pick<Evidence, 'committed'>
  exportKey: BundleParts['exportKey']
  readCase: BundleParts['readCase']
  vaultName: string
}

export type HandOverStep = 'handover-check' | 'handover-encrypt' | 'handover-verify' | 'handover-record'

export interface HandOverRequest {
  case: CaseId
  /** The bundle's. */
  number: number
  /** Of the signed zip. */
  path: string
  /** Folder in which the encrypted file is put; must exist. Not used where nothing is encrypted. */
  folder: string
  protection: ProtectionWanted
  receiver: string
  receiverTitle: string
  authority: string
  reference: string
  method: HandOverMethod
  methodText: string
  date: string
  actor: ActorSession
  /** `done` and `total` count bytes. */
  onStep: (step: HandOverStep, state: 'running' | 'done', done: number, total: number) => void
  signal: AbortSignal
}

export interface MadeHandOver {
  view: HandOverView
  /** Of the file to hand over. */
  path: string
  /** Name of the bundle's own signature, beside; null: nothing was written. */
  signature: string | null
  /** Never stored; the caller shows it once. */
  passphrase: string | null
}

export interface HandOvers {
  /**
   * The bundle is held against its row and the row against the ledger, then encrypted beside (`.partial`, flushed,
   * renamed; nothing is overwritten), read back and recorded. Cancelled or failed, nothing is left and nothing recorded.
   *
   * @throws Refusal `handover.no-bundle`, `handover.other-file`, `handover.recipient`, `handover.not-read-back`,
   * `bundle.unreadable`, `bundle.write-failed`, `evidence.damaged`, `job.cancelled`
   */
  make(request: HandOverRequest): Promise<MadeHandOver>
  /** As recorded, newest first. @throws Refusal `evidence.damaged` */
  list(chain: CaseId): HandOverView[]
  /** @throws Refusal `handover.not-found`, `evidence.damaged` */
  get(seq: number): HandOverView
  /** Which bundle a file is; null: nothing is known of it. @throws Refusal `evidence.damaged` */
  which(sha256: string): Known | null
  /** Names an exhibit of the same case as the receipt of a hand-over; saying it again leaves no entry. */
  attach(actor: ActorSession, seq: number, exhibit: ExhibitRow): HandOverView
  /** Everything that the page for the receiver says. */
  receipt(seq: number): HandOverReceipt
}

export interface Known {
  as: 'bundle' | 'encrypted'
  case: CaseId
  bundle: { number: number; name: string; profile: import('../../../../shared/model/index.ts').BundleProfile; exportedAt: string; exportedBy: string }
  handOvers: HandOverView[]
}

export interface HandOverReceipt {
  view: HandOverView
  vaultName: string
  case: { number: number; reference: string }
  /** `title`: what a masked bundle calls the case; `reference` is empty then. */
  bundle: { profile: import('../../../../shared/model/index.ts').BundleProfile; title: string | null }
  /** Of the export key that signs the bundle, hex. */
  fingerprint: string
  /** The log's state with the hand-over in it. */
  head: { origin: string; size: number; root: string }
}
