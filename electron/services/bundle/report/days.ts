/** Days, months or years in a row, none left out: a gap in time must be seen as one. */
export interface Bucket {
  /** `2026-11-22`, `2026-11` or `2026`. */
  name: string
  days: readonly string[]
}

const DAYS = 31
const MONTHS = 36

/** Local calendar day, `2026-11-22`. `timeZone`: IANA name. */
export function isoDay(at: Date, timeZone: string): string {
  return formatIn(timeZone).format(at)
}

const formats = new Map<string, Intl.DateTimeFormat>()
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, known)
  return known
}

/** By day where it is a month, by month up to three years, else by year; from the first to the last of `days` (`2026-11-22`). */
export function bucketsOf(days: readonly string[]): Bucket[] {
  const sorted = [...new Set(days)].toSorted()
  const first = sorted[0]
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return []
  const length = spanOf(first, last)
  return namesOf(first, last, length).map((name) => ({ name, days: sorted.filter((day) => day.startsWith(name)) }))
}

/** Characters of a day that name its bucket. */
function spanOf(first: string, last: string): 4 | 7 | 10 {
  if ((Date.parse(last) - Date.parse(first)) / 86_400_000 < DAYS) return 10
  return monthOf(last) - monthOf(first) < MONTHS ? 7 : 4
}

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

function namesOf(first: string, last: string, length: 4 | 7 | 10): string[] {
  const found: string[] = []
  const at = new Date(`${first.slice(0, length)}${{ 10: '', 7: '-01', 4: '-01-01' }[length]}T00:00:00Z`)
  while (at.toISOString().slice(0, length) <= last.slice(0, length)) {
    found.push(at.toISOString().slice(0, length))
    if (length === 10) at.setUTCDate(at.getUTCDate() + 1)
    else if (length === 7) at.setUTCMonth(at.getUTCMonth() + 1)
    else at.setUTCFullYear(at.getUTCFullYear() + 1)
  }
  return found
}
