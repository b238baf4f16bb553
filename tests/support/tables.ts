import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

export interface SheetOf {
  name: string
  hidden?: boolean
  /** Between `<sheetData>` and its end. */
  data: string
  /** Behind it: merged cells, hyperlinks. */
  after?: string
  /** Addresses of `rId1` and on. */
  links?: string[]
}

export interface BookOf {
  sheets: SheetOf[]
  /** Each the inside of an `<si>`. */
  strings?: string[]
  /** The inside of `<cellXfs>`, and what stands before it. */
  styles?: { formats?: string; cells: string }
  since1904?: boolean
  /** Instead of parts, or beside them. */
  parts?: Record<string, string | Uint8Array>
}

/** A workbook as Excel lays it out. */
export async function xlsxOf({ sheets, strings, styles, since1904, parts }: BookOf): Promise<Uint8Array> {
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${since1904 ? '<workbookPr date1904="1"/>' : '<workbookPr/>'}<sheets>${sheets
      .map(({ name, hidden }, at) => `<sheet name="${escape(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${sheets
      .map((_, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)
      .join('')}<Relationship Id="rId1001" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId1002" Type="${OFFICE}/styles" Target="/xl/styles.xml"/></Relationships>`,
  }
  for (const [at, { data, after, links }] of sheets.entries()) {
    files[`xl/worksheets/sheet${at + 1}.xml`] = `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${data}</sheetData>${after ?? ''}</worksheet>`
    if (links) {
      files[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`] = `<Relationships xmlns="${PACKAGE}">${links
        .map((target, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/hyperlink" Target="${escape(target)}" TargetMode="External"/>`)
        .join('')}</Relationships>`
    }
  }
  if (strings) files['xl/sharedStrings.xml'] = `<sst xmlns="${MAIN}">${strings.map((one) => `<si>${one}</si>`).join('')}</sst>`
  if (styles) files['xl/styles.xml'] = `<styleSheet xmlns="${MAIN}">${styles.formats ?? ''}<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.cells}</cellXfs></styleSheet>`
  return zipOf({ ...files, ...parts })
}

export async function zipOf(files: Record<string, string | Uint8Array>, password?: string): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, level: 1, ...(password === undefined ? {} : { password }) })
  for (const [name, content] of Object.entries(files)) {
    await writer.add(name, new Uint8ArrayReader(typeof content === 'string' ? new TextEncoder().encode(content) : content))
  }
  return writer.close()
}

/** Cells from column A on: texts as inline strings, numbers as numbers, null for none, what begins with `<c` as it stands. */
export const rowOf = (number: number, cells: (string | number | null)[]): string =>
  `<row r="${number}">${cells
    .map((cell, at) => {
      if (cell === null) return ''
      const r = `${String.fromCharCode(65 + at)}${number}`
      if (typeof cell === 'number') return `<c r="${r}"><v>${cell}</v></c>`
      return cell.startsWith('<c') ? cell : `<c r="${r}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`
    })
    .join('')}</row>`

export const sheetOf = (...rows: (string | number | null)[][]): SheetOf => ({ name: 'Blad1', data: rows.map((cells, at) => rowOf(at + 1, cells)).join('') })

export const csvBytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const utf16 = (text: string, order: 'le' | 'be'): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

/** Begins as files of Office until 2003 and encrypted ones do; `stream` is the name of one of its streams. */
export function compound(stream: string): Uint8Array {
  const bytes = Buffer.alloc(4096)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  Buffer.from(stream, 'utf16le').copy(bytes, 1024 + 128)
  return bytes
}
