import type { FieldRule, FoundFields, FoundPage, FoundPost, ItemRule, Rules } from './rules.ts'
import type { Tools, ToolsWindow } from './tools.ts'

/**
 * Reads posts by a platform's rules from the document as it is now (runs in the page, after `installTools`; stands
 * alone). Bounded: `most` posts, 5,000 characters a text, about `ms` milliseconds. Posts that weren't read before come
 * first, so that the next look goes on where this one ended; of the others only those near the window are read again.
 */
export function readByRules(rules: Rules, most: number, ms: number): FoundPage {
  // The page's own layout, which has to be done once in any case, doesn't count.
  Element.prototype.getBoundingClientRect.call(document.documentElement)
  const tools = (window as unknown as ToolsWindow).postTools as Tools
  const { squeeze, words, absolute, all, parent, matches, attribute } = tools
  const from = `reader:${rules.name}`
  const limits: Readonly<Record<string, number>> = { text: 5000, quoted: 5000, permalink: 2000, authorUrl: 2000 }
  const patterns = new Map<string, RegExp>()
  const taking = (raw: string, match: string | undefined) => {
    if (match === undefined) return raw
    const pattern = patterns.get(match) ?? new RegExp(match)
    patterns.set(match, pattern)
    return squeeze(pattern.exec(raw)?.[1], 2000)
  }

  const { found: roots, whole } = tools.roots(performance.now() + ms / 4)
  // However long one part took, the next has its own time: some posts are read at every look.
  const collected = performance.now() + ms / 4
  const items = new Map<Element, ItemRule>()
  const holding = (found: Element, sought: string) => {
    let above = parent(found)
    for (let depth = 0; above && depth < 12; depth++, above = parent(above)) if (all(above, sought).length > 0) return above
    return null
  }
  let unseen = !whole
  const collect = (item: ItemRule) => {
    for (const root of roots) {
      for (const found of all(root, item.select)) {
        if (items.size >= 10_000 || (items.size > 0 && performance.now() > collected)) return void (unseen = true)
        const element = item.around === undefined ? found : holding(found, item.around)
        if (element && !items.has(element)) items.set(element, item)
      }
    }
  }
  for (const item of rules.items) collect(item)

  /** Whether something belongs to this post: not to one inside it, and to others' words only where they are sought. */
  const belongs = (found: Element, to: Element, others: string | undefined, quoted: boolean) => {
    let isQuoted = false
    let node: Element | null = found
    for (let depth = 0; node && node !== to && depth < 200; depth++, node = parent(node)) {
      if (items.has(node)) return false
      if (others !== undefined && matches(node, others)) isQuoted = true
    }
    return node === to && isQuoted === quoted
  }
  const valueBy = (targets: Iterable<Element>, rule: FieldRule, limit: number, drawn: boolean, others: string | undefined) => {
    for (const target of targets) {
      const raw = rule.attr === undefined ? words(target, limit, drawn, rule.quoted ? undefined : others) : squeeze(attribute(target, rule.attr), limit)
      const value = taking(raw, rule.match)
      if (value !== '') return rule.attr === 'href' && rule.match === undefined ? absolute(value) : value
    }
    return ''
  }
  const within = function* (item: Element, rule: FieldRule, others: string | undefined): Generator<Element, void> {
    if (rule.select === undefined) return void (yield item)
    let looked = 0
    for (const root of item.shadowRoot ? [item, item.shadowRoot] : [item]) {
      for (const found of all(root, rule.select)) {
        if (looked++ > 60) return
        if (belongs(found, item, others, rule.quoted === true)) yield found
      }
    }
  }
  const readOne = (element: Element, item: ItemRule): FoundPost => {
    const fields: FoundFields = {}
    const y = tools.row(element)
    for (const [name, ways] of Object.entries(item.fields)) {
      for (const rule of ways) {
        const value = valueBy(within(element, rule, item.others), rule, limits[name] ?? 500, y !== null, item.others)
        if (value === '') continue
        fields[name] = { value: name === 'permalink' || name === 'authorUrl' ? absolute(value) : value, from }
        tools.room -= value.length
        break
      }
    }
    return { kind: item.kind, y, fields }
  }

  const near = (element: Element) => {
    const { top, bottom } = Element.prototype.getBoundingClientRect.call(element)
    return bottom > -window.innerHeight && top < 2 * window.innerHeight
  }
  let lost = tools.waiting.some((element) => !element.isConnected)
  const fresh = [...items.keys()].filter((element) => !tools.known.has(element))
  const again = [...items.keys()].filter((element) => tools.known.has(element) && near(element))
  const posts: FoundPost[] = []
  tools.waiting = []
  const until = performance.now() + ms / 2
  for (const element of [...fresh, ...again]) {
    if (posts.length >= most || tools.room < 0 || (posts.length > 0 && performance.now() > until)) {
      if (!tools.known.has(element) && tools.waiting.length < 20_000) tools.waiting.push(element)
      continue
    }
    tools.known.add(element)
    try {
      const post = readOne(element, items.get(element) as ItemRule)
      if (Object.keys(post.fields).length > 1) posts.push(post)
    } catch {
      // A page can make single elements unreadable; it doesn't take the others with them.
      lost = true
    }
  }
  const fields: FoundFields = {}
  for (const [name, ways] of Object.entries(rules.page)) {
    for (const rule of ways) {
      const targets = roots.flatMap((root) => [...all(root, rule.select ?? ':root')].slice(0, 5))
      const value = valueBy(targets, rule, 500, true, undefined)
      if (value !== '') fields[name] ??= { value, from }
    }
  }
  return { fields, posts, left: unseen || tools.waiting.length > 0, lost }
}
