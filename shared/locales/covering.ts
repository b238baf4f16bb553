import { visible } from '../encoding/index.ts'
import type { CoveredStretch } from '../model/index.ts'

type Share = 'none' | 'under' | 'about' | 'over' | 'all'

/** How much of something is covered, in per cent with one decimal: never 0 where something is, never 100 where something can be seen. */
export function shareParts(covered: number, whole: number): { share: Share; percent: number } {
  if (covered === 0) return { share: 'none', percent: 0 }
  if (covered >= whole) return { share: 'all', percent: 100 }
  if (covered * 1000 < whole) return { share: 'under', percent: 0.1 }
  if ((whole - covered) * 1000 < whole) return { share: 'over', percent: 99.9 }
  return { share: 'about', percent: Math.round((covered * 1000) / whole) / 10 }
}

/** Where on its line a stretch stands. `put` gives the text of that name; what stands beside comes from a stranger, and can't close the quotation marks. */
export function besideText({ before, after }: Pick<CoveredStretch, 'before' | 'after'>, put: (key: 'beside' | 'after' | 'before' | 'first' | 'last', values: Record<string, string>) => string): string {
  const quoted = (text: string) => visible(text).replace(/["“”„‟«»]/gu, '’')
  return put('beside', {
    before: before === '' ? put('first', {}) : put('after', { text: quoted(before) }),
    after: after === '' ? put('last', {}) : put('before', { text: quoted(after) }),
  })
}
