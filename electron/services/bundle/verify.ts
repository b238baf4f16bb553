import { createHash, hash } from 'node:crypto'
import { lstat, open, readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Refusal, type BundleReport, type KinshipView } from '../../../shared/contract/index.ts'
import { verifyTimestamp } from '../ledger/index.ts'
import { sha256 } from '../../../shared/encoding/index.ts'
import { kinshipOf, readerOfZip, verifyBag, verifyZip, type CheckedBundle, type DrawOriginal, type Lineage, type Progress, type StreamHash, type BagReader, type VerifyCrypto, type VerifyOptions, type ZipSource } from '../../../shared/verify/index.ts'
import { verifyEd25519 } from '../crypto/index.ts'

export interface VerifyRequest {
  /** SHA-256 of the export key as it stands on paper, hex; null: nobody compared it. */
  fingerprint: string | null
  /** Code of a receipt as it was typed; null, or not given: none is compared. */
  receipt?: string | null
  onProgress?: (progress: Progress) => void
  /** Told where the bundle says it comes from. */
  onLineage?: (lineage: Lineage) => void
  signal?: AbortSignal
}

/** A zip that is signed whole is one message, in which nothing can pause: the native library takes a fifth of the time. */
const crypto: VerifyCrypto = { sha256, verifyEd25519 }

/** Longest stretch of work without anything else having its turn, ms: a signal has to be heard. */
const STRETCH_MS = 30

/** Bytes of a file read at a time. */
const PIECE = 1024 * 1024

/** Longer than a signature: told apart from one without reading the whole of a hostile file. */
const MAX_SIGNATURE_BYTES = 4096

/**
 * Checks a bundle on disk: a zip with its `.zip.sig` beside it, or an unpacked folder. Everything in it is hostile; what
 * doesn't hold is a failed check.
 *
 * @throws Refusal `bundle.unreadable` where there is neither file nor folder, `job.cancelled`
 */
export async function verifyBundle(path: string, request: VerifyRequest): Promise<BundleReport> {
  const bundle = await openBundle(path, request)
  try {
    return await bundle.verify(request)
  } finally {
    await bundle.close()
  }
}

export interface CompareRequest extends Pick<VerifyRequest, 'fingerprint' | 'signal'> {
  /** Bytes: of one bundle after the other, then of the originals that are read again. */
  onBytes: (done: number, total: number) => void
  /** See `KinshipOptions`. */
  draw: DrawOriginal
}

/**
 * Checks two bundles on disk, each by itself first: what doesn't hold is no proof of where it comes from. Then whether they are of the same case.
 *
 * @throws Refusal as `verifyBundle`
 */
export async function compareBundles(first: string, second: string, { fingerprint, signal, onBytes, draw }: CompareRequest): Promise<KinshipView> {
  const request = { fingerprint, ...(signal && { signal }), onProgress: ({ done, total }: Progress) => onBytes(done, total) }
  const opened: OpenBundle[] = []
  const check = async (path: string): Promise<CheckedBundle> => {
    const bundle = await openBundle(path, request)
    opened.push(bundle)
    let lineage: Lineage | null = null
    const report = await bundle.verify({ ...request, onLineage: (found) => (lineage = found) })
    if (lineage === null) throw new Error('a verification told no lineage')
    return { report, lineage, reader: bundle.reader }
  }
  try {
    const [one, other] = [await check(first), await check(second)]
    const kinship = await kinshipOf(one, other, { crypto: { sha256: (bytes) => hash('sha256', bytes, 'buffer') }, createSha256: sha256Stream, pause: pausing(goOnOf(request)), draw, onBytes })
    return { first: one.report, second: other.report, kinship }
  } finally {
    for (const bundle of opened) await bundle.close()
  }
}

interface OpenBundle {
  verify: (request: VerifyRequest) => Promise<BundleReport>
  /** Its files, once it was checked. */
  reader: () => Promise<BagReader>
  close: () => Promise<void>
}

async function openBundle(path: string, request: Pick<VerifyRequest, 'signal'>): Promise<OpenBundle> {
  const goOn = goOnOf(request)
  const found = await lstat(path).catch((error: unknown) => {
    throw new Refusal('bundle.unreadable', { name: basename(path) }, error)
  })
  if (found.isDirectory()) {
    const reader = folderReader(path, goOn)
    return { verify: (given) => verifyBag(reader, crypto, optionsOf(given)), reader: async () => reader, close: async () => undefined }
  }
  if (!found.isFile()) throw new Refusal('bundle.unreadable', { name: basename(path) })
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new Refusal('bundle.unreadable', { name: basename(path) }, error)
  })
  const source = {
    name: basename(path),
    bytes: found.size,
    async read(offset: number, length: number) {
      // What a reader rejects with counts against the file; the next pause says why.
      goOn()
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    },
    async readInto(offset: number, target: Uint8Array) {
      goOn()
      return (await file.read(target, 0, target.length, offset)).bytesRead
    },
  }
  let reader: Promise<BagReader> | null = null
  return {
    verify: async (given) => verifyZip(source, await signatureBeside(path), crypto, optionsOf(given)),
    reader: () => (reader ??= readerOfZip(source)),
    close: () => file.close(),
  }
}

/** The same of a zip that is read by other means. @throws Refusal `job.cancelled` */
export const verifySource = (source: ZipSource, signature: Uint8Array | null, request: VerifyRequest): Promise<BundleReport> =>
  verifyZip(source, signature, crypto, optionsOf(request))

const goOnOf = ({ signal }: Pick<VerifyRequest, 'signal'>) => (): void => {
  if (signal?.aborted === true) throw new Refusal('job.cancelled')
}

function optionsOf(request: VerifyRequest): VerifyOptions {
  const { fingerprint, receipt, onProgress, onLineage } = request
  return {
    expectedFingerprint: fingerprint,
    receipt: receipt ?? null,
    createSha256: sha256Stream,
    checkTimestamp: verifyTimestamp,
    pause: pausing(goOnOf(request)),
    ...(onProgress ? { onProgress } : {}),
    ...(onLineage ? { onLineage } : {}),
  }
}

/** Hands over to others now and then, whatever the bundle gives to calculate. */
function pausing(goOn: () => void): () => Promise<void> {
  let since = performance.now()
  return async () => {
    goOn()
    if (performance.now() - since < STRETCH_MS) return
    await setImmediate()
    since = performance.now()
    goOn()
  }
}

async function signatureBeside(path: string): Promise<Uint8Array | null> {
  const place = `${path}.sig`
  const info = await lstat(place).catch(() => null)
  if (info === null || !info.isFile()) return null
  return info.size > MAX_SIGNATURE_BYTES ? new Uint8Array() : readFile(place)
}

function sha256Stream(): StreamHash {
  const sum = createHash('sha256')
  return { update: (bytes) => sum.update(bytes), hex: () => sum.digest('hex') }
}

/** An unpacked bundle. Links are never followed: what they point at isn't in the bundle. */
function folderReader(root: string, goOn: () => void): BagReader {
  let listing: Promise<{ files: string[]; odd: string[] }> | null = null
  const list = () => (listing ??= walk(root, '', goOn))
  return {
    paths: async () => (await list()).files,
    odd: async () => (await list()).odd,
    size: async (path) => (await lstat(join(root, path))).size,
    async read(path, maxBytes) {
      const { size } = await lstat(join(root, path))
      if (size > maxBytes) throw new RangeError('too large')
      return readFile(join(root, path))
    },
    async digest(path, onBytes) {
      const sum = sha256Stream()
      for await (const piece of piecesOfFile(join(root, path), goOn)) {
        sum.update(piece)
        onBytes?.(piece.length)
      }
      return sum.hex()
    },
    async *chunks(path) {
      for await (const piece of piecesOfFile(join(root, path), goOn)) yield Uint8Array.from(piece)
    },
  }
}

/** In one buffer for all of it: a new one for each piece costs as much as hashing it. */
async function* piecesOfFile(path: string, goOn: () => void): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const buffer = Buffer.allocUnsafeSlow(Math.min(PIECE, Math.max(size, 1)))
    for (;;) {
      goOn()
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function walk(root: string, below: string, goOn: () => void): Promise<{ files: string[]; odd: string[] }> {
  goOn()
  const files: string[] = []
  const odd: string[] = []
  const entries = await readdir(join(root, below), { withFileTypes: true })
  if (entries.length === 0 && below !== '') odd.push(below)
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) {
      const inner = await walk(root, path, goOn)
      files.push(...inner.files)
      odd.push(...inner.odd)
    } else if (entry.isFile()) files.push(path)
    else odd.push(path)
  }
  return { files, odd }
}
