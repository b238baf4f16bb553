import PDFDocument from 'pdfkit'
import { loadFaces } from './fonts.ts'
import { createFurniture, type Furniture } from './furniture.ts'
import { createRelease } from './release.ts'
import { BOTTOM, INK, LINE, MARGIN, PAGE, QUIET, type Style } from './style.ts'
import { createTypeface } from './typeface.ts'

export type Struct = PDFKit.PDFStructureElement
/** A picture that lies in the file once, however often it is drawn. */
export type Picture = Parameters<PDFKit.PDFDocument['image']>[0]
type Outline = PDFKit.PDFDocument['outline']
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

/** No text is narrower per character, as a share of its size; longer ones needn't be measured as a whole. */
const NARROWEST = 0.25

/** pdfkit writes these into XML as they are; one ampersand would make the file no PDF/A any more. */
function inMetadata(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '+')
    .replace(/[<>\p{C}]/gu, ' ')
}

/**
 * The report's paper: a tagged PDF/A-3b in which everything is either part of the logical structure or marked as
 * decoration. A page is written out as soon as the next one begins, a picture as soon as it is drawn, so that memory
 * doesn't grow with the case.
 */
export async function createPaper(options: PaperOptions) {
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    autoFirstPage: false,
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
  /** What sections are put in: the document, or the part of one language. */
  let part: Struct = root
  let section: Struct = root
  let bookmarks: Outline = doc.outline
  let group: Outline | null = null
  let waiting: string | null = null
  const furniture: Furniture = createFurniture(doc, typeface)
  const release = createRelease(doc)
  const out: Uint8Array[] = []
  doc.on('data', (chunk: Uint8Array) => out.push(chunk))
  /** In one: pdfkit gives each line by itself, and whoever writes it to the disk would do so line by line. */
  const taken = (): Uint8Array => Buffer.concat(out.splice(0))
  const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject))

  /** Sets the font and returns the text as it can be shown. */
  function set(text: string, style: Style): string {
    const fitted = typeface.fit(text, style.face)
    doc.font(fitted.face).fontSize(style.size).fillColor(INK)
    return fitted.text
  }

  function heightOf(text: string, style: Style, width: number): number {
    const shown = set(text, style) || ' '
    // Most texts are of one line, which is known sooner than where others break; what nearly fills a line isn't judged by rounding.
    const mayFit = !shown.includes('\n') && shown.length * style.size * NARROWEST < width
    if (mayFit && doc.widthOfString(shown) < width - 1) return doc.currentLineHeight(true) + style.lineGap
    return doc.heightOfString(shown, { width, lineGap: style.lineGap })
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
    furniture.finish()
    doc.end()
    await ended
    yield taken()
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
    furniture,
    /** Pages so far. */
    pages: furniture.pages,
    /** Where blocks go from now on. */
    section: (): Struct => section,
    /** A part in a language of its own (BCP 47), with its own branch of the outline. */
    beginPart(language: string, title: string): void {
      if (section !== part) section.end()
      if (part !== root) part.end()
      part = doc.struct('Part', { lang: language })
      root.add(part)
      section = part
      group = null
      // The outline's entry needs a page to lead to: the one that the part's first section begins.
      bookmarks = doc.outline
      waiting = title
    },
    /** `level`: `group` leads sections that follow as `member`s; both are for the outline alone. */
    beginSection(title: string, level: 'chapter' | 'group' | 'member' = 'chapter'): void {
      if (section !== part) section.end()
      doc.addPage()
      release()
      section = doc.struct('Sect')
      part.add(section)
      if (waiting !== null) bookmarks = doc.outline.addItem(typeface.fit(waiting, 'text').text)
      waiting = null
      const parent = level === 'member' && group !== null ? group : bookmarks
      const item = parent.addItem(typeface.fit(title, 'text').text)
      if (level === 'group') group = item
      if (level === 'chapter') group = null
    },

    /** Takes what has been finished so far out of memory. */
    async *drain(): AsyncGenerator<Uint8Array> {
      await new Promise(setImmediate)
      if (out.length > 0) yield taken()
    },
    end,
  }
}
