import { visible } from '../../../shared/encoding/index.ts'
import { translator } from '../../../shared/locales/index.ts'
import type { Language } from '../../../shared/model/index.ts'
import { createPaper } from './report/paper.ts'
import { BOTTOM, CONTENT_WIDTH, MARGIN, STYLES, type Style } from './report/style.ts'

const TITLE: Style = { ...STYLES.h1, size: 16, after: 6 }
const LINE: Style = { face: 'text', size: 10, lineGap: 2.5, after: 2 }
/** Between paragraphs, points. */
const GAP = 8
/** Above a line to write on, points. */
const WRITING = 18
/** Paragraphs up to this height, points, stay on one page: nobody signs on a page without what stands above the line. */
const TOGETHER = (BOTTOM - MARGIN.top) / 3

export interface LetterPage {
  /** Stands in the file's properties; the heading is the text's own first line. */
  title: string
  subject: string
  author: string
  text: string
  language: Language
  at: Date
}

/** `application/pdf` in pieces: a letter to print and to sign. The text is what a person wrote: hostile input. */
export async function* renderLetter({ title, subject, author, text, language, at }: LetterPage): AsyncGenerator<Uint8Array> {
  const { doc, block, ensure, heightOf, beginSection, furniture, end } = await createPaper({ title, subject, author, language: language === 'sv' ? 'sv-SE' : 'en-GB', at })
  const t = translator(language)
  furniture.set({ header: subject, pageOf: (page) => t('report.page', { page }) })
  beginSection(title)
  const [heading = '', ...rest] = visible(text, { lines: true }).trim().split('\n')
  block('H1', heading, TITLE)
  const above = (line: string) => (line.includes('____') ? WRITING : 0)
  for (const paragraph of rest.join('\n').split(/\n\s*\n/)) {
    const lines = paragraph.split('\n').filter((line) => line.trim() !== '')
    const height = lines.reduce((sum, line) => sum + above(line) + heightOf(line, LINE, CONTENT_WIDTH) + LINE.after, 0)
    if (height <= TOGETHER) ensure(height)
    for (const line of lines) {
      doc.y += above(line)
      block('P', line, LINE)
    }
    doc.y += GAP
  }
  yield* end()
}
