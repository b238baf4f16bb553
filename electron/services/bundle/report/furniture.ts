import { BOTTOM, LINE, MARGIN, PAGE, STYLES } from './style.ts'
import type { Typeface } from './typeface.ts'

/** What stands at the head and foot of each page that begins from now on. */
interface Running {
  header: string
  /** What comes before the number of all pages, which nobody knows until the last one is drawn. */
  pageOf: (page: number) => string
}

export interface Furniture {
  /** Null: pages without either. */
  set(running: Running | null): void
  pages(): number
  /** Writes the number of pages where it was left open. Before the end of the file. */
  finish(): void
}

interface Font {
  id: string
  encode(text: string): [string[], unknown]
  ref(): unknown
}
interface Ref {
  data: Record<string, unknown>
  end(content?: string): void
}
/** Of pdfkit what its types keep to themselves: how it stands while a paragraph runs on over the end of a page. */
interface Inside {
  _font: Font
  _fontSize: number
  _fillColor: unknown
  page: { xobjects: Record<string, unknown> }
  ref(data: object): Ref
}

const { face, size } = STYLES.small
/** Room for the number of all pages, points. */
const TOTAL_WIDTH = 26
const HEADER_Y = 42
const RULE_Y = 57
const FOOTER_Y = BOTTOM + 22

/**
 * Header and page numbers, marked as decoration. So that finished pages needn't be kept for the sake of "of 412", that
 * number is a drawing of its own (a form XObject) which every page names and which is written last.
 */
export function createFurniture(doc: PDFKit.PDFDocument, typeface: Typeface): Furniture {
  const inside = doc as unknown as Inside
  let running: Running | null = null
  let pages = 0
  let total: Ref | null = null

  doc.on('pageAdded', () => {
    pages += 1
    if (running === null) return
    const { x, y } = doc
    const { _font, _fontSize, _fillColor } = inside
    doc.save()
    doc.markContent('Artifact', { type: 'Pagination' })
    line(running.header, MARGIN.left, HEADER_Y)
    const text = running.pageOf(pages)
    const right = PAGE.width - MARGIN.right - TOTAL_WIDTH
    doc.font(face).fontSize(size)
    line(text, right - doc.widthOfString(`${text} `), FOOTER_Y)
    total ??= inside.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, TOTAL_WIDTH, size * 1.4] })
    inside.page.xobjects['Total'] = total
    // The page is drawn upside down, as pdfkit counts from the top; the number isn't.
    doc.addContent(`q 1 0 0 -1 ${right} ${(FOOTER_Y + size * 1.25).toFixed(2)} cm /Total Do Q`)
    doc.moveTo(MARGIN.left, RULE_Y).lineTo(PAGE.width - MARGIN.right, RULE_Y).lineWidth(0.5).strokeColor(LINE).stroke()
    doc.endMarkedContent()
    doc.restore()
    Object.assign(doc, { x, y })
    Object.assign(inside, { _font, _fontSize, _fillColor })
  })

  function line(text: string, x: number, y: number): void {
    const fitted = typeface.fit(text, face)
    doc.font(fitted.face).fontSize(size).fillColor('#000000').text(fitted.text, x, y, { lineBreak: false })
  }

  return {
    set: (next) => void (running = next),
    pages: () => pages,
    finish() {
      if (total === null) return
      doc.font(face)
      const font = inside._font
      const [codes] = font.encode(String(pages))
      total.data['Resources'] = { Font: { [font.id]: font.ref() } }
      total.end(`BT /${font.id} ${size} Tf 0 ${(size * 0.3).toFixed(2)} Td 0 g <${codes.join('')}> Tj ET`)
    },
  }
}
