import type { Relation } from '../model/index.ts'
import type { Translate } from './index.ts'

/** How a witness is connected, as one line for lists and reports. Their own words are a stranger's text. */
export function relationText(t: Translate, { exposed, officer, words }: Relation): string {
  const known = `${t(`common.relation.exposed.${exposed}`)}, ${t(`common.relation.officer.${officer}`)}`
  return words === '' ? known : `${known} (${words})`
}

const MINUTE = 60_000

/** How long after the acquisition something was, in the largest unit that fits: `3 timmar`. Clocks are the machine's. */
export function sinceText(t: Translate, acquired: string, later: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(later) - Date.parse(acquired)) / MINUTE))
  if (minutes < 1) return t('common.since.moment')
  if (minutes < 120) return t('common.since.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? t('common.since.hours', { count: hours }) : t('common.since.days', { count: Math.floor(hours / 24) })
}
