import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, open, readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Refusal, type BundleReport } from '../../../shared/contract/index.ts'
import { verifyTimestamp } from '../ledger/index.ts'
import { verifyBag, verifyCrypto, verifyZip, type BagReader, type Progress, type StreamHash } from '../../../shared/verify/index.ts'

export interface VerifyRequest {
  /** SHA-256 of the export key as it stands on paper, hex; null: nobody compared it. */
  fingerprint: string | null
  onProgress?: (progress: Progress) => void
}

/** Longer than a signature: told apart from one without reading the whole of a hostile file. */
const MAX_SIGNATURE_BYTES = 4096

/**
 * Checks a bundle on disk: a zip with its `.zip.sig` beside it, or an unpacked folder. Everything in it is hostile; what
 * doesn't hold is a failed check.
 *
 * @throws Refusal `bundle.unreadable` where there is neither file nor folder
 */
export async function verifyBundle(path: string, { fingerprint, onProgress }: VerifyRequest): Promise<BundleReport> {
  const found = await lstat(path).catch((error: unknown) => {
    throw new Refusal('bundle.unreadable', { name: basename(path) }, error)
  })
  const options = {
    expectedFingerprint: fingerprint,
    createSha256: sha256Stream,
    checkTimestamp: verifyTimestamp,
    ...(onProgress ? { onProgress } : {}),
  }
  if (found.isDirectory()) return verifyBag(folderReader(path), verifyCrypto, options)
  if (!found.isFile()) throw new Refusal('bundle.unreadable', { name: basename(path) })
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new Refusal('bundle.unreadable', { name: basename(path) }, error)
  })
  try {
    const source = {
      name: basename(path),
      bytes: found.size,
      async read(offset: number, length: number) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(length), 0, length, offset)
        return buffer.subarray(0, bytesRead)
      },
    }
    const { report } = await verifyZip(source, await signatureBeside(path), verifyCrypto, options)
    return report
  } finally {
    await file.close()
  }
}

async function signatureBeside(path: string): Promise<Uint8Array | null> {
  const place = `${path}.sig`
  const info = await lstat(place).catch(() => null)
  if (info === null || !info.isFile()) return null
  return info.size > MAX_SIGNATURE_BYTES ? new Uint8Array() : readFile(place)
}

function sha256Stream(): StreamHash {
  const hash = createHash('sha256')
  return { update: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') }
}

/** An unpacked bundle. Links are never followed: what they point at isn't in the bundle. */
function folderReader(root: string): BagReader {
  let listing: Promise<{ files: string[]; odd: string[] }> | null = null
  const list = () => (listing ??= walk(root, ''))
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
      const hash = createHash('sha256')
      for await (const chunk of createReadStream(join(root, path), { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
        hash.update(chunk)
        onBytes?.(chunk.length)
      }
      return hash.digest('hex')
    },
  }
}

async function walk(root: string, below: string): Promise<{ files: string[]; odd: string[] }> {
  const files: string[] = []
  const odd: string[] = []
  const entries = await readdir(join(root, below), { withFileTypes: true })
  if (entries.length === 0 && below !== '') odd.push(below)
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) {
      const inner = await walk(root, path)
      files.push(...inner.files)
      odd.push(...inner.odd)
    } else if (entry.isFile()) files.push(path)
    else odd.push(path)
  }
  return { files, odd }
}
