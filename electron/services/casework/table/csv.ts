import { CsvError, parse } from 'csv-parse/sync'
import { Refusal } from '../../../../shared/contract/index.ts'
import { cellOf, isBlank, MAX_ROWS, Rows, type Table } from './table.ts'

const DELIMITERS = [';', '\t', ',', '|'] as const
type Delimiter = (typeof DELIMITERS)[number]

/** What no text may have, so that it can stand for a delimiter that never comes. */
const NONE = '\0'
/** UTF-16 units, and rows in them, from which the delimiter is found out. */
const SAMPLE = 256 * 1024
const SAMPLE_ROWS = 200

/**
 * Reads a CSV of anybody's. The text is hostile: it is bounded, nothing in it is carried out, and a cell that begins as a
 * formula is text as any other. Throws `table.unreadable` for what is no text, `table.empty` where nothing stands in it.
 */
export function readCsv(bytes: Uint8Array, name: string): Table {
  const { text: whole, encoding } = decode(bytes, name)
  // Excel's own way of saying it; the line is no row of the list.
  const said = /^sep=([;,\t|])(?:\r\n|[\r\n]|$)/i.exec(whole)
  const text = said === null ? whole : whole.slice(said[0].length)
  const delimiter = (said?.[1] as Delimiter | undefined) ?? delimiterOf(text)
  const rows = new Rows()
  readRecords(Buffer.from(text, 'utf8'), delimiter ?? NONE, rows)
  if (rows.list.every(isBlank)) throw new Refusal('table.empty', { name })
  return { kind: 'csv', sheet: null, otherSheets: [], encoding, delimiter, rows: rows.list, cut: rows.cut }
}

function decode(bytes: Uint8Array, name: string): { text: string; encoding: Table['encoding'] } {
  const [first, second] = bytes
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
  const found = encoding === null ? utf8Or1252(bytes) : ({ text: new TextDecoder(encoding).decode(bytes), encoding } as const)
  if (!isText(found.text)) throw new Refusal('table.unreadable', { name })
  return found
}

function utf8Or1252(bytes: Uint8Array): { text: string; encoding: Table['encoding'] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    // What Excel writes in Sweden where it doesn't write UTF-8; every byte means something in it.
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
  }
}

/** No zero, few other control characters, and neither a web page nor a PDF that is only called a list. */
function isText(text: string): boolean {
  if (text.includes('\0') || /^\s*(?:<(?:!doctype|html|table|\?xml)|%PDF-|\{\\rtf)/i.test(text)) return false
  const controls = text.match(/[\x01-\x08\x0e-\x1f\x7f-\x9f]/g)?.length ?? 0
  return controls * 100 <= text.length
}

/** The one that most rows have equally often, and of such the one that they have most. Null: there is none. */
function delimiterOf(text: string): Delimiter | null {
  const sample = rowsOf(text.slice(0, SAMPLE))
  let best: { delimiter: Delimiter | null; rows: number; count: number } = { delimiter: null, rows: 0, count: 0 }
  for (const delimiter of DELIMITERS) {
    const often = new Map<number, number>()
    for (const row of sample) {
      const count = row.split(delimiter).length - 1
      if (count > 0) often.set(count, (often.get(count) ?? 0) + 1)
    }
    for (const [count, rows] of often) {
      if (rows > best.rows || (rows === best.rows && count > best.count)) best = { delimiter, rows, count }
    }
  }
  return best.delimiter
}

/** Rows without what stands in quotes, roughly: good enough for counting. */
function rowsOf(sample: string): string[] {
  const bare = sample.replaceAll(/(^|[;,\t|\r\n])"(?:[^"]|"")*"(?=[;,\t|\r\n]|$)/g, '$1')
  return bare.split(/[\r\n]+/).filter((row) => row.trim() !== '').slice(0, SAMPLE_ROWS)
}

/**
 * Rows by RFC 4180. The library gives up at the first quote that doesn't fit, and one that is never closed takes in the whole rest:
 * so the line that it begins on is told as broken, and reading goes on with the next one. Together that is linear: the
 * rest of which no quote could close the first has none that could open it once more.
 */
function readRecords(source: Buffer, delimiter: string, rows: Rows): void {
  let number = 0
  let at = 0
  while (at < source.length && !rows.isFull) {
    let read = 0
    try {
      parse(source.subarray(at), {
        delimiter,
        record_delimiter: ['\r\n', '\n', '\r'],
        relax_column_count: true,
        to: MAX_ROWS + 1 - rows.list.length,
        on_record: (record: string[], { bytes }) => {
          read = bytes
          rows.add((number += 1), record.map(cellOf))
          return null
        },
      })
      return
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      at += read
      const { line, next } = lineAt(source, at)
      at = next
      // Quotes in the middle of a text are only that, as every reader takes them.
      const cells = line.split(delimiter)
      if (cells.some((cell) => cell.startsWith('"'))) rows.add((number += 1), [cellOf(line)], true)
      else rows.add((number += 1), cells.map(cellOf))
    }
  }
  rows.cut ||= at < source.length
}

function lineAt(source: Buffer, at: number): { line: string; next: number } {
  let end = at
  while (end < source.length && source[end] !== 0x0a && source[end] !== 0x0d) end += 1
  const next = source[end] === 0x0d && source[end + 1] === 0x0a ? end + 2 : end + 1
  return { line: source.toString('utf8', at, end), next }
}
