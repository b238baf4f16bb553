import { maskedName, type CoveredArea, type CoveredStretch, type Covering, type MaskPart } from '../model/index.ts'
import { COVER, TILE, tileCount, type Covered } from './masking.ts'

/**
 * Where a part is covered, in words that a reader can follow with a ruler or a line count. A black area and `█████` may stand in an
 * original too, so by eye nobody can tell them from what is covered.
 */

/** Areas, stretches and lines that are told one by one; the others are counted. A hostile bundle may hold very many. */
export const LISTED_PLACES = 500
/** Code points beside a stretch, by which it is found where lines are broken otherwise. */
const BESIDE = 24
const OWN = COVER.charCodeAt(0)
const [LF, CR] = [0x0a, 0x0d]
const LINE_BREAK = /\r\n|\r|\n/u

export function pictureCovering({ name, width, height }: MaskPart & { kind: 'picture' }, covered: Covered): Covering {
  const { across, down } = tileCount(width, height)
  const areas: CoveredArea[] = []
  let count = 0
  let pixels = 0
  /** Areas that reach down to the row before, by where they begin and end; null: beyond what is listed. */
  let open = new Map<string, CoveredArea | null>()
  for (let y = 0; y < down; y += 1) {
    const rowHeight = Math.min(TILE.height, height - y * TILE.height)
    const here = new Map<string, CoveredArea | null>()
    for (let from = 0; from < across; from += 1) {
      if (covered[y * across + from] !== true) continue
      let to = from + 1
      while (to < across && covered[y * across + to] === true) to += 1
      const left = from * TILE.width
      const area = { left, top: y * TILE.height, width: Math.min(to * TILE.width, width) - left, height: rowHeight }
      pixels += area.width * area.height
      const key = `${from} ${to}`
      const above = open.get(key)
      if (above === undefined) {
        count += 1
        if (areas.length < LISTED_PLACES) areas.push(area)
        here.set(key, count <= LISTED_PLACES ? area : null)
      } else {
        if (above !== null) above.height += rowHeight
        here.set(key, above)
      }
      from = to
    }
    open = here
  }
  return { kind: 'picture', name, width, height, pixels, count, areas }
}

/**
 * `runs`: as in `masking.json`, and held against the commitment. One line may be all of a text, and each character a line: nothing is held of
 * them but what is told. Of `own.lines` one more than is told shows that there are others.
 */
export function textCovering({ name, pieces }: MaskPart & { kind: 'text' }, runs: readonly (string | number)[]): Covering {
  const stretches: CoveredStretch[] = []
  const own = { count: 0, lines: [] as number[] }
  let count = 0
  let covered = 0
  let line = 1
  let column = 1
  /** End of the line so far. */
  let before = ''
  for (const [at, run] of runs.entries()) {
    if (typeof run === 'number') {
      count += 1
      covered += run
      if (stretches.length < LISTED_PLACES) stretches.push({ line, column, pieces: run, before, after: following(runs, at + 1) })
      column += COVER.length
      before = lastOf(before + COVER)
      continue
    }
    let from = 0
    let isOwn = false
    for (let i = 0; i < run.length; i += 1) {
      const code = run.charCodeAt(i)
      if (code === OWN && !isOwn) {
        own.count += 1
        if (own.lines.at(-1) !== line && own.lines.length <= LISTED_PLACES) own.lines.push(line)
      }
      isOwn = code === OWN
      if (code === LF || code === CR) {
        if (code === CR && run.charCodeAt(i + 1) === LF) i += 1
        line += 1
        column = 1
        before = ''
        from = i + 1
      } else {
        column += 1
        if (isPair(code, run.charCodeAt(i + 1))) i += 1
      }
    }
    before = lastOf(before + run.slice(Math.max(from, run.length - 2 * BESIDE)))
  }
  return { kind: 'text', name, pieces, covered, count, stretches, own }
}

/** A code point may be two units of UTF-16. */
const isPair = (high: number, low: number): boolean => (high & 0xfc00) === 0xd800 && (low & 0xfc00) === 0xdc00
const lastOf = (text: string): string => [...text].slice(-BESIDE).join('')

/** Parts that were committed to and aren't shown, among `told`. */
export function partsLeftOut(parts: readonly MaskPart[], told: readonly Covering[]): Covering[] {
  return parts.flatMap(({ name }): Covering[] => (told.some((one) => one.name === name) ? [] : [{ kind: 'left-out', name }]))
}

/** Name of the file that shows it. */
export const coveringFile = (covering: Exclude<Covering, { kind: 'left-out' }>): string => maskedName(covering)

/** What stands after a stretch on its line. */
function following(runs: readonly (string | number)[], from: number): string {
  let after = ''
  for (let at = from; at < runs.length && after.length < 2 * BESIDE; at += 1) {
    const run = runs[at]
    const text = typeof run === 'string' ? run.slice(0, 2 * BESIDE) : COVER
    const end = text.search(LINE_BREAK)
    after += end < 0 ? text : text.slice(0, end)
    if (end >= 0) break
  }
  return [...after].slice(0, BESIDE).join('')
}
