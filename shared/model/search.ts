/**
 * How words are compared in the search: letters are compared as letters, whatever their case, however they are composed
 * (Unicode NFC), with any run of spaces as one. `å`, `ä`, `ö` and every other letter with a mark are letters of their own:
 * `far` doesn't find `får`. Marks that can't be seen (soft hyphens, joiners) are passed over, so that a word that somebody
 * has hidden with them is found.
 */
export const foldWords = (text: string): string =>
  text.toWellFormed().replace(/\p{Cf}/gu, '').replace(/[\s\p{Cc}]+/gu, ' ').toLowerCase().replaceAll('ς', 'σ').normalize('NFC').trim()

/** Pieces of the index are of three characters (code points): what is shorter can't be looked for in it. */
const SHORTEST = 3

export const MAX_SEARCH = 200

const QUOTES = /[“”„‟«»]/g
const PARTS = /"([^"]*)"|([^\s"]+)/g

/** What somebody typed, taken apart. All of `words` have to occur; `short` are those that can't be looked for. */
export interface SearchWords {
  /** Words, and phrases that stood in quotes; folded, each once. Never holds a quote. */
  words: string[]
  short: string[]
}

/** A quote without its other half is passed over. */
export function readSearch(text: string): SearchWords {
  const found = [...foldWords(text).replace(QUOTES, '"').matchAll(PARTS)].map(([, phrase, word]) => (phrase ?? word ?? '').trim())
  const all = [...new Set(found)].filter((part) => part !== '')
  const isShort = (part: string) => [...part].length < SHORTEST
  return { words: all.filter((part) => !isShort(part)), short: all.filter(isShort) }
}
