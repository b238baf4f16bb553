import { stripAddress } from './archive/strip.ts'
import type { CDPSession, Protocol } from '../browser/index.ts'
import { keepRoots } from './calm-scripts.ts'
import { elementCount, hasRoom, markup, readableText } from './content-scripts.ts'
import { generatedWords, type Pieces, textPieces } from './pieces.ts'
import { type Held, World } from './world.ts'

const MAX_FRAMES = 200
/** Beyond this the whole tree, closed shadow roots included, is too large for one message. */
const MAX_ELEMENTS = 100_000
const MAX_TEXT = 20_000_000
const FRAME_TEXT = 1_000_000
/** Closed shadow roots of one document. */
const MAX_ROOTS = 2000
const MAX_PIECES = 20_000
const MAX_GENERATED = 500

/** One document of a page: the page's own first. Everything in it was chosen by the page. */
export interface FrameContent {
  url: string
  /** Index of the frame that it stands in; null for the page itself and where that isn't known. */
  parent: number | null
  /** Shadow roots that scripts can't open and that were opened for this. */
  closedShadowRoots: number
  /** It has room on the screen: what it says can be read there. */
  shown: boolean
  html: string
  text: string
  said: Pieces
  cut: boolean
}

export interface FramesFound {
  frames: FrameContent[]
  /** Frames that couldn't be read. */
  missing: number
  /** There may be shadow roots that scripts can't open and that weren't opened for this. */
  rootsMissing: boolean
}

/**
 * Markup and text of every document of a page: its own, those of frames in the same process, and those of frames in
 * others, which have sessions of their own. Shadow roots are opened, closed ones too. `limit`: characters of markup,
 * over all frames.
 */
export async function readFrames(sessions: readonly CDPSession[], main: World, limit: number): Promise<FramesFound> {
  const frames: FrameContent[] = []
  const places = new Map<string, number>()
  let room = limit
  let missing = 0
  let rootsMissing = false
  for (const [index, session] of sessions.entries()) {
    const tree = await session.send('Page.getFrameTree').catch(() => null)
    if (!tree) continue
    const closed = await closedShadowRoots(session, index === 0 ? main : new World(session, tree.frameTree.frame.id))
    rootsMissing ||= closed === null || [...closed.values()].some((roots) => roots.length > MAX_ROOTS)
    for (const frame of flatten(tree.frameTree)) {
      if (places.has(frame.id)) continue
      if (frames.length >= MAX_FRAMES) missing++
      else {
        const isPage = frames.length === 0
        const world = isPage ? main : new World(session, frame.id)
        const held = await heldIn(world, closed?.get(frame.id) ?? [])
        const read = await readOne(world, held, room, isPage ? MAX_TEXT : FRAME_TEXT).catch(() => null)
        if (read) {
          room -= read.html.length
          places.set(frame.id, frames.length)
          frames.push({ url: stripAddress(frame.url, () => undefined).slice(0, 8192), parent: places.get(frame.parentId ?? '') ?? null, closedShadowRoots: held.length, ...read })
        } else missing++
      }
    }
  }
  return { frames, missing, rootsMissing }
}

async function readOne(world: World, held: readonly Held[], room: number, textLimit: number): Promise<Pick<FrameContent, 'shown' | 'html' | 'text' | 'said' | 'cut'>> {
  const { html, cut } = await world.callWith(held, markup, Math.max(0, room))
  const { text, cut: textCut } = await world.callWith(held, readableText, textLimit)
  const { pieces, joined, cut: piecesCut } = await world.callWith(held, textPieces, MAX_PIECES)
  const generated = await world.callWith(held, generatedWords, MAX_GENERATED)
  const wellFormed = (texts: readonly string[]) => texts.map((each) => each.toWellFormed())
  return {
    shown: await world.call(hasRoom),
    // How a style sheet spells its words isn't how the page shows them: they accuse nobody.
    said: { pieces: wellFormed(pieces), joined: wellFormed([...joined, ...generated]), cut: piecesCut },
    html: html.toWellFormed(),
    text: [text, generated.join('\n')].filter(Boolean).join('\n\n').toWellFormed(),
    cut: cut || textCut,
  }
}

async function heldIn(world: World, nodes: readonly number[]): Promise<Held[]> {
  const held: Held[] = []
  for (const node of nodes.slice(0, MAX_ROOTS)) {
    const found = await world.hold(node)
    if (found) held.push(found)
  }
  return held
}

/** Of the page's own document, for what is done to its elements while it is scrolled: there, closed roots are open. */
export async function keepClosedRoots(session: CDPSession, world: World): Promise<void> {
  const { frameTree } = await session.send('Page.getFrameTree')
  const closed = await closedShadowRoots(session, world)
  const held = await heldIn(world, closed?.get(frameTree.frame.id) ?? [])
  if (held.length > 0) await world.callWith(held, keepRoots)
}

/** Backend ids of closed shadow roots by frame. Only the browser's own view of the document shows them; null: it is too large to be had. */
async function closedShadowRoots(session: CDPSession, world: World): Promise<Map<string, number[]> | null> {
  const found = new Map<string, number[]>()
  const count = await world.call(elementCount).catch(() => Infinity)
  if (count > MAX_ELEMENTS) return null
  const tree = await session.send('DOM.getDocument', { depth: -1, pierce: true }).catch(() => null)
  const visit = (node: Protocol.DOM.Node, frame: string) => {
    const own = node.frameId ?? frame
    for (const root of node.shadowRoots ?? []) {
      if (root.shadowRootType === 'closed') found.set(own, [...(found.get(own) ?? []), root.backendNodeId])
      visit(root, own)
    }
    for (const child of node.children ?? []) visit(child, own)
    if (node.contentDocument) visit(node.contentDocument, node.contentDocument.frameId ?? node.frameId ?? own)
  }
  if (tree) {
    const { frameTree } = await session.send('Page.getFrameTree')
    visit(tree.root, frameTree.frame.id)
  }
  // The browser would otherwise go on telling every change of a tree that nobody watches.
  await session.send('DOM.disable').catch(() => undefined)
  return found
}

/** A document and all those in it that are of the same process. */
export function flatten(tree: Protocol.Page.FrameTree): Protocol.Page.Frame[] {
  return [tree.frame, ...(tree.childFrames ?? []).flatMap(flatten)]
}
