import { isForWitness, type WitnessGrade } from '../../../../shared/model/index.ts'
import { isPartial, isUnwitnessed, witnessesOf, type ExhibitInBundle } from '../contents.ts'
import { inFours } from '../readme.ts'
import type { Known } from './known.ts'
import type { Sheet } from './sheet.ts'
import { CONTENT_WIDTH, BOTTOM, INK, MARGIN, STYLES, type Style } from './style.ts'
import type { PartRequest } from './types.ts'
import { NOTICED, type Words } from './words.ts'

const TITLE: Style = { face: 'title', size: 17, lineGap: 1, after: 3 }
const ABOUT: Style = { face: 'text', size: 8.5, lineGap: 1.5, after: 7 }
const BOX_LABEL: Style = { face: 'strong', size: 9, lineGap: 1, after: 4 }
const CODE: Style = { face: 'monoStrong', size: 18.5, lineGap: 2.5, after: 0 }
const BOX_TEXT: Style = { face: 'text', size: 8, lineGap: 1.6, after: 3 }
/** Groups of four digits on a line of the fingerprint. */
const GROUPS = 4
const CODE_WIDTH = 240
const LABEL_WIDTH = 82
/** The answers are set as large as they fit on the page, and no smaller than can be read. */
const SIZES = [9.8, 9.5, 9.2, 8.9, 8.6, 8.3, 8, 7.7, 7.4, 7.1]
const ROW_GAP = 7
const GRADES: readonly WitnessGrade[] = ['original-seen', 'officer-session-seen', 'saved-image-only', 'fingerprint-only']
/** Of a title, characters. */
const TITLE_LENGTH = 110
/** Witnesses by name on this page, and remarks on what a page itself says is missing. */
const NAMED = 3
const REMARKS = 2

/**
 * Page one: what the bundle shows and doesn't, what is missing, who witnessed it, how far the clock was off, between
 * which outside facts it lies, and how to check it. Bounded in length: names and details stand on the pages after it.
 */
export function frontSheet(sheet: Sheet, words: Words, request: PartRequest, known: Known): void {
  const { t } = words
  const { paper } = sheet
  const { contents, name, actor, parts } = request
  const { facts } = contents
  paper.beginSection(t('report.front.title'))
  paper.doc.y = MARGIN.top - 8
  paper.block('H1', t('report.front.title'), TITLE)
  const about = t(facts.reference === '' ? 'report.front.about' : 'report.front.aboutReference', {
    number: facts.number,
    title: cut(facts.title),
    reference: facts.reference,
    name,
    by: actor.name,
    vault: cut(parts.vault.name),
    at: words.moment(request.at).replace('\n', ', '),
    profile: t(`report.cover.profiles.${request.request.profile}`),
  })
  paper.block('P', about, ABOUT)
  fingerprintBox(sheet, words, request.fingerprint)
  answers(sheet, [
    [t('report.front.proves'), t(contents.exhibits.some(({ unshown }) => unshown.length > 0) ? 'report.derived.proves' : 'report.front.provesText')],
    [t('report.front.limits'), t('report.front.limitsText')],
    [t('report.front.missing'), missing(words, request, known)],
    [t('report.front.witnesses'), witnesses(words, contents.exhibits)],
    [t('report.front.clock'), clock(words, request, known)],
    [t('report.front.between'), between(words, request, known)],
    [t('report.front.check'), t('report.front.checkText')],
  ])
}

const cut = (text: string): string => (text.length <= TITLE_LENGTH ? text : `${text.slice(0, TITLE_LENGTH - 1).toWellFormed()}…`)

/** Large enough to be read out over a telephone, with the words for the letters beside it. */
function fingerprintBox({ paper }: Sheet, { t }: Words, fingerprint: string): void {
  const { doc, decoration, tagged } = paper
  const groups = inFours(fingerprint).split(' ')
  const lines = Array.from({ length: groups.length / GROUPS }, (_, line) => groups.slice(line * GROUPS, (line + 1) * GROUPS).join(' '))
  const top = doc.y
  const inner = { x: MARGIN.left + 12, y: top + 9 }
  const write = (text: string, x: number, width: number, style: Style) => {
    tagged(paper.section(), 'P', () => paper.write(text, x, width, style))
    doc.y += style.after
  }
  doc.y = inner.y
  write(t('report.cover.fingerprint'), inner.x, CODE_WIDTH, BOX_LABEL)
  tagged(paper.section(), 'P', () => lines.forEach((line) => paper.write(line, inner.x, CODE_WIDTH, CODE)))
  const left = doc.y
  doc.y = inner.y
  const side = { x: inner.x + CODE_WIDTH + 12, width: CONTENT_WIDTH - CODE_WIDTH - 36 }
  write(t('report.front.compare'), side.x, side.width, BOX_TEXT)
  write(t('report.front.alphabet'), side.x, side.width, { ...BOX_TEXT, face: 'strong', after: 0 })
  const bottom = Math.max(left, doc.y) + 7
  decoration(() => doc.rect(MARGIN.left, top, CONTENT_WIDTH, bottom - top).lineWidth(1.6).strokeColor(INK).stroke())
  doc.y = bottom + 8
}

function answers({ paper }: Sheet, rows: readonly (readonly [string, string])[]): void {
  const { doc, tagged, rule, write, heightOf, ensure } = paper
  const width = CONTENT_WIDTH - LABEL_WIDTH
  const styled = (size: number): Style => ({ ...STYLES.body, size, lineGap: size / 5 })
  const height = (size: number) => rows.reduce((sum, [, text]) => sum + heightOf(text, styled(size), width) + ROW_GAP, 0)
  const size = SIZES.find((each) => doc.y + height(each) <= BOTTOM) ?? SIZES.at(-1) ?? 7
  const style = styled(size)
  const table = doc.struct('Table')
  paper.section().add(table)
  for (const [label, text] of rows) {
    ensure(heightOf(text, style, width) + 2)
    rule()
    doc.y += 3
    const row = doc.struct('TR')
    table.add(row)
    const top = doc.y
    tagged(row, 'TH', () => write(label, MARGIN.left, LABEL_WIDTH - 8, { ...style, face: 'strong' }), { scope: 'Row' })
    const bottom = doc.y
    doc.y = top
    tagged(row, 'TD', () => write(text, MARGIN.left + LABEL_WIDTH, width, style))
    row.end()
    doc.y = Math.max(doc.y, bottom) + ROW_GAP - 3
  }
  table.end()
}

/** Masked captures whose provenance isn't here: what it says may exist, and isn't told. */
const hiddenOf = ({ contents }: PartRequest, { briefs }: Known): number[] =>
  contents.exhibits.filter(({ row, masked }) => masked !== null && briefs.has(row.number) && briefs.get(row.number)?.provenance !== 'read').map(({ row }) => row.number)

const numbersOf = (exhibits: readonly ExhibitInBundle[]): number[] => exhibits.map(({ row }) => row.number)

function missing(words: Words, request: PartRequest, known: Known): string {
  const { t, ranges } = words
  const { contents, leftOut, derived } = request
  const { exhibits, custody } = contents
  const total = exhibits.filter(({ acquired }) => isForWitness(acquired.kind)).length
  const codes = (...wanted: string[]) =>
    exhibits.filter(({ acquired }) => acquired.completeness?.notes.some(({ code }) => wanted.includes(code)) === true)
  const counted = (key: 'unwitnessed' | 'partial' | 'walls' | 'edited', some: readonly ExhibitInBundle[]) =>
    some.length === 0 ? [] : [t(`report.front.missingOf.${key}`, { count: some.length, total, numbers: ranges(numbersOf(some)) })]
  const remarks = exhibits
    .flatMap(({ row, acquired }) =>
      (acquired.completeness?.notes ?? []).filter(({ code }) => code === 'comments-hidden').map((note) => t('report.front.remark', { number: row.number, note: words.note(note) })),
    )
    .slice(0, REMARKS)
  const hidden = hiddenOf(request, known)
  const masked = exhibits.filter((exhibit) => exhibit.masked !== null).length
  const unread = [...known.briefs].filter(([number, { provenance }]) => provenance !== 'read' && !hidden.includes(number)).map(([number]) => number)
  const gaps = [
    ...counted('unwitnessed', exhibits.filter(isUnwitnessed)),
    ...counted('partial', exhibits.filter(isPartial)),
    ...remarks,
    ...counted('walls', codes('cookie-wall', 'login-wall', 'challenge-page', 'error-page')),
    ...counted('edited', codes('edited-before')),
    ...(unread.length === 0 ? [] : [t('report.front.missingOf.provenance', { count: unread.length, numbers: ranges(unread) })]),
  ]
  const disposed = custody.filter(({ payload, withheld }) => payload === null && !withheld).length
  return [
    ...(gaps.length === 0 ? [t('report.front.noGaps')] : gaps),
    ...(masked === 0 ? [] : [t('report.derived.untold', { count: masked })]),
    ...(disposed > 0 ? [t('report.honesty.disposed', { count: disposed })] : []),
    leftOut.length === 0
      ? t(derived === null ? 'report.front.nothingLeftOut' : 'report.derived.nothingLeftOut', { chapter: t('report.leftOut.title') })
      : t('report.front.leftOut', { count: new Set(leftOut.map(({ exhibit }) => exhibit)).size, chapter: t('report.leftOut.title') }),
  ].join('\n')
}

function witnesses({ t, ranges }: Words, exhibits: readonly ExhibitInBundle[]): string {
  const attested = exhibits.flatMap((exhibit) => witnessesOf(exhibit).map((one) => ({ number: exhibit.row.number, ...one })))
  if (attested.length === 0) return t('report.front.nobody')
  const lines: string[] = GRADES.flatMap((grade) => {
    const of = attested.filter((one) => one.grade === grade && one.standing !== 'exposed')
    return of.length === 0 ? [] : [t(`report.front.saw.${grade}`, { numbers: ranges(of.map(({ number }) => number)) })]
  })
  // Of nobody whose name isn't told it is told that they are the exposed employee.
  const exposed = attested.filter(({ standing, name }) => standing === 'exposed' && name !== null)
  if (exposed.length > 0) lines.push(t('report.front.sawExposed', { numbers: ranges(exposed.map(({ number }) => number)) }))
  if (lines.length === 0) lines.push(t('report.front.nobody'))
  const people = new Set(attested.flatMap(({ name }) => name ?? []))
  const named = [...people].slice(0, NAMED).join(', ')
  const others = people.size - Math.min(people.size, NAMED)
  return [
    ...lines,
    people.size === 0 ? t('report.derived.namesOut') : others > 0 ? t('report.front.namesMore', { names: named, count: others }) : t('report.front.names', { names: named }),
  ].join('\n')
}

function clock(words: Words, request: PartRequest, known: Known): string {
  const { t } = words
  const { contents, derived } = request
  const { briefs } = known
  const hidden = hiddenOf(request, known).length
  const unknown = hidden > 0 || (derived !== null && derived.leftOut.length > 0 && briefs.size === 0)
  const some = hidden === 0 ? '' : ` ${t('report.derived.some')}`
  const readings = [...briefs.values()].flatMap((brief) => (brief.clock === null ? [] : [brief.clock.offsetMs]))
  const back = contents.custody.filter(({ payload }) => payload?.value.clock !== undefined).length
  const most = (way: 'behind' | 'ahead', ms: number) => (ms >= NOTICED ? [t(`report.front.${way}`, { seconds: words.seconds(ms) })] : [])
  return [
    t('report.front.claims'),
    readings.length === 0
      ? t(unknown ? 'report.derived.clock' : 'report.front.clockUnknown')
      : `${t('report.front.clockOff', {
          count: readings.length,
          total: briefs.size - hidden,
          // Theirs minus ours: where it is positive, ours was slow.
          off: [...most('behind', Math.max(...readings)), ...most('ahead', -Math.min(...readings))].join(t('report.front.clockAnd')) || `${words.seconds(0)} s`,
        })}${some}`,
    ...(back > 0 ? [t('report.honesty.clockBack', { count: back })] : []),
  ].join('\n')
}

/** Two facts from outside: a public value that nobody knew before, and a timestamp that somebody else gave. */
function between(words: Words, request: PartRequest, known: Known): string {
  const { t, ranges } = words
  const { contents, stamps, derived } = request
  const { briefs } = known
  const hidden = hiddenOf(request, known).length
  const unknown = hidden > 0 || (derived !== null && derived.leftOut.length > 0 && briefs.size === 0)
  const values = [...briefs].filter(([, { earliest }]) => earliest !== null)
  const hosts = [...new Set(values.map(([, { earliest }]) => earliest?.host ?? ''))]
  const covered = contents.exhibits.flatMap(({ row }) => {
    const [at] = stamps.flatMap(({ size, latest }) => (size > row.seq ? [latest] : [])).toSorted()
    return at === undefined ? [] : [{ number: row.number, at }]
  })
  const last = covered.map(({ at }) => at).toSorted().at(-1)
  return [
    values.length === 0
      ? t(unknown ? 'report.derived.earliest' : 'report.front.noEarliest')
      : `${t('report.front.earliest', { numbers: ranges(values.map(([number]) => number)), hosts: hosts.slice(0, NAMED).join(', ') })}${hidden === 0 ? '' : ` ${t('report.derived.some')}`}`,
    last === undefined
      ? t('report.front.noLatest')
      : t('report.front.latest', { numbers: ranges(covered.map(({ number }) => number)), at: words.moment(last).replace('\n', ', ') }),
    t('report.front.ownStamp'),
  ].join('\n')
}
