/**
 * What keeps things that stand still on the screen, or move along with it, from being repeated in every tile of a
 * picture. Functions that run inside the page (see `World`): each must stand alone. `box` is the index of a box that
 * scrolls by itself, as `findScrollers` remembers them; null is the window.
 */

export interface Touched {
  element: string
  position: string
  action: string
}

export interface Calmed {
  touched: Touched[]
  /** Something stands still on the screen that no picture shows yet: nothing was touched, so that one can be taken. */
  isNew: boolean
}

export interface Followed {
  touched: Touched[]
  /** What stands in two of the pictures, because it moved otherwise than the page did. */
  moved: string[]
}

/** Shadow roots that scripts can't open, for the functions below. */
export function keepRoots(...closed: ShadowRoot[]): void {
  Object.assign(window, { closedRoots: closed })
}

/**
 * Goes there at once. Fixed elements are hidden; sticky ones lie where they belong in the text. Done between two frames,
 * so that a header that only begins to stand still when the page is scrolled is found too. Remembers what it did for
 * {@link restoreElements}. Backgrounds that fill the window behind everything stay. Hidden by opacity: children can
 * insist on being visible, but not on being opaque. `hidesNew`: also what no picture shows yet. `kept`: what it is about,
 * which stays in sight whatever it stands in.
 */
export async function goCalmly(y: number, box: number | null, hidesNew: boolean, kept?: Node): Promise<Calmed> {
  type Saved = [name: string, value: string, priority: string][]
  const store = window as unknown as {
    calmed?: Map<HTMLElement, { saved: Saved }>
    pictured?: WeakSet<Element>
    places?: Map<Element, { top: number; parent: Element; parentTop: number }>
    scrollers?: Element[]
    closedRoots?: ShadowRoot[]
  }
  const scroller = box === null ? window : store.scrollers?.[box]
  const calmed = (store.calmed ??= new Map<HTMLElement, { saved: Saved }>())
  const touched: Touched[] = []
  const calm = (element: HTMLElement, properties: Record<string, string>, position: string, action: string) => {
    const names = Object.keys(properties)
    calmed.set(element, { saved: names.map((name) => [name, element.style.getPropertyValue(name), element.style.getPropertyPriority(name)]) })
    for (const name of names) element.style.setProperty(name, properties[name] ?? '', 'important')
    const id = element.id ? `#${element.id}` : ''
    const classes = [...element.classList].slice(0, 3).map((name) => `.${name}`).join('')
    touched.push({ element: `${element.localName}${id}${classes}`.slice(0, 300), position, action })
  }
  // Where things were when the last picture was taken: since they were first looked at, others may have moved them.
  for (const [element, place] of store.places ?? []) {
    place.top = element.getBoundingClientRect().top
    place.parentTop = place.parent.getBoundingClientRect().top
  }
  for (const root of [document.documentElement, document.body]) {
    if (!root || calmed.has(root) || getComputedStyle(root).scrollSnapType === 'none') continue
    calm(root, { 'scroll-snap-type': 'none' }, 'scroll-snap', 'unsnapped')
  }
  const go = () => scroller?.scrollTo({ top: y, left: 0, behavior: 'instant' })
  go()
  await new Promise((resolve) => requestAnimationFrame(resolve))
  /** Of the flat tree, what is round the element: something there can hold what is fixed, which then moves along with it (CSS Transforms 1, 3; CSS Containment 2). */
  const isHeld = (element: Element): boolean => {
    for (let at: Element | null = element; at; ) {
      const root: Node = at.getRootNode()
      at = at.assignedSlot ?? at.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
      if (!at || at === document.documentElement) return false
      const style = getComputedStyle(at)
      // What flows within a line isn't transformed, whatever it says.
      if (style.display === 'inline' || style.display === 'contents') continue
      if (style.transformStyle === 'preserve-3d' || [style.transform, style.translate, style.rotate, style.scale, style.perspective, style.filter, style.backdropFilter, style.offsetPath].some((value) => value && value !== 'none')) return true
      if (/transform|perspective|filter|translate|rotate|scale/.test(style.willChange) || /paint|layout|strict|content/.test(style.contain) || style.contentVisibility === 'auto') return true
    }
    return false
  }
  const found: [element: HTMLElement, position: string][] = []
  let isNew = false
  const visit = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) visit(element.shadowRoot)
      if (!element.style || calmed.has(element)) continue
      const { position, visibility, display, opacity, zIndex } = getComputedStyle(element)
      if (position !== 'fixed' && position !== 'sticky') continue
      if (scroller instanceof Element && (element === scroller || element.contains(scroller))) continue
      if (kept && element.contains(kept)) continue
      if (position === 'fixed') {
        if (visibility === 'hidden' || display === 'none') continue
        const { top, bottom, left, right, height } = element.getBoundingClientRect()
        if (Number(zIndex) < 0 && height >= window.innerHeight * 0.9) continue
        if (isHeld(element)) continue
        const area = Math.max(0, Math.min(bottom, window.innerHeight) - Math.max(top, 0)) * Math.max(0, Math.min(right, window.innerWidth) - Math.max(left, 0))
        // The size of a line of words, or of a picture that shows something.
        if (area >= 5000 && Number(opacity) > 0.1 && !store.pictured?.has(element)) isNew = true
      }
      found.push([element, position])
    }
  }
  for (const root of [document.documentElement.ownerDocument, ...(store.closedRoots ?? [])]) visit(root)
  if (isNew && !hidesNew) {
    for (const [element] of found) store.pictured?.add(element)
    return { touched, isNew }
  }
  for (const [element, position] of found) {
    const isOutside = scroller instanceof Element && !scroller.contains(element)
    if (position === 'fixed' || isOutside) calm(element, { transition: 'none', opacity: '0' }, position, 'hidden')
    else calm(element, { transition: 'none', position: 'relative', top: 'auto', right: 'auto', bottom: 'auto', left: 'auto' }, position, 'unstuck')
  }
  // Without its bars a page can be shorter, or stand elsewhere.
  if (touched.length > 0) go()
  return { touched: touched.slice(0, 500), isNew: false }
}

/**
 * What a script or a style sheet moves along as the page is scrolled: hidden like something fixed where it stands still
 * on the screen, named where it stands in two pictures. Only what says or shows something, and the same as before: a
 * list writes new rows into the elements of old ones. `isFirst`: the first picture was taken, nothing to compare with.
 * Waits for a frame.
 */
export async function followScroll(box: number | null, isFirst: boolean): Promise<Followed> {
  type Saved = [name: string, value: string, priority: string][]
  const store = window as unknown as {
    calmed?: Map<HTMLElement, { saved: Saved; says?: string }>
    pictured?: WeakSet<Element>
    places?: Map<Element, { top: number; parent: Element; parentTop: number; at: number; says: string }>
    scrollers?: Element[]
    closedRoots?: ShadowRoot[]
  }
  const scroller = box === null ? null : store.scrollers?.[box]
  const at = scroller ? scroller.scrollTop : window.scrollY
  const view = scroller?.getBoundingClientRect() ?? new DOMRect(0, 0, window.innerWidth, window.innerHeight)
  const before = isFirst ? undefined : store.places
  const places = (store.places = new Map<Element, { top: number; parent: Element; parentTop: number; at: number; says: string }>())
  const pictured = (store.pictured ??= new WeakSet<Element>())
  const calmed = (store.calmed ??= new Map<HTMLElement, { saved: Saved; says?: string }>())
  const touched: Touched[] = []
  const moved: string[] = []
  const nameOf = (element: HTMLElement) => {
    const id = element.id ? `#${element.id}` : ''
    return `${element.localName}${id}${[...element.classList].slice(0, 3).map((name) => `.${name}`).join('')}`.slice(0, 300)
  }
  const visit = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) visit(element.shadowRoot)
      const parent = element.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
      if (!element.style || !parent) continue
      const { top, bottom, width, height } = element.getBoundingClientRect()
      if (width < 1 || height < 1 || bottom <= view.top || top >= view.bottom) continue
      if (isFirst) pictured.add(element)
      if (height > view.height * 0.9) continue
      const { position, transform, translate, backgroundColor, backgroundImage } = getComputedStyle(element)
      if (position === 'fixed' || position === 'sticky' || (position === 'static' && transform === 'none' && translate === 'none')) continue
      const pictures = [...element.querySelectorAll('img')].slice(0, 3).map((each) => each.currentSrc)
      const says = `${(element.textContent ?? '').trim().slice(0, 500)} ${element instanceof HTMLImageElement ? element.currentSrc : ''} ${pictures.join(' ')}`.trim()
      // Without a word it may be a bar all the same, or a list's empty row: it isn't hidden, only named.
      const isDrawn = width * height >= 5000 && (backgroundImage !== 'none' || !/^transparent$|, 0\)$/.test(backgroundColor) || element.matches('canvas, svg, video'))
      if (says === '' && !isDrawn) continue
      const own = calmed.get(element)
      if (own?.says !== undefined && own.says !== says) {
        for (const [name, value, priority] of own.saved) element.style.setProperty(name, value, priority)
        calmed.delete(element)
      }
      const now = { top, parent, parentTop: parent.getBoundingClientRect().top, at, says }
      places.set(element, now)
      const was = before?.get(element)
      if (was?.says !== says || calmed.has(element)) continue
      const gone = at - was.at
      // What it stands in moved with the page, as everything does, or another layer is what moved it.
      if (Math.abs(gone) < 10 || !(Math.abs(now.parentTop - was.parentTop + gone) <= 2)) continue
      const drift = top - was.top + gone
      if (Math.abs(drift) <= 4) continue
      const isAlong = Math.abs(drift - gone) <= 2
      if (says === '' ? isAlong : !isAlong) moved.push(nameOf(element))
      if (says === '' || !isAlong) continue
      const names = ['transition', 'opacity']
      calmed.set(element, { saved: names.map((name) => [name, element.style.getPropertyValue(name), element.style.getPropertyPriority(name)]), says })
      element.style.setProperty('transition', 'none', 'important')
      element.style.setProperty('opacity', '0', 'important')
      touched.push({ element: nameOf(element), position, action: 'hidden' })
    }
  }
  for (const root of [document.documentElement.ownerDocument, ...(store.closedRoots ?? [])]) visit(root)
  if (!isFirst) await new Promise((resolve) => requestAnimationFrame(resolve))
  return { touched: touched.slice(0, 500), moved: moved.slice(0, 20) }
}

/**
 * Of what was hidden, what the page shows all the same: a shadow tree insists on its own rules for its host, and scripts put
 * things back (CSS Scoping 1, 3.3). Hidden by cutting it away; returns the names of what is shown even so.
 */
export async function hideOtherwise(): Promise<string[]> {
  const store = window as unknown as { calmed?: Map<HTMLElement, { saved: [string, string, string][] }> }
  const isShown = (element: HTMLElement) => {
    const { opacity, clipPath, visibility, display } = getComputedStyle(element)
    if (!element.isConnected || Number(opacity) <= 0.1 || clipPath === 'inset(100%)' || visibility === 'hidden' || display === 'none') return false
    const { top, bottom, width, height } = element.getBoundingClientRect()
    return width * height >= 1000 && bottom > 0 && top < window.innerHeight
  }
  const shown = [...(store.calmed ?? [])].filter(([element, { saved }]) => saved.some(([name]) => name === 'opacity') && isShown(element))
  if (shown.length === 0) return []
  for (const [element, { saved }] of shown) {
    if (!saved.some(([name]) => name === 'clip-path')) saved.push(['clip-path', element.style.getPropertyValue('clip-path'), element.style.getPropertyPriority('clip-path')])
    element.style.setProperty('clip-path', 'inset(100%)', 'important')
  }
  await new Promise((resolve) => requestAnimationFrame(resolve))
  return shown.filter(([element]) => isShown(element)).map(([element]) => `${element.localName}${element.id ? `#${element.id}` : ''}`.slice(0, 300)).slice(0, 20)
}

/** Puts back what was changed. Returns how many elements that were. */
export function restoreElements(): number {
  const store = window as unknown as { calmed?: Map<HTMLElement, { saved: [string, string, string][] }> | undefined; places?: unknown }
  for (const [element, { saved }] of store.calmed ?? []) {
    for (const [name, value, priority] of saved) {
      if (value) element.style.setProperty(name, value, priority)
      else element.style.removeProperty(name)
    }
    if (element.getAttribute('style') === '') element.removeAttribute('style')
  }
  const count = store.calmed?.size ?? 0
  store.calmed = undefined
  store.places = undefined
  return count
}

/**
 * First row, in the window or the box, that is covered by something fixed to its lower half; its height if nothing is.
 * Rows from there on are taken again when it has been hidden.
 */
export function firstCoveredRow(box: number | null): number {
  const store = window as unknown as { scrollers?: Element[]; closedRoots?: ShadowRoot[] }
  const scroller = box === null ? null : store.scrollers?.[box]
  const outer = scroller?.getBoundingClientRect()
  const from = outer && scroller ? Math.max(0, Math.ceil(outer.top + scroller.clientTop)) : 0
  const to = outer && scroller ? Math.min(window.innerHeight, Math.floor(outer.top + scroller.clientTop + scroller.clientHeight)) : window.innerHeight
  let row = to
  const visit = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot)
      const style = getComputedStyle(element)
      if (style.position !== 'fixed' && style.position !== 'sticky') continue
      if (style.visibility === 'hidden' || Number(style.opacity) === 0 || (scroller && element.contains(scroller))) continue
      const rect = element.getBoundingClientRect()
      if (rect.width < 1 || rect.height < 1 || rect.top >= to) continue
      if (rect.top > (from + to) / 2) row = Math.min(row, Math.floor(rect.top))
    }
  }
  for (const root of [document.documentElement.ownerDocument, ...(store.closedRoots ?? [])]) visit(root)
  return row - from
}
