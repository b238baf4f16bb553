import Database from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDatabase, isOlder, openDatabase } from '../../electron/services/vault/database.ts'
import { asRefusal } from '../../electron/services/vault/failures.ts'
import { refusalOf } from '../support/vault-entries.ts'

let folder: string
let path: string
const key = randomBytes(32)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bevisvalv-db-'))
  path = join(folder, 'vault.db')
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const EXPECTED = {
  journal_mode: 'wal',
  synchronous: 2,
  temp_store: 2,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  secure_delete: 1,
  cipher: 'sqlcipher',
  page_size: 4096,
}
const settings = (db: Database.Database) =>
  Object.fromEntries(Object.keys(EXPECTED).map((name) => [name, db.pragma(name, { simple: true })]))

describe('the database', () => {
  it('has its settings after creating and after every opening', () => {
    let db = createDatabase(path, key)
    expect(settings(db)).toEqual(EXPECTED)
    for (let i = 0; i < 2; i += 1) {
      db.close()
      db = openDatabase(path, key)
      expect(settings(db)).toEqual(EXPECTED)
    }
    db.close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it.each(Object.keys(EXPECTED).slice(0, 7))('isn\'t opened when %s doesn\'t hold', async (name) => {
    createDatabase(path, key).close()
    const real = Database.prototype.pragma
    vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (this: Database.Database, ...input) {
      return input[0] === name ? 'something else' : real.apply(this, input)
    })
    expect(await refusalOf(() => openDatabase(path, key))).toBe('vault.io')
  })

  it('doesn\'t open with another key', async () => {
    createDatabase(path, key).close()
    expect(await refusalOf(() => openDatabase(path, randomBytes(32)))).toBe('vault.database-damaged')
  })

  it('is never made over an existing file', async () => {
    createDatabase(path, key).close()
    expect(await refusalOf(() => createDatabase(path, key))).toBe('vault.io')
  })

  it('compares versions by number', () => {
    expect(isOlder('3.51.3', '3.51.3')).toBe(false)
    expect(isOlder('3.51.2', '3.51.3')).toBe(true)
    expect(isOlder('3.9.9', '3.51.3')).toBe(true)
    expect(isOlder('3.53.0', '3.51.3')).toBe(false)
    expect(isOlder('4.0.0', '3.51.3')).toBe(false)
    expect(isOlder('3.51', '3.51.3')).toBe(true)
  })

  it('says when it is full, without losing what was there', async () => {
    const db = createDatabase(path, key)
    db.exec('CREATE TABLE filler (content BLOB)')
    db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
    const full = () => db.prepare('INSERT INTO filler VALUES (zeroblob(100000))').run()
    expect(await refusalOf(() => {
      try {
        full()
      } catch (error) {
        throw asRefusal(error)
      }
    })).toBe('vault.disk-full')
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  })
})

describe('failures', () => {
  const system = (code: string) => Object.assign(new Error(code), { code, syscall: 'write' })
  it.each([
    [system('ENOSPC'), 'vault.disk-full'],
    [system('EDQUOT'), 'vault.disk-full'],
    [system('EACCES'), 'vault.io'],
    [new Database.SqliteError('x', 'SQLITE_FULL'), 'vault.disk-full'],
    [new Database.SqliteError('x', 'SQLITE_IOERR_READ'), 'vault.io'],
    [new Database.SqliteError('x', 'SQLITE_READONLY_DIRECTORY'), 'vault.read-only'],
    [new Database.SqliteError('x', 'SQLITE_CORRUPT_VTAB'), 'vault.database-damaged'],
    [new Database.SqliteError('x', 'SQLITE_NOTADB'), 'vault.database-damaged'],
    [new Database.SqliteError('vtable constructor failed: search', 'SQLITE_ERROR'), 'vault.database-damaged'],
    [new Database.SqliteError('x', 'SQLITE_BUSY'), 'vault.locked-by-other'],
  ])('%s is %s', (error, code) => {
    expect((asRefusal(error) as Error).message).toBe(code)
  })

  it('leaves bugs as they are', () => {
    for (const bug of [new TypeError('x'), new Database.SqliteError('x', 'SQLITE_CONSTRAINT_UNIQUE')]) {
      expect(asRefusal(bug)).toBe(bug)
    }
  })
})
