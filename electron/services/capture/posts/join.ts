import { createHash } from 'node:crypto'
import { readCount, type ReadPost, type ReadValue } from '../../../../shared/model/index.ts'
import type { FoundFields, FoundPost } from './rules.ts'

const MOST = 2000
const SEEN = 20_000
/** Characters over all posts. */
const ROOM = 20_000_000
const COUNTS: ReadonlySet<string> = new Set(['likes', 'shares', 'comments', 'views', 'groupSize'])
const LIMITS: Readonly<Record<string, number>> = { text: 5000, quoted: 5000, permalink: 2000, authorUrl: 2000, oembed: 2000 }
/** What marks an address without being part of where it leads. */
const TRACKING = /^(utm_|__cft__|__tn__|fbclid|igsh|si$|ref_src|ref_url|rcm$)/

/** Joins what was read of the same posts at several places of a page. Everything read was shaped by the page. */
export class Joined {
  readonly #posts = new Map<string, ReadPost>()
  readonly #seen = new Set<string>()
  #room = ROOM
  /** There was more than is kept. */
  full = false

  keep({ kind, y, fields: told }: FoundPost): void {
    const fields = readValues(told, Object.keys(told)) as ReadPost['fields']
    const own = ownKey(fields)
    // Another author or text under the same address or number is another post: nobody is given words of somebody else.
    const beside = own && this.#posts.get(own) && !isSame(this.#posts.get(own) as ReadPost, fields)
    const key = own && !beside ? own : digestOf(fields)
    const known = this.#posts.get(key)
    if (this.#seen.size < SEEN) this.#seen.add(key)
    if (known) {
      // Counts and texts may fill in later; what was read first stays, but a text that was cut short is shown whole.
      const text = isBeginning(known.fields.text, fields.text) ? fields.text : known.fields.text
      known.fields = { ...fields, ...known.fields, ...(text && { text }) }
      known.y ??= rowOf(y)
      return
    }
    this.#room -= Object.values(fields).reduce((sum, value) => sum + (value?.value.length ?? 0), 0)
    if (this.#posts.size >= MOST || this.#room < 0) this.full = true
    else this.#posts.set(key, { kind: kind === 'comment' ? 'comment' : 'post', y: rowOf(y), fields })
  }

  /** What is kept, with what others tell of the same posts where nothing is known. */
  list(others?: Joined): ReadPost[] {
    return [...this.#posts].map(([key, post]) => {
      const more = others ? others.#posts.get(key) : undefined
      return more && isSame(post, more.fields) ? { ...post, fields: { ...more.fields, ...post.fields } } : post
    })
  }

  get seen(): number {
    return this.#seen.size
  }
}

/** What came from the page, cut to what is known and can be kept. */
export function readValues(told: FoundFields, names: readonly string[]): Record<string, ReadValue> {
  const kept: Record<string, ReadValue> = {}
  for (const name of names) {
    const value = told[name]?.value
    if (typeof value !== 'string' || value === '') continue
    const number = COUNTS.has(name) ? readCount(value) : null
    kept[name] = {
      value: value.slice(0, LIMITS[name] ?? 500).toWellFormed(),
      from: String(told[name]?.from).slice(0, 60).toWellFormed(),
      ...(number === null ? {} : { number }),
    }
  }
  return kept
}

function rowOf(y: unknown): number | null {
  return Number.isSafeInteger(y) ? (y as number) : null
}

function ownKey({ postId, permalink }: ReadPost['fields']): string | null {
  if (permalink && URL.canParse(permalink.value)) {
    const url = new URL(permalink.value)
    url.search = new URLSearchParams([...url.searchParams].filter(([name]) => !TRACKING.test(name))).toString()
    return `link ${url.href}`
  }
  return postId ? `id ${postId.value}` : null
}

function digestOf({ name, handle, time, shownTime, text, postId, permalink }: ReadPost['fields']): string {
  const parts = [name, handle, time ?? shownTime, text, postId, permalink].map((each) => each?.value ?? '')
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

function isSame(known: ReadPost, { name, handle, text }: ReadPost['fields']): boolean {
  const differs = (a: ReadValue | undefined, b: ReadValue | undefined) => a !== undefined && b !== undefined && a.value !== b.value
  if (differs(known.fields.handle, handle)) return false
  if (!(known.fields.handle && handle) && differs(known.fields.name, name)) return false
  return !differs(known.fields.text, text) || isBeginning(known.fields.text, text) || isBeginning(text, known.fields.text)
}

/** Whether a text is the shown beginning of another: lists cut what is long and show it whole when asked. */
function isBeginning(short: ReadValue | undefined, long: ReadValue | undefined): boolean {
  if (!short || !long || short.value.length >= long.value.length) return false
  const start = short.value.replace(/\s*(?:(?:…|\.\.\.)\s*)?(?:visa mer|se mer|läs mer|mer|see more|show more|read more|more)?\s*$/i, '').replace(/\s*(?:…|\.\.\.)$/, '')
  return start.length >= 20 && long.value.startsWith(start)
}
