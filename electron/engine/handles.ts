import { randomBytes } from 'node:crypto'
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
  return {
    give(open) {
      const handle = `h-${randomBytes(16).toString('hex')}`
      given.set(handle, open)
      const oldest = given.keys().next()
      if (given.size > MAX_HANDLES && oldest.done !== true) given.delete(oldest.value)
      return handle
    },
    open: (handle) => given.get(handle)?.() ?? null,
    clear: () => given.clear(),
  }
}
