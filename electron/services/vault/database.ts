import Database from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { Refusal } from '../../../shared/contract/index.ts'
import { wipe } from '../crypto/index.ts'
import { guarded } from './failures.ts'
import { FILE_MODE } from './files.ts'
import { LATEST, migrate } from './migrations/index.ts'

export const DATABASE_FILE = 'vault.db'

/** SQLite before this one has a fault in its write-ahead log that can lose committed pages. */
const OLDEST_SQLITE = '3.51.3'

/**
 * Set after every open and read back, because each fails silently: a reopened WAL database falls back to
 * `synchronous=NORMAL` and loses acknowledged commits at a power cut; the default `temp_store` writes plaintext to
 * the system's temporary folder. Name, value as set, value as read.
 */
const PRAGMAS: readonly (readonly [string, string, string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['temp_store', 'MEMORY', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['secure_delete', 'ON', 1],
]

export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const index = b.findIndex((part, i) => part !== (a[i] ?? 0))
  return index !== -1 && (a[index] ?? 0) < (b[index] ?? 0)
}

/** Asked of an empty database in memory: a sealed file can't be asked anything before its key is set. */
function assertEngine(): void {
  const database = new Database(':memory:')
  const found = database.prepare('SELECT sqlite_version()').pluck().get() as string
  database.close()
  if (isOlder(found, OLDEST_SQLITE)) throw new Refusal('vault.sqlite-too-old', { found, needed: OLDEST_SQLITE })
}

/** What the build with ciphers has beyond the types of the plain library. */
interface Keyed {
  key(key: Buffer): number
  rekey(key: Buffer): number
}

/** SQLCipher 4's own format with a raw key, so that foreign tools can open the file. */
function setKey(database: Database.Database & Partial<Keyed>, key: Uint8Array): void {
  database.pragma("cipher = 'sqlcipher'")
  database.pragma('legacy = 4')
  // Through a buffer and not `PRAGMA key`: a statement's text can't be wiped.
  withLiteral(key, (literal) => {
    if (database.key?.(literal) !== 0) throw new Error('this build of SQLite has no ciphers')
  })
}

function withLiteral(key: Uint8Array, use: (literal: Buffer) => void): void {
  const literal = Buffer.concat([Buffer.from("x'"), Buffer.from(hexBytes(key)), Buffer.from("'")])
  try {
    use(literal)
  } finally {
    wipe(literal)
  }
}

/** Lower-case hex digits as bytes, so that no string of the key is made. */
function hexBytes(key: Uint8Array): Buffer {
  const digits = '0123456789abcdef'
  const hex = Buffer.alloc(key.length * 2)
  key.forEach((byte, i) => {
    hex[2 * i] = digits.charCodeAt(byte >> 4)
    hex[2 * i + 1] = digits.charCodeAt(byte & 15)
  })
  return hex
}

/** Fails closed: a setting that doesn't hold ends the opening. */
function setPragmas(database: Database.Database): void {
  for (const [name, value, expected] of PRAGMAS) {
    database.pragma(`${name} = ${value}`)
    const found = database.pragma(name, { simple: true })
    if (found !== expected) throw new Refusal('vault.io', { file: DATABASE_FILE, reason: `${name}=${String(found)}` })
  }
}

/** A new, empty database with the newest schema. The file must not exist. */
export function createDatabase(path: string, key: Uint8Array): Database.Database {
  // Made here, because SQLite would make it readable for the group; its side files take over this mode.
  guarded(() => writeFileSync(path, '', { mode: FILE_MODE, flag: 'wx' }), DATABASE_FILE)
  return connect(path, key, false)
}

/**
 * Opens, settles the settings and brings the schema up to date. Refuses `vault.database-damaged`,
 * `vault.newer-version`, `vault.sqlite-too-old`, `vault.io`, `vault.disk-full`.
 */
export function openDatabase(path: string, key: Uint8Array): Database.Database {
  return connect(path, key, true)
}

function connect(path: string, key: Uint8Array, existing: boolean): Database.Database {
  return guarded(() => {
    assertEngine()
    let database: Database.Database
    try {
      database = new Database(path, { fileMustExist: existing, timeout: 0 })
    } catch (error) {
      // The header is there and authentic, so a database that isn't is damage, not a wrong place.
      if (existing && error instanceof Database.SqliteError && error.code === 'SQLITE_CANTOPEN') {
        throw new Refusal('vault.database-damaged', {}, error)
      }
      throw error
    }
    try {
      setKey(database, key)
      // Reads the first page: fails here if the key or the page isn't right, before anything is written.
      const version = database.pragma('user_version', { simple: true }) as number
      // An emptied file opens with any key; migrating it would make a new, empty vault out of a damaged one.
      if (existing && version === 0) throw new Refusal('vault.database-damaged')
      if (version > LATEST) throw new Refusal('vault.newer-version', { found: version, known: LATEST })
      setPragmas(database)
      migrate(database)
      return database
    } catch (error) {
      database.close()
      throw error
    }
  }, DATABASE_FILE)
}

/**
 * Writes a whole, compact copy to `path` (must not exist) and puts it under another key. The copy is SQLite's own (`VACUUM
 * INTO`): one consistent state, while this process keeps the original open and its locks untouched; copying the file would
 * drop them, and a database in WAL mode can't be given another key where it lies.
 */
export function copyUnder(database: Database.Database, path: string, key: Uint8Array, newKey: Uint8Array): void {
  guarded(() => {
    writeFileSync(path, '', { mode: FILE_MODE, flag: 'wx' })
    database.prepare('VACUUM INTO ?').run(path)
    const copy: Database.Database & Partial<Keyed> = new Database(path, { fileMustExist: true, timeout: 0 })
    try {
      setKey(copy, key)
      copy.pragma('temp_store = MEMORY')
      if (copy.pragma('journal_mode = DELETE', { simple: true }) !== 'delete') throw new Refusal('vault.io', { file: DATABASE_FILE, reason: 'journal_mode' })
      withLiteral(newKey, (literal) => {
        if (copy.rekey?.(literal) !== 0) throw new Refusal('vault.io', { file: DATABASE_FILE, reason: 'rekey' })
      })
    } finally {
      copy.close()
    }
  }, DATABASE_FILE)
}

/** Whether the file is a database of ours under this key. Hostile input; reads its first page. */
export function opensUnder(path: string, key: Uint8Array): boolean {
  let database: Database.Database | null = null
  try {
    database = new Database(path, { fileMustExist: true, timeout: 0 })
    setKey(database, key)
    return Number(database.pragma('user_version', { simple: true })) > 0
  } catch (error) {
    if (error instanceof Database.SqliteError) return false
    throw error
  } finally {
    database?.close()
  }
}
