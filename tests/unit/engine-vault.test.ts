import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal, type CallInput, type CallOutput } from '../../shared/contract/index.ts'
import { canonicalJson, sha256Hex, utf8 } from '../../shared/encoding/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { OFFICER, WITNESS_PASSPHRASE, attest, enrolWitness, newJob, startTestEngine, type TestEngine } from '../support/engine.ts'
import { freshEngines } from '../support/fresh.ts'
import { TEST_PASSPHRASE, passphraseBytes } from '../support/vault.ts'

const WRONG = 'en annan lång lösenfras'
const NEXT = 'nästa långa lösenfras'

const fresh = freshEngines('engine-vault')
let own: string
let vault: string
let test: TestEngine

beforeEach(async () => {
  ;({ own, vault, test } = await fresh.start())
})
// Hooks run last to first: before the engine is closed.
afterEach(() => void vi.useRealTimers())

const created = async (change: Partial<CallInput<'vault.create'>> = {}): Promise<CallInput<'vault.create'>> => ({
  folder: await test.grant(vault, 'vault-to-create'),
  name: 'Provvalvet',
  officer: OFFICER,
  passphrase: passphraseBytes(),
  ...change,
})
const openAs = async (passphrase: string): Promise<string> => {
  try {
    return (await test.open(vault, passphrase)).officer.name
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const verdict = async () => (await test.call('vault.check', { job: newJob() })).verdict
const types = async () => (await test.call('custody.list', { case: null })).map(({ type }) => type)
async function exported(chain: CaseId): Promise<CallOutput<'bundle.export'>> {
  const folder = await test.grant(test.documents, 'bundle-folder')
  return test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder, timestampUrls: [] })
}

describe('a new vault', () => {
  it.each([
    ['passphrase.too-short', () => created({ passphrase: passphraseBytes('kort') })],
    ['input.invalid', () => created({ name: '  ' })],
    ['input.invalid', () => created({ officer: { ...OFFICER, name: '' } })],
    ['token.unknown', () => created({ folder: `t-${'0'.repeat(32)}` })],
    ['token.unknown', async () => created({ folder: await test.grant(vault, 'vault') })],
    ['vault.unsafe-place', async () => created({ folder: await test.grant(join(own, 'Dropbox', 'v'), 'vault-to-create') })],
  ])('that is refused (%s) leaves nothing', async (code, input) => {
    const before = readdirSync(own, { recursive: true })
    expect(await test.refused('vault.create', await input())).toBe(code)
    expect(readdirSync(own, { recursive: true })).toEqual(before)
    expect((await test.call('app.status', {})).vault).toBeNull()
    expect(await test.call('vault.recent', {})).toEqual([])
    // And nothing stands in the way of the next try.
    await test.found(vault)
  })

  it('that could be built and not be opened leaves nothing', async () => {
    const before = readdirSync(own)
    // Its first entry can't be written by a program whose version doesn't fit the ledger.
    const odd = await startTestEngine(own, { version: 'x'.repeat(200) })
    expect(await odd.refused('vault.create', { ...(await created()), folder: await odd.grant(vault, 'vault-to-create') })).toBe('internal')
    expect(readdirSync(own)).toEqual(before)
    await odd.engine.close()
    await test.found(vault)
  })

  it('does not touch what lies there already', async () => {
    mkdirSync(vault)
    writeFileSync(join(vault, 'semester.txt'), 'kvar')
    expect(await test.refused('vault.create', await created())).toBe('vault.exists')
    expect(readdirSync(own).toSorted()).toEqual(['documents', 'provet.bevisvalv'])
    expect(readFileSync(join(vault, 'semester.txt'), 'utf8')).toBe('kvar')
  })

  it('goes into a folder by its name where none was named', async () => {
    await test.call('vault.create', await created({ folder: null, name: 'Ekstads kommun: säkerhet/../x' }))
    expect(readdirSync(test.documents)).toEqual(['Ekstads kommun säkerhet x.bevisvalv'])
    await test.call('vault.lock', {})
    const parent = join(own, 'annan plats')
    await test.call('vault.create', await created({ folder: await test.grant(parent, 'new-vault'), name: '../..' }))
    expect(readdirSync(parent)).toEqual(['Valv.bevisvalv'])
  })

  it('is not one before its words were typed back, each in its place', async () => {
    const { recovery, vault: view } = await test.call('vault.create', await created())
    expect(view.notes).toContain('recovery-unconfirmed')
    const wrong = recovery.with(6, recovery[6] === 'abandon' ? 'ability' : 'abandon')
    const answer = await test.engine.dispatch('vault.confirm-recovery', { words: wrong }, 'test')
    expect(answer).toMatchObject({ ok: false, error: { code: 'vault.recovery-wrong' } })
    expect((await test.call('app.status', {})).vault?.notes).toContain('recovery-unconfirmed')
    await test.call('vault.confirm-recovery', { words: recovery })
    expect((await test.call('app.status', {})).vault?.notes).not.toContain('recovery-unconfirmed')
    await test.call('vault.lock', {})
    expect((await test.open(vault)).notes).not.toContain('recovery-unconfirmed')
  })

  it('is open even where nothing can be remembered of it outside', async () => {
    // A folder that can't be made, for root neither: a link that leads nowhere is in its place.
    symlinkSync(join(own, 'nowhere', 'at', 'all'), join(own, 'link'))
    const forgetful = await startTestEngine(own, { home: join(own, 'link') })
    try {
      const { vault: view } = await forgetful.found(vault)
      expect(view.notes).toContain('head-not-remembered')
      await forgetful.openCase()
      expect(await forgetful.call('case.list', {})).toHaveLength(1)
    } finally {
      await forgetful.engine.close()
    }
    // The vault itself lacks nothing.
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
    expect(await verdict()).toBe('ok')
  })
})

describe('opening', () => {
  beforeEach(async () => {
    await test.found(vault)
    await test.call('vault.lock', {})
  })

  it('is one vault at a time, and one engine a vault', async () => {
    await test.open(vault)
    expect(await openAs(TEST_PASSPHRASE)).toBe('vault.already-open')
    const second = await startTestEngine(join(own, 'second'))
    try {
      await expect(second.open(vault)).rejects.toThrow('vault.locked-by-other')
      await test.call('vault.lock', {})
      expect((await second.open(vault)).officer.name).toBe(OFFICER.name)
    } finally {
      await second.engine.close()
    }
  })

  it('tells what is wrong, each by its own name', async () => {
    expect(await openAs(WRONG)).toBe('vault.wrong-passphrase')
    const spoil = async (file: string, change: (path: string) => void) => {
      cpSync(vault, `${vault}.kopia`, { recursive: true })
      change(join(vault, file))
      const code = await openAs(TEST_PASSPHRASE)
      rmSync(vault, { recursive: true })
      renameSync(`${vault}.kopia`, vault)
      return code
    }
    const edit = (change: (text: string) => string) => (path: string) => writeFileSync(path, change(readFileSync(path, 'utf8')))
    expect(await spoil('header.json', edit((text) => text.replace('{', '[')))).toBe('vault.header-damaged')
    const newer = (text: string) => {
      const { checksum: _, ...rest } = JSON.parse(text) as Record<string, unknown>
      const body = { ...rest, version: 99 }
      return `${canonicalJson({ ...body, checksum: sha256Hex(utf8(canonicalJson(body))) })}\n`
    }
    expect(await spoil('header.json', edit(newer))).toBe('vault.newer-version')
    expect(await spoil('header.json', (path) => rmSync(path))).toBe('vault.not-found')
    expect(await spoil('vault.db', (path) => writeFileSync(path, readFileSync(path).fill(7, 5000, 9000)))).toBe('vault.database-damaged')
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
  })

  it('slows down whoever guesses, and nobody for good', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    for (let tries = 0; tries < 5; tries += 1) expect(await openAs(WRONG)).toBe('vault.wrong-passphrase')
    // From here on not even the right one is tried.
    expect(await openAs(TEST_PASSPHRASE)).toBe('vault.throttled')
    vi.advanceTimersByTime(1900)
    expect(await openAs(TEST_PASSPHRASE)).toBe('vault.throttled')
    vi.advanceTimersByTime(200)
    expect(await openAs(WRONG)).toBe('vault.wrong-passphrase')
    vi.advanceTimersByTime(2100)
    expect(await openAs(TEST_PASSPHRASE)).toBe('vault.throttled')
    vi.advanceTimersByTime(2000)
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
    await test.call('vault.lock', {})
    // Being right forgives what went before.
    expect(await openAs(WRONG)).toBe('vault.wrong-passphrase')
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
  })

  it('is remembered, newest first, by folder and not by path', async () => {
    const other = join(own, 'andra.bevisvalv')
    await test.found(other)
    await test.call('vault.lock', {})
    const recent = await test.call('vault.recent', {})
    expect(recent.map(({ name, label }) => [name, label])).toEqual([
      ['andra', join(basename(own), 'andra.bevisvalv')],
      ['provet', join(basename(own), 'provet.bevisvalv')],
    ])
    const again = await startTestEngine(own)
    const [newest] = await again.call('vault.recent', {})
    expect((await again.call('vault.open', { vault: newest?.token ?? '', passphrase: passphraseBytes() })).id).toMatch(/^v-/)
    await again.engine.close()
  })

  it("gives nobody a passphrase that is somebody else's already", async () => {
    await test.open(vault)
    await enrolWitness(test)
    const { head } = (await test.call('app.status', {})).vault ?? {}
    const enrol = (role: 'officer' | 'witness', passphrase: string) =>
      test.refused('person.enrol', { name: 'Påhittad', title: '', contact: '', role, passphrase: passphraseBytes(passphrase) })
    expect(await enrol('witness', TEST_PASSPHRASE)).toBe('passphrase.in-use')
    expect(await enrol('witness', WITNESS_PASSPHRASE)).toBe('passphrase.in-use')
    expect(await enrol('officer', TEST_PASSPHRASE)).toBe('passphrase.in-use')
    expect(await enrol('officer', WITNESS_PASSPHRASE)).toBe('passphrase.in-use')
    expect((await test.call('app.status', {})).vault?.head).toEqual(head)
    expect(await test.call('person.list', {})).toHaveLength(2)
  })

  it('takes an officer of their own passphrase, and no witness', async () => {
    await test.open(vault)
    await enrolWitness(test)
    await test.call('person.enrol', { name: 'Bo Ek', title: '', contact: '', role: 'officer', passphrase: passphraseBytes(NEXT) })
    await test.call('vault.lock', {})
    expect(await openAs(NEXT)).toBe('Bo Ek')
    expect((await test.call('person.list', {})).map(({ name, role }) => [name, role])).toEqual([
      [OFFICER.name, 'officer'],
      ['Vera Vittne', 'witness'],
      ['Bo Ek', 'officer'],
    ])
    await test.call('vault.lock', {})
    expect(await openAs('vittnets helt egna fras')).toBe('vault.wrong-passphrase')
  })
})

describe('a check of the vault', () => {
  it('names the exhibit that is damaged, in words', async () => {
    await test.found(vault)
    const chain = await test.openCase()
    await test.call('note.add', { case: chain, title: 'Samtal', text: 'Hon ringde.' })
    for (const name of readdirSync(join(vault, 'objects'), { recursive: true, encoding: 'utf8' })) {
      const path = join(vault, 'objects', name)
      if (!/o-[0-9a-f]+$/.test(name)) continue
      const bytes = readFileSync(path)
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      writeFileSync(path, bytes)
    }
    const { checks } = await test.call('vault.check', { job: newJob() })
    expect(checks.find(({ name }) => name === 'evidence')).toEqual({
      name: 'evidence',
      result: 'fail',
      detail: "missing, damaged or changed: it isn't what the ledger says",
      item: 'exhibit 1: note.txt',
    })
  })
})

it('damage to the readable log that comes to light in a session is told in it', async () => {
  await test.found(vault)
  await test.openCase()
  const entries = join(vault, 'ledger/entries.jsonl')
  writeFileSync(entries, `${readFileSync(entries, 'utf8').split('\n')[0]}\n`)
  const notes = async () => (await test.call('app.status', {})).vault?.notes
  expect(await notes()).not.toContain('mirror-damaged')
  await test.openCase('Ett till')
  expect(await notes()).toContain('mirror-damaged')
  await test.call('vault.lock', {})
  expect((await test.open(vault)).notes).toEqual(['mirror-damaged'])
})

describe('the passphrase', () => {
  beforeEach(() => test.found(vault))
  const change = (current: string, next: string) => ({ current: passphraseBytes(current), next: passphraseBytes(next) })

  it('is changed by whoever knows it', async () => {
    await test.call('vault.change-passphrase', change(TEST_PASSPHRASE, NEXT))
    expect((await types()).at(-1)).toBe('passphrase.changed')
    await test.call('vault.lock', {})
    expect(await openAs(TEST_PASSPHRASE)).toBe('vault.wrong-passphrase')
    expect(await openAs(NEXT)).toBe(OFFICER.name)
    // It opens the signing key too, not only the vault.
    await test.openCase()
    expect(await verdict()).toBe('ok')
    expect((JSON.parse(readFileSync(join(vault, 'header.json'), 'utf8')) as { slots: unknown[] }).slots).toHaveLength(1)
  })

  it('is changed by nobody else, and a try is on record', async () => {
    expect(await test.refused('vault.change-passphrase', change(WRONG, NEXT))).toBe('person.wrong-passphrase')
    expect((await types()).at(-1)).toBe('access.denied')
    expect(await test.refused('vault.change-passphrase', change(TEST_PASSPHRASE, 'kort'))).toBe('passphrase.too-short')
    await test.call('vault.lock', {})
    expect(await openAs(NEXT)).toBe('vault.wrong-passphrase')
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
  })

  it('is asked for again before the database key is shown, which is on record', async () => {
    expect(await test.refused('vault.reveal-key', { passphrase: passphraseBytes(WRONG) })).toBe('person.wrong-passphrase')
    const { database } = await test.call('vault.reveal-key', { passphrase: passphraseBytes() })
    expect(database).toMatch(/^[0-9a-f]{64}$/)
    expect((await types()).slice(-2)).toEqual(['access.denied', 'key.revealed'])
  })
})

describe('recovery', () => {
  it('gives a new passphrase and a new key; what the old key and the witness signed still holds', async () => {
    const { recovery, vault: before } = await test.found(vault)
    const chain = await test.openCase()
    const { id: witness } = await enrolWitness(test)
    const note = await test.call('note.add', { case: chain, title: 'Samtal', text: 'Hon ringde.' })
    const signed = await attest(test, note.id, witness)
    await test.call('vault.lock', {})

    const token = await test.grant(vault, 'vault')
    const recovered = await test.call('vault.recover', { vault: token, words: recovery, passphrase: passphraseBytes(NEXT) })
    expect(recovered.officer).toMatchObject({ id: before.officer.id, name: OFFICER.name })
    expect(recovered.officer.kid).not.toBe(before.officer.kid)
    expect((await types()).at(-1)).toBe('key.succeeded')
    await test.call('vault.lock', {})
    expect(await openAs(TEST_PASSPHRASE)).toBe('vault.wrong-passphrase')
    expect(await openAs(NEXT)).toBe(OFFICER.name)

    expect(await verdict()).toBe('ok')
    expect((await test.call('exhibit.get', { exhibit: note.id })).attestations).toEqual([signed])
    await test.call('note.add', { case: chain, title: 'Efteråt', text: 'Signerad med den nya nyckeln.' })
    // Both of the officer's keys are in the bundle, and a reader without the vault accepts both.
    const bundle = await exported(chain)
    expect(bundle.verdict).toBe('ok')
    const path = await test.grant(join(test.documents, bundle.name), 'bundle')
    const report = await test.call('bundle.verify', { job: newJob(), bundle: path, fingerprint: before.fingerprint })
    expect([report.verdict, report.checks.filter(({ result }) => result === 'fail')]).toEqual(['ok', []])
    // The same words open it again.
    await test.call('vault.lock', {})
    await test.call('vault.recover', { vault: token, words: recovery, passphrase: passphraseBytes() })
    expect(await verdict()).toBe('ok')
  })

  it('names the first wrong word, changes nothing, and wants a real passphrase', async () => {
    const { recovery } = await test.found(vault)
    await test.call('vault.lock', {})
    const token = await test.grant(vault, 'vault')
    const header = readFileSync(join(vault, 'header.json'))
    const tries: [words: string[], passphrase: string, code: string][] = [
      [[...recovery.slice(1), recovery[0] ?? ''], NEXT, 'vault.recovery-wrong'],
      [Array<string>(24).fill('abandon'), NEXT, 'vault.recovery-wrong'],
      [recovery.with(0, 'xyzzy'), NEXT, 'vault.recovery-wrong'],
      [recovery, 'kort', 'passphrase.too-short'],
      [recovery.slice(1), NEXT, 'input.invalid'],
    ]
    for (const [words, passphrase, code] of tries) {
      expect(await test.refused('vault.recover', { vault: token, words, passphrase: passphraseBytes(passphrase) })).toBe(code)
    }
    expect(readFileSync(join(vault, 'header.json'))).toEqual(header)
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
  })
})

describe('recovery of one officer among several', () => {
  const SECOND = 'den andra handläggarens'
  let recovery: string[]
  beforeEach(async () => {
    recovery = (await test.found(vault)).recovery
    await test.call('person.enrol', { name: 'Bo Ek', title: '', contact: '', role: 'officer', passphrase: passphraseBytes(SECOND) })
    await enrolWitness(test)
    await test.call('vault.lock', {})
  })
  const recover = async (change: Partial<CallInput<'vault.recover'>> = {}) =>
    test.engine.dispatch('vault.recover', { vault: await test.grant(vault, 'vault'), words: recovery, passphrase: passphraseBytes(NEXT), ...change }, 'test')
  const choice = async () => {
    const answer = await recover()
    return answer.ok ? {} : answer.error.params
  }

  it('asks which, of officers only, and only whoever has the words', async () => {
    const header = readFileSync(join(vault, 'header.json'))
    const answer = await recover()
    expect(answer).toMatchObject({ ok: false, error: { code: 'recovery.choose-officer' } })
    expect(Object.values(await choice())).toEqual([OFFICER.name, 'Bo Ek'])
    expect(Object.keys(await choice()).every((id) => /^p-[0-9a-f]{32}$/.test(id))).toBe(true)
    expect(await recover({ words: Array<string>(24).fill('abandon') })).toEqual({ ok: false, error: { code: 'vault.recovery-wrong', params: {} } })
    // Nothing was changed by asking, and the vault isn't left open.
    expect(readFileSync(join(vault, 'header.json'))).toEqual(header)
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
  })

  it('recovers the one who was chosen and leaves the other as they were', async () => {
    const [bo] = Object.entries(await choice()).find(([, name]) => name === 'Bo Ek') ?? []
    const answer = await recover({ officer: bo as never })
    expect(answer).toMatchObject({ ok: true, value: { officer: { id: bo, name: 'Bo Ek' } } })
    expect((await test.call('custody.list', { case: null })).at(-1)).toMatchObject({ type: 'key.succeeded', subject: { name: 'Bo Ek' } })
    await test.openCase()
    await test.call('vault.lock', {})
    expect([await openAs(SECOND), await openAs(NEXT)]).toEqual(['vault.wrong-passphrase', 'Bo Ek'])
    await test.call('vault.lock', {})
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
    expect(await verdict()).toBe('ok')
  })

  it('is for officers, each with a passphrase of their own', async () => {
    await test.open(vault)
    const witness = (await test.call('person.list', {})).find(({ role }) => role === 'witness')
    await test.call('vault.lock', {})
    expect(await recover({ officer: witness?.id as never })).toMatchObject({ error: { code: 'person.not-found' } })
    const [anna] = Object.entries(await choice()).find(([, name]) => name === OFFICER.name) ?? []
    expect(await recover({ officer: anna as never, passphrase: passphraseBytes(SECOND) })).toMatchObject({ error: { code: 'passphrase.in-use' } })
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
  })
})

describe('the memory of the head outside', () => {
  let memory: string
  beforeEach(async () => {
    await test.found(vault)
    await test.openCase()
    await test.call('vault.lock', {})
    const [name = ''] = readdirSync(join(test.home, 'heads'))
    memory = join(test.home, 'heads', name)
  })
  const spoilt: [string, () => void][] = [
    ['cut short', () => writeFileSync(memory, readFileSync(memory).subarray(0, 40))],
    ['emptied', () => writeFileSync(memory, '')],
    ['of another log', () => writeFileSync(memory, readFileSync(memory, 'utf8').replace(/v-[0-9a-f]{32}/, `v-${'0'.repeat(32)}`))],
    ['grown', () => writeFileSync(memory, Buffer.alloc(10_000, ' '))],
    // What a missing permission is for anybody but root, who runs these tests: it is there and can't be read.
    ['unreadable', () => (rmSync(memory), mkdirSync(memory))],
  ]

  it.each(spoilt)('that is %s is told of at each opening until somebody has looked after it', async (_, spoil) => {
    spoil()
    for (let times = 0; times < 2; times += 1) {
      expect((await test.open(vault)).notes).toEqual(['head-unreadable'])
      await test.call('vault.lock', {})
    }
    await test.open(vault)
    const { verdict: said, checks } = await test.call('vault.check', { job: newJob() })
    expect([said, checks.find(({ name }) => name === 'log-last-seen')?.result]).toEqual(['incomplete', 'not-checked'])
    rmSync(`${memory}.unreadable`, { recursive: true })
    expect((await test.call('app.status', {})).vault?.notes).toEqual([])
    expect(await verdict()).toBe('ok')
  })

  it('is armed again from then on: an old copy put back after that is noticed', async () => {
    spoilt[0]?.[1]()
    await test.open(vault)
    await test.call('vault.lock', {})
    cpSync(vault, `${vault}.kopia`, { recursive: true })
    await test.open(vault)
    await test.openCase('Ett till')
    await test.call('vault.lock', {})
    rmSync(vault, { recursive: true })
    renameSync(`${vault}.kopia`, vault)
    expect(await test.open(vault)).toMatchObject({ alarm: { found: { size: 3 }, lastSeen: { size: 4 } }, notes: ['sweep-skipped', 'head-unreadable'] })
  })

  it('that is missing is that of a vault never seen here', async () => {
    rmSync(memory)
    expect((await test.open(vault)).notes).toEqual([])
    expect(existsSync(memory)).toBe(true)
  })

  it('that can neither be read nor written is told as both', async () => {
    rmSync(join(test.home, 'heads'), { recursive: true })
    writeFileSync(join(test.home, 'heads'), 'en fil')
    expect((await test.open(vault)).notes).toEqual(['head-unreadable', 'head-not-remembered'])
  })
})

describe('an old copy of the vault that is put back', () => {
  /** Sets the vault back by one note and opens it. */
  async function putBack(): Promise<{ chain: CaseId; size: number }> {
    await test.found(vault)
    const chain = await test.openCase()
    await test.call('note.add', { case: chain, title: 'Ett', text: 'finns i kopian' })
    await test.call('vault.lock', {})
    cpSync(vault, `${vault}.kopia`, { recursive: true })
    const { head } = await test.open(vault)
    await test.call('note.add', { case: chain, title: 'Två', text: 'finns bara i det nyare' })
    await test.call('vault.lock', {})
    rmSync(vault, { recursive: true })
    renameSync(`${vault}.kopia`, vault)
    return { chain, size: head.size }
  }

  it('is noticed at opening, again and again, and by the check', async () => {
    const { size } = await putBack()
    for (let times = 0; times < 2; times += 1) {
      const { alarm } = await test.open(vault)
      expect(alarm).toMatchObject({ lastSeen: { size: size + 1 }, found: { size } })
      await test.call('vault.lock', {})
    }
    await test.open(vault)
    const { verdict: said, checks } = await test.call('vault.check', { job: newJob() })
    expect([said, checks.find(({ name }) => name === 'log-last-seen')?.result]).toEqual(['failed', 'fail'])
  })

  it('goes on being noticed when work goes on, until somebody says why', async () => {
    const { chain, size: found } = await putBack()
    const size = found + 1
    await test.open(vault)
    await test.call('note.add', { case: chain, title: 'Tre', text: 'skriven i kopian' })
    expect((await test.call('app.status', {})).vault?.alarm).not.toBeNull()
    await test.call('vault.lock', {})
    // The head outside is the evidence that something is missing: what was written since didn't replace it.
    expect((await test.open(vault)).alarm).toMatchObject({ lastSeen: { size }, found: { size } })
    const { alarm } = await test.call('vault.declare-restore', { reason: 'Disken gick sönder, kopian från i fredags' })
    expect(alarm).toBeNull()
    expect((await types()).at(-1)).toBe('vault.restored')
    await test.call('vault.lock', {})
    expect((await test.open(vault)).alarm).toBeNull()
    expect(await verdict()).toBe('ok')
    expect((await exported(chain)).verdict).toBe('ok')
  })

  it('as far as the database goes takes no slot from an officer whom it does not know yet', async () => {
    await test.found(vault)
    await test.call('vault.lock', {})
    const database = join(vault, 'vault.db')
    cpSync(database, `${database}.gammal`)
    await test.open(vault)
    await test.call('person.enrol', { name: 'Bo Ek', title: '', contact: '', role: 'officer', passphrase: passphraseBytes(NEXT) })
    await test.call('vault.lock', {})
    renameSync(database, `${database}.ny`)
    renameSync(`${database}.gammal`, database)
    expect(await openAs(NEXT)).toBe('person.not-found')
    expect((await test.open(vault)).alarm).not.toBeNull()
    await test.call('vault.lock', {})
    renameSync(`${database}.ny`, database)
    expect(await openAs(NEXT)).toBe('Bo Ek')
    expect(await verdict()).toBe('ok')
  })

  it('needs no word where nothing is missing', async () => {
    await test.found(vault)
    const before = await types()
    await test.call('vault.declare-restore', { reason: 'Utan anledning' })
    expect(await types()).toEqual(before)
  })
})

describe('the idle lock', () => {
  const MINUTE = 60_000
  const locks = () => test.events.filter((event) => event.name === 'vault.locked').map(({ payload }) => payload)

  async function started(door: 'test' | 'cli' = 'test'): Promise<void> {
    await test.engine.close()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
    test = await startTestEngine(own, { door })
    await test.call('settings.change', { idleLockMinutes: 2 })
    await test.found(vault)
  }

  it('comes after the minutes that were set, and not before', async () => {
    await started()
    await vi.advanceTimersByTimeAsync(2 * MINUTE - 1000)
    expect(locks()).toEqual([])
    await vi.advanceTimersByTimeAsync(7000)
    expect(locks()).toEqual([{ reason: 'idle' }])
    expect(await test.refused('case.list', {})).toBe('vault.not-open')
    expect(await openAs(TEST_PASSPHRASE)).toBe(OFFICER.name)
  })

  it('is put off by somebody at work', async () => {
    await started()
    for (let minute = 0; minute < 5; minute += 1) {
      await vi.advanceTimersByTimeAsync(MINUTE)
      await test.call('vault.touch', {})
    }
    expect(locks()).toEqual([])
    await vi.advanceTimersByTimeAsync(2 * MINUTE + 6000)
    expect(locks()).toHaveLength(1)
  })

  it('waits for work that takes longer', async () => {
    await started()
    const path = join(test.documents, 'stor.bin')
    writeFileSync(path, Buffer.alloc(20 * 1024 * 1024))
    const chain = await test.openCase()
    const files = [await test.grant(path, 'import')]
    let late = false
    test.engine.on(({ name }) => {
      if (name !== 'job.progress' || late) return
      late = true
      vi.advanceTimersByTime(60 * MINUTE)
    })
    expect((await test.call('import.files', { job: newJob(), case: chain, files })).exhibits).toHaveLength(1)
    expect([late, locks()]).toEqual([true, []])
  })

  it('locks at once after a night with the lid closed', async () => {
    await started()
    vi.setSystemTime(Date.now() + 9 * 60 * MINUTE)
    await vi.advanceTimersByTimeAsync(5000)
    expect(locks()).toEqual([{ reason: 'idle' }])
  })

  it('is none of a command line, which ends by itself', async () => {
    await started('cli')
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(locks()).toEqual([])
    expect(existsSync(vault)).toBe(true)
  })
})
