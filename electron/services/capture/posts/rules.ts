import type { PageField, ReadingField } from '../../../../shared/model/reading.ts'

/**
 * Where one value stands: the attribute `attr` (its text where that is left out) of what `select` finds within the post
 * (the post itself where it is left out), of which `match` takes the first group. The first rule that gives something
 * counts. `quoted`: it is looked for among the words of others, which no other rule sees.
 */
export interface FieldRule {
  select?: string
  attr?: string
  match?: string
  quoted?: true
}

export interface ItemRule {
  kind: 'post' | 'comment'
  select: string
  /** Where a post has no mark of its own: the nearest element around what was selected that also holds this. */
  around?: string
  /** Words of others inside a post: what it quotes, answers or shows a preview of. */
  others?: string
  fields: Partial<Record<ReadingField, readonly FieldRule[]>>
}

/** How one platform marks up what people post. Data: a platform changes, this follows, the reading names its date. */
export interface PlatformRules {
  name: string
  /** The host itself, or a domain above it. */
  hosts: readonly string[]
  /** When the structure was last described, and where that was taken from. */
  asOf: string
  source: string
  /** Of several that take the same element, the first counts. */
  items: readonly ItemRule[]
  page: Partial<Record<PageField, readonly FieldRule[]>>
}

/** What is sent into the page of a platform's rules. */
export type Rules = Pick<PlatformRules, 'name' | 'items' | 'page'>

/** What comes back: shaped by the page. */
export interface FoundFields {
  [name: string]: { value: string; from: string }
}

export interface FoundPost {
  kind: 'post' | 'comment'
  y: number | null
  fields: FoundFields
}

export interface FoundPage {
  fields: FoundFields
  posts: FoundPost[]
  /** Not all that is there now could be read: another look may still do it. */
  left: boolean
  /** Something that was left before is gone, or too large. */
  lost: boolean
}
