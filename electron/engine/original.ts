import { canonicalJson, utf8 } from '../../shared/encoding/index.ts'
import { Refusal, type ErrorCode } from '../../shared/contract/index.ts'
import { parseReading, type Comparison, type Instant, type OriginalWay } from '../../shared/model/index.ts'
import { runCapture, type CaptureOutcome } from '../services/capture/index.ts'
import { compare, type Compared, type Side } from '../services/comparison/index.ts'
import type { Acquisition, Evidence, ExhibitRow } from '../services/evidence/index.ts'
import type { Loaded } from '../services/witness/index.ts'
import type { Context } from './context.ts'
import { commonChoices, keptPictures, surroundings, VIEWPORT, type Run } from './handlers/capture.ts'
import type { Progress } from './jobs.ts'
import { stateOf } from './original-state.ts'
import type { Session } from './session.ts'

interface LoadRequest {
  saved: ExhibitRow
  url: string
  /** Tab of the officer's own login; null: a browser of its own. */
  tab: string | null
  /** When it was asked for, by the sitting's clock, and in which sitting. */
  asked: { at: Instant; sitting: string }
  progress: Progress
  signal: AbortSignal
}

/**
 * Refusals that say something of the address and not of this machine: they are an outcome, and kept as one. Whatever else
 * refuses is told, and nothing is said of the original.
 */
const OUTCOMES: ReadonlySet<ErrorCode> = new Set(['capture.unreachable', 'capture.timeout', 'capture.file-not-kept'])

/**
 * Loads the original of an exhibit anew, holds it against what was saved, and keeps both as an exhibit of the kind `comparison`, signed
 * by the officer at work: whatever comes of the sitting, what was found stays on record.
 */
export async function loadOriginal(context: Context, session: Session, request: LoadRequest): Promise<Loaded> {
  const { row, comparison } = await keepOriginal(context, session, request)
  const { evidence } = session
  const text = async (of: ExhibitRow, name: string) => (evidence.artefacts(of).some((each) => each.name === name) ? await evidence.text(of, name) : null)
  const posts = await text(row, 'posts.json')
  return {
    row,
    comparison,
    reading: posts && parseReading(posts.text),
    loaded: pageText(await text(row, 'page.txt')),
    saved: pageText(await text(request.saved, 'page.txt')),
  }
}

async function keepOriginal(context: Context, session: Session, request: LoadRequest): Promise<Pick<Loaded, 'row' | 'comparison'>> {
  const { saved, progress, signal } = request
  const { evidence } = session
  const { at, sitting } = request.asked
  const way = request.tab === null ? 'own' : 'officer-session'
  const acquisition = evidence.begin(saved.case)
  const names = new Set<string>()
  try {
    const { url, run } = await wayOf(context, request)
    const outcome = await capture(acquisition, names, run, progress)
    if (signal.aborted) throw new Refusal('job.cancelled')
    progress('compare', 'running')
    const compared = await compare({
      spawn: context.host.spawnChild,
      saved: savedSide(evidence, saved),
      loaded: { text: acquisition.read('page.txt'), picture: acquisition.read('screenshot.png'), posts: acquisition.read('posts.json') },
      signal,
    })
    if (signal.aborted) throw new Refusal('job.cancelled')
    const comparison = comparisonOf({ saved, at, way, url, outcome, compared })
    await acquisition.add('comparison.json', 'application/json', [utf8(canonicalJson(comparison))])
    for (const { name, png } of compared.pictures) {
      await acquisition.add(name, 'image/png', [png])
      names.add(name)
    }
    progress('compare', 'done')
    progress('seal', 'running')
    const page = outcome instanceof Refusal ? null : outcome
    const row = await acquisition.finish(session.actor, {
      kind: 'comparison',
      title: page?.pageTitle.trim() || page?.source.finalUrl || url,
      acquiredAt: page?.acquiredAt ?? at,
      completeness: page?.completeness ?? null,
      source: page?.source ?? { requestedUrl: url, finalUrl: '', pageTitle: '', status: null },
      supersedes: null,
      compares: { exhibit: saved.id, sitting },
      searchText: page?.text ?? '',
      pictures: keptPictures(names),
    })
    progress('seal', 'done')
    return { row, comparison }
  } catch (error) {
    await acquisition.abandon()
    throw error
  }
}

/** How it is loaded: in a browser that nobody has used, or as it stands in the officer's own login, whatever address that is at. */
async function wayOf(context: Context, { saved, url, tab, signal }: LoadRequest): Promise<{ url: string; run: Run }> {
  if (tab === null) {
    const around = await surroundings(context, false)
    const request = { url, ...around, ...commonChoices(context, around.allowPrivate), viewport: VIEWPORT, banner: 'leave' as const, record: false }
    return { url, run: (onArtefact, onStep) => runCapture({ request, spawn: context.host.spawnChild, onStep, onArtefact, signal }) }
  }
  const { host, case: home, view } = context.login.current()
  // What isn't read-only may be changed while the witness looks.
  if (home !== saved.case || view.mode !== 'read-only') throw new Refusal('capture.session-none')
  const { allowPrivate } = await surroundings(context, false)
  const choices = { ...commonChoices(context, allowPrivate), tab, banner: 'leave' as const, record: false }
  const shown = view.tabs.find(({ id }) => id === tab)?.url
  if (shown === undefined) throw new Refusal('capture.tab-gone')
  return { url: shown, run: (onArtefact, onStep) => host.capture({ capture: choices, onStep, onArtefact, signal }) }
}

/** What came of the load: a page, or a refusal that is an outcome. */
async function capture(acquisition: Acquisition, names: Set<string>, run: Run, progress: Progress): Promise<CaptureOutcome | Refusal> {
  try {
    return await run(
      async (name, mediaType, chunks) => {
        await acquisition.add(name, mediaType, chunks)
        names.add(name)
      },
      ({ step, state, done, total, detail }) => progress(step, state, done, total, detail),
    )
  } catch (error) {
    if (!(error instanceof Refusal) || !OUTCOMES.has(error.code)) throw error
    return error
  }
}

interface Findings {
  saved: ExhibitRow
  at: string
  way: OriginalWay
  url: string
  outcome: CaptureOutcome | Refusal
  compared: Compared
}

function comparisonOf({ saved, at, way, url, outcome, compared }: Findings): Comparison {
  const page = outcome instanceof Refusal ? null : outcome
  const { text, picture, posts } = compared
  const notes = page?.completeness.notes ?? []
  const load = {
    at,
    requestedUrl: url,
    finalUrl: page?.source.finalUrl ?? null,
    status: page?.source.status ?? null,
    refused: outcome instanceof Refusal ? outcome.code : null,
    notes: [...new Set(notes.map(({ code }) => code))].slice(0, 200),
  }
  const of = { exhibit: saved.id, number: saved.number, contentRoot: saved.contentRoot }
  const before = { status: saved.source !== null && 'status' in saved.source ? saved.source.status : null, notes: saved.completeness?.notes ?? [] }
  const state = stateOf(before, { refused: load.refused, status: load.status, notes }, compared)
  return { v: 1, of, way, load, state, text, picture, posts }
}

/** What an exhibit has that a load of its original is held against. */
export function savedSide(evidence: Evidence, saved: ExhibitRow): Side {
  const artefacts = evidence.artefacts(saved)
  const side = (name: string) => {
    const artefact = artefacts.find((each) => each.name === name)
    return artefact === undefined ? null : { bytes: artefact.bytes, open: () => evidence.read(saved, name) }
  }
  return { text: side('page.txt'), picture: side('screenshot.png'), posts: side('posts.json') }
}

const pageText = (read: { text: string; truncated: boolean } | null) => read && { text: read.text, whole: !read.truncated }
