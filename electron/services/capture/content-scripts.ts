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
