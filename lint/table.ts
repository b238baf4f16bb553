/**
 * The rooms of the house and who may import whom, as data: the lint rule reads it, docs/contributing.md explains it
 * and tests/unit/rooms.test.ts breaks each row once. Paths are from the root of the repository with forward slashes.
 *
 * In a pattern `*` stands for one folder or file name; one that ends in `/` covers everything below it; `<self>`
 * is the room that the importing file lies in. Types count like everything else: a type that leans on a room is a
 * dependence on it.
 */

export interface Room {
  readonly name: string
  /** Where it lies. `*` makes each folder there a room of its own. The first room that fits counts. */
  readonly at: string
  readonly may: readonly string[]
  /** Files that it may start as a process or worker of their own (`new URL(…, import.meta.url)`), beside `may`. */
  readonly starts?: readonly string[]
  /** Whether Node's own modules may be used. */
  readonly node: boolean
}

const SHARED = 'shared/'
const SERVICE_DOORS = 'electron/services/*/index.ts'
const SELF = '<self>'

export const ROOMS: readonly Room[] = [
  { name: 'shared', at: 'shared/', may: [SHARED], node: false },
  { name: 'service', at: 'electron/services/*/', may: [SHARED, SELF, SERVICE_DOORS], node: true },
  {
    name: 'engine',
    at: 'electron/engine/',
    may: [SHARED, SELF, SERVICE_DOORS],
    // Children are processes without keys: the engine starts them and never loads them.
    starts: ['electron/services/*/child.ts', 'electron/services/*/child/'],
    node: true,
  },
  { name: 'electron door', at: 'electron/main/', may: [SHARED, SELF, 'electron/engine/'], node: true },
  { name: 'preload', at: 'electron/preload/', may: ['shared/contract/', SELF], node: false },
  {
    name: 'chromium door',
    at: 'electron/chromium/',
    may: [SHARED, SELF, 'electron/engine/', 'electron/services/browser/index.ts'],
    node: true,
  },
  { name: 'command line', at: 'electron/cli/', may: [SHARED, SELF, 'electron/engine/'], node: true },
  {
    name: 'launcher',
    at: 'electron/launch.ts',
    may: [SHARED, 'electron/build.ts', 'electron/chromium/', 'electron/services/browser/index.ts'],
    starts: ['electron/main/', 'electron/cli/main.ts'],
    node: true,
  },
  { name: 'builder', at: 'electron/build.ts', may: [], node: true },
  { name: 'renderer', at: 'renderer/', may: [SHARED, SELF], node: false },
]

/** Packages that only these places may import, by any of their entry points. */
export const CONFINED: Readonly<Record<string, readonly string[]>> = {
  electron: ['electron/main/', 'electron/preload/'],
  'puppeteer-core': ['electron/services/browser/', 'electron/chromium/'],
  '@sparticuz/chromium': ['electron/services/browser/'],
  'better-sqlite3': ['electron/services/vault/'],
  'sodium-native': ['electron/services/crypto/'],
  sharp: ['electron/services/evidence/', 'electron/services/comparison/'],
  'csv-parse': ['electron/services/casework/table/'],
  saxes: ['electron/services/casework/table/'],
}

/** Everything here lies in a room; a file that lies in none is a breach. */
export const HOUSE: readonly string[] = ['electron/', 'renderer/', 'shared/']

/** What a room may name outside the house: its own version, and what a build leaves. */
export const OUTSIDE: readonly string[] = ['package.json', 'out/']
