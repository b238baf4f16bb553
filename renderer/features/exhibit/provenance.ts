import { z } from 'zod'

/**
 * The parts of `provenance.json` that are shown as facts. Whatever is missing or shaped otherwise (another version, a
 * damaged file) is left out: the whole file stands below.
 */
const text = z.string().optional().catch(undefined)
const number = z.number().nullable().optional().catch(undefined)

const Reading = z.object({
  way: z.enum(['link', 'session']).optional().catch(undefined),
  recordedFrom: z.enum(['load', 'lock', 'capture']).optional().catch(undefined),
  profile: z.enum(['fresh', 'kept']).optional().catch(undefined),
  tool: z.object({ name: text, version: text }).optional().catch(undefined),
  page: z
    .object({
      requestedUrl: text,
      finalUrl: text,
      title: text,
      status: number,
      hops: z.array(z.object({ remoteAddress: z.string().nullable().catch(null), protocol: text })).optional().catch(undefined),
      security: z.object({ subjectName: text, issuer: text }).nullable().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  clock: z
    .object({
      seenAt: z.string().nullable().optional().catch(undefined),
      endedAt: text,
      serverDates: z.array(z.object({ host: z.string(), date: z.string(), receivedAt: z.string().optional() })).optional().catch(undefined),
      otherClocks: z.array(z.object({ host: z.string(), offsetMs: z.number(), uncertaintyMs: z.number() })).optional().catch(undefined),
      publicValue: z.object({ source: z.string(), value: z.string(), receivedAt: z.string().optional() }).nullable().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  browser: z
    .object({
      name: text,
      version: text,
      userAgent: text,
      sandbox: z.enum(['on', 'on-as-other-user', 'off']).optional().catch(undefined),
      viewport: z.object({ width: z.number(), height: z.number() }).optional().catch(undefined),
      timeZone: text,
      languages: z.array(z.string()).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  events: z.object({ writesBlockedTotal: number }).optional().catch(undefined),
  archive: z.object({ exchanges: z.number(), resources: z.number(), headersStripped: z.number(), parametersStripped: z.number() }).nullable().optional().catch(undefined),
  exchangesTotal: number,
  blockedTotal: number,
})

export type ProvenanceReading = z.infer<typeof Reading>

/** Null when the text is no JSON object. */
export function readProvenance(json: string): ProvenanceReading | null {
  try {
    return Reading.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

/** How a page was sent: by whom its certificate says, in clear, or nobody recorded it. */
export function encryptionOf({ page }: ProvenanceReading): { certificate: string } | 'none' | 'unknown' | null {
  if (page?.security === undefined) return null
  if (page.security?.subjectName !== undefined) return { certificate: page.security.subjectName }
  return /^http:/i.test(page.finalUrl ?? '') ? 'none' : 'unknown'
}

/** What servers said the time was, the page's own first; `offsetMs`: theirs less the computer's as the answer came, null where that isn't known. */
export function serverClocks({ page, clock }: ProvenanceReading): { host: string; date: string; offsetMs: number | null; isOwn: boolean }[] {
  const own = URL.canParse(page?.finalUrl ?? '') ? new URL(page?.finalUrl ?? '').host : ''
  return (clock?.serverDates ?? [])
    .map(({ host, date, receivedAt }) => {
      // Whole seconds are told: half of one is the best guess at the rest.
      const offset = Date.parse(date) + 500 - Date.parse(receivedAt ?? '')
      return { host, date, offsetMs: Number.isFinite(offset) ? offset : null, isOwn: host === own }
    })
    .toSorted((a, b) => Number(b.isOwn) - Number(a.isOwn))
}
