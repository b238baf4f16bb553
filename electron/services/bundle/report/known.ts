import { isoDay } from './days.ts'
import { readComparisons, type Comparisons } from './comparison.ts'
import { accountOf, correctionsOf, readPosts, timeOf, type Corrections, type Told } from './posts.ts'
import { clocksOf, earliestOf, isRead, readProvenance, type ClockReading, type Earliest, type Provenance, type Read } from './provenance.ts'
import { readRecords, type Records } from './records.ts'
import { readSightings, type Sightings } from './sightings.ts'
import type { ReportRequest } from './types.ts'

/** Accounts that are counted one by one; those that come later are counted together. */
const ACCOUNTS = 5000
/** Accounts that are remembered of one exhibit, for the list. */
const NAMED = 3

/** What the list and the honesty sheet say of an exhibit, small enough to be kept of each. */
export interface Brief {
  /** The best comparison of the computer's clock with another; null: there was none. */
  clock: ClockReading | null
  earliest: Earliest | null
  /** Values of cookies and credentials that were left out when it was captured. */
  stripped: number
  provenance: 'read' | 'absent' | 'unreadable'
  posts: PostsBrief | null
}

interface PostsBrief {
  total: number
  /** The first few, each once. */
  accounts: readonly Told[]
  /** Different accounts that were read. */
  different: number
  earliest: string | null
  latest: string | null
  /** The page shows more than was read. */
  more: boolean
}

/** Posts and comments by day or account, as read from captures; what was loaded again for a witness isn't counted twice. */
export interface Tally {
  posts: number
  comments: number
}

export interface Known {
  briefs: ReadonlyMap<number, Brief>
  comparisons: Comparisons
  corrections: Corrections
  byDay: ReadonlyMap<string, Tally>
  byAccount: ReadonlyMap<string, Tally>
  /** Of accounts beyond those that are counted one by one. */
  otherAccounts: Tally
  nameless: Tally
  undated: Tally
  sightings: Sightings
  records: Records
}

/** Reads once through what was written down beside each capture and keeps what has to be told of all of them together. */
export async function readKnown(request: ReportRequest): Promise<Known> {
  const { parts, contents } = request
  const corrections = correctionsOf(contents.custody)
  const briefs = new Map<number, Brief>()
  const byDay = new Map<string, Tally>()
  const byAccount = new Map<string, Tally>()
  const none = (): Tally => ({ posts: 0, comments: 0 })
  const [otherAccounts, nameless, undated] = [none(), none(), none()]

  for (const exhibit of contents.exhibits) {
    const { kind } = exhibit.acquired
    if (kind !== 'capture' && kind !== 'comparison') continue
    const provenance = await readProvenance(parts, exhibit)
    const reading = await readPosts(parts, exhibit)
    const own = corrections.get(exhibit.row.id) ?? []
    const accounts = new Map<string, Told>()
    const days: string[] = []
    if (isRead(reading)) {
      for (const [index, post] of reading.posts.entries()) {
        const what = post.kind === 'post' ? 'posts' : 'comments'
        const account = accountOf(post, index, own)
        if (account !== null && !accounts.has(account.value)) accounts.set(account.value, account)
        const at = timeOf(post, index, own)
        const day = at === null ? null : isoDay(at, parts.timeZone)
        if (day !== null) days.push(day)
        if (kind === 'comparison') continue
        tallyOf(byAccount, account?.value ?? null, { none: nameless, beyond: otherAccounts })[what] += 1
        tallyOf(byDay, day, { none: undated, beyond: undated })[what] += 1
      }
    }
    days.sort()
    briefs.set(exhibit.row.number, {
      ...briefOf(provenance),
      posts: isRead(reading)
        ? {
            total: reading.posts.length,
            accounts: [...accounts.values()].slice(0, NAMED),
            different: accounts.size,
            earliest: days[0] ?? null,
            latest: days.at(-1) ?? null,
            more: reading.cut || reading.seen > reading.posts.length,
          }
        : null,
    })
  }
  return { briefs, comparisons: await readComparisons(request), corrections, byDay, byAccount, otherAccounts, nameless, undated, sightings: readSightings(request), records: readRecords(request) }
}

function tallyOf(map: Map<string, Tally>, key: string | null, { none, beyond }: { none: Tally; beyond: Tally }): Tally {
  if (key === null) return none
  const known = map.get(key)
  if (known !== undefined) return known
  if (map.size >= ACCOUNTS) return beyond
  const tally = { posts: 0, comments: 0 }
  map.set(key, tally)
  return tally
}

function briefOf(provenance: Read<Provenance>): Omit<Brief, 'posts'> {
  if (!isRead(provenance)) return { clock: null, earliest: null, stripped: 0, provenance }
  return {
    clock: clocksOf(provenance)[0] ?? null,
    earliest: earliestOf(provenance),
    stripped: (provenance.archive?.headersStripped ?? 0) + (provenance.archive?.parametersStripped ?? 0),
    provenance: 'read',
  }
}
