import Sqlcipher from '@signalapp/sqlcipher'
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateSigner, openWithSeed, passphraseSeal, randomBytes, sealForKey } from '../../electron/services/crypto/index.ts'
import { headerIsAuthentic, readHeader, writeHeader, type HeaderBody } from '../../electron/services/vault/header.ts'
import { createKeyring, makeWaitingSlot, trySlot } from '../../electron/services/vault/keyring.ts'
import { canonicalJson, sha256Hex, utf8 } from '../../shared/encoding/index.ts'
import { Refusal } from '../../shared/contract/index.ts'
import type { PersonId } from '../../shared/model/index.ts'
import { OFFICER, attest, enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { openTestServices } from '../support/services.ts'
import { TEST_COST, TEST_PASSPHRASE, passphraseBytes } from '../support/vault.ts'

const SECOND = 'den andra handläggarens'
const THIRD = 'den tredje handläggarens'

let test: TestEngine
let vault: string
let folder: ReturnType<typeof testFolder>
let old: string[]
let bo: PersonId
let cia: PersonId
beforeEach(async () => {
  folder = testFolder('vault-rekey')
  vault = join(folder.base, 'prov.bevisvalv')
  test = await startTestEngine(folder.base)
  old = (await test.found(vault)).recovery
  ;({ id: bo } = await enrol('Bo Ek', SECOND))
  ;({ id: cia } = await enrol('Cia Dal', THIRD, by(bo, SECOND)))
})
afterEach(async () => {
  await test.engine.close()
  folder.remove()
})

const by = (officer: PersonId, passphrase: string) => ({ officer, passphrase: passphraseBytes(passphrase) })
const enrol = (name: string, passphrase: string, approval: ReturnType<typeof by> | null = null) =>
  test.call('person.enrol', { name, title: '', contact: '', role: 'officer', passphrase: passphraseBytes(passphrase), approval })
const order = (person: PersonId, approval: ReturnType<typeof by> | null = null, passphrase = TEST_PASSPHRASE) => ({
  job: newJob(), person, reason: 'Slutat', passphrase: passphraseBytes(passphrase), approval,
})
const slotKinds = () => {
  const { version, slots } = JSON.parse(readFileSync(join(vault, 'header.json'), 'utf8')) as { version: number; slots: object[] }
  return [version, ...slots.map((slot) => ('box' in slot ? 'waits' : 'ordinary'))]
}
const key = async (passphrase = TEST_PASSPHRASE) => (await test.call('vault.reveal-key', { passphrase: passphraseBytes(passphrase) })).database
const failures = async () => (await test.call('vault.check', { job: newJob() })).checks.filter(({ result }) => result === 'fail')
const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : error)

describe('an officer who leaves', () => {
  it('takes nothing along that opens the vault: new key, new words, and the work goes on in the same session', async () => {
    const chain = await test.openCase()
    const { id: exhibit } = await test.call('note.add', { case: chain, title: 'Samtal', text: 'Hon ringde.' })
    const before = await key()
    const secrets = order(bo, by(cia, THIRD))
    const { vault: view, recovery } = await test.call('person.depart', secrets)
    expect([...secrets.passphrase, ...(secrets.approval?.passphrase ?? [])].every((byte) => byte === 0)).toBe(true)
    expect([view.officer.name, view.notes, view.alarm]).toEqual([OFFICER.name, ['recovery-unconfirmed'], null])
    expect(await key()).not.toBe(before)
    // What is in the vault reads and goes on as before.
    expect((await test.call('exhibit.view', { exhibit })).text).toBe('Hon ringde.')
    const vera = await enrolWitness(test)
    await attest(test, exhibit, vera.id)
    expect(await failures()).toEqual([])
    await test.call('vault.lock', {})
    const words = async (list: string[]) => ({ vault: await test.grant(vault, 'vault'), words: list, passphrase: passphraseBytes('en helt ny lösenfras'), officer: cia })
    expect(await test.refused('vault.recover', await words(old))).toBe('vault.recovery-wrong')
    await expect(test.open(vault, SECOND)).rejects.toMatchObject({ code: 'vault.wrong-passphrase' })
    expect((await test.call('vault.recover', await words(recovery ?? []))).notes).toEqual([])
  })

  it('leaves the others their passphrases; each gets an ordinary slot at their next opening', async () => {
    const dan = await enrol('Dan Ek', 'den fjärde handläggarens', by(bo, SECOND))
    await test.call('person.depart', order(bo, by(cia, THIRD)))
    // The one at work and the one who approves were there to type theirs.
    expect(slotKinds()).toEqual([2, 'ordinary', 'ordinary', 'waits'])
    await test.call('vault.lock', {})
    expect((await test.open(vault, 'den fjärde handläggarens')).officer.id).toBe(dan.id)
    expect(slotKinds()).toEqual([1, 'ordinary', 'ordinary', 'ordinary'])
    await test.call('vault.lock', {})
    await test.open(vault, 'den fjärde handläggarens')
    expect(await failures()).toEqual([])
  })

  it('is told of with a wrong passphrase as before, while a slot waits', async () => {
    const dan = await enrol('Dan Ek', 'den fjärde handläggarens', by(bo, SECOND))
    await test.call('person.depart', order(dan.id, by(bo, SECOND)))
    expect(slotKinds()).toEqual([2, 'ordinary', 'ordinary', 'waits'])
    await test.call('vault.lock', {})
    expect(await test.open(vault, 'fel lösenfras helt').catch(codeOf)).toBe('vault.wrong-passphrase')
    expect((await test.open(vault, THIRD)).officer.id).toBe(cia)
  })

  it('still opens a copy made before, which holds what it held', async () => {
    const copy = join(folder.base, 'kopia.bevisvalv')
    await test.call('vault.lock', {})
    cpSync(vault, copy, { recursive: true })
    await test.open(vault)
    await test.call('person.depart', order(bo, by(cia, THIRD)))
    await test.call('vault.lock', {})
    const view = await test.open(copy, SECOND)
    expect(view.officer.name).toBe('Bo Ek')
    // It lies behind what this machine has seen of the log.
    expect(view.alarm).not.toBeNull()
  })

  it('needs a second officer where there is one, and goes on alone where there is none', async () => {
    expect(await test.refused('person.depart', order(bo))).toBe('approval.needed')
    expect(await test.refused('person.depart', order(bo, by(bo, SECOND)))).toBe('approval.same-person')
    expect(await test.refused('person.depart', order(bo, by(cia, SECOND)))).toBe('person.wrong-passphrase')
    expect(await test.refused('person.depart', order(bo, by(cia, THIRD), SECOND))).toBe('person.wrong-passphrase')
    expect(slotKinds()).toEqual([1, 'ordinary', 'ordinary', 'ordinary'])
    await test.call('person.depart', order(bo, by(cia, THIRD)))
    await test.call('person.depart', order(cia))
    const log = (await test.call('custody.list', { case: null })).map(({ type }) => type)
    expect(log.filter((type) => type === 'change.approved')).toHaveLength(2)
    expect(log.at(-1)).toBe('person.departed')
    const [self] = await test.call('person.list', {})
    expect(await test.refused('person.depart', order(self!.id))).toBe('person.is-self')
    expect(slotKinds()).toEqual([1, 'ordinary'])
    expect(await failures()).toEqual([])
  })

  it('waits for work that runs', async () => {
    const check = test.call('vault.check', { job: newJob() })
    expect(await test.refused('person.depart', order(bo, by(cia, THIRD)))).toBe('vault.busy')
    await check
  })

  it('gets no box made for a key that somebody put into the database', async () => {
    const { signer } = generateSigner()
    const database = await key()
    await test.call('vault.lock', {})
    const db = new Sqlcipher(join(vault, 'vault.db'))
    db.pragma(`key = "x'${database}'"`)
    db.prepare('UPDATE people SET public_key = ? WHERE id = ?').run([Buffer.from(signer.publicKey), cia])
    db.close()
    await test.open(vault)
    const dan = by(bo, SECOND)
    expect(await test.refused('person.depart', order(cia, dan))).toBe('vault.database-damaged')
  })
})

it('a witness who leaves is marked, and nothing else changes', async () => {
  const before = [await key(), readFileSync(join(vault, 'header.json'), 'utf8')]
  const chain = await test.openCase()
  const { id: exhibit } = await test.call('note.add', { case: chain, title: 'Samtal', text: 'Hon ringde.' })
  await test.call('exhibit.view', { exhibit })
  const vera = await enrolWitness(test)
  const { recovery } = await test.call('person.depart', order(vera.id))
  expect(recovery).toBeNull()
  expect([await key(), readFileSync(join(vault, 'header.json'), 'utf8')]).toEqual(before)
  await expect(attest(test, exhibit, vera.id)).rejects.toMatchObject({ code: 'person.departed' })
  expect(await failures()).toEqual([])
})

it('SQLCipher itself opens what has a new key', async () => {
  await test.openCase('Hot efter artikel')
  await test.call('person.depart', order(bo, by(cia, THIRD)))
  const database = await key()
  await test.call('vault.lock', {})
  const db = new Sqlcipher(join(vault, 'vault.db'))
  try {
    db.pragma(`key = "x'${database}'"`)
    expect(db.prepare('SELECT title FROM cases').all()).toEqual([{ title: 'Hot efter artikel' }])
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(db.pragma('cipher_integrity_check')).toEqual([])
  } finally {
    db.close()
  }
  expect(readdirSync(vault).toSorted()).toEqual(['header.json', 'ledger', 'lock', 'objects', 'vault.db'])
})

it('overwrites the old keys when the new ones count, and the new ones where it comes to nothing', () => {
  const own = openTestServices()
  const zeros = '0'.repeat(64)
  const { vault: before } = own
  const parts = { passphrases: new Map([[own.officer, passphraseBytes()]]), progress: () => undefined }
  const failing = { ...parts, record: () => void expect.fail('stopped') }
  expect(() => before.rekey(failing)).toThrow('stopped')
  expect([before.isOpen(), before.databaseKey() === zeros]).toEqual([true, false])
  const { vault: after } = before.rekey({ ...parts, record: () => undefined })
  expect([before.isOpen(), before.databaseKey()]).toEqual([false, zeros])
  expect(after.databaseKey()).not.toBe(zeros)
  expect(() => before.rekey({ ...parts, record: () => undefined })).toThrow(expect.objectContaining({ code: 'vault.not-open' }))
  after.close()
  expect(after.databaseKey()).toBe(zeros)
  own.dispose()
})

it('new words take the place of those that nobody has', async () => {
  expect(await test.refused('vault.renew-words', { passphrase: passphraseBytes(SECOND) })).toBe('person.wrong-passphrase')
  const { vault: view, recovery } = await test.call('vault.renew-words', { passphrase: passphraseBytes() })
  expect(view.notes).toEqual(['recovery-unconfirmed'])
  expect(await test.refused('vault.confirm-recovery', { words: old })).toBe('vault.recovery-wrong')
  await test.call('vault.confirm-recovery', { words: recovery })
  await test.call('vault.lock', {})
  expect((await test.open(vault)).notes).toEqual([])
})

describe('a box for a signing key', () => {
  it('opens with its seed and no other, whole', () => {
    const { signer, seed } = generateSigner()
    const secret = randomBytes(32)
    const box = sealForKey(signer.publicKey, secret)
    expect(openWithSeed(seed, box)).toEqual(secret)
    expect(openWithSeed(generateSigner().seed, box)).toBeNull()
    for (let at = 0; at < box.length; at += 1) expect(openWithSeed(seed, Buffer.from(box).fill((box[at] ?? 0) ^ 1, at, at + 1))).toBeNull()
    for (let length = 0; length < box.length; length += 1) expect(openWithSeed(seed, box.subarray(0, length))).toBeNull()
  })

  it('in a slot opens by the passphrase of its person; damage is no wrong passphrase', () => {
    const { signer, seed } = generateSigner()
    const vaultKey = randomBytes(32)
    const sealed = (phrase: string) => JSON.parse(passphraseSeal(seed, passphraseBytes(phrase), TEST_COST, TEST_COST, `actor-key ${cia}`)) as never
    const { vault: id } = readHeader(vault)
    const slot = makeWaitingSlot(vaultKey, cia, signer.publicKey, [sealed('en ny lösenfras'), sealed('en gammal lösenfras')])
    const opened = (phrase: string, from = slot) => {
      const found = trySlot(from, id, passphraseBytes(phrase), TEST_COST)
      return found.ok ? Buffer.compare(found.secret, vaultKey) === 0 : found.reason
    }
    expect([opened('en ny lösenfras'), opened('en gammal lösenfras'), opened('en tredje lösenfras')]).toEqual([true, true, 'wrong-passphrase'])
    expect(opened('en ny lösenfras', { ...slot, person: bo, keys: slot.keys.slice(0, 1) })).toBe('damaged')
    expect(opened('en ny lösenfras', { ...slot, box: 'AAAA' })).toBe('damaged')
  })

  it('makes a header of version 2, and a header of version 1 may hold none', () => {
    const { mac: _m, checksum: _c, version: _v, ...body } = readHeader(vault)
    const { signer, seed } = generateSigner()
    const sealed = JSON.parse(passphraseSeal(seed, passphraseBytes(), TEST_COST, TEST_COST)) as never
    const keyring = createKeyring(randomBytes(32))
    const elsewhere = testFolder('header')
    const next: HeaderBody = { ...body, slots: [...body.slots.slice(0, 2), makeWaitingSlot(keyring.vaultKey, cia, signer.publicKey, [sealed])] }
    writeHeader(elsewhere.base, next, keyring.header)
    const written = readHeader(elsewhere.base)
    expect([written.version, headerIsAuthentic(written, keyring.header)]).toEqual([2, true])
    const { checksum: _, ...rest } = { ...written, version: 1 }
    writeFileSync(join(elsewhere.base, 'header.json'), `${canonicalJson({ ...rest, checksum: sha256Hex(utf8(canonicalJson(rest))) })}\n`)
    expect(() => readHeader(elsewhere.base)).toThrow(expect.objectContaining({ code: 'vault.header-damaged' }))
    keyring.close()
    elsewhere.remove()
  })
})
