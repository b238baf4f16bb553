import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyBundle } from '../../../electron/services/bundle/index.ts'
import { verifyEd25519 } from '../../../electron/services/crypto/index.ts'
import { createLedgerStore } from '../../../electron/services/vault/stores/ledger.ts'
import { entryLeaf, openCheckpoint, parseEntryLine, toHex, vkey } from '../../../shared/encoding/index.ts'
import type { CaseId, ExhibitId, LogHead, PersonId } from '../../../shared/model/index.ts'
import { attest, enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../engine.ts'
import { noisyPicture } from '../pictures.ts'
import { breakIn, type Insider } from './keys.ts'
import { linesOf } from './log.ts'

/** What a witness took home: their entry, the log as it stood then, and their key. */
export interface Receipt {
  head: LogHead
  entry: { seq: number; leaf: string }
  kid: string
  person: PersonId
}

/**
 * A vault with a past: two cases, files and notes, two witnesses, an exported bundle, then handed over and receipted, and a
 * little more after that.
 * `good` is the folder as it was closed; `heads` what the machine remembers.
 */
export interface Scene {
  test: TestEngine
  base: string
  /** Where the vault is opened and attacked. */
  folder: string
  good: string
  /** Copies of the folder from before: `early` without bundle and receipt, `late` with both. */
  early: string
  late: string
  heads: string
  cases: readonly [CaseId, CaseId]
  /** Two of the first case, two of the second. */
  exhibits: readonly [ExhibitId, ExhibitId, ExhibitId, ExhibitId]
  /** Lines of the log as it was closed. */
  lines: readonly string[]
  bundle: { path: string; head: LogHead }
  receipt: Receipt
  remove(): Promise<void>
}

const SECOND_PASSPHRASE = 'det andra vittnets fras'

export async function setScene(name: string): Promise<Scene> {
  const { base, remove } = testFolder(name)
  const test = await startTestEngine(base)
  const folder = join(base, 'prov.bevisvalv')
  const places = { good: join(base, 'good'), early: join(base, 'early'), late: join(base, 'late'), heads: join(base, 'heads-kept') }
  const close = async (copy: string) => {
    await test.call('vault.lock', {})
    cpSync(folder, copy, { recursive: true })
  }
  const addFile = async (chain: CaseId, file: string, content: string | Uint8Array) => {
    const path = join(base, file)
    writeFileSync(path, content)
    const files = [await test.grant(path, 'import')]
    return (await test.call('import.files', { job: newJob(), case: chain, files })).exhibits[0]!.id
  }

  await test.found(folder)
  const first = await test.openCase('Hot efter artikel')
  const second = await test.openCase('Påhopp i kommentarer')
  const a1 = await addFile(first, 'a.png', noisyPicture(60, 40))
  const b1 = await addFile(second, 'b.txt', 'Vi vet var du bor.\n')
  const vera = await enrolWitness(test)
  await attest(test, a1, vera.id)
  await close(places.early)

  await test.open(folder)
  const { id: a2 } = await test.call('note.add', { case: first, title: 'Samtal', text: 'Ringde och skrek.' })
  const valter = await enrolWitness(test, 'Valter Vittne', SECOND_PASSPHRASE)
  const { seq: attested } = await attest(test, b1, valter.id, SECOND_PASSPHRASE)
  const out = join(base, 'out')
  mkdirSync(out)
  const where = await test.grant(out, 'bundle-folder')
  const exported = await test.call('bundle.export', { job: newJob(), case: first, profile: 'police', language: 'sv', folder: where, timestampUrls: [] })
  await close(places.late)

  await test.open(folder)
  const { view } = await test.call('handover.make', {
    job: newJob(), case: first, number: 1, bundle: await test.grant(join(out, exported.name), 'bundle'), folder: null, protection: { kind: 'none' },
    receiver: 'Åke Utredarsson', receiverTitle: '', authority: 'Polismyndigheten', reference: '', method: 'in-person', methodText: '', date: '2026-11-29',
  })
  await test.call('handover.attach', { job: newJob(), entry: view.seq, scan: { exhibit: a2 } })
  const { id: b2 } = await test.call('note.add', { case: second, title: 'Efteråt', text: 'Kom efter överlämningen.' })
  await test.call('case.change', { case: second, title: 'Påhopp, dag två', reference: '', description: '' })
  await close(places.good)
  cpSync(join(test.home, 'heads'), places.heads, { recursive: true })

  const insider = breakIn(folder)
  const lines = linesOf(insider)
  const receipt = receiptFor(insider, attested, valter.id)
  const bundle = { path: join(out, exported.name), head: await headIn(join(out, exported.name), insider) }
  insider.close()
  return {
    test,
    base,
    folder,
    ...places,
    cases: [first, second],
    exhibits: [a1, a2, b1, b2],
    lines,
    bundle,
    receipt,
    async remove() {
      await test.engine.close()
      remove()
    },
  }
}

/** The vault as it was closed, and its head remembered or not. */
export function reset(scene: Scene, remembered = true): void {
  const kept = join(scene.test.home, 'heads')
  for (const path of [scene.folder, kept]) rmSync(path, { recursive: true, force: true })
  cpSync(scene.good, scene.folder, { recursive: true })
  if (remembered) cpSync(scene.heads, kept, { recursive: true })
}

export const forgetHeads = (scene: Scene) => rmSync(join(scene.test.home, 'heads'), { recursive: true, force: true })

function receiptFor({ db, origin, logKey }: Insider, seq: number, person: PersonId): Receipt {
  const store = createLedgerStore(db)
  const { line } = store.entry(seq)!
  const note = [...store.checkpoints()].find(({ size }) => size === seq + 1)!.note
  return {
    head: openCheckpoint(note, vkey(origin, logKey.publicKey), verifyEd25519),
    entry: { seq, leaf: toHex(entryLeaf(line)) },
    kid: parseEntryLine(line).kid,
    person,
  }
}

/** The state of the log in a bundle that holds by itself. */
async function headIn(path: string, { origin, logKey }: Insider): Promise<LogHead> {
  const { verdict } = await verifyBundle(path, { fingerprint: null })
  if (verdict !== 'ok') throw new Error(`the bundle is ${verdict}`)
  const note = execFileSync('unzip', ['-p', path, '*/ledger/checkpoint'], { encoding: 'utf8' })
  return openCheckpoint(note, vkey(origin, logKey.publicKey), verifyEd25519)
}

