import type { PreviewRow } from '../../evidence/index.ts'
import type { Picture } from './paper.ts'
import type { Sheet } from './sheet.ts'
import { BOTTOM, CONTENT_WIDTH, INK, LINE, MARGIN, PAGE, STYLES } from './style.ts'

/** To the right of a picture: the ruler, and the bar that shows which stretch of the whole it is. Points. */
const RULER = { left: 6, width: 34, bar: 6 }
/** Between marks of the ruler, px of the original; the first that leaves room for the figures. */
const STEPS = [100, 200, 500, 1000, 2000, 5000, 10_000]
const MARK_GAP = 42
/** Of the neighbour, so that a line of text that the border cuts can be read on one page, px. */
const OVERLAP = 90
const SMALL = { ...STYLES.small, size: 6.5 }

export interface Slice {
  picture: Picture
  row: Pick<PreviewRow, 'width' | 'height' | 'top'>
}

export interface PicturePage {
  slice: Slice
  /** The stretch below, of which a little is shown again; null: this is the last. */
  next: Slice | null
  /** Of the whole picture, px. */
  total: number
  caption: readonly [string, string]
  /** Words beside the picture. */
  words: { repeated: string; goesOn: string; count: (value: number) => string }
}

/** One stretch of a picture, alone on its page: what it is, where in the whole it lies, and the pixels' own count beside it. */
export function picturePage({ paper }: Sheet, { slice, next, total, caption, words }: PicturePage): void {
  const { doc, tagged, block, decoration } = paper
  doc.addPage()
  block('Caption', caption[0], { ...STYLES.h3, after: 1 })
  block('Caption', caption[1], STYLES.small)
  const top = doc.y + 2
  const { width, height } = slice.row
  const overlap = next === null ? 0 : Math.min(OVERLAP, next.row.height)
  const room = { width: CONTENT_WIDTH - RULER.left - RULER.width - RULER.bar, height: BOTTOM - top - (next === null ? 0 : 12) }
  // Small pictures aren't blown up beyond 96 pixels to the inch.
  const scale = Math.min(room.width / width, room.height / (height + overlap), 0.75)
  const drawn = { width: width * scale, height: height * scale }
  const bottom = top + drawn.height + overlap * scale
  tagged(
    paper.section(),
    'Figure',
    () => {
      doc.image(slice.picture, MARGIN.left, top, drawn)
      if (next === null) return
      doc.save()
      doc.rect(MARGIN.left, top + drawn.height, drawn.width, overlap * scale).clip()
      doc.image(next.picture, MARGIN.left, top + drawn.height, { width: next.row.width * scale, height: next.row.height * scale })
      doc.restore()
    },
    { alt: caption.join('. '), bbox: [MARGIN.left, top, MARGIN.left + drawn.width, bottom] },
  )
  decoration(() => {
    doc.rect(MARGIN.left, top, drawn.width, bottom - top).lineWidth(0.5).strokeColor(LINE).stroke()
    ruler(top, scale)
    if (next !== null) border(top + drawn.height, bottom)
    if (height >= total) return
    const bar = PAGE.width - MARGIN.right - RULER.bar
    doc.rect(bar, top, RULER.bar, bottom - top).lineWidth(0.5).strokeColor(LINE).stroke()
    const part = { y: top + (slice.row.top / total) * (bottom - top), height: Math.max((height / total) * (bottom - top), 2) }
    doc.rect(bar, part.y, RULER.bar, part.height).fillColor(INK).fill()
  })
  doc.y = bottom + 6

  function ruler(from: number, factor: number): void {
    const step = STEPS.find((each) => each * factor >= MARK_GAP) ?? 10_000
    const x = MARGIN.left + drawn.width + RULER.left
    for (let row = Math.ceil(slice.row.top / step) * step; row <= slice.row.top + height; row += step) {
      const y = from + (row - slice.row.top) * factor
      doc.moveTo(x - RULER.left + 1, y).lineTo(x, y).lineWidth(0.6).strokeColor(INK).stroke()
      label(words.count(row), x + 2, y - 4)
    }
  }

  /** Where the stretch ends and its neighbour is repeated. */
  function border(y: number, end: number): void {
    doc.moveTo(MARGIN.left, y).lineTo(MARGIN.left + drawn.width, y).lineWidth(0.8).dash(3, { space: 2 }).strokeColor(INK).stroke().undash()
    label(words.goesOn, MARGIN.left, end + 2)
    const text = words.repeated
    doc.font('text').fontSize(SMALL.size)
    label(text, MARGIN.left + drawn.width - doc.widthOfString(text), end + 2)
  }

  function label(text: string, x: number, y: number): void {
    doc.text(paper.set(text, SMALL), x, y, { lineBreak: false })
  }
}
