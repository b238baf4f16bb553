import type { PlatformRemoval, RemovalSpan, ReportedPost } from '../../../shared/contract/index.ts'
import type { CheckFinding, Day, Instant } from '../../../shared/model/index.ts'
import { dayInSweden, daysBetween } from './guide/days.ts'

/** A check as far as it says how long something stayed up. */
interface Found {
  asked: Instant
  finding: CheckFinding
}

const dayOf = (at: Instant): Day => dayInSweden(Date.parse(at))

/** What it says of the post: that it was there, that it wasn't, or nothing. */
const SAYS: Record<CheckFinding, 'there' | 'gone' | null> = { up: 'there', changed: 'there', gone: 'gone', 'text-gone': null, walled: null, failed: null, loaded: null }

/**
 * When it was last seen up and since when it was gone. Neither a wall nor an error nor a page without the text says that it is gone, or that
 * it is back. `checks`: oldest first; `captures`: when a capture showed it.
 */
export function removalOf(checks: readonly Found[], captures: readonly Instant[]): Pick<ReportedPost, 'lastUp' | 'gone'> {
  const isBack = checks.findLastIndex(({ finding }) => SAYS[finding] === 'there')
  const gone = checks.filter(({ finding }, index) => index > isBack && SAYS[finding] === 'gone')
  const since = gone[0]?.asked ?? null
  const seen = [...checks.filter(({ finding }) => SAYS[finding] === 'there').map(({ asked }) => asked), ...captures].toSorted()
  // Somebody captured it after it was found gone: it is up again, whatever the next check finds.
  const lastUp = seen.at(-1) ?? null
  if (since === null || (lastUp !== null && lastUp > since)) return { lastUp, gone: null }
  return { lastUp, gone: { since, confirmed: new Set(gone.map(({ asked }) => dayOf(asked))).size > 1 } }
}

/** Days from a report to the removal, as two bounds; null: it wasn't sent, or isn't gone. */
export function spanOf(sentOn: Day | null, { lastUp, gone }: Pick<ReportedPost, 'lastUp' | 'gone'>): RemovalSpan | null {
  if (sentOn === null || gone === null) return null
  return { from: lastUp === null ? 0 : since(sentOn, lastUp), to: since(sentOn, gone.since) }
}

/** Days, 0 where it lies before. */
export const since = (from: Day, at: Instant): number => Math.max(0, daysBetween(from, dayOf(at)))

/** By platform, as reports name it. The median of spans is a span: where each of them can be anywhere within its own, so can their median. */
export function platformsOf(posts: readonly ReportedPost[]): PlatformRemoval[] {
  const reported = posts.filter(({ sentOn }) => sentOn !== null)
  return [...new Set(reported.map(({ platform }) => platform))].map((platform) => {
    const own = reported.filter((post) => post.platform === platform)
    const spans = own.flatMap(({ span, gone }) => (span !== null && gone?.confirmed === true ? [span] : []))
    const up = own.flatMap(({ upAfter }) => upAfter ?? [])
    return {
      platform,
      reported: own.length,
      gone: spans.length,
      median: spans.length === 0 ? null : { from: middle(spans.map(({ from }) => from), Math.floor), to: middle(spans.map(({ to }) => to), Math.ceil) },
      longestUp: up.length === 0 ? null : Math.max(...up),
    }
  })
}

/** The median; of an even number the mean of the two in the middle, in whole days outwards. */
function middle(days: readonly number[], round: (value: number) => number): number {
  const sorted = days.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) / 2
  return round(((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2)
}
