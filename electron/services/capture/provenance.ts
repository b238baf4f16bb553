import { z } from 'zod'
import { Instant } from '../../../shared/model/index.ts'
import { stripWords } from './archive/strip.ts'
import { Header } from './headers.ts'

const Url = z.string().max(8192)
const Text = z.string().max(2000)
const count = z.int().nonnegative()

export const Hop = z.strictObject({
  url: Url,
  status: z.int().nullable(),
  /** `http`: the server sent it on; `page`: the page went on by itself while loading (by link only); `final`: where it ended. */
  by: z.enum(['http', 'page', 'final']),
  protocol: Text,
  remoteAddress: z.string().max(100).nullable(),
  /** `raw`: as received; `parsed`: as the browser tells them, names and order may differ. */
  headersAre: z.enum(['raw', 'parsed', 'unknown']),
  /** Cookies and credentials read `[stripped]`. */
  headers: z.array(Header).max(500),
})
export type Hop = z.infer<typeof Hop>

export const Exchange = z.strictObject({
  url: Url,
  method: z.string().max(50),
  type: z.string().max(50),
  status: z.int().nullable(),
  mimeType: z.string().max(255),
  /** Bytes on the wire, headers included, as the browser counts them; null: not finished. */
  encodedDataLength: count.nullable(),
  remoteAddress: z.string().max(100).nullable(),
  protocol: z.string().max(50),
  fromCache: z.boolean(),
  failed: Text.nullable(),
})
export type Exchange = z.infer<typeof Exchange>

/** Another host's clock beside ours. */
export const ClockReading = z.strictObject({
  host: Text,
  /** As the host sent it: whole seconds. */
  date: Text,
  receivedAt: Instant,
  /** The host's clock minus ours. */
  offsetMs: z.int(),
  uncertaintyMs: count,
})
export type ClockReading = z.infer<typeof ClockReading>

/** What a public beacon gave when it was asked, as it came. */
export const PublicValue = z.strictObject({ source: Text, value: z.string().max(5000), receivedAt: Instant })
export type PublicValue = z.infer<typeof PublicValue>

export const MediaRecord = z.strictObject({
  url: Url,
  mediaType: z.string().max(255),
  name: z.string().max(64).nullable(),
  bytes: count,
  kept: z.enum(['whole', 'part', 'segments', 'none']),
})

/** What `provenance.json` holds. Times are the local clock's claims unless said otherwise. */
export const Provenance = z.strictObject({
  v: z.literal(2),
  tool: z.strictObject({ name: z.literal('Bevisvalv'), version: z.string() }),
  /**
   * `link`: loaded by the tool in an empty browser; `session`: an officer's own login, captured in place, with nothing
   * loaded anew. `recordedFrom`: since when the tool listened to what was exchanged.
   */
  way: z.enum(['link', 'session']),
  recordedFrom: z.enum(['load', 'lock', 'capture']),
  /** What the browser began with: nothing, or the login that was kept for the case. Files made before this was said lack it. */
  profile: z.enum(['fresh', 'kept']).optional(),
  page: z.strictObject({
    requestedUrl: Url,
    finalUrl: Url,
    title: z.string().max(1000),
    status: z.int().nullable(),
    privateAddressesAllowed: z.boolean(),
    hops: z.array(Hop).max(100),
    /** Of the connection to the final page; null: not encrypted. */
    security: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).nullable(),
  }),
  clock: z.strictObject({
    startedAt: Instant,
    seenAt: Instant.nullable(),
    endedAt: Instant,
    /** Monotonic. */
    elapsedMs: count,
    /** `Date` headers of servers beside the local time of their arrival. */
    serverDates: z.array(z.strictObject({ host: Text, date: Text, receivedAt: Instant })).max(50),
    /** Of hosts that have nothing to do with the page, asked for the time. */
    otherClocks: z.array(ClockReading).max(10),
    /** Asked for before the page, and waited for two seconds at most; `receivedAt` tells when it was there. This file was closed later. */
    publicValue: PublicValue.nullable(),
  }),
  browser: z.strictObject({
    name: Text,
    version: Text,
    product: Text,
    userAgent: Text,
    origin: z.enum(['setting', 'system', 'bundled']),
    sandbox: z.enum(['on', 'on-as-other-user', 'off']),
    flags: z.array(Text),
    viewport: z.strictObject({ width: count, height: count, deviceScaleFactor: z.number().positive() }),
    timeZone: Text,
    languages: z.array(Text).max(50),
  }),
  /** What the tool did to the page beyond loading it. */
  alterations: z.strictObject({
    elements: z.array(z.strictObject({ element: Text, position: Text, action: Text })).max(500),
    scriptsStopped: count,
    /** What was clicked to answer a question about cookies, for the second set of artefacts. */
    bannerAnswered: z.strictObject({ manager: Text, clicked: Text, atMs: count }).nullable(),
  }),
  /** The part of the page that the officer chose; null: none. CSS pixels in the page. */
  region: z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number(), element: Text }).nullable(),
  steps: z
    .array(z.strictObject({ atMs: count, step: Text, y: z.int().optional(), height: count.optional(), detail: Text.optional() }))
    .max(5000),
  timings: z.array(z.strictObject({ step: Text, ms: count, state: z.enum(['done', 'failed', 'skipped']) })),
  events: z.strictObject({
    dialogs: z.array(z.strictObject({ type: Text, message: Text, answer: Text })).max(50),
    dialogsTotal: count,
    windowsClosed: count,
    navigationsStopped: z.array(Url).max(50),
    /** Not kept: too large, too many, or of a length that the server didn't tell. */
    downloadsStopped: z.array(Url).max(50),
    /** Names as the server suggested them. */
    downloadsKept: z.array(z.strictObject({ name: Text, suggested: Text, url: Url, bytes: count })).max(50),
    /** Requests held back because the browser was read-only. */
    writesBlocked: z.array(z.strictObject({ method: Text, url: Url })).max(200),
    writesBlockedTotal: count,
    /** Connections to private addresses that no request led to: sockets, peer connections. */
    socketsStopped: z.array(Text).max(200),
    pageCrashed: z.boolean(),
  }),
  exchanges: z.array(Exchange).max(5000),
  exchangesTotal: count,
  /** What the archive of the exchanges holds and leaves out; null: there is none. */
  archive: z
    .strictObject({
      exchanges: count,
      resources: count,
      bodiesMissing: count,
      bodiesAsText: count,
      headersStripped: count,
      parametersStripped: count,
      leftOut: count,
    })
    .nullable(),
  media: z.array(MediaRecord).max(300),
  /** Requests that were not let through. */
  blocked: z.array(z.strictObject({ url: Url, reason: Text })).max(1000),
  blockedTotal: count,
  /** Values of cookie and credential headers left out above. */
  headersStripped: count,
  /** Values of credentials in the addresses above (`access_token=…`) that were left out. */
  parametersStripped: count,
  notes: z.array(z.strictObject({ code: z.string(), detail: z.string() })),
})
export type Provenance = z.infer<typeof Provenance>

/**
 * The same without the values of credentials in any address: a link that somebody pasted may hold one as well as those
 * of the page.
 */
export function withoutCredentials(provenance: Provenance): Provenance {
  let stripped = 0
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return stripWords(value, (count) => (stripped += count))
    if (Array.isArray(value)) return value.map(clean)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]))
  }
  const cleaned = clean(provenance) as Provenance
  return { ...cleaned, parametersStripped: stripped }
}

/** UTF-8 JSON with keys in order and two spaces, so that it is read by people and compared line by line. */
export function provenanceText(provenance: Provenance): string {
  return `${JSON.stringify(sorted(Provenance.parse(wellFormed(provenance))), null, 2)}\n`
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

/** Pages choose these texts: half a surrogate pair would not survive UTF-8. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wellFormed(inner)]))
}
