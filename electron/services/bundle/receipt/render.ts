import { entropyToMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { encode } from 'uqr'
import { fromHex, receiptGroups, visible } from '../../../../shared/encoding/index.ts'
import { translator } from '../../../../shared/locales/index.ts'
import { createPaper } from '../report/paper.ts'
import { BOTTOM, CONTENT_WIDTH, INK, LINE, MARGIN, PAGE, STYLES, type Style } from '../report/style.ts'
import { createWords } from '../report/words.ts'
import type { ReceiptFacts } from './facts.ts'

/** Where the office is. */
const TIME_ZONE = 'Europe/Stockholm'
/** The symbol with its quiet zone of four modules, points: a module is almost a millimetre, which any camera reads. */
const QR = 152
const QUIET_ZONE = 4
const COLUMN = CONTENT_WIDTH - QR - 16
const LABEL = 92

const FACT: Style = { ...STYLES.body, lineGap: 1.5 }
const LABELS: Style = { face: 'strong', size: 8.5, lineGap: 1, after: 2 }
const SMALL: Style = { face: 'text', size: 8.5, lineGap: 1.5, after: 4 }
const HEX: Style = { face: 'mono', size: 7.2, lineGap: 1.5, after: 6 }
const CODE: Style = { face: 'mono', size: 9, lineGap: 3, after: 8 }
/** A statement is set as large as it fits on the page, and no smaller than can be read. */
const STATEMENT_SIZES = [9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5]

type Paper = Awaited<ReturnType<typeof createPaper>>

/** `application/pdf` in pieces, a page each. The same facts give the same bytes. */
export async function* renderReceipts(all: readonly [ReceiptFacts, ...ReceiptFacts[]]): AsyncGenerator<Uint8Array> {
  const [first] = all
  const t = translator(first.language)
  const paper = await createPaper({
    title: t('receipt.title'),
    subject: t('receipt.subject', { number: first.attested.payload.number }),
    author: first.vaultName,
    language: first.language === 'sv' ? 'sv-SE' : 'en-GB',
    at: new Date(first.attested.at),
  })
  for (const facts of all) page(paper, facts)
  yield* paper.end()
}

function page(paper: Paper, facts: ReceiptFacts): void {
  const { doc, block } = paper
  const { attested, receipt, code, language } = facts
  const { payload } = attested
  const t = translator(language)
  const words = createWords(t, language, TIME_ZONE)
  paper.beginSection(t('receipt.title'))
  doc.y = 44
  block('H1', t('receipt.title'), { ...STYLES.h1, size: 19, after: 2 })
  const lead = { ...STYLES.strong, after: 8 }
  block('P', cut(paper, t('receipt.lead', { vault: visible(facts.vaultName) }), lead, CONTENT_WIDTH, 3), lead)

  const top = doc.y
  symbol(paper, code, top, t('receipt.qr'))
  const { witness, number, title, contentRoot, grade, hand, statement } = payload
  rows(paper, [
    [t('receipt.witness'), [visible(witness.name), visible(witness.title), t(`verify.standings.${facts.standing}`)].filter(Boolean).join(', ')],
    [t('receipt.signed'), words.moment(attested.at)],
    [t('receipt.exhibit'), t('receipt.exhibitText', { number, title: visible(title) })],
    [t('receipt.grade'), t(`report.grade.${grade}`)],
    [t('receipt.entry'), String(attested.seq)],
    [t('receipt.key'), fours(receipt.kid)],
  ])
  doc.y = Math.max(doc.y, top + QR + 12) + 4

  const section = (label: string, text: string, style: Style) => {
    block('H2', label, LABELS)
    block('P', text, style)
  }
  section(t('receipt.fingerprint', { short: fours(contentRoot.slice(0, 16)) }), fours(contentRoot), HEX)
  section(t('receipt.head', { size: receipt.head.size }), fours(receipt.head.root), HEX)
  section(t('receipt.words'), entropyToMnemonic(fromHex(receipt.head.root), wordlist), SMALL)
  section(t('receipt.code'), receiptGroups(code).join(' '), CODE)

  const purpose = [t('receipt.purpose'), t('receipt.purposeText'), t('receipt.check'), t('receipt.checkText')] as const
  const below = purpose.reduce((sum, text, i) => sum + paper.heightOf(text, i % 2 === 0 ? LABELS : SMALL, CONTENT_WIDTH) + (i % 2 === 0 ? LABELS.after : SMALL.after), 0)
  const drawn = hand === null ? 0 : 66
  said(paper, t('receipt.statement'), statement, t('receipt.rest'), BOTTOM - below - drawn - 8)
  if (hand !== null) strokes(paper, hand, t('receipt.hand'))
  doc.y = Math.max(doc.y, BOTTOM - below)
  section(purpose[0], purpose[1], SMALL)
  section(purpose[2], purpose[3], { ...SMALL, after: 0 })
}

function rows(paper: Paper, facts: readonly (readonly [label: string, value: string])[]): void {
  const { doc, tagged, write } = paper
  const table = doc.struct('Table')
  paper.section().add(table)
  for (const [label, value] of facts) {
    const row = doc.struct('TR')
    table.add(row)
    const top = doc.y
    tagged(row, 'TH', () => write(label, MARGIN.left, LABEL - 6, STYLES.label, true), { scope: 'Row' })
    const bottom = doc.y
    doc.y = top
    tagged(row, 'TD', () => write(cut(paper, value, FACT, COLUMN - LABEL, 4), MARGIN.left + LABEL, COLUMN - LABEL, FACT))
    row.end()
    doc.y = Math.max(doc.y, bottom) + 4
  }
  table.end()
}

/** Drawn as rectangles, row by row: sharp at any size, and black on white. */
function symbol(paper: Paper, code: string, top: number, alt: string): void {
  const { doc } = paper
  const { data, size } = encode(code, { ecc: 'M', border: 0 })
  const module = QR / (size + 2 * QUIET_ZONE)
  const left = PAGE.width - MARGIN.right - QR
  const at = (index: number) => (index + QUIET_ZONE) * module
  paper.tagged(
    paper.section(),
    'Figure',
    () => {
      doc.save().fillColor(INK)
      data.forEach((row, y) => {
        for (let x = 0; x < size; x += 1) {
          if (row[x] !== true) continue
          let end = x
          while (row[end] === true) end += 1
          // A hair more in height, so that no seam shows between rows.
          doc.rect(left + at(x), top + at(y), (end - x) * module, module * 1.02)
          x = end
        }
      })
      doc.fill().restore()
    },
    { alt, bbox: [left, top, left + QR, top + QR] },
  )
  const y = doc.y
  doc.y = top + QR
  paper.tagged(paper.section(), 'Caption', () => paper.write(alt, left + QUIET_ZONE * module, QR, { ...STYLES.small, size: 7.5 }, true))
  doc.y = y
}

/** The statement, as large as it fits above `bottom`; what doesn't fit at the smallest size is told. */
function said(paper: Paper, label: string, statement: string, rest: string, bottom: number): void {
  const { doc, block } = paper
  block('H2', label, LABELS)
  const paragraphs = statement.split('\n').filter((line) => line.trim() !== '')
  const styleOf = (size: number): Style => ({ face: 'text', size, lineGap: size * 0.2, after: size * 0.4 })
  const heightOf = (texts: readonly string[], style: Style) => texts.reduce((sum, text) => sum + paper.heightOf(text, style, CONTENT_WIDTH - 12) + style.after, 0)
  const room = bottom - doc.y
  const top = doc.y
  const fitting = STATEMENT_SIZES.map(styleOf).find((style) => heightOf(paragraphs, style) <= room)
  const style = fitting ?? styleOf(STATEMENT_SIZES.at(-1) ?? 5.5)
  const shown = fitting === undefined ? [...begin(paragraphs, (texts) => heightOf([...texts, rest], style) <= room), rest] : paragraphs
  for (const text of shown) block('P', text, style, 0, MARGIN.left + 12)
  const end = doc.y
  paper.decoration(() => doc.moveTo(MARGIN.left + 3, top).lineTo(MARGIN.left + 3, end - style.after).lineWidth(1.5).strokeColor(LINE).stroke())
  doc.y = end + 4
}

/** As much of the beginning as fits, to the word. */
function begin(paragraphs: readonly string[], fits: (texts: readonly string[]) => boolean): string[] {
  const shown: string[] = []
  for (const paragraph of paragraphs) {
    if (fits([...shown, paragraph])) {
      shown.push(paragraph)
      continue
    }
    const words = paragraph.split(' ')
    let low = 0
    let high = words.length
    const part = (count: number) => `${words.slice(0, count).join(' ')} …`
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (fits([...shown, part(middle)])) low = middle
      else high = middle - 1
    }
    return low === 0 ? shown : [...shown, part(low)]
  }
  return shown
}

/** Strokes of `x,y` in a field of 1000 × 300. */
function strokes(paper: Paper, hand: string, alt: string): void {
  const { doc } = paper
  const top = doc.y
  const scale = 150 / 1000
  paper.tagged(
    paper.section(),
    'Figure',
    () => {
      doc.save().lineWidth(1).lineCap('round').lineJoin('round').strokeColor(INK)
      for (const stroke of hand.split(';')) {
        const points = stroke.split(' ').map((point) => point.split(',').map(Number) as [number, number])
        const [x, y] = points[0] ?? [0, 0]
        doc.moveTo(MARGIN.left + 12 + x * scale, top + y * scale)
        // A dot is a stroke as well.
        for (const [nextX, nextY] of points.length === 1 ? points : points.slice(1)) doc.lineTo(MARGIN.left + 12 + nextX * scale, top + nextY * scale)
      }
      doc.stroke().restore()
    },
    { alt, bbox: [MARGIN.left + 12, top, MARGIN.left + 162, top + 45] },
  )
  doc.y = top + 47
  paper.block('Caption', alt, { ...STYLES.small, size: 7, after: 4 }, 0, MARGIN.left + 12)
}

const fours = (hex: string): string => (hex.match(/.{4}/g) ?? []).join(' ')

/** As much of the beginning as stands on `lines` lines: a name of any length and width leaves the page one page. */
function cut(paper: Paper, text: string, style: Style, width: number, lines: number): string {
  const room = paper.heightOf('X\n'.repeat(lines - 1) + 'X', style, width)
  const fits = (part: string) => paper.heightOf(part, style, width) <= room
  if (fits(text)) return text
  const characters = [...text]
  const part = (count: number) => `${characters.slice(0, count).join('')}…`
  let low = 0
  let high = characters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(part(middle))) low = middle
    else high = middle - 1
  }
  return part(low)
}
