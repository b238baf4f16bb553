import { createHash } from 'node:crypto'
import { PageField, readCount, Reading, ReadingField, type ReadPost, type ReadValue } from '../../../../shared/model/index.ts'
import type { World } from '../world.ts'
import { type FoundPost, readPosts, type Rules } from './in-page.ts'
import { type PlatformRules, PLATFORMS } from './platforms.ts'

const MOST = 2000
const COUNTS: ReadonlySet<string> = new Set(['likes', 'shares', 'comments', 'views', 'groupSize'])

/**
 * Gathers who posted what while a page is gone through: lists drop what leaves the screen, so it is read at every place
 * and joined. Everything read was shaped by the page.
 */
export class PostReader {
  readonly #url: string
  readonly #platform: PlatformRules | null
  readonly #posts = new Map<string, ReadPost>()
  #page: Reading['page'] = {}
  #cut = false

  /** `url` decides which platform's reader is used. */
  constructor(url: string) {
    this.#url = url
    this.#platform = platformOf(url)
  }

  async look(world: Pick<World, 'call'>): Promise<void> {
    const rules: Rules | null = this.#platform && { name: this.#platform.name, items: this.#platform.items, page: this.#platform.page }
    const found = await world.call(readPosts, rules, MOST)
    if (found.cut) this.#cut = true
    this.#page = { ...values(found.fields, PageField.options), ...this.#page }
    for (const post of found.posts.slice(0, MOST)) this.#keep(post)
  }

  result(readAt: string): Reading {
    const posts = [...this.#posts.values()].toSorted((a, b) => (a.y ?? Infinity) - (b.y ?? Infinity))
    const from = this.#platform && `reader:${this.#platform.name}`
    const hasFound = posts.some(({ fields }) => Object.values(fields).some((value) => value?.from === from))
    return Reading.parse({
      v: 1,
      url: this.#url.slice(0, 8192).toWellFormed(),
      readAt,
      reader: this.#platform && { name: this.#platform.name, asOf: this.#platform.asOf, found: hasFound },
      page: this.#page,
      posts,
      cut: this.#cut,
    })
  }

  #keep({ kind, y, fields: told }: FoundPost): void {
    const fields = values(told, ReadingField.options)
    const key = keyOf(fields)
    const known = this.#posts.get(key)
    // Counts and texts may fill in later; what was read first stays.
    if (known) known.fields = { ...fields, ...known.fields }
    else if (this.#posts.size < MOST) this.#posts.set(key, { kind: kind === 'comment' ? 'comment' : 'post', y: Number.isSafeInteger(y) ? y : null, fields })
    else this.#cut = true
  }
}

/** What came from the page, cut to what is known and can be kept. */
function values<F extends string>(told: Readonly<Record<string, { value: string; from: string }>>, names: readonly F[]): Partial<Record<F, ReadValue>> {
  const kept: Partial<Record<F, ReadValue>> = {}
  for (const name of names) {
    const value = told[name]?.value
    if (typeof value !== 'string' || value === '') continue
    const number = COUNTS.has(name) ? readCount(value) : null
    kept[name] = { value: value.slice(0, 5000).toWellFormed(), from: String(told[name]?.from).slice(0, 60), ...(number === null ? {} : { number }) }
  }
  return kept
}

function keyOf(fields: ReadPost['fields']): string {
  const { postId, permalink, name, handle, time, shownTime, text } = fields
  const own = postId ?? permalink
  if (own) return own.value
  const parts = [name, handle, time ?? shownTime, text].map((each) => each?.value.slice(0, 300) ?? '')
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}

export function platformOf(url: string): PlatformRules | null {
  const host = URL.canParse(url) ? new URL(url).hostname.toLowerCase() : ''
  return PLATFORMS.find(({ hosts }) => hosts.some((each) => host === each || host.endsWith(`.${each}`))) ?? null
}
