import { byNumber, visible } from '../../../../shared/encoding/index.ts'
import { FACES, STAND_IN, type Face } from './fonts.ts'
import { quicken, type WordSetter } from './layout.ts'

/** Of a font as pdfkit holds it, what is needed to know whether it can show a text. */
interface Glyphs {
  hasGlyphForCodePoint(codePoint: number): boolean
}

interface FontHolder {
  registerFont(name: string, source: Buffer): unknown
  font(name: string): unknown
}

/** Characters that are remembered of each face: more than a language's, less than a hostile text may have. */
const MOST_ASKED = 1000

export interface Typeface {
  /** The face to set `text` in and the text as it can be set: what no font has is written out as its number. */
  fit(text: string, face: Face): { face: Face; text: string }
}

export function createTypeface(doc: FontHolder, files: Readonly<Record<Face, Buffer>>): Typeface {
  const glyphs = new Map<Face, Glyphs>()
  /** Of characters asked for before, by face: the library searches for each anew. */
  const asked = new Map<Face, Map<string, boolean>>(FACES.map((face) => [face, new Map()]))
  for (const face of FACES) {
    doc.registerFont(face, files[face])
    doc.font(face)
    const font = (doc as unknown as { _font: WordSetter & { font: Glyphs } })._font
    quicken(font, face)
    glyphs.set(face, font.font)
  }

  const has = (face: Face, character: string): boolean => {
    if (character === '\n') return true
    const known = asked.get(face)
    const found = known?.get(character) ?? glyphs.get(face)?.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) === true
    if (known !== undefined && known.size < MOST_ASKED) known.set(character, found)
    return found
  }

  return {
    fit(raw, face) {
      // Text of strangers, and tabs have no width.
      const text = visible(raw, { lines: true }).replaceAll('\t', '    ').normalize('NFC')
      let fits = true
      for (const character of text) fits &&= has(face, character)
      if (fits) return { face, text }
      const wide = STAND_IN[face]
      return {
        face: wide,
        text: [...text].map((character) => (has(wide, character) ? character : byNumber(character))).join(''),
      }
    },
  }
}
