/**
 * Functions that run inside the page (see `World`) and read what it holds. Each must stand alone: no imports, nothing
 * from outside. What they return was shaped by the page.
 */

export interface Removed {
  text: string
  html: string
}

/** Remembers what the page takes away, as lists do that keep only what is on the screen. `limit`: characters. */
export function watchRemovals(limit: number): void {
  const store = window as unknown as { removed?: Removed[]; room?: number; watcher?: MutationObserver }
  store.removed = []
  store.room = limit
  store.watcher?.disconnect()
  store.watcher = new MutationObserver((records) => {
    for (const record of records) {
      // Rows that are written over hold other posts than before.
      const before = (record.oldValue ?? '').trim()
      if (record.type === 'characterData' && before.length >= 3 && before !== record.target.nodeValue?.trim() && (store.room ?? 0) > 0) {
        store.room = (store.room ?? 0) - before.length
        store.removed?.push({ text: before.slice(0, 20_000), html: '' })
      }
      for (const node of record.removedNodes) {
        if (node instanceof HTMLScriptElement || node instanceof HTMLStyleElement) continue
        const text = (node.textContent ?? '').trim()
        const room = store.room ?? 0
        if (text.length < 3 || room <= 0) continue
        const html = node instanceof Element && room > text.length * 2 ? node.outerHTML.slice(0, Math.min(room, 200_000)) : ''
        store.room = room - text.length - html.length
        store.removed?.push({ text: text.slice(0, 20_000), html })
      }
    }
  })
  const watch = (root: Document | ShadowRoot) => {
    store.watcher?.observe(root === document ? document.documentElement.ownerDocument : root, { childList: true, subtree: true, characterData: true, characterDataOldValue: true })
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) watch(element.shadowRoot)
  }
  watch(document)
}

/** What was taken away since the last call, each text once. */
export function takeRemoved(): Removed[] {
  const store = window as unknown as { removed?: Removed[] }
  const texts = new Set<string>()
  return (store.removed?.splice(0) ?? []).filter(({ text }) => !texts.has(text) && texts.add(text))
}

/** Which of these texts the page doesn't hold now. */
export function notInPage(texts: string[]): number[] {
  const now = document.body?.textContent ?? ''
  return texts.flatMap((text, index) => (now.includes(text) ? [] : [index]))
}

/**
 * Readable text of one frame: as laid out, then that of shadow roots, which the first leaves out. What the browser lays
 * out only near the window (`content-visibility`) is laid out for the moment of reading.
 */
export function readableText(limit: number, ...closed: ShadowRoot[]): { text: string; cut: boolean } {
  const parts: string[] = []
  const laidOut: [HTMLElement, string | null][] = []
  const roots: (Document | ShadowRoot)[] = [document, ...closed]
  for (let at = 0; at < roots.length; at++) {
    for (const element of roots[at]?.querySelectorAll<HTMLElement>('*') ?? []) {
      if (element.shadowRoot) roots.push(element.shadowRoot)
      if (!element.style || getComputedStyle(element).contentVisibility !== 'auto') continue
      laidOut.push([element, element.getAttribute('style')])
      element.style.setProperty('content-visibility', 'visible', 'important')
    }
  }
  try {
    parts.push(document.body?.innerText ?? document.documentElement?.textContent ?? '')
    for (const root of roots.slice(1)) {
      const texts = [...root.childNodes].map((child) => {
        if (child instanceof Text) return child.data
        if (!(child instanceof Element) || child.matches('style, script')) return ''
        // A slot has no box of its own, and shows what stands in it.
        if (!child.checkVisibility() && getComputedStyle(child).display !== 'contents') return ''
        return child instanceof HTMLElement ? child.innerText : (child.textContent ?? '')
      })
      parts.push(texts.map((text) => text.trim()).filter(Boolean).join('\n'))
    }
  } finally {
    for (const [element, style] of laidOut) {
      if (style === null) element.removeAttribute('style')
      else element.setAttribute('style', style)
    }
  }
  const text = parts.map((part) => part.trim()).filter(Boolean).join('\n\n')
  return { text: text.slice(0, limit), cut: text.length > limit }
}

/** The document as markup, shadow roots as declarative templates inside it (HTML standard, 8.5.4). */
export function markup(limit: number, ...closed: ShadowRoot[]): { html: string; cut: boolean } {
  const type = document.doctype ? `${new XMLSerializer().serializeToString(document.doctype)}\n` : ''
  const root = document.documentElement
  if (!root) return { html: type, cut: false }
  const shadowRoots: ShadowRoot[] = [...closed]
  const visit = (within: Document | ShadowRoot) => {
    for (const element of within.querySelectorAll('*')) {
      if (!element.shadowRoot) continue
      shadowRoots.push(element.shadowRoot)
      visit(element.shadowRoot)
    }
  }
  visit(document)
  for (const each of closed) visit(each)
  // Without shadow roots this is exactly what the browser calls the page's outer markup.
  const open = root.cloneNode(false) as Element
  const html =
    shadowRoots.length === 0
      ? root.outerHTML
      : open.outerHTML.replace(/<\/html>\s*$/i, '') + root.getHTML({ serializableShadowRoots: true, shadowRoots }) + '</html>'
  return { html: (type + html).slice(0, limit), cut: type.length + html.length > limit }
}

/** Whether a frame has any room on the screen. */
export function hasRoom(): boolean {
  return window.innerWidth > 0 && window.innerHeight > 0
}

export function elementCount(): number {
  return document.getElementsByTagName('*').length
}

export interface CanvasPicture {
  width: number
  height: number
  /** Base64 of a PNG; empty where another site's picture in it forbids reading it, or the GPU has given away what it drew. */
  png: string
}

/**
 * What the drawn areas of the page hold; those that hold nothing are left out. `limit`: characters over all. `isOurs`: nobody
 * goes on using the page, so that an area on which nothing was drawn yet may be asked in a way that settles how it is drawn.
 */
export function canvasPictures(limit: number, isOurs: boolean): CanvasPicture[] {
  const found: CanvasPicture[] = []
  let room = limit
  const visit = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot)
      if (!(element instanceof HTMLCanvasElement) || found.length >= 20) continue
      const { width, height } = element
      if (width < 2 || height < 2 || width * height > 40_000_000) continue
      try {
        const empty = document.createElement('canvas')
        Object.assign(empty, { width, height })
        const data = element.toDataURL('image/png')
        if (data === empty.toDataURL('image/png')) {
          // Drawn on otherwise than in 2D, it reads as empty once its frame was shown (WebGL 1.0, 2.2).
          if (isOurs && element.checkVisibility() && element.getContext('2d') === null) found.push({ width, height, png: '' })
          continue
        }
        if (data.length > room) continue
        room -= data.length
        found.push({ width, height, png: data.slice(data.indexOf(',') + 1) })
      } catch {
        found.push({ width, height, png: '' })
      }
    }
  }
  visit(document)
  return found
}

/** Addresses of the stills that stand in for films. */
export function posters(): string[] {
  const all = [...document.querySelectorAll('video[poster]')].map((video) => (video as HTMLVideoElement).poster)
  return [...new Set(all)].filter((url) => /^https?:/.test(url)).map((url) => url.slice(0, 8192)).slice(0, 20)
}

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
 * Finds boxes that scroll by themselves and hide at least 100 rows, largest hidden part first, and remembers them for
 * {@link scrollBox}. Boxes inside boxes come on their own.
 */
export function findScrollers(most: number): { element: string; hidden: number }[] {
  const store = window as unknown as { scrollers?: Element[] }
  const found: { element: Element; hidden: number }[] = []
  const visit = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot)
      const hidden = element.scrollHeight - element.clientHeight
      if (hidden < 100 || element === document.scrollingElement || element === document.documentElement) continue
      // Its overflow is the window's, unless the document has one of its own (CSS Overflow 3, 3.3).
      if (element === document.body && getComputedStyle(document.documentElement).overflowY === 'visible') continue
      const box = element.getBoundingClientRect()
      if (box.width < 200 || box.height < 100) continue
      const { overflowY, visibility } = getComputedStyle(element)
      if ((overflowY === 'auto' || overflowY === 'scroll') && visibility !== 'hidden') found.push({ element, hidden })
    }
  }
  visit(document)
  found.sort((a, b) => b.hidden - a.hidden)
  store.scrollers = found.slice(0, most).map(({ element }) => element)
  return found.map(({ element, hidden }) => ({
    element: `${element.localName}${element.id ? `#${element.id}` : ''}`.slice(0, 200),
    hidden,
  }))
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
  return { top: Math.round(window.scrollY), height: root?.scrollHeight ?? 0, rows: window.innerHeight }
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

/** One element: where it lies in the page, what it says, and its markup. */
export function elementFacts(limit: number, node?: Node) {
  const element = node instanceof Element ? node : node?.parentElement
  if (!element) throw new Error('not an element')
  const box = element.getBoundingClientRect()
  return {
    x: box.left + window.scrollX,
    y: box.top + window.scrollY,
    width: box.width,
    height: box.height,
    html: element.outerHTML.slice(0, limit),
    text: (element instanceof HTMLElement ? element.innerText : (element.textContent ?? '')).slice(0, limit),
    element: `${element.localName}${element.id ? `#${element.id}` : ''}`.slice(0, 300),
  }
}
