import { dateOf } from './dates.ts'
import { type Cell, cellOf, clip, isBlank, MAX_CELL, MAX_COLUMNS, type Rows } from './table.ts'
import { type Attributes, relation, type XmlReader } from './xml.ts'

/** What the cells of a sheet refer to. */
export interface Book {
  strings: readonly Cell[]
  /** By the number of a style: whether it shows a day. */
  days: readonly boolean[]
  since1904: boolean
}

/** Excel's own last row. */
const LAST_ROW = 1_048_576
/** One cell: `AB12`, or the first of a range. */
const REFERENCE = /^\$?([A-Z]{1,3})\$?(\d{1,7})/
/** Only an address that stands there in full is taken out of a formula; nothing is calculated. */
const HYPERLINK = /^\s*HYPERLINK\(\s*"((?:[^"]|"")*)"/i

/**
 * Takes the rows out of a sheet's XML (ECMA-376, Part 1, 18.3), which is hostile. Rows with nothing in them are left out, as
 * Excel leaves out those that nobody touched. `linked` gets the addresses of cells once the whole was read.
 */
export function sheetReader(book: Book, rows: Rows): XmlReader & { linked(targets: ReadonlyMap<string, string>): void } {
  let number = 0
  let column = -1
  let cells: Cell[] = []
  let open: { type: string; style: number; value: string; text: string; formula: string | null } | null = null
  let inside: 'v' | 't' | 'f' | null = null
  /** Readings of Japanese words, which aren't part of the text. */
  let phonetic = false
  const links: { row: number; column: number; relation: string | undefined; location: string | undefined }[] = []

  const openCell = (attributes: Attributes) => {
    const letters = REFERENCE.exec(attributes['r'] ?? '')?.[1]
    column = letters === undefined ? column + 1 : columnOf(letters)
    open = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '', text: '', formula: null }
  }
  const closeCell = () => {
    if (open === null) return
    const cell = finished(open, book)
    open = null
    if (cell.text === '' && cell.link === undefined) return
    if (column >= MAX_COLUMNS) rows.cut = true
    else cells[column] = cell
  }

  return {
    open(name, attributes) {
      if (name === 'row') {
        const said = Number(attributes['r'] ?? Number.NaN)
        // Numbers that go back would make two rows one.
        number = Number.isInteger(said) && said > number ? said : number + 1
        if (number > LAST_ROW) throw new Error('a row beyond the last')
        column = -1
        cells = []
      } else if (name === 'c') openCell(attributes)
      else if (name === 'rPh') phonetic = true
      else if (name === 'v' || name === 't' || name === 'f') {
        inside = name
        if (name === 'f' && open !== null) open.formula = ''
      } else if (name === 'hyperlink') {
        const [, letters, row] = REFERENCE.exec(attributes['ref'] ?? '') ?? []
        if (letters !== undefined) links.push({ row: Number(row), column: columnOf(letters), relation: relation(attributes), location: attributes['location'] })
      }
    },
    text(text) {
      if (open === null || inside === null || phonetic) return
      if (inside === 'v') open.value = more(open.value, text)
      else if (inside === 't') open.text = more(open.text, text)
      else open.formula = more(open.formula ?? '', text)
    },
    close(name) {
      if (name === 'v' || name === 't' || name === 'f') inside = null
      else if (name === 'rPh') phonetic = false
      else if (name === 'c') closeCell()
      else if (name === 'row' && cells.length > 0) rows.add(number, cells)
    },
    linked(targets) {
      const byNumber = new Map(rows.list.map((row) => [row.number, row]))
      for (const { row, column: at, relation: id, location } of links) {
        const target = targets.get(id ?? '')
        const cells = byNumber.get(row)?.cells
        const cell = cells?.[at]
        if (target === undefined || cells === undefined || cell === undefined) continue
        cells[at] = { ...cell, link: clip(location === undefined ? target : `${target}#${location}`, MAX_CELL) }
      }
    },
  }
}

/** One unit more than is kept, so that it shows that there was more. */
export const more = (text: string, added: string): string => (text.length > MAX_CELL ? text : text + added)

function columnOf(letters: string): number {
  let column = 0
  for (const letter of letters) column = column * 26 + (letter.charCodeAt(0) - 64)
  return column - 1
}

interface Open {
  type: string
  style: number
  value: string
  text: string
  formula: string | null
}

function finished({ type, style, value, text, formula }: Open, book: Book): Cell {
  const cell = valueOf(type, style, value, text, book)
  if (formula === null) return cell
  const address = HYPERLINK.exec(formula)?.[1]?.replaceAll('""', '"')
  return address === undefined ? { ...cell, formula: true } : { ...cell, formula: true, link: clip(address, MAX_CELL) }
}

function valueOf(type: string, style: number, value: string, text: string, { strings, days, since1904 }: Book): Cell {
  if (type === 's') return strings[Number(value)] ?? cellOf('')
  if (type === 'inlineStr') return cellOf(unescape(text))
  if (type === 'b') return cellOf(value === '1' ? 'TRUE' : 'FALSE')
  if (type === 'd') return { ...cellOf(value), ...dayAtStart(value) }
  const number = type === 'n' && value.trim() !== '' ? Number(value) : Number.NaN
  if (!Number.isFinite(number)) return cellOf(unescape(value))
  const date = days[style] === true ? dateOf(number, since1904) : null
  if (date !== null) return { text: date.time === null ? date.day : `${date.day} ${date.time}`, day: date.day }
  // Excel counts with 15 digits; what stands behind is an artefact of its binary form.
  const rounded = Number(number.toPrecision(15))
  return { text: Math.abs(rounded) < 1e21 && Math.abs(rounded) >= 1e-6 ? String(rounded) : String(number), number: rounded }
}

/** Of a cell that has its date in ISO 8601. */
function dayAtStart(value: string): { day: string } | null {
  const day = /^(\d{4}-\d\d-\d\d)(?:T|$)/.exec(value)?.[1]
  return day !== undefined && Date.parse(day) === Date.parse(`${day}T00:00:00Z`) && new Date(day).toISOString().startsWith(day) ? { day } : null
}

/** Excel writes characters that XML can't hold as `_x000D_` (ECMA-376, Part 1, 22.9.2.19). */
export const unescape = (text: string): string =>
  text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text

export const isEmptySheet = (rows: Rows): boolean => rows.list.every(isBlank)
