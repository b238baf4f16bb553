import { diffArrays } from 'diff'

/** As the model holds it, in UTF-16 units. */
const MAX_SHOWN = 500
/** Of a line, what is looked at to tell whether two are alike. */
const MAX_TOKENS = 120

/** Leading and trailing white space goes, what stands between becomes one blank. */
export const fold = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

/** Cut to 500 UTF-16 units from `from` on, with an ellipsis where something is left out; always well-formed. */
export function clip(text: string, from = 0): string {
  const head = from > 0 ? '…' : ''
  const rest = text.slice(from)
  if (head.length + rest.length <= MAX_SHOWN) return (head + rest).toWellFormed()
  // A pair that is cut in two leaves a half that stands for nothing.
  const cut = rest.slice(0, MAX_SHOWN - head.length - 1).replace(/[\uD800-\uDBFF]$/u, '')
  return `${head}${cut}…`.toWellFormed()
}

/**
 * Whether one text may be the other one, edited: at least half of it stands there in the same order, by words, or by letters where
 * there are few words. Of long texts only the beginning is looked at.
 */
export function alike(one: string, other: string): boolean {
  const words = [one, other].map((text) => text.slice(0, 8 * MAX_TOKENS).split(' '))
  const few = words.some(({ length }) => length < 4)
  const [left = [], right = []] = words.map((list) => (few ? [...list.join(' ')] : list).slice(0, MAX_TOKENS))
  const longest = Math.max(left.length, right.length)
  // With half of the longer one in common, so many edits lead from one to the other at most.
  const changes = diffArrays(left, right, { maxEditLength: left.length + right.length - longest })
  if (changes === undefined) return false
  const common = changes.reduce((sum, { added, removed, count }) => sum + (added || removed ? 0 : count), 0)
  return common * 2 >= longest
}
