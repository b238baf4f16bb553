/**
 * Functions that run inside the page (see `World`). Each must stand alone: no imports, nothing from outside.
 * What they return was shaped by the page.
 */

export interface Position {
  /** Rows scrolled away above, rounded. */
  y: number
  /** Rows of the whole document. */
  height: number
  /** Rows of the window. */
  rows: number
}

export function position(): Position {
  const root = document.scrollingElement ?? document.documentElement
  return { y: Math.round(window.scrollY), height: Math.max(root?.scrollHeight ?? 0, window.innerHeight), rows: window.innerHeight }
}

/** Goes there at once, whatever the page says about smooth scrolling, and waits until it has been drawn twice. */
export async function goTo(y: number): Promise<Position> {
  window.scrollTo({ top: y, left: 0, behavior: 'instant' })
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const root = document.scrollingElement ?? document.documentElement
  return { y: Math.round(window.scrollY), height: Math.max(root?.scrollHeight ?? 0, window.innerHeight), rows: window.innerHeight }
}

/** Of the pictures inside the window: those that didn't come in time, and those that can't be shown. */
export interface PictureCount {
  pending: number
  broken: number
}

/** Waits, at most `ms`, until the pictures inside the window can be shown; tells where it then stands. */
export async function picturesInView(ms: number): Promise<PictureCount & Position> {
  const until = performance.now() + ms
  const inView = () =>
    [...document.images].filter((image) => {
      const box = image.getBoundingClientRect()
      return box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < window.innerHeight && (image.currentSrc || image.src)
    })
  const waiting = () => inView().filter((image) => !image.complete)
  while (waiting().length > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 30))
  const ready = inView().filter((image) => image.complete && image.naturalWidth > 0)
  const left = Math.max(0, until - performance.now())
  await Promise.race([
    Promise.allSettled(ready.map((image) => image.decode())),
    new Promise((resolve) => setTimeout(resolve, Math.max(left, 200))),
  ])
  const root = document.scrollingElement ?? document.documentElement
  return {
    pending: waiting().length,
    broken: inView().filter((image) => image.complete && image.naturalWidth === 0).length,
    y: Math.round(window.scrollY),
    height: Math.max(root?.scrollHeight ?? 0, window.innerHeight),
    rows: window.innerHeight,
  }
}

interface Taken {
  taken?: number
  /** Came when their place had been taken. */
  late?: Set<Element>
}

/** Remembers pictures that come when the rows they stand in have been taken; see {@link takenTo}. */
export function watchPictures(): void {
  const store = window as unknown as Taken
  if (store.late) return
  const late = (store.late = new Set())
  const seen = (event: Event) => {
    const { target } = event
    if (!(target instanceof HTMLImageElement)) return
    const box = target.getBoundingClientRect()
    if (box.width > 2 && box.height > 2 && box.top + window.scrollY < (store.taken ?? 0)) late.add(target)
  }
  document.documentElement.ownerDocument.addEventListener('load', seen, true)
}

/**
 * A picture is taken now of the rows from `from` to `to`, after those above. What had come too late for them is on it.
 * To be called before each picture: what comes while one is made may be on it or not.
 */
export function takenTo(from: number, to: number): void {
  const store = window as unknown as Taken
  store.taken = to
  for (const each of store.late ?? []) {
    const { top, bottom } = each.getBoundingClientRect()
    if (top + window.scrollY >= from && bottom + window.scrollY <= to) store.late?.delete(each)
  }
}

/** How many pictures have come too late for their rows, since the last call. */
export function latePictures(): number {
  const { late } = window as unknown as Taken
  const count = late?.size ?? 0
  late?.clear()
  return count
}

/** Lets what the page does when something comes into sight, and `ms` later, happen first: by the page's own clock. */
export async function rest(ms: number): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  await new Promise((resolve) => setTimeout(resolve, ms))
}

/** Columns of the window, and those that somebody could scroll to, CSS pixels. */
export function columns(): { shown: number; all: number } {
  const root = document.scrollingElement ?? document.documentElement
  const isCut = [document.documentElement, document.body].some((each) => each && /hidden|clip/.test(getComputedStyle(each).overflowX))
  return { shown: window.innerWidth, all: isCut ? window.innerWidth : Math.max(root?.scrollWidth ?? 0, window.innerWidth) }
}

export async function fontsReady(ms: number): Promise<void> {
  await Promise.race([document.fonts.ready, new Promise((resolve) => setTimeout(resolve, ms))])
}

/**
 * What shows that a page isn't there yet, although nothing is on its way to it: it says so, it calls itself busy, or it
 * is a shell that a script has yet to fill. Empty: nothing does. `words`: what it says.
 */
export function unfinished(): { is: boolean; words: string } {
  const text = (document.body?.innerText ?? '').trim()
  // More than this is a page, whatever a part of it still waits for.
  if (text.length > 400) return { is: false, words: '' }
  const waits = /^((var god )?vänta|laddar|läser in|hämtar|ett ögonblick|loading|please wait|one moment)( (sidan|innehåll(et)?|flödet|page|content|data))?\s*(…|\.{1,3})?$/i
  const words = text.split('\n').find((line) => waits.test(line.trim()))
  if (words !== undefined) return { is: true, words: words.trim() }
  const busy = document.querySelector('[aria-busy="true"], [role="progressbar"]')
  if (busy && busy.getBoundingClientRect().height > 0) return { is: true, words: busy.getAttribute('aria-busy') === 'true' ? 'aria-busy' : 'progressbar' }
  if (document.scripts.length === 0) return { is: false, words: '' }
  const shown = 'img, picture, svg, canvas, video, audio, iframe, frame, embed, object, input, textarea, math'
  const isShown = (element: Element) => element.matches(shown) || element.shadowRoot !== null || getComputedStyle(element).backgroundImage !== 'none'
  const isEmpty = (element: HTMLElement) => element.innerText.trim() === '' && ![...element.querySelectorAll('*')].slice(0, 200).some(isShown)
  // Where a page puts what it is for, whatever stands above and below.
  const place = document.querySelector<HTMLElement>('main, [role="main"], #root, #app, #__next') ?? document.body
  return { is: place !== null && isEmpty(place), words: '' }
}

export function pageFacts() {
  return {
    title: document.title.slice(0, 1000).toWellFormed(),
    url: location.href.slice(0, 8192).toWellFormed(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    languages: [...navigator.languages].map((each) => each.slice(0, 50)).slice(0, 50),
    rows: window.innerHeight,
    columns: window.innerWidth,
    pixelRatio: window.devicePixelRatio,
  }
}
