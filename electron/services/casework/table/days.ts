import type { Cell } from './table.ts'

export type DateOrder = 'ymd' | 'dmy' | 'mdy'

/** Nothing was posted on the web before there was one: an earlier year is a slip, or a number that isn't a day. */
const FIRST_YEAR = 1990

/** By their first three letters, which are each month's own in Swedish and English. */
const MONTHS = new Map([
  ['jan', 1], ['feb', 2], ['mar', 3], ['apr', 4], ['maj', 5], ['may', 5], ['jun', 6],
  ['jul', 7], ['aug', 8], ['sep', 9], ['okt', 10], ['oct', 10], ['nov', 11], ['dec', 12],
])
const MONTH =
  '(jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:s|ch)?|apr(?:il)?|maj|may|juni?|june|juli?|july|aug(?:usti|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'

/** What may stand behind a day: a time of day, which isn't kept, and a zone. */
const TIME = '(?:(?:,?\\s*(?:kl\\.?|at)?\\s+|T)\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2}(?:[.,]\\d{1,9})?)?\\s*(?:[ap]\\.?m\\.?)?\\s*(?:Z|UTC|[+-]\\d{2}:?\\d{2})?)?'

const pattern = (day: string) => new RegExp(`^${day}${TIME}$`, 'i')
const YEAR_FIRST = pattern('(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})')
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const YEAR_LAST = pattern('(\\d{1,2})([-/. ])(\\d{1,2})\\2(\\d{4})')
const DAY_MONTH = pattern(`(?:den\\s+)?(\\d{1,2})\\.?(?:st|nd|rd|th)?[\\s-]+${MONTH},?[\\s-]+(\\d{4})`)
const MONTH_DAY = pattern(`${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})`)

/** A cell that only says that nothing is known. */
export const saysNothing = (text: string): boolean => /^[-–—]?$/.test(text)

/**
 * The day that a cell says, as it is written there, whatever the zone of the time behind it; null where it says nothing or a dash.
 * Undefined: it can't be told for sure, or there was no such day. A year has four digits; what begins with it is year, month, day; what
 * ends with it goes by `order`, and under `ymd` by none.
 */
export function dayOf({ text: raw, day }: Pick<Cell, 'text' | 'day'>, order: DateOrder): string | null | undefined {
  if (day !== undefined) return inTime(day)
  const text = raw.replaceAll(/\s+/g, ' ').trim()
  if (saysNothing(text)) return null
  const first = YEAR_FIRST.exec(text)
  if (first !== null) return made(first[1], first[3], first[4])
  const compact = COMPACT.exec(text)
  if (compact !== null) return made(compact[1], compact[2], compact[3])
  const last = YEAR_LAST.exec(text)
  if (last !== null) {
    if (order === 'ymd') return undefined
    return order === 'dmy' ? made(last[4], last[3], last[1]) : made(last[4], last[1], last[3])
  }
  const words = DAY_MONTH.exec(text)
  if (words !== null) return made(words[3], monthOf(words[2]), words[1])
  const english = MONTH_DAY.exec(text)
  return english === null ? undefined : made(english[3], monthOf(english[1]), english[2])
}

/** In which order days with the year last are written, as far as some of them can be read in one way only. Swedish where none can. */
export function guessOrder(texts: readonly string[]): DateOrder {
  const found = texts.map((text) => YEAR_LAST.exec(text.trim())).filter((match) => match !== null)
  if (found.length === 0) return texts.some((text) => YEAR_FIRST.test(text.trim())) ? 'ymd' : 'dmy'
  const isDayFirst = found.some(([, one]) => Number(one) > 12)
  return !isDayFirst && found.some((match) => Number(match[3]) > 12) ? 'mdy' : 'dmy'
}

const monthOf = (word = ''): string => String(MONTHS.get(word.slice(0, 3).toLowerCase()) ?? 0)

function made(year = '', month = '', day = ''): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  // A day that a month hasn't becomes one of the next, or nothing.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? inTime(text) : undefined
}

const inTime = (day: string): string | undefined => (Number(day.slice(0, 4)) >= FIRST_YEAR ? day : undefined)
