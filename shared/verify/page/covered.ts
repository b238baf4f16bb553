import type { BundleExhibit } from '../../contract/index.ts'
import { coveringFile, visible } from '../../encoding/index.ts'
import { besideText, shareParts } from '../../locales/covering.ts'
import type { Covering, Language } from '../../model/index.ts'
import { el } from './dom.ts'
import { longList } from './list.ts'
import { type Texts, fill, showNumber } from './texts.ts'

/** Lines of which the text itself looks like something covered, as many as are told. */
const LINES = 50

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
  const file = visible(coveringFile(part))
  return el('div', {}, el('h4', {}, file), ...(part.kind === 'picture' ? picture(part, language, t) : text(part, file, language, t)))
}

function picture({ width, height, pixels, count, areas }: Covering & { kind: 'picture' }, language: Language, t: Texts): HTMLElement[] {
  const words = t.covering
  const number = (value: number) => showNumber(value, language)
  const { share, percent } = shareParts(pixels, width * height)
  if (share === 'none' || share === 'all') return [el('p', {}, words.picture[share])]
  const told = { share: fill(words.share[share], { percent: number(percent) }), number: number(count), width: number(width), height: number(height) }
  const line = ({ left, top, ...size }: (typeof areas)[number]) =>
    el('li', {}, fill(words.picture.area, { left: number(left), top: number(top), width: number(size.width), height: number(size.height) }))
  return [el('p', {}, fill(words.picture.some, told)), longList('ol', 'places', areas, line, t), ...rest(count - areas.length, number, t)]
}

function text({ pieces, covered, count, stretches, own }: Covering & { kind: 'text' }, file: string, language: Language, t: Texts): HTMLElement[] {
  const words = t.covering
  const number = (value: number) => showNumber(value, language)
  const line = ({ line: at, column, pieces: of, ...beside }: (typeof stretches)[number]) => {
    const where = besideText(beside, (key, values) => fill(words.text[key], values))
    return el('li', {}, fill(words.text.stretch, { line: number(at), column: number(column), pieces: number(of), beside: where }))
  }
  const lines = `${own.lines.slice(0, LINES).map(number).join(', ')}${own.lines.length > LINES ? ' …' : ''}`
  const { share } = shareParts(covered, pieces)
  const told =
    share === 'none' || share === 'all'
      ? [el('p', {}, words.text[share])]
      : [
          el('p', {}, fill(words.text.some, { number: number(count), covered: number(covered), pieces: number(pieces), file })),
          longList('ol', 'places', stretches, line, t),
          ...rest(count - stretches.length, number, t),
        ]
  return own.count === 0 ? told : [...told, el('p', { class: 'problem' }, fill(words.text.own, { number: number(own.count), lines }))]
}

const rest = (more: number, number: (value: number) => string, t: Texts): HTMLElement[] => (more === 0 ? [] : [el('p', {}, fill(t.covering.rest, { number: number(more) }))])
