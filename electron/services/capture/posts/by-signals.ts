import type { FoundFields, FoundPage } from './rules.ts'
import type { Tools, ToolsWindow } from './tools.ts'

/**
 * Reads what pages of any kind tell about authors and posts (runs in the page, after `installTools`; stands alone):
 * JSON-LD and microdata in the words of schema.org, Open Graph, `<time>`, links with rel. Bounded like `readByRules`.
 *
 * @param inText whether posts are also sought in the page's text; not where a platform's reader has found them
 */
export function readSignals(inText: boolean, most: number, ms: number): FoundPage {
  const until = performance.now() + ms
  const tools = (window as unknown as ToolsWindow).postTools as Tools
  const { squeeze, words, absolute, all, parent, matches, attribute } = tools
  const found: FoundPage = { fields: {}, posts: [], left: false, lost: false }
  const put = (fields: FoundFields, name: string, value: unknown, from: string) => {
    const limit = name === 'text' ? 5000 : /Url|permalink|oembed/.test(name) ? 2000 : 500
    const text = squeeze(value, limit)
    if (text === '' || fields[name] !== undefined) return
    fields[name] = { value: /Url|permalink|oembed/.test(name) ? absolute(text) : text, from }
    tools.room -= text.length
  }
  const isOver = () => found.posts.length >= most || tools.room < 0 || performance.now() > until
  const add = (kind: string, y: number | null, fields: FoundFields) => {
    if (Object.keys(fields).length > 1) found.posts.push({ kind: /Comment|Answer/.test(kind) ? 'comment' : 'post', y, fields })
  }
  const posting = /^(SocialMediaPosting|DiscussionForumPosting|BlogPosting|Comment|Question|Answer|VideoObject|Review|(?:News)?Article)$/

  // JSON-LD.
  type Node = Record<string, unknown>
  const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
  const nodeOf = (value: unknown): Node => {
    const node = first(value)
    return typeof node === 'object' && node !== null ? (node as Node) : {}
  }
  const plain = (value: unknown) => (typeof first(value) === 'object' ? (nodeOf(value)['name'] ?? nodeOf(value)['@id']) : first(value))
  const typeOf = (value: unknown) => {
    const type = first(value)
    return typeof type === 'string' ? type.slice(0, 100) : ''
  }
  const person = (fields: FoundFields, value: unknown, [name, handle, id, url]: [string, string, string, string]) => {
    const node = nodeOf(value)
    put(fields, name, plain(value), 'json-ld')
    put(fields, handle, first(node['alternateName']) ?? first(node['additionalName']), 'json-ld')
    put(fields, id, first(node['identifier']), 'json-ld')
    put(fields, url, first(node['url']) ?? node['@id'], 'json-ld')
  }
  const counters = (fields: FoundFields, node: Node, names: Readonly<Record<string, string>>) => {
    for (const counter of [node['interactionStatistic']].flat().slice(0, 10).map(nodeOf)) {
      const type = counter['interactionType']
      const kind = /(\w+)Action$/.exec(typeOf(typeof type === 'object' ? nodeOf(type)['@type'] : type))?.[1] ?? ''
      const name = names[kind]
      if (name) put(fields, name, counter['userInteractionCount'], 'json-ld')
    }
  }
  let looked = 0
  const visit = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null) return
    if (depth > 40 || looked++ > 20_000 || isOver()) return void (found.lost = true)
    if (Array.isArray(value)) return value.forEach((each) => visit(each, depth + 1))
    const node = value as Node
    const type = typeOf(node['@type'])
    if (posting.test(type)) {
      const fields: FoundFields = {}
      person(fields, node['author'] ?? node['creator'], ['name', 'handle', 'authorId', 'authorUrl'])
      put(fields, 'permalink', plain(node['url']) ?? node['@id'] ?? plain(node['mainEntityOfPage']), 'json-ld')
      put(fields, 'postId', first(node['identifier']), 'json-ld')
      put(fields, 'time', node['datePublished'] ?? node['dateCreated'] ?? node['uploadDate'], 'json-ld')
      put(fields, 'text', node['articleBody'] ?? node['text'] ?? node['description'] ?? node['headline'] ?? node['name'], 'json-ld')
      put(fields, 'comments', node['commentCount'], 'json-ld')
      put(fields, 'likes', node['upvoteCount'], 'json-ld')
      counters(fields, node, { Like: 'likes', Share: 'shares', Comment: 'comments', Watch: 'views', View: 'views' })
      add(type, null, fields)
      if (/Article|BlogPosting/.test(type)) {
        person(found.fields, node['author'], ['author', 'authorHandle', 'authorId', 'authorUrl'])
        put(found.fields, 'published', node['datePublished'], 'json-ld')
      }
    }
    if (type === 'ProfilePage') {
      const about = nodeOf(node['mainEntity'])
      person(found.fields, about, ['author', 'authorHandle', 'authorId', 'authorUrl'])
      counters(found.fields, about, { Follow: 'groupSize', Subscribe: 'groupSize' })
    }
    if (type === 'WebSite') put(found.fields, 'site', node['name'], 'json-ld')
    for (const [key, inner] of Object.entries(node)) if (key !== 'author' && key !== 'creator') visit(inner, depth + 1)
  }
  for (const script of all(document, 'script[type="application/ld+json" i]')) {
    const text = script.textContent ?? ''
    if (tools.told.get(script) === text.length) continue
    tools.told.set(script, text.length)
    if (text.length > 2_000_000 || performance.now() > until) found.lost = true
    else {
      try {
        visit(JSON.parse(text), 0)
      } catch {
        // A page may write nonsense there.
      }
    }
  }

  // Microdata: a property belongs to the nearest item around it.
  const items = inText ? [...all(document, '[itemscope][itemtype]')].filter((each) => posting.test(/[^/]*$/.exec(attribute(each, 'itemtype') ?? '')?.[0] ?? '')) : []
  const scopeOf = (element: Element) => {
    let above = parent(element)
    for (let depth = 0; above && depth < 100 && !above.hasAttribute('itemscope'); depth++) above = parent(above)
    return above
  }
  for (const item of items) {
    if (isOver()) {
      found.left = true
      break
    }
    const y = tools.row(item)
    const fields: FoundFields = {}
    const property = (of: Element, ...names: string[]) => {
      for (const name of names) for (const each of [...all(of, `[itemprop~="${name}"]`)].slice(0, 50)) if (scopeOf(each) === of) return each
      return undefined
    }
    const read = (each: Element | undefined) =>
      each && (attribute(each, 'content') ?? attribute(each, 'datetime') ?? attribute(each, 'href') ?? words(each, 5000, y !== null, '[itemscope]'))
    const author = property(item, 'author', 'creator')
    const time = property(item, 'datePublished', 'dateCreated')
    if (author?.hasAttribute('itemscope')) {
      put(fields, 'name', read(property(author, 'name')), 'microdata')
      put(fields, 'handle', read(property(author, 'alternateName')), 'microdata')
      put(fields, 'authorId', read(property(author, 'identifier')), 'microdata')
      put(fields, 'authorUrl', read(property(author, 'url')), 'microdata')
    } else if (author) {
      put(fields, 'name', attribute(author, 'content') ?? words(author, 500, y !== null), 'microdata')
      put(fields, 'authorUrl', attribute(author, 'href'), 'microdata')
    }
    put(fields, 'time', read(time), 'microdata')
    if (time) put(fields, 'shownTime', words(time, 500, y !== null), 'microdata')
    put(fields, 'text', read(property(item, 'text', 'articleBody', 'description', 'headline')), 'microdata')
    put(fields, 'permalink', read(property(item, 'url')), 'microdata')
    put(fields, 'postId', read(property(item, 'identifier')), 'microdata')
    put(fields, 'likes', read(property(item, 'upvoteCount')), 'microdata')
    put(fields, 'comments', read(property(item, 'commentCount', 'answerCount')), 'microdata')
    add(attribute(item, 'itemtype') ?? '', y, fields)
  }

  // Articles and list items that name a time, where nothing says it better.
  const marked = inText && found.posts.length === 0 ? [...all(document, 'article:has(time), .post:has(time), .comment:has(time), li:has(time)')] : []
  const isMarked = new Set(marked)
  for (const [index, element] of marked.entries()) {
    if (isOver()) {
      found.left = true
      break
    }
    const mine = (selector: string) =>
      [...all(element, selector)].slice(0, 50).find((each) => {
        let above: Element | null = each
        for (let depth = 0; above && !isMarked.has(above) && depth < 100; depth++) above = parent(above)
        return above === element
      })
    const moment = mine('time')
    if (!moment) continue
    const y = tools.row(element)
    const fields: FoundFields = {}
    const author = mine('[rel~="author"], .author, .username, [class*="author"], [class*="username"]')
    const link = moment.closest('a[href]') ?? mine('a[rel~="bookmark"], a[rel~="permalink"]')
    // In the order of the document, one that stands inside comes right after.
    const inner = element.contains(marked[index + 1] ?? null)
    put(fields, 'shownTime', words(moment, 500, y !== null), 'time-element')
    put(fields, 'time', attribute(moment, 'datetime'), 'time-element')
    if (author) put(fields, 'name', words(author, 500, y !== null), 'link')
    put(fields, 'authorUrl', author && attribute(author.closest('a[href]') ?? all(author, 'a[href]')[0] ?? author, 'href'), 'link')
    put(fields, 'permalink', link && attribute(link, 'href'), 'link')
    put(fields, 'text', words(element, 5000, y !== null, inner ? 'article, .post, .comment, li' : undefined), 'text')
    add(matches(element, '.comment, .comment *, li') ? 'Comment' : '', y, fields)
  }

  // The page itself.
  const meta = (name: string) => [...all(document, `meta[property="${name}" i], meta[name="${name}" i]`)].slice(0, 1).map((each) => attribute(each, 'content'))[0]
  const link = (selector: string) => [...all(document, selector)].slice(0, 1).map((each) => attribute(each, 'href'))[0]
  put(found.fields, 'site', meta('og:site_name'), 'open-graph')
  put(found.fields, 'title', meta('og:title'), 'open-graph')
  put(found.fields, 'author', meta('article:author') ?? meta('og:article:author'), 'open-graph')
  put(found.fields, 'authorHandle', meta('profile:username'), 'open-graph')
  put(found.fields, 'published', meta('article:published_time'), 'open-graph')
  put(found.fields, 'permalink', meta('og:url'), 'open-graph')
  put(found.fields, 'author', meta('author'), 'meta')
  put(found.fields, 'authorUrl', link('link[rel~="author"], a[rel~="author"]'), 'link')
  put(found.fields, 'permalink', link('link[rel~="canonical"]'), 'link')
  put(found.fields, 'oembed', link('link[type="application/json+oembed"], link[type="text/xml+oembed"]'), 'link')
  return found
}
