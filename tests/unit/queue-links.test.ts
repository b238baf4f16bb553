import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLinks } from '../../electron/services/casework/links.ts'

const urls = (text: string) => readLinks(text).findings.map(({ url, outcome }) => url ?? outcome)

describe('addresses in a pasted text', () => {
  it.each([
    ['https://forum.example/t/1', ['https://forum.example/t/1']],
    ['  http://forum.example  ', ['http://forum.example/']],
    ['forum.example/post/3', ['https://forum.example/post/3']],
    ['forum.example:8080/x', ['https://forum.example:8080/x']],
    ['Se https://a.example/x?y=1, och (http://b.example/w_(z)) samt www.c.example/q.', ['https://a.example/x?y=1', 'http://b.example/w_(z)', 'https://www.c.example/q']],
    ['<https://d.example/å?ä> "https://e.example/"', ['https://d.example/%C3%A5?%C3%A4', 'https://e.example/']],
    ['[länk](https://md.example/a)', ['https://md.example/a']],
    ['09:15 Kalle: https://tid.example/1!', ['https://tid.example/1']],
    ['https://a.example/#comment-7', ['https://a.example/#comment-7']],
  ])('%s', (text, expected) => expect(urls(text)).toEqual(expected))

  it.each(['ring mig', 'hej@exempel.se', 'slut.', '- – -'])('are not seen where there is none: %s', (text) => expect(urls(text)).toEqual(['no-link']))

  it.each(['javascript:alert(1)', 'se mailto:x@y.se', 'ftp://f.example/a', 'file:///etc/passwd', 'chrome://settings', 'data:text/html,x', 'JavaScript:alert(1)', 'view-source:https://a.example/'])(
    'that are no web pages are refused: %s',
    (text) => expect(urls(text)).toEqual(['scheme']),
  )

  it('that cannot be one are refused, and those that are too long', () => {
    expect(urls('http://[::1')).toEqual(['invalid'])
    expect(urls(`https://a.example/${'a'.repeat(8200)}`)).toEqual(['too-long'])
  })

  it('are told by line, and those that repeat one as repeated', () => {
    expect(readLinks('https://a.example\r\n\r\nhej\nhttps://A.example/ https://b.example/')).toEqual({
      cut: false,
      findings: [
        { line: 1, text: 'https://a.example', outcome: 'added', url: 'https://a.example/' },
        { line: 3, text: 'hej', outcome: 'no-link', url: null },
        { line: 4, text: 'https://A.example/', outcome: 'repeated', url: null },
        { line: 4, text: 'https://b.example/', outcome: 'added', url: 'https://b.example/' },
      ],
    })
  })
})

describe('any text', () => {
  it('is read to its bounds, and said to be cut', () => {
    const many = readLinks(Array.from({ length: 2500 }, (_, n) => (n % 2 === 0 ? '' : `https://a.example/${n}`)).join('\n'))
    expect(many).toMatchObject({ cut: true })
    expect(many.findings).toHaveLength(1000)
    expect(readLinks(`${'\n'.repeat(2500)}`)).toEqual({ findings: [], cut: false })
    expect(readLinks(`${'\n'.repeat(2500)}x`)).toEqual({ findings: [], cut: true })
    expect(readLinks('x\n'.repeat(1000)).cut).toBe(false)
  })

  it('never breaks the reading and gives only web addresses, quoted briefly', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.constantFrom('https://', 'www.', '(', ')', '.', '\n', 'javascript:', '\u202e', '://', '@'))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        for (const { url, text, outcome } of readLinks(pieces.join('')).findings) {
          expect(url === null || /^https?:\/\//.test(url)).toBe(true)
          expect(url === null).toBe(outcome !== 'added')
          expect(text.length).toBeLessThanOrEqual(200)
          expect(text.isWellFormed() || pieces.join('').isWellFormed() === false).toBe(true)
        }
      }),
    )
  })

  it.each([['brackets', `https://x/${')'.repeat(400_000)}`], ['stops', `https://x/${'.)'.repeat(200_000)}`], ['labels', 'a.'.repeat(200_000)], ['schemes', 'http:'.repeat(80_000)]])(
    'of %s takes no time that grows with its square',
    (_, text) => {
      const since = performance.now()
      readLinks(text)
      expect(performance.now() - since).toBeLessThan(2000)
    },
  )
})
