import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as HeaderModule from '../../electron/services/vault/header.ts'
import type * as LedgerModule from '../../electron/services/vault/stores/ledger.ts'
import type * as MetaModule from '../../electron/services/vault/stores/meta.ts'
import type * as PeopleModule from '../../electron/services/vault/stores/people.ts'
import { Refusal } from '../../shared/contract/index.ts'
import { newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { TEST_PASSPHRASE, passphraseBytes } from '../support/vault.ts'

/**
 * Header and database can't be written in one go. Here every write to either is a moment: what lies on disk before and
 * after each is kept as a killed process would leave it, or the write fails there.
 */
const disk = vi.hoisted(() => ({ write: <T>(_what: string, work: () => T): T => work() }))

vi.mock('../../electron/services/vault/header.ts', async (original) => {
  const real = await original<typeof HeaderModule>()
  const writeHeader: typeof real.writeHeader = (...all) => disk.write('header', () => real.writeHeader(...all))
  return { ...real, writeHeader }
})
vi.mock('../../electron/services/vault/stores/ledger.ts', async (original) => {
  const real = await original<typeof LedgerModule>()
  return {
    ...real,
    createLedgerStore(db: Parameters<typeof real.createLedgerStore>[0]) {
      const store = real.createLedgerStore(db)
      return { ...store, transaction: <T>(work: () => T): T => disk.write('entry', () => store.transaction(work)) }
    },
  }
})
vi.mock('../../electron/services/vault/stores/people.ts', async (original) => {
  const real = await original<typeof PeopleModule>()
  return {
    ...real,
    createPeopleStore(db: Parameters<typeof real.createPeopleStore>[0]) {
      const store = real.createPeopleStore(db)
      const addSealedKey: typeof store.addSealedKey = (...all) => disk.write('seal', () => store.addSealedKey(...all))
      return { ...store, addSealedKey }
    },
  }
})
vi.mock('../../electron/services/vault/stores/meta.ts', async (original) => {
  const real = await original<typeof MetaModule>()
  return {
    ...real,
    createMetaStore(db: Parameters<typeof real.createMetaStore>[0]) {
      const store = real.createMetaStore(db)
      const set: typeof store.set = (...all) => disk.write(`meta ${all[0].split(' ')[0]}`, () => store.set(...all))
      return { ...store, set }
    },
  }
})

const NEXT = 'nästa långa lösenfras'
const SECOND = 'den andra handläggarens'
const BO = { name: 'Bo Ek', title: '', contact: '', role: 'officer' } as const

const { base, remove } = testFolder('officer-kill')
let own: string
let recovery: string[]
let count = 0
let test: TestEngine
const vaultIn = (folder: string) => join(folder, 'prov.bevisvalv')

beforeEach(async () => {
  own = join(base, String((count += 1)))
  await found()
})
afterEach(async () => {
  disk.write = (_, work) => work()
  await end()
})
afterAll(remove)

async function found(): Promise<void> {
  test = await startTestEngine(own)
  recovery = (await test.found(vaultIn(own))).recovery
}

async function end(): Promise<void> {
  await test.engine.close()
  rmSync(own, { recursive: true, force: true })
}

/** Does it, and keeps all of the disk before the first write and after each. */
async function killedEverywhere(work: () => Promise<unknown>): Promise<{ after: string; folder: string }[]> {
  const states: { after: string; folder: string }[] = []
  const keep = (after: string) => {
    const folder = join(base, `${count}-${states.length}`)
    cpSync(own, folder, { recursive: true })
    states.push({ after, folder })
  }
  disk.write = (what, write) => {
    if (states.length === 0) keep('nothing')
    const value = write()
    keep(what)
    return value
  }
  await work()
  disk.write = (_, write) => write()
  return states
}

/**
 * Does it anew with its `n`th write failing, before or after it was done, until there is no such write. The round without
 * a failing write does it, so each kind of round begins with a vault founded anew.
 */
async function failingEverywhere(begin: (isNew: boolean) => Promise<void>, work: () => Promise<unknown>, then: (write: string, refused: boolean) => Promise<void>): Promise<string[]> {
  const seen: string[] = []
  for (const late of [false, true]) {
    await end()
    await found()
    for (let n = 0; ; n += 1) {
      await begin(n === 0)
      let writes = 0
      const failed: string[] = []
      disk.write = (what, write) => {
        if (writes++ !== n) return write()
        failed.push(what)
        // After a rename whose folder couldn't be synchronised the new header stands; the database undoes what it refuses.
        if (late && what === 'header') write()
        throw new Refusal('vault.io', { file: '', reason: 'EIO' })
      }
      const answer = await work().then(() => null, (error: unknown) => error)
      disk.write = (_, write) => write()
      const [write] = failed
      if (write === undefined) break
      expect(answer === null || answer instanceof Refusal).toBe(true)
      const where = late ? `${write}, late` : write
      seen.push(where)
      await then(where, answer !== null)
    }
  }
  return seen
}

/** What `failingEverywhere` has seen where each of these failed, in both kinds of round. */
const bothWays = (writes: readonly string[]) => [...writes, ...writes.map((write) => `${write}, late`)]

/** Who opens that vault by which passphrase; each must be able to sign, and the vault must hold. */
async function whoOpens(folder: string, passphrases: readonly string[]): Promise<(string | null)[]> {
  const found: (string | null)[] = []
  for (const passphrase of passphrases) {
    const engine = await startTestEngine(folder)
    try {
      const view = await engine.open(vaultIn(folder), passphrase)
      // The signing key unseals by the same passphrase, and by no other.
      await engine.call('vault.reveal-key', { passphrase: passphraseBytes(passphrase) })
      for (const other of passphrases) {
        if (other !== passphrase) expect(await engine.refused('vault.reveal-key', { passphrase: passphraseBytes(other) })).toBe('person.wrong-passphrase')
      }
      await engine.openCase()
      const report = await engine.call('vault.check', { job: newJob() })
      expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
      expect([view.alarm, (await engine.call('person.list', {})).filter(({ role }) => role === 'officer').length, slots(folder)]).toEqual([null, slots(folder), slots(folder)])
      found.push(view.officer.name)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      expect(error.code).toBe('vault.wrong-passphrase')
      found.push(null)
    } finally {
      await engine.engine.close()
    }
  }
  return found
}
const slots = (folder: string) => (JSON.parse(readFileSync(join(vaultIn(folder), 'header.json'), 'utf8')) as { slots: unknown[] }).slots.length

const enrol = () => test.call('person.enrol', { ...BO, passphrase: passphraseBytes(SECOND) })
const change = () => test.call('vault.change-passphrase', { current: passphraseBytes(), next: passphraseBytes(NEXT) })
const recover = async () =>
  test.call('vault.recover', { vault: await test.grant(vaultIn(own), 'vault'), words: recovery, passphrase: passphraseBytes(NEXT) })
const reopened = async (passphrase = TEST_PASSPHRASE) => {
  await test.call('vault.lock', {})
  await test.open(vaultIn(own), passphrase)
}

describe('killed between any two writes', () => {
  it('an officer is enrolled and can open the vault, or neither', async () => {
    const states = await killedEverywhere(enrol)
    expect(states.map(({ after }) => after)).toEqual(['nothing', 'header', 'entry'])
    for (const { after, folder } of states) {
      const enrolled = after === 'entry'
      // Bo first: what is mended at opening is mended whoever comes first.
      expect(await whoOpens(folder, [SECOND, TEST_PASSPHRASE])).toEqual([enrolled ? BO.name : null, 'Anna Provsson'])
      expect(slots(folder)).toBe(enrolled ? 2 : 1)
    }
  })

  it('an officer half enrolled is told of, and can be enrolled again', async () => {
    const states = await killedEverywhere(enrol)
    const folder = states[1]?.folder ?? ''
    const engine = await startTestEngine(folder)
    expect((await engine.open(vaultIn(folder))).notes).toEqual(['enrolment-undone'])
    await engine.call('person.enrol', { ...BO, passphrase: passphraseBytes(SECOND) })
    await engine.engine.close()
    expect(await whoOpens(folder, [SECOND, TEST_PASSPHRASE])).toEqual([BO.name, 'Anna Provsson'])
  })

  it('a change of passphrase leaves one, for vault and signing key', async () => {
    const states = await killedEverywhere(change)
    expect(states.map(({ after }) => after)).toEqual(['nothing', 'seal', 'header', 'entry'])
    for (const { after, folder } of states) {
      const changed = after === 'header' || after === 'entry'
      expect([after, await whoOpens(folder, [NEXT, TEST_PASSPHRASE])]).toEqual([after, changed ? ['Anna Provsson', null] : [null, 'Anna Provsson']])
    }
  })

  it('a recovery leaves one, for vault and signing key, and its entry', async () => {
    await test.call('vault.lock', {})
    const states = await killedEverywhere(recover)
    const writes = states.map(({ after }) => after)
    expect(writes).toEqual(['nothing', 'meta closed-at', 'meta recovering', 'header', 'meta recovery-confirmed', 'entry'])
    for (const [index, { folder }] of states.entries()) {
      const recovered = index >= writes.indexOf('header')
      expect([writes[index], await whoOpens(folder, [NEXT, TEST_PASSPHRASE])]).toEqual([writes[index], recovered ? ['Anna Provsson', null] : [null, 'Anna Provsson']])
      const engine = await startTestEngine(folder)
      await engine.open(vaultIn(folder), recovered ? NEXT : TEST_PASSPHRASE)
      const entries = (await engine.call('custody.list', { case: null })).filter(({ type }) => type === 'key.succeeded')
      expect(entries).toHaveLength(recovered ? 1 : 0)
      await engine.engine.close()
    }
  })
})

describe('a write that fails', () => {
  it('leaves no vault that was built and can not be opened', async () => {
    await test.call('vault.lock', {})
    const folder = join(own, 'nytt.bevisvalv')
    const input = async () => ({ folder: await test.grant(folder, 'vault-to-create'), name: 'Nytt', officer: { name: 'Ny', title: '', contact: '' }, passphrase: passphraseBytes() })
    disk.write = (what, write) => {
      if (what !== 'meta closed-at') return write()
      throw new Refusal('vault.disk-full')
    }
    expect(await test.refused('vault.create', await input())).toBe('vault.disk-full')
    expect(existsSync(folder)).toBe(false)
    disk.write = (_, write) => write()
    await test.call('vault.create', await input())
  })

  it('leaves no officer enrolled who was refused', async () => {
    const writes = await failingEverywhere(
      async () => undefined,
      enrol,
      async (_write, refused) => {
        expect(refused).toBe(true)
        expect((await test.call('person.list', {})).map(({ name }) => name)).toEqual(['Anna Provsson'])
        expect(slots(own)).toBe(1)
        await reopened()
        expect((await test.call('app.status', {})).vault?.notes).toEqual([])
      },
    )
    expect(writes).toEqual(bothWays(['header', 'entry']))
    // Without a failing write the officer is enrolled, so the last round has done it.
    expect((await test.call('person.list', {})).map(({ name }) => name)).toEqual(['Anna Provsson', BO.name])
  })

  it('is told of in a change of passphrase, unless the new one is what opens the vault', async () => {
    let current = TEST_PASSPHRASE
    let next = NEXT
    const writes = await failingEverywhere(
      async (isNew) => {
        if (isNew) [current, next] = [TEST_PASSPHRASE, NEXT]
      },
      async () => {
        await test.call('vault.change-passphrase', { current: passphraseBytes(current), next: passphraseBytes(next) })
        ;[current, next] = [next, current]
      },
      async (write, refused) => {
        expect([write, refused]).toEqual([write, !write.startsWith('entry')])
        const notes = (await test.call('app.status', {})).vault?.notes
        expect(notes).toEqual(refused ? [] : ['passphrase-unrecorded'])
        await test.call('vault.lock', {})
        expect(await whoOpens(own, [current, next])).toEqual(['Anna Provsson', null])
        await test.open(vaultIn(own), current)
        const changes = (await test.call('custody.list', { case: null })).filter(({ type }) => type === 'passphrase.changed')
        // The opening has written what could not be written then.
        if (!refused) expect(changes.length).toBeGreaterThan(0)
      },
    )
    expect(writes).toEqual(bothWays(['seal', 'header', 'entry']))
  })

  it('in a recovery leaves a vault that opens with one passphrase, and words that work', async () => {
    const writes = await failingEverywhere(
      async () => void (await test.call('vault.lock', {})),
      recover,
      async (write, refused) => {
        expect(refused).toBe(true)
        const found = await whoOpens(own, [NEXT, TEST_PASSPHRASE])
        expect([write, found.filter((name) => name !== null)]).toEqual([write, ['Anna Provsson']])
        // Back to the first passphrase for the next round.
        await test.call('vault.recover', { vault: await test.grant(vaultIn(own), 'vault'), words: recovery, passphrase: passphraseBytes() })
      },
    )
    expect(writes).toEqual(bothWays(['meta closed-at', 'meta recovering', 'header', 'meta recovery-confirmed', 'entry']))
  })
})
