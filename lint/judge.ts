import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { CONFINED, HOUSE, OUTSIDE, ROOMS, type Room } from './table.ts'

/** `url`: named by `new URL(…, import.meta.url)`, so it is started or read, not loaded into the same program. */
export type Way = 'import' | 'url'

export interface Place {
  readonly room: Room
  /** The folder (with a slash at the end) or file that this room is. */
  readonly at: string
}

const parts = (path: string): string[] => path.split('/').filter((part) => part !== '')

/** The stretch of `path` that a pattern covers, or null. */
function covered(pattern: string, path: string): string | null {
  const wanted = parts(pattern)
  const given = parts(path)
  const open = pattern.endsWith('/')
  if (open ? given.length <= wanted.length : given.length !== wanted.length) return null
  if (!wanted.every((part, i) => part === '*' || part === given[i])) return null
  return given.slice(0, wanted.length).join('/') + (open ? '/' : '')
}

const within = (patterns: readonly string[], path: string): boolean => patterns.some((p) => covered(p, path) !== null)

/** The room that a file lies in; null outside the house or in no room. */
export function placeOf(path: string): Place | null {
  for (const room of ROOMS) {
    const at = covered(room.at, path)
    if (at !== null) return { room, at }
  }
  return null
}

export const inHouse = (path: string): boolean => within(HOUSE, path)

/** `@scope/name` or `name` of a bare specifier. */
function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

function judgePackage(place: Place, file: string, specifier: string): string | null {
  if (specifier.startsWith('#') || specifier.startsWith('@/') || specifier.startsWith('/') || /^(file|data|https?):/.test(specifier)) {
    return `names ${specifier}, which the rule can't follow: use a relative path`
  }
  const name = packageOf(specifier)
  const homes = CONFINED[name]
  if (homes !== undefined) {
    return within(homes, file) ? null : `may not import ${name}, which is held to ${homes.join(', ')}`
  }
  if (isBuiltin(specifier) && !place.room.node) return `may not use Node's ${specifier}`
  return null
}

/**
 * Judges one import. `file` is the importing file from the root, `specifier` as written.
 * @returns what is wrong, as the end of a sentence about the room, or null
 */
export function judge(place: Place, file: string, specifier: string, way: Way): string | null {
  const bare = specifier.replace(/[?].*$/, '')
  if (!bare.startsWith('.')) return way === 'url' ? null : judgePackage(place, file, bare)

  const target = posix.normalize(posix.join(posix.dirname(file), bare))
  // A folder named by URL is where something lies, not code that is loaded.
  if (way === 'url' && posix.extname(target) === '') return null
  const may = place.room.may.map((pattern) => (pattern === '<self>' ? place.at : pattern))
  if (within(may, target) || within(OUTSIDE, target)) return null
  if (way === 'url' && within(place.room.starts ?? [], target)) return null

  const other = placeOf(target)
  if (other === null) return `may not reach ${target}, which lies in no room`
  if (other.room.name === 'service' && within(may, `${other.at}index.ts`)) {
    return `may use ${other.at} only through its index.ts, not ${target}`
  }
  return `may not reach ${target} (${other.room.name})`
}
