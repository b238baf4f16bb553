import type { BundleReport, CheckResult } from '../../contract/index.ts'
import { TIMESTAMP } from '../layout.ts'
import { PRIOR_TIMESTAMP_COMMANDS, TIMESTAMP_COMMANDS } from '../timestamp.ts'
import { el } from './dom.ts'
import type { Texts } from './texts.ts'

/** A timestamp that is in the bundle and that this page leaves to others. Where there is none, no file is named. */
export const isOpenStamp = ({ name, result, item }: CheckResult): boolean =>
  name === 'timestamp' && result === 'not-checked' && item !== null

/** Which check remains, why, how it is made by hand, and what doesn't depend on it. Only where nothing failed. */
export function stampView({ verdict, checks }: BundleReport, t: Texts): HTMLElement | null {
  const open = checks.find(isOpenStamp)
  if (verdict === 'failed' || open === undefined) return null
  const commands = open.item === TIMESTAMP ? TIMESTAMP_COMMANDS : PRIOR_TIMESTAMP_COMMANDS
  return el(
    'div',
    { class: 'stamp' },
    el('h3', {}, t.page.stampTitle),
    el('p', {}, t.page.stampWhy),
    el('p', {}, t.page.stampHow),
    el('pre', { tabindex: '0', 'aria-label': t.page.stampTitle, role: 'region' }, commands.join('\n')),
    el('p', {}, t.page.stampAnswer),
    el('p', {}, t.page.stampRest),
  )
}
