import { createHash } from 'node:crypto'
import { link, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Refusal } from '../../../shared/contract/index.ts'
import { ZIP_SIGNED_WHOLE } from '../../../shared/verify/index.ts'
import type { BundleParts } from './ports.ts'

export interface Target {
  write(bytes: Uint8Array, position: number): Promise<void>
  /** What lies there from `position` on; each piece is good until the next is asked for. Throws where it ends too early. */
  readBack(position: number, bytes: number): AsyncGenerator<Uint8Array>
  /** Signs what was written and gives it its name. */
  finish(zip: { bytes: number; sha256: string }, key: BundleParts['exportKey']): Promise<{ path: string }>
  /** Leaves nothing behind. Harmless after `finish`. */
  discard(): Promise<void>
}

/** Bytes read back at a time. */
const PIECE = 1024 * 1024

/**
 * A zip in the making, in the folder that the person chose and nowhere else: evidence in clear must not lie in a
 * temporary folder that others share. Only its owner may read it.
 *
 * @throws Refusal `bundle.write-failed` where the folder can't be written or a zip of that name is there
 */
export async function openTarget(folder: string, fileName: string): Promise<Target> {
  const path = join(folder, fileName)
  const partial = `${path}.partial`
  const signature = `${path}.sig`
  /** What `discard` takes away beside: only what was made here. */
  const made = new Set<string>()

  for (const taken of [path, signature]) if (await exists(taken)) throw writeFailed(taken, 'EEXIST')
  // What a process that was killed had left there.
  const handle = await writing(partial, async () => {
    await rm(partial, { force: true })
    return open(partial, 'wx+', 0o600)
  })
  const isOurs = await identity(handle)
  let isOpen = true

  async function close(): Promise<void> {
    if (!isOpen) return
    isOpen = false
    await handle.close()
  }

  /** One Ed25519 message can't be streamed, so a large zip is signed by its hash: docs/adr/0004-zip-signature.md. */
  async function message(zip: { bytes: number; sha256: string }): Promise<Uint8Array> {
    if (zip.bytes > ZIP_SIGNED_WHOLE) return Buffer.from(`${zip.sha256}  ${fileName}\n`)
    const whole = await writing(partial, () => readFile(partial))
    // Never sign what somebody else put in its place meanwhile.
    if (createHash('sha256').update(whole).digest('hex') !== zip.sha256) throw writeFailed(partial, 'changed')
    return whole
  }

  return {
    write: (bytes, position) =>
      writing(partial, async () => {
        for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten
      }),
    async *readBack(position, bytes) {
      const room = Buffer.allocUnsafeSlow(Math.min(PIECE, bytes))
      for (let done = 0; done < bytes; ) {
        const at = done
        const { bytesRead } = await writing(partial, () => handle.read(room, 0, Math.min(PIECE, bytes - at), position + at))
        if (bytesRead === 0) throw writeFailed(partial, 'changed')
        done += bytesRead
        yield room.subarray(0, bytesRead)
      }
    },
    async finish(zip, key) {
      await writing(partial, () => handle.sync())
      // Another vault, whose case has the same number, may have cleared it away and begun its own.
      if (!(await isOurs(partial))) throw writeFailed(partial, 'changed')
      await close()
      const bytes = key.sign(await message(zip))
      await writing(signature, async () => {
        const beside = await open(signature, 'wx', 0o600)
        made.add(signature)
        try {
          await beside.writeFile(bytes)
          await beside.sync()
        } finally {
          await beside.close()
        }
      })
      await giveName(partial, path)
      if (!(await isOurs(path))) throw writeFailed(path, 'changed')
      made.add(path)
      await writing(path, () => syncFolder(folder))
      made.clear()
      return { path }
    },
    async discard() {
      if (await isOurs(partial)) made.add(partial)
      await close().catch(() => undefined)
      for (const name of made) await rm(name, { force: true }).catch(() => undefined)
    },
  }
}

/** Tells of a path whether it leads to the file that `handle` has open: while it is, no other can have taken its number. */
export async function identity(handle: FileHandle): Promise<(path: string) => Promise<boolean>> {
  const own = await handle.stat({ bigint: true })
  return async (path) => {
    const there = await stat(path, { bigint: true }).catch(() => null)
    return there !== null && there.ino === own.ino && there.dev === own.dev
  }
}

/**
 * Gives a finished file its name. What came there meanwhile is somebody else's, and stays: renaming would replace it. Sticks and shares
 * that know no second name for a file are looked at first and then renamed on.
 *
 * @throws Refusal `bundle.write-failed`, with the reason EEXIST where something is there
 */
export async function giveName(partial: string, path: string): Promise<void> {
  const isLinked = await link(partial, path).then(
    () => true,
    () => false,
  )
  // Two names of one file now. Should the first not go away, the next export takes it away.
  if (isLinked) return rm(partial, { force: true }).catch(() => undefined)
  if (await exists(path)) throw writeFailed(path, 'EEXIST')
  await writing(path, () => rename(partial, path))
}

/** Failures of the file system are expected (a full disk, a stick pulled out) and name the file, not the path. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === undefined || syscall === undefined) throw error
    throw writeFailed(path, code, error)
  }
}

export function writeFailed(path: string, reason: string, cause?: unknown): Refusal {
  return new Refusal('bundle.write-failed', { name: basename(path), reason }, cause)
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** What says that a folder can't be flushed, not that it failed: some shares have no such call, and some may be written and not read. */
const CANNOT_FLUSH: readonly (string | undefined)[] = ['EACCES', 'EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP']

/** The names themselves must be on disk too. Windows knows no such call and keeps them safe by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!CANNOT_FLUSH.includes((error as NodeJS.ErrnoException).code)) throw error
  }
}
