import type { CDPSession } from '../browser/index.ts'
import { dropAnchors, whereabouts } from './anchors.ts'
import { stripAddress } from './archive/strip.ts'
import { firstCoveredRow, followScroll, goCalmly, hideOtherwise, restoreElements } from './calm-scripts.ts'
import { flatten } from './frames.ts'
import { picturesInView, position } from './page-scripts.ts'
import { PngJoin, readTile } from './png-join.ts'
import { type Box, findScrollers, scrollBox, scrollFrame } from './scroll-scripts.ts'
import { takeClip } from './shot.ts'
import type { Notes } from './steps.ts'
import type { CaptureBounds } from './types.ts'
import { World } from './world.ts'

const MAX_SCROLLERS = 8
const MAX_FRAMES = 50
/** Less is a slip of the layout: no line of words stands there. CSS pixels. */
const LINE = 32
const PICTURES_MS = 3000

interface Place {
  box: Box
  top: number
  height: number
  rows: number
}

/** Something inside the page that scrolls by itself: a box of the page, or a frame. */
export interface Scroller {
  name: string
  /** The document that it scrolls in; `box` as in `calm-scripts.ts`. */
  inside: World
  box: number | null
  to(top: number): Promise<Place | null>
}

export interface ScrollerPorts {
  session: CDPSession
  sessions: readonly CDPSession[]
  world: World
  notes: Notes
  bounds: CaptureBounds
  send(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /** Called just before a picture is taken: what is shown is remembered. */
  onShot(scroller: Scroller): Promise<void>
  /** Called for every picture taken: what may go when the box is moved on is read then. */
  onTile(scroller: Scroller, y: number): Promise<void>
  /** Called when the box was moved back to its top. */
  onBack(scroller: string): Promise<void>
}

/**
 * Boxes and frames with a scroll bar of their own, each as a picture of its own: the page isn't stretched for it, so
 * nothing is laid out otherwise than people saw it. At most eight, the largest boxes first; that there are more, or some
 * within frames, is told.
 */
export async function takeScrollers(ports: ScrollerPorts): Promise<string[]> {
  const { world, notes } = ports
  const { boxes, sideways } = await world.call(findScrollers, MAX_SCROLLERS)
  const found: Scroller[] = boxes.slice(0, MAX_SCROLLERS).map(({ element }, index) => ({ name: element, inside: world, box: index, to: (top) => world.call(scrollBox, index, top) }))
  const frames = await frameScrollers(ports)
  found.push(...frames.found)
  const left = [...boxes.slice(MAX_SCROLLERS).map(({ element }) => element), ...found.slice(MAX_SCROLLERS).map(({ name }) => name), ...frames.left]
  const taken: string[] = []
  for (const scroller of found.slice(0, MAX_SCROLLERS)) {
    const name = `scroller-${taken.length + 1}.png`
    const picture = await takeOne(ports, scroller).catch((error: unknown) => {
      notes.add('scroller-partial', `${scroller.name}: ${error instanceof Error ? error.message : String(error)}`)
      return null
    })
    for (const each of new Set([scroller.inside, world])) await each.call(restoreElements).catch(() => 0)
    await scroller.to(0).catch(() => null)
    if (!picture) continue
    await ports.onBack(scroller.name)
    await ports.send(name, picture)
    taken.push(`${name}: ${scroller.name}`)
  }
  if (left.length > 0) notes.add('scroller-partial', `+${left.length}: ${left.slice(0, 5).join(', ')}`)
  if (sideways.length > 0) notes.add('sideways-hidden', sideways.join(', '))
  if (taken.length > 0) notes.add('scroller-kept', taken.join(', '))
  return taken
}

async function takeOne(ports: ScrollerPorts, scroller: Scroller): Promise<AsyncIterable<Uint8Array> | null> {
  const { session, world, notes, bounds } = ports
  const { inside, box } = scroller
  const until = performance.now() + bounds.scrollMs / 2
  const join = new PngJoin(bounds.bytes)
  let at = await scroller.to(0)
  let width = 0
  // The row of its content that comes next: what grows or goes above shifts it.
  let next = 0
  for (let steps = 0; at; steps++) {
    if (at.rows < 20 || at.box.width < 20) throw new Error('it is out of sight')
    await world.call(picturesInView, PICTURES_MS)
    // A box that shrank or moved meanwhile gives rows of another width, which can't be joined.
    width ||= at.box.width
    if (at.box.width !== width) throw new Error('it changed its size')
    await ports.onShot(scroller)
    const tile = await readTile(await takeClip(session, at.box))
    const { y, shift, isTorn } = await inside.call(whereabouts, box)
    if (steps > 0) next += shift
    if (y !== at.top || y > next || (steps > 0 && isTorn)) notes.add('tile-gap', `${scroller.name}: ${next} → ${y}`)
    const from = Math.max(0, next - at.top)
    // What a bar at the foot covers is taken again with the next picture, when the bar is hidden.
    const to = Math.min(steps === 0 ? await inside.call(firstCoveredRow, box) : tile.height, tile.height)
    await inside.call(dropAnchors, to, box)
    if (from < to) await join.add(tile, from, to)
    next = Math.max(next, at.top + to)
    await ports.onTile(scroller, at.top)
    const after = await calmlyTo(scroller, ports, next, steps === 0)
    if (!after || after.top <= at.top) break
    if (join.height >= bounds.heightPx || performance.now() > until || steps >= bounds.steps || join.full) {
      notes.add('scroller-partial', `${scroller.name}: ${join.height} / ${after.height} px`)
      break
    }
    at = after
  }
  return join.height > 0 ? join.finish() : null
}

/** There, with nothing in sight that the pictures before show already. */
async function calmlyTo({ name, inside, box, to }: Scroller, { world: page, notes }: ScrollerPorts, top: number, isFirst: boolean): Promise<Place | null> {
  // What stands still over a frame stands in the page round it.
  if (isFirst && inside !== page) await page.call(goCalmly, (await page.call(position)).y, null, true)
  if (isFirst) await inside.call(followScroll, box, true)
  await inside.call(goCalmly, top, box, true)
  await inside.call(followScroll, box, false)
  const repeated = await inside.call(hideOtherwise)
  if (repeated.length > 0) notes.add('tile-gap', `${name}: ${repeated.join(', ')}`)
  const { shift } = await inside.call(whereabouts, box)
  return to(top + shift)
}

interface FrameScrollers {
  found: Scroller[]
  /** What scrolls in them and can't be taken: boxes, and frames within frames. */
  left: string[]
}

/** Frames that are taller inside than they are shown; their place in the page is asked of the browser. */
async function frameScrollers(ports: ScrollerPorts): Promise<FrameScrollers> {
  const { session, sessions } = ports
  const all: FrameScrollers = { found: [], left: [] }
  for (const [index, each] of sessions.entries()) {
    const tree = await each.send('Page.getFrameTree').catch(() => null)
    const frames = tree ? flatten(tree.frameTree).slice(index === 0 ? 1 : 0) : []
    for (const frame of frames.slice(0, MAX_FRAMES)) {
      const inside = new World(each, frame.id)
      const name = `iframe ${stripAddress(frame.url, () => undefined).slice(0, 150)}`
      const scrolls = await inside.call(findScrollers, 0).catch(() => null)
      const first = await inside.call(scrollFrame, 0).catch(() => null)
      if (!scrolls || !first || first.rows < 60) continue
      all.left.push(...scrolls.boxes.map(({ element }) => `${element} (${name})`))
      if (first.height - first.rows < LINE) continue
      const owner = await ownerOf(frame.id, sessions)
      if (owner?.isStill) continue
      const isOfPage = owner?.session === session && (index > 0 || tree?.frameTree.childFrames?.some((child) => child.frame.id === frame.id))
      if (owner && isOfPage) all.found.push({ name, inside, box: null, to: (top) => scrollFrameTo(ports, inside, owner.node, top) })
      else all.left.push(name)
    }
  }
  return all
}

interface Owner {
  session: CDPSession
  node: number
  /** Nobody can scroll in it, whatever it hides (HTML standard, 15.6). */
  isStill: boolean
}

/** The element that a frame stands in, in the page or in whatever other process. */
async function ownerOf(frameId: string, sessions: readonly CDPSession[]): Promise<Owner | null> {
  for (const session of sessions) {
    const found = await session.send('DOM.getFrameOwner', { frameId }).catch(() => null)
    if (!found) continue
    const told = await session.send('DOM.describeNode', { backendNodeId: found.backendNodeId }).catch(() => null)
    const attributes = told?.node.attributes ?? []
    const scrolling = attributes[attributes.indexOf('scrolling') + 1] ?? ''
    return { session, node: found.backendNodeId, isStill: attributes.includes('scrolling') && /^(no|off|noscroll)$/i.test(scrolling) }
  }
  return null
}

/** `owner`: the element of the page that the frame stands in. */
async function scrollFrameTo({ session, world }: ScrollerPorts, inside: World, owner: number, top: number): Promise<Place> {
  await session.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: owner }).catch(() => undefined)
  const state = await inside.call(scrollFrame, top)
  const { model } = await session.send('DOM.getBoxModel', { backendNodeId: owner })
  const [left = 0, upper = 0, right = 0] = model.content
  const page = await world.call(position)
  const lower = model.content[5] ?? upper
  const box = {
    x: Math.ceil(Math.max(0, left)),
    y: Math.ceil(Math.max(0, upper)) + page.y,
    width: Math.floor(right) - Math.ceil(Math.max(0, left)),
    height: Math.floor(Math.min(lower, page.rows)) - Math.ceil(Math.max(0, upper)),
  }
  return { box, top: state.top, height: state.height, rows: box.height }
}
