import { join } from 'node:path'
import { utf8 } from '../../../../shared/encoding/index.ts'
import { ObjectId } from '../../../../shared/model/index.ts'
import { STREAM_CHUNK_OVERHEAD, STREAM_HEADER_BYTES } from '../../crypto/index.ts'

/**
 * A sealed file: four bytes that name the format, the stream's header, then chunks of 1 MiB of content each sealed
 * to `SEALED_CHUNK_BYTES`; only the last may be shorter, and it alone carries the final tag. No name, no type, no
 * digest: only the length shows.
 */
export const MAGIC = Buffer.from([0x42, 0x56, 0x4f, 0x01])
export const CHUNK_BYTES = 1024 * 1024
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + STREAM_CHUNK_OVERHEAD
export const PREFIX_BYTES = MAGIC.length + STREAM_HEADER_BYTES

export const OBJECTS = 'objects'

/** `objects/ab/<id>`: 256 folders keep each of them short. Throws for anything that isn't an object id. */
export function objectFolder(vault: string, id: ObjectId): string {
  return join(vault, OBJECTS, ObjectId.parse(id).slice(2, 4))
}

export function objectPath(vault: string, id: ObjectId): string {
  return join(objectFolder(vault, id), id)
}

/** Bound to every chunk, so that one object can't be put in another's place. */
export const objectAad = (id: ObjectId) => utf8(`bevisvalv object v1 ${id}`)

/** Bytes on disk of an object with `bytes` of content. */
export function sealedLength(bytes: number): number {
  const chunks = Math.max(1, Math.ceil(bytes / CHUNK_BYTES))
  return PREFIX_BYTES + bytes + chunks * STREAM_CHUNK_OVERHEAD
}

/** False if no content has this length on disk: can be told without keys. */
export function isSealedLength(length: number): boolean {
  const sealed = length - PREFIX_BYTES
  const last = sealed % SEALED_CHUNK_BYTES
  return sealed >= STREAM_CHUNK_OVERHEAD && (last === 0 || last >= STREAM_CHUNK_OVERHEAD)
}
