import { byCodeUnits, fingerprintOf, fromUtf8, holdsSshSignature, parseSpkiPem, toHex, utf8 } from '../encoding/index.ts'
import { Mismatch, type Outcome, type Pause, Stopped, describe, notAsked, passed, pauseOf } from './findings.ts'
import {
  EXPORT_KEY,
  MANIFEST,
  MANIFEST_SSH_SIGNATURE,
  MAX_MANIFEST_BYTES,
  MAX_SMALL_BYTES,
  type Line,
  type ManifestText,
  REQUIRED,
  TAG_MANIFEST,
  TAG_SIGNATURE,
  ZIP_SIGNED_WHOLE,
  isPlainPath,
  parseManifest,
} from './layout.ts'
import type { CheckName } from './names.ts'
import { piecesOf } from './pieces.ts'
import type { BagReader, VerifyCrypto, VerifyOptions, ZipUnderCheck } from './types.ts'

/** What the outer checks have learnt of a bag; `null` where a file couldn't be read. */
export interface Bag {
  readonly reader: BagReader
  readonly crypto: VerifyCrypto
  readonly paths: ReadonlySet<string>
  readonly odd: readonly string[]
  readonly tagText: Uint8Array | null
  readonly tags: ManifestText | null
  readonly payload: ManifestText | null
  readonly exportKey: Uint8Array | null
  /** SHA-256 of each file that was hashed, or null where it couldn't be read. */
  readonly digests: Map<string, string | null>
  /** To be awaited in each turn of a loop that a large bundle makes long. */
  readonly pause: Pause
}

/** Reads the files that everything else hangs on. Never throws for what it finds. */
export async function openBag(reader: BagReader, crypto: VerifyCrypto, pause: Pause = pauseOf(undefined)): Promise<Bag> {
  const paths = new Set(await reader.paths().catch(() => []))
  const odd = await reader.odd().catch(() => ['.'])
  // Only what is listed as a plain file: a link of that name would lead out of the bag.
  const readListed = async (path: string, maxBytes: number) =>
    paths.has(path) ? reader.read(path, maxBytes).catch(() => null) : null
  const tagText = await readListed(TAG_MANIFEST, MAX_MANIFEST_BYTES)
  const payloadText = await readListed(MANIFEST, MAX_MANIFEST_BYTES)
  const pem = await readListed(EXPORT_KEY, MAX_SMALL_BYTES)
  const isData = (path: string) => path.startsWith('data/')
  const isTag = (path: string) => !isData(path) && !path.startsWith('tagmanifest-')
  return {
    reader,
    crypto,
    paths,
    odd,
    tagText,
    tags: tagText === null ? null : readManifest(TAG_MANIFEST, tagText, isTag),
    payload: payloadText === null ? null : readManifest(MANIFEST, payloadText, isData),
    exportKey: pem === null ? null : orNull(() => parseSpkiPem(fromUtf8(pem))),
    digests: new Map(),
    pause,
  }
}

/** The zip as it was handed over, before anything in it is believed. */
export async function checkZip(bag: Bag, zip: ZipUnderCheck | null, tell: Tell = () => undefined): Promise<Outcome> {
  if (zip === null) return notAsked('this is an unpacked folder, there is no zip to check')
  const { signature, source, fault } = zip
  if (fault !== null) throw new Mismatch(source.name, fault)
  if (signature === null)
    return notAsked('the signature file (.zip.sig) was not given; what is inside has a signature of its own')
  // Whatever in it is damaged: it is this zip whose signature can't be held against anything.
  const key = bag.exportKey
  if (key === null) throw new Mismatch(source.name, `${EXPORT_KEY} in it is missing, or not an Ed25519 public key in PEM`)
  if (signature.length !== 64)
    throw new Mismatch(`${source.name}.sig`, `a signature has 64 bytes, this has ${signature.length}`)
  const message =
    source.bytes <= ZIP_SIGNED_WHOLE
      ? await source.read(0, source.bytes)
      : utf8(`${await zipDigest(bag, zip, tell)}  ${zip.folder}.zip\n`)
  if (!bag.crypto.verifyEd25519(signature, message, key)) {
    throw new Mismatch(source.name, 'the zip is not what the export key has signed')
  }
  return passed('the export key has signed this zip')
}

async function zipDigest({ pause }: Bag, { source, createSha256 }: ZipUnderCheck, tell: Tell): Promise<string> {
  const hash = createSha256()
  const count = counter(source.bytes, 'zip-signature', tell)
  for await (const piece of piecesOf(source, 0, source.bytes)) {
    hash.update(piece)
    count(piece.length)
    await pause()
  }
  return hash.hex()
}

/** The one signature that everything in the bag hangs on. */
export async function checkTagSignature(bag: Bag): Promise<Outcome> {
  if (bag.tagText === null) throw new Mismatch(TAG_MANIFEST, 'missing or unreadable')
  const key = exportKey(bag)
  const signature = await readFile(bag, TAG_SIGNATURE, MAX_SMALL_BYTES)
  if (signature.length !== 64) {
    throw new Mismatch(TAG_SIGNATURE, `a signature has 64 bytes, this has ${signature.length}`)
  }
  if (bag.crypto.verifyEd25519(signature, bag.tagText, key))
    return passed('the export key has signed the list of files')
  throw new Mismatch(
    await likelyCulprit(bag, bag.tagText, signature, key),
    'the list of files is not what the export key has signed',
  )
}

/**
 * When the signature doesn't hold, the files tell which of the three that take part has changed: a tag manifest that
 * every file agrees with is unlikely to be the wrong one. Only a hint to whoever looks; the check has failed anyway.
 */
async function likelyCulprit(bag: Bag, tagText: Uint8Array, signature: Uint8Array, key: Uint8Array): Promise<string> {
  const wrong = await differing(bag, bag.tags?.lines ?? [], () => undefined)
  if (bag.tags?.fault !== null || unlisted(bag).length > 0 || wrong.some((path) => path !== EXPORT_KEY))
    return TAG_MANIFEST
  if (wrong.length === 0) return TAG_SIGNATURE
  // The key and its line disagree. Signed with the line as the key wants it: then the line was changed.
  const line = new RegExp(`^[0-9a-f]{64}(?=  ${EXPORT_KEY}$)`, 'm')
  const mended = utf8(fromUtf8(tagText).replace(line, bag.digests.get(EXPORT_KEY) ?? ''))
  return bag.crypto.verifyEd25519(signature, mended, key) ? TAG_MANIFEST : EXPORT_KEY
}

export function checkFingerprint(bag: Bag, expected: string | null): Outcome {
  if (expected === null) {
    return notAsked(
      'compare the fingerprint with the one on paper: on the receipt or the covering letter that came another way',
    )
  }
  if (fingerprintOf(exportKey(bag)) !== expected) {
    throw new Mismatch(EXPORT_KEY, 'the export key is not the one whose fingerprint was given')
  }
  return passed('the export key is the one whose fingerprint was given')
}

type Tell = NonNullable<VerifyOptions['onProgress']>

/** Holds every file of a manifest against its hash. */
export async function checkManifest(bag: Bag, which: 'tag-manifest' | 'manifest', tell: Tell): Promise<Outcome> {
  const [name, manifest] = which === 'tag-manifest' ? [TAG_MANIFEST, bag.tags] : [MANIFEST, bag.payload]
  if (manifest === null) throw new Mismatch(name, 'missing or unreadable')
  const { lines, fault } = manifest
  const [first, ...more] = await differing(bag, lines, counter(await totalSize(bag, lines), which, tell))
  // A line that can't be read is the manifest's own fault and comes before what it says of others.
  if (fault !== null) throw fault
  if (first !== undefined) {
    const others = more.length === 0 ? '' : `; ${more.length} more differ`
    throw new Mismatch(first, `${bag.paths.has(first) ? 'not what the list says' : 'missing'}${others}`)
  }
  if (which === 'manifest') await checkSshSignature(bag)
  return passed(`${lines.length} files are what the list says`)
}

/** The list once more under the same key, for whoever has OpenSSH at hand and nothing else: it must not say otherwise there. */
async function checkSshSignature(bag: Bag): Promise<void> {
  const file = await readText(bag, MANIFEST_SSH_SIGNATURE, MAX_SMALL_BYTES)
  const list = await readFile(bag, MANIFEST, MAX_MANIFEST_BYTES)
  if (!holdsSshSignature(file, list, exportKey(bag), bag.crypto.verifyEd25519)) throw new Mismatch(MANIFEST_SSH_SIGNATURE, 'the list of data is not what the export key has signed for OpenSSH')
}

/** No file more or less than listed, and nothing but plain files with plain names. */
export function checkFileSet(bag: Bag): Outcome {
  const [odd] = bag.odd
  if (odd !== undefined)
    throw new Mismatch(odd, 'a link, an empty folder or something else that has no place in a bundle')
  const lower = new Map<string, string>()
  for (const path of sorted(bag.paths)) {
    if (!isPlainPath(path))
      throw new Mismatch(path, 'a name with other characters than letters, digits, dot, hyphen and underscore')
    if (lower.has(path.toLowerCase())) throw new Mismatch(path, 'differs from another name only in case')
    lower.set(path.toLowerCase(), path)
  }
  for (const path of REQUIRED) if (!bag.paths.has(path)) throw new Mismatch(path, 'missing')
  const [extra] = unlisted(bag)
  if (extra !== undefined) throw new Mismatch(extra, 'not listed in any manifest')
  const missing = [...(bag.tags?.lines ?? []), ...(bag.payload?.lines ?? [])].find(({ path }) => !bag.paths.has(path))
  if (missing !== undefined) throw new Mismatch(missing.path, 'listed but missing')
  return passed(`${bag.paths.size} files, each listed once`)
}

/** BagIt 1.0 (RFC 8493): the declaration, and the totals that `bag-info.txt` gives. */
export async function checkDeclaration(bag: Bag): Promise<Outcome> {
  const bagit = await readText(bag, 'bagit.txt', MAX_SMALL_BYTES)
  if (bagit !== 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n') {
    throw new Mismatch('bagit.txt', 'not the declaration of a BagIt 1.0 bag in UTF-8')
  }
  const info = await readText(bag, 'bag-info.txt', MAX_SMALL_BYTES)
  const rows = info.split('\n')
  if (rows.pop() !== '' || rows.some((row) => !/^[A-Za-z0-9-]+: \S.*$/.test(row))) {
    throw new Mismatch('bag-info.txt', 'not a list of labels and values')
  }
  const data = bag.payload?.lines ?? []
  const oxum = `${await totalSize(bag, data)}.${data.length}`
  const claimed = rows
    .filter((row) => row.startsWith('Payload-Oxum: '))
    .map((row) => row.slice('Payload-Oxum: '.length))
  if (claimed.length !== 1 || claimed[0] !== oxum) {
    throw new Mismatch(
      'bag-info.txt',
      `says ${claimed.join(', ') || 'nothing'} about the amount of data, found ${oxum}`,
    )
  }
  return passed(`a BagIt 1.0 bag, data ${oxum} (bytes.files)`)
}

/** Reads a file, or names it. */
export async function readFile(bag: Bag, path: string, maxBytes: number): Promise<Uint8Array> {
  if (!bag.paths.has(path)) throw new Mismatch(path, 'missing')
  try {
    return await bag.reader.read(path, maxBytes)
  } catch (error) {
    throw new Mismatch(path, `unreadable or larger than ${maxBytes} bytes: ${describe(error)}`)
  }
}

/** Content of a file from front to back, without holding it, or names it. Others get their turn between the pieces. */
export async function* piecesIn(bag: Bag, path: string, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (!bag.paths.has(path)) throw new Mismatch(path, 'missing')
  let bytes = 0
  try {
    if ((await bag.reader.size(path)) > maxBytes) throw new RangeError('too large')
    for await (const piece of bag.reader.chunks(path)) {
      await bag.pause()
      if ((bytes += piece.length) > maxBytes) throw new RangeError('too large')
      yield piece
    }
  } catch (error) {
    if (error instanceof Stopped) throw error
    throw new Mismatch(path, `unreadable or larger than ${maxBytes} bytes: ${describe(error)}`)
  }
}

/** Text of a file, or names it. */
export async function readText(bag: Bag, path: string, maxBytes: number): Promise<string> {
  const bytes = await readFile(bag, path, maxBytes)
  try {
    return fromUtf8(bytes)
  } catch {
    throw new Mismatch(path, 'not UTF-8')
  }
}

/** Hash of a file in hex, each file read once for all checks. Null where it can't be read. */
export async function digestOf(bag: Bag, path: string, onBytes?: (length: number) => void): Promise<string | null> {
  const known = bag.digests.get(path)
  if (known !== undefined) return known
  const digest = bag.paths.has(path) ? await bag.reader.digest(path, onBytes).catch(() => null) : null
  bag.digests.set(path, digest)
  return digest
}

/** Files below a folder, sorted. */
export const below = (bag: Bag, folder: string): string[] => sorted(bag.paths).filter((path) => path.startsWith(folder))

export const sha256Ref = (bag: Bag, bytes: Uint8Array): string => `sha256:${toHex(bag.crypto.sha256(bytes))}`

/** @throws Mismatch */
function exportKey(bag: Bag): Uint8Array {
  if (bag.exportKey === null) throw new Mismatch(EXPORT_KEY, 'missing, or not an Ed25519 public key in PEM')
  return bag.exportKey
}

async function differing(bag: Bag, lines: readonly Line[], onBytes: (length: number) => void): Promise<string[]> {
  const wrong: string[] = []
  for (const { path, sha256 } of lines) {
    await bag.pause()
    if ((await digestOf(bag, path, onBytes)) !== sha256) wrong.push(path)
  }
  return wrong
}

/** Files that are there and stand in no manifest, apart from the tag manifest and its signature themselves. */
function unlisted(bag: Bag): string[] {
  const listed = new Set([TAG_MANIFEST, TAG_SIGNATURE])
  for (const { path } of [...(bag.tags?.lines ?? []), ...(bag.payload?.lines ?? [])]) listed.add(path)
  return sorted(bag.paths).filter((path) => !listed.has(path))
}

async function totalSize(bag: Bag, lines: readonly Line[]): Promise<number> {
  let total = 0
  for (const { path } of lines) if (bag.paths.has(path)) total += await bag.reader.size(path).catch(() => 0)
  return total
}

function counter(total: number, check: CheckName, tell: Tell): (length: number) => void {
  let done = 0
  return (length) => {
    done += length
    tell({ check, done, total })
  }
}

function readManifest(name: string, bytes: Uint8Array, belongs: (path: string) => boolean): ManifestText {
  try {
    return parseManifest(name, fromUtf8(bytes), belongs)
  } catch {
    return { lines: [], fault: new Mismatch(name, 'not UTF-8') }
  }
}

function orNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

const sorted = (paths: Iterable<string>) => [...paths].sort(byCodeUnits)
