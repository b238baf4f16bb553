import { MAX_TIMESTAMP_URL, TimestampUrl } from '../../../shared/contract/index.ts'

type Fault = 'empty' | 'scheme' | 'secret' | 'long' | 'invalid' | 'double'
export type TypedUrl = { url: string } | { fault: Fault }

/**
 * An address as a person typed or pasted it, in the form in which it is kept: names in other letters become what is
 * really asked for.
 */
export function readTimestampUrl(typed: string, known: readonly string[]): TypedUrl {
  const text = typed.trim()
  if (text === '') return { fault: 'empty' }
  if (!/^https?:\/\//i.test(text)) return { fault: 'scheme' }
  if (/\s/.test(text) || !URL.canParse(text)) return { fault: 'invalid' }
  const parsed = new URL(text)
  if (parsed.username !== '' || parsed.password !== '') return { fault: 'secret' }
  parsed.hash = ''
  const url = parsed.href
  if (url.length > MAX_TIMESTAMP_URL) return { fault: 'long' }
  if (!TimestampUrl.safeParse(url).success) return { fault: 'invalid' }
  return known.includes(url) ? { fault: 'double' } : { url }
}
