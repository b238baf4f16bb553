import { Day as CalendarDay } from '../model/index.ts'
import type { Day } from './types.ts'

/** Whole numbers throughout: `Date` has zones, and takes years before 100 and days past the end of a month for others. */
interface Parts {
  year: number
  month: number
  day: number
}

const LAST_YEAR = 9999

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function partsOf(day: Day): Parts {
  const [year, month, date] = checkDay(day).split('-').map(Number) as [number, number, number]
  return { year, month, day: date }
}

const write = ({ year, month, day }: Parts): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** @throws {RangeError} It isn't written `2026-11-29`, or the calendar has no such day. */
export function checkDay(day: Day): Day {
  if (!CalendarDay.safeParse(day).success) throw new RangeError(`Not a day of the calendar: ${day}`)
  return day
}

/**
 * The day that ends a time of so many months: the one with the same number in the last month or, where that month hasn't
 * got it, the month's last (lag 1930:173 om beräkning av lagstadgad tid, 1 §). A year is twelve months.
 *
 * @throws {RangeError} No such day, no whole number of months, or an end past the year 9999.
 */
export function monthsAfter(start: Day, months: number): Day {
  const { year, month, day } = partsOf(start)
  if (!Number.isInteger(months) || months < 0) throw new RangeError(`Not a number of months: ${months}`)
  const count = month - 1 + months
  const end = { year: year + Math.floor(count / 12), month: (count % 12) + 1 }
  if (end.year > LAST_YEAR) throw new RangeError(`Ends after the year ${LAST_YEAR}`)
  return write({ ...end, day: Math.min(day, daysIn(end.year, end.month)) })
}

/** @throws {RangeError} No such day, or none before it. */
export function dayBefore(start: Day): Day {
  const { year, month, day } = partsOf(start)
  if (day > 1) return write({ year, month, day: day - 1 })
  if (month > 1) return write({ year, month: month - 1, day: daysIn(year, month - 1) })
  if (year === 0) throw new RangeError('Nothing is written before the year 0000')
  return write({ year: year - 1, month: 12, day: 31 })
}
