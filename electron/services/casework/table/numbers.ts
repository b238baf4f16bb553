import { saysNothing } from './days.ts'
import type { Cell } from './table.ts'

/** As networks and people shorten numbers, in Swedish and English. `t` alone could be tons, and is none of them. */
const UNITS = new Map([
  ['tn', 1e3], ['tusen', 1e3], ['k', 1e3], ['thousand', 1e3],
  ['m', 1e6], ['mn', 1e6], ['milj', 1e6], ['miljon', 1e6], ['miljoner', 1e6], ['million', 1e6], ['millions', 1e6],
  ['md', 1e9], ['mdr', 1e9], ['miljard', 1e9], ['miljarder', 1e9], ['bn', 1e9], ['b', 1e9], ['billion', 1e9],
])
const SHORT = /^(\d{1,4})(?:[.,](\d{1,2}))? ?(\p{L}+)\.?$/u
/** Groups of three, all by the same sign, and perhaps a decimal part of nothing but zeros by another. */
const GROUPED = /^([1-9]\d{0,2})((?:([ .,'’])\d{3})(?:\3\d{3})*)(?:(?!\3)[.,]0{1,2})?$/
const PLAIN = /^(\d{1,16})(?:[.,]0{1,2})?$/

/**
 * How many, as a cell says it; null where it says nothing or a dash. Undefined: it can't be told for sure.
 *
 * A number of Excel's must be whole. In a text `12.345` and `12,345` are twelve thousand: nobody reaches a third of a person, so a
 * group of three can only be thousands. For the same reason `12,5` and `0,345` are no numbers here, and `12 345,00` is one.
 * Shortened ones (`1,2 tn`, `3.4k`, `2M`) have at most two decimals: `1,234k` is a thousand or a million, by who wrote it.
 */
export function reachOf({ text: raw, number }: Pick<Cell, 'text' | 'number'>): number | null | undefined {
  if (number !== undefined) return whole(number)
  // No-break, narrow, thin and figure spaces separate thousands as the blank does.
  const text = raw.replaceAll(/[\s\u2007\u2009\u202f]+/g, ' ').trim()
  if (saysNothing(text)) return null
  const plain = PLAIN.exec(text)
  if (plain !== null) return whole(Number(plain[1]))
  const grouped = GROUPED.exec(text)
  if (grouped !== null) return whole(Number(`${grouped[1] ?? ''}${grouped[2] ?? ''}`.replaceAll(/\D/g, '')))
  const [, count = '', decimals = '', unit = ''] = SHORT.exec(text) ?? []
  const factor = UNITS.get(unit.toLowerCase())
  return factor === undefined ? undefined : whole(Math.round(Number(`${count}.${decimals}0`) * factor))
}

const whole = (number: number): number | undefined => (Number.isSafeInteger(number) && number >= 0 ? number : undefined)
