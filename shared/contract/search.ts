import { z } from 'zod'
import { CaseId, Day, ExhibitId, ExhibitKind, KINDS, MAX_SEARCH, NearDay, RecordId, SightingId, Step, type RecordKind } from '../model/index.ts'

/** Looking for words in all of a vault. What is found is named and never quoted: content stays covered until somebody opens it. */

/** Where in something the words stand. `text`: what an exhibit, a record or a case says at length. */
export const SEARCH_FIELDS = ['title', 'text', 'account', 'address', 'reference', 'note'] as const
export const SearchField = z.enum(SEARCH_FIELDS)
export type SearchField = z.infer<typeof SearchField>

export const SEARCH_KINDS = [...ExhibitKind.options, 'sighting', 'record', 'case'] as const
export const SearchKind = z.enum(SEARCH_KINDS)
export type SearchKind = z.infer<typeof SearchKind>

/** Rows that one answer holds at most: each is held against the log, which is what an answer costs. */
export const SEARCH_PAGE = 25

/** No filter sorts people by what they believe, by their health or the like, and none may be added: lag (2018:218) 3 kap. 3 §. */
export const SearchQuery = z.strictObject({
  /** Words that all have to occur, in parts of words too; phrases in quotes. Empty where a filter says enough. */
  text: z.string().max(MAX_SEARCH),
  case: CaseId.nullable().default(null),
  /** Empty: everything. */
  kinds: z.array(SearchKind).max(SEARCH_KINDS.length).default([]),
  /** Only what was written down in this step. */
  step: Step.nullable().default(null),
  /** First and last day: an exhibit's acquisition, the first day that something was seen, the day that something was recorded. By the calendar of Sweden. */
  from: NearDay.nullable().default(null),
  to: NearDay.nullable().default(null),
  /** Id of a platform of `shared/law`, or a name. */
  platform: z.string().max(100).nullable().default(null),
  /** `exact`: the whole name, with or without the @ before it. */
  account: z.strictObject({ name: z.string().max(300).regex(/\S/), exact: z.boolean() }).nullable().default(null),
  /** Only exhibits that a witness attests, or still has to. */
  witness: z.enum(['witnessed', 'unwitnessed']).nullable().default(null),
  /** Only exhibits that are partial. */
  partial: z.boolean().default(false),
  /** From where on, as `next` of an earlier answer said; null: from the newest. */
  after: z.int().positive().nullable().default(null),
})
export type SearchQuery = z.infer<typeof SearchQuery>

export const SearchHit = z.strictObject({
  what: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('exhibit'),
      id: ExhibitId,
      number: z.int().positive(),
      sort: ExhibitKind,
      partial: z.boolean(),
      /** Null: nobody is asked to attest it. */
      witnessed: z.boolean().nullable(),
      /** There is a corrected version of it. */
      replaced: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('sighting'), id: SightingId, platform: z.string(), account: z.string(), url: z.string() }),
    z.strictObject({ kind: z.literal('record'), id: RecordId, sort: z.enum(Object.keys(KINDS) as [RecordKind, ...RecordKind[]]), step: Step }),
    z.strictObject({ kind: z.literal('case') }),
  ]),
  case: z.strictObject({ id: CaseId, number: z.int().positive(), title: z.string() }),
  /** An exhibit's or a case's own, what tells a record from its like; may be empty. Ids of `shared/law` as they are. */
  title: z.string(),
  day: Day,
  /** Where the words stand, in the order of the fields; empty where none were asked for. */
  found: z.array(SearchField),
  /** It was taken back: it stays in the log, and is found. */
  withdrawn: z.boolean(),
})
export type SearchHit = z.infer<typeof SearchHit>

export const SearchPage = z.strictObject({
  /** What was recorded or changed last comes first. */
  hits: z.array(SearchHit).max(SEARCH_PAGE),
  /** There is more, or may be; null: that was all. With fewer hits than a page holds, so many were looked at that one answer ends here. */
  next: z.int().positive().nullable(),
})
export type SearchPage = z.infer<typeof SearchPage>
