import { z } from 'zod'
import { ComparedText, LoadFacts } from './comparison.ts'
import { ExhibitId, Instant, RecordId, Sha256Hex } from './ids.ts'

/**
 * What is made of an address that was reported when it is loaded again, without a login:
 *
 * - `up`: what was saved of the post stands there, word for word
 * - `changed`: some of it stands there, some doesn't
 * - `text-gone`: the page came, as far as it goes, and nothing of what was saved stands on it
 * - `gone`: the site says that it isn't there (404, 410, 451, or in words on its page)
 * - `walled`: it came behind a login, a question about cookies or a challenge; says nothing of the post
 * - `failed`: the site answered with another error; says nothing of the post
 * - `loaded`: a page came, and whether the post is still there can't be told from it
 *
 * That nothing was reached is no finding, and leaves none of these.
 */
export const CHECK_FINDINGS = ['up', 'changed', 'text-gone', 'gone', 'walled', 'failed', 'loaded'] as const
export const CheckFinding = z.enum(CHECK_FINDINGS)
export type CheckFinding = z.infer<typeof CheckFinding>

/** Codes of notes by which a page is no page of what it was asked for but a wall in front of it. */
export const WALL_NOTES: readonly string[] = ['login-wall', 'challenge-page', 'cookie-wall']

/** Lines of what was saved that were looked for in what came, and how many stand there. */
const Words = z.strictObject({
  /** The part that the officer pointed at, the post as the tool read it, or else all of the page. */
  from: z.enum(['region', 'post', 'page']),
  lines: z.int().positive(),
  found: z.int().nonnegative(),
})

const judged = {
  load: LoadFacts,
  /**
   * What was saved and is held against: the newest capture of the address that is no wall and no error page itself; null: there is none.
   * `way`: whether that was loaded as checks are (`link`), or in a login (`session`), where a page may show more.
   */
  of: z.strictObject({ exhibit: ExhibitId, number: z.int().positive(), contentRoot: Sha256Hex, way: z.enum(['link', 'session']) }).nullable(),
  /** How it came, by the rules that hold for a witness's load too; `loaded` says nothing of what is on the page. */
  state: z.enum(['loaded', 'gone', 'walled', 'unreachable']),
  text: ComparedText,
  /** Null: nothing was saved that could be looked for, or nothing came that it could be looked for in. */
  words: Words.nullable(),
  /** Whether the page was gone through to its end, and what was saved had nothing that a check doesn't go through. */
  whole: z.boolean(),
}
const Judged = z.strictObject(judged)

/** `check.json`: of an exhibit of the kind `recheck`, canonical JSON. */
export const PostCheck = z.strictObject({ v: z.literal(1), ...judged, finding: CheckFinding })
export type PostCheck = z.infer<typeof PostCheck>

/** What follows from a load, and no more than that: a verifier draws the same conclusion from the file. */
export function findingOf({ of, state, text, words, whole }: z.infer<typeof Judged>): CheckFinding {
  if (state === 'gone' || state === 'walled') return state
  if (state === 'unreachable') return 'failed'
  if (of === null) return 'loaded'
  if (text.result === 'same') return 'up'
  if (words === null) return 'loaded'
  if (words.found >= words.lines) return 'up'
  // Whoever isn't logged in may be shown less, and what wasn't gone through may hold the rest.
  if (of.way !== 'link' || !whole) return 'loaded'
  return words.found > 0 ? 'changed' : 'text-gone'
}

/** By which sign it was gone or walled: a code of a note; null: by its status, or it is neither. */
export function signOf({ finding, load }: Pick<PostCheck, 'finding' | 'load'>): string | null {
  if (finding === 'walled') return WALL_NOTES.find((wall) => load.notes.includes(wall)) ?? null
  return finding === 'gone' && !GONE_STATUS.includes(load.status ?? 0) ? 'error-page' : null
}

/** Statuses by which a site says that something isn't there (RFC 9110, 15.5.5 and 15.5.11; RFC 7725). */
export const GONE_STATUS: readonly number[] = [404, 410, 451]

/** Null where a text is no check of a form that is known. */
export function parsePostCheck(json: string): PostCheck | null {
  try {
    return PostCheck.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

/** What `post.checked` says beside its case. */
export const postChecked = {
  /** Reports that name the address, as they were when it was loaded. */
  reports: z.array(RecordId).min(1).max(100),
  url: z.string().max(8192),
  asked: Instant,
  by: z.enum(['schedule', 'person']),
  exhibit: ExhibitId,
  number: z.int().positive(),
  contentRoot: Sha256Hex,
  /** The exhibit that it was held against; null: there was none. */
  against: ExhibitId.nullable(),
  finding: CheckFinding,
  status: z.int().nullable(),
  /** See `signOf`. */
  sign: z.string().max(60).nullable(),
  words: Words.nullable(),
}

/** What a check's entry says otherwise than its exhibit; null: nothing. In plain English. */
export function checkFault(said: z.infer<z.ZodObject<typeof postChecked>>, check: PostCheck | null): string | null {
  if (check === null) return 'rests on a file that is no check of a form that is known'
  if (check.finding !== findingOf(check)) return 'its file concludes what does not follow from it'
  const same = said.finding === check.finding && said.status === check.load.status && said.asked === check.load.at && said.url === check.load.requestedUrl && said.sign === signOf(check) && said.against === (check.of?.exhibit ?? null)
  return same && JSON.stringify(said.words) === JSON.stringify(check.words) ? null : 'says otherwise than its file'
}
