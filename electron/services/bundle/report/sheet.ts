import { createPaper, type PaperOptions, type Struct } from './paper.ts'
import {
  BOTTOM,
  CONTENT_WIDTH,
  INK,
  LINE,
  MARGIN,
  PAGE,
  STYLES,
  type Column,
  type Fact,
  type Style,
  type StyleName,
} from './style.ts'

/** Measuring costs more the longer a text is, so what has no line breaks is cut into pieces, at a space if possible. */
const STRETCH = 1200

function* stretches(paragraph: string): Generator<string> {
  let rest = paragraph
  while (rest.length > STRETCH) {
    const space = rest.lastIndexOf(' ', STRETCH)
    const end = space > STRETCH / 2 ? space + 1 : STRETCH
    yield rest.slice(0, end)
    rest = rest.slice(end)
  }
  yield rest
}

/** First column of facts, points. */
const LABEL_WIDTH = 130
/** A heading of the second level, with the room above and below it. */
const HEADING_HEIGHT = 30

/** How high a row is with what must stand on the same page: the last one never stands alone on the next. */
function together<T>(rows: readonly T[], index: number, height: (row: T) => number): number {
  return rows.slice(index, index === rows.length - 2 ? index + 2 : index + 1).reduce((sum, row) => sum + height(row), 0)
}

/** The blocks that a report is made of, one below the other. */
export type Sheet = Awaited<ReturnType<typeof createSheet>>

export async function createSheet(options: PaperOptions) {
  const paper = await createPaper(options)
  const { doc, set, heightOf, tagged, decoration, ensure, rule, write, block } = paper

  function cells(
    parent: Struct,
    type: 'TH' | 'TD',
    columns: readonly Column[],
    texts: readonly string[],
    head = false,
  ): void {
    const row = doc.struct('TR')
    parent.add(row)
    const top = doc.y
    let x: number = MARGIN.left
    let bottom = top
    columns.forEach((column, index) => {
      doc.y = top
      const style = head ? { ...STYLES.label, face: 'strong' as const } : STYLES[column.style]
      tagged(
        row,
        type,
        () => write(texts[index] ?? '', x, column.width - 8, style),
        type === 'TH' ? { scope: 'Column' } : {},
      )
      bottom = Math.max(bottom, doc.y)
      x += column.width
    })
    row.end()
    doc.y = bottom + 3
    rule()
    doc.y += 4
  }

  function list(items: readonly string[], label: (index: number) => string): void {
    const all = doc.struct('L')
    paper.section().add(all)
    const indent = MARGIN.left + 16
    const width = PAGE.width - MARGIN.right - indent
    for (const [index, item] of items.entries()) {
      ensure(Math.min(heightOf(item, STYLES.body, width), BOTTOM - MARGIN.top))
      const entry = doc.struct('LI')
      all.add(entry)
      const top = doc.y
      tagged(entry, 'Lbl', () => write(label(index), MARGIN.left + 2, 14, STYLES.body))
      doc.y = top
      tagged(entry, 'LBody', () => write(item, indent, width, STYLES.body))
      entry.end()
      doc.y += 3
    }
    all.end()
    doc.y += 5
  }

  const FACT_VALUE = { x: MARGIN.left + LABEL_WIDTH, width: CONTENT_WIDTH - LABEL_WIDTH }
  const factHeight = ({ value, style = 'body' }: Fact) => heightOf(value, STYLES[style], FACT_VALUE.width) + 8

  return {
    paper,
    drain: paper.drain,
    /** Goes on to the next page unless this many points are left on this one. */
    keep: ensure,
    finish: paper.end,
    /** A chapter begins on a page of its own and with an entry in the outline. */
    chapter(title: string, level: Parameters<typeof paper.beginSection>[1] = 'chapter'): void {
      paper.beginSection(title, level)
      block('H1', title, STYLES.h1)
    },
    /** Goes on to the next page unless a heading and all these facts fit on this one. */
    keepFacts(facts: readonly Fact[]): void {
      ensure(facts.reduce((sum, fact) => sum + factHeight(fact), HEADING_HEIGHT))
    },
    heading(text: string): void {
      doc.y += 6
      block('H2', text, STYLES.h2, 40)
    },
    subheading: (text: string): void => block('H3', text, STYLES.h3, 30),
    paragraph: (text: string, style: StyleName = 'body'): void => block('P', text, STYLES[style]),
    space(points: number): void {
      doc.y += points
    },

    bullets: (items: readonly string[]): void => list(items, () => '•'),
    numbered: (items: readonly string[]): void => list(items, (index) => `${index + 1}.`),

    /** Two columns, label and value, with a thin line between rows. */
    facts(facts: readonly Fact[]): void {
      const table = doc.struct('Table')
      paper.section().add(table)
      for (const [index, fact] of facts.entries()) {
        const style = STYLES[fact.style ?? 'body']
        ensure(Math.min(together(facts, index, factHeight), 308))
        const row = doc.struct('TR')
        table.add(row)
        const top = doc.y
        tagged(row, 'TH', () => write(fact.label, MARGIN.left, LABEL_WIDTH - 10, STYLES.label, true), { scope: 'Row' })
        const labelBottom = doc.y
        doc.y = top
        const page = doc.page
        tagged(row, 'TD', () => write(fact.value, FACT_VALUE.x, FACT_VALUE.width, style))
        row.end()
        if (doc.page === page) doc.y = Math.max(doc.y, labelBottom)
        doc.y += 1
        rule()
        doc.y += 4
      }
      table.end()
      doc.y += 8
    },

    /** The head is repeated on each page. A row isn't torn apart. */
    table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
      const table = doc.struct('Table')
      paper.section().add(table)
      const titles = columns.map(({ title }) => title)
      const height = (row: readonly string[]) =>
        Math.max(...columns.map((column, i) => heightOf(row[i] ?? '', STYLES[column.style], column.width - 8))) + 8
      ensure(60)
      cells(table, 'TH', columns, titles, true)
      for (const [index, row] of rows.entries()) {
        if (doc.y + together(rows, index, height) > BOTTOM) {
          doc.addPage()
          cells(table, 'TH', columns, titles, true)
        }
        cells(table, 'TD', columns, row)
      }
      table.end()
      doc.y += 8
    },

    /** A framed statement: what must not be overlooked, also in black and white. */
    box(lines: readonly { text: string; style: Style; center?: boolean }[], heavy = false): void {
      const inner = CONTENT_WIDTH - 28
      const height =
        lines.reduce((sum, line) => sum + heightOf(line.text, line.style, inner) + line.style.after, 0) + 20
      ensure(height)
      const top = doc.y
      decoration(() =>
        doc
          .rect(MARGIN.left, top, CONTENT_WIDTH, height)
          .lineWidth(heavy ? 1.6 : 0.8)
          .strokeColor(INK)
          .stroke(),
      )
      doc.y = top + 12
      for (const line of lines) {
        tagged(paper.section(), 'P', () => {
          const shown = set(line.text, line.style)
          doc.text(shown, MARGIN.left + 14, doc.y, {
            width: inner,
            lineGap: line.style.lineGap,
            align: line.center === true ? 'center' : 'left',
          })
        })
        doc.y += line.style.after
      }
      doc.y = top + height + 12
    },

    code(lines: readonly string[]): void {
      const style = { ...STYLES.mono, size: 7 }
      const height = lines.length * (style.size * 1.17 + style.lineGap) + 6
      ensure(height)
      const top = doc.y
      decoration(() =>
        doc
          .moveTo(MARGIN.left + 4, top)
          .lineTo(MARGIN.left + 4, top + height - 3)
          .lineWidth(2)
          .strokeColor(LINE)
          .stroke(),
      )
      doc.y = top + 2
      tagged(paper.section(), 'Code', () => {
        for (const line of lines)
          doc.text(set(line, style), MARGIN.left + 14, doc.y, { width: CONTENT_WIDTH - 14, lineGap: style.lineGap })
      })
      doc.y = top + height + 4
    },

    /** Text of strangers, at most so many pages (null: all of it). Returns whether it was cut. */
    foreignText(text: string, pages: number | null): boolean {
      const style = { ...STYLES.body, size: 9, after: 3 }
      const last = pages === null ? Infinity : paper.pages() + pages - 1
      for (const paragraph of text.split('\n')) {
        if (paragraph.trim() === '') doc.y += 4
        else {
          for (const stretch of stretches(paragraph)) {
            // Room is left below for the line that says that the text goes on.
            const fits = doc.y + heightOf(stretch, style, CONTENT_WIDTH) + 20 <= BOTTOM
            if (!fits && paper.pages() >= last) return true
            block('P', stretch, style)
          }
        }
      }
      return false
    },
  }
}
