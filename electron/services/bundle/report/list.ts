import { isPartial, type ExhibitInBundle } from '../contents.ts'
import { visible } from '../../../../shared/encoding/index.ts'
import type { Known, Brief } from './known.ts'
import type { Pictures } from './pictures.ts'
import type { Sheet } from './sheet.ts'
import { BOTTOM, LINE, MARGIN, STYLES, type Style } from './style.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

/** `when`: a moment with its zone stands on one line. */
const COLUMNS = { number: 26, picture: 70, what: 187, when: 108, grade: 92 }
const THUMBNAIL = { width: 60, height: 66 }
const HEAD: Style = { ...STYLES.label, face: 'strong' }
const TITLE: Style = { face: 'strong', size: 9, lineGap: 1.5, after: 2 }
const TEXT: Style = { face: 'text', size: 8, lineGap: 1.5, after: 2 }
const ADDRESS: Style = { face: 'mono', size: 6.5, lineGap: 1.5, after: 2 }
const STRONG: Style = { face: 'strong', size: 8, lineGap: 1.5, after: 2 }
/** Of titles, addresses and accounts, characters. */
const CUT = { title: 160, address: 150, account: 60 }
/** Rows between two times that finished bytes are handed on. */
const ROWS = 10

interface Line {
  text: string
  style: Style
}

/** Exhibits with a small picture each: what, where, who as it was read, when, witnessed how, and whether it is whole. */
export async function* exhibitList(sheet: Sheet, words: Words, { contents }: PartRequest, known: Known, pictures: Pictures): AsyncGenerator<Uint8Array> {
  const { t } = words
  const { paper } = sheet
  const { doc, tagged } = paper
  sheet.chapter(t('report.list.title'), 'group')
  sheet.paragraph(t('report.list.lead'), 'small')
  const table = doc.struct('Table')
  paper.section().add(table)
  head()
  for (const [index, exhibit] of contents.exhibits.entries()) {
    const first = exhibit.previews[0]
    const picture = first === undefined ? null : await pictures.of(first)
    const columns = [
      [{ text: String(exhibit.row.number), style: TITLE }],
      whatLines(words, exhibit, known.briefs.get(exhibit.row.number) ?? null),
      whenLines(words, exhibit, known.briefs.get(exhibit.row.number) ?? null),
      gradeLines(words, exhibit),
    ]
    const widths = [COLUMNS.number, COLUMNS.what, COLUMNS.when, COLUMNS.grade]
    const heights = columns.map((lines, column) => lines.reduce((sum, { text, style }) => sum + paper.heightOf(text, style, (widths[column] ?? 0) - 8) + style.after, 0))
    const height = Math.max(...heights, picture === null ? 0 : THUMBNAIL.height) + 9
    if (doc.y + height > BOTTOM) {
      doc.addPage()
      head()
    }
    row(exhibit, columns, picture)
    if (index % ROWS === ROWS - 1) yield* sheet.drain()
  }
  table.end()
  yield* sheet.drain()

  function head(): void {
    const titles = ['number', 'picture', 'name', 'when', 'grade'] as const
    const line = doc.struct('TR')
    table.add(line)
    const top = doc.y
    // A title may need two lines, in one language or both.
    let bottom = top
    let x = MARGIN.left
    for (const [index, title] of titles.entries()) {
      doc.y = top
      const width = Object.values(COLUMNS)[index] ?? 0
      tagged(line, 'TH', () => paper.write(t(`report.list.${title}`), x, width - 8, HEAD), { scope: 'Column' })
      bottom = Math.max(bottom, doc.y)
      x += width
    }
    line.end()
    doc.y = bottom + 2
    paper.rule()
    doc.y += 5
  }

  function row(exhibit: ExhibitInBundle, columns: readonly (readonly Line[])[], picture: Awaited<ReturnType<Pictures['of']>> | null): void {
    const line = doc.struct('TR')
    table.add(line)
    const top = doc.y
    let bottom = top
    let x = MARGIN.left
    const cell = (lines: readonly Line[], width: number) => {
      doc.y = top
      const data = doc.struct('TD')
      line.add(data)
      for (const { text, style } of lines) {
        tagged(data, 'P', () => paper.write(text, x, width - 8, style))
        doc.y += style.after
      }
      data.end()
      bottom = Math.max(bottom, doc.y)
      x += width
    }
    const [number = [], what = [], when = [], grade = []] = columns
    cell(number, COLUMNS.number)
    const data = doc.struct('TD')
    line.add(data)
    if (picture !== null) {
      thumbnail(data, x, top, exhibit, picture)
      bottom = Math.max(bottom, top + THUMBNAIL.height)
    }
    data.end()
    x += COLUMNS.picture
    cell(what, COLUMNS.what)
    cell(when, COLUMNS.when)
    cell(grade, COLUMNS.grade)
    line.end()
    doc.y = bottom + 3
    paper.rule()
    doc.y += 5
  }

  /** The top of the first picture; the whole of it stands with the exhibit, and lies in the file only once. */
  function thumbnail(parent: ReturnType<typeof doc.struct>, x: number, y: number, { row: { number }, previews }: ExhibitInBundle, picture: Awaited<ReturnType<Pictures['of']>>): void {
    const { width = 1, height = 1 } = previews[0] ?? {}
    const scale = THUMBNAIL.width / width
    const drawn = Math.min(height * scale, THUMBNAIL.height)
    const alt = t('report.list.thumbnail', { number, name: previews[0]?.of ?? '' })
    tagged(
      parent,
      'Figure',
      () => {
        doc.save()
        doc.rect(x, y, THUMBNAIL.width, drawn).clip()
        doc.image(picture, x, y, { width: THUMBNAIL.width, height: height * scale })
        doc.restore()
      },
      { alt, bbox: [x, y, x + THUMBNAIL.width, y + drawn] },
    )
    paper.decoration(() => doc.rect(x, y, THUMBNAIL.width, drawn).lineWidth(0.5).strokeColor(LINE).stroke())
  }
}

const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`)

function whatLines({ t }: Words, { acquired, supersededBy, masked }: ExhibitInBundle, brief: Brief | null): Line[] {
  const { source } = acquired
  const remarks = [t(`report.kind.${acquired.kind}`), ...(supersededBy === null ? [] : [t('report.list.supersededBy', { number: supersededBy })])]
  const lines: Line[] = [{ text: cut(acquired.title, CUT.title), style: TITLE }]
  if (masked !== null) lines.push({ text: t('report.list.masked'), style: STRONG })
  lines.push({ text: remarks.join(' · '), style: TEXT })
  if (source !== null && 'requestedUrl' in source) lines.push({ text: cut(source.finalUrl, CUT.address), style: ADDRESS })
  if (source !== null && 'fileName' in source) lines.push({ text: cut(source.fileName, CUT.address), style: ADDRESS })
  if (brief !== null) lines.push({ text: who(t, brief, masked !== null), style: TEXT })
  return lines
}

/** Who posted, as the program read it: never more than a reading. Of a masked exhibit it may be known, and not be here. */
export function who(t: Words['t'], { posts }: Pick<Brief, 'posts'>, isMasked: boolean): string {
  if (posts === null && isMasked) return t('report.derived.who')
  if (posts === null || posts.accounts.length === 0) return t('report.list.whoUnknown')
  const names = posts.accounts.map(({ value, correctedBy }) => {
    const name = cut(visible(value), CUT.account)
    return correctedBy === null ? name : t('report.list.correctedName', { name, by: correctedBy })
  })
  const others = posts.different - posts.accounts.length
  return others > 0 ? t('report.list.whoMore', { names: names.join(', '), count: others }) : t('report.list.who', { names: names.join(', ') })
}

function whenLines(words: Words, { acquired }: ExhibitInBundle, brief: Brief | null): Line[] {
  const { t } = words
  const lines: Line[] = [{ text: t('report.list.acquiredAt', { at: words.utc(acquired.acquiredAt) }), style: TEXT }]
  const posts = brief?.posts ?? null
  if (posts === null || posts.earliest === null || posts.latest === null) return lines
  const span = posts.earliest === posts.latest ? words.day(posts.earliest) : t('report.fromTo', { from: words.day(posts.earliest), to: words.day(posts.latest) })
  return [...lines, { text: t('report.list.posted', { span }), style: TEXT }]
}

function gradeLines(words: Words, exhibit: ExhibitInBundle): Line[] {
  const { t } = words
  const { completeness } = exhibit.acquired
  const whole = isPartial(exhibit) ? t('report.list.partial') : t('report.list.complete')
  return [
    { text: words.grade(exhibit), style: STRONG },
    ...(completeness === null ? [] : [{ text: whole, style: isPartial(exhibit) ? STRONG : TEXT }]),
  ]
}
