import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from '../../shared/encoding/index.ts'
import type { ActorSession } from '../../electron/services/ledger/index.ts'
import { OFFICER_PASSPHRASE, WITNESS_PASSPHRASE, createOffice, type Office } from '../support/memory-office.ts'

const NEXT = utf8('nästa långa lösenfras')
const SECOND = utf8('den andra handläggarens')
const THIRD = utf8('den tredje handläggarens')
const refused = (code: string): unknown => expect.objectContaining({ code })
const types = (office: Office) => office.raw.entries.map(({ type }) => type)

function officeOfThree() {
  const office = createOffice()
  const bo = office.enrol('Bo Ek', 'officer', SECOND)
  const cia = office.enrol('Cia Dal', 'officer', THIRD)
  const vera = office.enrol('Vera Vittne')
  return { ...office, bo, cia, vera }
}

/** With the approver's key open for the length of the work. */
function approved<T>(approver: ActorSession | null, work: (approver: ActorSession | null) => T): T {
  try {
    return work(approver)
  } finally {
    approver?.close()
  }
}

describe('a forgotten passphrase', () => {
  test('a new key, a signed succession, and the old statements stand', async () => {
    const office = createOffice()
    const { people, session, ledger } = office
    const vera = office.enrol('Vera Vittne')
    const renewed = people.renewKey(session, vera.id, NEXT, null)
    const payload = ledger.payload(3, 'key.succeeded')
    expect(payload).toMatchObject({ person: vera.id, oldKid: vera.kid, kid: renewed.kid, reason: 'forgotten-passphrase', officer: office.officer.id })
    expect(payload.actor.person).toBe(vera.id)
    expect(() => people.unlock(vera.id, WITNESS_PASSPHRASE)).toThrow(refused('person.wrong-passphrase'))
    people.unlock(vera.id, NEXT).close()
    expect(people.keys(vera.id).map(({ kid, until }) => [kid, until === null])).toEqual([[vera.kid, false], [renewed.kid, true]])
    expect(people.publicKey(vera.kid)).not.toBeNull()
    expect(await office.failures()).toEqual({})
  })

  test("isn't for whoever is logged in, nor by a passphrase that opens another's key, nor a short one", () => {
    const office = createOffice()
    const { people, session, officer } = office
    const vera = office.enrol('Vera Vittne')
    const size = office.ledger.head().size
    expect(() => people.renewKey(session, officer.id, NEXT, null)).toThrow(refused('person.is-self'))
    expect(() => people.renewKey(session, vera.id, OFFICER_PASSPHRASE, null)).toThrow(refused('passphrase.in-use'))
    expect(() => people.renewKey(session, vera.id, utf8('kort'), null)).toThrow(refused('passphrase.too-short'))
    expect(office.ledger.head().size).toBe(size)
    // Their own may be what they remember after all.
    people.renewKey(session, vera.id, WITNESS_PASSPHRASE, null)
  })

  test('what was guessed at the old passphrase does not keep the new one waiting', () => {
    const office = createOffice()
    const vera = office.enrol('Vera Vittne')
    for (let i = 0; i < 5; i += 1) expect(() => office.people.unlock(vera.id, SECOND)).toThrow(refused('person.wrong-passphrase'))
    office.people.renewKey(office.session, vera.id, NEXT, null)
    office.people.unlock(vera.id, NEXT).close()
  })
})

describe('a change of name', () => {
  test('is an entry by the officer; the list shows the new name, old entries keep the old one', async () => {
    const office = createOffice()
    const { people, session, ledger } = office
    const vera = office.enrol('Vera Vittne')
    const details = { name: 'Vera Vik', title: 'chef', contact: 'vera@kommunen.example' }
    expect(people.change(session, vera.id, details, 'Gift')).toEqual({ ...vera, ...details })
    expect(people.view(vera.id).name).toBe('Vera Vik')
    expect(ledger.payload(3, 'person.changed')).toMatchObject({ person: vera.id, was: 'Vera Vittne', ...details, reason: 'Gift' })
    expect(ledger.payload(2, 'person.enrolled').name).toBe('Vera Vittne')
    expect(await office.failures()).toEqual({})
  })

  test('takes no name that somebody else has, and may be one of letters only', () => {
    const office = createOffice()
    const { people, session } = office
    const vera = office.enrol('Vera Vittne')
    const details = { title: '', contact: '' }
    expect(() => people.change(session, vera.id, { name: 'ÅSA  öberg', ...details }, 'x')).toThrow(refused('person.name-taken'))
    expect(people.change(session, vera.id, { name: 'vera vittne', ...details }, 'Stor bokstav').name).toBe('vera vittne')
  })
})

describe("a second officer's word", () => {
  test('is needed where somebody could give it, and nobody approves their own', () => {
    const { people, session, officer, bo, cia, vera } = officeOfThree()
    const by = (of: { id: typeof bo.id }, passphrase: Uint8Array) => ({ officer: of.id, passphrase })
    expect(() => people.approver(session, null, null)).toThrow(refused('approval.needed'))
    expect(() => people.approver(session, by(officer, OFFICER_PASSPHRASE), null)).toThrow(refused('approval.same-person'))
    expect(() => people.approver(session, by(bo, SECOND), bo.id)).toThrow(refused('approval.same-person'))
    expect(() => people.approver(session, by(vera, WITNESS_PASSPHRASE), null)).toThrow(refused('approval.needed'))
    expect(() => people.approver(session, by(cia, SECOND), null)).toThrow(refused('person.wrong-passphrase'))
    people.approver(session, by(cia, THIRD), bo.id)?.close()
  })

  test('is not asked for where there is nobody: neither a witness, nor whom it is about, nor who departed', () => {
    const office = createOffice()
    const { people, session } = office
    office.enrol('Vera Vittne')
    expect(people.approver(session, null, null)).toBeNull()
    const bo = office.enrol('Bo Ek', 'officer', SECOND)
    expect(people.approver(session, null, bo.id)).toBeNull()
    expect(() => people.approver(session, null, null)).toThrow(refused('approval.needed'))
    people.depart(session, bo.id, 'Slutat', null)
    expect(people.approver(session, null, null)).toBeNull()
    expect(() => people.approver(session, { officer: bo.id, passphrase: SECOND }, null)).toThrow(refused('person.departed'))
  })

  test('is guessed at no faster than any other passphrase', () => {
    const { people, session, bo, time } = officeOfThree()
    const guess = () => people.approver(session, { officer: bo.id, passphrase: NEXT }, null)
    for (let i = 0; i < 5; i += 1) expect(guess).toThrow(refused('person.wrong-passphrase'))
    expect(guess).toThrow(refused('vault.throttled'))
    expect(() => people.unlock(bo.id, SECOND)).toThrow(refused('vault.throttled'))
    time.steady += 2000
    people.unlock(bo.id, SECOND).close()
  })

  test('stands in the same commit, signed by them, right behind what it names', async () => {
    const office = officeOfThree()
    const { people, session, ledger, cia, vera, mirror } = office
    const approver = people.approver(session, { officer: cia.id, passphrase: THIRD }, null)
    const checkpoints = office.raw.checkpoints.size
    approved(approver, (each) => people.renewKey(session, vera.id, NEXT, each))
    expect(types(office).slice(-2)).toEqual(['key.succeeded', 'change.approved'])
    expect(office.raw.checkpoints.size).toBe(checkpoints + 1)
    const { size } = ledger.head()
    const payload = ledger.payload(size - 1, 'change.approved')
    expect(payload).toMatchObject({ seq: size - 2, of: 'key.succeeded', leaf: toHex(office.raw.entries.at(-2)!.leaf) })
    expect(payload.actor).toEqual({ person: cia.id, name: 'Cia Dal', role: 'officer' })
    expect(mirror.keys.has(toHex(people.publicKey(cia.kid)!))).toBe(true)
    expect(await office.failures()).toEqual({})
  })

  test('about something else, of oneself or by a witness is refused, and found where somebody wrote it all the same', async () => {
    const office = officeOfThree()
    const { people, session, ledger, bo, vera } = office
    const enrolled = ledger.head().size - 1
    const leaf = toHex(office.raw.entries.at(-1)!.leaf)
    const approval = { type: 'change.approved', seq: enrolled, of: 'person.enrolled', leaf } as const
    const second = people.unlock(bo.id, SECOND)
    // Not in the commit of what it names.
    expect(() => ledger.commit(second, (append) => append(null, approval))).toThrow('follow')
    const own = () =>
      ledger.commit(session, (append) => {
        const { seq, leaf: of } = append(null, { type: 'person.departed', person: vera.id, name: 'x', role: 'witness', reason: 'x' })
        append(null, { type: 'change.approved', seq, of: 'person.departed', leaf: toHex(of) })
      })
    expect(own).toThrow('own change')
    const witness = people.unlock(vera.id, WITNESS_PASSPHRASE)
    const byWitness = () =>
      ledger.commit(session, (append) => {
        const { seq, leaf: of } = append(null, { type: 'person.departed', person: bo.id, name: 'x', role: 'officer', reason: 'x' })
        append(null, { type: 'change.approved', seq, of: 'person.departed', leaf: toHex(of) }, witness)
      })
    expect(byWitness).toThrow('witness')
    expect(ledger.head().size).toBe(enrolled + 1)
    expect(await office.failures()).toEqual({})
  })
})

describe('a departure', () => {
  test('ends what a person can do; what they signed stands', async () => {
    const office = officeOfThree()
    const { people, session, ledger, bo, vera } = office
    const open = people.unlock(bo.id, SECOND)
    const gone = people.depart(session, bo.id, 'Slutat', null)
    expect(gone).toEqual({ ...bo, departedAt: gone.departedAt })
    expect(people.view(bo.id)).toEqual(gone)
    expect(office.raw.seals.get(bo.id)).toEqual([])
    people.depart(session, vera.id, 'Slutat', null)
    for (const act of [
      () => people.unlock(bo.id, SECOND),
      () => people.changePassphrase(bo.id, SECOND, NEXT),
      () => people.renewKey(session, bo.id, NEXT, null),
      () => people.succeedKey(bo.id, NEXT),
      () => people.change(session, bo.id, { name: 'x', title: '', contact: '' }, 'x'),
      () => people.depart(session, bo.id, 'Igen', null),
    ]) {
      expect(act).toThrow(refused('person.departed'))
    }
    expect(people.keys(bo.id)).toMatchObject([{ kid: bo.kid, until: gone.departedAt }])
    expect(people.publicKey(bo.kid)).not.toBeNull()
    expect(await office.failures()).toEqual({})
    // Who had the key open elsewhere can still make signatures; the log's reader counts none of them.
    const { seq } = ledger.commit(open, (append) => append(null, { type: 'passphrase.changed', person: bo.id }))
    expect(await office.failures()).toEqual({ 'log-actors': `entry ${seq}` })
  })

  test("isn't for oneself, so an officer always stays", () => {
    const { people, session, officer } = createOffice()
    expect(() => people.depart(session, officer.id, 'x', null)).toThrow(refused('person.is-self'))
    expect(() => people.mayDepart(session, officer.id)).toThrow(refused('person.is-self'))
  })

  test('by their own hand, of a stranger or under another role is found by whoever reads the log', async () => {
    for (const forged of ['own', 'stranger', 'role'] as const) {
      const office = officeOfThree()
      const { session, ledger, officer, bo } = office
      const id = { own: officer.id, stranger: office.vault.replace('v-', 'p-') as typeof bo.id, role: bo.id }[forged]
      const role = forged === 'role' ? 'witness' : 'officer'
      const { seq } = ledger.commit(session, (append) => append(null, { type: 'person.departed', person: id, name: 'x', role, reason: 'x' }))
      expect(await office.failures()).toEqual({ 'log-actors': `entry ${seq}` })
    }
  })

  test('of a witness leaves nobody else waiting for it: their passphrase is free again', () => {
    const office = createOffice()
    const { people, session } = office
    const vera = office.enrol('Vera Vittne')
    people.depart(session, vera.id, 'Slutat', null)
    office.enrol('Bo Vittne', 'witness', WITNESS_PASSPHRASE)
  })
})
