import { createHash } from 'node:crypto'
import type { CDPSession } from '../browser/index.ts'
import { dropAnchors, type Whereabouts, whereabouts } from './anchors.ts'
import type { Loading } from './load.ts'
import { firstCoveredRow, followScroll, goCalmly, hideOtherwise, restoreElements, type Touched } from './calm-scripts.ts'
import { columns, goTo, latePictures, picturesInView, type PictureCount, type Position, position, rest, takenTo } from './page-scripts.ts'
import { isBlank, PngJoin, readTile, type Tile } from './png-join.ts'
import { takeShot } from './shot.ts'
import type { Notes } from './steps.ts'
import type { CaptureBounds } from './types.ts'
import type { World } from './world.ts'

const PICTURES_MS = 4000
const GROWTH_MS = 5000
/** A page that fetches pictures late is given so much time at each tile. */
const PATIENCE_MS = 300
const RETAKES = 2
/** For something that is moving, by a transition or a script. */
const REST_MS = 1500
/** Less is a slip of the layout: nobody's post stands there. CSS pixels. */
const SLIP = 64

/** A window with nothing hidden, with its anchors dropped; see `anchors.ts`. */
export interface FirstTile {
  png: Buffer
  pictures: PictureCount
}

export interface TileStep {
  y: number
  height: number
  detail: string
}

export interface TilePorts {
  session: CDPSession
  world: World
  loading: Loading
  notes: Notes
  bounds: CaptureBounds
  viewportHeight: number
  /** The page is known to fetch pictures only a while after their place was reached. */
  patient: boolean
  onScroll(step: TileStep): void
  /** Called as a picture of the window is asked for: what is shown is remembered, and nothing that comes after. */
  onShot(): Promise<void>
  /** Called for each tile, with the row that the window stands at: what may go as the page moves on is read then. */
  onTile(y: number): Promise<void>
  onProgress(done: number, total: number): void
  /** The window with something that stands still on it and that no picture shows yet; taken where it is to be kept. */
  onStanding(take: () => Promise<Buffer>): Promise<void>
}

/**
 * The whole page as one picture, saved while scrolling: some pages load what comes into sight and drop what leaves
 * it. One fixed window, moved down by its own height; the last tile's overlap is cut by where the page really is.
 */
export class TileWalk {
  readonly touched: Touched[] = []
  /** Pictures that came when their place had been taken. */
  late = 0
  readonly #ports: TilePorts
  readonly #join: PngJoin
  readonly #seen = new Map<string, number>()
  #pending = 0
  #broken = 0
  #movedAt = 0
  #before: Promise<void> = Promise.resolve()
  #adding: Promise<void> = Promise.resolve()

  constructor(ports: TilePorts) {
    this.#ports = ports
    this.#join = new PngJoin(ports.bounds.bytes)
  }

  /** `first` is the untouched window at the top of the page, if it was taken there. */
  async walk(first: FirstTile | null): Promise<void> {
    const { world, notes } = this.#ports
    await this.#down(first)
    const { shown, all } = await world.call(columns)
    if (all - shown > SLIP) notes.add('screenshot-partial', `${shown} / ${all} px →`)
    this.late = await world.call(latePictures)
  }

  async #down(first: FirstTile | null): Promise<void> {
    const { world, bounds, notes } = this.#ports
    const until = performance.now() + bounds.scrollMs
    let { height } = await world.call(position)
    let next = await this.#firstTile(first)
    // A page that was never scrolled had its time to grow while it settled.
    for (let tiles = 1; next < height || (tiles > 1 && (await this.#grows(next))); tiles++) {
      if (next >= bounds.heightPx) return notes.add('bound-height', `${bounds.heightPx} px`)
      if (performance.now() > until) return notes.add('bound-time', `${Math.round(bounds.scrollMs / 1000)} s, ${next} px`)
      if (tiles >= bounds.steps) return notes.add('bound-steps', `${tiles}, ${next} px`)
      if (this.#join.full) return notes.add('bound-bytes', `${bounds.bytes}, ${next} px`)
      const found = await this.#tileAt(next)
      if (found.next <= next) {
        // A page that goes back by itself.
        if (found.height > next) notes.add('screenshot-partial', `${next} / ${found.height} px`)
        break
      }
      next = found.next
      height = found.height
      this.#ports.onProgress(next, height)
    }
  }

  /** Puts everything back, also after a failure. */
  async restore(y: number): Promise<void> {
    const { world } = this.#ports
    await world.call(restoreElements)
    const at = await world.call(goTo, y)
    this.#ports.onScroll({ ...at, detail: 'back' })
  }

  /** The file; call after {@link walk}, also after one that failed half way. Null if there isn't a single row. */
  async picture(): Promise<AsyncIterable<Uint8Array> | null> {
    await this.#adding
    const { notes } = this.#ports
    if (this.#pending > 0) notes.add('images-pending', String(this.#pending))
    if (this.#broken > 0) notes.add('images-broken', String(this.#broken))
    return this.#join.height > 0 ? this.#join.finish() : null
  }

  get rows(): number {
    return this.#join.height
  }

  async #firstTile(first: FirstTile | null): Promise<number> {
    const { world, viewportHeight } = this.#ports
    // Something above what the picture shows may have grown or gone since.
    const isStill = first !== null && isAtTop(await world.call(whereabouts, null))
    if (isStill) this.#count(first.pictures)
    else {
      const at = await world.call(goTo, 0)
      this.#ports.onScroll({ ...at, detail: 'top' })
      this.#count(await this.#pictures())
    }
    const { height } = await world.call(position)
    // What a bar at the bottom covers is taken again with the next tile, when the bar is hidden.
    const rows = height > viewportHeight ? await world.call(firstCoveredRow, null) : viewportHeight
    if (!isStill) {
      await world.call(takenTo, 0, rows)
      await this.#ports.onShot()
    }
    const png = isStill ? first.png : await takeShot(this.#ports.session)
    await world.call(dropAnchors, rows, null)
    this.#add(png, 0, 0, rows)
    await world.call(followScroll, null, true)
    await this.#ports.onTile(0)
    this.#ports.onProgress(rows, height)
    return rows
  }

  /** `next`: the row of the page that comes next; the page may have shifted it. */
  async #tileAt(next: number): Promise<{ next: number; height: number }> {
    const { world, viewportHeight, notes, bounds } = this.#ports
    let row = next
    let taken: { png: Buffer; at: Whereabouts }
    for (let tries = 0; ; tries++) {
      row = await this.#goCalmly(next, row)
      this.#movedAt = performance.now()
      const { png, before } = await this.#shot(row, tries > 0)
      taken = { png, at: await world.call(whereabouts, null) }
      const isSteady = taken.at.y === before.y && next + taken.at.shift === row && taken.at.y <= row && !taken.at.isTorn
      if (isSteady || tries >= RETAKES) {
        this.#count(before)
        if (!isSteady) notes.add('tile-gap', `${row} → ${taken.at.y}`)
        break
      }
      row = next + (await this.#rest()).shift
    }
    const { at } = taken
    this.#ports.onScroll({ ...at, detail: '' })
    const from = Math.max(0, row - at.y)
    const to = Math.min(viewportHeight, at.height - at.y, bounds.heightPx - at.y)
    if (from >= to) return { next: row, height: at.height }
    await world.call(dropAnchors, to, null)
    this.#add(taken.png, at.y, from, to)
    return { next: at.y + to, height: at.height }
  }

  /** Once nothing has moved for a tenth of a second, or a while was waited for it. */
  async #rest(): Promise<Whereabouts> {
    const until = performance.now() + REST_MS
    let last = await this.#ports.world.call(whereabouts, null)
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      const now = await this.#ports.world.call(whereabouts, null)
      if ((now.y === last.y && now.shift === last.shift) || performance.now() > until) return now
      last = now
    }
  }

  /**
   * To `row`, with nothing in sight that an earlier tile shows already. Returns the row that the page's `next` one is
   * now: what is hidden or comes as the page is scrolled may shift everything below it.
   */
  async #goCalmly(next: number, row: number): Promise<number> {
    const { session, world, notes, onStanding } = this.#ports
    let calmed = await world.call(goCalmly, row, null, false)
    if (calmed.isNew) {
      this.touched.push(...calmed.touched)
      await onStanding(() => takeShot(session))
      calmed = await world.call(goCalmly, row, null, true)
    }
    const { touched, moved } = await world.call(followScroll, null, false)
    this.touched.push(...calmed.touched, ...touched)
    const repeated = [...moved, ...(await world.call(hideOtherwise))]
    if (repeated.length > 0) notes.add('tile-gap', `${repeated.join(', ')}, ${row} px`)
    const { shift } = await world.call(whereabouts, null)
    if (next + shift === row) return row
    await world.call(goCalmly, next + shift, null, true)
    return next + shift
  }

  /** From `row` on. Taken again where the page asks for pictures as it is taken: backgrounds do, of what has just come into sight. */
  async #shot(row: number, isAgain: boolean): Promise<{ png: Buffer; before: Position & PictureCount }> {
    const { session, world, loading, onShot, onTile, viewportHeight } = this.#ports
    for (let tries = 0; ; tries++) {
      const { restAt, ...before } = await this.#pictures()
      await world.call(takenTo, row, before.y + viewportHeight)
      // The page is read while the browser packs the picture of it.
      const [, png] = await Promise.all([onShot(), takeShot(session), isAgain || tries > 0 ? null : onTile(before.y)])
      if (tries >= RETAKES || !loading.picturesSince(restAt)) return { png, before }
    }
  }

  /** Unpacking and packing go on while the page is moved to the next tile; one tile may wait. */
  #add(png: Buffer, y: number, from: number, to: number): void {
    const before = this.#adding
    this.#before = before
    this.#adding = (async () => {
      const tile = await readTile(png)
      await before
      this.#compare(png, tile, y)
      await this.#join.add(tile, from, Math.min(to, tile.height))
    })()
    this.#adding.catch(() => undefined)
  }

  #compare(png: Buffer, tile: Tile, y: number): void {
    const { notes } = this.#ports
    if (isBlank(tile)) return notes.add('tile-blank', `${y} px`)
    const digest = createHash('sha256').update(png).digest('hex')
    const same = this.#seen.get(digest)
    if (same !== undefined) notes.add('tile-repeated', `${same} px = ${y} px`)
    this.#seen.set(digest, y)
  }

  /** Waits for them; tells where the page then stands, and when no picture was on its way, by the monotonic clock. */
  async #pictures(patient = this.#ports.patient): Promise<Position & PictureCount & { restAt: number }> {
    // Waiting for the tile before last keeps memory bounded; it is nearly always done by now.
    await this.#before
    const { loading, world } = this.#ports
    if (patient) await world.call(rest, PATIENCE_MS)
    const until = performance.now() + PICTURES_MS
    for (;;) {
      await loading.pictures(PICTURES_MS)
      const restAt = performance.now()
      const found = await world.call(picturesInView, PICTURES_MS)
      if (!loading.picturesSince(restAt) || performance.now() > until) return { ...found, restAt }
    }
  }

  #count({ pending, broken }: PictureCount): void {
    this.#pending += pending
    this.#broken += broken
  }

  async #grows(than: number): Promise<boolean> {
    const { loading, world } = this.#ports
    // What comes late at the very end is seen to do so.
    const rested = world.call(rest, PATIENCE_MS)
    rested.catch(() => undefined)
    if (await loading.grows(async () => (await world.call(position)).height, than, this.#movedAt, GROWTH_MS)) return true
    await rested
    return (await this.#pictures(false)).height > than
  }
}

function isAtTop({ y, shift }: Whereabouts): boolean {
  return y === 0 && shift === 0
}
