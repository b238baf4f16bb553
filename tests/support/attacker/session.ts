import { join } from 'node:path'
import { createLedger, type ActorSession, type Ledger } from '../../../electron/services/ledger/index.ts'
import { createPeople } from '../../../electron/services/people/index.ts'
import { createHeadMemory } from '../../../electron/services/vault/index.ts'
import { TEST_COST, passphraseBytes, testVaultService } from '../vault.ts'
import type { Scene } from './scene.ts'

/** The log of the scene's vault in an officer's hands, with what the machine remembers of it and none of the app before it. */
export function openSession({ test, folder }: Scene, work: (ledger: Ledger, actor: ActorSession) => void): void {
  const { vault, officer } = testVaultService().open(folder, passphraseBytes())
  try {
    const { ledger: store, mirror, origin, logKey } = vault
    const ledger = createLedger({ store, mirror, heads: createHeadMemory(join(test.home, 'heads')), origin, logKey })
    const people = createPeople({ store: vault.people, ledger, cost: { cost: TEST_COST, floor: TEST_COST } })
    const actor = people.unlock(officer, passphraseBytes())
    try {
      work(ledger, actor)
    } finally {
      actor.close()
    }
  } finally {
    vault.close()
  }
}
