import { stripAddress } from './archive/strip.ts'
import type { CDPSession } from '../browser/index.ts'
import { flatten } from './frames.ts'
import type { NoteCode } from './types.ts'
import { World } from './world.ts'

const MAX_FRAMES = 20
/** A frame that doesn't answer is not asked again, ms. */
const ANSWER_MS = 1000
/** More of what a page says than this is not a detail, share. */
const MUCH = 0.2
const MAX_EXAMPLES = 3

/** What a document shows, held against what it showed when its pictures were taken. Shaped by the page. */
export interface ShownFound {
  /** Texts that stand in a picture, and no longer in the document. */
  gone: string[]
  /** Of what it shows now: characters that no picture can show, of how many, and the first of them. */
  fresh: number
  all: number
  examples: string[]
  /** Pictures in it that were exchanged: addresses before and after. */
  swapped: [before: string, after: string][]
  /** Addresses of pictures whose place was empty when it was pictured. */
  late: string[]
  /** Addresses of pictures that weren't there at all. */
  came: string[]
  /** There are frames in sight. */
  hasFrames: boolean
}

/**
 * Remembers the words and pictures that are in sight, in the window or in a box of it (as `findScrollers` remembers them);
 * `isEnd`: looks what has become of them, all over the document (runs in the page). Words with fewer than 12 characters are
 * left out: clocks and counters.
 */
export function lookAtShown(isEnd: boolean, box: number | null): ShownFound {
  interface Remembered {
    texts: Set<string>
    images: WeakMap<Element, string>
    /** In sight, with nothing in them. */
    empty: WeakSet<Element>
    addresses: Set<string>
  }
  const store = window as unknown as { shown?: Remembered; taken?: number; scrollers?: Element[]; closedRoots?: ShadowRoot[] }
  const shown = (store.shown ??= { texts: new Set(), images: new WeakMap(), empty: new WeakSet(), addresses: new Set() })
  const scroller = box === null ? null : store.scrollers?.[box]
  const whole = new DOMRect(0, -window.scrollY, window.innerWidth, Math.max(document.scrollingElement?.scrollHeight ?? 0, window.innerHeight))
  const view = scroller?.getBoundingClientRect() ?? (isEnd ? whole : new DOMRect(0, 0, window.innerWidth, window.innerHeight))
  const inSight = ({ top, bottom, left, right, width, height }: DOMRect) => width > 2 && height > 2 && bottom > view.top && top < view.bottom && right > view.left && left < view.right
  const written = new Set<string>()
  const found: ShownFound = { gone: [], fresh: 0, all: 0, examples: [], swapped: [], late: [], came: [], hasFrames: false }
  const see = (node: Node, parent: Element) => {
    const text = (node.nodeValue ?? '').trim()
    if (text.length < 12 || /^(script|style|noscript|template|textarea|option|title)$/i.test(parent.localName)) return
    const said = text.slice(0, 1000).replace(/\s+/g, ' ')
    if (isEnd && parent.checkVisibility({ visibilityProperty: true })) written.add(said)
    let place = parent.getBoundingClientRect()
    if (place.width === 0) {
      const range = parent.ownerDocument.createRange()
      range.selectNode(node)
      place = range.getBoundingClientRect()
    }
    if (!inSight(place) || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return
    if (!isEnd) {
      if (shown.texts.size < 50_000) shown.texts.add(said)
      return
    }
    found.all += said.length
    if (said.length < 30 || shown.texts.has(said) || shown.texts.size >= 50_000) return
    found.fresh += said.length
    if (found.examples.length < 20) found.examples.push(said.slice(0, 200))
  }
  /** Boxes round it leave less of it in sight than counts as a picture, or nobody can see it at all. */
  const isHidden = (image: Element, { left, top, right, bottom }: DOMRect) => {
    for (let at = image.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflow === 'visible') continue
      const round = at.getBoundingClientRect()
      if (Math.min(right, round.right) - Math.max(left, round.left) < 50 || Math.min(bottom, round.bottom) - Math.max(top, round.top) < 50) return true
    }
    return !image.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  }
  const look = (image: HTMLImageElement) => {
    const before = shown.images.get(image)
    const after = image.currentSrc.slice(0, 500)
    const place = image.getBoundingClientRect()
    const isLarge = place.width >= 50 && place.height >= 50
    // A spacer of a few pixels keeps the place of a picture that is to come.
    const isThere = after !== '' && image.complete && image.naturalWidth * image.naturalHeight > 16
    if (!isEnd) {
      if (!isLarge || !inSight(place)) return
      if (!isThere) return void shown.empty.add(image)
      shown.empty.delete(image)
      shown.images.set(image, after)
      if (shown.addresses.size < 50_000) shown.addresses.add(after)
    } else if (before !== undefined) {
      if (before !== after && found.swapped.length < 20) found.swapped.push([before, after])
    } else if (isThere && isLarge && shown.empty.has(image)) {
      if (found.late.length < 1000) found.late.push(after)
    } else if (isThere && isLarge && inSight(place) && !shown.addresses.has(after) && place.top + window.scrollY < (store.taken ?? Infinity) && !isHidden(image, place)) {
      if (found.came.length < 20) found.came.push(after)
    }
  }
  const roots: Node[] = scroller ? [scroller] : [document.documentElement.ownerDocument, ...(store.closedRoots ?? [])]
  for (let at = 0; at < roots.length && at < 2000; at++) {
    const root = roots[at]
    if (!root) break
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        if (node.shadowRoot) roots.push(node.shadowRoot)
        if (node instanceof HTMLImageElement) look(node)
        else if (node.localName === 'iframe' && !found.hasFrames) found.hasFrames = inSight(node.getBoundingClientRect())
      } else {
        const parent = node.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
        if (parent) see(node, parent)
      }
    }
  }
  if (isEnd) found.gone = [...shown.texts].filter((text) => !written.has(text)).slice(0, 1000)
  return found
}

/** What is said and shown where pictures are taken, in the page and in its frames: what differs afterwards is told. */
export class Shown {
  readonly #world: World
  readonly #sessions: readonly CDPSession[]
  readonly #frames = new Map<string, World | null>()

  constructor(world: World, sessions: readonly CDPSession[]) {
    this.#world = world
    this.#sessions = sessions
  }

  /** Called for every picture of the window. */
  async remember(): Promise<void> {
    const { hasFrames } = await this.#world.call(lookAtShown, false, null)
    if (!hasFrames) return
    await this.#find()
    await this.#ask(false)
  }

  /** Called for every picture of a box, or of a frame. */
  async rememberIn(inside: World, box: number | null): Promise<void> {
    await inside.call(lookAtShown, false, box)
  }

  /** Once no more pictures are taken. The page's own comes first. */
  async compare(): Promise<ShownFound[]> {
    return [await this.#world.call(lookAtShown, true, null), ...(await this.#ask(true))]
  }

  async #find(): Promise<void> {
    for (const [index, session] of this.#sessions.entries()) {
      const tree = await within(session.send('Page.getFrameTree'))
      for (const { id } of tree ? flatten(tree.frameTree).slice(index === 0 ? 1 : 0) : []) {
        if (!this.#frames.has(id) && this.#frames.size < MAX_FRAMES) this.#frames.set(id, new World(session, id))
      }
    }
  }

  async #ask(isEnd: boolean): Promise<ShownFound[]> {
    const asked = [...this.#frames].map(async ([id, world]) => {
      const found = world ? await within(world.call(lookAtShown, isEnd, null)) : null
      if (!found) this.#frames.set(id, null)
      return found ? [found] : []
    })
    return (await Promise.all(asked)).flat()
  }
}

async function within<T>(answer: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, ANSWER_MS, null).unref())
  return Promise.race([answer.catch(() => null), late])
}

/** `gone`: what stands in the pictures and nowhere in the text. */
export function judgeShown(found: readonly ShownFound[], gone: readonly string[]): { code: NoteCode; detail: string }[] {
  const quoted = (texts: readonly string[]) => texts.slice(0, MAX_EXAMPLES).map((text) => `”${text.slice(0, 120)}”`).join(', ')
  const address = (url: string) => (url.startsWith('data:') ? url.slice(0, 40) : stripAddress(url, () => undefined).slice(0, 200))
  const fresh = found.reduce((sum, each) => sum + each.fresh, 0)
  const all = found.reduce((sum, each) => sum + each.all, 0)
  const notes: { code: NoteCode; detail: string }[] = []
  if (gone.length > 0) notes.push({ code: 'words-gone', detail: `${gone.length}: ${quoted(gone)}` })
  if (fresh > 0) notes.push({ code: fresh > all * MUCH ? 'text-not-pictured' : 'words-came', detail: quoted(found.flatMap(({ examples }) => examples)) })
  const late = found.flatMap((each) => each.late)
  if (late.length > 0) notes.push({ code: 'images-pending', detail: `${late.length}: ${late.slice(0, MAX_EXAMPLES).map(address).join(', ')}` })
  const came = found.flatMap((each) => each.came)
  if (came.length > 0) notes.push({ code: 'picture-came', detail: came.slice(0, MAX_EXAMPLES).map(address).join(', ') })
  for (const [before, after] of found.flatMap(({ swapped }) => swapped).slice(0, MAX_EXAMPLES)) notes.push({ code: 'picture-exchanged', detail: `${address(before)} → ${address(after)}` })
  return notes
}
