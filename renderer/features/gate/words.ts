import { wordlist } from '@scure/bip39/wordlists/english.js'
import type { WordFault } from './WordInputs.tsx'

const KNOWN = new Set(wordlist)

/** Where the words aren't known here: what can be said is whether each is a word of the list (BIP 39, English). */
export const faultsByList = (words: readonly string[]): (WordFault | null)[] =>
  words.map((word) => (word === '' ? 'missing' : KNOWN.has(word) ? null : 'unknown'))

export const faultsAgainst = (words: readonly string[], right: readonly string[]): (WordFault | null)[] =>
  words.map((word, at) => (word === '' ? 'missing' : word === right[at] ? null : 'wrong'))
