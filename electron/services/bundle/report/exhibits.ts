import { isPartial, isUnwitnessed, type ExhibitInBundle } from '../contents.ts'
import { exhibitPath } from '../jsonld.ts'
import { inFours } from '../readme.ts'
import { comparisonPart, type Comparisons } from './comparison.ts'
import type { Sheet } from './sheet.ts'
import type { Fact, Style } from './style.ts'
import type { ReportRequest } from './types.ts'
import { witnessPart } from './witness.ts'
import type { Words } from './words.ts'

const LOUD: Style = { face: 'title', size: 11, lineGap: 3, after: 2 }
/** Pages of text printed of anything but a note, which is printed whole. */
const TEXT_PAGES = 3
/** Room for heading and facts of a witness, points. */
const WITNESS_HEIGHT = 210

/** An exhibit: facts, files, witnesses, text, pictures. Yields finished bytes after each picture. */
export async function* exhibitPages(
  sheet: Sheet,
  words: Words,
  { parts }: ReportRequest,
  exhibit: ExhibitInBundle,
  comparisons: Comparisons,
): AsyncGenerator<Uint8Array> {
  const { t } = words
  const { row, acquired } = exhibit
  sheet.chapter(`${t('report.exhibit.title', { number: row.number })} · ${acquired.title}`)
  if (isUnwitnessed(exhibit)) sheet.box([{ text: t('report.exhibit.noWitness'), style: LOUD }], true)
  sheet.facts(factsOf(words, exhibit))

  const notes = acquired.completeness?.notes ?? []
  if (notes.length > 0) {
    sheet.heading(t('report.exhibit.notes'))
    sheet.bullets(notes.map((note) => words.note(note)))
  }

  sheet.heading(t('report.exhibit.artefacts'))
  sheet.paragraph(t('report.exhibit.folder', { path: exhibitPath(row.number, '') }), 'small')
  sheet.table(
    [
      { title: t('report.exhibit.file'), width: 104, style: 'label' },
      { title: t('report.exhibit.size'), width: 79, style: 'label' },
      { title: t('report.exhibit.sha256'), width: 300, style: 'mono' },
    ],
    exhibit.artefacts.map(({ name, bytes, sha256 }) => [name, words.bytes(bytes), sha256]),
  )

  if (exhibit.attestations.length > 0) {
    sheet.keep(WITNESS_HEIGHT)
    sheet.heading(t('report.exhibit.witnesses'))
  }
  for (const attestation of exhibit.attestations) witnessPart(sheet, words, attestation, acquired.acquiredAt)
  comparisonPart(sheet, words, comparisons, exhibit)

  await text(sheet, words, parts, exhibit)
  yield* sheet.drain()
  yield* pictures(sheet, words, parts, exhibit)
}

function factsOf(words: Words, exhibit: ExhibitInBundle): Fact[] {
  const { t } = words
  const { row, acquired } = exhibit
  const { source, completeness } = acquired
  const other = (label: string, number: number | null): Fact[] =>
    number === null ? [] : [{ label, value: t('report.exhibit.other', { number }) }]
  const facts: Fact[] = [
    { label: t('report.exhibit.number'), value: String(row.number), style: 'strong' },
    { label: t('report.exhibit.name'), value: acquired.title },
    { label: t('report.exhibit.kind'), value: t(`report.kind.${acquired.kind}`) },
    { label: t('report.exhibit.grade'), value: words.grade(exhibit), style: 'strong' },
    { label: t('report.exhibit.acquired'), value: words.moment(acquired.acquiredAt) },
    { label: t('report.exhibit.by'), value: acquired.actor.name },
  ]
  if (source !== null && 'requestedUrl' in source) {
    facts.push(
      { label: t('report.exhibit.requested'), value: source.requestedUrl, style: 'mono' },
      { label: t('report.exhibit.final'), value: source.finalUrl, style: 'mono' },
      { label: t('report.exhibit.pageTitle'), value: source.pageTitle || t('report.none') },
      { label: t('report.exhibit.status'), value: source.status === null ? t('report.none') : String(source.status) },
    )
  }
  if (source !== null && 'fileName' in source) {
    facts.push(
      { label: t('report.exhibit.fileName'), value: source.fileName },
      {
        label: t('report.exhibit.modified'),
        value: source.modifiedAt === null ? t('report.none') : words.moment(source.modifiedAt),
      },
    )
  }
  const whole = isPartial(exhibit) ? t('report.exhibit.partial') : t('report.exhibit.complete')
  facts.push(
    {
      label: t('report.exhibit.completeness'),
      value: completeness === null ? t('report.exhibit.notApplicable') : whole,
    },
    ...other(t('report.exhibit.supersedes'), exhibit.supersedes),
    ...other(t('report.exhibit.supersededBy'), exhibit.supersededBy),
    { label: t('report.exhibit.entry'), value: String(row.seq) },
    { label: t('report.exhibit.contentRoot'), value: twoLines(acquired.contentRoot), style: 'mono' },
  )
  return facts
}

async function text(
  sheet: Sheet,
  words: Words,
  parts: ReportRequest['parts'],
  exhibit: ExhibitInBundle,
): Promise<void> {
  const { t } = words
  const isNote = exhibit.acquired.kind === 'note'
  const source = exhibit.artefacts.find(
    ({ name, mediaType }) => name === 'page.txt' || mediaType.startsWith('text/plain'),
  )
  if (source === undefined) return
  const { text: content, truncated } = await parts.evidence.text(exhibit.row, source.name)
  sheet.heading(isNote ? t('report.exhibit.noteText') : t('report.exhibit.textOf', { name: source.name }))
  const cut = sheet.foreignText(content, isNote ? null : TEXT_PAGES)
  if (cut || truncated)
    sheet.paragraph(t('report.exhibit.textCut', { path: exhibitPath(exhibit.row.number, source.name) }), 'strong')
}

async function* pictures(
  sheet: Sheet,
  words: Words,
  parts: ReportRequest['parts'],
  exhibit: ExhibitInBundle,
): AsyncGenerator<Uint8Array> {
  const { t } = words
  const number = exhibit.row.number
  // Of what was loaded for a witness, the stretches that differ are what counts on paper; all of it lies in the bundle.
  const previews = exhibit.compares === null ? exhibit.previews : exhibit.previews.filter(({ of }) => of.startsWith('difference-'))
  for (const preview of previews) {
    const siblings = previews.filter(({ of }) => of === preview.of)
    const total = Math.max(...siblings.map(({ top, height }) => top + height))
    const end = preview.top + preview.height
    const title = t('report.exhibit.picture', {
      number,
      name: preview.of,
      index: siblings.indexOf(preview) + 1,
      count: siblings.length,
    })
    const rows = t('report.exhibit.rows', {
      from: words.count(preview.top),
      to: words.count(end),
      total: words.count(total),
    })
    const original = t('report.exhibit.pictureNote', { path: exhibitPath(number, preview.of) })
    const jpeg = await collect(parts.evidence.readPreview(preview))
    const part = siblings.length === 1 ? null : { from: preview.top / total, to: end / total }
    sheet.figure(jpeg, preview, [title, `${rows}. ${original}`], part)
    yield* sheet.drain()
  }
}

const twoLines = (hex: string): string => `${inFours(hex.slice(0, 32))}\n${inFours(hex.slice(32))}`

/** A preview is a JPEG of at most a few megabytes. */
async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}
