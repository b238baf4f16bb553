import Database from 'better-sqlite3'
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import type * as Fs from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '../../shared/contract/index.ts'
import { sha256Hex } from '../../shared/encoding/index.ts'
import type { PersonId } from '../../shared/model/index.ts'
import { newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { TEST_PASSPHRASE, passphraseBytes } from '../support/vault.ts'

/**
 * A new key of the vault is many writes to three files. Here each call that changes the disk is a moment: what lies there
 * before and after it is kept as a killed process would leave it, or the call fails.
 */
const disk = vi.hoisted(() => ({ write: <T>(_what: string, work: () => T): T => work() }))

vi.mock('node:fs', async (original) => {
  const real = await original<typeof Fs>()
  const own = (path: unknown) => /\.bevisvalv/.test(String(path))
  return {
    ...real,
    renameSync: (from: string, to: string) => (own(to) ? disk.write(`rename ${name(to)}`, () => real.renameSync(from, to)) : real.renameSync(from, to)),
    rmSync: (path: string, options?: Fs.RmOptions) =>
      own(path) && real.existsSync(path) ? disk.write(`rm ${name(path)}`, () => real.rmSync(path, options)) : real.rmSync(path, options),
    fsyncSync: (fd: number) => disk.write('fsync', () => real.fsyncSync(fd)),
  }
})

const name = (path: string) => path.replace(/.*\//, '').replace(/^\.tmp-[0-9a-f]+/, 'draft')

type Sqlite = { name: string; pragma(...all: unknown[]): unknown; rekey(key: Buffer): number; close(): unknown }
const real = { pragma: Database.prototype.pragma, close: Database.prototype.close, rekey: (Database.prototype as unknown as Sqlite).rekey }
const isCopy = (db: Sqlite) => /\.tmp-|vault\.next/.test(db.name)
Object.assign(Database.prototype, {
  pragma(this: Sqlite, ...all: [string]) {
    const run = (): unknown => real.pragma.apply(this as never, all)
    return isCopy(this) ? disk.write(`pragma ${all[0].split(/\s|=|\(/)[0]}`, run) : run()
  },
  rekey(this: Sqlite, key: Buffer) {
    return disk.write('rekey', () => real.rekey.call(this, key))
  },
  close(this: Sqlite) {
    return isCopy(this) ? disk.write('close', () => real.close.call(this as never)) : real.close.call(this as never)
  },
})

const SECOND = 'den andra handläggarens'
const THIRD = 'den tredje handläggarens'
const FOURTH = 'den fjärde handläggarens'
const NAMES = { [TEST_PASSPHRASE]: 'Anna Provsson', [SECOND]: 'Bo Ek', [THIRD]: 'Cia Dal', [FOURTH]: 'Dan Ek' } as const

const { base, remove } = testFolder('rekey-kill')
let own: string
let old: string[]
let count = 0
let test: TestEngine
let bo: PersonId
let cia: PersonId
const vaultIn = (folder: string) => join(folder, 'prov.bevisvalv')

beforeEach(async () => {
  own = join(base, String((count += 1)))
  await foundOffice()
  const chain = await test.openCase()
  for (const text of ['Hon ringde.', 'Han skrev.']) await test.call('note.add', { case: chain, title: text, text })
})
afterEach(async () => {
  disk.write = (_, work) => work()
  await test.engine.close()
  rmSync(own, { recursive: true, force: true })
})
afterAll(() => {
  Object.assign(Database.prototype, real)
  remove()
})

/** Four officers; the first is at work. */
async function foundOffice(): Promise<void> {
  test = await startTestEngine(own)
  old = (await test.found(vaultIn(own))).recovery
  ;({ id: bo } = await enrol('Bo Ek', SECOND))
  ;({ id: cia } = await enrol('Cia Dal', THIRD, { officer: bo, passphrase: passphraseBytes(SECOND) }))
  await enrol('Dan Ek', FOURTH, { officer: bo, passphrase: passphraseBytes(SECOND) })
}

const enrol = (who: string, passphrase: string, approval: { officer: PersonId; passphrase: Uint8Array } | null = null) =>
  test.call('person.enrol', { name: who, title: '', contact: '', role: 'officer', passphrase: passphraseBytes(passphrase), approval })
const depart = () =>
  test.call('person.depart', {
    job: newJob(), person: bo, reason: 'Slutat', passphrase: passphraseBytes(),
    approval: { officer: cia, passphrase: passphraseBytes(THIRD) },
  })

/** What lies in the folder, by content: states that don't differ are looked at once. */
const digestOf = (folder: string): string =>
  sha256Hex(
    Buffer.concat(
      readdirSync(vaultIn(folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .toSorted()
        .flatMap((path) => [Buffer.from(path.slice(folder.length)), readFileSync(path)]),
    ),
  )

interface State {
  after: string
  folder: string
  isNew: boolean
}

async function killedEverywhere(work: () => Promise<unknown>): Promise<State[]> {
  const states: State[] = []
  const seen = new Set<string>()
  let isNew = false
  const keep = (after: string) => {
    const digest = digestOf(own)
    if (seen.has(digest)) return
    seen.add(digest)
    const folder = join(base, `${count}-${states.length}`)
    cpSync(own, folder, { recursive: true })
    states.push({ after, folder, isNew })
  }
  disk.write = (what, write) => {
    keep(`before ${what}`)
    const value = write()
    if (what === 'rename header.json') isNew = true
    keep(what)
    return value
  }
  await work()
  disk.write = (_, write) => write()
  return states
}

async function opened<T>(folder: string, work: (engine: TestEngine) => Promise<T>): Promise<T> {
  const engine = await startTestEngine(folder)
  try {
    return await work(engine)
  } finally {
    await engine.engine.close()
  }
}

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : error)

/** Opens it as everybody in turn, and by both sets of words; it has to be whole, and the old or the new one. */
async function judge({ folder, isNew, after }: State, words: { old: string[]; fresh: string[] }): Promise<void> {
  const expected = [TEST_PASSPHRASE, THIRD, FOURTH, SECOND].map((phrase) => (isNew && phrase === SECOND ? 'vault.wrong-passphrase' : NAMES[phrase as keyof typeof NAMES]))
  const found = []
  for (const phrase of [TEST_PASSPHRASE, THIRD, FOURTH, SECOND]) {
    found.push(await opened(folder, async (engine) => {
      const view = await engine.open(vaultIn(folder), phrase)
      expect([after, view.alarm, view.notes.filter((note) => !['mirror-mended', 'recovery-unconfirmed'].includes(note))]).toEqual([after, null, []])
      // The signing key unseals by the same passphrase, and every exhibit is there.
      await engine.call('vault.reveal-key', { passphrase: passphraseBytes(phrase) })
      const report = await engine.call('vault.check', { job: newJob() })
      expect([after, report.checks.filter(({ result }) => result === 'fail')]).toEqual([after, []])
      const people = await engine.call('person.list', {})
      expect(people.filter(({ departedAt }) => departedAt !== null).map(({ name: who }) => who)).toEqual(isNew ? ['Bo Ek'] : [])
      const log = (await engine.call('custody.list', { case: null })).map(({ type }) => type)
      expect(log.filter((type) => type === 'person.departed')).toHaveLength(isNew ? 1 : 0)
      if (isNew) expect(log[log.indexOf('person.departed') + 1]).toBe('change.approved')
      return view.officer.name
    }).catch(codeOf))
  }
  expect([after, found]).toEqual([after, expected])
  expect(readdirSync(vaultIn(folder)).filter((file) => /next|\.tmp-/.test(file))).toEqual([])
  const [right, wrong] = isNew ? [words.fresh, words.old] : [words.old, words.fresh]
  await opened(folder, async (engine) => {
    const recover = async (list: string[]) => ({ vault: await engine.grant(vaultIn(folder), 'vault'), words: list, passphrase: passphraseBytes(), officer: cia })
    expect([after, await engine.refused('vault.recover', await recover(wrong))]).toEqual([after, 'vault.recovery-wrong'])
    // Known to somebody else already: so far, and no further, the right words lead.
    expect([after, await engine.refused('vault.recover', await recover(right))]).toEqual([after, 'passphrase.in-use'])
  })
}

describe('a departed officer', () => {
  it('killed between any two writes: the old vault or the new one, whole', async () => {
    let fresh: string[] = []
    const states = await killedEverywhere(async () => {
      fresh = (await depart()).recovery ?? []
    })
    const moments = states.map(({ after }) => after)
    for (const moment of ['rekey', 'close', 'rename vault.next.db', 'rename header.json', 'rename vault.db']) {
      expect(moments.some((each) => each === moment || each === `before ${moment}`), moment).toBe(true)
    }
    expect(states.filter(({ isNew }) => isNew).length).toBeGreaterThan(1)
    expect(states.filter(({ isNew }) => !isNew).length).toBeGreaterThan(5)
    for (const state of states) await judge(state, { old, fresh })
    // And this process goes on with the new one.
    const status = await test.call('app.status', {})
    expect([status.vault?.notes, status.vault?.alarm]).toEqual([['recovery-unconfirmed'], null])
    await test.openCase()
    await test.call('vault.confirm-recovery', { words: fresh })
    await test.call('vault.lock', {})
    await judge({ after: 'all', folder: own, isNew: true }, { old, fresh })
  }, 120_000)

  it('a copy cut short, and what lies beside it, is nobody’s', async () => {
    const states = await killedEverywhere(depart)
    const half = states.find(({ folder }) => readdirSync(vaultIn(folder)).some((file) => file.startsWith('.tmp-')))
    if (half === undefined) throw new Error('no such state')
    const draft = readdirSync(vaultIn(half.folder)).find((file) => file.startsWith('.tmp-')) ?? ''
    truncateSync(join(vaultIn(half.folder), draft), 5000)
    writeFileSync(join(vaultIn(half.folder), `${draft}-journal`), 'x')
    await opened(half.folder, (engine) => engine.open(vaultIn(half.folder), SECOND))
    expect(readdirSync(vaultIn(half.folder)).filter((file) => /next|\.tmp-/.test(file))).toEqual([])
    // A database under a key that the header doesn't know is taken for nothing, and not before the right one has opened.
    const placed = states.find(({ after }) => after === 'rename vault.next.db')
    if (placed === undefined) throw new Error('no such state')
    writeFileSync(join(vaultIn(placed.folder), 'vault.db'), Buffer.alloc(8192, 7))
    for (const file of ['vault.db-wal', 'vault.db-shm']) rmSync(join(vaultIn(placed.folder), file), { force: true })
    expect(await opened(placed.folder, (engine) => engine.open(vaultIn(placed.folder))).catch(codeOf)).toBe('vault.database-damaged')
    expect(existsSync(join(vaultIn(placed.folder), 'vault.next.db'))).toBe(true)
  }, 60_000)

  it('with any of its writes failing: refused and as before, or closed and whole at the next opening', async () => {
    const outcomes = { same: 0, closed: 0 }
    const again = async () => {
      await test.engine.close()
      rmSync(own, { recursive: true, force: true })
      await foundOffice()
    }
    for (const late of [false, true]) {
      for (let n = 0; ; n += 1) {
        let writes = 0
        let failed: string | null = null
        disk.write = (what, write) => {
          // SQLite undoes what it refuses: only what the file system did may stand all the same.
          if (late && /^(pragma|close)/.test(what)) return write()
          if (writes++ !== n) return write()
          failed = what
          if (late) write()
          throw new Refusal('vault.disk-full')
        }
        const answer = await depart().then(() => null, (error: unknown) => error)
        disk.write = (_, write) => write()
        if (failed === null) break
        expect([failed, answer === null || answer instanceof Refusal]).toEqual([failed, true])
        const status = await test.call('app.status', {})
        if (answer !== null && status.vault !== null) {
          outcomes.same += 1
          expect((await test.call('person.list', {})).every(({ departedAt }) => departedAt === null)).toBe(true)
          await test.openCase()
          continue
        }
        outcomes.closed += 1
        const folder = join(base, `${count}-${late}-${n}`)
        cpSync(own, folder, { recursive: true })
        const isNew = answer === null || (await opened(folder, (engine) => engine.open(vaultIn(folder), SECOND)).then(() => false, () => true))
        for (const phrase of [TEST_PASSPHRASE, THIRD, FOURTH, ...(isNew ? [] : [SECOND])]) {
          await opened(folder, async (engine) => {
            await engine.open(vaultIn(folder), phrase)
            const report = await engine.call('vault.check', { job: newJob() })
            expect([failed, report.checks.filter(({ result }) => result === 'fail')]).toEqual([failed, []])
            expect((await engine.call('person.list', {})).some(({ departedAt }) => departedAt !== null)).toBe(isNew)
          })
        }
        await again()
      }
      // The last round of each kind has done it.
      await again()
    }
    expect(outcomes.same).toBeGreaterThan(10)
    expect(outcomes.closed).toBeGreaterThan(0)
  }, 240_000)
})
