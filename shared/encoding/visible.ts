/**
 * Text of strangers, made to look like what it is. Names of files, titles of pages and contents of notes
 * may hold characters that turn the reading direction or can't be seen: `gpj.\u202eexe` reads as another
 * name than it is, and two different names can look alike. Everything that shows, prints or has somebody
 * sign such a text takes it through `visible`, so that one exhibit has one name everywhere.
 *
 * Shown by number are: control characters (C0, C1), line and paragraph separators, lone surrogates,
 * interlinear annotation marks, and everything Unicode calls Default_Ignorable_Code_Point (UAX #44), which
 * holds the marks of direction (UAX #9), zero-width characters, the byte order mark, soft hyphen, fillers
 * and the tags E0000–E007F. Kept, since only an emoji's look hangs on them: a zero-width joiner between two
 * pictographs and a variation selector 15/16 after one or in a keycap (UTS #51). A joiner or non-joiner between letters, as
 * in Persian or Hindi, IS shown by number: between many pairs of letters it changes nothing that can be seen.
 */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu

/** Holds nothing hidden: most of what is ever shown. */
const PLAIN = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u024f]*$/

const OF_EMOJI =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?)\u200d(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3)/gu

/**
 * `text` with every character that is invisible or changes direction written as its number: `[U+202E]`.
 * Pure; what has been through once comes through again unchanged. Always well-formed UTF-16 afterwards.
 * With `lines` the text may have lines: LF and TAB stay, CR LF and CR become LF; without, they are shown too.
 */
export function visible(text: string, { lines = false }: { lines?: boolean } = {}): string {
  if (PLAIN.test(text)) return text
  const source = lines ? text.replace(/\r\n?/g, '\n') : text
  const kept = new Set(Array.from(source.matchAll(OF_EMOJI), (match) => match.index))
  return source.replace(HIDDEN, (character, at: number) =>
    kept.has(at) || (lines && (character === '\n' || character === '\t')) ? character : byNumber(character),
  )
}

/** `[U+202E]` for a character, by its first code point. */
export function byNumber(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`
}

/** Not `\s`, which takes the byte order mark for one. */
const SPACES = /[\t-\r\u0085\p{Z}]+/gu

/**
 * A name of one line, made of a stranger's text: a file's name, the title of a page. What counts as space
 * becomes one blank, the rest is made `visible`, and what is left is cut to `max` UTF-16 units. The raw text
 * stays where it came from; this is what the exhibit is called in the app, in statements and on paper.
 */
export function nameFrom(text: string, max: number): string {
  const shown = visible(text.replace(SPACES, ' ')).trim()
  // A cut must not leave half a character.
  return shown.slice(0, max).replace(/[\ud800-\udbff]$/, '').trim()
}
