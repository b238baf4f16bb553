import { visible } from '../../../../shared/encoding/index.ts'
import { translator, type Translate } from '../../../../shared/locales/index.ts'
import type { FileFacts, Language } from '../../../../shared/model/index.ts'
import { createPaper } from '../report/paper.ts'
import { BOTTOM, CONTENT_WIDTH, LINE, MARGIN, PAGE, STYLES, type Style } from '../report/style.ts'
import { createWords } from '../report/words.ts'
import type { HandOverReceipt } from './ports.ts'

/** Where the office is. */
const TIME_ZONE = 'Europe/Stockholm'
const LABEL = 128
const FACT: Style = { ...STYLES.body, size: 9, lineGap: 1.5 }
const HEADING: Style = { face: 'strong', size: 9, lineGap: 1, after: 2 }
/** Eight groups of four on a line, two lines: large enough to be read out over a telephone. */
const HEX: Style = { face: 'mono', size: 14, lineGap: 2, after: 9 }
const SMALL: Style = { face: 'text', size: 8, lineGap: 1.5, after: 4 }
/** Longest value in lines: texts of any length leave the page one page. */
const MOST_LINES = 2
/** Room to write in, points. */
const WRITING = 30

type Paper = Awaited<ReturnType<typeof createPaper>>

/**
 * `application/pdf` in pieces: one page for the receiver to sign. The same facts give the same bytes. Names are what people
 * typed: hostile input.
 */
export async function* renderHandOverReceipt(facts: HandOverReceipt, language: Language): AsyncGenerator<Uint8Array> {
  const t = translator(language)
  const { view, fingerprint, head } = facts
  const words = createWords(t, language, TIME_ZONE)
  const paper = await createPaper({
    title: t('handover.receipt.title'),
    subject: t('handover.receipt.subject', { number: view.number }),
    author: facts.vaultName,
    language: language === 'sv' ? 'sv-SE' : 'en-GB',
    at: new Date(view.at),
  })
  const { doc, block } = paper
  paper.beginSection(t('handover.receipt.title'))
  doc.y = 40
  block('H1', t('handover.receipt.title'), { ...STYLES.h1, size: 18, after: 1 })
  const lead = { ...STYLES.strong, after: 6 }
  block('P', cut(paper, t('handover.receipt.lead', { vault: visible(facts.vaultName) }), lead, CONTENT_WIDTH), lead)
  rows(paper, about(t, facts, words.moment))

  const digits = (label: string, hex: string) => {
    block('H2', label, HEADING)
    block('P', eights(hex), HEX)
  }
  const named = (key: 'handed' | 'bundle', { name, bytes, sha256 }: FileFacts) =>
    digits(`${t('handover.receipt.sha256')}. ${t(`handover.receipt.${key}`, { name, bytes: words.bytes(bytes) })}`, sha256)
  named('handed', view.handed)
  if (view.protection !== 'none') named('bundle', view.bundle)
  digits(t('handover.receipt.key'), fingerprint)
  digits(t('handover.receipt.head', { size: head.size }), head.root)
  block('P', t('handover.receipt.origin', { origin: head.origin }), { ...SMALL, face: 'mono', size: 7.5, after: 8 })
  block('H2', t('handover.receipt.check'), HEADING)
  block('P', t('handover.receipt.checkText'), SMALL)
  if (view.protection !== 'none') {
    block('H2', t('handover.receipt.open'), HEADING)
    block('P', t(`handover.receipt.opens.${view.protection}`, { name: view.handed.name, bundle: view.bundle.name }), SMALL)
  }
  signing(paper, t)
  yield* paper.end()
}

function about(t: Translate, { view, case: { number, reference }, bundle: { profile, title } }: HandOverReceipt, moment: (instant: string) => string): [label: string, value: string][] {
  const method = t(`handover.method.${view.method}`)
  const receiver = [view.receiver, view.receiverTitle, view.authority].filter(Boolean).map((text) => visible(text)).join(', ')
  const all: ([string, string] | null)[] = [
    [t('handover.receipt.what'), t('handover.receipt.whatText', { name: view.bundle.name, number: view.number, case: number })],
    [t('handover.receipt.profile'), title === null ? t(`report.cover.profiles.${profile}`) : t('handover.receipt.profileText', { profile: t(`report.cover.profiles.${profile}`), title: visible(title) })],
    reference === '' ? null : [t('handover.receipt.reference'), visible(reference)],
    [t('handover.receipt.receiver'), receiver],
    view.reference === '' ? null : [t('handover.receipt.receiverReference'), visible(view.reference)],
    [t('handover.receipt.method'), view.methodText === '' ? method : t('handover.receipt.methodText', { method, text: visible(view.methodText) })],
    [t('handover.receipt.date'), view.date],
    [t('handover.receipt.protection'), t(`handover.protection.${view.protection}`)],
    [t('handover.receipt.by'), t('handover.receipt.byText', { name: visible(view.by), at: moment(view.at), seq: view.seq })],
  ]
  return all.filter((fact) => fact !== null)
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
    const width = CONTENT_WIDTH - LABEL
    tagged(row, 'TD', () => write(cut(paper, value, FACT, width), MARGIN.left + LABEL, width, FACT))
    row.end()
    doc.y = Math.max(doc.y, bottom) + 2
  }
  table.end()
  doc.y += 8
}

/** At the foot: what is signed, and lines to write on. */
function signing(paper: Paper, t: Translate): void {
  const { doc, block } = paper
  const half = (CONTENT_WIDTH - 24) / 2
  const right = MARGIN.left + half + 24
  doc.y = Math.max(doc.y + 4, BOTTOM - 2 * WRITING - 40)
  block('H2', t('handover.receipt.sign'), { ...HEADING, size: 10 })
  const field = (label: string, x: number, width: number, top: number) => {
    doc.y = top + WRITING
    paper.decoration(() => doc.moveTo(x, doc.y).lineTo(x + width, doc.y).lineWidth(0.7).strokeColor(LINE).stroke())
    doc.y += 2
    paper.tagged(paper.section(), 'P', () => paper.write(label, x, width, { ...SMALL, size: 7.5 }, true))
  }
  const first = doc.y - 6
  field(t('handover.receipt.signature'), MARGIN.left, CONTENT_WIDTH, first)
  const second = doc.y - 8
  field(t('handover.receipt.name'), MARGIN.left, half, second)
  field(t('handover.receipt.signedAt'), right, PAGE.width - MARGIN.right - right, second)
}

/** Two lines of eight groups of four. */
function eights(hex: string): string {
  const groups = hex.match(/.{4}/g) ?? []
  return [groups.slice(0, 8), groups.slice(8)].map((line) => line.join(' ')).join('\n')
}

/** As much of the beginning as fits. */
function cut(paper: Paper, text: string, style: Style, width: number): string {
  const room = paper.heightOf('X\n'.repeat(MOST_LINES - 1) + 'X', style, width)
  const fits = (part: string) => paper.heightOf(part, style, width) <= room
  if (fits(text)) return text
  const characters = [...text]
  let low = 0
  let high = characters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(`${characters.slice(0, middle).join('')}…`)) low = middle
    else high = middle - 1
  }
  return `${characters.slice(0, low).join('')}…`
}
