/** A day of the calendar, `2026-11-29`, without a time and without a zone: law counts days and not hours. */
export type Day = string

/** The same said in both languages. Swedish is the first: where the two differ, it holds. */
export interface Text {
  sv: string
  en: string
}

/** Where a statement comes from and for which days it holds. Nothing in this folder is shown without it. */
export interface Sourced {
  /** Page of the statute, or of whoever says it. */
  source: string
  /** As a lawyer would cite it. */
  cite: Text
  /** When it was last looked at or, where nobody has held it against the page, when it was written down. */
  asOf: Day
  /** First day it holds. `null`: it held before the time that this data covers. */
  from: Day | null
  /** Last day it holds. `null`: no end is known. */
  until: Day | null
  /** Somebody has held it against the page or a stored copy of it. Where not, the interface asks to check the address. */
  verified: boolean
}
