import { guessOrder } from './days.ts'
import { isAddress, type ColumnName, type Mapping } from './mapping.ts'
import { MAX_COLUMNS, type Row, type Table } from './table.ts'

/** Rows among which the names of the columns are looked for: titles may stand above them. */
const HEADER_ROWS = 20
/** Rows by whose content columns are judged. */
const SAMPLE = 500

/**
 * What columns are called, in small letters, the surest first. A heading that is one of them counts before one that has it as
 * a word. `källa` may hold the address or the platform: it is the address only where nothing else is and links stand in it.
 */
const WORDS: Record<ColumnName, readonly string[]> = {
  url: ['url', 'länk', 'webbadress', 'webblänk', 'link', 'permalink', 'adress', 'address', 'länkar', 'links', 'källa', 'source'],
  platform: ['plattform', 'platform', 'kanal', 'channel', 'medium', 'nätverk', 'network', 'forum', 'sajt', 'site', 'källa', 'source'],
  account: ['konto', 'kontonamn', 'account', 'användare', 'användarnamn', 'user', 'username', 'handle', 'avsändare', 'författare', 'author', 'profil', 'profile', 'skribent'],
  postedOn: ['publicerad', 'publicerat', 'publiceringsdatum', 'postad', 'published', 'posted', 'datum', 'date', 'tid', 'tidpunkt', 'time'],
  seenOn: ['sedd', 'sett', 'upptäckt', 'upptäckt datum', 'hittad', 'funnen', 'insamlad', 'hämtad', 'first seen', 'seen', 'found', 'collected', 'discovered'],
  reach: ['räckvidd', 'reach', 'visningar', 'views', 'impressions', 'exponeringar', 'följare', 'followers', 'delningar', 'shares'],
  note: ['anteckning', 'anteckningar', 'kommentar', 'notering', 'note', 'notes', 'comment', 'beskrivning', 'description', 'innehåll', 'content', 'text', 'rubrik', 'title'],
}
/** Those that `datum` could also be come first. */
const ORDER = ['seenOn', 'postedOn', 'reach', 'account', 'platform', 'note'] as const satisfies readonly Exclude<ColumnName, 'url'>[]

/**
 * What a list's columns mean, as far as their names (Swedish, English) and content tell; a person confirms it. Null where
 * nothing looks like an address. The list is hostile. Pure.
 */
export function guessMapping({ rows }: Pick<Table, 'rows'>): Mapping | null {
  const header = headerOf(rows)
  const names = (header === 0 ? [] : (rows[header - 1]?.cells ?? [])).map(({ text }) => heading(text))
  const sample = rows.slice(header, header + SAMPLE)
  const url = urlColumn(names, sample)
  if (url === null) return null

  const taken = new Set([url])
  const mapping: Mapping = { url, platform: null, account: null, postedOn: null, seenOn: null, reach: null, note: null, header, dateOrder: 'ymd' }
  // Names that are the very word first: `Publicerad av` is no day where there is a `Publicerad`.
  for (const match of [isWord, hasWord]) {
    for (const field of ORDER) {
      if (mapping[field] !== null) continue
      const column = WORDS[field].flatMap((word) => names.findIndex((name, at) => !taken.has(at) && match(name, word))).find((at) => at >= 0)
      if (column === undefined) continue
      mapping[field] = column
      taken.add(column)
    }
  }
  const days = [mapping.postedOn, mapping.seenOn].flatMap((column) => (column === null ? [] : sample.map(({ cells }) => cells[column]?.text ?? '')))
  mapping.dateOrder = guessOrder(days)
  return mapping
}

/** In small letters, without marks of punctuation. */
const heading = (text: string): string => text.slice(0, 100).normalize('NFC').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
const isWord = (name: string, word: string): boolean => name === word
const hasWord = (name: string, word: string): boolean => ` ${name} `.includes(` ${word} `)

/** How many rows at the top are titles and headings: up to the row with the most names that are known, with no address in any of them. */
function headerOf(rows: readonly Row[]): number {
  const known = Object.values(WORDS).flat()
  let best = { header: 0, count: 0 }
  for (const [index, { cells, broken }] of rows.slice(0, HEADER_ROWS).entries()) {
    if (broken || cells.some(isAddress)) break
    const count = cells.map(({ text }) => heading(text)).filter((name) => name.length <= 40 && known.some((word) => hasWord(name, word))).length
    // One word in a long row is chance; of two rows that are as good the lower one is nearer to the list.
    const filled = cells.filter(({ text }) => text.trim() !== '').length
    if (count > 0 && count >= best.count && (count > 1 || filled <= 2)) best = { header: index + 1, count }
  }
  return best.header
}

/** The column with the most addresses; of a list without any the one that is called so. */
function urlColumn(names: readonly string[], sample: readonly Row[]): number | null {
  const counts = Array.from({ length: MAX_COLUMNS }, () => 0)
  for (const { cells } of sample) for (const [at, cell] of cells.entries()) if (isAddress(cell)) counts[at] = (counts[at] ?? 0) + 1
  const named = WORDS.url.flatMap((word) => [isWord, hasWord].map((match) => names.findIndex((name) => match(name, word)))).filter((at) => at >= 0)
  // The author's page may be linked in every row as well: the name decides between columns that both have links in most of them.
  const most = Math.max(...counts)
  const fitting = named.find((at) => most > 0 && (counts[at] ?? 0) * 2 > most)
  if (fitting !== undefined) return fitting
  return most > 0 ? counts.indexOf(most) : (named[0] ?? null)
}
