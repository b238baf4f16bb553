/**
 * What a document says, piece by piece, to be held against what was received. Functions that run inside the page (see
 * `World`): each must stand alone.
 */

export interface Pieces {
  /** Of each visible text node, cut into stretches of at most 2,000 characters. */
  pieces: string[]
  /** Texts put together from nodes that lie in one block and are each too short to be looked for. */
  joined: string[]
  /** There were more than `limit`. */
  cut: boolean
}

/** Of a document and its shadow roots; nothing under 12 characters. */
export function textPieces(limit: number, ...closed: ShadowRoot[]): Pieces {
  const found: Pieces = { pieces: [], joined: [], cut: false }
  const runs = new Map<Element, string[]>()
  const blockOf = (element: Element) => {
    let at = element
    while (at.parentElement && /^(inline|contents|none)/.test(getComputedStyle(at).display)) at = at.parentElement
    return at
  }
  const see = (node: Node, parent: Element) => {
    const said = node.nodeValue ?? ''
    const text = said.trim()
    if (text === '' || /^(script|style|noscript|template|textarea)$/i.test(parent.localName) || !parent.checkVisibility({ visibilityProperty: true })) return
    if (found.pieces.length >= limit || runs.size >= limit) found.cut = true
    else if (text.length >= 12) for (let at = 0; at < text.length; at += 2000) found.pieces.push(text.slice(at, at + 2000))
    else {
      const block = blockOf(parent)
      const run = runs.get(block) ?? []
      runs.set(block, run)
      run.push(said)
    }
  }
  const roots: Node[] = [document.body ?? document.documentElement, ...closed]
  for (let at = 0; at < roots.length; at++) {
    const root = roots[at]
    if (!root) break
    if (at >= 2000) {
      found.cut = true
      break
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    if (root instanceof Element && root.shadowRoot) roots.push(root.shadowRoot)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        if (node.shadowRoot) roots.push(node.shadowRoot)
        continue
      }
      const parent = node.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
      if (parent) see(node, parent)
    }
  }
  for (const run of runs.values()) {
    const text = run.join('').trim()
    if (run.length > 1 && text.length >= 12) for (let at = 0; at < text.length; at += 2000) found.joined.push(text.slice(at, at + 2000))
  }
  return found
}

/** Words that a style sheet writes before and after what stands in the document (CSS Pseudo-Elements 4, 4.1), each once. */
export function generatedWords(limit: number, ...closed: ShadowRoot[]): string[] {
  const words = new Set<string>()
  const roots: (Document | ShadowRoot)[] = [document, ...closed]
  for (let at = 0; at < roots.length && at < 2000; at++) {
    for (const element of roots[at]?.querySelectorAll('*') ?? []) {
      if (element.shadowRoot) roots.push(element.shadowRoot)
      for (const which of ['::before', '::after']) {
        const { content, display } = getComputedStyle(element, which)
        if (!content.includes('"') || display === 'none' || words.size >= limit) continue
        const said = [...content.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replace(/\\(.)/g, '$1')).join('').trim()
        if (/\p{L}{3}/u.test(said) && element.checkVisibility({ visibilityProperty: true })) words.add(said.slice(0, 2000))
      }
    }
  }
  return [...words]
}
