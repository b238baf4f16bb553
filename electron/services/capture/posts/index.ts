import { PageField, Reading, ReadingField } from '../../../../shared/model/index.ts'
import type { World } from '../world.ts'
import { readByRules } from './by-rules.ts'
import { readSignals } from './by-signals.ts'
import { Joined, readValues } from './join.ts'
import { platformOf } from './platforms.ts'
import type { FoundPage, PlatformRules, Rules } from './rules.ts'
import { installTools } from './tools.ts'

const MOST = 2000
/** Of one look, for each of its two parts, in the page. */
const LOOK_MS = 100
const FIELDS: ReadonlySet<string> = new Set(ReadingField.options)

/**
 * Gathers who posted what while a page is gone through: lists drop what leaves the screen, so it is read at every place
 * and joined. Everything read was shaped by the page.
 */
export class PostReader {
  readonly #url: string
  readonly #platform: PlatformRules | null
  readonly #byReader = new Joined()
  readonly #bySignals = new Joined()
  #page: Reading['page'] = {}
  #found = false
  #left = false
  #lost = false

  /** `url` decides which platform's reader is used. */
  constructor(url: string) {
    this.#url = url
    this.#platform = platformOf(url)
  }

  /** Reads what is in the page now; about 200 ms at most, on ordinary pages a few. */
  async look(world: Pick<World, 'callPlain'>): Promise<void> {
    await world.callPlain(installTools)
    const rules: Rules | null = this.#platform && { name: this.#platform.name, items: this.#platform.items, page: this.#platform.page }
    const read = rules && (await world.callPlain(readByRules, rules, MOST, LOOK_MS))
    if (read) this.#take(read, this.#byReader)
    const told = await world.callPlain(readSignals, !this.#found, MOST, LOOK_MS)
    this.#take(told, this.#bySignals)
    this.#left = (read?.left ?? false) || told.left
  }

  result(readAt: string): Reading {
    // Where the platform's reader works, posts that only other signals tell of would be the same ones once more.
    const from = this.#found ? [this.#byReader] : [this.#byReader, this.#bySignals]
    const posts = this.#found ? this.#byReader.list(this.#bySignals) : from.flatMap((each) => each.list())
    return Reading.parse({
      v: 1,
      url: this.#url.slice(0, 8192).toWellFormed(),
      readAt,
      reader: this.#platform && { name: this.#platform.name, asOf: this.#platform.asOf, found: this.#found },
      page: this.#page,
      // From top to bottom, then those that aren't drawn.
      posts: posts.toSorted((a, b) => (a.y ?? Infinity) - (b.y ?? Infinity) || 0).slice(0, MOST),
      seen: from.reduce((sum, { seen }) => sum + seen, 0),
      cut: this.#left || this.#lost || posts.length > MOST || from.some(({ full }) => full),
    })
  }

  #take({ fields, posts, left, lost }: FoundPage, joined: Joined): void {
    this.#page = { ...readValues(fields, PageField.options), ...this.#page }
    if (lost === true) this.#lost = true
    if (left === true) this.#left = true
    for (const post of posts.slice(0, MOST)) {
      const told = Object.fromEntries(Object.entries(post.fields).filter(([name]) => FIELDS.has(name)))
      joined.keep({ ...post, fields: told })
      const { name, handle, text, time, shownTime } = told
      const who = name ?? handle
      if (who?.from.startsWith('reader:') && (text ?? time ?? shownTime)?.from === who.from) this.#found = true
    }
  }
}
