/**
 * Functions that run inside the page (see `World`) and move what it holds within its boxes and frames. Each must stand
 * alone: no imports, nothing from outside. What they return was shaped by the page.
 */

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface ScrollState {
  /** In the page, CSS pixels; what of it lies inside the window. */
  box: Box
  top: number
  /** Rows of its content, and how many of them are shown at once. */
  height: number
  rows: number
}

/**
 * Finds boxes that scroll by themselves and hide a line or more, largest hidden part first, and remembers `most` of them
 * for {@link scrollBox}. Boxes inside boxes come on their own. `sideways`: names of those that hide columns.
 */
export function findScrollers(most: number): { boxes: { element: string; hidden: number }[]; sideways: string[] } {
  const store = window as unknown as { scrollers?: Element[]; closedRoots?: ShadowRoot[] }
  const found: { element: Element; hidden: number }[] = []
  const sideways: Element[] = []
  const nameOf = (element: Element) => `${element.localName}${element.id ? `#${element.id}` : ''}`.slice(0, 200)
  const root = document.scrollingElement ?? document.documentElement
  const visit = (within: Document | ShadowRoot) => {
    for (const element of within.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot)
      const down = element.scrollHeight - element.clientHeight
      const along = element.scrollWidth - element.clientWidth
      if ((down < 32 && along < 100) || element === document.scrollingElement || element === document.documentElement) continue
      // Its overflow is the window's, unless the document has one of its own (CSS Overflow 3, 3.3).
      if (element === document.body && getComputedStyle(document.documentElement).overflowY === 'visible') continue
      const { width, height, left, right, bottom } = element.getBoundingClientRect()
      // A menu that waits beside the page can't be scrolled to.
      if (width < 60 || height < 16 || right <= 0 || bottom + window.scrollY <= 0 || left >= Math.max(root.scrollWidth, window.innerWidth)) continue
      const { overflowX, overflowY } = getComputedStyle(element)
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      if (down >= 32 && height >= 40 && /auto|scroll/.test(overflowY)) found.push({ element, hidden: down })
      if (along >= 100 && /auto|scroll/.test(overflowX)) sideways.push(element)
    }
  }
  for (const within of [document.documentElement.ownerDocument, ...(store.closedRoots ?? [])]) visit(within)
  found.sort((a, b) => b.hidden - a.hidden)
  store.scrollers = found.slice(0, most).map(({ element }) => element)
  return { boxes: found.map(({ element, hidden }) => ({ element: nameOf(element), hidden })), sideways: sideways.slice(0, 20).map(nameOf) }
}

/** Moves a found box into the window and its content to `top`; null where the page has taken it away. */
export async function scrollBox(index: number, top: number): Promise<ScrollState | null> {
  const element = (window as unknown as { scrollers?: Element[] }).scrollers?.[index]
  if (!element?.isConnected) return null
  const before = element.getBoundingClientRect()
  const root = element.getRootNode() as Document | ShadowRoot
  // What a box around it hides is as much out of sight as what lies outside the window.
  const isHidden = [0.1, 0.5, 0.9].some((share) => {
    const there = (root instanceof ShadowRoot ? root : document).elementFromPoint(before.left + before.width / 2, before.top + before.height * share)
    return there === null || !element.contains(there)
  })
  if (isHidden || before.top < 0 || before.bottom > window.innerHeight) element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })
  element.scrollTo({ top, behavior: 'instant' })
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const outer = element.getBoundingClientRect()
  const left = Math.max(0, Math.ceil(outer.left + element.clientLeft))
  const upper = Math.max(0, Math.ceil(outer.top + element.clientTop))
  const right = Math.min(window.innerWidth, Math.floor(outer.left + element.clientLeft + element.clientWidth))
  const lower = Math.min(window.innerHeight, Math.floor(outer.top + element.clientTop + element.clientHeight))
  return {
    box: { x: left + Math.round(window.scrollX), y: upper + Math.round(window.scrollY), width: right - left, height: lower - upper },
    top: Math.round(element.scrollTop),
    height: element.scrollHeight,
    rows: lower - upper,
  }
}

/** Of a frame: scrolls its document. */
export async function scrollFrame(top: number): Promise<{ top: number; height: number; rows: number }> {
  window.scrollTo({ top, behavior: 'instant' })
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const root = document.scrollingElement ?? document.documentElement
  // The window has the overflow of the document, or else of its body (CSS Overflow 3, 3.3): then nobody can scroll there.
  const [own, inner] = [document.documentElement, document.body].map((each) => (each ? getComputedStyle(each).overflowY : 'visible'))
  const isStill = /hidden|clip/.test(own === 'visible' ? (inner ?? '') : (own ?? ''))
  return { top: Math.round(window.scrollY), height: isStill ? window.innerHeight : (root?.scrollHeight ?? 0), rows: window.innerHeight }
}

export interface RowsShown {
  /** First of its rows that is seen, and how many are. */
  from: number
  rows: number
  /** All of them. */
  height: number
  /** What is seen of it, in the page, CSS pixels. */
  box: Box
}

/** Brings a row of an element to the top of whatever it can be scrolled in, boxes and window alike; null: it is no element. */
export async function showRows(row: number, node?: Node): Promise<RowsShown | null> {
  const element = node instanceof Element ? node : node?.parentElement
  if (!element) return null
  const around: Element[] = []
  for (let at: Element | null = element; at; ) {
    const root: Node = at.getRootNode()
    at = at.assignedSlot ?? at.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
    if (at && at !== document.documentElement && at !== document.body && getComputedStyle(at).overflowY !== 'visible') around.push(at)
  }
  const top = () => element.getBoundingClientRect().top + row
  for (const box of around) {
    if (box.scrollHeight > box.clientHeight) box.scrollTo({ top: Math.floor(box.scrollTop + top() - box.getBoundingClientRect().top - box.clientTop), behavior: 'instant' })
  }
  window.scrollTo({ top: Math.floor(window.scrollY + top()), left: 0, behavior: 'instant' })
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const own = element.getBoundingClientRect()
  let [left, upper, right, lower] = [Math.max(0, own.left), Math.max(0, own.top), Math.min(window.innerWidth, own.right), Math.min(window.innerHeight, own.bottom)]
  for (const box of around) {
    const outer = box.getBoundingClientRect()
    left = Math.max(left, outer.left + box.clientLeft)
    upper = Math.max(upper, outer.top + box.clientTop)
    right = Math.min(right, outer.left + box.clientLeft + box.clientWidth)
    lower = Math.min(lower, outer.top + box.clientTop + box.clientHeight)
  }
  // Its own edges may end in the middle of a row, which then belongs to it.
  const y = upper === own.top ? Math.floor(upper) : Math.ceil(upper)
  const rows = Math.max(0, (lower === own.bottom ? Math.ceil(lower) : Math.floor(lower)) - y)
  const x = Math.floor(left)
  return {
    from: Math.max(0, y - Math.floor(own.top)),
    rows,
    height: Math.ceil(own.bottom) - Math.floor(own.top),
    box: { x: x + Math.round(window.scrollX), y: y + Math.round(window.scrollY), width: Math.max(0, Math.ceil(right) - x), height: rows },
  }
}
