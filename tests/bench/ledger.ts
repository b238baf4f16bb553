import { parseArgs } from 'node:util'
import { generateSigner, newId, verifyEd25519 } from '../../electron/services/crypto/index.ts'
import { checkLedger } from '../../electron/services/ledger/index.ts'
import { createOffice } from '../support/memory-office.ts'

/**
 * What the ledger costs beyond its signatures, in one run on one core: appends beside bare Ed25519 signing, a whole
 * check beside bare Ed25519 verification. Storage is in memory, so the disk doesn't count.
 *
 * `node tests/bench/ledger.ts --entries 10000`
 */
const { values } = parseArgs({ options: { entries: { type: 'string', default: '10000' } } })
const count = Number(values.entries)

async function seconds(work: () => void | Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

function row(what: string, time: number, floor: number): void {
  const rate = Math.round(count / time)
  const ratio = `${(floor / time).toFixed(2)} of the floor`
  console.log(`${what.padEnd(34)} ${time.toFixed(2).padStart(7)} s ${String(rate).padStart(8)} /s   ${ratio}`)
}

const office = createOffice()
const { ledger, session } = office
const chain = office.openCase()
const message = new Uint8Array(420)
const { signer } = generateSigner()
const signature = signer.sign(message)
const viewed = () => ({ type: 'exhibit.viewed', exhibit: newId('x'), number: 1 }) as const
const append = (entries: number) =>
  ledger.commit(session, (add) => {
    for (let i = 0; i < entries; i += 1) add(chain, viewed())
  })
append(2000)

const signing = await seconds(() => {
  for (let i = 0; i < count; i += 1) signer.sign(message)
})
row('Ed25519 sign (floor)', signing, signing)
row('append, 100 a commit', await seconds(() => {
  for (let i = 0; i < count / 100; i += 1) append(100)
}), signing)
row('append, 1 a commit (2 signatures)', await seconds(() => {
  for (let i = 0; i < count; i += 1) append(1)
}), 2 * signing)

const entries = ledger.head().size
const checkpoints = office.raw.checkpoints.size
const verifying = await seconds(() => {
  for (let i = 0; i < entries + checkpoints; i += 1) verifyEd25519(signature, message, signer.publicKey)
})
const checking = await seconds(async () => {
  const results = await checkLedger({
    store: office.stores.ledger,
    origin: office.origin,
    logPublicKey: office.logKey.publicKey,
    publicKey: office.people.publicKey,
    lastSeen: ledger.head(),
  })
  if (results.some(({ result }) => result !== 'pass')) throw new Error(JSON.stringify(results))
})
const ratio = `${(verifying / checking).toFixed(2)} of the floor`
console.log(`whole check of ${entries} entries, ${checkpoints} checkpoints: ${checking.toFixed(2)} s, ${ratio}`)
