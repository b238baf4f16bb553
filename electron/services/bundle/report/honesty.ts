import { isForWitness, type OriginalState, type WitnessGrade } from '../../../../shared/model/index.ts'
import { isPartial, isUnwitnessed, witnessesOf, type ExhibitInBundle } from '../contents.ts'
import type { Comparisons } from './comparison.ts'
import type { Sheet } from './sheet.ts'
import type { PartRequest } from './types.ts'
import type { Words } from './words.ts'

/** What is shown only by comparing. As `docs/threat-model.md` has it: without a head outside, a rebuilt log looks whole. */
const OUTSIDE = ['outsideSender', 'outsideWitness', 'outsideLog', 'outsideTime'] as const
/** Room for a lead of two lines and the first of what it leads to, points. */
const LEAD_HEIGHT = 60
const LIMITS = [
  'limits1',
  'limits2',
  'limits3',
  'limits4',
  'limitsLog',
  'limitsPerson',
  'limitsChoice',
  'limitsComputer',
] as const

/** The honesty sheet goes on: what the bundle shows, alone and compared; what it doesn't; and what is missing from this very one, by name. */
export function honestySheet(sheet: Sheet, words: Words, { contents }: PartRequest, comparisons: Comparisons): void {
  const { t } = words
  const { exhibits, custody } = contents
  sheet.chapter(t('report.honesty.title'))
  sheet.heading(t('report.honesty.proves'))
  sheet.bullets([t('report.honesty.proves1'), t('report.honesty.proves2'), t(statements(exhibits))])
  sheet.heading(t('report.honesty.outside'))
  sheet.bullets(OUTSIDE.map((item) => t(`report.honesty.${item}`)))
  sheet.heading(t('report.honesty.limits'))
  sheet.bullets(LIMITS.map((limit) => t(`report.honesty.${limit}`)))

  sheet.heading(t('report.honesty.missing'))
  const named = (lead: string, some: readonly ExhibitInBundle[]): void => {
    if (some.length === 0) return
    sheet.keep(LEAD_HEIGHT)
    sheet.paragraph(lead, 'strong')
    sheet.bullets(
      some.map(({ row, acquired }) => t('report.honesty.exhibitLine', { number: row.number, title: acquired.title })),
    )
  }
  const noted = (...codes: string[]) =>
    exhibits.filter(({ acquired }) => acquired.completeness?.notes.some((note) => codes.includes(note.code)) === true)

  const unwitnessed = exhibits.filter(isUnwitnessed)
  const partial = exhibits.filter(isPartial)
  named(t('report.honesty.unwitnessed'), unwitnessed)
  named(t('report.honesty.partial'), partial)
  named(t('report.honesty.walls'), noted('cookie-wall', 'login-wall', 'challenge-page', 'error-page'))
  named(t('report.honesty.editedBefore'), noted('edited-before'))
  named(t('report.honesty.notCompared'), noted('not-compared'))
  named(t('report.honesty.sandboxOff'), noted('sandbox-off'))
  named(t('report.honesty.privateAddress'), noted('private-address'))

  const graded = (grade: WitnessGrade) => exhibits.filter((exhibit) => counting(exhibit).some((one) => one.grade === grade))
  named(t('report.honesty.originalSeen'), graded('original-seen'))
  named(t('report.honesty.sessionSeen'), graded('officer-session-seen'))
  // By what was loaded, not by what was signed: a sitting that was broken off over what it showed counts too.
  const loaded = (...states: OriginalState[]) => {
    const found = contents.exhibits.filter(({ row, compares }) => compares !== null && states.includes(comparisons.get(row.number)?.state ?? 'same'))
    return exhibits.filter(({ row }) => found.some(({ compares }) => compares === row.number))
  }
  named(t('report.honesty.notSeen'), loaded('gone', 'walled', 'unreachable'))
  named(t('report.honesty.differs'), loaded('changed'))

  const forWitness = exhibits.filter(({ acquired }) => isForWitness(acquired.kind))
  const signed = forWitness.flatMap(counting)
  const savedOnly = signed.length > 0 && signed.every(({ grade }) => grade === 'saved-image-only' || grade === 'fingerprint-only')
  const masked = exhibits.filter((exhibit) => exhibit.masked !== null).map(({ row }) => row.number)
  const clockBack = custody.filter(({ payload }) => payload?.value.clock !== undefined).length
  const disposed = custody.filter(({ payload, withheld }) => payload === null && !withheld).length
  sheet.bullets([
    ...(unwitnessed.length === 0 && forWitness.length > 0 ? [t('report.honesty.allWitnessed')] : []),
    ...(savedOnly ? [t('report.honesty.savedOnly')] : []),
    ...(partial.length === 0 ? [t('report.honesty.nothing')] : []),
    ...(masked.length === 0 ? [] : [t('report.derived.remarks', { count: masked.length, numbers: words.ranges(masked) })]),
    t('report.honesty.timestamp'),
    ...(clockBack > 0 ? [t('report.honesty.clockBack', { count: clockBack })] : []),
    ...(disposed > 0 ? [t('report.honesty.disposed', { count: disposed })] : []),
  ])
  sheet.heading(t('report.honesty.everybody'))
  sheet.paragraph(t('report.honesty.everybodyText'))
}

/** The exposed employee's own word doesn't count as a witness's. */
const counting = (exhibit: ExhibitInBundle) => witnessesOf(exhibit).filter(({ standing }) => standing !== 'exposed')

/** What can be said of what was signed depends on whether it is here. */
function statements(exhibits: readonly ExhibitInBundle[]): 'report.honesty.proves3' | 'report.derived.proves3' | 'report.derived.proves3None' {
  if (exhibits.every(({ unshown }) => unshown.length === 0)) return 'report.honesty.proves3'
  return exhibits.some(({ attestations }) => attestations.length > 0) ? 'report.derived.proves3' : 'report.derived.proves3None'
}
