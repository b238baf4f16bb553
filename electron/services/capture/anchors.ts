/**
 * Where the page goes on when something above has grown or collapsed between two pictures. Functions that run inside the
 * page (see `World`): each must stand alone. `box` is the index of a box that scrolls by itself, as `findScrollers` remembers
 * them; null is the window.
 */

export interface Whereabouts {
  /** Rows scrolled away above, rounded. */
  y: number
  /** Rows of the whole content. */
  height: number
  /** Rows that are shown. */
  rows: number
  /** How far what was remembered has moved within the content; 0 also where nothing of it is left. */
  shift: number
  /** It has moved this way and that. */
  isTorn: boolean
}

/** Remembers what stands above `row` of the window or the box: small things that lie in the flow of the page, with words. */
export function dropAnchors(row: number, box: number | null): void {
  const store = window as unknown as { anchors?: { element: Element; top: number; says: string }[]; scrollers?: Element[]; closedRoots?: ShadowRoot[] }
  const scroller = box === null ? null : store.scrollers?.[box]
  const view = scroller?.getBoundingClientRect() ?? new DOMRect(0, 0, window.innerWidth, window.innerHeight)
  const scrolled = scroller ? scroller.scrollTop - view.top : window.scrollY
  const found = new Map<Element, { element: Element; top: number; says: string }>()
  /** In the flow: what stands still on the screen, or what a script may shift by itself, shows nothing about the page. */
  const flows = (element: Element) => {
    for (let at: Element | null = element; at && at !== scroller; ) {
      const { position, transform, translate, top } = getComputedStyle(at)
      if (position === 'fixed' || position === 'sticky') return false
      const isShifted = position === 'absolute' || (position === 'relative' && top !== 'auto' && top !== '0px') || transform !== 'none' || translate !== 'none'
      // What holds a whole page may well be placed so.
      if (isShifted && at.getBoundingClientRect().height < view.height * 2) return false
      const root: Node = at.getRootNode()
      at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
    }
    return true
  }
  for (const up of [6, 30, 80, 160, 300]) {
    for (const share of [0.15, 0.3, 0.5, 0.7, 0.85]) {
      const x = view.left + view.width * share
      const y = view.top + row - up
      if (y < Math.max(0, view.top)) continue
      // What was hidden by us lies over it still.
      for (const over of document.elementsFromPoint(x, y).slice(0, 8)) {
        let element = over
        for (let inner: Element | null = over; inner?.shadowRoot; element = inner) {
          const within: Element | null = inner.shadowRoot.elementFromPoint(x, y)
          if (!within || within === inner) break
          inner = within
        }
        const { top, height } = element.getBoundingClientRect()
        const says = (element.textContent ?? '').trim().slice(0, 200)
        if (height > view.height / 2 || (says === '' && element.localName !== 'img') || !flows(element)) continue
        if (found.size < 12) found.set(element, { element, top: top + scrolled, says })
        break
      }
    }
  }
  store.anchors = [...found.values()]
}

/** Where it stands, and what {@link dropAnchors} remembered. Most of it must have moved alike. What says something else now is another thing. */
export function whereabouts(box: number | null): Whereabouts {
  const store = window as unknown as { anchors?: { element: Element; top: number; says: string }[]; scrollers?: Element[] }
  const scroller = box === null ? null : store.scrollers?.[box]
  const root = scroller ?? document.scrollingElement ?? document.documentElement
  const scrolled = scroller ? scroller.scrollTop - scroller.getBoundingClientRect().top : window.scrollY
  const moved = new Map<number, number>()
  let counted = 0
  for (const { element, top, says } of store.anchors ?? []) {
    const now = element.getBoundingClientRect()
    if (!element.isConnected || now.height === 0 || (element.textContent ?? '').trim().slice(0, 200) !== says) continue
    const shift = Math.round(now.top + scrolled - top)
    moved.set(shift, (moved.get(shift) ?? 0) + 1)
    counted++
  }
  const [[shift, times] = [0, 0]] = [...moved].toSorted((a, b) => b[1] - a[1])
  return {
    y: Math.round(scroller ? scroller.scrollTop : window.scrollY),
    height: scroller ? scroller.scrollHeight : Math.max(root?.scrollHeight ?? 0, window.innerHeight),
    rows: scroller ? scroller.clientHeight : window.innerHeight,
    shift: times * 2 > counted ? shift : 0,
    isTorn: counted > 2 && times * 2 <= counted,
  }
}
