import { forkNodeChild } from '../../electron/engine/children.ts'
import { buildServices, type Services } from '../../electron/engine/session.ts'
import type { SpawnChild } from '../../electron/services/capture/index.ts'
import { newId } from '../../electron/services/crypto/index.ts'
import { createEvidence, type Evidence, type EvidenceStore } from '../../electron/services/evidence/index.ts'
import type { ActorSession } from '../../electron/services/ledger/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { createMemoryHeads } from './memory-stores.ts'
import { TEST_COST, openTestVault, passphraseBytes, type TestVault } from './vault.ts'

export interface TestServices extends TestVault {
  services: Services
  actor: ActorSession
  chain: CaseId
  /** The same evidence room over rows that somebody has changed. */
  evidenceOver(change: Partial<EvidenceStore>): Evidence
}

const noTimestamps = { urls: () => [], onChange: () => undefined, onError: () => undefined }

/** All services over a real vault on disk, with its first officer and a case. `spawn` makes preview processes. */
export function openTestServices(spawn: SpawnChild = forkNodeChild): TestServices {
  const test = openTestVault()
  const { vault, officer } = test
  const cost = { cost: TEST_COST, floor: TEST_COST }
  const services = buildServices({ vault, heads: createMemoryHeads(), spawnChild: spawn, toolVersion: 'test', timestamps: noTimestamps, cost }, () => null)
  const founding = { vault: vault.id, name: vault.name, logKey: vault.logKey.publicKey, exportKey: vault.exportKey.publicKey, tool: 'test', officer }
  const { session: actor } = services.people.found(founding, { name: 'Anna Provsson', title: '', contact: '' }, passphraseBytes())
  const { id: chain } = services.casework.openCase(actor, { title: 'Hot', reference: '', description: '' })
  const { evidence: store, objects } = vault
  return Object.assign(test, {
    services,
    actor,
    chain,
    evidenceOver: (change: Partial<EvidenceStore>) =>
      createEvidence({ store: { ...store, ...change }, objects, ledger: services.ledger, spawn, newExhibitId: () => newId('x') }),
  })
}
