import { toHex } from '../../../shared/encoding/index.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import type { PersonId } from '../../../shared/model/index.ts'
import { createSigner, passphraseOpen, passphraseSeal, wipe, type KdfCost, type Signer } from '../crypto/index.ts'
import type { ActorSession } from '../ledger/index.ts'
import type { PersonRow } from './ports.ts'

/** What it costs to seal, and the least that an existing seal must have cost. Only tests go below the default. */
export interface KeyCost {
  cost: KdfCost
  floor: KdfCost
}

/** Bound to each seal: one person's sealed key can't be slipped under another's name. */
export const sealContext = (person: PersonId) => `actor-key ${person}`

export function sealKey(person: PersonId, seed: Uint8Array, passphrase: Uint8Array, { cost, floor }: KeyCost): string {
  return passphraseSeal(seed, passphrase, cost, floor, sealContext(person))
}

/**
 * Tries the person's seals, newest first. The caller wipes `seed`.
 *
 * @returns null where the passphrase opens none of them
 * @throws Refusal `vault.database-damaged` where no seal can be tried, or one opens to another key than the person's
 */
export function openSeals(
  person: PersonRow,
  seals: readonly string[],
  passphrase: Uint8Array,
  { floor }: KeyCost,
): { seed: Uint8Array; seal: string; index: number } | null {
  let damaged = 0
  for (const [index, seal] of seals.entries()) {
    const opened = passphraseOpen(seal, passphrase, floor, sealContext(person.id))
    if (opened.ok) {
      if (!fits(opened.secret, person)) {
        wipe(opened.secret)
        throw new Refusal('vault.database-damaged', { part: 'keys' })
      }
      return { seed: opened.secret, seal, index }
    }
    if (opened.reason === 'damaged') damaged += 1
  }
  if (damaged === seals.length) throw new Refusal('vault.database-damaged', { part: 'keys' })
  return null
}

/** Whether the passphrase opens any of the person's seals. Costs an Argon2id each; a seal that is damaged opens for nobody. */
export function opensSeal(person: PersonId, seals: readonly string[], passphrase: Uint8Array, { floor }: KeyCost): boolean {
  return seals.some((seal) => {
    const opened = passphraseOpen(seal, passphrase, floor, sealContext(person))
    if (opened.ok) wipe(opened.secret)
    return opened.ok
  })
}

function fits(seed: Uint8Array, person: PersonRow): boolean {
  const signer = createSigner(seed)
  const same = toHex(signer.publicKey) === toHex(person.publicKey)
  signer.close()
  return same
}

/** Takes the signer over: closing the session closes it. */
export function createSession(person: Pick<PersonRow, 'id' | 'name' | 'role'>, signer: Signer): ActorSession {
  return {
    actor: { person: person.id, name: person.name, role: person.role },
    kid: signer.kid,
    publicKey: signer.publicKey,
    sign: (message) => signer.sign(message),
    close: () => signer.close(),
  }
}
