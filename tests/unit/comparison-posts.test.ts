import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparePosts } from '../../electron/services/comparison/posts.ts'
import { Comparison, MAX_DIFFERENCES, type Reading, type ReadingField } from '../../shared/model/index.ts'

type Fields = Partial<Record<ReadingField, string>>

const reading = (posts: readonly Fields[]): string => {
  const made: Reading = {
    v: 1,
    url: 'http://forum.example/trad/4711',
    readAt: '2026-11-22T14:00:03.000Z',
    reader: null,
    page: {},
    posts: posts.map((fields) => ({
      kind: 'post',
      y: null,
      fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value, from: 'text' }])),
    })),
    seen: posts.length,
    cut: false,
  }
  return JSON.stringify(made)
}
const compare = (saved: readonly Fields[], loaded: readonly Fields[]) => comparePosts(reading(saved), reading(loaded))
const listed = (saved: readonly Fields[], loaded: readonly Fields[]) => compare(saved, loaded).list.map(({ kind, post, field, saved: before, loaded: after }) => [kind, post, field, before, after])

const ANNA: Fields = { name: 'Anna', handle: '@anna', authorId: '100', postId: '1', permalink: 'http://forum.example/p/1', text: 'Du ska inte känna dig trygg hemma.', time: '2026-11-20T10:00:00Z', shownTime: '2 dagar' }
const BO: Fields = { name: 'Bo', handle: '@bo', postId: '2', text: 'Håller med.' }

describe('who posted what', () => {
  test('is the same where nothing of it differs, in whatever order it stands', () => {
    expect(compare([ANNA, BO], [BO, ANNA])).toEqual({ result: 'same', why: null, total: 0, savedPosts: 2, loadedPosts: 2, list: [] })
  })

  test.each<[ReadingField, string]>([
    ['name', 'Anna A'],
    ['handle', '@anna2'],
    ['authorId', '101'],
    ['text', 'Du ska känna dig trygg hemma.'],
  ])('tells another %s of the same post', (field, value) => {
    expect(listed([BO, ANNA], [BO, { ...ANNA, [field]: value }])).toEqual([['edited', '@anna · 2', field, ANNA[field], value]])
  })

  test('tells a field that came and one that went', () => {
    expect(listed([ANNA], [{ ...ANNA, quoted: 'Hon bor på Storgatan' }])).toEqual([['new', '@anna · 1', 'quoted', '', 'Hon bor på Storgatan']])
    const { text, ...without } = ANNA
    expect(listed([ANNA], [without])).toEqual([['gone', '@anna · 1', 'text', text, '']])
  })

  test.each<ReadingField>(['likes', 'shares', 'comments', 'views', 'authorUrl', 'permalink'])('does not count %s', (field) => {
    expect(compare([{ ...ANNA, [field]: '1' }], [{ ...ANNA, [field]: '2' }]).result).toBe('same')
  })

  test('tells posts that are gone and those that are new, with their words', () => {
    expect(listed([ANNA, BO], [BO, { handle: '@cia', postId: '3', text: 'Ny' }])).toEqual([
      ['gone', '@anna · 1', null, ANNA.text, ''],
      ['new', '@cia · 2', null, '', 'Ny'],
    ])
  })

  test('of two posts with the same words by the same person are two', () => {
    const twice = { handle: '@bo', text: 'Håller med.' }
    expect(listed([twice, twice], [twice])).toEqual([['gone', '@bo · 2', null, 'Håller med.', '']])
  })
})

describe('the time of a post', () => {
  const at = (time: string | undefined, shownTime: string | undefined): Fields => ({ ...BO, ...(time && { time }), ...(shownTime && { shownTime }) })
  test.each([
    ['is the same where machines say so, whatever people see', at('2026-11-20T10:00:00Z', '3 min'), at('2026-11-20T11:00:00+01:00', '20 november'), []],
    ['differs where machines say so', at('2026-11-20T10:00:00Z', '20 november'), at('2026-11-21T10:00:00Z', '21 november'), ['shownTime']],
    ['differs where only machines say so', at('2026-11-20T10:00:00Z', '20 november'), at('2026-11-21T10:00:00Z', '20 november'), ['time']],
    ['differs where nobody but people are told', at(undefined, '20 november 10:00'), at(undefined, '21 november 10:00'), ['shownTime']],
    ['that counts from now changes by itself', at(undefined, '3 min'), at(undefined, '4 min'), []],
    ['that counted from now and is a date by now does too', at(undefined, 'igår 14:05'), at(undefined, '20 november 14:05'), []],
    ['that counted from now in English does too', at(undefined, 'yesterday at 2 pm'), at(undefined, '2 days ago'), []],
    ['that is told to machines on one side only', at('2026-11-20T10:00:00Z', '20 november'), at(undefined, '21 november'), ['shownTime']],
  ])('%s', (_, saved, loaded, fields) => {
    expect(compare([saved], [loaded]).list.map(({ field }) => field)).toEqual(fields)
  })
})

describe('posts without a number of the site', () => {
  const said = (handle: string, text: string): Fields => ({ handle, text })
  test('are paired by author and like words: edited', () => {
    expect(listed([said('@anna', 'Du ska inte känna dig trygg hemma'), said('@anna', 'Något helt annat här')], [said('@anna', 'Du ska känna dig trygg hemma')])).toEqual([
      ['edited', '@anna · 1', 'text', 'Du ska inte känna dig trygg hemma', 'Du ska känna dig trygg hemma'],
      ['gone', '@anna · 2', null, 'Något helt annat här', ''],
    ])
  })

  test("are told where the same words stand in another's name", () => {
    expect(listed([said('@anna', 'Du ska inte känna dig trygg hemma')], [said('@moderator', 'Du ska inte känna dig trygg hemma')])).toEqual([
      ['edited', '@anna · 1', 'handle', '@anna', '@moderator'],
    ])
    // What anybody may say doesn't make two posts one.
    expect(listed([said('@anna', 'Ja')], [said('@bo', 'Ja')]).map(([kind]) => kind)).toEqual(['gone', 'new'])
  })

  test('that the site calls by different names are never one', () => {
    const one = { ...said('@anna', 'Du ska inte känna dig trygg hemma'), postId: '1' }
    expect(listed([one], [{ ...one, text: 'Du ska känna dig trygg hemma', postId: '2' }]).map(([kind]) => kind)).toEqual(['gone', 'new'])
  })
})

describe('what is no reading', () => {
  test.each([
    ['no JSON', '{'],
    ['another shape', '{"v":1}'],
    ['nesting without end', '['.repeat(1_000_000)],
    ['a later version', reading([ANNA]).replace('"v":1', '"v":2')],
    ['nothing', ''],
  ])('(%s) is not compared', (_, json) => {
    for (const [saved, loaded] of [[json, reading([ANNA])], [reading([ANNA]), json]] as const) {
      expect(comparePosts(saved, loaded)).toEqual({ result: 'not-compared', why: 'failed', total: 0, savedPosts: 0, loadedPosts: 0, list: [] })
    }
  })

  test('but ever so many posts are, not without end', () => {
    const many = (handle: string) => Array.from({ length: 2000 }, (_, n) => ({ handle, text: `${'Ord som upprepas. '.repeat(30)}${handle} ${n}` }))
    const found = compare(many('@anna'), many('@bo'))
    expect(found).toMatchObject({ result: 'differs', total: 4000, savedPosts: 2000 })
    expect(found.list).toHaveLength(MAX_DIFFERENCES)
    expect(Comparison.shape.posts.safeParse(found).success).toBe(true)
    expect(compare(many('@anna'), many('@anna').map((post) => ({ ...post, text: `Nej. ${post.text}` }))).total).toBeGreaterThan(0)
  })
})

test('any reading of posts is the same as itself, and each post that is taken away or put in is told', () => {
  const Value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  const Post = fc.record({ handle: Value, name: Value, text: Value, postId: fc.constantFrom('1', '2', '3'), shownTime: Value }, { requiredKeys: [] })
  fc.assert(
    fc.property(fc.array(Post, { maxLength: 12 }), fc.nat(), (posts, at) => {
      expect(compare(posts, posts).result).toBe(posts.length === 0 ? 'not-compared' : 'same')
      const more: Fields[] = (posts as Fields[]).toSpliced(at % (posts.length + 1), 0, { handle: '@planterad', postId: 'planterad', text: 'planterad text' })
      expect(compare(posts, more).list.filter(({ kind, post }) => kind === 'new' && post.startsWith('@planterad'))).toHaveLength(1)
      expect(compare(more, posts).list.filter(({ kind, post }) => kind === 'gone' && post.startsWith('@planterad'))).toHaveLength(1)
    }),
  )
})
