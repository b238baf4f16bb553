import { expect, test } from 'vitest'
import { newId } from '../../electron/services/crypto/index.ts'
import { OFFICER_PASSPHRASE, createOffice } from '../support/memory-office.ts'

const fields = { title: 'Hot efter artikel', reference: 'KS 2026/17', description: 'Mejl och inlägg.' }
const notFound = expect.objectContaining({ code: 'case.not-found' })

test('a case begins its own chain and is numbered in the vault', async () => {
  const office = createOffice()
  const { casework, session, ledger } = office
  const first = casework.openCase(session, fields)
  office.time.wall += 1000
  const second = casework.openCase(session, { ...fields, title: 'Uthängning' })
  expect([first.number, second.number]).toEqual([1, 2])
  expect(first).toMatchObject({ ...fields, openedAt: '2026-11-22T14:00:00.000Z', exhibits: 0, unwitnessed: 0 })
  expect([...ledger.chain(second.id)].map(({ n, type }) => [n, type])).toEqual([[0, 'case.opened']])
  expect(ledger.payload(2, 'case.opened')).toMatchObject({ case: first.id, number: 1, ...fields })
  expect(casework.get(first.id)).toEqual(first)
  expect(casework.list().map(({ id }) => id)).toEqual([second.id, first.id])
  expect(await office.failures()).toEqual({})
})

test('a change is an entry with the whole wording; the same wording is none', () => {
  const { casework, session, ledger } = createOffice()
  const { id } = casework.openCase(session, fields)
  const changed = { ...fields, title: 'Hot och uthängning' }
  expect(casework.changeCase(session, id, changed)).toMatchObject(changed)
  expect(ledger.payload(3, 'case.changed')).toMatchObject({ case: id, ...changed })
  casework.changeCase(session, id, changed)
  expect(ledger.head().size).toBe(4)
})

test('what came along in the call besides the fields stays out', () => {
  const { casework, session, ledger } = createOffice()
  const request = { ...fields, passphrase: OFFICER_PASSPHRASE }
  const { id } = casework.openCase(session, request)
  expect(ledger.payload(2, 'case.opened')).not.toHaveProperty('passphrase')
  expect(casework.get(id)).not.toHaveProperty('passphrase')
})

test('an unknown case is refused, and a failing store leaves neither case nor entry', () => {
  const office = createOffice()
  const { casework, session, ledger } = office
  expect(() => casework.get(newId('c'))).toThrow(notFound)
  expect(() => casework.changeCase(session, newId('c'), fields)).toThrow(notFound)
  office.stores.cases.insert = () => {
    throw new Error('disk full')
  }
  expect(() => casework.openCase(session, fields)).toThrow('disk full')
  expect(casework.list()).toEqual([])
  expect(ledger.head().size).toBe(2)
})
