/** Fewest characters of a passphrase; the engine holds it too. */
export const MIN_PASSPHRASE = 12

export const countCharacters = (text: string): number => Array.from(text).length

export type Strength = 'none' | 'short' | 'weak' | 'fair' | 'good'

/** A rough word of advice, no measure: long, and not the same thing again and again. */
export function strengthOf(text: string): Strength {
  const length = countCharacters(text)
  if (length === 0) return 'none'
  if (length < MIN_PASSPHRASE) return 'short'
  const characters = new Set(text.toLowerCase()).size
  const words = text.toLowerCase().split(/[\s\-_.,]+/).filter((word) => word.length > 1)
  const repeats = words.length > 1 && new Set(words).size <= words.length / 2
  if (characters < 7 || repeats || /^\d+$/.test(text)) return 'weak'
  return length >= 20 ? 'good' : 'fair'
}
