import { addressKey } from './address.ts'

/** The addresses that a capture shows, asked for and arrived at, as they are held against sightings; none of anything else. */
export function capturedAddresses(source: object | null): string[] {
  if (source === null || !('requestedUrl' in source) || !('finalUrl' in source)) return []
  const keys = [source.requestedUrl, source.finalUrl].map((url) => (typeof url === 'string' ? addressKey(url) : null))
  return [...new Set(keys.filter((key) => key !== null))]
}
