import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ZIP_SIGNED_WHOLE } from '../../../shared/verify/index.ts'
import { exists, syncFolder, writeFailed, writing } from './disk.ts'
import { begin } from './making.ts'
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
  const { handle, file } = await begin(partial, 'wx+')

  async function* readBack(position: number, bytes: number): AsyncGenerator<Uint8Array> {
    const room = Buffer.allocUnsafeSlow(Math.min(PIECE, bytes))
    for (let done = 0; done < bytes; ) {
      const at = done
      const { bytesRead } = await writing(partial, () => handle.read(room, 0, Math.min(PIECE, bytes - at), position + at))
      if (bytesRead === 0) throw writeFailed(partial, 'changed')
      done += bytesRead
      yield room.subarray(0, bytesRead)
    }
  }

  /** One Ed25519 message can't be streamed, so a large zip is signed by its hash: docs/adr/0004-zip-signature.md. */
  async function message(zip: { bytes: number; sha256: string }): Promise<Uint8Array> {
    if (zip.bytes > ZIP_SIGNED_WHOLE) return Buffer.from(`${zip.sha256}  ${fileName}\n`)
    const whole = Buffer.allocUnsafeSlow(zip.bytes)
    let filled = 0
    for await (const piece of readBack(0, zip.bytes)) {
      whole.set(piece, filled)
      filled += piece.length
    }
    // Never sign what somebody else wrote into it meanwhile.
    if (createHash('sha256').update(whole).digest('hex') !== zip.sha256) throw writeFailed(partial, 'changed')
    return whole
  }

  return {
    write: (bytes, position) =>
      writing(partial, async () => {
        for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten
      }),
    readBack,
    async finish(zip, key) {
      await writing(partial, () => handle.sync())
      // Nothing is signed for a file that another vault has cleared away.
      if (!(await file.isAt(partial))) throw writeFailed(partial, 'changed')
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
      await file.name(path)
      made.add(path)
      await writing(path, () => syncFolder(folder))
      made.clear()
      return { path }
    },
    async discard() {
      await file.discard()
      for (const name of made) await rm(name, { force: true }).catch(() => undefined)
    },
  }
}
