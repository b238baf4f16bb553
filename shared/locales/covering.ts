import { coveringFile, visible } from '../encoding/index.ts'
import type { CoveredStretch, Covering } from '../model/index.ts'

type Share = 'none' | 'under' | 'about' | 'over' | 'all'

/** How much of something is covered, in per cent with one decimal: never 0 where something is, never 100 where something can be seen. */
export function shareParts(covered: number, whole: number): { share: Share; percent: number } {
  if (covered === 0) return { share: 'none', percent: 0 }
  if (covered >= whole) return { share: 'all', percent: 100 }
  if (covered * 1000 < whole) return { share: 'under', percent: 0.1 }
  if ((whole - covered) * 1000 < whole) return { share: 'over', percent: 99.9 }
  return { share: 'about', percent: Math.round((covered * 1000) / whole) / 10 }
}

/** Where on its line a stretch stands. `put` gives the text of that name; what stands beside comes from a stranger, and can't close the quotation marks. */
export function besideText({ before, after }: Pick<CoveredStretch, 'before' | 'after'>, put: (key: 'beside' | 'after' | 'before' | 'first' | 'last', values: Record<string, string>) => string): string {
  const quoted = (text: string) => visible(text).replace(/["“”„‟«»]/gu, '’')
  return put('beside', {
    before: before === '' ? put('first', {}) : put('after', { text: quoted(before) }),
    after: after === '' ? put('last', {}) : put('before', { text: quoted(after) }),
  })
}

type CoveringKey = `share.${Exclude<Share, 'none' | 'all'>}` | `picture.${'none' | 'all' | 'some' | 'area'}` | `text.${'none' | 'all' | 'some' | 'stretch' | 'own' | 'beside' | 'after' | 'before' | 'first' | 'last'}` | 'rest'

/** What is covered of one part, in sentences. Names and texts in them are plain characters. */
export interface CoveringTold {
  file: string
  says: string
  /** Place by place; only the first of very many. */
  places: string[]
  /** How many there are beside; null: none. */
  rest: string | null
  /** Where the text itself looks covered; null: nowhere. */
  own: string | null
}

/** Lines of which the text itself looks like something covered, as many as are told. */
const LINES = 50

/** `put` gives the text of that name in the area `covering`, with its values; `number` writes a number. */
export function coveringTold(part: Exclude<Covering, { kind: 'left-out' }>, put: (key: CoveringKey, values: Record<string, string>) => string, number: (value: number) => string): CoveringTold {
  const file = visible(coveringFile(part))
  const whole = part.kind === 'picture' ? part.width * part.height : part.pieces
  const { share, percent } = shareParts(part.kind === 'picture' ? part.pixels : part.covered, whole)
  const own = part.kind === 'text' && part.own.count > 0 ? put('text.own', { number: number(part.own.count), lines: linesText(part.own.lines, number) }) : null
  if (share === 'none' || share === 'all') return { file, says: put(`${part.kind}.${share}`, {}), places: [], rest: null, own }
  const told = part.kind === 'picture' ? pictureTold(part, put(`share.${share}`, { percent: number(percent) }), put, number) : textTold(part, file, put, number)
  const more = part.count - told.places.length
  return { file, ...told, rest: more === 0 ? null : put('rest', { number: number(more) }), own }
}

type Put = Parameters<typeof coveringTold>[1]
type Told = Pick<CoveringTold, 'says' | 'places'>

function pictureTold({ width, height, count, areas }: Covering & { kind: 'picture' }, share: string, put: Put, number: (value: number) => string): Told {
  return {
    says: put('picture.some', { share, number: number(count), width: number(width), height: number(height) }),
    places: areas.map(({ left, top, ...size }) => put('picture.area', { left: number(left), top: number(top), width: number(size.width), height: number(size.height) })),
  }
}

function textTold({ pieces, covered, count, stretches }: Covering & { kind: 'text' }, file: string, put: Put, number: (value: number) => string): Told {
  return {
    says: put('text.some', { number: number(count), covered: number(covered), pieces: number(pieces), file }),
    places: stretches.map(({ line, column, pieces: of, ...beside }) => {
      const where = besideText(beside, (key, values) => put(`text.${key}`, values))
      return put('text.stretch', { line: number(line), column: number(column), pieces: number(of), beside: where })
    }),
  }
}

const linesText = (lines: readonly number[], number: (value: number) => string): string =>
  `${lines.slice(0, LINES).map(number).join(', ')}${lines.length > LINES ? ' …' : ''}`
