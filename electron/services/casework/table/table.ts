import { z } from 'zod'
import { Day } from '../../../../shared/model/ids.ts'

/** Bytes of a file that is read as a list. */
export const MAX_FILE = 32 * 1024 * 1024
export const MAX_ROWS = 60_000
export const MAX_COLUMNS = 100
/** UTF-16 units of one cell. */
export const MAX_CELL = 10_000
/** Over all rows. A file of shared texts could otherwise name one of them in every cell. */
const MAX_CELLS = 1_500_000
const MAX_TEXT = 32 * 1024 * 1024
/** Last row that a spreadsheet can have, with room for a CSV that has more lines. */
const LAST_ROW = 100_000_000

const CellShape = z.strictObject({
  /** As the file has it, well-formed; of a date cell the day, and the time where there is one. */
  text: z.string().max(MAX_CELL).refine((text) => text.isWellFormed()),
  /** Of a cell that Excel keeps as a date. */
  day: Day.optional(),
  /** Of a cell that Excel keeps as a number. */
  number: z.number().optional(),
  /** Where a click on the cell leads. */
  link: z.string().max(MAX_CELL).refine((text) => text.isWellFormed()).optional(),
  /** What stands here is what a formula gave when the file was saved; it isn't calculated again. */
  formula: z.literal(true).optional(),
  /** The text was longer. */
  cut: z.literal(true).optional(),
})
export type Cell = z.infer<typeof CellShape>

export const RowShape = z.strictObject({
  /** From 1, as a spreadsheet program counts; the lines of a CSV's cell are one row. */
  number: z.int().positive().max(LAST_ROW),
  cells: z.array(CellShape).max(MAX_COLUMNS),
  /** A line of a CSV whose quotes don't fit: its one cell has the line as it stands. */
  broken: z.literal(true).optional(),
})
export type Row = z.infer<typeof RowShape>

const SheetName = z.string().max(100).refine((text) => text.isWellFormed())
export const HeadShape = z.strictObject({
  kind: z.enum(['csv', 'xlsx']),
  /** The first that isn't empty, and what the others are called; of a CSV null and none. */
  sheet: SheetName.nullable(),
  otherSheets: z.array(SheetName).max(1000),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  /** Null: a workbook, or one column. */
  delimiter: z.enum([';', ',', '\t', '|']).nullable(),
  /** Rows, columns or the ends of cells were left out. */
  cut: z.boolean(),
})
export interface Table extends z.infer<typeof HeadShape> {
  rows: Row[]
}

/** One for all cells that have nothing in them. */
const EMPTY: Cell = Object.freeze({ text: '' })

/** A text of the file's as a cell: well-formed, and cut where it is too long. */
export function cellOf(text: string): Cell {
  if (text === '') return EMPTY
  if (text.length <= MAX_CELL) return { text: text.toWellFormed() }
  return { text: clip(text, MAX_CELL), cut: true }
}

/** At most `max` UTF-16 units, well-formed. */
export const clip = (text: string, max: number): string => text.slice(0, max).replace(/[\ud800-\udbff]$/, '').toWellFormed()

/** Rows as they are read, up to what a list may have. `cut` tells that there was more. */
export class Rows {
  readonly list: Row[] = []
  cut = false
  #cells = 0
  #text = 0

  get isFull(): boolean {
    return this.list.length >= MAX_ROWS || this.#cells >= MAX_CELLS || this.#text >= MAX_TEXT
  }

  /** `cells` may have holes. */
  add(number: number, cells: readonly (Cell | undefined)[], broken = false): void {
    if (this.isFull) {
      this.cut = true
      return
    }
    const kept = Array.from(cells.slice(0, MAX_COLUMNS), (cell) => cell ?? EMPTY)
    if (kept.some(({ cut }) => cut) || cells.length > MAX_COLUMNS) this.cut = true
    this.#cells += kept.length
    for (const { text } of kept) this.#text += text.length
    // The row that goes over it isn't taken.
    if (this.#cells > MAX_CELLS || this.#text > MAX_TEXT) this.cut = true
    else this.list.push(broken ? { number, cells: kept, broken } : { number, cells: kept })
  }
}

export const isBlank = ({ cells }: Row): boolean => cells.every(({ text, link }) => text.trim() === '' && link === undefined)
