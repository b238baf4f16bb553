import { maskedName, type CoveredArea, type CoveredStretch, type Covering, type MaskPart } from '../model/index.ts'
import { COVER, TILE, tileCount, type Covered } from './masking.ts'

/**
 * Where a part is covered, in words that a reader can follow with a ruler or a line count. A black area and `█████` may stand in an
 * original too, so by eye nobody can tell them from what is covered.
 */

/** Areas, stretches and lines that are told one by one; the others are counted. A hostile bundle may hold very many. */
const LISTED = 500
/** Code points beside a stretch, by which it is found where lines are broken otherwise. */
const BESIDE = 24
const OWN = new RegExp(`${COVER.charAt(0)}+`, 'gu')
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
        if (areas.length < LISTED) areas.push(area)
        here.set(key, count <= LISTED ? area : null)
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

/** `runs`: as in `masking.json`, and held against the commitment. */
export function textCovering({ name, pieces }: MaskPart & { kind: 'text' }, runs: readonly (string | number)[]): Covering {
  const stretches: CoveredStretch[] = []
  const own = { count: 0, lines: [] as number[] }
  let count = 0
  let covered = 0
  let line = 1
  let column = 1
  /** End of the line so far. */
  let before = ''
  const goOn = (shown: string) => {
    const all = [...shown]
    column += all.length
    before = [...before, ...all.slice(-BESIDE)].slice(-BESIDE).join('')
  }
  for (const [at, run] of runs.entries()) {
    if (typeof run === 'number') {
      count += 1
      covered += run
      if (stretches.length < LISTED) stretches.push({ line, column, pieces: run, before, after: following(runs, at + 1) })
      goOn(COVER)
      continue
    }
    for (const [index, part] of run.split(LINE_BREAK).entries()) {
      if (index > 0) {
        line += 1
        column = 1
        before = ''
      }
      const found = part.match(OWN)?.length ?? 0
      own.count += found
      if (found > 0 && own.lines.at(-1) !== line && own.lines.length < LISTED) own.lines.push(line)
      goOn(part)
    }
  }
  return { kind: 'text', name, pieces, covered, count, stretches, own }
}

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
