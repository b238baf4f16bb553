/** Whether a text is an address that can be captured. */
export function isWebAddress(text: string): boolean {
  const parsed = URL.parse(text)
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:')
}
