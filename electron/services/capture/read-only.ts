import type { Protocol } from '../browser/index.ts'
import type { WriteGuard } from './gate.ts'
import { hostOf } from './recorder.ts'

/**
 * Requests other than GET by which a site only *reads*: without them it wouldn't work in a read-only browser. A list of
 * what is let through, so that a site that changes its names is held back rather than written to.
 */
interface ReadRule {
  /** The host or a domain above it. */
  host: string
  path: RegExp
  /** What the body must match where the path alone doesn't say that it is a read. */
  body: RegExp | null
  /** What the rule was taken from, and when. */
  source: string
  asOf: string
}

const NAMED_QUERY = /(^|&)fb_api_req_friendly_name=\w+Query(&|$)/
const PUBLIC = 'publicly described calls; not tried against the site itself'

const READS: readonly ReadRule[] = [
  { host: 'facebook.com', path: /^\/api\/graphql\/?$/, body: NAMED_QUERY, source: PUBLIC, asOf: '2026-11' },
  { host: 'instagram.com', path: /^\/(api\/graphql|graphql\/query)\/?$/, body: NAMED_QUERY, source: PUBLIC, asOf: '2026-11' },
  { host: 'youtube.com', path: /^\/youtubei\/v1\/(browse|next|player|search|guide)$/, body: null, source: PUBLIC, asOf: '2026-11' },
  { host: 'reddit.com', path: /^\/svc\/shreddit\/more-comments\//, body: null, source: PUBLIC, asOf: '2026-11' },
]

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])
const MAX_BODY = 100_000

/**
 * Holds back what would change something on a site: forms and every other request that isn't a plain read. What goes
 * through an open socket can't be told apart, and neither can a change that a site makes upon a GET.
 */
export class ReadOnly implements WriteGuard {
  /** The last two hundred. `request`: as the browser names it to the page that it is of. */
  readonly blocked: { method: string; url: string; request: string | undefined }[] = []
  blockedTotal = 0
  /** While lifted, everything passes. */
  lifted = true
  /** Told of every one that is held back. */
  onBlocked: () => void = () => undefined

  allows({ request, networkId }: Protocol.Fetch.RequestPausedEvent): boolean {
    if (this.lifted || READING.has(request.method.toUpperCase()) || isRead(request)) return true
    this.blockedTotal++
    if (this.blocked.push({ method: request.method.slice(0, 50), url: request.url.slice(0, 8192), request: networkId }) > 200) this.blocked.shift()
    this.onBlocked()
    return false
  }
}

function isRead(request: Protocol.Network.Request): boolean {
  const host = hostOf(request.url).replace(/:\d+$/, '')
  const rule = READS.find((each) => host === each.host || host.endsWith(`.${each.host}`))
  if (!rule || request.method !== 'POST' || !rule.path.test(new URL(request.url).pathname)) return false
  if (rule.body === null) return true
  const body = request.postData ?? ''
  return body.length < MAX_BODY && rule.body.test(body)
}
