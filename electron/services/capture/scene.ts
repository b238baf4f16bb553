import { Archive } from './archive/archive.ts'
import { stripAddress } from './archive/strip.ts'
import type { Removed } from './content-scripts.ts'
import { Exchanges } from './exchanges.ts'
import type { FrameContent } from './frames.ts'
import { MediaShelf } from './media.ts'
import type { pageFacts, PictureCount } from './page-scripts.ts'
import type { Pieces } from './pieces.ts'
import { PostReader } from './posts/index.ts'
import type { Provenance } from './provenance.ts'
import { Shown } from './shown.ts'
import type { Sight } from './sight.ts'
import type { Notes, Steps } from './steps.ts'
import type { CaptureRequest, Region } from './types.ts'
import { Received } from './verdict/received.ts'

/** What is known of the page once it has been seen. */
export interface Seen {
  at: string
  facts: ReturnType<typeof pageFacts>
  y: number
  pictures: PictureCount
}

/** What was seen at one place while going through the page: one line of `steps.json`. */
export interface StepRecord {
  /** `page`, or the box that was scrolled. */
  of: string
  y: number
  atMs: number
  /** What the page had taken away since the place before. */
  removed: Removed[]
}

/** One acquisition under way: what its steps work with, and what they find. */
export interface Scene {
  readonly request: CaptureRequest
  readonly sight: Sight
  readonly notes: Notes
  readonly steps: Steps
  readonly archive: Archive
  readonly exchanges: Exchanges
  readonly media: MediaShelf
  readonly received: Received
  /** Of the page as it is seen: a link may lead on to another platform. */
  posts: PostReader
  readonly shown: Shown
  /** By the monotonic clock, ms. */
  readonly began: number
  send(name: string, mediaType: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>
  seen: Seen
  walked: StepRecord[]
  frames: FrameContent[]
  text: string
  said: Pieces
  touched: Provenance['alterations']['elements']
  scrolls: Provenance['steps']
  /** Pictures of the window with something that came to stand still on it. */
  standing: string[]
  /** What the officer pointed at; null: the whole page. */
  region: Region | null
  regionTaken: Provenance['region']
  bannerAnswered: Provenance['alterations']['bannerAnswered']
  archived: boolean
  downloadsKept: Provenance['events']['downloadsKept']
}

export function openScene(base: Pick<Scene, 'request' | 'sight' | 'notes' | 'steps' | 'began' | 'send'>): Scene {
  const { request, sight } = base
  const archive = new Archive({ maxBytes: request.bounds.archiveBytes, software: request.toolVersion, createdAt: new Date() })
  const media = new MediaShelf()
  const received = new Received()
  return {
    ...base,
    archive,
    media,
    received,
    exchanges: new Exchanges({ archive, bodies: sight.bodies, recorder: sight.recorder, exact: sight.exact, media, received, alone: sight.way === 'link' }),
    posts: new PostReader(stripAddress(request.url, () => undefined)),
    shown: new Shown(sight.world, sight.sessions),
    seen: {
      at: new Date().toISOString(),
      facts: { title: '', url: request.url, timeZone: '', languages: [], rows: request.viewport.height, columns: request.viewport.width, pixelRatio: 1 },
      y: 0,
      pictures: { pending: 0, broken: 0 },
    },
    walked: [],
    frames: [],
    text: '',
    said: { pieces: [], joined: [], cut: false },
    touched: [],
    scrolls: [],
    standing: [],
    region: null,
    regionTaken: null,
    bannerAnswered: null,
    archived: false,
    downloadsKept: [],
  }
}

export function elapsed(scene: Scene): number {
  return Math.round(performance.now() - scene.began)
}
