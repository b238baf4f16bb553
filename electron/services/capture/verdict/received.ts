import type { NoteCode } from '../types.ts'

const MAX_BYTES = 64 * 1024 * 1024
const MIN_LENGTH = 12
/** A piece that long is no date or counter that a script put together. */
const SUBSTANTIAL = 30
const MAX_EXAMPLES = 5

export interface Comparison {
  /** Pieces long enough to be compared. */
  pieces: number
  missing: string[]
  /** Lacking as well, and put together from short texts: a script may have put them side by side. */
  joined: string[]
}

/**
 * All text that was received, as far as it can be read without running it: markup with and without its tags, JSON and
 * scripts with their escapes undone. What the page shows is looked for in it.
 */
export class Received {
  /** Something didn't fit any more. */
  isFull = false
  #text: string[] = []
  #bytes = 0

  /** `charset` null: UTF-8 is tried. Anything goes in; what can't be decoded is left out. */
  add(body: Uint8Array, mediaType: string, charset: string | null): void {
    if (this.#bytes + body.length > MAX_BYTES) this.isFull = true
    if (this.#bytes + body.length > MAX_BYTES || body.length === 0) return
    this.#bytes += body.length
    const text = decoded(body, charset)
    const plain = /html|xml/i.test(mediaType) ? [unescapedMarkup(withoutTags(text)), unescapedMarkup(text)] : [text]
    // Pages carry their content in scripts as often as in markup.
    for (const each of plain) {
      this.#text.push(squeezed(each))
      if (each.includes('\\')) this.#text.push(squeezed(unescapedMarkup(withoutTags(unescapedScript(each)))))
    }
  }

  /** `joined`: put together from texts that are each too short to be looked for. */
  compare(pieces: readonly string[], joined: readonly string[] = []): Comparison {
    const wanted = (texts: readonly string[]) => texts.map(squeezed).filter((piece) => piece.length >= MIN_LENGTH && /\p{L}{3}/u.test(piece))
    const whole = new Set(wanted(pieces))
    const all = new Set([...whole, ...wanted(joined)])
    const missing = new Set(all)
    const search = new Search([...all])
    for (const text of this.#text) if (missing.size > 0) search.in(text, (piece) => missing.delete(piece))
    return { pieces: all.size, missing: [...missing].filter((piece) => whole.has(piece)), joined: [...missing].filter((piece) => !whole.has(piece)) }
  }
}

const BASE = 31

/**
 * Looks for thousands of pieces in megabytes at one go (Rabin and Karp, 1987): {@link MIN_LENGTH} characters out of each
 * piece as one number, which rolls along the text. Of each piece those are taken that the fewest others have too.
 */
class Search {
  readonly #byHash = new Map<number, { piece: string; offset: number }[]>()
  /** One bit of each number that is sought, so that nearly every place is passed by without a look at the map. */
  readonly #maybe = new Uint8Array(1 << 20)

  constructor(pieces: readonly string[]) {
    const common = new Map<number, number>()
    const places = (piece: string) => [0, 0.25, 0.5, 0.75, 1].map((share) => Math.floor(share * (piece.length - MIN_LENGTH)))
    for (const piece of pieces) for (const at of places(piece)) common.set(hashOf(piece, at), (common.get(hashOf(piece, at)) ?? 0) + 1)
    for (const piece of pieces) {
      const [offset = 0] = places(piece).toSorted((a, b) => (common.get(hashOf(piece, a)) ?? 0) - (common.get(hashOf(piece, b)) ?? 0))
      const hash = hashOf(piece, offset)
      const known = this.#byHash.get(hash)
      if (known) known.push({ piece, offset })
      else this.#byHash.set(hash, [{ piece, offset }])
      this.#maybe[hash >>> 12] = 1
    }
  }

  in(text: string, found: (piece: string) => void): void {
    if (text.length < MIN_LENGTH) return
    let top = 1
    for (let n = 1; n < MIN_LENGTH; n++) top = Math.imul(top, BASE)
    let hash = hashOf(text, 0) | 0
    for (let at = 0; ; at++) {
      if (this.#maybe[hash >>> 12] === 1) this.#try(hash >>> 0, text, at, found)
      if (at + MIN_LENGTH >= text.length) return
      hash = (Math.imul(hash - Math.imul(text.charCodeAt(at), top), BASE) + text.charCodeAt(at + MIN_LENGTH)) | 0
    }
  }

  #try(hash: number, text: string, at: number, found: (piece: string) => void): void {
    const candidates = this.#byHash.get(hash)
    if (!candidates) return
    for (let n = candidates.length - 1; n >= 0; n--) {
      const { piece, offset } = candidates[n] ?? { piece: '', offset: 0 }
      if (at < offset || !text.startsWith(piece, at - offset)) continue
      found(piece)
      candidates.splice(n, 1)
    }
  }
}

function hashOf(text: string, from: number): number {
  let hash = 0
  for (let n = from; n < from + MIN_LENGTH; n++) hash = (Math.imul(hash, BASE) + text.charCodeAt(n)) | 0
  return hash >>> 0
}

/**
 * In an officer's own browser a page may have been changed by hand before it was captured; in the empty browser of a
 * capture by link only the page's own scripts can put text together. `unheard`: why not all that was sent is known; a text
 * that is lacking then says nothing about the page.
 */
export function judgeReceived({ pieces, missing: whole, joined }: Comparison, way: 'link' | 'session', unheard: string): { code: NoteCode; detail: string } | null {
  const missing = [...whole, ...joined]
  if (missing.length === 0) return null
  const long = whole.filter((piece) => piece.length >= SUBSTANTIAL)
  // Dates and counters differ on nearly every page: by link they alone are nothing to remark on.
  if (way === 'link' && long.length === 0) return null
  const examples = (long.length > 0 ? long : missing).slice(0, MAX_EXAMPLES).map((piece) => `”${piece.slice(0, 120)}”`)
  const detail = `${missing.length} / ${pieces}: ${examples.join(', ')}`
  if (unheard !== '') return { code: 'not-compared', detail: `${unheard}; ${detail}` }
  return { code: way === 'link' ? 'text-not-received' : long.length > 0 ? 'edited-before' : 'short-text-not-received', detail }
}

/** As browsers do: what its first bytes say, then its header, then its markup (WHATWG HTML, 13.2.3.2). */
function decoded(body: Uint8Array, charset: string | null): string {
  const head = Buffer.from(body.subarray(0, 1024)).toString('latin1')
  const mark = head.startsWith('\xfe\xff') ? 'utf-16be' : head.startsWith('\xff\xfe') ? 'utf-16le' : head.startsWith('\xef\xbb\xbf') ? 'utf-8' : null
  const told = /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(head)?.[1]
  try {
    return new TextDecoder(mark ?? (charset || (told && !/^utf-16/i.test(told) ? told : 'utf-8'))).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

function withoutTags(text: string): string {
  return text.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^<>]{0,5000}>/g, '')
}

const NAMED: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', aring: 'å', auml: 'ä', ouml: 'ö', Aring: 'Å', Auml: 'Ä', Ouml: 'Ö',
  eacute: 'é', Eacute: 'É', uuml: 'ü', oslash: 'ø', aelig: 'æ', ndash: '–', mdash: '—', hellip: '…', rdquo: '”', ldquo: '“', rsquo: '’',
  lsquo: '‘', laquo: '«', raquo: '»', copy: '©', middot: '·', bull: '•', euro: '€', shy: '', zwj: '', zwnj: '',
}

function unescapedMarkup(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,8}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole
    return character(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal))
  })
}

/** Escapes of JSON and of script strings. */
function unescapedScript(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbfv])|([\s\S]))/g, (_, braced?: string, four?: string, two?: string, space?: string, other?: string) => {
    const hex = braced ?? four ?? two
    if (hex === undefined) return space === undefined ? (other ?? '') : ' '
    // Halves of a pair come one after the other and join by themselves.
    return four === undefined ? character(parseInt(hex, 16)) : String.fromCharCode(parseInt(hex, 16))
  })
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** One form for texts that look alike: composed, without what can't be seen, any run of space as one. */
function squeezed(text: string): string {
  return text.normalize('NFC').replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '').replace(/\s+/g, ' ').trim()
}
