import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ATTACKS, FORGED_SUCCESSION, truncation, type Attack } from '../support/attacker/attacks.ts'
import { HELD, NOT_GONE, NOT_HELD } from '../support/attacker/evidence.ts'
import { judge, look } from '../support/attacker/judge.ts'
import { breakIn } from '../support/attacker/keys.ts'
import { oldPages, putPages } from '../support/attacker/pages.ts'
import { reset, setScene, type Scene } from '../support/attacker/scene.ts'
import { attempt } from '../support/attacker/trial.ts'
import { chance } from '../support/seed.ts'

/**
 * An officer with a program of their own, who has everything but a witness's key: short form of `npm run torture -- attack`.
 * What has to be noticed by which means stands in `problemsOf`.
 */
let scene: Scene
beforeAll(async () => {
  scene = await setScene('attacker')
})
afterAll(() => scene.remove())

const random = chance('attacks')

/** For those that open the vault a dozen times, on a machine that does other things as well. */
const SLOW = { timeout: 120_000 }

type Value = string | number | Buffer | null

/** A value of the same kind that isn't the same. */
function another(value: Value, column: string): Value {
  if (typeof value === 'number') return column === 'partial' || column === 'unwitnessed' ? 1 - value : value + 77
  if (Buffer.isBuffer(value)) return Buffer.alloc(value.length)
  if (value === null) return column === 'completeness' ? '{"notes":[],"verdict":"partial"}' : scene.exhibits[2]
  return `${value}x`
}

const holds = async (attacks: readonly Attack[]) => {
  const trial = await attempt(scene, attacks)
  expect(trial.problems, JSON.stringify(trial)).toEqual([])
  return trial
}

test('control: a vault that nobody was at shows nothing', async () => {
  reset(scene)
  const nothing = { opening: [], check: [], openingAlone: [], checkAlone: [], bundle: 'continues', receipt: 'continues' }
  expect(await judge(scene)).toEqual(nothing)
})

test.each(ATTACKS.map((attack) => [attack.name, attack] as const))('%s', async (_, attack) => {
  await holds([attack])
})

test('cut to fewer entries', SLOW, async () => {
  // The last before each thing from outside, and the first after it.
  for (const size of new Set([2, scene.receipt.head.size - 1, scene.receipt.head.size, scene.bundle.head.size, scene.lines.length - 1])) {
    const { shown, from } = await holds([truncation(size)])
    expect(from).toBe(size)
    expect(shown.opening).toContain('alarm')
  }
})

test('pages put back, one by one and several', SLOW, async () => {
  for (const from of ['early', 'late'] as const) {
    const pages = oldPages(scene, from)
    expect(pages.length).toBeGreaterThan(10)
    for (let n = 0; n < 3; n += 1) await holds([putPages(from, [random.pick(pages)])])
    await holds([putPages(from, pages.filter(() => random.next() < 0.5))])
    await holds([putPages(from, pages)])
  }
})

test('several attacks in turn', SLOW, async () => {
  for (let n = 0; n < 3; n += 1) await holds([random.pick(ATTACKS), random.pick(ATTACKS), random.pick(ATTACKS)])
})

test('a key forged for a witness changes no past, and shows on their receipt', async () => {
  const { from, shown } = await attempt(scene, [FORGED_SUCCESSION])
  expect(from).toBeNull()
  expect(shown).toMatchObject({ opening: [], check: [], bundle: 'continues', receipt: 'another key' })
})

test('with everything from outside gone, a rebuilt log looks whole', async () => {
  const rebuilt = ATTACKS.find(({ name }) => name.startsWith('drop: a whole case'))!
  const { shown } = await holds([rebuilt])
  // Nothing in the vault itself tells: the alarm, the bundle and the receipt do.
  expect(shown).toMatchObject({ openingAlone: [], checkAlone: [], bundle: 'differs', receipt: 'differs' })
  expect(shown.opening).toContain('alarm')
})

test('an object whose row alone is gone is not swept: its exhibit still names it', async () => {
  reset(scene)
  const { db, close } = breakIn(scene.folder)
  const object = db.prepare<[string], string>('SELECT object FROM artefacts WHERE exhibit = ?').pluck().get(scene.exhibits[0])!
  db.prepare('DELETE FROM objects WHERE id = ?').run(object)
  close()
  const { opening, check } = await look(scene)
  expect(opening).toEqual([])
  expect(check).toContain('vault-database')
  expect(existsSync(join(scene.folder, 'objects', object.slice(2, 4), object))).toBe(true)
})

test('a tree with a hole is refused, and nothing else happens', async () => {
  reset(scene)
  const { db, close } = breakIn(scene.folder)
  db.exec('DELETE FROM nodes')
  close()
  expect((await look(scene)).opening).toEqual(['vault.database-damaged'])
})

describe('rows', () => {
  const same = (columns: readonly string[]) => columns.map((each) => `${each} IS ?`).join(' AND ')

  test('every column is either held against the ledger or known not to be', () => {
    reset(scene)
    const { db, close } = breakIn(scene.folder)
    const named = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sq*' AND name NOT GLOB 'search*'`
    const tables = db.prepare<[], string>(named).pluck().all()
    const known = (table: string, column: string) => HELD[table]?.includes(column) === true || table in NOT_HELD || `${table}.${column}` in NOT_HELD
    const columns = tables.flatMap((table) => (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => [table, name] as const))
    close()
    expect(columns.filter(([table, column]) => !known(table, column))).toEqual([])
  })

  test.each(Object.entries(HELD))('%s: no column that is held can be changed unnoticed', SLOW, async (table, columns) => {
    const unnoticed: string[] = []
    for (const column of columns) {
      reset(scene, false)
      const { db, close } = breakIn(scene.folder)
      const rows = db.prepare<[], Record<string, Value>>(`SELECT ${columns.join(', ')} FROM ${table}`).all()
      const row = rows.find((each) => each[column] !== null) ?? rows[0]!
      db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${same(columns)}`).run(another(row[column]!, column), ...Object.values(row))
      close()
      if ((await look(scene)).check.length === 0) unnoticed.push(column)
    }
    expect(unnoticed).toEqual([])
  })

  test.each(Object.entries(HELD))('%s: no row can be taken away unnoticed', SLOW, async (table, columns) => {
    const unnoticed: unknown[] = []
    // The first and the last.
    for (const which of [0, -1]) {
      reset(scene, false)
      const { db, close } = breakIn(scene.folder)
      const row = db.prepare<[], Record<string, Value>>(`SELECT ${columns.join(', ')} FROM ${table} ${NOT_GONE[table] ?? ''}`).all().at(which)!
      const { changes } = db.prepare(`DELETE FROM ${table} WHERE ${same(columns)}`).run(...Object.values(row))
      close()
      expect(changes).toBe(1)
      if ((await look(scene)).check.length === 0) unnoticed.push(row)
    }
    expect(unnoticed).toEqual([])
  })
})
