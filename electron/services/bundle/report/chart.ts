import type { Sheet } from './sheet.ts'
import { BOTTOM, CONTENT_WIDTH, INK, MARGIN, STYLES, type Style } from './style.ts'

/** One bar: two stretches on top of or after each other. */
export interface Bar {
  label: string
  values: readonly [number, number]
}

export interface Chart {
  /** For those who can't see it: what it is of, and its largest figures. */
  alt: string
  bars: readonly Bar[]
  /** What the black and the hatched stretch are; null: all is black. */
  legend: readonly [string, string] | null
  count: (value: number) => string
}

const TEXT: Style = { ...STYLES.small, size: 7.5 }
const LEGEND_HEIGHT = 16
const ROW = { height: 15, bar: 9 }
const LABEL_WIDTH = 170
/** Least room for the figure after a bar, and what lies on both sides of it. */
const FIGURE_WIDTH = 34
const FIGURE_GAP = 8
const COLUMNS_HEIGHT = 120
const AXIS_HEIGHT = 14
const HATCH = 2.6

type Doc = Sheet['paper']['doc']

/** Lying bars, for things with names. */
export function lyingBars(sheet: Sheet, chart: Chart): void {
  const height = (chart.legend === null ? 0 : LEGEND_HEIGHT) + chart.bars.length * ROW.height
  draw(sheet, chart, height, (paper, top) => {
    const { doc } = paper
    const room = CONTENT_WIDTH - LABEL_WIDTH - Math.max(FIGURE_WIDTH, widest(paper, figuresOf(chart)) + FIGURE_GAP)
    const scale = room / largest(chart)
    for (const [index, { label, values }] of chart.bars.entries()) {
      const y = top + index * ROW.height
      const shown = fitted(paper, label, LABEL_WIDTH - 8)
      doc.text(shown, MARGIN.left, y + 2, { lineBreak: false })
      const [solid, hatched] = values
      const x = MARGIN.left + LABEL_WIDTH
      stretch(doc, x, y + 2, solid * scale, ROW.bar, 'solid')
      stretch(doc, x + solid * scale, y + 2, hatched * scale, ROW.bar, 'hatched')
      doc.text(paper.set(chart.count(solid + hatched), TEXT), x + (solid + hatched) * scale + 4, y + 2, { lineBreak: false })
    }
    doc
      .moveTo(MARGIN.left + LABEL_WIDTH, top)
      .lineTo(MARGIN.left + LABEL_WIDTH, top + chart.bars.length * ROW.height)
      .lineWidth(0.6)
      .strokeColor(INK)
      .stroke()
  })
}

/** Standing bars, for time: one beside the other, empty ones too. */
export function standingBars(sheet: Sheet, chart: Chart): void {
  const height = (chart.legend === null ? 0 : LEGEND_HEIGHT) + COLUMNS_HEIGHT + AXIS_HEIGHT + 10
  draw(sheet, chart, height, (paper, from) => {
    const { doc } = paper
    const top = from + 10
    const base = top + COLUMNS_HEIGHT
    const step = CONTENT_WIDTH / chart.bars.length
    const width = Math.min(step * 0.7, 34)
    const scale = COLUMNS_HEIGHT / largest(chart)
    const every = Math.ceil((widest(paper, chart.bars.map(({ label }) => label)) + 6) / step)
    // Where they have no room beside each other, the largest alone is told, at a line: the others stand in the table.
    const hasRoom = widest(paper, figuresOf(chart)) + 2 <= step
    if (!hasRoom) {
      doc.moveTo(MARGIN.left, top).lineTo(MARGIN.left + CONTENT_WIDTH, top).lineWidth(0.4).dash(2, { space: 2 }).strokeColor(INK).stroke().undash()
      doc.text(paper.set(chart.count(largest(chart)), TEXT), MARGIN.left, top - 10, { lineBreak: false })
    }
    for (const [index, { label, values }] of chart.bars.entries()) {
      const middle = MARGIN.left + (index + 0.5) * step
      const [solid, hatched] = values
      stretch(doc, middle - width / 2, base - solid * scale, width, solid * scale, 'solid')
      stretch(doc, middle - width / 2, base - (solid + hatched) * scale, width, hatched * scale, 'hatched')
      if (hasRoom && solid + hatched > 0) centred(chart.count(solid + hatched), middle, base - (solid + hatched) * scale - 10)
      if (index % every === 0) centred(label, middle, base + 4)
    }
    doc.moveTo(MARGIN.left, base).lineTo(MARGIN.left + CONTENT_WIDTH, base).lineWidth(0.6).strokeColor(INK).stroke()

    function centred(text: string, x: number, y: number): void {
      const shown = paper.set(text, TEXT)
      doc.text(shown, x - doc.widthOfString(shown) / 2, y, { lineBreak: false })
    }
  })
}

const largest = ({ bars }: Chart): number => Math.max(1, ...bars.map(({ values: [solid, hatched] }) => solid + hatched))

const figuresOf = ({ bars, count }: Chart): string[] => bars.map(({ values: [solid, hatched] }) => count(solid + hatched))

/** Of the widest of these, points. */
const widest = ({ doc }: Sheet['paper'], texts: readonly string[]): number => Math.max(0, ...texts.map((text) => doc.font(TEXT.face).fontSize(TEXT.size).widthOfString(text)))

function draw({ paper }: Sheet, { alt, legend }: Chart, height: number, bars: (paper: Sheet['paper'], top: number) => void): void {
  const { doc, tagged, ensure, section } = paper
  ensure(Math.min(height + 8, BOTTOM - MARGIN.top))
  const top = doc.y + 2
  tagged(
    section(),
    'Figure',
    () => {
      if (legend !== null) key(paper, legend, top)
      bars(paper, top + (legend === null ? 0 : LEGEND_HEIGHT))
    },
    { alt, bbox: [MARGIN.left, top, MARGIN.left + CONTENT_WIDTH, top + height] },
  )
  doc.x = MARGIN.left
  doc.y = top + height + 8
}

function key(paper: Sheet['paper'], legend: readonly [string, string], y: number): void {
  const { doc } = paper
  let x: number = MARGIN.left
  for (const [index, text] of legend.entries()) {
    stretch(doc, x, y + 1, 14, 8, index === 0 ? 'solid' : 'hatched')
    const shown = paper.set(text, TEXT)
    doc.text(shown, x + 19, y, { lineBreak: false })
    x += 19 + doc.widthOfString(shown) + 18
  }
}

/** Black or hatched, both with an outline: told apart on any printer, and by those who see no colours. */
function stretch(doc: Doc, x: number, y: number, width: number, height: number, fill: 'solid' | 'hatched'): void {
  if (width <= 0 || height <= 0) return
  if (fill === 'solid') {
    doc.rect(x, y, width, height).fillColor('#333333').fill()
    return
  }
  doc.save()
  doc.rect(x, y, width, height).clip()
  for (let at = x - height; at < x + width; at += HATCH) doc.moveTo(at, y + height).lineTo(at + height, y)
  doc.lineWidth(0.5).strokeColor(INK).stroke()
  doc.restore()
  doc.rect(x, y, width, height).lineWidth(0.6).strokeColor(INK).stroke()
}

/** The text as it can be set, cut where there is no more room. */
function fitted(paper: Sheet['paper'], text: string, width: number): string {
  const { doc } = paper
  let shown = paper.set(text.slice(0, 200), TEXT)
  if (doc.widthOfString(shown) <= width) return shown
  while (shown.length > 1 && doc.widthOfString(`${shown}…`) > width) shown = shown.slice(0, -1)
  return `${shown.toWellFormed()}…`
}

