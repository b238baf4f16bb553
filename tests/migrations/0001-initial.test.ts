import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { LATEST, MIGRATIONS, migrate } from '../../electron/services/vault/migrations/index.ts'
import { initial } from '../../electron/services/vault/migrations/0001-initial.ts'

const version = (db: Database.Database) => db.pragma('user_version', { simple: true })
const tables = (db: Database.Database) =>
  db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
    .filter((name) => !/^(sqlite|search)_/.test(name))

describe('the runner', () => {
  it('numbers its steps without gaps', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(Array.from({ length: LATEST }, (_, i) => i + 1))
  })

  it('does only what is missing', () => {
    const db = new Database(':memory:')
    const done: number[] = []
    const step = (version: number) => ({ version, up: () => void done.push(version) })
    migrate(db, [step(1)])
    migrate(db, [step(1), step(2), step(3)])
    migrate(db, [step(1), step(2), step(3)])
    expect(done).toEqual([1, 2, 3])
    expect(version(db)).toBe(3)
  })

  it('leaves everything as it was when a step fails', () => {
    const db = new Database(':memory:')
    migrate(db, [{ version: 1, up: (d) => void d.exec('CREATE TABLE a (x); INSERT INTO a VALUES (1)') }])
    const failing = [
      { version: 1, up: () => undefined },
      { version: 2, up: (d: Database.Database) => void d.exec('CREATE TABLE b (x); DELETE FROM a') },
      { version: 3, up: (d: Database.Database) => void d.exec('CREATE TABLE a (x)') },
    ]
    expect(() => migrate(db, failing)).toThrow()
    expect(version(db)).toBe(1)
    expect(tables(db)).toEqual(['a'])
    expect(db.prepare('SELECT count(*) FROM a').pluck().get()).toBe(1)
  })
})

describe('0001 initial', () => {
  it('makes every table, each of them strict', () => {
    const db = new Database(':memory:')
    migrate(db, [initial])
    expect(version(db)).toBe(1)
    expect(tables(db)).toEqual([
      'artefacts',
      'attestations',
      'bundles',
      'cases',
      'checkpoints',
      'exhibits',
      'ledger',
      'meta',
      'nodes',
      'objects',
      'payloads',
      'people',
      'people_keys',
      'previews',
      'sealed_keys',
      'search',
    ])
    const loose = db.prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0").pluck().all()
    expect(loose.filter((name) => !String(name).startsWith('sqlite_'))).toEqual([])
  })

  it('forgets words of the search index when they are deleted', () => {
    const db = new Database(':memory:')
    migrate(db, [initial])
    db.prepare('INSERT INTO search (rowid, text) VALUES (1, ?)').run('hemligheten')
    const remembers = () => {
      const blocks = db.prepare<[], Buffer>('SELECT block FROM search_data').pluck().all()
      return ['hem', 'eml', 'igh'].map((piece) => blocks.some((block) => block.includes(piece.slice(1))))
    }
    expect(remembers()).toEqual([true, true, true])
    db.prepare('DELETE FROM search WHERE rowid = 1').run()
    expect(remembers()).toEqual([false, false, false])
    expect(db.prepare("SELECT v FROM search_config WHERE k = 'secure-delete'").pluck().get()).toBe(1)
  })
})
