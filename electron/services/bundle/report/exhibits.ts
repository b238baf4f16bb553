import { isPartial, isUnwitnessed, witnessesOf, type ExhibitInBundle } from '../contents.ts'
import { exhibitPath } from '../jsonld.ts'
import { inFours } from '../readme.ts'
import { comparisonPart } from './comparison.ts'
import { coveredPart } from './covered.ts'
import { picturePage, type Slice } from './figure.ts'
import type { Known } from './known.ts'
import { who } from './list.ts'
import type { Pictures } from './pictures.ts'
import { postsPart } from './posts-part.ts'
import { provenancePart } from './provenance-part.ts'
import { receivedBox, receivedFacts } from './received.ts'
import type { Sheet } from './sheet.ts'
import type { Fact, Style } from './style.ts'
import type { PartRequest, ReportParts } from './types.ts'
import { maskedWitnesses, witnessPart } from './witness.ts'
import type { Words } from './words.ts'

const LOUD: Style = { face: 'title', size: 11, lineGap: 3, after: 2 }
/** Pages of text printed of anything but a note, which is printed whole. */
const TEXT_PAGES = 3
/** Room for heading and facts of a witness, points. */
const WITNESS_HEIGHT = 210

interface Shown {
  exhibit: ExhibitInBundle
  known: Known
  pictures: Pictures
}

/** An exhibit: facts, provenance, who posted, witnesses, text, pictures, files. Yields finished bytes after each picture. */
export async function* exhibitPages(sheet: Sheet, words: Words, request: PartRequest, { exhibit, known, pictures }: Shown): AsyncGenerator<Uint8Array> {
  const { t } = words
  const { row, acquired } = exhibit
  sheet.chapter(`${t('report.exhibit.title', { number: row.number })} · ${acquired.title}`, 'member')
  if (exhibit.masked !== null) sheet.box([{ text: t('report.exhibit.masked', { part: t('covering.title'), chapter: t('report.leftOut.title') }), style: LOUD }], true)
  const { source } = acquired
  if (source !== null && 'verdict' in source) receivedBox(sheet, words, source)
  if (isUnwitnessed(exhibit)) sheet.box([{ text: t('report.exhibit.noWitness'), style: LOUD }], true)
  sheet.facts(factsOf(words, exhibit, known))
  coveredPart(sheet, words, exhibit)
  // What a check found stands in the entry behind it.
  const check = request.contents.custody.find(({ payload }) => payload?.value.type === 'post.checked' && payload.value.exhibit === row.id)
  if (check !== undefined) sheet.paragraph(words.event(check))

  const notes = acquired.completeness?.notes ?? []
  if (notes.length > 0) {
    sheet.heading(t('report.exhibit.notes'))
    sheet.bullets(notes.map((note) => words.note(note)))
  }
  if (witnessesOf(exhibit).length > 0) {
    sheet.keep(WITNESS_HEIGHT)
    sheet.heading(t('report.exhibit.witnesses'))
  }
  maskedWitnesses(sheet, words, exhibit.unshown)
  for (const attestation of exhibit.attestations) witnessPart(sheet, words, attestation, acquired.acquiredAt)
  comparisonPart(sheet, words, known.comparisons, exhibit)
  await postsPart(sheet, words, request, exhibit, known)
  await provenancePart(sheet, words, request, exhibit)
  files(sheet, words, exhibit)
  await text(sheet, words, request.parts, exhibit)
  yield* sheet.drain()
  yield* picturePages(sheet, words, exhibit, pictures)
}

function files(sheet: Sheet, words: Words, { row, artefacts }: ExhibitInBundle): void {
  const { t } = words
  sheet.keep(80)
  sheet.heading(t('report.exhibit.artefacts'))
  sheet.paragraph(t('report.exhibit.folder', { path: exhibitPath(row.number, '') }), 'small')
  sheet.table(
    [
      { title: t('report.exhibit.file'), width: 112, style: 'label' },
      { title: t('report.exhibit.size'), width: 71, style: 'label' },
      { title: t('report.exhibit.sha256'), width: 300, style: 'mono' },
    ],
    artefacts.map(({ name, bytes, sha256 }) => [name, words.bytes(bytes), sha256]),
  )
}

function factsOf(words: Words, exhibit: ExhibitInBundle, { briefs }: Known): Fact[] {
  const { t } = words
  const { row, acquired } = exhibit
  const { source, completeness } = acquired
  const absent = t(exhibit.masked === null ? 'report.none' : 'report.derived.notIncluded')
  const isReceived = source !== null && 'verdict' in source
  const other = (label: string, number: number | null): Fact[] =>
    number === null ? [] : [{ label, value: t('report.exhibit.other', { number }) }]
  const facts: Fact[] = [
    { label: t('report.exhibit.number'), value: String(row.number), style: 'strong' },
    { label: t('report.exhibit.name'), value: acquired.title },
    { label: t('report.exhibit.kind'), value: t(`report.kind.${acquired.kind}`) },
    { label: t('report.exhibit.grade'), value: words.grade(exhibit), style: 'strong' },
    { label: t(isReceived ? 'received.facts.at' : 'report.exhibit.acquired'), value: words.moment(acquired.acquiredAt) },
    { label: t(isReceived ? 'received.facts.by' : 'report.exhibit.by'), value: acquired.actor.name },
    ...(isReceived ? receivedFacts(words, source) : []),
  ]
  if (source !== null && 'requestedUrl' in source) {
    facts.push(
      { label: t('report.exhibit.requested'), value: source.requestedUrl, style: 'mono' },
      { label: t('report.exhibit.final'), value: source.finalUrl, style: 'mono' },
      { label: t('report.exhibit.pageTitle'), value: source.pageTitle || absent },
      { label: t('report.exhibit.status'), value: source.status === null ? absent : String(source.status) },
    )
  }
  if (source !== null && 'fileName' in source) {
    facts.push(
      { label: t('report.exhibit.fileName'), value: source.fileName },
      {
        label: t('report.exhibit.modified'),
        value: source.modifiedAt === null ? absent : words.moment(source.modifiedAt),
      },
    )
  }
  const brief = briefs.get(row.number)
  if (brief !== undefined) facts.push({ label: t('report.exhibit.posted'), value: who(t, brief, exhibit.masked !== null) })
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
  parts: ReportParts,
  exhibit: ExhibitInBundle,
): Promise<void> {
  const { t } = words
  const isNote = exhibit.acquired.kind === 'note'
  const source = exhibit.artefacts.find(
    ({ name, mediaType }) => name === 'page.txt' || mediaType.startsWith('text/plain'),
  )
  if (source === undefined) {
    const file = exhibit.acquired.kind === 'file' && exhibit.previews.length === 0 ? exhibit.artefacts[0] : undefined
    if (file !== undefined) sheet.paragraph(t('report.exhibit.notPrinted', { name: file.name }), 'small')
    return
  }
  const { text: content, truncated } = await parts.evidence.text(exhibit.row, source.name)
  sheet.heading(isNote ? t('report.exhibit.noteText') : t('report.exhibit.textOf', { name: source.name }))
  const cut = sheet.foreignText(content, isNote ? null : TEXT_PAGES)
  if (cut || truncated)
    sheet.paragraph(t('report.exhibit.textCut', { path: exhibitPath(exhibit.row.number, source.name) }), 'strong')
}

async function* picturePages(sheet: Sheet, words: Words, exhibit: ExhibitInBundle, pictures: Pictures): AsyncGenerator<Uint8Array> {
  const { t, count } = words
  const number = exhibit.row.number
  // Of what was loaded for a witness, the stretches that differ are what counts on paper; all of it lies in the bundle.
  const previews = exhibit.compares === null ? exhibit.previews : exhibit.previews.filter(({ of }) => of.startsWith('difference-'))
  for (const siblings of Map.groupBy(previews, ({ of }) => of).values()) {
    const total = Math.max(...siblings.map(({ top, height }) => top + height))
    for (const [index, row] of siblings.entries()) {
      const after = siblings[index + 1]
      const slice: Slice = { picture: await pictures.of(row), row }
      const next = after === undefined ? null : { picture: await pictures.of(after), row: after }
      const title = t('report.exhibit.picture', { number, name: row.of, index: index + 1, count: siblings.length })
      const rows = t('report.exhibit.rows', { from: count(row.top), to: count(row.top + row.height), total: count(total) })
      const original = t('report.exhibit.pictureNote', { path: exhibitPath(number, row.of) })
      const caption = [exhibit.masked !== null ? `${title} (${t('report.list.masked')})` : title, `${rows}. ${original}`] as const
      const beside = { repeated: t('report.exhibit.repeated'), goesOn: t('report.exhibit.goesOn'), count }
      picturePage(sheet, { slice, next, total, caption, words: beside })
      yield* sheet.drain()
    }
  }
}

const twoLines = (hex: string): string => `${inFours(hex.slice(0, 32))}\n${inFours(hex.slice(32))}`
