import type { Relation } from '../model/index.ts'
import type { Translate } from './index.ts'

/** How a witness is connected, as one line for lists and reports. Their own words are a stranger's text. */
export function relationText(t: Translate, { exposed, officer, words }: Relation): string {
  const known = `${t(`common.relation.exposed.${exposed}`)}, ${t(`common.relation.officer.${officer}`)}`
  return words === '' ? known : `${known} (${words})`
}

const MINUTE = 60_000

/** How long after the acquisition something was, in the largest unit that fits. Clocks are the machine's. */
export function sinceParts(acquired: string, later: string): { unit: 'moment' | 'minutes' | 'hours' | 'days'; count: number } {
  const minutes = Math.max(0, Math.floor((Date.parse(later) - Date.parse(acquired)) / MINUTE))
  if (minutes < 1) return { unit: 'moment', count: 0 }
  if (minutes < 120) return { unit: 'minutes', count: minutes }
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? { unit: 'hours', count: hours } : { unit: 'days', count: Math.floor(hours / 24) }
}

/** The same in words: `3 timmar`. */
export function sinceText(t: Translate, acquired: string, later: string): string {
  const { unit, count } = sinceParts(acquired, later)
  return t(`common.since.${unit}`, { count })
}
