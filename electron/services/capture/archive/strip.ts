import type { Header } from '../headers.ts'

export const STRIPPED = '[stripped]'
const STRIPPED_ENCODED = encodeURIComponent(STRIPPED)

/**
 * Headers whose values let somebody act as the person at the browser, or tell who that is. Sites make up names of their
 * own (`x-guest-token`, `x-session-id`): whatever is called such a thing is taken for one.
 */
const SECRET_HEADER =
  /cookie2?$|authorization$|authentication-info$|csrf|xsrf|password|secret|(^|-)(api-?key|auth|auth-?key|jwt|session|session-?(id|key)|sid|token|lsd|claim|dtsg)$|(access|auth|id|refresh|session)token$/

/** Parameters of addresses that are credentials, without case and signs. What only names a picture for a while (`sig`, `oh`) isn't one. */
const SECRET_PARAMETERS = new Set([
  'accesstoken',
  'apikey',
  'auth',
  'authorization',
  'authtoken',
  'clientsecret',
  'csrftoken',
  'idtoken',
  'jsessionid',
  'jwt',
  'logintoken',
  'oauthtoken',
  'oauthverifier',
  'passwd',
  'password',
  'phpsessid',
  'pwd',
  'refreshtoken',
  'samlresponse',
  'secret',
  'session',
  'sessionid',
  'sessiontoken',
  'sid',
  'ticket',
  'token',
  'xsrftoken',
])

export type Count = (stripped: number) => void

/** A name and password before a host, also of an address within an address; the last `@` ends them (WHATWG URL, 4.4). */
const USER = /((?:^|[\s<"'=(,])(?:(?:https?|wss?|ftp):[\\/]*|(?:[a-z][a-z0-9+.-]*:)?[\\/]{2,}))[^\s/?#<>"\\]{0,8192}@/gi
const AFTER_SEMICOLON = /(;)([\w.-]{1,64})(=)([^;?#/]*)/g
const PARAMETER = /([?&#])([\w.%[\]-]{1,64}?)(=)([^&#]*)/g
/** Of an address that stands, encoded, in a parameter of another. */
const PARAMETER_WITHIN = /(%3f|%26|%23)((?:[\w.[\]-]|%5[bdf]|%2d){1,64}?)(%3d)((?:(?!%26|%23)[^&#])*)/gi

/** An address without the values of credentials in it and without a user's name and password before the host. */
export function stripAddress(url: string, count: Count): string {
  // `code` is a credential only where it answers a login (RFC 6749, 4.1.2).
  const isOAuth = /([?&#]|%3f|%26|%23)state(=|%3d)/i.test(url)
  const strip = (whole: string, before: string, name: string, equals: string, value: string) => {
    const plain = plainName(name)
    if (value === '' || value === STRIPPED_ENCODED || !(SECRET_PARAMETERS.has(plain) || (isOAuth && plain === 'code'))) return whole
    count(1)
    return `${before}${name}${equals}${STRIPPED_ENCODED}`
  }
  return url
    .replace(USER, (_, before: string) => (count(1), before))
    .replace(AFTER_SEMICOLON, strip)
    .replace(PARAMETER, strip)
    .replace(PARAMETER_WITHIN, strip)
}

/** The same for words with addresses in them, whole ones and parts. */
export function stripWords(text: string, count: Count): string {
  return text.replace(/[^\s"”]*[?#&;@][^\s"”]*/g, (word) => stripAddress(word, count))
}

/** A browser takes no answer whose headers are longer in all, in characters: nothing is cut that it took. */
const LONGEST = 262_144

/**
 * Headers with the values of cookies and credentials taken out, and those of credentials in addresses; the counts are
 * told how many there were.
 */
export function stripHeaders(headers: readonly Header[], count: Count, countInAddresses = count): Header[] {
  return headers.slice(0, 500).map(({ name, value }) => {
    if (SECRET_HEADER.test(name.toLowerCase().replaceAll('_', '-').replace(/[^a-z0-9-]/g, ''))) {
      count(1)
      return { name: name.slice(0, 500), value: STRIPPED }
    }
    // Addresses stand in many headers (`location`, `referer`, `link`, `:path`), also in those of a site's own.
    return { name: name.slice(0, 500), value: stripAddress(value.slice(0, LONGEST), countInAddresses).slice(0, LONGEST) }
  })
}

/** `user[pass_word]` is `password`. */
function plainName(name: string): string {
  let plain = name
  try {
    plain = decodeURIComponent(name)
  } catch {
    // As it stands.
  }
  return (/\[([^[\]]+)\](?:\[\])?$/.exec(plain)?.[1] ?? plain).toLowerCase().replace(/[^a-z0-9]/g, '')
}
