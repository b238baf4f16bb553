import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../electron/services/vault/database.ts'
import type { CaseId, ExhibitId } from '../../shared/model/index.ts'
import { attest, enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { passphraseBytes } from '../support/vault.ts'

/**
 * Somebody with the database's key changes what it says. The ledger was signed; the rows weren't: nothing of theirs may
 * be believed.
 */
const folder = testFolder('records')
const vault = join(folder.base, 'prov.bevisvalv')
const good = join(folder.base, 'good')
let engine: TestEngine
let key: Buffer
let chain: CaseId
let first: ExhibitId
let second: ExhibitId
/** Digest of the bundle that was handed over. */
let zip: string

beforeAll(async () => {
  engine = await startTestEngine(folder.base)
  await engine.found(vault)
  chain = await engine.openCase()
  const paths = ['a.txt', 'b.txt'].map((name) => join(folder.base, name))
  for (const path of paths) writeFileSync(path, `innehåll i ${path}\n`)
  const files = await Promise.all(paths.map((path) => engine.grant(path, 'import')))
  const { exhibits: made } = await engine.call('import.files', { job: newJob(), case: chain, files })
  first = made[0]!.id
  second = made[1]!.id
  const vera = await enrolWitness(engine)
  await engine.call('exhibit.view', { exhibit: first })
  await attest(engine, first, vera.id)
  const exported = await engine.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: null, timestampUrls: [] })
  zip = exported.sha256
  const { view } = await engine.call('handover.make', {
    job: newJob(), case: chain, number: 1, bundle: await engine.grant(join(engine.documents, exported.name), 'bundle'), folder: null, protection: { kind: 'none' },
    receiver: 'Åke Utredarsson', receiverTitle: '', authority: 'Polismyndigheten', reference: '', method: 'in-person', methodText: '', date: '2026-11-29',
  })
  await engine.call('handover.attach', { job: newJob(), entry: view.seq, scan: { exhibit: second } })
  key = Buffer.from((await engine.call('vault.reveal-key', { passphrase: passphraseBytes() })).database, 'hex')
  await engine.call('vault.lock', {})
  cpSync(vault, good, { recursive: true })
})

afterAll(async () => {
  await engine.engine.close()
  folder.remove()
})

/** The vault as it was, with one change to its rows, open. */
async function opened(change: (db: Database) => void): Promise<void> {
  await engine.call('vault.lock', {})
  rmSync(vault, { recursive: true })
  // Heads have tests of their own; here each change stands alone.
  rmSync(join(engine.home, 'heads'), { recursive: true, force: true })
  cpSync(good, vault, { recursive: true })
  const db = openDatabase(join(vault, 'vault.db'), key)
  db.pragma('foreign_keys = OFF')
  change(db)
  db.close()
  await engine.open(vault)
}

const failing = async () => {
  const { verdict, checks } = await engine.call('vault.check', { job: newJob() })
  return { verdict, names: checks.filter(({ result }) => result === 'fail').map(({ name }) => name) }
}

describe('a row changed behind the ledger', () => {
  test('control: unchanged, everything holds', async () => {
    await opened(() => undefined)
    expect(await failing()).toEqual({ verdict: 'ok', names: [] })
  })

  test.each([
    ['an exhibit less', (db: Database) => db.prepare('DELETE FROM exhibits WHERE id = ?').run(second)],
    ['another title', (db: Database) => db.prepare("UPDATE exhibits SET title = 'ofarligt' WHERE id = ?").run(first)],
    ['an attestation less', (db: Database) => db.exec('DELETE FROM attestations')],
    ['another case title', (db: Database) => db.exec("UPDATE cases SET title = 'Annat'")],
    ['a hand-over less', (db: Database) => db.exec('DELETE FROM hand_overs')],
    ['a hand-over of another file', (db: Database) => db.exec(`UPDATE hand_overs SET handed_sha256 = '${'0'.repeat(64)}'`)],
    ['a hand-over of another bundle', (db: Database) => db.exec('UPDATE hand_overs SET number = 2')],
    ['a hand-over in another case', (db: Database) => db.exec("UPDATE hand_overs SET case_id = 'c-00000000000000000000000000'")],
    ['a hand-over at another place in the log', (db: Database) => db.exec('UPDATE hand_overs SET seq = seq - 1')],
    ['a hand-over too many', (db: Database) => db.exec('INSERT INTO hand_overs SELECT seq - 1, case_id, number, handed_sha256 FROM hand_overs')],
    ['a bundle less that was handed over', (db: Database) => db.exec('DELETE FROM bundles')],
    ['a receipt less', (db: Database) => db.exec('DELETE FROM hand_over_receipts')],
    ['a receipt of another hand-over', (db: Database) => db.exec('UPDATE hand_over_receipts SET hand_over = hand_over - 1')],
    ['a receipt at another place in the log', (db: Database) => db.exec('UPDATE hand_over_receipts SET seq = seq - 1')],
    ['a receipt that is another exhibit', (db: Database) => db.prepare('UPDATE hand_over_receipts SET exhibit = ?').run(first)],
    ['another name', (db: Database) => db.exec("UPDATE people SET name = 'Någon Annan' WHERE role = 'witness'")],
  ])('%s is found by the check', async (_name, change) => {
    await opened((db) => void change(db))
    const { verdict, names } = await failing()
    expect(verdict).toBe('failed')
    expect(names).toContain('records')
  })

  test('an attestation moved to another exhibit is neither shown nor counted', async () => {
    await opened((db) => db.prepare('UPDATE attestations SET exhibit = ?').run(second))
    expect(await engine.refused('exhibit.list', { case: chain })).toBe('evidence.damaged')
    expect((await failing()).names).toContain('records')
  })

  test('who got a bundle is told as it was signed, or not at all', async () => {
    await opened(() => undefined)
    expect((await engine.call('handover.which', { sha256: zip }))?.handOvers).toMatchObject([{ receiver: 'Åke Utredarsson', receipts: [{ exhibit: second }] }])
    await opened((db) => db.exec(`UPDATE hand_overs SET handed_sha256 = '${'0'.repeat(64)}'`))
    expect(await engine.refused('handover.which', { sha256: zip })).toBe('evidence.damaged')
    expect(await engine.refused('handover.which', { sha256: '0'.repeat(64) })).toBe('evidence.damaged')
    await opened((db) => db.exec('UPDATE hand_overs SET seq = 4711'))
    expect(await engine.refused('handover.list', { case: chain })).toBe('evidence.damaged')
    // An entry that is there, of another kind.
    for (const table of ['hand_overs', 'bundles']) {
      await opened((db) => db.exec(`UPDATE ${table} SET seq = seq - 1`))
      expect(await engine.refused('handover.which', { sha256: zip }), table).toBe('evidence.damaged')
    }
    // Another zip in the bundle's place: what was handed over was signed.
    await opened((db) => db.exec(`UPDATE bundles SET sha256 = '${'1'.repeat(64)}'`))
    for (const sha256 of [zip, '1'.repeat(64)]) expect(await engine.refused('handover.which', { sha256 })).toBe('evidence.damaged')
    expect((await failing()).names).toContain('records')
  })

  test('a changed title is not shown', async () => {
    await opened((db) => db.prepare("UPDATE exhibits SET title = 'ofarligt' WHERE id = ?").run(first))
    expect(await engine.refused('exhibit.get', { exhibit: first })).toBe('evidence.damaged')
    expect(await engine.refused('bundle.preview', { case: chain, profile: 'police' })).toBe('evidence.damaged')
  })
})

describe('an older database put back', () => {
  test('raises the alarm and touches none of the newer evidence', async () => {
    await opened(() => undefined)
    await engine.call('note.add', { case: chain, title: 'Nyare', text: 'Kom efter kopian.' })
    await engine.call('vault.lock', {})
    const objects = readdirSync(join(vault, 'objects'), { recursive: true }).length
    rmSync(join(vault, 'vault.db'))
    rmSync(join(vault, 'ledger'), { recursive: true })
    cpSync(join(good, 'vault.db'), join(vault, 'vault.db'))
    cpSync(join(good, 'ledger'), join(vault, 'ledger'), { recursive: true })
    const view = await engine.open(vault)
    expect(view.alarm).not.toBeNull()
    expect(view.notes).toContain('sweep-skipped')
    expect(readdirSync(join(vault, 'objects'), { recursive: true })).toHaveLength(objects)
  })
})
