import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHeadMemory } from '../../electron/services/vault/index.ts'
import { createLedgerStore } from '../../electron/services/vault/stores/ledger.ts'
import { toHex, treeRoot } from '../../shared/encoding/index.ts'
import type { LogHead } from '../../shared/model/index.ts'
import { ATTACKS } from '../support/attacker/attacks.ts'
import { compare } from '../support/attacker/judge.ts'
import { breakIn } from '../support/attacker/keys.ts'
import { readLog, rebuild, type Draft } from '../support/attacker/log.ts'
import { forgetHeads, reset, setScene, type Scene } from '../support/attacker/scene.ts'
import { openSession } from '../support/attacker/session.ts'
import { newJob } from '../support/engine.ts'

/** An older vault put back: what a declaration explains, and what it doesn't. */
let scene: Scene
beforeAll(async () => {
  scene = await setScene('restore')
})
afterAll(() => scene.remove())

const putBack = (from: 'early' | 'late', what = 'the whole folder') => {
  reset(scene)
  ATTACKS.find(({ name }) => name === `older vault: ${what}, ${from}`)!.run(scene)
}
const call = () => scene.test
const failing = async () => {
  const { checks } = await call().call('vault.check', { job: newJob() })
  return checks.filter(({ result }) => result === 'fail').map(({ name }) => name)
}

describe.each(['early', 'late'] as const)('the vault as it was (%s)', (from) => {
  test.each(['the whole folder', 'vault.db and mirror', 'vault.db only'])('%s: raises the alarm, until it is declared', async (what) => {
    putBack(from, what)
    for (let opening = 0; opening < 2; opening += 1) {
      expect((await call().open(scene.folder)).alarm).not.toBeNull()
      // Work that goes on explains nothing.
      await call().openCase(`Ärende ${opening}`)
      expect(await failing()).toContain('log-last-seen')
      await call().call('vault.lock', {})
    }
    await call().open(scene.folder)
    expect((await call().call('vault.declare-restore', { reason: 'Disken gick sönder.' })).alarm).toBeNull()
    await call().call('vault.lock', {})
    for (let opening = 0; opening < 2; opening += 1) {
      expect((await call().open(scene.folder)).alarm).toBeNull()
      expect(await failing()).toEqual([])
      await call().call('vault.lock', {})
    }
    // Whoever comes with something from the part that was lost is told of the restore; what came before it is there.
    const lost = from === 'early' ? 'restored' : 'continues'
    expect(compare(scene)).toEqual({ bundle: lost, receipt: lost })
  })
})

describe('a false declaration', () => {
  const declared = (lastSeen: LogHead, found: LogHead) => ({ type: 'vault.restored' as const, reason: 'Påhittad.', lastSeen, found })

  test('that names another gap than the alarm is refused', () => {
    putBack('early')
    openSession(scene, (ledger, actor) => {
      const { lastSeen, found } = ledger.alarm()!
      for (const other of [{ ...lastSeen, size: lastSeen.size - 1 }, { ...lastSeen, root: found.root }]) {
        expect(() => ledger.commit(actor, (append) => append(null, declared(other, found)))).toThrow('no alarm calls for')
      }
      expect(ledger.alarm()).not.toBeNull()
      ledger.commit(actor, (append) => append(null, declared(lastSeen, found)))
      expect(ledger.alarm()).toBeNull()
    })
  })

  test('where there is no alarm is refused', () => {
    reset(scene)
    openSession(scene, (ledger, actor) => {
      expect(() => ledger.commit(actor, (append) => append(null, declared(ledger.head(), ledger.head())))).toThrow('no alarm calls for')
    })
  })

  /** An entry by the insider's own hand, without the app's rules; `found` is the log at that size. */
  function forge(drop: (drafts: Draft[]) => Draft[], size: number): void {
    const insider = breakIn(scene.folder)
    const lastSeen = headsOf(scene)
    rebuild(insider, drop(readLog(insider)))
    const drafts = readLog(insider)
    const found = { origin: insider.origin, size, root: toHex(treeRoot(createLedgerStore(insider.db), size)) }
    const first = drafts[0]!
    const payload = { ...declared(lastSeen, found), v: 1, salt: '3'.repeat(64), actor: first.payload['actor'] }
    rebuild(insider, [...drafts, { ...first, was: null, line: null, type: 'vault.restored', at: drafts.at(-1)!.at, payload }])
    insider.close()
  }

  test('written past the app does not silence the head that is remembered', async () => {
    putBack('early')
    forge((drafts) => drafts, 8)
    expect((await call().open(scene.folder)).alarm).not.toBeNull()
    await call().call('vault.lock', {})
  })

  test('written past the app over a rebuilt log is told, with no head remembered', () => {
    reset(scene)
    // Everything about one exhibit is gone, and the gap is said to lie behind all that is left.
    forge((drafts) => drafts.filter(({ payload }) => payload['exhibit'] !== scene.exhibits[0]), 6)
    forgetHeads(scene)
    expect(compare(scene)).toEqual({ bundle: 'restored', receipt: 'restored' })
  })

  test('is no excuse for an entry that stood before the gap', () => {
    reset(scene)
    forge((drafts) => drafts.filter(({ payload }) => payload['exhibit'] !== scene.exhibits[0]), 8)
    openSession(scene, (ledger) => {
      const { head, entry } = scene.receipt
      expect(ledger.standing({ head, entry: null })).toBe('restored')
      expect(ledger.standing({ head, entry: { ...entry, seq: 5 } })).toBe('differs')
    })
  })
})

test('what is held outside has to fit whole: log, state and entry', () => {
  reset(scene)
  openSession(scene, (ledger) => {
    const { head, entry } = scene.receipt
    expect(ledger.standing({ head, entry })).toBe('continues')
    expect(ledger.standing({ head: ledger.head(), entry: null })).toBe('continues')
    for (const other of [
      { head, entry: { ...entry, seq: entry.seq - 1 } },
      { head, entry: { ...entry, leaf: head.root } },
      { head, entry: { ...entry, seq: head.size } },
      { head: { ...head, root: entry.leaf }, entry: null },
      { head: { ...head, size: head.size - 1 }, entry: null },
      { head: { ...head, size: scene.lines.length + 1 }, entry: null },
      { head: { ...head, origin: `bevisvalv.invalid/v-${'0'.repeat(32)}` }, entry: null },
    ]) expect(ledger.standing(other), JSON.stringify(other)).toBe('differs')
  })
})

describe('the head that is remembered', () => {
  test('spoilt by somebody is told of, also by the check', async () => {
    putBack('early')
    const heads = join(call().home, 'heads')
    for (const name of readdirSync(heads)) writeFileSync(join(heads, name), 'x')
    const { alarm, notes } = await call().open(scene.folder)
    expect({ alarm, notes }).toEqual({ alarm: null, notes: ['head-unreadable'] })
    const { verdict, checks } = await call().call('vault.check', { job: newJob() })
    expect(verdict).toBe('incomplete')
    expect(checks.find(({ name }) => name === 'log-last-seen')?.result).toBe('not-checked')
    await call().call('vault.lock', {})
    expect(compare(scene)).toEqual({ bundle: 'differs', receipt: 'differs' })
  })

  test.each(['taken away', 'rewritten to fit'])('%s leaves only others outside', async (what) => {
    putBack('early')
    const { origin, size } = headsOf(scene)
    forgetHeads(scene)
    if (what !== 'taken away') {
      const { db, close } = breakIn(scene.folder)
      const store = createLedgerStore(db)
      expect(store.size()).toBeLessThan(size)
      createHeadMemory(join(call().home, 'heads')).write({ origin, size: store.size(), root: toHex(treeRoot(store, store.size())) })
      close()
    }
    expect((await call().open(scene.folder)).alarm).toBeNull()
    await call().call('vault.lock', {})
    expect(compare(scene)).toEqual({ bundle: 'differs', receipt: 'differs' })
  })
})

const headsOf = ({ test: { home }, folder }: Scene): LogHead => {
  const insider = breakIn(folder)
  const seen = createHeadMemory(join(home, 'heads')).read(insider.origin)!
  insider.close()
  return seen
}
