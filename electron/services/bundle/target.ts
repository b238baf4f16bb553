import { createHash } from 'node:crypto'
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises'
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
  let signed = false

  for (const taken of [path, signature]) if (await exists(taken)) throw writeFailed(taken, 'EEXIST')
  // What a process that was killed had left there.
  const handle = await writing(partial, async () => {
    await rm(partial, { force: true })
    return open(partial, 'wx+', 0o600)
  })
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
      await close()
      const bytes = key.sign(await message(zip))
      const beside = await writing(signature, () => open(signature, 'wx', 0o600))
      // From here on it is ours, whole or half.
      signed = true
      try {
        await writing(signature, () => beside.writeFile(bytes))
        await writing(signature, () => beside.sync())
      } finally {
        await beside.close()
      }
      await giveName(partial, path)
      signed = false
      await syncFolder(folder)
      return { path }
    },
    async discard() {
      await close().catch(() => undefined)
      for (const name of signed ? [partial, signature] : [partial])
        await rm(name, { force: true }).catch(() => undefined)
    },
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

/** The names themselves must be on disk too. Windows knows no such call and keeps them safe by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
