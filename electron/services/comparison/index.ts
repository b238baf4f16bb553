import { Refusal } from '../../../shared/contract/index.ts'
import type { Comparison } from '../../../shared/model/index.ts'
import type { SpawnChild } from '../capture/index.ts'
import { conduct } from './conduct.ts'
import { PARTS, type PartName } from './messages.ts'

/** One side of a comparison; null: it has none. Everything in it is of a stranger's making. */
export interface Side {
  /** `page.txt`, whole. */
  text: Content | null
  /** `screenshot.png`. */
  picture: Content | null
  /** `posts.json`. */
  posts: Content | null
}

export interface Content {
  bytes: number
  /** From the beginning, each time. */
  open: () => AsyncIterable<Uint8Array>
}

export interface Compared extends Pick<Comparison, 'text' | 'picture' | 'posts'> {
  /** Pictures of the stretches that differ, saved above loaded: `difference-1.png` … */
  pictures: { name: string; png: Uint8Array }[]
}

export interface CompareOptions {
  spawn: SpawnChild
  saved: Side
  loaded: Side
  signal: AbortSignal
}

/** Bytes of a side up to which it is compared. */
const MAX_BYTES: Record<PartName, number> = { text: 4 * 1024 * 1024, posts: 8 * 1024 * 1024, picture: 512 * 1024 * 1024 }

/**
 * Compares what was saved with what was loaded anew, in a process without keys. What couldn't be compared says why; neither
 * hostile content nor a process that fails makes it throw. Throws `job.cancelled` on abort, and what reading a side throws.
 */
export async function compare(options: CompareOptions): Promise<Compared> {
  const { saved, loaded, signal } = options
  const result: Compared = {
    text: { ...none('failed'), savedLines: 0, loadedLines: 0 },
    picture: { ...none('failed'), saved: null, loaded: null, sameRows: 0 },
    posts: { ...none('failed'), savedPosts: 0, loadedPosts: 0 },
    pictures: [],
  }
  const parts = PARTS.filter((part) => {
    const [one, other] = [saved[part], loaded[part]]
    if (one === null || other === null) result[part].why = 'missing'
    else if (Math.max(one.bytes, other.bytes) > MAX_BYTES[part]) result[part].why = 'too-large'
    else return true
    return false
  })
  if (signal.aborted) throw new Refusal('job.cancelled')
  if (parts.length > 0) await conduct(options, parts, result)
  return result
}

const none = (why: 'failed') => ({ result: 'not-compared' as const, why: why as Comparison['text']['why'], total: 0, list: [] })
