import { Mismatch } from './findings.ts'

/** Where things lie in a bundle, relative to its folder. */

export const MANIFEST = 'manifest-sha256.txt'
/** The same list signed in OpenSSH's form; covered by the tag manifest, unlike the signature that counts. */
export const MANIFEST_SSH_SIGNATURE = 'manifest-sha256.txt.sshsig'
export const TAG_MANIFEST = 'tagmanifest-sha256.txt'
export const TAG_SIGNATURE = 'tagmanifest-sha256.txt.sig'
export const EXPORT_KEY = 'keys/export.pem'
export const LOG_KEY = 'keys/log.pem'
export const ALLOWED_SIGNERS = 'keys/allowed_signers'
export const ENTRIES = 'ledger/entries.jsonl'
export const VKEY = 'ledger/vkey'
export const CHECKPOINT = 'ledger/checkpoint'
export const TIMESTAMP = 'ledger/checkpoint.tsr'
export const PAYLOADS_FOLDER = 'data/ledger-payloads/'
export const EXHIBITS_FOLDER = 'data/exhibits/'
export const PROOFS_FOLDER = 'ledger/proofs/'
export const PRIOR_FOLDER = 'ledger/prior/'

/** A bundle without one of these isn't whole, whatever its manifests say. */
export const REQUIRED = [
  'LAS-MIG.txt',
  'README.txt',
  'bag-info.txt',
  'bagit.txt',
  'data/report.pdf',
  EXPORT_KEY,
  LOG_KEY,
  CHECKPOINT,
  ENTRIES,
  VKEY,
  MANIFEST,
  MANIFEST_SSH_SIGNATURE,
  TAG_MANIFEST,
  TAG_SIGNATURE,
  'verify.html',
  'verify.sh',
] as const

/** Bytes. Larger files of these kinds are refused unread. */
export const MAX_ENTRIES_BYTES = 256 * 1024 * 1024
export const MAX_MANIFEST_BYTES = 64 * 1024 * 1024
export const MAX_JSON_BYTES = 16 * 1024 * 1024
export const MAX_SMALL_BYTES = 64 * 1024

/** Zips up to this size (bytes) are signed as they are, larger ones by the line `<sha256>  <folder>.zip`. */
export const ZIP_SIGNED_WHOLE = 128 * 1024 * 1024

export const payloadPath = (seq: number) => `${PAYLOADS_FOLDER}${seq6(seq)}.json`
export const proofPath = (seq: number) => `${PROOFS_FOLDER}${seq6(seq)}.tlog-proof`
export const exhibitFolder = (number: number) => `${EXHIBITS_FOLDER}${String(number).padStart(3, '0')}/`
export const actorKeyPath = (kid: string) => `keys/actor-${kid}.pem`
export const entryItem = (index: number) => `${ENTRIES}:${index + 1}`

/** Letters, digits, `._-` and slashes; no empty, hidden-parent or over-long part, so it means the same everywhere. */
export function isPlainPath(path: string): boolean {
  const parts = path.split('/')
  return path.length <= 500 && parts.every((part) => /^[A-Za-z0-9._-]{1,200}$/.test(part) && !/^\.+$/.test(part))
}

export interface Line {
  sha256: string
  path: string
}

export interface ManifestText {
  lines: Line[]
  /** The first line that isn't as it must be; the others are read all the same. */
  fault: Mismatch | null
}

/**
 * Reads `<64 hex>  <path>` lines, as `sha256sum` writes them. `belongs` says which paths may stand in it. Hostile
 * text: what is wrong is kept as a fault, so that the good lines can still be held against the files.
 */
export function parseManifest(name: string, text: string, belongs: (path: string) => boolean): ManifestText {
  const seen = new Set<string>()
  const lines: Line[] = []
  let fault: Mismatch | null = null
  const rows = text.split('\n')
  if (rows.pop() !== '') fault = new Mismatch(name, 'the last line is not ended')
  for (const [index, row] of rows.entries()) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(row) ?? []
    if (sha256 === undefined || path === undefined || !isPlainPath(path) || !belongs(path) || seen.has(path)) {
      fault ??= new Mismatch(name, `line ${index + 1} does not belong in it`)
      continue
    }
    seen.add(path)
    lines.push({ sha256, path })
  }
  return { lines, fault }
}

/** Sequence number with six digits, as it stands in file names. */
const seq6 = (seq: number) => String(seq).padStart(6, '0')
