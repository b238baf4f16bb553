import PDFDocument from 'pdfkit'
import { loadFaces } from './fonts.ts'
import { BOTTOM, CONTENT_WIDTH, INK, LINE, MARGIN, PAGE, QUIET, STYLES, type Style } from './style.ts'
import { createTypeface } from './typeface.ts'

export type Struct = PDFKit.PDFStructureElement
/** What pdfkit takes for an element; its types lack the last two. */
interface About {
  alt?: string
  bbox?: [number, number, number, number]
  scope?: 'Row' | 'Column'
}

export interface PaperOptions {
  title: string
  subject: string
  author: string
  language: string
  /** Stands as date of creation: the only time in the file. */
  at: Date
}

/** pdfkit writes these into XML as they are; one ampersand would make the file no PDF/A any more. */
function inMetadata(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '+')
    .replace(/[<>\p{C}]/gu, ' ')
}

/**
 * The report's paper: a tagged PDF/A-3b in which everything is either part of the logical structure or marked as
 * decoration. Pages are kept until the end for their numbers; pictures are not kept, so that memory stays bounded.
 */
export async function createPaper(options: PaperOptions) {
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    tagged: true,
    lang: options.language,
    displayTitle: true,
    // Otherwise pdfkit would look for Helvetica, which can't be embedded.
    font: '',
    info: {
      Title: inMetadata(options.title),
      Subject: inMetadata(options.subject),
      Author: inMetadata(options.author),
      Creator: 'Bevisvalv',
      Producer: 'Bevisvalv (PDFKit)',
      CreationDate: options.at,
      ModDate: options.at,
    },
  })
  const typeface = createTypeface(doc, await loadFaces())
  const root = doc.struct('Document')
  doc.addStructure(root)
  let section: Struct = root
  const out: Uint8Array[] = []
  doc.on('data', (chunk: Uint8Array) => out.push(chunk))
  const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject))

  /** Sets the font and returns the text as it can be shown. */
  function set(text: string, style: Style): string {
    const fitted = typeface.fit(text, style.face)
    doc.font(fitted.face).fontSize(style.size).fillColor(INK)
    return fitted.text
  }

  function heightOf(text: string, style: Style, width: number): number {
    return doc.heightOfString(set(text, style) || ' ', { width, lineGap: style.lineGap })
  }

  /** Draws inside a structure element of its own. */
  function tagged(parent: Struct, type: string, draw: () => void, about: About = {}): void {
    parent.add(doc.struct(type, about, [draw]))
  }

  function decoration(draw: () => void): void {
    doc.save()
    doc.markContent('Artifact', { type: 'Layout' })
    draw()
    doc.endMarkedContent()
    doc.restore()
  }

  function ensure(height: number): void {
    if (doc.y + height > BOTTOM) doc.addPage()
  }

  function rule(): void {
    const y = doc.y
    decoration(() =>
      doc
        .moveTo(MARGIN.left, y)
        .lineTo(PAGE.width - MARGIN.right, y)
        .lineWidth(0.5)
        .strokeColor(LINE)
        .stroke(),
    )
  }

  function write(text: string, x: number, width: number, style: Style, quiet = false): void {
    const shown = set(text, style)
    doc.fillColor(quiet ? QUIET : INK).text(shown, x, doc.y, { width, lineGap: style.lineGap })
  }

  function block(type: string, text: string, style: Style, keepWith = 0, x = MARGIN.left): void {
    const width = PAGE.width - MARGIN.right - x
    const height = heightOf(text, style, width)
    // What is longer than a page flows over it.
    ensure(Math.min(height, BOTTOM - MARGIN.top - keepWith) + keepWith)
    tagged(section, type, () => write(text, x, width, style))
    doc.y += style.after
  }

  async function* end(): AsyncGenerator<Uint8Array> {
    root.end()
    doc.end()
    await ended
    yield* out.splice(0)
  }

  return {
    doc,
    set,
    heightOf,
    tagged,
    decoration,
    ensure,
    rule,
    write,
    block,
    /** Where blocks go from now on. */
    section: (): Struct => section,
    beginSection(title: string): void {
      doc.addPage()
      section = doc.struct('Sect')
      root.add(section)
      doc.outline.addItem(typeface.fit(title, 'text').text)
    },

    /** Takes what has been finished so far out of memory. */
    async *drain(): AsyncGenerator<Uint8Array> {
      await new Promise(setImmediate)
      yield* out.splice(0)
    },

    /** Header and page numbers, and the end of the file. */
    async *finish(header: string, pageOf: (page: number, pages: number) => string): AsyncGenerator<Uint8Array> {
      const { start, count } = doc.bufferedPageRange()
      for (let index = 1; index < count; index += 1) {
        doc.switchToPage(start + index)
        doc.markContent('Artifact', { type: 'Pagination' })
        const line = (text: string, y: number, align: 'left' | 'right') =>
          doc.text(set(text, STYLES.small), MARGIN.left, y, { width: CONTENT_WIDTH, align, lineBreak: false })
        line(header, 42, 'left')
        const number = pageOf(index + 1, count)
        const width = doc.widthOfString(set(number, STYLES.small))
        doc.text(set(number, STYLES.small), PAGE.width - MARGIN.right - width, PAGE.height - 44, { lineBreak: false })
        doc
          .moveTo(MARGIN.left, 57)
          .lineTo(PAGE.width - MARGIN.right, 57)
          .lineWidth(0.5)
          .strokeColor(LINE)
          .stroke()
        doc.endMarkedContent()
      }
      yield* end()
    },
    /** The end of the file without either. */
    end,
  }
}
