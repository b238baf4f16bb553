import type { TimestampView } from '../contract/index.ts'
import type { VerifyEd25519 } from '../encoding/index.ts'
import type { Lineage } from './lineage.ts'
import type { CheckName } from './names.ts'

/**
 * A bundle's folder as the verifier sees it, wherever it lies. Everything in it is hostile. A reader may reject
 * whatever it can't read: that counts against the file, it never ends the verification.
 */
export interface BagReader {
  /** All regular files, `/`-separated, relative to the bag's folder. No folders. */
  paths(): Promise<string[]>
  /** What has no place in a bag: links, devices, empty folders, names that occur twice, entries outside the folder. */
  odd(): Promise<string[]>
  /** Length in bytes. */
  size(path: string): Promise<number>
  /** Rejects when the file is longer than `maxBytes`, without reading on. */
  read(path: string, maxBytes: number): Promise<Uint8Array>
  /** SHA-256 of the content, hex, in bounded memory; `onBytes` is told the length of each piece read. */
  digest(path: string, onBytes?: (length: number) => void): Promise<string>
  /** Content from front to back, without holding it; each piece stays as it is. Rejects like `read`. */
  chunks(path: string): AsyncIterable<Uint8Array>
}

export interface VerifyCrypto {
  sha256: (bytes: Uint8Array) => Uint8Array
  /** Strict RFC 8032: refuses an S or a key that isn't canonical, and keys of small order. Never throws. */
  verifyEd25519: VerifyEd25519
}

/** A file that is read piece by piece: on disk, or chosen in a browser. */
export interface ZipSource {
  /** File name without folders, for the report. */
  name: string
  bytes: number
  /** Exactly `length` bytes from `offset` on; never asked for what lies beyond the end. */
  read(offset: number, length: number): Promise<Uint8Array>
  /** The same into a buffer of the caller's, filled as far as the file goes; says how many bytes came. */
  readInto?: (offset: number, target: Uint8Array) => Promise<number>
}

export interface StreamHash {
  update(bytes: Uint8Array): unknown
  /** Called once. */
  hex(): string
}

/** The zip that the bag came in, with what lies beside it. */
export interface ZipUnderCheck {
  source: ZipSource
  /** Name of the one folder in the zip. */
  folder: string
  /** Content of the `.zip.sig`; null: there was none. */
  signature: Uint8Array | null
  /** Set when it couldn't be read as a zip. */
  fault: string | null
  createSha256: () => StreamHash
}

/**
 * Judges an RFC 3161 token over `content` with certificates (PEM) that came with the bundle. Resolves to what was
 * proved; rejects when the token doesn't hold.
 */
export type CheckTimestamp = (
  token: Uint8Array,
  content: Uint8Array,
  certificates: readonly Uint8Array[],
) => Promise<TimestampView>

export interface Progress {
  check: CheckName
  /** Bytes; `total` 0 means unknown. */
  done: number
  total: number
}

export interface VerifyOptions {
  /** SHA-256 of the export key as it stands on paper, 64 hex digits. */
  expectedFingerprint?: string | null
  /** Code of a receipt as it was typed or read; null: none was compared. */
  receipt?: string | null
  zip?: ZipUnderCheck | null
  /** SHA-256 for the content of a zip; given where something faster than the built-in one is at hand. */
  createSha256?: () => StreamHash
  checkTimestamp?: CheckTimestamp | null
  onProgress?: (progress: Progress) => void
  /** Told once where the bundle says it comes from. */
  onLineage?: (lineage: Lineage) => void
  /**
   * Awaited before each check and each turn of a long loop: whoever runs the verification can do something else
   * meanwhile, or end it. What it rejects with is what the verification rejects with.
   */
  pause?: () => Promise<void>
}
