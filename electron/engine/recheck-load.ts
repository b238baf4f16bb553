import { canonicalJson, utf8 } from '../../shared/encoding/index.ts'
import { Refusal } from '../../shared/contract/index.ts'
import {
  addressKey,
  findingOf,
  parseReading,
  signOf,
  type CaptureSource,
  type CaseId,
  type Instant,
  type Payload,
  type PostCheck,
} from '../../shared/model/index.ts'
import { CHECK_BOUNDS, Provenance, runCapture, type CaptureOutcome } from '../services/capture/index.ts'
import type { Reported } from '../services/casework/index.ts'
import { compare, type Side } from '../services/comparison/index.ts'
import type { Acquisition, ExhibitRow } from '../services/evidence/index.ts'
import { plainWords } from '../services/witness/index.ts'
import type { Context } from './context.ts'
import { commonChoices, keptPictures, surroundings, VIEWPORT } from './handlers/capture.ts'
import type { Progress } from './jobs.ts'
import { savedSide } from './original.ts'
import { stateOf } from './original-state.ts'
import type { Session } from './session.ts'

interface CheckRequest {
  case: CaseId
  post: Reported
  by: Payload<'post.checked'>['by']
  asked: Instant
  progress: Progress
  signal: AbortSignal
}

/** Notes by which a page wasn't gone through to its end, or not as a whole capture goes through it. */
const CUT: ReadonlySet<string> = new Set([
  'bound-height', 'bound-time', 'bound-bytes', 'bound-steps', 'screenshot-partial', 'text-partial', 'no-page-text', 'load-slow', 'settle-slow',
  'loop-broken', 'page-crashed', 'navigated-while', 'not-judged', 'memory-bound', 'comments-hidden',
])
/** Lines of what was saved that are looked for. */
const MAX_LINES = 2000
/** A line of fewer characters stands on most pages. */
const SHORTEST = 3

/**
 * Loads an address that was reported in a browser that nobody has used, without any login, and keeps what came as an exhibit of the kind
 * `recheck` with what follows from it, in one commit. Refuses where nothing came: then nothing is known, and nothing is kept.
 *
 * @throws Refusal as a capture does, `case.closed`, `recheck.not-reported` where either became so meanwhile
 */
export async function keepCheck(context: Context, session: Session, request: CheckRequest): Promise<void> {
  const { case: chain, post, by, asked, progress, signal } = request
  const { evidence, rechecks } = session
  const acquisition = evidence.begin(chain)
  const names = new Set<string>()
  try {
    const outcome = await load(context, request, acquisition, names)
    const saved = await savedOf(session, chain, post.address)
    progress('compare', 'running')
    const check = await judge(context, request, { acquisition, outcome, saved })
    if (signal.aborted) throw new Refusal('job.cancelled')
    await acquisition.add('check.json', 'application/json', [utf8(canonicalJson(check))])
    progress('compare', 'done')
    progress('seal', 'running')
    const { finding, words, load: { status } } = check
    const end = {
      kind: 'recheck' as const,
      title: outcome.pageTitle.trim() || outcome.source.finalUrl,
      acquiredAt: outcome.acquiredAt,
      // It isn't meant to be whole; what came in its way stands in `check.json` and in the provenance.
      completeness: null,
      source: outcome.source,
      supersedes: null,
      searchText: `${outcome.source.finalUrl}\n${outcome.pageTitle}`,
      pictures: keptPictures(names),
    }
    await acquisition.finish(session.actor, end, (append, { id: exhibit, number, contentRoot }) => {
      // It takes a while, and somebody may have closed the case or taken the report back.
      if (session.casework.get(chain).closedAt !== null) throw new Refusal('case.closed')
      // Nor is what it was held against written down again once that was disposed of.
      if (check.of !== null && session.vault.evidence.get(check.of.exhibit) === null) throw new Refusal('exhibit.disposed', { number: check.of.number })
      const now = rechecks.post(chain, post.address)
      rechecks.note(append, chain, { ...now, url: post.url }, { asked, by, exhibit, number, contentRoot, against: check.of?.exhibit ?? null, finding, status, sign: signOf(check), words })
    })
    progress('seal', 'done')
  } catch (error) {
    await acquisition.abandon()
    throw error
  }
}

async function load(context: Context, { post, progress, signal }: CheckRequest, acquisition: Acquisition, names: Set<string>): Promise<CaptureOutcome> {
  const around = await surroundings(context, false)
  const choices = { ...commonChoices(context, around.allowPrivate), bounds: CHECK_BOUNDS, viewport: VIEWPORT, banner: 'leave' as const, record: false, extent: 'check' as const }
  return runCapture({
    request: { url: post.url, ...around, ...choices },
    spawn: context.host.spawnChild,
    onStep: ({ step, state, done, total, detail }) => progress(step, state, done, total, detail),
    onArtefact: async (name, mediaType, chunks) => {
      await acquisition.add(name, mediaType, chunks)
      names.add(name)
    },
    signal,
  })
}

/** What is held against, and what of it is looked for. */
interface Saved {
  row: ExhibitRow
  way: 'link' | 'session'
  side: Side
  words: { from: NonNullable<PostCheck['words']>['from']; text: string } | null
  /** Whether a check goes through all that its capture went through. */
  alike: boolean
}

async function savedOf({ evidence, rechecks }: Session, chain: CaseId, address: string): Promise<Saved | null> {
  const row = rechecks.saved(chain, address)
  if (row === null) return null
  const names = evidence.artefacts(row).map(({ name }) => name)
  const text = async (name: string) => (names.includes(name) ? await evidence.text(row, name) : null)
  const provenance = Provenance.safeParse(jsonOf((await text('provenance.json'))?.text ?? ''))
  const page = await text('page.txt')
  const side = savedSide(evidence, row)
  return {
    row,
    // What doesn't say how it came is taken for what claims less.
    way: provenance.data?.way ?? 'session',
    side: { text: side.text, picture: null, posts: null },
    words: wordsOf(address, (await text('region.txt'))?.text ?? '', (await text('posts.json'))?.text ?? '', page?.text ?? ''),
    alike: page?.truncated !== true && !names.some((name) => name.startsWith('scroller-')),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What the officer pointed at, or the post as the tool read it where it is plain which one it is, or all of the page. */
function wordsOf(address: string, region: string, posts: string, page: string): Saved['words'] {
  if (region.trim() !== '') return { from: 'region', text: region }
  const read = (parseReading(posts)?.posts ?? []).filter(({ fields }) => fields.text !== undefined)
  const named = read.filter(({ fields }) => fields.permalink !== undefined && addressKey(fields.permalink.value) === address)
  const [post] = named.length > 0 ? named : read.filter(({ kind }) => kind === 'post').length === 1 ? read.filter(({ kind }) => kind === 'post') : []
  if (post?.fields.text !== undefined) return { from: 'post', text: post.fields.text.value }
  return page.trim() === '' ? null : { from: 'page', text: page }
}

async function judge(context: Context, { post, asked, signal }: CheckRequest, { acquisition, outcome, saved }: { acquisition: Acquisition; outcome: CaptureOutcome; saved: Saved | null }): Promise<PostCheck> {
  const { source, completeness: { notes } } = outcome
  const codes = [...new Set(notes.map(({ code }) => code))]
  const loaded = { text: acquisition.read('page.txt'), picture: null, posts: null }
  const nothing = { text: null, picture: null, posts: null }
  const compared = await compare({ spawn: context.host.spawnChild, saved: saved?.side ?? nothing, loaded, signal })
  const before = { status: statusOf(saved?.row.source ?? null), notes: saved?.row.completeness?.notes ?? [] }
  const state = stateOf(before, { refused: null, status: source.status, notes }, compared)
  const judged = {
    load: { at: asked, requestedUrl: post.url, finalUrl: source.finalUrl, status: source.status, refused: null, notes: codes.slice(0, 200) },
    of: saved && { exhibit: saved.row.id, number: saved.row.number, contentRoot: saved.row.contentRoot, way: saved.way },
    state: state === 'same' || state === 'changed' ? ('loaded' as const) : state,
    text: compared.text,
    words: saved?.words && loaded.text !== null ? lookFor(saved.words, outcome.text) : null,
    // What has a bound on its text may go on beyond it.
    whole: saved?.alike === true && !codes.some((code) => CUT.has(code)) && outcome.text.length < 1_000_000,
  }
  return { v: 1, ...judged, finding: findingOf(judged) }
}

const statusOf = (source: ExhibitRow['source']): number | null => (source !== null && 'status' in source ? (source satisfies CaptureSource).status : null)

/** Line by line, but for case, spacing and ways to write a letter: a page that lays itself out otherwise says the same. */
function lookFor({ from, text }: NonNullable<Saved['words']>, page: string): PostCheck['words'] {
  const lines = [...new Set(text.split('\n').map(plainWords))].filter((line) => line.length >= SHORTEST).slice(0, MAX_LINES)
  if (lines.length === 0) return null
  const there = plainWords(page)
  return { from, lines: lines.length, found: lines.filter((line) => there.includes(line)).length }
}
