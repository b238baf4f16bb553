import { describe, expect, test } from 'vitest'
import { sha256Hex, utf8 } from '../../shared/encoding/index.ts'
import { newId, verifyEd25519 } from '../../electron/services/crypto/index.ts'
import { createPeople } from '../../electron/services/people/index.ts'
import { CHEAP, OFFICER_PASSPHRASE, WITNESS_PASSPHRASE, createOffice } from '../support/memory-office.ts'

const WRONG = utf8('inte rätt lösenfras')
const NEXT = utf8('nästa långa lösenfras')
const refused = (code: string): unknown => expect.objectContaining({ code })

describe('enrolment', () => {
  test('a witness gets a key of their own and an entry by the officer', async () => {
    const office = createOffice()
    const witness = office.enrol('Vera Vittne')
    expect(office.people.list()).toEqual([office.officer, witness])
    expect(office.people.view(witness.id)).toEqual(witness)
    const payload = office.ledger.payload(2, 'person.enrolled')
    expect(payload).toMatchObject({ person: witness.id, name: 'Vera Vittne', role: 'witness', kid: witness.kid })
    expect(payload.actor).toEqual({ person: office.officer.id, name: 'Åsa Öberg', role: 'officer' })
    expect(witness.fingerprint).toBe(sha256Hex(office.people.publicKey(witness.kid)!))
    expect(witness.kid).toBe(witness.fingerprint.slice(0, 16))
    expect(witness.kid).not.toBe(office.officer.kid)
    expect(await office.failures()).toEqual({})
  })

  test('nobody takes a name that cannot be told apart from another', () => {
    const office = createOffice()
    office.enrol('Vera Vittne')
    const size = office.ledger.head().size
    for (const name of ['vera vittne', ' VERA  VITTNE ', 'A\u030asa O\u0308berg']) {
      expect(() => office.enrol(name)).toThrow(refused('person.name-taken'))
    }
    expect(office.ledger.head().size).toBe(size)
    office.enrol('Vera Vittner', 'witness', NEXT)
  })

  test('a short passphrase leaves nobody behind', () => {
    const office = createOffice()
    expect(() => office.enrol('Vera', 'witness', utf8('kort'))).toThrow(refused('passphrase.too-short'))
    expect(office.people.list()).toHaveLength(1)
    expect(office.ledger.head().size).toBe(2)
  })

  test("nobody gets a passphrase that opens somebody else's key", () => {
    const office = createOffice()
    office.enrol('Vera Vittne')
    const size = office.ledger.head().size
    const inUse = refused('passphrase.in-use')
    expect(() => office.enrol('Påhittad', 'witness', OFFICER_PASSPHRASE)).toThrow(inUse)
    expect(() => office.enrol('Påhittad', 'witness', WITNESS_PASSPHRASE)).toThrow(inUse)
    expect(() => office.enrol('Påhittad', 'officer', WITNESS_PASSPHRASE)).toThrow(inUse)
    expect([office.people.list().length, office.ledger.head().size, office.denied]).toEqual([2, size, []])
    // Under way to another one, both are theirs.
    office.people.changePassphrase(office.officer.id, OFFICER_PASSPHRASE, NEXT).close()
    expect(() => office.enrol('Påhittad', 'witness', OFFICER_PASSPHRASE)).toThrow(inUse)
    expect(() => office.enrol('Påhittad', 'witness', NEXT)).toThrow(inUse)
  })

  test('a new passphrase is tried on seven keys at most: officers first, then the newest witnesses', () => {
    const office = createOffice()
    const fras = (index: number) => utf8(`vittne nummer ${index} har denna`)
    for (let index = 0; index < 9; index += 1) office.enrol(`Vittne ${index}`, 'witness', fras(index))
    expect(() => office.enrol('Påhittad', 'witness', OFFICER_PASSPHRASE)).toThrow(refused('passphrase.in-use'))
    expect(() => office.enrol('Påhittad', 'witness', fras(3))).toThrow(refused('passphrase.in-use'))
    // What can't be known in a bearable time is said in the threat model.
    office.enrol('Påhittad', 'witness', fras(2))
  })

  test("a new officer's is tried on witnesses, however many officers there are", () => {
    const office = createOffice()
    office.enrol('Vera Vittne')
    for (let index = 0; index < 7; index += 1) office.enrol(`Handläggare ${index}`, 'officer', utf8(`handläggare ${index} har denna`))
    expect(() => office.enrol('Påhittad', 'officer', WITNESS_PASSPHRASE)).toThrow(refused('passphrase.in-use'))
  })

  test("somebody else's damaged key keeps nobody out", () => {
    const office = createOffice()
    const vera = office.enrol('Vera Vittne')
    office.raw.seals.set(vera.id, ['{}'])
    office.enrol('Bo Vittne', 'witness', NEXT)
  })

  test('a witness enrols nobody', () => {
    const office = createOffice()
    const witness = office.people.unlock(office.enrol('Vera Vittne').id, WITNESS_PASSPHRASE)
    const details = { name: 'Medhjälpare', title: '', contact: '' }
    expect(() => office.people.enrol(witness, details, 'officer', NEXT)).toThrow('witness')
    expect(office.people.list()).toHaveLength(2)
  })

  test('a vault is founded once', () => {
    const office = createOffice()
    const { signer } = { signer: office.logKey }
    const founding = {
      vault: office.vault, name: 'Igen', logKey: signer.publicKey, exportKey: signer.publicKey, tool: 't', officer: newId('p'),
    }
    const details = { name: 'Någon Annan', title: '', contact: '' }
    expect(() => office.people.found(founding, details, NEXT)).toThrow('founded')
  })
})

describe('unlocking', () => {
  test('opens with the own passphrase and signs; closed, it signs no more', () => {
    const office = createOffice()
    const witness = office.enrol('Vera Vittne')
    const session = office.people.unlock(witness.id, WITNESS_PASSPHRASE)
    const message = utf8('hej')
    expect(verifyEd25519(session.sign(message), message, office.people.publicKey(witness.kid)!)).toBe(true)
    expect(session.actor).toEqual({ person: witness.id, name: 'Vera Vittne', role: 'witness' })
    session.close()
    expect(() => session.sign(message)).toThrow()
  })

  test("the officer's passphrase opens nobody else's key, nor the other way", () => {
    const office = createOffice()
    const witness = office.enrol('Vera Vittne')
    expect(() => office.people.unlock(witness.id, OFFICER_PASSPHRASE)).toThrow(refused('person.wrong-passphrase'))
    expect(() => office.people.unlock(office.officer.id, WITNESS_PASSPHRASE)).toThrow(refused('person.wrong-passphrase'))
    expect(office.denied).toEqual([witness.id, office.officer.id])
    expect(() => office.people.unlock(newId('p'), WRONG)).toThrow(refused('person.not-found'))
  })

  test("one person's sealed key slipped under another's name does not open", () => {
    const office = createOffice()
    const witness = office.enrol('Vera Vittne')
    office.raw.seals.set(witness.id, office.raw.seals.get(office.officer.id)!)
    expect(() => office.people.unlock(witness.id, OFFICER_PASSPHRASE)).toThrow(refused('vault.database-damaged'))
  })

  test('a key that is not the one enrolled, and a damaged seal, are damage and no wrong passphrase', () => {
    const office = createOffice()
    const witness = office.enrol('Vera Vittne')
    const row = office.raw.persons.get(witness.id)!
    office.raw.persons.set(witness.id, { ...row, publicKey: office.session.publicKey })
    expect(() => office.people.unlock(witness.id, WITNESS_PASSPHRASE)).toThrow(refused('vault.database-damaged'))
    office.raw.persons.set(witness.id, row)
    const [seal] = office.raw.seals.get(witness.id)!
    office.raw.seals.set(witness.id, [seal!.replace(/"box":"./, '"box":"-')])
    expect(() => office.people.unlock(witness.id, WITNESS_PASSPHRASE)).toThrow(refused('vault.database-damaged'))
    expect(office.denied).toEqual([])
  })

  test('guessing slows down for that person, right answers count again, and waiting helps', () => {
    const office = createOffice()
    const { people, time } = office
    const witness = office.enrol('Vera Vittne')
    const guess = () => people.unlock(witness.id, WRONG)
    for (let i = 0; i < 5; i += 1) expect(guess).toThrow(refused('person.wrong-passphrase'))
    const throttled = (seconds: number): unknown => expect.objectContaining({ code: 'vault.throttled', params: { seconds } })
    expect(() => people.unlock(witness.id, WITNESS_PASSPHRASE)).toThrow(throttled(2))
    people.unlock(office.officer.id, OFFICER_PASSPHRASE).close()
    time.steady += 1100
    expect(guess).toThrow(throttled(1))
    time.steady += 900
    expect(guess).toThrow(refused('person.wrong-passphrase'))
    expect(guess).toThrow(throttled(4))
    for (let i = 0; i < 20; i += 1) {
      time.steady += 300_000
      expect(guess).toThrow(refused('person.wrong-passphrase'))
    }
    expect(guess).toThrow(throttled(300))
    time.steady += 300_000
    people.unlock(witness.id, WITNESS_PASSPHRASE).close()
    for (let i = 0; i < 5; i += 1) expect(guess).toThrow(refused('person.wrong-passphrase'))
    expect(guess).toThrow(throttled(2))
  })
})

describe('changing a passphrase', () => {
  const opens = (office: ReturnType<typeof createOffice>, passphrase: Uint8Array, purpose?: 'act' | 'opening') => {
    try {
      office.people.unlock(office.officer.id, passphrase, purpose).close()
      return true
    } catch {
      return false
    }
  }

  test('until it is finished both open; then only the new one, by an entry', async () => {
    const office = createOffice()
    const { people, officer, raw } = office
    const change = people.changePassphrase(officer.id, OFFICER_PASSPHRASE, NEXT)
    expect([opens(office, OFFICER_PASSPHRASE), opens(office, NEXT)]).toEqual([true, true])
    expect(office.ledger.head().size).toBe(2)
    change.finish()
    change.close()
    expect([opens(office, OFFICER_PASSPHRASE), opens(office, NEXT)]).toEqual([false, true])
    expect(raw.entries.at(-1)?.type).toBe('passphrase.changed')
    expect(raw.seals.get(officer.id)).toHaveLength(1)
    expect(people.view(officer.id).kid).toBe(officer.kid)
    expect(await office.failures()).toEqual({})
  })

  test('cut short before the header: the old one opens the vault and settles it without an entry', () => {
    const office = createOffice()
    office.people.changePassphrase(office.officer.id, OFFICER_PASSPHRASE, NEXT).close()
    expect(opens(office, OFFICER_PASSPHRASE, 'opening')).toBe(true)
    expect([opens(office, OFFICER_PASSPHRASE), opens(office, NEXT)]).toEqual([true, false])
    expect(office.ledger.head().size).toBe(2)
  })

  test('cut short after the header: the new one opens the vault and settles it with the entry', () => {
    const office = createOffice()
    office.people.changePassphrase(office.officer.id, OFFICER_PASSPHRASE, NEXT).close()
    expect(opens(office, NEXT, 'opening')).toBe(true)
    expect([opens(office, OFFICER_PASSPHRASE), opens(office, NEXT)]).toEqual([false, true])
    expect(office.raw.entries.at(-1)?.type).toBe('passphrase.changed')
  })

  test('cut short twice, it still ends with one', () => {
    const office = createOffice()
    const { people, officer, raw } = office
    people.changePassphrase(officer.id, OFFICER_PASSPHRASE, utf8('en som aldrig blev av')).close()
    people.changePassphrase(officer.id, OFFICER_PASSPHRASE, NEXT).finish()
    expect(raw.seals.get(officer.id)).toHaveLength(1)
    expect([opens(office, OFFICER_PASSPHRASE), opens(office, NEXT)]).toEqual([false, true])
  })

  test('neither a wrong nor a short one changes anything', () => {
    const office = createOffice()
    const { people, officer, raw } = office
    const before = structuredClone(raw.seals)
    expect(() => people.changePassphrase(officer.id, WRONG, NEXT)).toThrow(refused('person.wrong-passphrase'))
    expect(() => people.changePassphrase(officer.id, OFFICER_PASSPHRASE, utf8('kort'))).toThrow(refused('passphrase.too-short'))
    expect(raw.seals).toEqual(before)
    office.denied.length = 0
    expect(() => people.changePassphrase(officer.id, WRONG, utf8('kort'))).toThrow(refused('passphrase.too-short'))
    expect(office.denied).toEqual([])
  })
})

describe('succession', () => {
  test('a new key by a signed entry; what the old one signed still verifies', async () => {
    const office = createOffice()
    const chain = office.openCase()
    const { people, officer, ledger } = office
    const session = people.succeedKey(officer.id, NEXT)
    expect(ledger.payload(3, 'key.succeeded')).toMatchObject({ person: officer.id, oldKid: officer.kid, kid: session.kid })
    expect(people.view(officer.id).kid).toBe(session.kid)
    expect(people.publicKey(officer.kid)).not.toBeNull()
    office.acquire(chain, 'Efter bytet', { by: session })
    expect(() => people.unlock(officer.id, OFFICER_PASSPHRASE)).toThrow(refused('person.wrong-passphrase'))
    people.unlock(officer.id, NEXT).close()
    expect(await office.failures()).toEqual({})
  })
})

test('by default nobody is sealed cheaply', () => {
  const office = createOffice()
  const dear = createPeople({ store: office.stores.people, ledger: office.ledger })
  expect(() => dear.unlock(office.officer.id, OFFICER_PASSPHRASE)).toThrow(refused('vault.database-damaged'))
  const person = dear.enrol(office.session, { name: 'Dyr', title: '', contact: '' }, 'witness', NEXT)
  expect(JSON.parse(office.raw.seals.get(person.id)![0]!)).toMatchObject({ ops: 3, mem: 268_435_456 })
  expect(CHEAP.cost.memory).toBeLessThan(268_435_456)
})
