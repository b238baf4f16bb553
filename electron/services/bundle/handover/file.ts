import { createHash } from 'node:crypto'
import { open, readFile, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Refusal } from '../../../../shared/contract/index.ts'
import { ZIP_SIGNED_WHOLE } from '../../../../shared/verify/index.ts'
import type { BundleParts } from '../ports.ts'
import { exists, syncFolder, writeFailed, writing } from '../disk.ts'
import { begin } from '../making.ts'
import { streamOf } from './sealing.ts'

/** How many files of one name may lie in a folder before somebody should look at it. */
const MOST_COPIES = 99

export interface SourceFile {
  file: FileHandle
  bytes: number
}

/** The file stays open, so that what is encrypted is what was hashed. @throws Refusal `bundle.unreadable` */
export async function openSource(path: string): Promise<SourceFile> {
  const unreadable = (error?: unknown) => new Refusal('bundle.unreadable', { name: basename(path) }, error)
  const file = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(error)
  })
  const info = await file.stat()
  if (info.isFile()) return { file, bytes: info.size }
  await file.close()
  throw unreadable()
}

/** SHA-256 of a file, hex. `onBytes` may throw, which ends it. */
export async function digestOf(file: FileHandle, bytes: number, onBytes: (length: number) => void): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of streamOf(file, bytes, onBytes)) hash.update(chunk)
  return hash.digest('hex')
}

/** The same of a file that a person chose. @throws Refusal `bundle.unreadable` */
export async function digestOfFile(path: string, onBytes: (done: number, total: number) => void): Promise<string> {
  const { file, bytes } = await openSource(path)
  let done = 0
  try {
    return await digestOf(file, bytes, (length) => onBytes((done += length), bytes))
  } finally {
    await file.close()
  }
}

export interface PartialFile {
  /** Takes what is encrypted; failures of the file system are told as `bundle.write-failed`, whatever stands between. */
  sink: WritableStream<Uint8Array>
  /** What went wrong in `sink`; null: nothing. */
  failure(): unknown
  /** Flushes it, and tells what was written. */
  written(): Promise<{ bytes: number; sha256: string }>
  /** For reading what lies there. */
  reopen(): Promise<FileHandle>
  /** Gives it its name. */
  finish(): Promise<{ path: string; name: string }>
  /** Leaves nothing of it, neither before nor after `finish`. */
  discard(): Promise<void>
}

/**
 * A file in the making in the folder that the person chose: `<name>.partial`, readable by its owner only. What a killed process
 * had left under that name is replaced; a finished file never is: the next free name is taken.
 */
export async function openPartial(folder: string, stem: string, ending: string): Promise<PartialFile> {
  const path = await freeName(folder, stem, ending)
  const partial = `${path}.partial`
  // Open until it has its name: another vault may have begun one of the same, and cleared this away.
  const { handle, file } = await begin(partial, 'wx')
  const hash = createHash('sha256')
  let bytes = 0
  let failure: unknown = null
  let finished = false
  return {
    sink: new WritableStream<Uint8Array>({
      async write(chunk) {
        try {
          await writing(partial, () => handle.writeFile(chunk))
          hash.update(chunk)
          bytes += chunk.length
        } catch (error) {
          failure ??= error
          throw error
        }
      },
    }),
    failure: () => failure,
    async written() {
      await writing(partial, () => handle.sync())
      return { bytes, sha256: hash.digest('hex') }
    },
    reopen: () => writing(partial, () => open(partial, 'r')),
    async finish() {
      await file.name(path)
      finished = true
      await writing(path, () => syncFolder(folder))
      return { path, name: basename(path) }
    },
    async discard() {
      await file.discard()
      if (finished) await rm(path, { force: true }).catch(() => undefined)
    },
  }
}

async function freeName(folder: string, stem: string, ending: string): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, `${stem}${copy === 1 ? '' : `-(${copy})`}${ending}`)
    if (!(await exists(path))) return path
    if (copy === MOST_COPIES) throw writeFailed(path, 'EEXIST')
  }
}

/**
 * The bundle's own signature beside the encrypted file. It is made anew by the same key, which gives the same 64 bytes; one that lies there
 * already is left if it is that, and else not replaced. Answers with its name and how to take it back.
 */
export async function putSignature(folder: string, name: string, source: SourceFile, sha256: string, key: BundleParts['exportKey']): Promise<{ name: string; undo: () => Promise<void> }> {
  const path = join(folder, `${name}.sig`)
  const signature = Buffer.from(key.sign(await signedMessage(name, source, sha256)))
  const there = await stat(path).then(
    () => readFile(path),
    () => null,
  )
  const mine = { name: basename(path), undo: () => rm(path, { force: true }).catch(() => undefined) }
  if (there === null) {
    try {
      await writing(path, () => writeFile(path, signature, { flag: 'wx', mode: 0o600, flush: true }))
    } catch (error) {
      // Half a signature is none; one that came there meanwhile is somebody else's.
      if (!(error instanceof Refusal && error.params['reason'] === 'EEXIST')) await mine.undo()
      throw error
    }
    return mine
  }
  if (!there.equals(signature)) throw writeFailed(path, 'EEXIST')
  return { ...mine, undo: () => Promise.resolve() }
}

/** See docs/adr/0004-zip-signature.md. */
async function signedMessage(name: string, { file, bytes }: SourceFile, sha256: string): Promise<Uint8Array> {
  if (bytes > ZIP_SIGNED_WHOLE) return Buffer.from(`${sha256}  ${name}\n`)
  const whole = Buffer.alloc(bytes)
  const { bytesRead } = await file.read(whole, 0, bytes, 0)
  // Never sign what somebody else put in its place meanwhile.
  if (bytesRead !== bytes || createHash('sha256').update(whole).digest('hex') !== sha256) throw new Refusal('handover.other-file', { name })
  return whole
}
