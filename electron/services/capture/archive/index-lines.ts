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

/** A CDXJ index (one line an answer, sorted): sort-friendly address, time, JSON. */
export function cdxj(found: readonly Indexed[], file: string): string {
  const lines = found.map(({ url, at, mediaType, status, digest, offset, length, method }) => {
    const told = { url, mime: mediaType, status: String(status), digest, length: String(length), offset: String(offset), filename: file }
    // A change is another thing than a look at the same address: replay programs keep them apart by this suffix.
    const key = method === 'GET' || method === '' ? sortKey(url) : `${sortKey(url)}${url.includes('?') ? '&' : '?'}__wb_method=${method.toLowerCase()}`
    return `${key} ${stamp(at)} ${JSON.stringify(told)}`
  })
  return lines.sort().map((line) => `${line}\n`).join('')
}

/** The address with its host turned round (SURT), lower case, without scheme, `www` and a usual port. */
export function sortKey(url: string): string {
  if (!URL.canParse(url)) return url.toLowerCase().replace(/\s/g, '%20')
  const { protocol, hostname, port, pathname, search } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return url.toLowerCase().replace(/\s/g, '%20')
  const host = /^[\d.]+$|^\[/.test(hostname) ? hostname : hostname.replace(/^www\d*\./, '').split('.').toReversed().join(',')
  return `${host}${port ? `:${port}` : ''})${pathname}${search}`.toLowerCase().replace(/\s/g, '%20')
}

/** Seventeen digits: UTC down to the millisecond. */
function stamp(at: Date): string {
  return at.toISOString().replace(/\D/g, '')
}
