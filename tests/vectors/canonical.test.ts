import { describe, expect, it } from 'vitest'
import { canonicalJson, parseCanonical, toHex, utf8 } from '../../shared/encoding/index.ts'

/** Examples of RFC 8785, without what is refused here: floats. */
describe('RFC 8785', () => {
  it('orders keys by UTF-16 code units (§3.2.3)', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    const names = Object.values(parseCanonical(canonicalJson(value)) as Record<string, string>)
    // A number-like key comes first in JavaScript objects whatever the text says, so the text is what counts.
    expect(new Set(names)).toEqual(new Set(Object.values(value)))
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
        '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    )
  })

  it('writes strings and literals as in §3.2.2, byte for byte', () => {
    const value = { string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/', literals: [null, true, false] }
    expect(toHex(utf8(canonicalJson(value)))).toBe(
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c22737472696e67223a22e282ac245c75303030665c6e41274' +
        '25c225c5c5c5c5c222f227d',
    )
  })

  it('keeps what looks alike apart: no Unicode normalisation (§3.1)', () => {
    expect(canonicalJson('A\u030a')).not.toBe(canonicalJson('\u00c5'))
  })

  it.each([
    ['0', 0],
    ['0', -0],
    ['-1', -1],
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
  ])('writes the number %s (appendix B)', (text, value) => {
    expect(canonicalJson(value)).toBe(text)
  })

  it.each([4.5, 2e-3, 9007199254740992, 1e21, Number.NaN, Infinity, 333333333.33333329])('refuses %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
    expect(() => canonicalJson({ a: [value] })).toThrow(TypeError)
  })

  it.each(['\ud800', '\udead', 'a\ud83d', '\ude00\ud83d'])(
    'refuses the lone surrogate in %j (appendix B, §3.2.2.2)',
    (text) => {
      expect(() => canonicalJson(text)).toThrow(TypeError)
      expect(() => canonicalJson({ [text]: 1 })).toThrow(TypeError)
      expect(() => parseCanonical(JSON.stringify(text))).toThrow(TypeError)
    },
  )
})
