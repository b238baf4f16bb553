import { FACES, STAND_IN, type Face } from './fonts.ts'

/** Of a font as pdfkit holds it, what is needed to know whether it can show a text. */
interface Glyphs {
  hasGlyphForCodePoint(codePoint: number): boolean
}

interface FontHolder {
  registerFont(name: string, source: Buffer): unknown
  font(name: string): unknown
}

export interface Typeface {
  /** The face to set `text` in and the text as it can be set: what no font has is written out as its number. */
  fit(text: string, face: Face): { face: Face; text: string }
}

/** Would turn lines around, or be invisible: shown by number, so that a title can't pretend to be another. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u

export function createTypeface(doc: FontHolder, files: Readonly<Record<Face, Buffer>>): Typeface {
  const glyphs = new Map<Face, Glyphs>()
  for (const face of FACES) {
    doc.registerFont(face, files[face])
    doc.font(face)
    glyphs.set(face, (doc as unknown as { _font: { font: Glyphs } })._font.font)
  }

  const has = (face: Face, character: string): boolean =>
    character === '\n' ||
    (!HIDDEN.test(character) && glyphs.get(face)?.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) === true)

  return {
    fit(raw, face) {
      // Text of strangers: lone surrogates have no code point, tabs no width.
      const text = raw.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\t', '    ').normalize('NFC')
      const characters = [...text]
      if (characters.every((character) => has(face, character))) return { face, text }
      const wide = STAND_IN[face]
      return {
        face: wide,
        text: characters.map((character) => (has(wide, character) ? character : numberOf(character))).join(''),
      }
    },
  }
}

function numberOf(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`
}
