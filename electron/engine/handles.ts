import { randomBytes } from 'node:crypto'
import { Refusal } from '../../shared/contract/index.ts'
import type { ObjectStream } from './types.ts'

/** How many pieces of content a session keeps addressable; older handles are forgotten first. */
const MAX_HANDLES = 5000

/** Names under which a window reads content as a stream, valid until the vault is locked. */
export interface Handles {
  give(open: () => ObjectStream): string
  open(handle: string): ObjectStream | null
  clear(): void
}

export function createHandles(): Handles {
  const given = new Map<string, () => ObjectStream>()
  let generation = 0
  return {
    give(open) {
      const handle = `h-${randomBytes(16).toString('hex')}`
      given.set(handle, open)
      const oldest = given.keys().next()
      if (given.size > MAX_HANDLES && oldest.done !== true) given.delete(oldest.value)
      return handle
    },
    open(handle) {
      const stream = given.get(handle)?.() ?? null
      return stream && { ...stream, chunks: whileGiven(stream.chunks, generation) }
    },
    clear() {
      given.clear()
      generation += 1
    },
  }

  /** Content that is being read when the vault is locked ends there, as an error: half of it must not pass for all. */
  async function* whileGiven(chunks: AsyncIterable<Uint8Array>, since: number): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      if (since !== generation) throw new Refusal('vault.not-open')
      yield chunk
    }
  }
}
