import type { Header } from '../provenance.ts'

export const STRIPPED = '[stripped]'

/** Headers whose values let somebody act as the person at the browser, or tell who that is. */
const SECRET_HEADERS = new Set([
  'cookie',
  'set-cookie',
  'set-cookie2',
  'authorization',
  'proxy-authorization',
  'authentication-info',
  'proxy-authentication-info',
  'x-api-key',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
  'x-xsrf-token',
  'x-csrftoken',
  'x-goog-api-key',
  'x-amz-security-token',
])

/** Parameters of addresses that are credentials. What only names a picture for a while (`sig`, `oh`) isn't one. */
const SECRET_PARAMETERS = new Set([
  'access_token',
  'accesstoken',
  'api_key',
  'apikey',
  'auth',
  'auth_token',
  'authtoken',
  'authorization',
  'client_secret',
  'csrf_token',
  'csrftoken',
  'id_token',
  'jsessionid',
  'jwt',
  'login_token',
  'oauth_token',
  'oauth_verifier',
  'passwd',
  'password',
  'phpsessid',
  'pwd',
  'refresh_token',
  'samlresponse',
  'secret',
  'session',
  'session_id',
  'session_token',
  'sessionid',
  'sid',
  'ticket',
  'token',
  'xsrf_token',
])

/** Headers that carry an address. */
const ADDRESS_HEADERS = new Set(['location', 'referer', 'content-location', 'refresh', 'link'])

export type Count = (stripped: number) => void

/** An address without the values of credentials in it and without a user's name and password before the host. */
export function stripAddress(url: string, count: Count): string {
  const bare = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, (_, scheme: string) => (count(1), scheme))
  const isOAuth = /[?&#]state=/i.test(bare)
  // Query and fragment alike, and what servers put after a semicolon in the path.
  const stripped = (whole: string, before: string, name: string, value: string) => {
    const plain = plainName(name)
    // `code` is a credential only where it answers a login (RFC 6749, 4.1.2).
    if (value === '' || !(SECRET_PARAMETERS.has(plain) || (isOAuth && plain === 'code'))) return whole
    count(1)
    return `${before}${name}=${encodeURIComponent(STRIPPED)}`
  }
  return bare.replace(/(;)([\w.-]{1,64})=([^;?#/]*)/g, stripped).replace(/([?&#])([\w.%[\]-]{1,64})=([^&#]*)/g, stripped)
}

/** Headers with the values of cookies and credentials taken out; `count` is told how many there were. */
export function stripHeaders(headers: readonly Header[], count: Count): Header[] {
  return headers.slice(0, 500).map(({ name, value }) => {
    const key = name.trim().toLowerCase()
    if (SECRET_HEADERS.has(key)) {
      count(1)
      return { name: name.slice(0, 500), value: STRIPPED }
    }
    const kept = ADDRESS_HEADERS.has(key) ? stripAddress(value, count) : value
    return { name: name.slice(0, 500), value: kept.slice(0, 16_384) }
  })
}

function plainName(name: string): string {
  try {
    return decodeURIComponent(name).toLowerCase().replace(/-/g, '_')
  } catch {
    return name.toLowerCase()
  }
}
