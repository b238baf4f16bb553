import { dynamicText, type Translate } from '../../../../shared/locales/index.ts'
import { subjectOf, type Language, type WitnessGrade } from '../../../../shared/model/index.ts'
import { gradesOf, type CustodyItem, type ExhibitInBundle } from '../contents.ts'

/** Facts of the bundle in the reader's words. */
export interface Words {
  t: Translate
  /** Local time with its zone, and UTC: nobody should have to guess which is meant. */
  moment(instant: string | Date): string
  /** `2026-11-22 14:00:03`, UTC. */
  utc(instant: string | Date): string
  count(value: number): string
  bytes(value: number): string
  grade(exhibit: ExhibitInBundle): string
  event(item: CustodyItem): string
  note(note: { code: string; detail: string }): string
}

const LOCALE = { sv: 'sv-SE', en: 'en-GB' } as const satisfies Record<Language, string>
/** Strongest first. */
const GRADES: readonly WitnessGrade[] = ['original-seen', 'officer-session-seen', 'saved-image-only', 'fingerprint-only']

export function createWords(t: Translate, language: Language, timeZone: string): Words {
  const local = new Intl.DateTimeFormat(LOCALE[language], { timeZone, dateStyle: 'long', timeStyle: 'medium' })
  const number = new Intl.NumberFormat(LOCALE[language])
  const count = (value: number) => number.format(value)
  const utc = (instant: string | Date) => new Date(instant).toISOString().slice(0, 19).replace('T', ' ')

  return {
    t,
    utc,
    count,
    moment: (instant) =>
      t('report.moment', {
        local: local.format(new Date(instant)),
        zone: zoneName(new Date(instant), timeZone),
        utc: utc(instant),
      }),
    bytes: (value) => t('report.exhibit.bytes', { bytes: count(value) }),
    grade(exhibit) {
      if (exhibit.compares !== null) return t('report.grade.comparison', { number: exhibit.compares })
      const grades = gradesOf(exhibit)
      const best = GRADES.find((grade) => grades.some((one) => one.counts && one.grade === grade))
      return t(`report.grade.${best ?? (grades.length > 0 ? 'exposed' : 'none')}`)
    },
    event({ entry, payload, withheld }) {
      if (withheld) return t('report.custody.withheld', { type: entry.type })
      if (payload === null) return t('report.custody.disposed')
      return dynamicText(t, `custody.${entry.type}`, subjectOf(entry.type, payload.value))
    },
    note({ code, detail }) {
      const key = `notes.${code}`
      const text = dynamicText(t, key)
      // A code of a later version has no words here; its own are better than none.
      if (text === key) return `${code}: ${detail}`
      return detail === '' ? text : `${text} (${detail})`
    },
  }
}

/** `Europe/Stockholm, UTC+1`. */
function zoneName(at: Date, timeZone: string): string {
  const part = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(at)
  const offset = part.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return `${timeZone}, ${offset.replace('GMT', 'UTC')}`
}
