import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressHost, addressKey } from '../../shared/model/address.ts'

const ID = 'dQw4w9WgXcQ'

/** Each line: ways to write one place, the first is its key. */
const SAME = [
  ['https://example.com', 'http://example.com/', 'https://EXAMPLE.com', 'https://www.example.com', 'http://example.com:80', 'https://example.com:443/#', 'http://example.com:443'],
  ['https://x.com/anna/status/1', 'https://twitter.com/anna/status/1', 'http://mobile.twitter.com/anna/status/1?s=20&t=abc', 'https://www.x.com/anna/status/1/?ref_src=twsrc%5Etfw'],
  [`https://youtube.com/watch?v=${ID}`, `https://youtu.be/${ID}`, `https://youtu.be/${ID}?si=abcdef`, `https://www.youtube.com/shorts/${ID}`, `https://m.youtube.com/watch?v=${ID}&feature=share`],
  [`https://youtube.com/watch?t=10&v=${ID}`, `https://youtu.be/${ID}?t=10`],
  ['https://facebook.com/groups/1/posts/2', 'https://m.facebook.com/groups/1/posts/2/?mibextid=abc', 'https://www.facebook.com/groups/1/posts/2?__cft__[0]=A&__tn__=B', 'https://facebook.com/groups/1/posts/2?fbclid=x'],
  ['https://instagram.com/p/AbC', 'https://www.instagram.com/p/AbC/?igsh=x', 'https://instagram.com/p/AbC?utm_source=ig_web_copy_link'],
  ['https://reddit.com/r/sweden/comments/1', 'https://old.reddit.com/r/sweden/comments/1/'],
  ['https://flashback.org/t123', 'https://www.flashback.org/t123', 'https://www.flashback.org/t123#comments', 'https://www.flashback.org/t123#:~:text=hej%201'],
  ['https://a.se/?a=1&b=2&b=1', 'https://a.se?b=2&b=1&a=1', 'https://a.se/?&b=2&&a=1&b=1&gclid=q'],
  ['https://xn--rksmrgs-5wao1o.se/%C3%A5', 'https://räksmörgås.se/å'],
].map((ways) => ways.map((way, at) => (at === 0 ? way.replace('https://a.se/?', 'https://a.se?') : way)))

/** Each line: places that are like each other and aren't one. */
const DIFFERENT = [
  ['https://x.com/anna/status/1', 'https://x.com/anna/status/2', 'https://x.com/Anna/status/1', 'https://y.com/anna/status/1'],
  ['https://www.flashback.org/t1#p2', 'https://www.flashback.org/t1#p3', 'https://www.flashback.org/t1'],
  ['https://m.okand.se/1', 'https://okand.se/1', 'https://old.okand.se/1', 'https://mobile.okand.se/1'],
  ['https://a.se/#!/1', 'https://a.se/#!/2', 'https://a.se/#/1', 'https://a.se/#/b', 'https://a.se/'],
  ['https://a.se/#AbcDef', 'https://a.se/#abCdef'],
  ['https://a.se/?s=1', 'https://a.se/?s=2', 'https://a.se/?t=2', 'https://a.se/?si=2', 'https://a.se/?ref=2'],
  ['https://a.se/?b=1&b=2', 'https://a.se/?b=2&b=1'],
  ['https://a.se/?p=a%26b', 'https://a.se/?p=a&b', 'https://a.se/?p=a+b', 'https://a.se/?p=a%2Bb'],
  ['https://a.se:8443/', 'https://a.se/', 'https://anna@a.se/'],
  ['https://youtu.be/kort', 'https://youtube.com/watch?v=kort'],
  [`https://youtube.com/shorts/${ID}?v=aaaaaaaaaaa`, `https://youtube.com/watch?v=${ID}`, 'https://youtube.com/watch?v=aaaaaaaaaaa'],
  [`https://youtube.com/${ID}`, `https://youtube.com/watch?v=${ID}`],
  ['https://facebook.com/permalink.php?story_fbid=1&id=2', 'https://facebook.com/permalink.php?story_fbid=2&id=1'],
  ['https://www.com/a', 'https://com/a'],
  ['https://a.se/A', 'https://a.se/a'],
]

describe('the key of an address', () => {
  test.each(SAME)('is %s for every way of writing it', (key, ...ways) => {
    expect([key, ...ways].map((way) => addressKey(way))).toEqual([key, ...ways].map(() => key))
  })

  test.each(DIFFERENT.map((places) => [places]))('differs between %j', (places) => {
    expect(new Set(places.map(addressKey)).size).toBe(places.length)
  })

  test.each(['', 'x.com/anna', 'javascript:alert(1)', 'file:///etc/passwd', 'ftp://a.se/', 'mailto:a@a.se', 'https://', 'http://a b/', 'data:text/html,x', '//a.se'])('is none for %j', (text) => {
    expect([addressKey(text), addressHost(text)]).toEqual([null, null])
  })

  test('has the host of the platform', () => {
    expect(['https://www.twitter.com/a', 'http://m.facebook.com:8080/'].map(addressHost)).toEqual(['x.com', 'facebook.com'])
  })
})

const Host = fc.constantFrom('x.com', 'twitter.com', 'www.youtube.com', 'youtu.be', 'm.facebook.com', 'old.reddit.com', 'a.se', 'www.www.com', 'www.m.facebook.com', 'm.www.facebook.com', 'instagram.com', 'www.flashback.org')
const Piece = fc.oneof(fc.constantFrom('shorts', 'watch', '', '.', '..', '%2F', '%2e', ID, 'http:', 'å', ' '), fc.stringMatching(/^[\w~!$'()*+,;=:@%-]{0,12}$/))
const Name = fc.oneof(fc.constantFrom('v', 'utm_source', 's', 't', 'si', 'id', 'fbclid', '__cft__[0]', 'a'), fc.stringMatching(/^[\w[\]%+-]{0,6}$/))
const Url = fc
  .record({
    scheme: fc.constantFrom('http', 'https', 'HTTPS'),
    host: Host,
    port: fc.constantFrom('', ':80', ':443', ':8080'),
    path: fc.array(Piece, { maxLength: 5 }),
    query: fc.array(fc.tuple(Name, fc.string({ maxLength: 5 })), { maxLength: 5 }),
    hash: fc.oneof(fc.constantFrom('', '#', '#!', '#!/a', '#/a', '#comments', '#p1', '#p1:~:text=a', '#:~:text=1'), fc.string({ maxLength: 8 }).map((text) => `#${text}`)),
  })
  .map(({ scheme, host, port, path, query, hash }) => `${scheme}://${host}${port}/${path.join('/')}${query.length > 0 ? '?' : ''}${query.map((pair) => pair.join('=')).join('&')}${hash}`)

test('a key is its own key', () => {
  fc.assert(
    fc.property(fc.oneof(Url, fc.webUrl({ withQueryParameters: true, withFragments: true })), (url) => {
      const key = addressKey(url)
      return key === null || addressKey(key) === key
    }),
    { numRuns: 3000 },
  )
})

test('nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), Url), (text) => {
      const key = addressKey(text)
      return key === null || key.startsWith('https://')
    }),
    { numRuns: 2000 },
  )
})

/** Where platforms write the id of a post. */
const POSTS: ((id: string) => string)[] = [
  (id) => `https://x.com/anna/status/${id}`,
  (id) => `https://www.facebook.com/permalink.php?id=7&story_fbid=${id}`,
  (id) => `https://m.facebook.com/groups/1/posts/${id}/`,
  (id) => `https://www.facebook.com/anna/posts/1?comment_id=${id}`,
  (id) => `https://www.instagram.com/p/${id}/`,
  (id) => `https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=${id}`,
  (id) => `https://www.youtube.com/watch?v=${id.padEnd(11, '_')}`,
  (id) => `https://youtu.be/${id.padEnd(11, '_')}?si=1`,
  (id) => `https://www.tiktok.com/@anna/video/${id}?_r=1`,
  (id) => `https://old.reddit.com/r/sweden/comments/1/x/${id}/`,
  (id) => `https://www.flashback.org/t1#p${id}`,
  (id) => `https://www.flashback.org/showthread.php?t=1&p=${id}`,
  (id) => `https://forum.example/?p=${id}&utm_source=x`,
]

test('different posts never have one key, whatever is hung on their addresses', () => {
  const Id = fc.oneof(fc.stringMatching(/^\d{1,11}$/), fc.stringMatching(/^[A-Za-z0-9-]{0,10}[0-9]$/))
  fc.assert(
    fc.property(fc.constantFrom(...POSTS), Id, Id, fc.constantFrom('', '&fbclid=a', '&utm_source=b'), (post, one, other, extra) => {
      const dress = (url: string) => (url.includes('?') && !url.includes('#') ? url + extra : url)
      return (addressKey(post(one)) === addressKey(dress(post(other)))) === (one === other)
    }),
    { numRuns: 3000 },
  )
})
