import { z } from 'zod'
import { ExhibitId, Instant, Sha256Hex } from './ids.ts'
import { OriginalState, OriginalWay } from './witness.ts'

/** Differences that are listed, of each kind; beyond them they are counted. */
export const MAX_DIFFERENCES = 200
const count = z.int().nonnegative()
const Cut = z.string().max(500)

/**
 * `same` and `differs` are what the program found. `not-compared`: why not, as a code: `missing` (one side has none),
 * `too-large`, `too-different` (more differs than is worth listing), `failed`, `time`.
 */
const found = {
  result: z.enum(['same', 'differs', 'not-compared']),
  why: z.enum(['missing', 'too-large', 'too-different', 'failed', 'time']).nullable(),
  /** Differences in all; 0 where it wasn't compared. */
  total: count,
}

/** Lines of `page.txt`. `edited`: a line stands in the place of another one. Cut to 500 UTF-16 units each. */
export const TextDifference = z.strictObject({
  kind: z.enum(['gone', 'new', 'edited']),
  saved: Cut,
  loaded: Cut,
  /** Line in the saved text, from 1: where it stands, or before which the new one does. */
  line: z.int().positive(),
})
export type TextDifference = z.infer<typeof TextDifference>

/** Rows of the whole picture that aren't the same to the last pixel; px, `left` to `right` exclusive. */
const Rows = z.strictObject({ top: count, rows: count })
export const PictureDifference = z.strictObject({ saved: Rows, loaded: Rows, left: count, right: count })
export type PictureDifference = z.infer<typeof PictureDifference>

/** Of who posted what, as the tool reads it. `post`: what it is called: handle or name, and where it stands. */
export const PostDifference = z.strictObject({
  kind: z.enum(['gone', 'new', 'edited']),
  post: Cut,
  /** Which field; null: the whole post. */
  field: z.string().max(40).nullable(),
  saved: Cut,
  loaded: Cut,
})
export type PostDifference = z.infer<typeof PostDifference>

const Size = z.strictObject({ width: z.int().positive(), height: z.int().positive() })

/** Of `page.txt`, line by line. */
export const ComparedText = z.strictObject({ ...found, savedLines: count, loadedLines: count, list: z.array(TextDifference).max(MAX_DIFFERENCES) })

/** How the original came when it was loaded anew. */
export const LoadFacts = z.strictObject({
  /** When it was asked for. */
  at: Instant,
  requestedUrl: z.string().max(8192),
  /** Null: no page came. */
  finalUrl: z.string().max(8192).nullable(),
  status: z.int().nullable(),
  /** Why there is no page: the code of the refusal. */
  refused: z.string().max(60).nullable(),
  /** Codes of what was noted of the capture, e.g. `login-wall`. */
  notes: z.array(z.string().max(60)).max(200),
})
export type LoadFacts = z.infer<typeof LoadFacts>

/**
 * `comparison.json`: what was saved beside what was loaded anew for a witness, as the program lists it. It belongs to an
 * exhibit of the kind `comparison`, whose other artefacts are those of the new capture.
 */
export const Comparison = z.strictObject({
  v: z.literal(1),
  /** What was saved. */
  of: z.strictObject({ exhibit: ExhibitId, number: z.int().positive(), contentRoot: Sha256Hex }),
  way: OriginalWay,
  load: LoadFacts,
  state: OriginalState,
  text: ComparedText,
  picture: z.strictObject({
    ...found,
    saved: Size.nullable(),
    loaded: Size.nullable(),
    /** Rows that are the same on both sides. */
    sameRows: count,
    list: z.array(PictureDifference).max(MAX_DIFFERENCES),
  }),
  posts: z.strictObject({ ...found, savedPosts: count, loadedPosts: count, list: z.array(PostDifference).max(MAX_DIFFERENCES) }),
})
export type Comparison = z.infer<typeof Comparison>

/** Null where a text is no comparison of a form that is known. */
export function parseComparison(json: string): Comparison | null {
  try {
    return Comparison.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

/** Differences by kind, as an attestation repeats them. */
export function differencesOf({ text, picture, posts }: Comparison): { text: number | null; picture: number | null; posts: number | null } {
  const of = ({ result, total }: { result: string; total: number }) => (result === 'not-compared' ? null : total)
  return { text: of(text), picture: of(picture), posts: of(posts) }
}
