import type { ItemRule, PlatformRules } from './platforms.ts'

export interface FoundPost {
  kind: 'post' | 'comment'
  y: number | null
  fields: Record<string, { value: string; from: string }>
}

export interface FoundPage {
  fields: Record<string, { value: string; from: string }>
  posts: FoundPost[]
  cut: boolean
}

export type Rules = Pick<PlatformRules, 'name' | 'page'> & { items: ItemRule[] }

/**
 * Reads who posted what from the document as it is now (runs in the page; stands alone). What comes back was shaped by
 * the page. Bounded: `most` posts, 5,000 characters a value, about 200 ms.
 */
export function readPosts(rules: Rules | null, most: number): FoundPage {
  type Fields = Record<string, { value: string; from: string }>
  const until = performance.now() + 200
  const squeezed = (text: string | null | undefined) => (text ?? '').replace(/[^\S\n]+/g, ' ').replace(/ *\n\s*/g, '\n').trim().slice(0, 5000)
  const posts: FoundPost[] = []
  let cut = false
  const put = (fields: Fields, name: string, value: unknown, from: string) => {
    const text = typeof value === 'string' || typeof value === 'number' ? squeezed(String(value)) : ''
    if (text !== '' && fields[name] === undefined) fields[name] = { value: text, from }
  }
  const add = (post: FoundPost) => {
    if (posts.length >= most) cut = true
    else if (Object.keys(post.fields).length > 1) posts.push(post)
  }
  const rowOf = (element: Element) => {
    const box = element.getBoundingClientRect()
    return box.height > 0 ? Math.round(box.top + window.scrollY) : null
  }
  const textOf = (element: Element) => (element instanceof HTMLElement ? element.innerText || element.textContent : element.textContent)
  const absolute = (value: string) => {
    try {
      return new URL(value, location.href).href
    } catch {
      return value
    }
  }

  // By the platform's own reader.
  const roots: (Document | ShadowRoot)[] = [document]
  for (let index = 0; index < roots.length && roots.length < 300 && performance.now() < until; index++) {
    for (const element of roots[index]?.querySelectorAll('*') ?? []) if (element.shadowRoot) roots.push(element.shadowRoot)
  }
  const valueBy = (within: Element | Document, rule: { select?: string; attr?: string; match?: string }) => {
    const inside = within instanceof Element && within.shadowRoot ? [within, within.shadowRoot] : [within]
    const target = rule.select === undefined ? within : inside.map((root) => root.querySelector(rule.select ?? '')).find((found) => found !== null)
    if (!(target instanceof Element)) return ''
    const raw = rule.attr === undefined ? squeezed(textOf(target)) : squeezed(target.getAttribute(rule.attr))
    const value = rule.match === undefined ? raw : (new RegExp(rule.match).exec(raw)?.[1] ?? '')
    return rule.attr === 'href' && rule.match === undefined && value !== '' ? absolute(value) : value
  }
  const taken = new Set<Element>()
  const fields: Fields = {}
  if (rules) {
    const from = `reader:${rules.name}`
    for (const item of rules.items) {
      for (const root of roots) {
        for (const element of root.querySelectorAll(item.select)) {
          if (taken.has(element)) continue
          if (performance.now() > until) cut = true
          if (cut) break
          taken.add(element)
          const own: Fields = {}
          for (const [name, ways] of Object.entries(item.fields)) {
            for (const rule of ways) put(own, name, valueBy(element, rule), from)
          }
          const link = own['permalink']
          if (link) link.value = absolute(link.value)
          add({ kind: item.kind, y: rowOf(element), fields: own })
        }
      }
    }
    for (const [name, ways] of Object.entries(rules.page)) for (const rule of ways) put(fields, name, valueBy(document, rule), from)
  }
  const isRead = posts.length > 0

  // What the page tells machines (schema.org in JSON-LD).
  const kinds = /^(SocialMediaPosting|DiscussionForumPosting|Comment|Article|NewsArticle|BlogPosting|Question|Answer|VideoObject|ImageObject|Review)$/
  const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
  const nameOf = (value: unknown): unknown => {
    const first = one(value)
    return typeof first === 'object' && first !== null ? (first as Record<string, unknown>)['name'] : first
  }
  let looked = 0
  const visit = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null || depth > 12 || looked++ > 5000 || performance.now() > until) return
    if (Array.isArray(value)) return value.forEach((each) => visit(each, depth + 1))
    const node = value as Record<string, unknown>
    const type = String(one(node['@type']) ?? '')
    if (kinds.test(type)) {
      const own: Fields = {}
      const author = one(node['author'] ?? node['creator'])
      const person = (typeof author === 'object' && author !== null ? author : {}) as Record<string, unknown>
      put(own, 'name', nameOf(author), 'json-ld')
      put(own, 'handle', person['alternateName'], 'json-ld')
      put(own, 'authorUrl', person['url'], 'json-ld')
      put(own, 'authorId', person['identifier'], 'json-ld')
      put(own, 'permalink', node['url'] ?? node['@id'], 'json-ld')
      put(own, 'postId', node['identifier'], 'json-ld')
      put(own, 'time', node['datePublished'] ?? node['dateCreated'] ?? node['uploadDate'], 'json-ld')
      put(own, 'text', node['articleBody'] ?? node['text'] ?? node['headline'] ?? node['name'], 'json-ld')
      put(own, 'comments', node['commentCount'], 'json-ld')
      for (const counter of [node['interactionStatistic']].flat().slice(0, 10)) {
        if (typeof counter !== 'object' || counter === null) continue
        const { interactionType, userInteractionCount } = counter as Record<string, unknown>
        const kind = /(Like|Share|Comment|Watch|View)Action/.exec(JSON.stringify(interactionType ?? ''))?.[1]
        const field = { Like: 'likes', Share: 'shares', Comment: 'comments', Watch: 'views', View: 'views' }[kind ?? '']
        if (field) put(own, field, userInteractionCount, 'json-ld')
      }
      if (!isRead) add({ kind: /Comment|Answer/.test(type) ? 'comment' : 'post', y: null, fields: own })
    }
    for (const [key, inner] of Object.entries(node)) if (key !== 'author') visit(inner, depth + 1)
  }
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const text = script.textContent ?? ''
    if (text.length > 2_000_000) continue
    try {
      visit(JSON.parse(text), 0)
    } catch {
      // A page may write nonsense there.
    }
  }

  // Microdata.
  const items = isRead ? [] : document.querySelectorAll('[itemscope][itemtype$="/Comment"], [itemscope][itemtype$="/SocialMediaPosting"], [itemscope][itemtype$="/DiscussionForumPosting"], [itemscope][itemtype$="/Answer"], [itemscope][itemtype$="/Question"]')
  for (const element of items) {
    if (cut || performance.now() > until) break
    const own: Fields = {}
    const property = (name: string) => [...element.querySelectorAll(`[itemprop="${name}"]`)].find((found) => found.parentElement?.closest('[itemscope]') === element || found.closest('[itemscope]') === element || name === 'name')
    const read = (found: Element | undefined) => found?.getAttribute('content') ?? found?.getAttribute('datetime') ?? (found ? textOf(found) : '')
    const author = property('author')
    put(own, 'name', read(author?.querySelector('[itemprop="name"]') ?? author), 'microdata')
    put(own, 'authorUrl', author?.querySelector('a[href]')?.getAttribute('href') ?? author?.getAttribute('href'), 'microdata')
    put(own, 'time', read(property('datePublished') ?? property('dateCreated')), 'microdata')
    put(own, 'text', read(property('text') ?? property('articleBody')), 'microdata')
    put(own, 'permalink', property('url')?.getAttribute('href'), 'microdata')
    put(own, 'likes', read(property('upvoteCount')), 'microdata')
    for (const name of ['authorUrl', 'permalink']) {
      const link = own[name]
      if (link) link.value = absolute(link.value)
    }
    add({ kind: /Comment|Answer/.test(element.getAttribute('itemtype') ?? '') ? 'comment' : 'post', y: rowOf(element), fields: own })
  }

  // Articles with a time and an author, where nothing better was found.
  if (posts.length === 0) {
    for (const element of document.querySelectorAll('article:has(time), .post:has(time), .comment:has(time), li:has(> * time)')) {
      if (cut || performance.now() > until) break
      const own: Fields = {}
      const moment = element.querySelector('time')
      put(own, 'shownTime', moment?.textContent, 'time-element')
      put(own, 'time', moment?.getAttribute('datetime'), 'time-element')
      const author = element.querySelector('[rel~="author"], .author, [class*="author"], [class*="username"]')
      put(own, 'name', author?.textContent, 'link')
      put(own, 'authorUrl', author?.closest('a')?.href ?? author?.querySelector('a')?.href, 'link')
      put(own, 'permalink', moment?.closest('a')?.href ?? element.querySelector<HTMLAnchorElement>('a[rel~="bookmark"], a[href*="#"]')?.href, 'link')
      put(own, 'text', textOf(element), 'text')
      add({ kind: element.matches('.comment, li') ? 'comment' : 'post', y: rowOf(element), fields: own })
    }
  }

  // The page itself.
  const meta = (name: string) => document.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.getAttribute('content')
  put(fields, 'site', meta('og:site_name'), 'open-graph')
  put(fields, 'title', meta('og:title'), 'open-graph')
  put(fields, 'author', meta('article:author') ?? meta('profile:username'), 'open-graph')
  put(fields, 'author', meta('author'), 'meta')
  put(fields, 'published', meta('article:published_time'), 'open-graph')
  put(fields, 'oembed', document.querySelector('link[type="application/json+oembed"]')?.getAttribute('href'), 'link')
  return { fields, posts, cut }
}
