import type { Spread } from '../../../shared/contract/index.ts'

const DAY = 86_400_000
/** More bars than this are too thin to be told apart: days are put together then. */
const BARS = 60

interface Bar {
  label: string
  first: string
  last: string
  count: number
}

/** Bars of equal length in days, as many as fit. */
export function barsOf(days: Spread['days']): Bar[] {
  const [begin, end] = [Date.parse(days[0]?.day ?? ''), Date.parse(days.at(-1)?.day ?? '')]
  if (Number.isNaN(begin) || Number.isNaN(end)) return []
  const span = Math.ceil(((end - begin) / DAY + 1) / BARS)
  const length = Math.ceil(((end - begin) / DAY + 1) / span)
  const bars = Array.from({ length }, (_, index): Bar => {
    const first = dayAt(begin + index * span * DAY)
    const last = dayAt(Math.min(end, begin + ((index + 1) * span - 1) * DAY))
    return { label: first === last ? first : `${first} – ${last}`, first, last, count: 0 }
  })
  for (const { day, count } of days) {
    const bar = bars[Math.floor((Date.parse(day) - begin) / DAY / span)]
    if (bar !== undefined) bar.count += count
  }
  return bars
}

const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
