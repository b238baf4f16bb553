import { z } from 'zod'
import { Instant } from './ids.ts'

/** What may be read of a post. `time` is for machines (ISO 8601 as the page gives it), `shownTime` what people see. */
export const READING_FIELDS = [
  'name', 'handle', 'authorId', 'authorUrl', 'permalink', 'postId', 'shownTime', 'time', 'text', 'likes', 'shares', 'comments', 'views',
] as const
export const ReadingField = z.enum(READING_FIELDS)
export type ReadingField = z.infer<typeof ReadingField>

/** Of the page that the posts stand on. */
export const PAGE_FIELDS = ['site', 'title', 'author', 'published', 'group', 'groupSize', 'oembed'] as const
export const PageField = z.enum(PAGE_FIELDS)
export type PageField = z.infer<typeof PageField>

/**
 * A value as the page gives it, and the signal that it was read from (`json-ld`, `open-graph`, `microdata`,
 * `time-element`, `link`, `reader:<platform>`). `number`: of a count, where it is unambiguous.
 */
export const ReadValue = z.strictObject({
  value: z.string().min(1).max(5000),
  from: z.string().max(60),
  number: z.int().nonnegative().optional(),
})
export type ReadValue = z.infer<typeof ReadValue>

export const ReadPost = z.strictObject({
  kind: z.enum(['post', 'comment']),
  /** Rows from the top of the page, CSS pixels; null: it isn't drawn, only told to machines. */
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
  /** The reader for this platform, and when its structure was last known; null: general signals only. */
  reader: z.strictObject({ name: z.string().max(60), asOf: z.string().max(20), found: z.boolean() }).nullable(),
  page: z.partialRecord(PageField, ReadValue),
  posts: z.array(ReadPost).max(2000),
  /** There were more posts than are kept. */
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

const MULTIPLE: Record<string, number> = { k: 1e3, tn: 1e3, t: 1e3, tusen: 1e3, m: 1e6, mn: 1e6, mil: 1e6, milj: 1e6, miljoner: 1e6, b: 1e9, md: 1e9 }

/**
 * The number that a shown count stands for: `1,2 tn` and `1.2K` are 1200, `3 456` and `3,456` are 3456. Null where it
 * can't be told.
 */
export function readCount(shown: string): number | null {
  const match = /(\d[\d\s\u00a0\u202f.,]*)\s*([a-zåäö]+)?/i.exec(shown.trim())
  if (!match) return null
  const digits = (match[1] ?? '').replace(/[\s\u00a0\u202f]/g, '').replace(/[.,]$/, '')
  const multiple = MULTIPLE[(match[2] ?? '').toLowerCase()]
  if (multiple !== undefined) {
    const parts = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(digits)
    return parts ? Math.round(Number(`${parts[1]}.${parts[2] ?? 0}`) * multiple) : null
  }
  if (/^\d{1,15}$/.test(digits)) return Number(digits)
  // Groups of three, one kind of sign between them.
  return /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(digits) ? Number(digits.replace(/[.,]/g, '')) : null
}
