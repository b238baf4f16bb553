import type { LaunchedBrowser } from '../browser/index.ts'
import type { Egress } from './egress.ts'
import type { RequestGate } from './gate.ts'
import type { Hazards } from './hazards.ts'
import type { Loading } from './load.ts'
import type { Touched } from './calm-scripts.ts'
import { ownEvents } from './own-events.ts'
import type { pageFacts } from './page-scripts.ts'
import type { Provenance } from './provenance.ts'
import type { ReadOnly } from './read-only.ts'
import type { Recorder } from './recorder.ts'
import type { CaptureRequest } from './types.ts'

export interface ProvenanceParts {
  launched: LaunchedBrowser
  egress: Egress
  recorder: Recorder
  gate: RequestGate
  readOnly: ReadOnly | null
  way: Provenance['way']
  recordedFrom: Provenance['recordedFrom']
  profile: NonNullable<Provenance['profile']>
  downloadsStopped: Provenance['events']['downloadsStopped']
  hazards: Hazards
  loading: Loading
  request: CaptureRequest
  touched: readonly Touched[]
  scrolls: Provenance['steps']
  facts: ReturnType<typeof pageFacts>
  seenAt: string
  startedAt: string
  elapsedMs: number
  timings: Provenance['timings']
  notes: Provenance['notes']
  otherClocks: Provenance['clock']['otherClocks']
  publicValue: Provenance['clock']['publicValue']
  bannerAnswered: Provenance['alterations']['bannerAnswered']
  region: Provenance['region']
  downloadsKept: Provenance['events']['downloadsKept']
  archive: Provenance['archive']
  media: Provenance['media']
  viewport: Provenance['browser']['viewport']
}

/** Puts together what the parts of an acquisition have noted. */
export async function provenanceOf(parts: ProvenanceParts): Promise<Provenance> {
  const { launched, recorder, gate, hazards, loading, request, facts } = parts
  const own = ownEvents(parts, facts.url)
  const version = await launched.control.send('Browser.getVersion')
  const { hops, stripped } = recorder.wayTo(loading.seenLoaderId)
  const last = hops.at(-1)
  return {
    v: 2,
    tool: { name: 'Bevisvalv', version: request.toolVersion },
    way: parts.way,
    recordedFrom: parts.recordedFrom,
    profile: parts.profile,
    page: {
      requestedUrl: request.url,
      // The address bar's: it may have moved on within the page, and shows none of the browser's own error pages.
      finalUrl: /^https?:/.test(facts.url) ? facts.url : (last?.url ?? request.url),
      title: facts.title,
      status: last?.status ?? null,
      privateAddressesAllowed: request.allowPrivate,
      hops,
      security: securityOf(recorder),
    },
    clock: {
      startedAt: parts.startedAt,
      seenAt: parts.seenAt,
      endedAt: new Date().toISOString(),
      elapsedMs: parts.elapsedMs,
      serverDates: recorder.shown.serverDates,
      otherClocks: parts.otherClocks,
      publicValue: parts.publicValue,
    },
    browser: {
      name: request.browser.name,
      version: request.browser.version,
      product: version.product,
      userAgent: version.userAgent,
      origin: request.browser.origin,
      sandbox: launched.sandbox,
      flags: launched.flags,
      viewport: parts.viewport,
      timeZone: facts.timeZone,
      languages: facts.languages,
    },
    alterations: {
      elements: parts.touched.slice(0, 500),
      scriptsStopped: hazards.scriptsStopped,
      bannerAnswered: parts.bannerAnswered,
    },
    region: parts.region,
    steps: parts.scrolls,
    timings: parts.timings,
    events: {
      dialogs: hazards.dialogs,
      dialogsTotal: hazards.dialogsTotal,
      windowsClosed: hazards.windowsClosed,
      navigationsStopped: gate.navigationsStopped,
      downloadsStopped: parts.downloadsStopped,
      downloadsKept: parts.downloadsKept,
      writesBlocked: own.writesBlocked,
      writesBlockedTotal: own.writesBlockedTotal,
      socketsStopped: own.socketsStopped,
      pageCrashed: hazards.hasCrashed,
    },
    exchanges: [...recorder.exchanges],
    exchangesTotal: recorder.total,
    archive: parts.archive,
    media: parts.media,
    blocked: own.blocked,
    blockedTotal: own.blockedTotal,
    headersStripped: stripped,
    parametersStripped: 0,
    notes: parts.notes,
  }
}

function securityOf({ shown: { security } }: Recorder): Provenance['page']['security'] {
  if (!security) return null
  const { protocol, keyExchange, keyExchangeGroup, cipher, subjectName, issuer, validFrom, validTo, sanList } = security
  return {
    protocol,
    keyExchange,
    keyExchangeGroup: keyExchangeGroup ?? '',
    cipher,
    subjectName: subjectName.slice(0, 2000),
    issuer: issuer.slice(0, 2000),
    validFrom,
    validTo,
    sanList: sanList.slice(0, 200).map((name) => name.slice(0, 300)),
  }
}
