const DAY_MS = 86_400_000
/** 9999-12-31, the last day that Excel knows. */
const LAST_1900 = 2_958_465
const LAST_1904 = LAST_1900 - 1462

/**
 * What a number of Excel's means as a date: days since the last of 1899, or with `since1904` since 1904-01-01 (ECMA-376, Part 1, 18.17.4).
 * The first kind counts 1900-02-29, which never was: number 60 is no day. Null: no day, as for a time alone.
 */
export function dateOf(serial: number, since1904: boolean): { day: string; time: string | null } | null {
  if (!(serial >= (since1904 ? 0 : 1) && serial < (since1904 ? LAST_1904 : LAST_1900) + 1)) return null
  // To the minute: below that, the fraction of a day isn't exact.
  const minutes = Math.round(serial * 1440)
  const days = Math.floor(minutes / 1440)
  if (!since1904 && days === 60) return null
  const at = since1904 ? Date.UTC(1904, 0, 1 + days) : Date.UTC(1899, 11, 31) + (days > 60 ? days - 1 : days) * DAY_MS
  const [day = '', time = ''] = new Date(at + (minutes % 1440) * 60_000).toISOString().split('T')
  // Rounding may reach the year 10000, which has another form.
  if (day.length !== 10) return null
  return { day, time: minutes % 1440 === 0 ? null : time.slice(0, 5) }
}

/** Formats that every workbook has without saying so and that show a day: ECMA-376, Part 1, 18.8.30, those of East Asia included. */
const BUILT_IN = (id: number): boolean => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)

/** Whether a cell with this format is a day: it shows a day or a year. Times, and minutes that share the letter with months, aren't. */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN(id)
  // Texts in quotes or after a backslash, colours and languages in brackets, widths and fillers aren't part of it.
  const bare = code.replaceAll(/"[^"]*"?|\\.|\[[^\]]*\]|[_*]./g, '').split(';', 1)[0] ?? ''
  return !/general/i.test(bare) && /[dy]/i.test(bare)
}
