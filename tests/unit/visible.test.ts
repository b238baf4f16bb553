import { describe, expect, it } from 'vitest'
import { nameFrom, visible } from '../../shared/encoding/index.ts'

const SHOWN: [string, string][] = [
  ['a\u202egpj.exe', 'a[U+202E]gpj.exe'],
  ['\u061c\u200e\u200f\u202a\u2066\u2069', '[U+061C][U+200E][U+200F][U+202A][U+2066][U+2069]'],
  ['a\u200bb\u200cc\u200dd\ufeff', 'a[U+200B]b[U+200C]c[U+200D]d[U+FEFF]'],
  ['a\u0000\u001b\u007f\u0085\u009f', 'a[U+0000][U+001B][U+007F][U+0085][U+009F]'],
  ['a\u2028b\u2029', 'a[U+2028]b[U+2029]'],
  ['\u{e0001}\u{e0041}\u{e007f}', '[U+E0001][U+E0041][U+E007F]'],
  ['a\ud800b\udc00', 'a[U+D800]b[U+DC00]'],
  ['soft\u00adhyphen, \u3164, a\ufe0f, \ufff9', 'soft[U+00AD]hyphen, [U+3164], a[U+FE0F], [U+FFF9]'],
  ['😀\u200dbokstav', '😀[U+200D]bokstav'],
  ['rapport1\ufe0f.pdf', 'rapport1[U+FE0F].pdf'],
  ['rad\r\nrad\tspalt', 'rad[U+000D][U+000A]rad[U+0009]spalt'],
]

describe('text of strangers, as it is shown', () => {
  it.each(SHOWN)('writes what is hidden or turns direction as its number: %j', (raw, shown) => {
    expect(visible(raw)).toBe(shown)
  })

  it.each(['Åsa Öberg – «نص» עברית 漢字 e\u0301 ½', '👩‍👩‍👧‍👦 👩🏽‍🚒 🏳️‍🌈 ❤️ 1️⃣ 🇸🇪 ☺︎', '[U+202E]'])('leaves %j', (text) => {
    expect(visible(text)).toBe(text)
  })

  it('keeps lines and tabs where the text may have them, and no other control', () => {
    expect(visible('rad\r\nrad\tspalt\rslut\u000b', { lines: true })).toBe('rad\nrad\tspalt\nslut[U+000B]')
    expect(visible('a\r\n👩‍👧\u200d', { lines: true })).toBe('a\n👩‍👧[U+200D]')
  })

  it('makes a name of one line, not longer than it may be, and of whole characters', () => {
    expect(nameFrom('  rad\r\n\t rad\u2028\u00a0\u202egpj.exe\u0000 ', 100)).toBe('rad rad [U+202E]gpj.exe[U+0000]')
    expect(nameFrom('ab😀', 3)).toBe('ab')
    expect(nameFrom('a\ud83d', 100)).toBe('a[U+D83D]')
    expect(nameFrom('\ufeffa\ufeff\u00a0', 100)).toBe('[U+FEFF]a[U+FEFF]')
    expect(nameFrom(' \n', 100)).toBe('')
  })

  it('comes through twice as through once, well-formed', () => {
    for (const [raw] of SHOWN) {
      expect(visible(visible(raw))).toBe(visible(raw))
      expect(visible(raw).isWellFormed()).toBe(true)
    }
  })
})
