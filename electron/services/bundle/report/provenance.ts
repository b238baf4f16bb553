import { z } from 'zod'
import type { ExhibitInBundle } from '../contents.ts'
import type { ReportParts } from './types.ts'

/** Larger files are named, not read: thousands of addresses of eight thousand characters fit in one. */
const MAX_BYTES = 24 * 1024 * 1024

const text = z.string().catch('')
const count = z.number().catch(0)
const code = <const T extends string>(...known: T[]) => z.enum(known).nullable().catch(null)

/**
 * Written by this program or an earlier one and held against the ledger; a field that is shaped otherwise counts as not
 * stated, and a file without these three parts as unreadable: where nothing is stated, nothing must be said to have gone well.
 */
const Provenance = z.object({
  way: code('link', 'session'),
  recordedFrom: code('load', 'lock', 'capture'),
  profile: code('fresh', 'kept').default(null),
  tool: z.object({ version: text }).nullable().catch(null),
  page: z
    .object({
      requestedUrl: text,
      finalUrl: text,
      status: z.number().nullable().catch(null),
      hops: z
        .array(z.object({ url: text, status: z.number().nullable().catch(null), by: text, protocol: text, remoteAddress: z.string().nullable().catch(null) }))
        .catch([]),
      security: z
        .object({ protocol: text, cipher: text, subjectName: text, issuer: text, validFrom: z.number().nullable().catch(null), validTo: z.number().nullable().catch(null) })
        .nullable()
        .catch(null),
    }),
  clock: z
    .object({
      startedAt: text,
      seenAt: z.string().nullable().catch(null),
      endedAt: text,
      serverDates: z.array(z.object({ host: text, date: text, receivedAt: text })).catch([]),
      otherClocks: z.array(z.object({ host: text, date: text, receivedAt: text, offsetMs: z.number(), uncertaintyMs: z.number() })).catch([]),
      publicValue: z.object({ source: text, value: text, receivedAt: text }).nullable().catch(null),
    }),
  browser: z
    .object({
      name: text,
      version: text,
      userAgent: text,
      sandbox: code('on', 'on-as-other-user', 'off'),
      viewport: z.object({ width: z.number(), height: z.number() }).nullable().catch(null),
      timeZone: text,
      languages: z.array(z.string()).catch([]),
    }),
  alterations: z
    .object({
      elements: z.array(z.object({ element: text, action: text })).catch([]),
      scriptsStopped: count,
      bannerAnswered: z.object({ manager: text, clicked: text }).nullable().catch(null),
    })
    .nullable()
    .catch(null),
  region: z.object({ element: text }).nullable().catch(null),
  steps: z.array(z.object({ step: text })).catch([]),
  timings: z.array(z.object({ step: text, state: text })).catch([]),
  events: z.object({ dialogsTotal: count, windowsClosed: count, navigationsStopped: z.array(z.string()).catch([]), writesBlockedTotal: count }).nullable().catch(null),
  exchangesTotal: z.number().nullable().catch(null),
  archive: z.object({ exchanges: count, bodiesMissing: count, bodiesAsText: count, leftOut: count, headersStripped: count, parametersStripped: count }).nullable().catch(null),
  blockedTotal: z.number().nullable().catch(null),
})
export type Provenance = z.infer<typeof Provenance>

/** `absent`: the exhibit has none, or it isn't in this bundle. `unreadable`: too large, or of a form that isn't known. */
export type Read<T> = T | 'absent' | 'unreadable'
export const isRead = <T extends object>(read: Read<T>): read is T => typeof read === 'object'

export async function readProvenance(parts: ReportParts, exhibit: ExhibitInBundle): Promise<Read<Provenance>> {
  return readJson(parts, exhibit, 'provenance.json', (value) => Provenance.safeParse(value).data ?? null)
}

/** An artefact that is JSON. Hostile input: what is in it was told by a page. */
export async function readJson<T extends object>(
  parts: ReportParts,
  { row, artefacts }: ExhibitInBundle,
  name: string,
  parse: (value: unknown) => T | null,
): Promise<Read<T>> {
  const artefact = artefacts.find((each) => each.name === name)
  if (artefact === undefined) return 'absent'
  if (artefact.bytes > MAX_BYTES) return 'unreadable'
  const chunks: Uint8Array[] = []
  for await (const chunk of parts.evidence.read(row, name)) chunks.push(chunk)
  try {
    return parse(JSON.parse(Buffer.concat(chunks).toString())) ?? 'unreadable'
  } catch {
    return 'unreadable'
  }
}

/** Another clock beside the computer's: its time minus ours. */
export interface ClockReading {
  host: string
  date: string
  offsetMs: number
  /** Null: how long the answer was on its way isn't known. */
  uncertaintyMs: number | null
}

/** Clocks that have nothing to do with the page first; then the page's own server; then others that sent parts of it. */
export function clocksOf({ clock, page }: Provenance): ClockReading[] {
  const own = hostOf(page.finalUrl)
  const servers = clock.serverDates
    .flatMap(({ host, date, receivedAt }) => {
      // Whole seconds are told: half of one is the best guess at the rest.
      const offsetMs = Date.parse(date) + 500 - Date.parse(receivedAt)
      return Number.isFinite(offsetMs) ? [{ host, date, offsetMs, uncertaintyMs: null }] : []
    })
    .toSorted((a, b) => Number(b.host === own) - Number(a.host === own))
  return [...clock.otherClocks, ...servers]
}

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')

/** What a public beacon gave before the page was asked for: whose it is, its number in the series where it says so, and when it came. */
export interface Earliest {
  host: string
  round: string | null
  receivedAt: string
}

export function earliestOf({ clock }: Provenance): Earliest | null {
  const given = clock.publicValue
  if (given === null || Number.isNaN(Date.parse(given.receivedAt))) return null
  return { host: hostOf(given.source) || given.source, round: roundOf(given.value), receivedAt: given.receivedAt }
}

const Beacon = z.object({ round: z.int().optional(), pulse: z.object({ pulseIndex: z.int() }).optional() })

function roundOf(value: string): string | null {
  try {
    const { round, pulse } = Beacon.parse(JSON.parse(value))
    return round === undefined ? (pulse === undefined ? null : String(pulse.pulseIndex)) : String(round)
  } catch {
    return null
  }
}
