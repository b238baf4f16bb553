import { z } from 'zod'
import { TREE_BYTES } from '../browser/index.ts'
import { CaptureSource, Completeness, Instant } from '../../../shared/model/index.ts'

/** The steps of an acquisition by link, in order. Each has its name in the locale area `steps`. */
export const CAPTURE_STEPS = [
  'launch',
  'load',
  'settle',
  'window-picture',
  'look',
  'region',
  'scroll-tiles',
  'join',
  'scrollers',
  'dom',
  'frames',
  'mhtml',
  'text',
  'posts',
  'accessibility',
  'canvases',
  'answered',
  'recording',
  'exchanges',
  'archive',
  'media',
  'pdf',
  'provenance',
  'close',
] as const
export const CaptureStep = z.enum(CAPTURE_STEPS)
export type CaptureStep = z.infer<typeof CaptureStep>

/** What may stand in {@link Completeness}. `partial`: at least one thing is missing; `remark`: only worth knowing. */
export const NOTE_CODES = {
  'no-screenshot': 'partial',
  'screenshot-partial': 'partial',
  'no-window-picture': 'partial',
  'no-page-html': 'partial',
  'no-page-mhtml': 'partial',
  'no-page-text': 'partial',
  'no-tls-chain': 'partial',
  'exchanges-partial': 'partial',
  'text-partial': 'partial',
  'load-slow': 'partial',
  'settle-slow': 'partial',
  'bound-height': 'partial',
  'bound-time': 'partial',
  'bound-bytes': 'partial',
  'bound-steps': 'partial',
  'images-pending': 'partial',
  'images-broken': 'partial',
  'tile-blank': 'partial',
  'tile-repeated': 'partial',
  'tile-gap': 'partial',
  'text-not-pictured': 'partial',
  'page-crashed': 'partial',
  'navigated-while': 'partial',
  'http-status': 'partial',
  'loop-broken': 'partial',
  'private-blocked': 'partial',
  'sockets-blocked': 'partial',
  'no-page-pdf': 'partial',
  'no-accessibility': 'partial',
  'no-archive': 'partial',
  'no-frames': 'partial',
  'no-steps': 'partial',
  'frames-partial': 'partial',
  'archive-partial': 'partial',
  'bound-archive': 'partial',
  'media-partial': 'partial',
  'downloads-partial': 'partial',
  'scroller-partial': 'partial',
  'not-judged': 'partial',
  'cookie-wall': 'partial',
  'login-wall': 'partial',
  'challenge-page': 'partial',
  'error-page': 'partial',
  'comments-hidden': 'partial',
  'edited-before': 'partial',
  'memory-bound': 'partial',
  'recording-partial': 'partial',
  'answered-partial': 'partial',
  'region-partial': 'partial',
  'recovered': 'partial',
  'content-removed': 'remark',
  'scroller-kept': 'remark',
  'sideways-hidden': 'remark',
  'standing-kept': 'remark',
  'canvas-unreadable': 'remark',
  'text-not-received': 'remark',
  'short-text-not-received': 'remark',
  'not-compared': 'remark',
  'changed-while': 'remark',
  'words-gone': 'remark',
  'words-came': 'remark',
  'picture-exchanged': 'remark',
  'picture-came': 'remark',
  'body-as-text': 'remark',
  'clock-off': 'remark',
  'banner-shown': 'remark',
  'banner-answered': 'remark',
  'download-kept': 'remark',
  'link-is-file': 'remark',
  'file-unmeasured': 'remark',
  'no-posts': 'remark',
  'writes-blocked': 'remark',
  'sandbox-off': 'remark',
  'private-address': 'remark',
  'requests-failed': 'remark',
  'dialogs-answered': 'remark',
  'windows-closed': 'remark',
  'navigation-stopped': 'remark',
} as const satisfies Record<string, 'partial' | 'remark'>
export type NoteCode = keyof typeof NOTE_CODES

export const CaptureBounds = z.strictObject({
  /** Whole acquisition. */
  ms: z.int().positive(),
  /** Until the server's page is there; then until it has loaded. */
  loadMs: z.int().positive(),
  /** Scrolling and taking tiles. */
  scrollMs: z.int().positive(),
  heightPx: z.int().positive(),
  /** Largest artefact, bytes. */
  bytes: z.int().positive(),
  /** The archive of what was exchanged, packed. */
  archiveBytes: z.int().positive(),
  /** The browser with all its processes. */
  memoryBytes: z.int().positive(),
  /** Tiles. */
  steps: z.int().positive(),
})
export type CaptureBounds = z.infer<typeof CaptureBounds>

export const DEFAULT_BOUNDS: CaptureBounds = {
  ms: 300_000,
  loadMs: 45_000,
  scrollMs: 120_000,
  heightPx: 200_000,
  bytes: 200 * 1024 * 1024,
  archiveBytes: 160 * 1024 * 1024,
  memoryBytes: TREE_BYTES,
  steps: 500,
}

/** Of a look at whether something is still there: a tenth of a page's bytes, a third of its time. */
export const CHECK_BOUNDS: CaptureBounds = {
  ...DEFAULT_BOUNDS,
  ms: 100_000,
  loadMs: 30_000,
  scrollMs: 30_000,
  heightPx: 60_000,
  bytes: 20 * 1024 * 1024,
  archiveBytes: 16 * 1024 * 1024,
  steps: 60,
}

/** What holds for every acquisition, whichever way the page was come to. */
const options = {
  /** Goes to the provenance. */
  toolVersion: z.string(),
  /** Says in the header band of the window picture that the band was drawn: `steps.band`. */
  bandLabel: z.string().max(300),
  bounds: CaptureBounds,
  /** What is done with a question about cookies, once everything was captured with it: the page is then kept once more. */
  banner: z.enum(['leave', 'reject', 'accept']),
  /** Whether what the page shows is filmed. */
  record: z.boolean(),
  /** Hosts that are asked for the time, and beacons for a public value: addresses. The first beacon that answers counts. */
  outside: z.strictObject({ clocks: z.array(z.url()).max(10), beacons: z.array(z.url()).max(5) }),
}

/** A part of the page that an officer pointed at; CSS pixels in the page. */
export const Region = z.discriminatedUnion('kind', [
  /** `node`: as the browser calls it, valid in the page that is open now. */
  z.strictObject({ kind: z.literal('element'), node: z.int().positive() }),
  z.strictObject({ kind: z.literal('area'), x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() }),
])
export type Region = z.infer<typeof Region>

const surroundings = {
  /** Lets loopback and private addresses through; recorded. */
  allowPrivate: z.boolean(),
  browser: z.strictObject({
    name: z.string(),
    version: z.string(),
    path: z.string(),
    origin: z.enum(['setting', 'system', 'bundled']),
    env: z.record(z.string(), z.string()),
  }),
  /** As in the Accept-Language header. */
  languages: z.string().regex(/^[A-Za-z-]+(,[A-Za-z-]+)*$/),
}

export const CaptureRequest = z.strictObject({
  url: z.string().min(1).max(8192),
  ...surroundings,
  ...options,
  viewport: z.strictObject({ width: z.int().min(320).max(3840), height: z.int().min(240).max(8000) }),
  /** Only what tells whether something is still there is taken: the window's picture, the text, how it came. Not there: everything is. */
  extent: z.literal('check').optional(),
})
export type CaptureRequest = z.infer<typeof CaptureRequest>

export const CaptureOutcome = z.strictObject({
  source: CaptureSource,
  completeness: Completeness,
  /** For the full-text index; the same as `page.txt`, cut at 1 M characters. */
  text: z.string().max(1_000_000),
  pageTitle: z.string().max(1000),
  acquiredAt: Instant,
})
export type CaptureOutcome = z.infer<typeof CaptureOutcome>

export const StepProgress = z.strictObject({
  step: CaptureStep,
  state: z.enum(['running', 'done', 'failed', 'skipped']),
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  detail: z.string().max(500),
})
export type StepProgress = z.infer<typeof StepProgress>
