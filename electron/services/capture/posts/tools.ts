/** What {@link readByRules} and {@link readSignals} share inside the page: put there by {@link installTools}. */
export interface Tools {
  /** As text of one form: runs of spaces are one, lines are kept, never half a character. */
  squeeze: (value: unknown, limit: number) => string
  /** The text of an element as it is drawn, pictures by their alternative text. `drawn` false: also what is hidden. */
  words: (element: Element, limit: number, drawn: boolean, without?: string) => string
  absolute: (address: string) => string
  /** Rows from the top of the page, whatever boxes around it are scrolled; null: not drawn. */
  row: (element: Element) => number | null
  all: (root: ParentNode, selector: string) => NodeListOf<Element>
  parent: (node: Node) => Element | null
  matches: (element: Element, selector: string) => boolean
  attribute: (element: Element, name: string) => string | null
  /** The document and its open shadow roots; not `whole` where time didn't suffice for all. */
  roots: (until: number) => { found: (Document | ShadowRoot)[]; whole: boolean }
  /** Characters that may still be handed over at this look. */
  room: number
  /** Posts that have been read before. */
  readonly known: WeakSet<Element>
  /** Posts for which time did not suffice. */
  waiting: Element[]
  /** Texts for machines that have been read, with their lengths. */
  readonly told: WeakMap<Element, number>
}

export type ToolsWindow = Window & { postTools?: Tools }

/**
 * Prepares a look (runs in the page; stands alone). Methods are taken from their prototypes: fields of a form can stand
 * in the place of its members, also for scripts of ours.
 */
export function installTools(): void {
  const own = window as unknown as ToolsWindow
  const getter = <T>(of: object, name: string) => Object.getOwnPropertyDescriptor(of, name)?.get as (this: unknown) => T
  const childrenOf = getter<NodeListOf<ChildNode>>(Node.prototype, 'childNodes')
  const parentOf = getter<Element | null>(Node.prototype, 'parentElement')
  const scrolledOf = getter<number>(Element.prototype, 'scrollTop')
  const shadowOf = getter<ShadowRoot | null>(Element.prototype, 'shadowRoot')
  const all: Tools['all'] = (root, selector) => {
    const of = root instanceof Element ? Element : root instanceof Document ? Document : DocumentFragment
    return of.prototype.querySelectorAll.call(root, selector)
  }
  const parent: Tools['parent'] = (node) => {
    const above = parentOf.call(node)
    if (above) return above
    const root = Node.prototype.getRootNode.call(node)
    return root instanceof ShadowRoot ? root.host : null
  }
  const matches: Tools['matches'] = (element, selector) => Element.prototype.matches.call(element, selector)
  const attribute: Tools['attribute'] = (element, name) => Element.prototype.getAttribute.call(element, name)
  const squeeze: Tools['squeeze'] = (value, limit) => {
    if (typeof value !== 'string' && typeof value !== 'number') return ''
    return String(value).slice(0, limit * 4).replace(/[^\S\n]+/g, ' ').replace(/ ?\n\s*/g, '\n').trim().slice(0, limit).toWellFormed()
  }
  const blocks = /^(address|article|aside|blockquote|d[dlt]|div|figure|footer|h[1-6]|header|hr|li|ol|p|pre|section|table|tr|ul)$/
  const isHidden = (element: Element) =>
    !Element.prototype.checkVisibility.call(element, { visibilityProperty: true }) && getComputedStyle(element).display !== 'contents'
  const words: Tools['words'] = (element, limit, drawn, without) => {
    let text = ''
    if (drawn && isHidden(element)) return ''
    const take = (node: Node, depth: number) => {
      const keepsLines = node instanceof Element && /^(pre|break)/.test(getComputedStyle(node).whiteSpace)
      for (const child of childrenOf.call(node)) {
        if (text.length > limit * 4) return
        if (child instanceof Text) text += keepsLines ? child.data.slice(0, limit * 4) : child.data.slice(0, limit * 4).replace(/\s+/g, ' ')
        if (!(child instanceof Element) || /^(script|style|noscript|template)$/.test(child.localName)) continue
        if ((without && matches(child, without)) || (drawn && isHidden(child))) continue
        if (child.localName === 'br') text += '\n'
        else if (child.localName === 'img') text += attribute(child, 'alt')?.slice(0, 200) ?? ''
        else {
          const edge = blocks.test(child.localName) ? '\n' : ''
          text += edge
          if (depth < 100) take(child, depth + 1)
          text += edge
        }
      }
    }
    take(element, 0)
    return squeeze(text, limit)
  }
  const absolute: Tools['absolute'] = (address) => {
    try {
      return new URL(address, location.href).href.slice(0, 2000)
    } catch {
      return address
    }
  }
  const scrolled = new Map<Element, number>()
  const scrolledAway = (element: Element): number => {
    const chain: Element[] = []
    let above = parent(element)
    while (above && !scrolled.has(above) && chain.length < 300) {
      chain.push(above)
      above = parent(above)
    }
    let rows = above ? (scrolled.get(above) ?? 0) : 0
    for (const each of chain.toReversed()) {
      // What the page itself has scrolled is told by the window.
      if (each.localName !== 'html' && each.localName !== 'body') rows += scrolledOf.call(each)
      scrolled.set(each, rows)
    }
    return rows
  }
  const row: Tools['row'] = (element) => {
    let box = Element.prototype.getBoundingClientRect.call(element)
    if (box.height === 0) {
      // `display: contents` has no box of its own.
      const range = new Range()
      range.selectNodeContents(element)
      box = range.getBoundingClientRect()
    }
    return box.height > 0 ? Math.round(box.top + window.scrollY + scrolledAway(element)) : null
  }
  const roots: Tools['roots'] = (until) => {
    const found: (Document | ShadowRoot)[] = [document]
    let looked = 0
    for (let index = 0; index < found.length; index++) {
      for (const element of all(found[index] ?? document, '*')) {
        const inner = shadowOf.call(element)
        if (inner) found.push(inner)
        if (++looked % 500 === 0 && performance.now() > until) return { found, whole: false }
      }
    }
    return { found, whole: true }
  }
  const { known, waiting, told } = own.postTools ?? { known: new WeakSet<Element>(), waiting: [], told: new WeakMap<Element, number>() }
  own.postTools = { squeeze, words, absolute, row, all, parent, matches, attribute, roots, room: 4_000_000, known, waiting, told }
}
