import {
  MAX_DIFFERENCES,
  parseReading,
  type Comparison,
  type PostDifference,
  type ReadingField,
  type ReadPost,
} from '../../../shared/model/index.ts'
import { alike, clip, fold } from './words.ts'

/**
 * Who and what. Counts change by themselves, and so do addresses, in which sites put what they like; `time` and `shownTime`
 * have a rule of their own.
 */
const COMPARED = ['name', 'handle', 'authorId', 'text', 'quoted', 'quotedFrom'] as const
const IDENTITY = [...COMPARED, 'postId', 'permalink'] as const
/** Pairs of texts that are looked at for being alike, in all. */
const MAX_PAIRS = 5000
/** A text that is shorter than this may be said by anybody: it doesn't tell that two posts of different people are one. */
const TELLING = 20

interface Post {
  /** White space folded. */
  values: ReadonlyMap<string, string>
  /** From 1, as the reading lists them. */
  place: number
}
interface Pair {
  saved: Post
  loaded: Post
}

/**
 * Who posted what on both sides, as the tool read it. Posts are paired by what the site calls them, by their address, by author and
 * text. `saved` and `loaded` are hostile: what is no reading isn't compared, and neither is nothing with nothing.
 */
export function comparePosts(saved: string, loaded: string): Comparison['posts'] {
  const [before, after] = [parseReading(saved), parseReading(loaded)]
  if (before === null || after === null) return { result: 'not-compared', why: 'failed', total: 0, savedPosts: 0, loadedPosts: 0, list: [] }
  // Nothing was read on either side: that isn't the same as nothing having changed.
  if (before.posts.length === 0 && after.posts.length === 0) return { result: 'not-compared', why: 'missing', total: 0, savedPosts: 0, loadedPosts: 0, list: [] }
  const { pairs, gone, came } = pairPosts(placed(before.posts), placed(after.posts))
  const differences = [
    ...gone.map((of) => ({ place: of.place, difference: whole('gone', of) })),
    ...pairs.flatMap((pair) => fieldsOf(pair).map((difference) => ({ place: pair.saved.place, difference }))),
  ].toSorted((a, b) => a.place - b.place)
  const all = [...differences.map(({ difference }) => difference), ...came.map((of) => whole('new', of))]
  return {
    result: all.length === 0 ? 'same' : 'differs',
    why: null,
    total: all.length,
    savedPosts: before.posts.length,
    loadedPosts: after.posts.length,
    list: all.slice(0, MAX_DIFFERENCES),
  }
}

const placed = (posts: readonly ReadPost[]): Post[] =>
  posts.map(({ fields }, index) => ({ values: new Map(Object.entries(fields).map(([field, { value }]) => [field, fold(value)])), place: index + 1 }))
const valueOf = ({ values }: Post, field: ReadingField): string => values.get(field) ?? ''
const authorOf = (post: Post): string => valueOf(post, 'authorId') || valueOf(post, 'handle') || valueOf(post, 'name')
const nameOf = (post: Post): string => clip(`${clip(valueOf(post, 'handle') || valueOf(post, 'name') || '–').slice(0, 480)} · ${post.place}`)
/** Whether both have a value for one of the fields, and it is the same (`equal`) or another one. */
const agree = (one: Post, other: Post, fields: readonly ReadingField[], equal: boolean): boolean =>
  fields.some((field) => valueOf(one, field) !== '' && valueOf(other, field) !== '' && (valueOf(one, field) === valueOf(other, field)) === equal)

/** What the site itself calls by different names isn't one post. */
const mayBeOne = (one: Post, other: Post): boolean => !agree(one, other, ['postId'], false)

/** By the surest sign first. Each post is paired once, and of several that have the same sign the first with the first. */
function pairPosts(saved: Post[], loaded: Post[]): { pairs: Pair[]; gone: Post[]; came: Post[] } {
  const pairs: Pair[] = []
  let [gone, came] = [saved, loaded]
  const pairBy = (keyOf: (post: Post) => string) => {
    const waiting = Map.groupBy(came, keyOf)
    waiting.delete('')
    const paired = new Set<Post>()
    gone = gone.filter((post) => {
      const candidates = waiting.get(keyOf(post)) ?? []
      const index = candidates.findIndex((candidate) => mayBeOne(post, candidate))
      const [partner] = index < 0 ? [] : candidates.splice(index, 1)
      if (partner === undefined) return true
      paired.add(partner)
      pairs.push({ saved: post, loaded: partner })
      return false
    })
    came = came.filter((post) => !paired.has(post))
  }
  const withText = (least: number, key: (text: string, post: Post) => string) => (post: Post) => {
    const text = valueOf(post, 'text')
    return text.length < least ? '' : key(text, post)
  }
  // Posts of which nothing else is known are told apart by nothing else.
  pairBy((post) => JSON.stringify(IDENTITY.map((field) => valueOf(post, field))))
  pairBy((post) => valueOf(post, 'postId'))
  pairBy((post) => valueOf(post, 'permalink'))
  pairBy(withText(1, (text, post) => (authorOf(post) === '' ? '' : JSON.stringify([authorOf(post), text]))))
  pairAlike()
  // The same words in another's name.
  pairBy(withText(TELLING, (text) => text))
  return { pairs, gone, came }

  /** The same author, and a text that may be the other one, edited. */
  function pairAlike(): void {
    let budget = MAX_PAIRS
    gone = gone.filter((post) => {
      const index = came.findIndex((candidate) => {
        if (!mayBeOne(post, candidate) || !agree(post, candidate, ['authorId', 'handle', 'name'], true)) return false
        if ((budget -= 1) < 0) return false
        return alike(valueOf(post, 'text'), valueOf(candidate, 'text'))
      })
      const [partner] = index < 0 ? [] : came.splice(index, 1)
      if (partner === undefined) return true
      pairs.push({ saved: post, loaded: partner })
      return false
    })
  }
}

const whole = (kind: 'gone' | 'new', post: Post): PostDifference => {
  const text = clip(valueOf(post, 'text'))
  return { kind, post: nameOf(post), field: null, saved: kind === 'gone' ? text : '', loaded: kind === 'new' ? text : '' }
}

function fieldsOf({ saved, loaded }: Pair): PostDifference[] {
  const time = timeField(saved, loaded)
  const fields: readonly ReadingField[] = time === null ? COMPARED : [...COMPARED, time]
  return fields.flatMap((field) => {
    const [before, after] = [valueOf(saved, field), valueOf(loaded, field)]
    if (before === after) return []
    const kind = before === '' ? 'new' : after === '' ? 'gone' : 'edited'
    return [{ kind, post: nameOf(saved), field, saved: clip(before), loaded: clip(after) } as const]
  })
}

/**
 * By which field the time is compared. What people see may be relative ("3 min"), and changes by itself: it counts only where the time
 * for machines doesn't say that it is the same. Null: there is nothing to tell.
 */
function timeField(saved: Post, loaded: Post): 'time' | 'shownTime' | null {
  const [before, after] = [valueOf(saved, 'time'), valueOf(loaded, 'time')]
  const shownSame = valueOf(saved, 'shownTime') === valueOf(loaded, 'shownTime')
  if (before !== '' && after !== '') {
    if (before === after || Date.parse(before) === Date.parse(after)) return null
    return shownSame ? 'time' : 'shownTime'
  }
  return shownSame || [saved, loaded].some((post) => isRelative(valueOf(post, 'shownTime'))) ? null : 'shownTime'
}

/** Said from now on, in Swedish or English: "3 min", "2 h", "igår 14:05", "yesterday at 14:05", "just nu", "5 dagar sedan". */
const RELATIVE = [
  /(?<!\p{L})(?:just nu|nyss|nu|i ?dag|i ?går|i ?förrgår|sedan|sen|now|today|yesterday|ago)(?!\p{L})/iu,
  /^(?:för )?\d+ ?(?:s|sek\w*|sec\w*|m|min\w*|t|tim\w*|h|hrs?|hours?|d|dag\w*|dygn|days?|v|veck\w*|w|weeks?|mån\w*|mo|months?|å|år|y|yrs?|years?)\.?$/iu,
]
const isRelative = (shown: string): boolean => RELATIVE.some((form) => form.test(shown))
