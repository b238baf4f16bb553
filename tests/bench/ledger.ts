import { generateSigner, newId, verifyEd25519 } from '../../electron/services/crypto/index.ts'
import { checkLedger } from '../../electron/services/ledger/index.ts'
import { createOffice } from '../support/memory-office.ts'
import { inTurn, timed } from './measure.ts'
import { printTable, type Comparison } from './table.ts'

/**
 * What the ledger costs beyond its signatures, on one core: appends beside bare Ed25519 signing, a whole check beside
 * bare Ed25519 verification. Storage is in memory, so the disk doesn't count.
 */
const GOAL = 0.8
const ROUNDS = 3

/** @param count entries appended in each round */
export async function ledgerBench(count = 2000): Promise<Comparison[]> {
  const office = createOffice()
  const { ledger, session } = office
  const chain = office.openCase()
  const message = new Uint8Array(420)
  const { signer } = generateSigner()
  const signature = signer.sign(message)
  const append = (entries: number) =>
    ledger.commit(session, (add) => {
      for (let i = 0; i < entries; i += 1) add(chain, { type: 'exhibit.viewed', exhibit: newId('x'), number: 1 })
    })
  const times = (number: number, work: () => unknown) => () =>
    timed(() => {
      for (let i = 0; i < number; i += 1) work()
    })
  const signing = (number: number) => times(number, () => signer.sign(message))
  append(2000)

  const many = await inTurn(ROUNDS, times(count / 100, () => append(100)), signing(count))
  // The entry's signature and the checkpoint's.
  const single = await inTurn(ROUNDS, times(count, () => append(1)), signing(2 * count))
  const signatures = ledger.head().size + office.raw.checkpoints.size
  const check = async () => {
    const results = await checkLedger({
      store: office.stores.ledger,
      origin: office.origin,
      logPublicKey: office.logKey.publicKey,
      publicKey: office.people.publicKey,
      lastSeen: ledger.head(),
    })
    if (results.some(({ result }) => result !== 'pass')) throw new Error(JSON.stringify(results))
  }
  const whole = await inTurn(1, () => timed(check), times(signatures, () => verifyEd25519(signature, message, signer.publicKey)))
  const beside = 'as many Ed25519 signatures'
  return [
    { what: `ledger: append ${count}, 100 a commit`, beside, ...many, as: 'speed', goal: GOAL },
    { what: `ledger: append ${count}, 1 a commit`, beside, ...single, as: 'speed', goal: GOAL },
    { what: `ledger: whole check, ${ledger.head().size} entries`, beside: 'as many verifications', ...whole, as: 'speed', goal: null },
  ]
}

if (import.meta.main) printTable(await ledgerBench())
