import type { BundleExhibit } from '../../contract/index.ts'
import { visible } from '../../encoding/index.ts'
import { coveringTold } from '../../locales/covering.ts'
import type { Covering, Language } from '../../model/index.ts'
import { el } from './dom.ts'
import { longList } from './list.ts'
import { type Texts, fill, showNumber } from './texts.ts'

/** What is covered of a masked exhibit, place by place, as far as it was proven: by eye it can't be told from what was black in the original. */
export function coveredList({ parts, reason }: NonNullable<BundleExhibit['covering']>, language: Language, t: Texts): HTMLElement {
  const words = t.covering
  const why = el('p', {}, `${words.reason}: ${visible(reason)}`)
  if (parts === null) return el('div', { class: 'covered' }, why, el('p', { class: 'problem' }, words.unproven))
  const chosen = parts.flatMap(({ kind, name }) => (kind === 'left-out' ? [name] : []))
  return el(
    'details',
    { class: 'covered', open: '' },
    el('summary', {}, words.title),
    why,
    el('p', { class: 'hint' }, words.lead),
    ...parts.flatMap((part) => (part.kind === 'left-out' ? [] : [partView(part, language, t)])),
    el('h4', {}, words.leftOut),
    ...(chosen.length === 0 ? [] : [el('ul', {}, ...chosen.map((name) => el('li', {}, `${visible(name)}: ${words.leftOutOf.chosen}`)))]),
    el('p', {}, words.others),
  )
}

function partView(part: Exclude<Covering, { kind: 'left-out' }>, language: Language, t: Texts): HTMLElement {
  const put = (key: string, values: Record<string, string>) => fill(textAt(t.covering, key), values)
  const { file, says, places, rest, own } = coveringTold(part, put, (value) => showNumber(value, language))
  return el(
    'div',
    {},
    el('h4', {}, file),
    el('p', {}, says),
    places.length === 0 ? null : longList('ol', 'places', places, (place) => el('li', {}, place), t),
    rest === null ? null : el('p', {}, rest),
    own === null ? null : el('p', { class: 'problem' }, own),
  )
}

/** `key` is a path of names with dots. */
const textAt = (texts: Texts['covering'], key: string): string => String(key.split('.').reduce<unknown>((area, name) => Reflect.get(area as object, name), texts))
