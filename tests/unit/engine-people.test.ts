import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import type { PersonId } from '../../shared/model/index.ts'
import { OFFICER, attest, enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { passphraseBytes } from '../support/vault.ts'

const SECOND = 'den andra handläggarens'
const THIRD = 'den tredje handläggarens'
const NEXT = 'nästa långa lösenfras'

let test: TestEngine
let vault: string
let folder: ReturnType<typeof testFolder>
beforeEach(async () => {
  folder = testFolder('engine-people')
  vault = join(folder.base, 'prov.bevisvalv')
  test = await startTestEngine(folder.base)
  await test.found(vault)
})
afterEach(async () => {
  await test.engine.close()
  folder.remove()
})

const by = (officer: PersonId, passphrase: string) => ({ officer, passphrase: passphraseBytes(passphrase) })
const enrol = (name: string, passphrase: string, approval: ReturnType<typeof by> | null = null) =>
  test.call('person.enrol', { name, title: '', contact: '', role: 'officer', passphrase: passphraseBytes(passphrase), approval })
const entries = async () => (await test.call('custody.list', { case: null })).map(({ type }) => type)
const check = async () => {
  const report = await test.call('vault.check', { job: newJob() })
  return report.checks.filter(({ result }) => result === 'fail')
}

describe('a forgotten passphrase', () => {
  it('of a witness: a new key, and what the old one signed is still shown under it and holds', async () => {
    const chain = await test.openCase()
    const { id: exhibit } = await test.call('note.add', { case: chain, title: 'Samtal', text: 'Hon ringde.' })
    await test.call('exhibit.view', { exhibit })
    const vera = await enrolWitness(test)
    const before = await attest(test, exhibit, vera.id)
    const after = await test.call('person.renew-key', { person: vera.id, passphrase: passphraseBytes(NEXT) })
    expect(after.kid).not.toBe(vera.kid)
    expect((await test.call('exhibit.get', { exhibit })).attestations).toEqual([before])
    expect(before.kid).toBe(vera.kid)
    expect((await test.call('person.keys', { person: vera.id })).map(({ kid }) => kid)).toEqual([vera.kid, after.kid])
    expect(await check()).toEqual([])
    const { id: other } = await test.call('note.add', { case: chain, title: 'Samtal 2', text: 'Igen.' })
    await expect(attest(test, other, vera.id)).rejects.toMatchObject({ code: 'person.wrong-passphrase' })
    await test.call('sitting.end', { passphrase: passphraseBytes() })
    expect((await attest(test, other, vera.id, NEXT)).kid).toBe(after.kid)
  })

  it('of another officer: the new one opens the vault and the key, the old one neither', async () => {
    const bo = await enrol('Bo Ek', SECOND)
    await test.call('person.renew-key', { person: bo.id, passphrase: passphraseBytes(NEXT) })
    await test.call('vault.lock', {})
    await expect(test.open(vault, SECOND)).rejects.toMatchObject({ code: 'vault.wrong-passphrase' })
    expect((await test.open(vault, NEXT)).officer.name).toBe('Bo Ek')
    expect((await entries()).filter((type) => type === 'key.succeeded')).toHaveLength(1)
    expect(await check()).toEqual([])
  })

  it('is no way to the passphrase of the officer at work', async () => {
    const [self] = await test.call('person.list', {})
    expect(await test.refused('person.renew-key', { person: self!.id, passphrase: passphraseBytes(NEXT) })).toBe('person.is-self')
  })
})

describe('a change of name', () => {
  it('shows at once, also for the officer at work, whose later entries bear it', async () => {
    const [self] = await test.call('person.list', {})
    const details = { name: 'Anna Nyman', title: 'Chef', contact: '' }
    await test.call('person.change', { person: self!.id, ...details, reason: 'Gift' })
    expect((await test.call('app.status', {})).vault?.officer).toMatchObject(details)
    await test.openCase()
    const log = await test.call('custody.list', { case: null })
    expect(log.at(-1)).toMatchObject({ type: 'person.changed', actor: OFFICER.name, subject: { was: OFFICER.name, name: 'Anna Nyman', reason: 'Gift' } })
    const [chain] = await test.call('case.list', {})
    expect((await test.call('custody.list', { case: chain!.id })).map(({ actor }) => actor)).toEqual(['Anna Nyman'])
    expect(await check()).toEqual([])
    await test.call('vault.lock', {})
    expect((await test.open(vault)).officer.name).toBe('Anna Nyman')
  })
})

describe('a second officer', () => {
  it('has to approve a third one, by a passphrase of their own', async () => {
    const bo = await enrol('Bo Ek', SECOND)
    const size = (await entries()).length
    const [self] = await test.call('person.list', {})
    const third = (approval: ReturnType<typeof by> | null) =>
      test.refused('person.enrol', { name: 'Cia Dal', title: '', contact: '', role: 'officer', passphrase: passphraseBytes(THIRD), approval })
    expect(await third(null)).toBe('approval.needed')
    expect(await third(by(self!.id, 'korrekt häst batteri'))).toBe('approval.same-person')
    expect((await entries()).length).toBe(size)
    expect(await third(by(bo.id, NEXT))).toBe('person.wrong-passphrase')
    expect((await entries()).at(-1)).toBe('access.denied')
    const given = by(bo.id, SECOND)
    await enrol('Cia Dal', THIRD, given)
    expect([...given.passphrase].every((byte) => byte === 0)).toBe(true)
    const log = await test.call('custody.list', { case: null })
    expect(log.slice(-2)).toMatchObject([{ type: 'person.enrolled', actor: OFFICER.name }, { type: 'change.approved', actor: 'Bo Ek', kid: bo.kid }])
    expect(await check()).toEqual([])
    await test.call('vault.lock', {})
    expect((await test.open(vault, THIRD)).officer.name).toBe('Cia Dal')
  })

  it('has to approve a new key, and is not asked about a new witness', async () => {
    await enrol('Bo Ek', SECOND)
    const vera = await enrolWitness(test)
    expect(await test.refused('person.renew-key', { person: vera.id, passphrase: passphraseBytes(NEXT) })).toBe('approval.needed')
  })
})
