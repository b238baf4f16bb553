import type { PersonId, VaultId } from '../../../shared/model/index.ts'
import type { BundleStore } from '../bundle/index.ts'
import type { CaseStore } from '../casework/index.ts'
import type { Signer } from '../crypto/index.ts'
import type { EvidenceStore, ObjectStore } from '../evidence/index.ts'
import type { LedgerMirror, LedgerStore } from '../ledger/index.ts'
import type { PeopleStore } from '../people/index.ts'
import type { AttestationStore } from '../witness/index.ts'

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
  readonly mirror: LedgerMirror
  readonly people: PeopleStore
  readonly evidence: EvidenceStore
  readonly attestations: AttestationStore
  readonly cases: CaseStore
  readonly bundles: BundleStore
  readonly objects: ObjectStore
  readonly logKey: Signer
  readonly exportKey: Signer
  /** True until the 24 words were typed back. */
  recoveryUnconfirmed(): boolean
  /** Tries the words on the vault's own recovery slot. Refuses `vault.recovery-wrong`. */
  confirmRecovery(words: readonly string[]): void
  /** Refuses `passphrase.in-use` for one that opens another officer's slot; so does `changeSlot`. */
  addOfficer(person: PersonId, passphrase: Uint8Array): void
  /** Replaces the person's slot in the header, in one rename. */
  changeSlot(person: PersonId, passphrase: Uint8Array): void
  /** 64 hex digits: the raw SQLCipher key. */
  databaseKey(): string
  /** Runs SQLite's own check and quick structural checks; returns the complaints. */
  integrity(): string[]
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
  /** Tries each slot; tells which officer's it was. */
  open(folder: string, passphrase: Uint8Array): { vault: OpenVault; officer: PersonId }
  /** Opens by the 24 words and gives that officer (the first, if not named) a new slot. */
  recover(folder: string, words: readonly string[], passphrase: Uint8Array): { vault: OpenVault; officer: PersonId }
}
