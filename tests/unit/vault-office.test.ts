import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCasework } from '../../electron/services/casework/index.ts'
import { newId } from '../../electron/services/crypto/index.ts'
import { checkLedger, createLedger } from '../../electron/services/ledger/index.ts'
import { createPeople } from '../../electron/services/people/index.ts'
import { checkWithoutKeys, createHeadMemory } from '../../electron/services/vault/index.ts'
import { join } from 'node:path'
import { TEST_COST, openTestVault, passphraseBytes, type TestVault } from '../support/vault.ts'

let test: TestVault
beforeEach(() => {
  test = openTestVault()
})
afterEach(() => test.dispose())

/** The services that write, on a vault as it is on disk. */
function office() {
  const { vault } = test
  const heads = createHeadMemory(join(test.base, 'heads'))
  const { logKey, origin } = vault
  const ledger = createLedger({ store: vault.ledger, mirror: vault.mirror, heads, origin, logKey })
  const people = createPeople({
    store: vault.people,
    ledger,
    cost: { cost: TEST_COST, floor: TEST_COST },
    now: () => 0,
    onDenied: () => undefined,
  })
  return { ledger, people, heads, casework: createCasework({ store: vault.cases, ledger, newId: () => newId('c') }) }
}

const verdicts = async (heads: ReturnType<typeof createHeadMemory>) => {
  const { vault } = test
  const results = await checkLedger({
    store: vault.ledger,
    origin: vault.origin,
    logPublicKey: vault.logKey.publicKey,
    publicKey: vault.people.publicKey,
    lastSeen: heads.read(vault.origin),
  })
  return [...results, ...checkWithoutKeys(test.folder)].filter((check) => check.result === 'fail')
}

it('holds a whole founding with its log, its mirror and the remembered head', async () => {
  const { vault } = test
  const first = office()
  const { session } = first.people.found(
    {
      vault: vault.id,
      name: vault.name,
      logKey: vault.logKey.publicKey,
      exportKey: vault.exportKey.publicKey,
      tool: 'bevisvalv 0.1.0',
      officer: test.officer,
    },
    { name: 'Åsa Öberg', title: 'handläggare', contact: '' },
    passphraseBytes(),
  )
  const { id } = first.casework.openCase(session, { title: 'Hot', reference: '', description: '' })
  expect(first.ledger.notices()).toEqual([])
  expect(await verdicts(first.heads)).toEqual([])
  session.close()

  const reopened = test.reopen()
  expect(reopened.notes).toEqual([])
  const second = office()
  expect(second.ledger.alarm()).toBeNull()
  expect(second.ledger.head()).toEqual(first.ledger.head())
  expect(reopened.cases.get(id)?.title).toBe('Hot')
  expect(await verdicts(second.heads)).toEqual([])
})
