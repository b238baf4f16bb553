interface Parsed {
  protocol: string
  username: string
  password: string
  hostname: string
  port: string
  pathname: string
  search: string
  hash: string
}
/** WHATWG URL Standard, which browsers and Node both have. */
declare const URL: { parse(text: string): Parsed | null }

/**
 * Other names under which a platform serves the same posts at the same paths. Only those that are known to: a `m.` that
 * belongs to somebody unknown may be another site.
 */
const SAME_HOST: ReadonlyMap<string, string> = new Map([
  ['m.facebook.com', 'facebook.com'],
  ['mobile.facebook.com', 'facebook.com'],
  ['m.youtube.com', 'youtube.com'],
  ['m.instagram.com', 'instagram.com'],
  ['m.tiktok.com', 'tiktok.com'],
  ['m.reddit.com', 'reddit.com'],
  ['old.reddit.com', 'reddit.com'],
  ['m.flashback.org', 'flashback.org'],
  // X took over every path of twitter.com and forwards it as it stands.
  ['twitter.com', 'x.com'],
  ['m.twitter.com', 'x.com'],
  ['mobile.twitter.com', 'x.com'],
  ['mobile.x.com', 'x.com'],
])

/** Parameters that say who shared or clicked, on every site: each belongs to one service that documents it for that alone. */
const TRACKING: ReadonlySet<string> = new Set([
  // Clicks in advertisements: Google, Facebook, Microsoft, X, TikTok, Yandex.
  'gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'twclid', 'ttclid', 'yclid',
  // Who of a mailing list opened it (Mailchimp).
  'mc_cid', 'mc_eid',
  // Who shared it from Instagram.
  'igsh', 'igshid',
])
/** Google Analytics' names for campaigns: `utm_source` and its kin. */
const CAMPAIGN = /^utm_[a-z_]+$/

/** What only one platform uses for tracking, by host; elsewhere the same name may well tell posts apart. */
const TRACKING_AT: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  // Who shared it; the button that led here; the channel's name as decoration. `t`, a place in the film, stays.
  ['youtube.com', new Set(['si', 'feature', 'ab_channel'])],
  ['youtu.be', new Set(['si', 'feature'])],
  // The kind of device and a token of who shared it; the page that embedded it.
  ['x.com', new Set(['s', 't', 'ref_src', 'ref_url'])],
  // Where in the feed it was clicked, and which app shared it.
  ['facebook.com', new Set(['__tn__', '__cft__[0]', '__cft__%5B0%5D', 'mibextid', 'rdid', 'sfnsn', '_rdr', '_rdc'])],
  // Who shared it, and from which program.
  ['tiktok.com', new Set(['_t', '_r', 'is_from_webapp', 'sender_device', 'is_copy_url'])],
  ['reddit.com', new Set(['share_id', 'rdt'])],
])

const YOUTUBE_ID = /^\/(?:shorts\/)?([\w-]{11})\/*$/

/**
 * The form under which two links are held to be the same place; null where it is no http or https address. It is for
 * recognising duplicates, not for visiting. Pure, never throws, and what has been through comes through again unchanged.
 * It errs to one side: two links to one place may get two keys, two posts never one. Takes text of a stranger's.
 *
 * 1. Parsed by the WHATWG URL Standard: host in lower case and punycode, dots in the path resolved, default port gone.
 * 2. `https` for `http`. Name and password before the host stay.
 * 3. `www.` before the host goes; names of `SAME_HOST` become the one that they stand for.
 * 4. `youtu.be/ID` and `youtube.com/shorts/ID` become `youtube.com/watch?v=ID`, where ID has YouTube's 11 characters.
 * 5. Parameters for tracking go (`TRACKING`, `CAMPAIGN`, `TRACKING_AT`); the others are sorted by name as it is written,
 *    and those of one name keep their order. Nothing is decoded.
 * 6. Slashes that end the path go.
 * 7. The fragment goes where it is a word such as `#comments`, or tells the browser what to highlight (`#:~:text=`). It
 *    stays where it routes (`#!…`, `#/…`) and where it may name a post: a forum tells posts apart by `#p123` alone.
 */
export function addressKey(url: string): string | null {
  const parsed = URL.parse(url)
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return null
  const { username, password } = parsed
  const user = username === '' && password === '' ? '' : `${username}${password === '' ? '' : `:${password}`}@`
  // Left of `http` on the port of https.
  const port = parsed.port === '' || parsed.port === '443' ? '' : `:${parsed.port}`
  const place = filmed({ host: hostOf(parsed.hostname), path: parsed.pathname, parameters: parametersOf(parsed.search) })
  const query = kept(place).map(({ text }) => text).join('&')
  return `https://${user}${place.host}${port}${place.path.replace(TRAILING, '')}${query === '' ? '' : `?${query}`}${fragmentOf(parsed.hash)}`
}

/** Looks behind it so that a path of many slashes is gone through once. */
const TRAILING = /(?<!\/)\/+$/

/** The host that a key begins with, without port: for finding the platform that it belongs to. Null as `addressKey`. */
export function addressHost(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') ? null : hostOf(parsed.hostname)
}

/** Whether it is an http or https address that can be followed as it is written: nothing unseen in it, and no name or password. */
export function isWebAddress(text: string): boolean {
  const parsed = /[\p{C}\s]/u.test(text) ? null : URL.parse(text)
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:') && parsed.username === '' && parsed.password === ''
}

/** What is below a country's own `co`, `com` and the like belongs to many: a host by that name would take all of them for one. */
const OF_MANY = /^(?:ac|co|com|edu|gob|gov|gouv|mil|net|ne|nom|or|org|pp|press|tm)\.[a-z]{2}$/

/** Whether a host, as `addressHost` writes it, can be that of a platform: of at least two parts, no address by numbers, none of many. */
export function isPlatformHost(host: string): boolean {
  return addressHost(`https://${host}/`) === host && /\.(?:[a-z]+|xn--[a-z0-9-]+)$/.test(host) && !OF_MANY.test(host)
}

/** The host that somebody typed, or of the address that they pasted; null: there is none in it that could be a platform's. */
export function typedHost(text: string): string | null {
  const typed = text.trim()
  const host = addressHost(/^https?:\/\//i.test(typed) ? typed : `https://${typed}`)
  return host !== null && isPlatformHost(host) ? host : null
}

function hostOf(hostname: string): string {
  const bare = hostname.replace(/^(?:www\.)+(?=[^.]+\.[^.])/, '')
  return SAME_HOST.get(bare) ?? bare
}

interface Parameter {
  name: string
  text: string
}
interface Place {
  host: string
  path: string
  parameters: Parameter[]
}

const parametersOf = (search: string): Parameter[] =>
  search
    .slice(1)
    .split('&')
    .filter((text) => text !== '')
    .map((text) => ({ name: text.split('=', 1)[0] ?? '', text }))

function kept({ host, parameters }: Place): Parameter[] {
  const here = TRACKING_AT.get(host)
  return parameters
    .filter(({ name }) => !TRACKING.has(name) && !CAMPAIGN.test(name) && here?.has(name) !== true)
    .toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
}

function filmed(place: Place): Place {
  const { host, path, parameters } = place
  const film = host === 'youtu.be' || (host === 'youtube.com' && path.startsWith('/shorts/')) ? YOUTUBE_ID.exec(path)?.[1] : undefined
  // A link that names two films is left alone.
  if (film === undefined || parameters.some(({ name }) => name === 'v')) return place
  return { host: 'youtube.com', path: '/watch', parameters: [{ name: 'v', text: `v=${film}` }, ...parameters] }
}

function fragmentOf(hash: string): string {
  const anchor = hash.split(':~:', 1)[0] ?? ''
  if (anchor.startsWith('#!') || anchor.startsWith('#/')) return anchor
  // A word in small letters, perhaps with a value of one, is a place on the page or a campaign; anything else may be an id.
  return /^#?[a-z_=-]*$/.test(anchor) ? '' : anchor
}
