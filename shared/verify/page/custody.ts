import type { BundleEntry, BundleReport } from '../../contract/index.ts'
import { visible } from '../../encoding/index.ts'
import type { Language } from '../../model/index.ts'
import { el } from './dom.ts'
import { longList } from './list.ts'
import { type Texts, fill, inGroups, showEntry, showTime } from './texts.ts'

/** Every entry of the case: what is told of one whose content isn't what was signed is only that it is there. */
export function custodyView({ custody, verdict }: BundleReport, language: Language, t: Texts): HTMLElement {
  const words = t.more.custody
  return el(
    'div',
    {},
    el('p', { class: 'hint' }, words.lead),
    verdict === 'failed' ? el('p', { class: 'problem' }, words.failed) : null,
    longList('ol', 'custody', custody, (entry) => entryView(entry, language, t), t),
  )
}

function entryView(entry: BundleEntry, language: Language, t: Texts): HTMLElement {
  const words = t.more.custody
  const { seq, n, at, actor, kid, leaf, content, type } = entry
  const told = content === 'here' ? showEntry(entry, t) : fill(words.type, { type })
  return el(
    'li',
    { class: content },
    el('p', { class: 'when' }, `${fill(words.entry, { seq, n: n + 1 })} · `, el('time', { datetime: at }, showTime(at, language, true))),
    el('p', { class: 'what' }, told),
    el('p', {}, actor === null ? '' : `${fill(words.by, { name: visible(actor) })} · `, fill(words.key, { kid: inGroups(kid) })),
    el('p', { class: 'hint' }, words.content[content]),
    el('p', { class: 'hint detail' }, `${words.leaf} `, el('code', {}, leaf)),
  )
}
