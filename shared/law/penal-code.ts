import type { Day, Sourced } from './types.ts'

/** Brottsbalken (1962:700), as in the text published on the day that it says it was looked at. */
export const penalCode = (sv: string, en: string, from: Day | null = null): Sourced => ({
  source: 'https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/brottsbalk-1962700_sfs-1962-700/',
  cite: { sv: `BrB ${sv}`, en: `Swedish Criminal Code ${en}` },
  asOf: '2026-04-29',
  from,
  until: null,
  verified: true,
})
