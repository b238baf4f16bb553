import { createHash } from 'node:crypto'
import { open as openFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Refusal } from '../../../../shared/contract/index.ts'
import { fromBase64, toBase64 } from '../../../../shared/encoding/index.ts'
import type { CaseId, ObjectId } from '../../../../shared/model/index.ts'
import { createStreamOpener, createStreamSealer, newId, randomBytes, wipe } from '../../crypto/index.ts'
import type { ObjectStore, StoredObject } from '../../evidence/index.ts'
import { asRefusal, isMissing } from '../failures.ts'
import { FILE_MODE, makeFolder, syncFolder, temporaryName } from '../files.ts'
import type { Keyring } from '../keyring.ts'
import {
  CHUNK_BYTES,
  MAGIC,
  OBJECTS,
  PREFIX_BYTES,
  SEALED_CHUNK_BYTES,
  objectAad,
  objectFolder,
  objectPath,
  sealedLength,
} from './format.ts'

export interface SealedObjects extends ObjectStore {
  /** Objects put or discarded by this process, in no order: at closing, those that no row knows are removed. */
  readonly written: ReadonlySet<ObjectId>
  /**
   * Ends all reading and writing: what is under way is refused, its keys are overwritten before this returns. Resolves
   * once the files that were being read are closed too.
   */
  stop(): Promise<void>
}

/** Runs our own file work; what the source of the content throws isn't touched by this. */
async function disk<T>(work: Promise<T>, file: string): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw asRefusal(error, file)
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten
}

/** Until `stop`, which is asked for before keys are used, before each chunk and before anything is made final. */
export function createObjectStore(vault: string, keyring: Keyring, isKnown: (id: ObjectId) => boolean): SealedObjects {
  const written = new Set<ObjectId>()
  /** What has to go at once when the vault is locked, of streams that nobody may ever pull again. */
  const held = new Set<() => Promise<void>>()
  let isOpen = true
  const assertOpen = () => {
    if (!isOpen) throw new Refusal('vault.not-open')
  }
  const damaged = (id: ObjectId) => new Refusal('evidence.damaged', { item: id })

  async function put(chain: CaseId, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<StoredObject> {
    assertOpen()
    const id = newId('o')
    const itemKey = randomBytes(32)
    const sealedKey = toBase64(keyring.sealItemKey(chain, id, itemKey))
    const sealer = createStreamSealer(itemKey, objectAad(id))
    wipe(itemKey)
    const letGo = async () => sealer.close()
    held.add(letGo)
    const temporary = join(vault, OBJECTS, temporaryName())
    const digest = createHash('sha256')
    let bytes = 0

    try {
      const file = await disk(openFile(temporary, 'wx', FILE_MODE), id)
      // One chunk is being written while the next is sealed: two buffers, whatever the size of the content.
      let writing: Promise<void> = writeAll(file, Buffer.concat([MAGIC, sealer.header]))
      const buffers = [Buffer.allocUnsafeSlow(SEALED_CHUNK_BYTES), Buffer.allocUnsafeSlow(SEALED_CHUNK_BYTES)]
      let turn = 0
      const push = async (chunk: Uint8Array, final: boolean) => {
        assertOpen()
        digest.update(chunk)
        bytes += chunk.length
        turn = 1 - turn
        const sealed = sealer.push(chunk, final, buffers[turn] as Buffer)
        await disk(writing, id)
        writing = writeAll(file, sealed)
        // Awaited at the next turn; without this, a failure before that would end the process.
        writing.catch(() => undefined)
      }
      try {
        await inChunks(source, push)
        await disk(writing, id)
        await disk(file.sync(), id)
      } finally {
        await writing.catch(() => undefined)
        await file.close()
      }
      assertOpen()
      await disk(makeFinal(temporary, id), id)
      written.add(id)
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined)
      throw error
    } finally {
      sealer.close()
      held.delete(letGo)
    }
    return { id, case: chain, bytes, sha256: digest.digest('hex'), sealedKey }
  }

  async function makeFinal(temporary: string, id: ObjectId): Promise<void> {
    const folder = objectFolder(vault, id)
    makeFolder(folder)
    await rename(temporary, objectPath(vault, id))
    // Both: the name in its folder, and the folder, which may be new, in `objects`.
    syncFolder(folder)
    syncFolder(join(vault, OBJECTS))
  }

  async function* read(object: StoredObject, { reuse } = { reuse: false }): AsyncGenerator<Uint8Array> {
    assertOpen()
    const { id } = object
    const itemKey = openItemKey(object)
    let file: FileHandle | null = null
    let opener: ReturnType<typeof createStreamOpener> | null = null
    const letGo = async () => {
      wipe(itemKey)
      opener?.close()
      // Waits by itself for a read that is under way; a second time it does nothing.
      await file?.close()
    }
    held.add(letGo)
    try {
      const handle = await openFile(objectPath(vault, id), 'r').catch((error: unknown) => {
        throw isMissing(error) ? damaged(id) : asRefusal(error, id)
      })
      file = handle
      assertOpen()
      // Hostile input from here on: the file may be anything.
      const { size } = await disk(file.stat(), id)
      assertOpen()
      if (size !== sealedLength(object.bytes)) throw damaged(id)
      const prefix = await readExactly(file, 0, Buffer.alloc(PREFIX_BYTES), id)
      if (!prefix.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged(id)
      opener = createStreamOpener(itemKey, prefix.subarray(MAGIC.length), objectAad(id))
      const sealed = size - PREFIX_BYTES
      const lengthAt = (done: number) => Math.min(SEALED_CHUNK_BYTES, sealed - done)
      const rooms = () => [0, 1].map(() => Buffer.allocUnsafeSlow(lengthAt(0)))
      // One chunk is read from the disk while the one before is opened and used.
      const [from, into] = [rooms(), reuse ? rooms() : null]
      const fetch = (done: number, turn: number) => {
        const reading = readExactly(handle, PREFIX_BYTES + done, (from[turn] as Buffer).subarray(0, lengthAt(done)), id)
        // Awaited at the next turn, or never where nobody asks for more.
        reading.catch(() => undefined)
        return reading
      }
      let next = fetch(0, 0)
      for (let done = 0, turn = 0; done < sealed; ) {
        const block = await next
        done += block.length
        if (done < sealed) next = fetch(done, 1 - turn)
        const opened = opener.pull(block, into?.[turn])
        turn = 1 - turn
        // Final before the end: something was appended. Not final at the end: something is gone.
        if (opened === null || opened.final !== (done === sealed)) throw damaged(id)
        if (opened.chunk.length > 0) yield opened.chunk
        assertOpen()
      }
    } catch (error) {
      // Whatever it stumbled over: the file was closed under it.
      assertOpen()
      throw error
    } finally {
      await letGo()
      held.delete(letGo)
    }
  }

  function openItemKey(object: StoredObject): Buffer {
    let sealed: Uint8Array
    try {
      sealed = fromBase64(object.sealedKey)
    } catch {
      throw damaged(object.id)
    }
    const itemKey = keyring.openItemKey(object.case, object.id, sealed)
    if (itemKey === null) throw damaged(object.id)
    return itemKey
  }

  async function readExactly(file: FileHandle, position: number, block: Buffer, id: ObjectId): Promise<Buffer> {
    assertOpen()
    for (let done = 0; done < block.length; ) {
      const { bytesRead } = await disk(file.read(block, done, block.length - done, position + done), id)
      if (bytesRead === 0) throw damaged(id)
      done += bytesRead
    }
    assertOpen()
    return block
  }

  return {
    written,
    put,
    read,
    async stop() {
      isOpen = false
      await Promise.allSettled([...held].map((letGo) => letGo()))
    },
    async discard(object) {
      if (isKnown(object.id)) throw new Error(`object ${object.id} belongs to an exhibit`)
      const path = objectPath(vault, object.id)
      // Tried once more at closing, whoever wrote it, should this fail.
      written.add(object.id)
      await disk(rm(path, { force: true }), basename(path))
      written.delete(object.id)
    },
  }
}

/** Hands the source on in chunks of exactly `CHUNK_BYTES`, the last one shorter and marked as such. */
async function inChunks(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  push: (chunk: Uint8Array, final: boolean) => Promise<void>,
): Promise<void> {
  const held = Buffer.allocUnsafeSlow(CHUNK_BYTES)
  let fill = 0
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      // A full buffer is kept back until more comes, because only then it is known not to be the last.
      if (fill === CHUNK_BYTES) {
        await push(held, false)
        fill = 0
      }
      const take = Math.min(CHUNK_BYTES - fill, piece.length - at)
      held.set(piece.subarray(at, at + take), fill)
      fill += take
      at += take
    }
  }
  await push(held.subarray(0, fill), true)
  // Content passed through it.
  held.fill(0)
}
