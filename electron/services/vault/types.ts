import type { CheckResult } from '../../../shared/contract/index.ts'
import type { PersonId, VaultId } from '../../../shared/model/index.ts'
import type { BundleStore, HandOverStore } from '../bundle/index.ts'
import type { CaseStore, DisposalStore, KeptLoginStore, PostCheckStore, QueueStore, RecordStore, SearchStore, SightingStore } from '../casework/index.ts'
import type { Signer } from '../crypto/index.ts'
import type { EvidenceStore, ObjectStore } from '../evidence/index.ts'
import type { LedgerMirror, LedgerStore, StampStore } from '../ledger/index.ts'
import type { PeopleStore } from '../people/index.ts'
import type { AttestationStore } from '../witness/index.ts'
import type { Rekeying } from './rekey.ts'

/** A vault that is open for writing. Whoever holds it holds the keys; `close` overwrites them. */
export interface OpenVault {
  readonly id: VaultId
  readonly name: string
  /** Log origin. */
  readonly origin: string
  readonly folder: string
  /** What had to be mended at opening, as codes of the locale area `vaultNotes`. */
  readonly notes: readonly string[]
  readonly ledger: LedgerStore
  readonly stamps: StampStore
  readonly mirror: LedgerMirror
  readonly people: PeopleStore
  readonly evidence: EvidenceStore
  readonly attestations: AttestationStore
  readonly cases: CaseStore
  readonly queue: QueueStore
  readonly records: RecordStore
  readonly sightings: SightingStore
  readonly disposals: DisposalStore
  readonly search: SearchStore
  readonly postChecks: PostCheckStore
  readonly logins: KeptLoginStore
  readonly bundles: BundleStore
  readonly handOvers: HandOverStore
  readonly objects: ObjectStore
  readonly logKey: Signer
  readonly exportKey: Signer
  /** True until the 24 words were typed back. */
  recoveryUnconfirmed(): boolean
  /** Tries the words on the vault's own recovery slot. Refuses `vault.recovery-wrong`. */
  confirmRecovery(words: readonly string[]): void
  /** New words in the place of the old ones, which open the vault no more. Unconfirmed until they are typed back. */
  renewRecovery(): string[]
  isOpen(): boolean
  /**
   * Gives the vault a new key; see `rekey.ts`. Answers with the vault as it is then, open, and the words that open it from
   * now on. This one is closed then. Where it throws, either this one is open and unchanged, or both are closed and the next
   * opening finds the old or the new vault, whole.
   */
  rekey(change: Rekeying): { vault: OpenVault; words: string[] }
  /**
   * Gives a new officer a slot and has their enrolment recorded. If `record` throws, the slot goes again; if the process
   * dies in between, it goes at the next opening. Refuses `passphrase.in-use` for a passphrase that opens another
   * officer's slot; so does `changeSlot`.
   */
  admitOfficer<T>(person: PersonId, passphrase: Uint8Array, record: () => T): T
  /** Replaces the person's slot in the header, in one rename. Where it throws, the header may be either, whole. */
  changeSlot(person: PersonId, passphrase: Uint8Array): void
  /**
   * Gives an officer another slot and notes that a new signing key has to follow; if the process dies in between, that is
   * told of when they open the vault (`unfinishedRecovery`). Refuses `passphrase.in-use`.
   */
  recoverSlot(person: PersonId, passphrase: Uint8Array): void
  /** 64 hex digits: the raw SQLCipher key. */
  databaseKey(): string
  /** Runs SQLite's own check and quick structural checks; returns the complaints. */
  integrity(): string[]
  /** Whether the readable copy of the log was found damaged, and mended, since this opening began. */
  mirrorDamaged(): boolean
  /** The readable copy of the log against the database, and what was found missing of it at this or an earlier opening. */
  checkMirror(): CheckResult[]
  /**
   * From here on no content is read or written; the database stays, for what is under way to end in order. Resolves once
   * no object's file is open for reading.
   */
  stop(): Promise<void>
  close(): void
}

export interface VaultCreation {
  folder: string
  name: string
  officer: PersonId
  passphrase: Uint8Array
}

export interface VaultService {
  /** `folder` must not exist; the 24 words are returned once and kept nowhere. */
  create(creation: VaultCreation): { vault: OpenVault; recovery: string[] }
  /**
   * Tries each slot; tells which officer's it was. `unfinishedRecovery`: the slot came by the 24 words and the process
   * died before the officer had a new signing key, so that one is still to be made.
   */
  open(folder: string, passphrase: Uint8Array): { vault: OpenVault; officer: PersonId; unfinishedRecovery: boolean }
  /**
   * Opens by the 24 words and gives that officer a new slot. A new signing key has to follow (`PeopleStore.replaceKey`).
   * Refuses `recovery.choose-officer` where none is named and there are several.
   */
  recover(
    folder: string,
    words: readonly string[],
    passphrase: Uint8Array,
    officer?: PersonId | null,
  ): { vault: OpenVault; officer: PersonId }
}
