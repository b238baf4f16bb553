import type { LetterFacts } from './facts.ts'
import { address, shortFingerprint, type Pen } from './pen.ts'

/** All exhibits of the case, each with where and when it was acquired, its fingerprint, and whether somebody witnessed it. */
export function exhibitList({ exhibits: all }: LetterFacts, pen: Pen): string[] {
  const { police: words, fingerprint } = pen.words
  if (all.length === 0) return [words.noList]
  const rows = all.flatMap(({ number, title, urls: [url], acquiredAt, contentRoot, witnessed }) => {
    const about = [
      ...(url === undefined ? [] : [pen.say(words.address, { url: address(url) })]),
      pen.say(words.captured, { at: pen.moment(acquiredAt) }),
      pen.say(words.print, { fingerprint: shortFingerprint(contentRoot) }),
      ...(witnessed === null ? [] : [witnessed ? words.attested : words.unattested]),
    ]
    return [pen.say(words.row, { number, title }), ...about.map((line) => `   ${line}`)]
  })
  return [fingerprint, ...rows]
}
