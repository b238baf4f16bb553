import type { Outside } from './clocks.ts'
import { ownEvents } from './own-events.ts'
import { provenanceOf } from './report.ts'
import { type Exchange, provenanceText, withoutCredentials } from './provenance.ts'
import { hostOf } from './recorder.ts'
import { elapsed, type Scene } from './scene.ts'
import type { CaptureOutcome } from './types.ts'

/** Clocks that differ by more than this, beyond what the asking leaves open, are remarked, ms. */
const CLOCK_OFF = 5000
/** Hosts asked for the time have had the whole acquisition to answer. */
const LATE_MS = 500

/** Notes on what happened along the way, before the provenance is written. */
export function remark({ request, sight, seen, notes }: Scene): void {
  const { recorder, gate, hazards, loading } = sight
  const own = ownEvents(sight, seen.facts.url)
  const failures = recorder.visits.own().reduce((sum, visit) => sum + visit.failures, 0)
  const status = recorder.wayTo(loading.seenLoaderId).hops.at(-1)?.status ?? null
  if (status !== null && status >= 400) notes.add('http-status', String(status))
  if (own.touchedPrivate) notes.add('private-address', hostOf(request.url))
  if (own.blockedTotal > 0) notes.add('private-blocked', String(own.blockedTotal))
  if (recorder.total > recorder.exchanges.length) notes.add('exchanges-partial', `${recorder.exchanges.length} / ${recorder.total}`)
  if (failures > 0) notes.add('requests-failed', String(failures))
  for (const { status: code, url } of recorder.exchanges.filter(isRefused)) notes.add('requests-failed', `${code} ${url}`)
  if (own.socketsTotal > 0) notes.add('sockets-blocked', String(own.socketsTotal))
  if (hazards.scriptsStopped > 0) notes.add('loop-broken', String(hazards.scriptsStopped))
  if (hazards.dialogsTotal > 0) notes.add('dialogs-answered', String(hazards.dialogsTotal))
  if (hazards.windowsClosed > 0) notes.add('windows-closed', String(hazards.windowsClosed))
  if (gate.navigationsStopped.length > 0) notes.add('navigation-stopped', String(gate.navigationsStopped.length))
  if (own.writesBlockedTotal > 0) notes.add('writes-blocked', String(own.writesBlockedTotal))
}

const CONTENT = new Set(['Document', 'Fetch', 'XHR', 'Script', 'Stylesheet', 'Media'])

/** Something that makes up a page, other than itself, was answered with an error: comments may have been in it. */
function isRefused({ type, status, url }: Exchange, index: number): boolean {
  return index > 0 && status !== null && status >= 400 && CONTENT.has(type) && !url.endsWith('/favicon.ico')
}

/** Writes the provenance and sums up. */
export async function conclude(scene: Scene, startedAt: string, outside: Outside): Promise<CaptureOutcome> {
  const { sight, request, seen, notes, archive, archived, media } = scene
  const late = new Promise<null>((resolve) => setTimeout(resolve, LATE_MS, null).unref())
  const otherClocks = (await Promise.race([outside.clocks, late])) ?? []
  const off = otherClocks.filter(({ offsetMs, uncertaintyMs }) => Math.abs(offsetMs) > CLOCK_OFF + uncertaintyMs)
  if (off.length > 0) notes.add('clock-off', off.map(({ host, offsetMs }) => `${host}: ${Math.round(offsetMs / 1000)} s`).join(', '))
  const { rows, columns, pixelRatio } = seen.facts
  const found = await provenanceOf({
    ...sight,
    request,
    touched: scene.touched,
    scrolls: scene.scrolls,
    facts: seen.facts,
    seenAt: seen.at,
    startedAt,
    elapsedMs: elapsed(scene),
    timings: scene.steps.timings,
    notes: notes.list(),
    otherClocks,
    publicValue: await Promise.race([outside.value, late]),
    bannerAnswered: scene.bannerAnswered,
    region: scene.regionTaken,
    downloadsStopped: sight.hazards.downloads.filter((url) => !scene.downloadsKept.some((kept) => kept.url === url)),
    downloadsKept: scene.downloadsKept,
    archive: archived ? { ...archive.counts } : null,
    media: media.files().map(({ file }) => file),
    viewport: { width: columns, height: rows, deviceScaleFactor: pixelRatio },
  })
  const provenance = withoutCredentials(found)
  await scene.send('provenance.json', 'application/json', [Buffer.from(provenanceText(provenance))])
  const { requestedUrl, finalUrl, title, status } = provenance.page
  return {
    source: { requestedUrl: requestedUrl.toWellFormed(), finalUrl: finalUrl.toWellFormed(), pageTitle: title.toWellFormed(), status },
    completeness: notes.completeness(),
    text: scene.text.slice(0, 1_000_000).toWellFormed(),
    pageTitle: title.toWellFormed(),
    acquiredAt: seen.at,
  }
}
