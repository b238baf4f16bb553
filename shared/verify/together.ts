import type { LineageExhibit } from './lineage.ts'

/** An exhibit as each of two bundles names it; null: one doesn't. */
export interface Together {
  first: LineageExhibit | null
  second: LineageExhibit | null
  /** What keeps them from being one exhibit, or one of them from being an exhibit of its own; null: nothing. */
  fault: string | null
}

/**
 * The exhibits of two bundles, each beside its like. What is the same is told by the entry of its acquisition: the log holds it, while the id of a
 * masked exhibit is only a word of whoever masked it. Ids, and then numbers, still bring together what no entry does, so that two
 * acquisitions under one name are told and not passed over. In order of their numbers.
 */
export function together(a: readonly LineageExhibit[], b: readonly LineageExhibit[]): Together[] {
  const others = new Map<LineageExhibit, LineageExhibit>()
  const left = new Set(b)
  for (const nameOf of [({ entry }: LineageExhibit) => entry, ({ exhibit }: LineageExhibit) => exhibit, ({ number }: LineageExhibit) => number]) {
    const free = new Map<string | number | null, LineageExhibit>()
    for (const one of left) if (!free.has(nameOf(one))) free.set(nameOf(one), one)
    for (const one of a) {
      const name = nameOf(one)
      const other = name === null || others.has(one) ? undefined : free.get(name)
      if (other === undefined || !left.delete(other)) continue
      others.set(one, other)
    }
  }
  const twice = new Map([...twiceIn(a, 'first'), ...twiceIn(b, 'second')])
  const found = a.map((first): Together => {
    const second = others.get(first) ?? null
    return { first, second, fault: twice.get(first) ?? (second && (twice.get(second) ?? faultOf(first, second))) }
  })
  const alone = [...left].map((second): Together => ({ first: null, second, fault: twice.get(second) ?? null }))
  return [...found, ...alone].sort((one, other) => numberOf(one) - numberOf(other))
}

/** As who shows it whole numbers it: that statement is signed where it was acquired. */
export const shownBy = ({ first, second }: Together): LineageExhibit | null => (first !== null && (first.contentRoot !== null || second === null) ? first : second)
const numberOf = (pair: Together): number => shownBy(pair)?.number ?? 0

function faultOf(a: LineageExhibit, b: LineageExhibit): string | null {
  if (a.entry === null || b.entry === null) return 'the entry of its acquisition could not be read, so that nothing tells whether both speak of the same'
  if (a.entry !== b.entry) return a.exhibit === b.exhibit ? 'is one acquisition in the first bundle and another, of the same id, in the second' : 'is one acquisition in the first bundle and another, of the same number, in the second'
  if (a.number !== b.number) return `is one acquisition, number ${a.number} in the first bundle and ${b.number} in the second`
  if (a.exhibit !== b.exhibit) return `is one acquisition, called ${a.exhibit} in the first bundle and ${b.exhibit} in the second`
  // Where neither covers any of it.
  if (a.contentRoot !== null && b.contentRoot !== null && a.contentRoot !== b.contentRoot) return 'does not have the same content in both'
  return null
}

/** Of the exhibits of one bundle those that another before them already is. */
function twiceIn(exhibits: readonly LineageExhibit[], which: 'first' | 'second'): Map<LineageExhibit, string> {
  const ids = new Map<string, number>()
  const entries = new Map<string, number>()
  const found = new Map<LineageExhibit, string>()
  for (const one of exhibits) {
    const sameId = ids.get(one.exhibit)
    const sameEntry = one.entry === null ? undefined : entries.get(one.entry)
    if (sameEntry !== undefined) found.set(one, `is the same acquisition as exhibit ${sameEntry} of the ${which} bundle`)
    else if (sameId !== undefined) found.set(one, `has the same id as exhibit ${sameId} of the ${which} bundle`)
    ids.set(one.exhibit, one.number)
    if (one.entry !== null) entries.set(one.entry, one.number)
  }
  return found
}
