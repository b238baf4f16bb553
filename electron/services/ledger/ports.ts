import type {
  Actor,
  CaseId,
  Entry,
  EntryType,
  Instant,
  Kid,
  LogHead,
  PayloadDraft,
  PayloadType,
} from '../../../shared/model/index.ts'

/** One entry as it is stored: `line` is the exact leaf text without line feed, `payload` its canonical JSON. */
export interface LedgerRow {
  seq: number
  case: CaseId | null
  n: number
  type: EntryType
  at: Instant
  line: string
  /** RFC 6962 leaf hash of `line`, 32 bytes. */
  leaf: Uint8Array
  payload: string
}

/** What comes back: the payload is null once its content was disposed of. */
export type StoredEntry = Omit<LedgerRow, 'payload'> & { payload: string | null }

/**
 * Storage that the ledger needs. Everything is synchronous, so that an entry and what it speaks of are written in
 * one transaction; an implementation may not answer before the data is on disk. What is iterable may be walked slowly:
 * writing goes on meanwhile, and entries added behind may or may not be seen.
 */
export interface LedgerStore {
  transaction<T>(work: () => T): T
  size(): number
  /** `at` of the last entry of the whole log. */
  lastAt(): Instant | null
  /** Last entry of a chain (null: the vault's own). */
  tail(chain: CaseId | null): { n: number; leaf: Uint8Array } | null
  insert(row: LedgerRow): void
  entry(seq: number): StoredEntry | null
  /** In order of `n`. */
  chain(chain: CaseId | null): Iterable<StoredEntry>
  /** In order of `seq`, from `from` on. */
  entries(from: number): Iterable<StoredEntry>
  /** Hash of a complete subtree: `level` 0 is a leaf, `index` counts from the left. Null if not complete yet. */
  node(level: number, index: number): Uint8Array | null
  insertNode(level: number, index: number, hash: Uint8Array): void
  /** `note` is the signed checkpoint of the log at `size`. */
  insertCheckpoint(size: number, note: string): void
  latestCheckpoint(): { size: number; note: string } | null
  /** In order of `size`. */
  checkpoints(): Iterable<{ size: number; note: string }>
}

/** The plaintext copy beside the database: commitments and signatures, no personal data. */
export interface LedgerMirror {
  /** Appends what was committed; called after the transaction, safe to repeat after a crash. */
  publish(lines: readonly string[], checkpoint: { size: number; note: string }, publicKeys: readonly Uint8Array[]): void
}

/** Where the last head is remembered outside the vault, so that an older copy put back is noticed. */
export interface HeadMemory {
  /** Null: nothing is remembered, or nothing that can be read. */
  read(origin: string): LogHead | null
  /**
   * True where there is or was something that can't be read: a null then doesn't mean that this log was never seen here.
   * Stays until a person has removed what couldn't be read.
   */
  damaged(origin: string): boolean
  /** Puts aside what can't be read; what can is replaced. */
  write(head: LogHead): void
}

/** Wall clock in ms since 1970 UTC. */
export type WallClock = () => number

/**
 * A person whose key is unlocked. Only `people` makes these, out of a passphrase; `close` overwrites the key and a
 * closed session throws when asked to sign.
 */
export interface ActorSession {
  readonly actor: Actor
  readonly kid: Kid
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array
  /** 64 bytes, RFC 8032, over the message as it is. */
  sign(message: Uint8Array): Uint8Array
  close(): void
}

/** What an append answers with: the entry as signed, and its RFC 6962 leaf hash. */
export interface Appended {
  seq: number
  entry: Entry
  leaf: Uint8Array
}

/**
 * Adds one entry to a case's chain, or to the vault's own (null). Valid only while its commit runs. `by`: who signs it,
 * where it isn't the actor of the commit.
 */
export type Append = <T extends PayloadType>(chain: CaseId | null, draft: PayloadDraft<T>, by?: ActorSession) => Appended

/** A timestamp over the checkpoint at `size`, as it is kept: everything in it was judged when it came. */
export interface StampRow {
  /** Of the log whose checkpoint was stamped, in entries. */
  size: number
  /** What the token says. */
  at: Instant
  /** Whom it was had from. */
  url: string
  /** The whole TimeStampResp in DER. */
  token: Uint8Array
  /** PEM, one each: the authority's own, who issued it, and so on. */
  certificates: readonly string[]
  /** By this machine's clock. */
  receivedAt: Instant
}

/** With the checkpoint that is stored now; null: there is none of that size. */
export type KeptStamp = StampRow & { note: string | null }

/** Storage for timestamps over checkpoints, at most one for each. They are no entries: a stamp makes no new head. */
export interface StampStore {
  /** Replaces what is kept for the same size. */
  put(row: StampRow): void
  get(size: number): KeptStamp | null
  /** Ascending. */
  sizes(): number[]
}
