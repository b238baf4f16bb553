import type { Face } from './fonts.ts'

/** A word as it is set: what pdfkit reads of what its font library gives, and nothing that leads back to the font. */
interface Run {
  glyphs: { id: number; advanceWidth: number; codePoints: number[] }[]
  positions: { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number; advanceWidth: number }[]
  advanceWidth: number
}

/** Of a font as pdfkit holds it. */
export interface WordSetter {
  layoutCached(text: string): Run
  layoutRun(text: string, features: Record<string, boolean>): Run
}

/** Words of each face that are remembered, twice as many at most: all that reports say, and the newest of what strangers wrote. */
const WORDS = 1500
/** The same of words with digits in them: times, addresses and fingerprints hardly ever come twice, but for being measured first. */
const FIGURES = 200

/** Approximately the words used last: those that aren't asked for while as many others come are forgotten. */
interface Remembered {
  recent: Map<string, Run>
  older: Map<string, Run>
}

/** The fonts are the same in every report, so what was set once needn't be set again for the next one or the other language. */
const byFace = new Map<Face, { words: Remembered; figures: Remembered }>()
const nothing = (): Remembered => ({ recent: new Map(), older: new Map() })

/**
 * Figures aren't kerned: `127.0.0.1` and `9,1` would lose their point between two ciphers.
 *
 * Setting words is most of what a report costs. Contextual alternates are left out, which change no width and take four
 * fifths of it; and words are remembered from one report to the next, in bounded memory, where pdfkit would remember
 * every word of the file until its end with all that hangs on it.
 */
export function quicken(font: WordSetter, face: Face): void {
  const { words, figures } = byFace.get(face) ?? { words: nothing(), figures: nothing() }
  byFace.set(face, { words, figures })
  font.layoutCached = (text) => {
    const hasDigits = /\d/.test(text)
    const known = hasDigits ? figures : words
    const found = known.recent.get(text)
    if (found !== undefined) return found
    // The library writes into the object that it is given.
    const run = known.older.get(text) ?? compact(font.layoutRun(text, { calt: false, kern: !hasDigits }))
    if (known.recent.size >= (hasDigits ? FIGURES : WORDS)) {
      known.older = known.recent
      known.recent = new Map()
    }
    known.recent.set(text, run)
    return run
  }
}

function compact({ glyphs, positions, advanceWidth }: Run): Run {
  return {
    glyphs: glyphs.map(({ id, advanceWidth: width, codePoints }) => ({ id, advanceWidth: width, codePoints: [...codePoints] })),
    positions: positions.map(({ xAdvance, yAdvance, xOffset, yOffset, advanceWidth: width }) => ({ xAdvance, yAdvance, xOffset, yOffset, advanceWidth: width })),
    advanceWidth,
  }
}
