/** Where one answer lies in the file of records. */
export interface Indexed {
  url: string
  at: Date
  mediaType: string
  status: number
  digest: string
  offset: number
  length: number
  method: string
}

/**
 * A CDXJ index (one line an answer, sorted): sort-friendly address, time, JSON. Other questions than GET are told apart
 * by what was sent with them, which isn't kept: where their answers differ, a replay would show one in another's place,
 * so none of them is listed.
 */
export function cdxj(found: readonly Indexed[], file: string): string {
  const answers = new Map<string, Set<string>>()
  for (const each of found) {
    const digests = answers.get(keyOf(each)) ?? new Set()
    answers.set(keyOf(each), digests.add(each.digest))
  }
  const lines = found
    .filter((each) => isPlain(each) || answers.get(keyOf(each))?.size === 1)
    .map((each) => {
      const { url, at, mediaType, status, digest, offset, length, method } = each
      const told = { url, mime: mediaType, status: String(status), digest, length: String(length), offset: String(offset), filename: file }
      return `${keyOf(each)} ${stamp(at)} ${JSON.stringify(isPlain(each) ? told : { ...told, method })}`
    })
  return lines.sort().map((line) => `${line}\n`).join('')
}

function isPlain({ method }: Indexed): boolean {
  return method === 'GET' || method === ''
}

/**
 * The answer to another question must not be shown for the page at that address: some replay programs go by this suffix
 * of the key (IIPC, CDX for non-GET requests), others by the field.
 */
function keyOf(each: Indexed): string {
  return sortKey(isPlain(each) ? each.url : `${each.url}${each.url.includes('?') ? '&' : '?'}__wb_method=${each.method}`)
}

/** The address with its host turned round (SURT), lower case, parameters in order, without scheme, `www` and a usual port. */
export function sortKey(url: string): string {
  if (!URL.canParse(url)) return url.toLowerCase().replace(/\s/g, '%20')
  const { protocol, hostname, port, pathname, search } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return url.toLowerCase().replace(/\s/g, '%20')
  const host = /^[\d.]+$|^\[/.test(hostname) ? hostname : hostname.replace(/^www\d*\./, '').split('.').toReversed().join(',')
  const query = search.slice(1).toLowerCase().split('&').sort().join('&')
  return `${host}${port ? `:${port}` : ''})${pathname}`.toLowerCase() + (query === '' ? '' : `?${query}`)
}

/** Seventeen digits: UTC down to the millisecond. */
function stamp(at: Date): string {
  return at.toISOString().replace(/\D/g, '')
}
