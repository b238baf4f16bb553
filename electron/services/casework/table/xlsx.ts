import { posix } from 'node:path'
import { Refusal } from '../../../../shared/contract/index.ts'
import { showsDay } from './dates.ts'
import { isEmptySheet, more, sheetReader, unescape, type Book } from './sheet.ts'
import { type Cell, cellOf, clip, Rows, type Table } from './table.ts'
import { type Attributes, readXml, relation } from './xml.ts'
import { openParts, type Parts } from './zip.ts'

/** Looked into until one isn't empty; more sheets than that are only named. */
const MAX_SHEETS = 50
const MAX_NAMED = 1000
/** Shared texts, and their UTF-16 units in all. */
const MAX_STRINGS = 2_000_000
const MAX_STRING_TEXT = 64 * 1024 * 1024
const MAX_STYLES = 100_000

/**
 * Reads the first sheet of a workbook that isn't empty (ECMA-376; transitional or strict). Everything in it is hostile: nothing is
 * calculated, fetched or carried out. Throws `table.empty`, `table.protected`, `table.too-large`, and what fails of a damaged file.
 */
export async function readXlsx(bytes: Uint8Array, name: string): Promise<Table> {
  const parts = await openParts(bytes, name)
  const { sheets, since1904, path } = await readWorkbook(parts)
  const targets = await relationsOf(parts, path)
  const inPart = (ending: string): string | undefined => [...targets.values()].find(({ type }) => type.endsWith(ending))?.target
  const strings = await readStrings(parts, inPart('/sharedStrings'), name)
  const book: Book = { strings, days: await readStyles(parts, inPart('/styles')), since1904 }

  // One that is hidden comes after those that somebody sees.
  const ordered = [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)]
  for (const sheet of ordered.slice(0, MAX_SHEETS)) {
    const target = targets.get(sheet.relation)
    // A sheet may be nothing but a diagram.
    if (target === undefined || !target.type.endsWith('/worksheet')) continue
    const rows = await readSheet(parts, target.target, book)
    if (isEmptySheet(rows)) continue
    const otherSheets = sheets.filter((one) => one !== sheet).slice(0, MAX_NAMED).map((one) => clip(one.name, 100))
    return { kind: 'xlsx', sheet: clip(sheet.name, 100), otherSheets, encoding: 'utf-8', delimiter: null, rows: rows.list, cut: rows.cut }
  }
  throw new Refusal('table.empty', { name })
}

interface Sheet {
  name: string
  relation: string
  hidden: boolean
}

async function readWorkbook(parts: Parts): Promise<{ sheets: Sheet[]; since1904: boolean; path: string }> {
  const path = [...(await relationsOf(parts, '')).values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  const sheets: Sheet[] = []
  let isWorkbook = false
  let since1904 = false
  await readXml(parts, path, {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true
      else if (name === 'workbookPr') since1904 = isTrue(attributes['date1904'])
      else if (name === 'sheet') {
        sheets.push({ name: attributes['name'] ?? '', relation: relation(attributes) ?? '', hidden: (attributes['state'] ?? 'visible') !== 'visible' })
      }
    },
  })
  // A text or a presentation is such a zip as well.
  if (!isWorkbook) throw new Error('no workbook')
  return { sheets, since1904, path }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'

interface Relation {
  type: string
  /** Path of a part; of something outside the address as it stands. */
  target: string
  outside: boolean
}

/** What a part refers to, by the names that it uses for that; of `''` what the whole file does. */
async function relationsOf(parts: Parts, path: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(path)
  const file = path === '' ? '_rels/.rels' : posix.join(folder, '_rels', `${posix.basename(path)}.rels`)
  const found = new Map<string, Relation>()
  if (!parts.has(file)) return found
  const take = (attributes: Attributes) => {
    const outside = attributes['TargetMode'] === 'External'
    const target = attributes['Target'] ?? ''
    const inside = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
    found.set(attributes['Id'] ?? '', { type: attributes['Type'] ?? '', target: outside ? target : inside, outside })
  }
  await readXml(parts, file, {
    open(name, attributes) {
      if (name === 'Relationship') take(attributes)
    },
  })
  return found
}

async function readStrings(parts: Parts, path: string | undefined, name: string): Promise<Cell[]> {
  const strings: Cell[] = []
  if (path === undefined || !parts.has(path)) return strings
  let text = ''
  let total = 0
  let inside = false
  let phonetic = false
  await readXml(parts, path, {
    open(element) {
      if (element === 'si') text = ''
      else if (element === 'rPh') phonetic = true
      else if (element === 't') inside = true
    },
    text(piece) {
      if (inside && !phonetic) text = more(text, piece)
    },
    close(element) {
      if (element === 't') inside = false
      else if (element === 'rPh') phonetic = false
      else if (element === 'si') {
        const cell = cellOf(unescape(text))
        if (strings.push(cell) > MAX_STRINGS || (total += cell.text.length) > MAX_STRING_TEXT) throw new Refusal('table.too-large', { name })
      }
    },
  })
  return strings
}

async function readStyles(parts: Parts, path: string | undefined): Promise<boolean[]> {
  const days: boolean[] = []
  if (path === undefined || !parts.has(path)) return days
  const codes = new Map<number, string>()
  let inCells = false
  await readXml(parts, path, {
    open(name, attributes) {
      const id = Number(attributes['numFmtId'] ?? 0)
      if (name === 'numFmt') codes.set(id, (attributes['formatCode'] ?? '').slice(0, 1000))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells && days.length < MAX_STYLES) days.push(showsDay(id, codes.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return days
}

async function readSheet(parts: Parts, path: string, book: Book): Promise<Rows> {
  const rows = new Rows()
  const reader = sheetReader(book, rows)
  await readXml(parts, path, reader)
  const targets = new Map([...(await relationsOf(parts, path))].flatMap(([id, { target, outside }]) => (outside ? [[id, target] as const] : [])))
  reader.linked(targets)
  return rows
}
