import type { Day } from '../../../../shared/model/index.ts'

const STOCKHOLM = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', year: 'numeric', month: '2-digit', day: '2-digit' })
const DAY_MS = 86_400_000

/** The calendar day in Sweden, whatever the machine is set to. `now`: ms since 1970 UTC. */
export const dayInSweden = (now: number): Day => STOCKHOLM.format(now)

/** Days from one to the other, below 0 where it lies before. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

/** The day so many days later. */
export const dayAfter = (day: Day, days: number): Day => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
