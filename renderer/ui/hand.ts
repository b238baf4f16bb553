import type { HandSignature } from '../../shared/model/index.ts'

/** The field that a signature by hand is drawn in, in its own units: see `HandSignature`. */
export const HAND_WIDTH = 1000
export const HAND_HEIGHT = 300
/** Nothing more is drawn beyond this many characters: with the stroke that is going on it must stay below 20,000. */
const MAX_HAND = 19_900

export type Point = readonly [x: number, y: number]
export type Stroke = readonly Point[]

/** As it is signed; null: nothing was drawn. */
export function handOf(strokes: readonly Stroke[]): HandSignature | null {
  const drawn = strokes.filter((stroke) => stroke.length > 0)
  return drawn.length === 0 ? null : drawn.map((stroke) => stroke.map((point) => point.join(',')).join(' ')).join(';')
}

/** What `handOf` would give, in characters, or a little more. */
const handLength = (strokes: readonly Stroke[]): number => strokes.reduce((sum, stroke) => sum + stroke.length * 9, 0)

/** Points nearer than this add nothing that can be seen, in units of the field. */
const NEAR = 4

/** A new stroke from here; the same strokes where there is no room for more. */
export const begun = (strokes: readonly Stroke[], point: Point): readonly Stroke[] => (handLength(strokes) > MAX_HAND ? strokes : [...strokes, [point]])

/** The last stroke goes on to here; the same strokes where that adds nothing, or there is no room for more. */
export function continued(strokes: readonly Stroke[], point: Point): readonly Stroke[] {
  const last = strokes.at(-1)
  const before = last?.at(-1)
  if (last === undefined || before === undefined || handLength(strokes) > MAX_HAND) return strokes
  return Math.hypot(point[0] - before[0], point[1] - before[1]) < NEAR ? strokes : strokes.with(-1, [...last, point])
}

/** The strokes of a signature as it was signed. */
export const strokesOf = (hand: HandSignature): Stroke[] =>
  hand.split(';').map((stroke) =>
    stroke.split(' ').map((point): Point => {
      const [x = 0, y = 0] = point.split(',').map(Number)
      return [x, y]
    }),
  )

/** One SVG path a stroke; a lone point is a dot. */
export const pathsOf = (strokes: readonly Stroke[]): string[] =>
  strokes.map((stroke) => {
    const [first, ...rest] = stroke.map((point) => point.join(' '))
    return rest.length === 0 ? `M${first} h0.1` : `M${first} L${rest.join(' L')}`
  })
