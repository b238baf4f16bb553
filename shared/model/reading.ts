import { z } from 'zod'
import { Instant } from './ids.ts'

/**
 * What may be read of a post. `time` is for machines (mostly ISO 8601, as the page gives it), `shownTime` what people see.
 * `quoted` is what the post shows of somebody else's words, `quotedFrom` whose it says they are: never part of `text`.
 */
export const READING_FIELDS = [
  'name', 'handle', 'authorId', 'authorUrl', 'permalink', 'postId', 'shownTime', 'time', 'text', 'quoted', 'quotedFrom', 'likes', 'shares', 'comments', 'views',
] as const
export const ReadingField = z.enum(READING_FIELDS)
export type ReadingField = z.infer<typeof ReadingField>

/** Of the page that the posts stand on. `groupSize`: members of a group, or who follows a channel or an account. */
export const PAGE_FIELDS = [
  'site', 'title', 'author', 'authorHandle', 'authorId', 'authorUrl', 'published', 'permalink', 'group', 'groupSize', 'oembed',
] as const
export const PageField = z.enum(PAGE_FIELDS)
export type PageField = z.infer<typeof PageField>

/**
 * A value as the page gives it, and the signal that it was read from (`json-ld`, `open-graph`, `meta`, `microdata`,
 * `time-element`, `link`, `text`, `reader:<platform>`). `number`: of a count, where it is unambiguous.
 */
export const ReadValue = z.strictObject({
  value: z.string().min(1).max(5000),
  from: z.string().max(60),
  number: z.int().optional(),
})
export type ReadValue = z.infer<typeof ReadValue>

export const ReadPost = z.strictObject({
  kind: z.enum(['post', 'comment']),
  /** Rows from the top of the page, and of the box that it stands in, CSS pixels; null: it isn't drawn, only told to machines. */
  y: z.int().nullable(),
  fields: z.partialRecord(ReadingField, ReadValue),
})
export type ReadPost = z.infer<typeof ReadPost>

/**
 * `posts.json`: who posted what, as the tool read it from the page. Nothing in it is asserted: pages can state what they
 * like, and readers can be out of date. An officer's correction stands beside it in the ledger.
 */
export const Reading = z.strictObject({
  v: z.literal(1),
  url: z.string().max(8192),
  readAt: Instant,
  /**
   * The reader for this platform, and when its structure was last known; null: general signals only. `found`: it read
   * an author and what belongs to them at least once; false: general signals stand in for it.
   */
  reader: z.strictObject({ name: z.string().max(60), asOf: z.string().max(20), found: z.boolean() }).nullable(),
  page: z.partialRecord(PageField, ReadValue),
  posts: z.array(ReadPost).max(2000),
  /** Different posts that were seen, also those beyond what is kept (counted up to 20,000). */
  seen: z.int().nonnegative(),
  /** There was more than was read: too many posts, too much text, or too little time. */
  cut: z.boolean(),
})
export type Reading = z.infer<typeof Reading>

/** Null where a text is no reading of a form that is known. */
export function parseReading(json: string): Reading | null {
  try {
    return Reading.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

/** Short forms in Swedish and English. Not `t` and `mil`, which may be hours and miles. */
const MULTIPLE: Readonly<Record<string, number>> = { k: 1e3, tn: 1e3, tusen: 1e3, m: 1e6, mn: 1e6, milj: 1e6, miljoner: 1e6, b: 1e9, md: 1e9, mdr: 1e9 }
const NUMBER = /[-\u2212]?\d+(?:[\s.,'\u2019]\d+)*/g

/**
 * The number that a shown count stands for: `1,2 tn` and `1.2K` are 1200, `3 456` and `3,456` are 3456, `−5` is -5.
 * Null where it can't be told: no number or several, `100+`, `98 %`, `1.2` without a unit.
 */
export function readCount(shown: string): number | null {
  const text = shown.slice(0, 300)
  const [found, ...others] = text.matchAll(NUMBER)
  if (!found || others.length > 0) return null
  const after = text.slice(found.index + found[0].length)
  if (/^\s*[+%:/]/.test(after) || /[<>~≈/:]\s*$/.test(text.slice(0, found.index))) return null
  const sign = /^[-\u2212]/.test(found[0]) ? -1 : 1
  const digits = found[0].replace(/^[-\u2212]/, '')
  const multiple = MULTIPLE[(/^\s?([a-zåäö]+)/i.exec(after)?.[1] ?? '').toLowerCase()]
  if (multiple !== undefined) {
    const parts = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(digits)
    return parts ? sign * Math.round(Number(`${parts[1]}.${parts[2] ?? 0}`) * multiple) : null
  }
  if (/^\d{1,15}$/.test(digits)) return sign * Number(digits)
  // Groups of three, one kind of sign between them.
  return /^\d{1,3}([\s.,'\u2019])\d{3}(?:\1\d{3}){0,3}$/.test(digits) ? sign * Number(digits.replace(/\D/g, '')) : null
}
