import type { BundleReport, CheckResult, TimestampView } from '../../contract/index.ts'
import { latestOf } from '../../contract/timestamp.ts'
import { visible } from '../../encoding/index.ts'
import type { Language } from '../../model/index.ts'
import { TIMESTAMP } from '../layout.ts'
import { PRIOR_TIMESTAMP_COMMANDS, TIMESTAMP_COMMANDS } from '../timestamp.ts'
import { el } from './dom.ts'
import { type Texts, fill, inGroups, showNumber, showTime } from './texts.ts'

/** A timestamp that is in the bundle and that can't be judged here. Where there is none, no file is named. */
export const isOpenStamp = ({ name, result, item }: CheckResult): boolean =>
  name === 'timestamp' && result === 'not-checked' && item !== null

/** Which check remains, why, how it is made by hand, and what doesn't depend on it. Only where nothing failed. */
export function openStampView({ verdict, checks }: BundleReport, t: Texts): HTMLElement | null {
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

/** Who says by when the log was there, and how much that is worth: never that the time is right. */
export function stampView(shows: TimestampView, language: Language, t: Texts): HTMLElement {
  const { at, accuracyMs, authority, vouchedBy, root, trust } = shows
  const words = t.more.stamp
  const row = (label: string, value: Node | string) => [el('dt', {}, label), el('dd', {}, value)]
  return el(
    'div',
    {},
    el('p', {}, fill(words.says, { authority: visible(authority) })),
    el(
      'dl',
      {},
      ...row(words.at, showTime(latestOf(shows), language, true)),
      ...(accuracyMs === null ? [] : row(words.inToken, `${showTime(at, language, true)} ${fill(words.seconds, { seconds: showNumber(accuracyMs / 1000, language) })}`)),
      ...row(words.vouchedBy, vouchedBy === null ? words.self : visible(vouchedBy)),
      ...row(words.root, el('code', {}, inGroups(root))),
    ),
    el('p', {}, trust === 'no-root' ? words.noRoot : words.unlisted),
  )
}
