import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/services/vault/database.ts'
import type { CaseId, ExhibitId, PersonId } from '../../shared/model/index.ts'
import { openBag } from '../../shared/verify/bag.ts'
import { disposedOf } from '../../shared/verify/disposal.ts'
import { Mismatch } from '../../shared/verify/findings.ts'
import { verifyCrypto } from '../../shared/verify/index.ts'
import { readLedger, type ReadLedger } from '../../shared/verify/ledger.ts'
import { checkPayloads, readPayloads, type ReadPayloads, type Statement } from '../../shared/verify/payloads.ts'
import { memoryReader } from '../support/bag-fixture.ts'
import { filesBelow } from '../support/bundle-case.ts'
import { DECISION, SECOND_PASSPHRASE, attest, dispose, enrolSecond, enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { heldIn, rawPages } from '../support/raw-pages.ts'
import { lacks } from '../support/tools.ts'
import { passphraseBytes } from '../support/vault.ts'

/** What was disposed of is gone from every place in the vault, the log says that it is, and the rest holds. */

/** Words that only one exhibit holds. `piece`: as the search index keeps words, in pieces of three letters. */
const WORDS = { title: 'Kanarietiteln', text: 'kanarieordet', piece: 'жщъ', reference: 'KANARIE-17', description: 'kanarieförloppet', other: 'blåmesordet' }

let base: string
let remove: () => void
let test: TestEngine
let chain: CaseId
let folder: string
let archivist: PersonId
beforeEach(async () => {
  ;({ base, remove } = testFolder('disposal'))
  folder = join(base, 'Valv.bevisvalv')
  test = await startTestEngine(base)
  await test.found(folder)
  archivist = (await enrolSecond(test)).id
  chain = await test.openCase()
})
afterEach(async () => {
  await test.engine.close()
  remove()
})

const note = async (title: string, text: string, home = chain) => (await test.call('note.add', { case: home, title, text })).id
const approval = (passphrase = SECOND_PASSPHRASE) => ({ officer: archivist, passphrase: passphraseBytes(passphrase) })
const disposeOf = (exhibits: ExhibitId[] | null) => dispose(test, chain, exhibits, archivist)
const markOf = async (exhibits: ExhibitId[] | null) => (await test.call('disposal.plan', { case: chain, exhibits })).mark
const refusal = async (exhibits: ExhibitId[] | null, more: Partial<Parameters<typeof test.call<'disposal.carry-out'>>[1]> = {}) =>
  test.refused('disposal.carry-out', { case: chain, exhibits, mark: '0'.repeat(64), decision: DECISION, passphrase: passphraseBytes(), approval: approval(), ...more })
const objects = () => readdirSync(join(folder, 'objects'), { recursive: true, encoding: 'utf8' }).filter((name) => /o-/.test(name)).toSorted()
const key = async () => (await test.call('vault.reveal-key', { passphrase: passphraseBytes() })).database
const holds = async () => (await test.call('vault.check', { job: newJob() })).checks.filter(({ result }) => result === 'fail')
async function check(): Promise<string[]> {
  const { verdict, checks } = await test.call('vault.check', { job: newJob() })
  return [verdict, ...checks.filter(({ result }) => result === 'fail').map(({ name, item }) => `${name}: ${item}`)]
}

async function exported(more: Partial<Parameters<typeof test.call<'bundle.export'>>[1]> = {}): Promise<string> {
  const made = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', selection: null, language: 'sv', folder: await test.grant(base, 'bundle-folder'), timestampUrls: [], ...more })
  return join(base, made.name)
}
async function verified(path: string) {
  const report = await test.call('bundle.verify', { job: newJob(), bundle: await test.grant(path, 'bundle'), fingerprint: null, receipt: null })
  expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
  return report
}

/** How the check of what entries say comes out, or what it finds wrong. */
function checkedAs(payloads: ReadPayloads, ledger: ReadLedger): string {
  try {
    return checkPayloads(payloads, { derived: null, office: [], disposed: disposedOf(payloads, ledger) }).result
  } catch (error) {
    if (error instanceof Mismatch) return error.message
    throw error
  }
}

/** Changes the database while the vault is locked, and opens it as if no head were known. */
async function behind(secret: Buffer, change: (db: Database) => unknown): Promise<void> {
  await test.call('vault.lock', {})
  rmSync(join(test.home, 'heads'), { recursive: true, force: true })
  const db = openDatabase(join(folder, 'vault.db'), secret)
  db.pragma('foreign_keys = OFF')
  change(db)
  db.close()
  await test.open(folder)
}

describe('an exhibit that was disposed of', () => {
  it('leaves nothing in database, journal and folder, and the others as they were', async () => {
    const kept = await note('Blåmes', WORDS.other)
    const first = await note(WORDS.title, `${WORDS.text} i första versionen, ЖЩЪ`)
    const corrected = (await test.call('note.correct', { exhibit: first, title: WORDS.title, text: `${WORDS.text} i andra versionen, ЖЩЪ` })).id
    const witness = await enrolWitness(test)
    await attest(test, kept, witness.id)
    await attest(test, corrected, witness.id)
    const before = { objects: objects().length, words: heldIn(rawPages(join(folder, 'vault.db'), await key()), Object.values(WORDS)) }
    expect(before.words).toEqual([WORDS.title, WORDS.text, WORDS.piece, WORDS.other])

    const plan = await test.call('disposal.plan', { case: chain, exhibits: [corrected] })
    expect(plan).toMatchObject({ attestations: 1, files: 2, receipts: [], holds: 0, stays: { sightings: 0, records: 0, bundles: [] } })
    expect(plan.exhibits.map(({ number, with: along }) => [number, along])).toEqual([[2, true], [3, false]])
    const { disposal, left } = await disposeOf([first, corrected])
    expect([left, disposal]).toEqual([0, expect.objectContaining({ scope: 'exhibits', numbers: [2, 3], exhibits: 2, files: 2, decision: DECISION, by: 'Anna Provsson', approvedBy: 'Per Arkivsson' })])

    const after = rawPages(join(folder, 'vault.db'), await key())
    expect(heldIn(after, Object.values(WORDS))).toEqual([WORDS.other])
    expect(objects()).toHaveLength(before.objects - 2)
    expect((await test.call('exhibit.list', { case: chain })).map(({ number }) => number)).toEqual([1])
    expect(await test.refused('exhibit.get', { exhibit: first })).toBe('exhibit.disposed')
    expect(await check()).toEqual(['ok'])
    // Its number is never given to another.
    expect((await test.call('note.add', { case: chain, title: 'Ny', text: 'Ny' })).number).toBe(4)

    const log = await test.call('custody.list', { case: chain })
    expect(log.filter(({ content }) => content === 'gone').map(({ type, actor, subject }) => [type, actor, subject])).toEqual([
      ['exhibit.acquired', '', {}], ['exhibit.acquired', '', {}], ['exhibit.attested', '', {}],
    ])
    expect(log.filter(({ type }) => type.includes('dispos')).map(({ type, actor, subject }) => [type, actor, subject])).toEqual([
      ['exhibit.disposed', 'Anna Provsson', { numbers: '2, 3', decision: 'KS 2026/9 (Kommunstyrelsen, 2026-01-15)' }],
      ['disposal.approved', 'Per Arkivsson', { seq: disposal.seq }],
    ])

    await test.call('vault.lock', {})
    expect(heldIn(rawPages(join(folder, 'vault.db'), await reopenedKey()), [WORDS.title, WORDS.text, WORDS.piece])).toEqual([])
    expect(await check()).toEqual(['ok'])
  })

  async function reopenedKey(): Promise<string> {
    await test.open(folder)
    return key()
  }

  it.skipIf(lacks('unzip'))('is told by a bundle of before, and explained by every kind that is made afterwards, by hand too', async () => {
    const kept = await note('Blåmes', WORDS.other)
    const gone = await note(WORDS.title, WORDS.text)
    const witness = await enrolWitness(test)
    await attest(test, gone, witness.id)
    const before = await exported()
    await disposeOf([gone])
    expect(await verified(before)).toMatchObject({ verdict: 'ok', about: { exhibits: 2, disposed: 0 } })
    const path = await exported()
    expect(await verified(path)).toMatchObject({ verdict: 'ok', about: { exhibits: 1, disposed: 1 } })
    expect(readFileSync(path).includes(WORDS.text)).toBe(false)
    const civil = await exported({ profile: 'civil', selection: { exhibits: [{ exhibit: kept, masked: false }], reason: 'Talan', title: null } })
    expect(await verified(civil)).toMatchObject({ verdict: 'ok', about: { exhibits: 1, disposed: 1, derived: { leftOut: [] } } })
    execFileSync('unzip', ['-q', path, '-d', join(base, 'in')])
    const bag = join(base, 'in', basename(path, '.zip'))
    expect(execFileSync('bash', ['verify.sh'], { cwd: bag, encoding: 'utf8' })).toMatch(/ok {4}payloads/)

    // Whoever holds every key of the office may sign anything; what they sign has to be such that two people let go of something that is gone.
    const files = new Map(filesBelow(bag).map((name) => [name, new Uint8Array(readFileSync(join(bag, name)))]))
    const opened = await openBag(memoryReader(files), verifyCrypto)
    const ledger = await readLedger(opened)
    const payloads = await readPayloads(opened, ledger)
    const judged = (change: (statement: Statement) => Statement | null) => {
      const statements = payloads.statements.flatMap((one) => change(one) ?? [])
      const absent = ledger.entries.filter(({ entry }) => !statements.some((one) => one.entry.seq === entry.seq))
      return checkedAs({ ...payloads, statements, absent }, ledger)
    }
    const [disposal, approval] = ['exhibit.disposed', 'disposal.approved'].map((type) => payloads.statements.find(({ entry }) => entry.type === type)!) as [Statement<'exhibit.disposed'>, Statement<'disposal.approved'>]
    expect(judged((one) => one)).toBe('pass')
    expect(judged((one) => (one === approval ? null : one))).toBe('a disposal stands without a second person')
    expect(judged((one) => (one === approval ? { ...approval, payload: { ...approval.payload, actor: disposal.payload.actor } } : one))).toBe('somebody approved their own disposal')
    expect(judged((one) => (one === approval ? { ...approval, payload: { ...approval.payload, leaf: '0'.repeat(64) } } : one))).toBe('a disposal stands without a second person')
    expect(judged((one) => (one === disposal ? { ...disposal, payload: { ...disposal.payload, exhibits: disposal.payload.exhibits.map((named) => ({ ...named, entries: [1, ...named.entries] })) } } : one))).toMatch(/can't be disposed of so|and is there|not named in their order/)
    expect(judged((one) => (one === approval ? { ...approval, payload: { ...approval.payload, actor: { ...approval.payload.actor, role: 'witness' } } } : one))).toBe('a disposal is approved by a witness')
    expect(judged((one) => (one === disposal ? { ...disposal, payload: { ...disposal.payload, exhibits: disposal.payload.exhibits.map((named) => ({ ...named, number: 1 })) } } : one))).toBe('there is another exhibit 1')
    expect(judged((one) => (one === disposal ? null : one))).toBe('an approval without what it approves')
    expect(judged((one) => (one.entry.type === 'case.opened' ? null : one))).toBe('not-checked')
  })

  it('is not believed where somebody took it out behind the log, or wrote down that it was disposed of', async () => {
    await note('Blåmes', WORDS.other)
    const id = await note(WORDS.title, WORDS.text)
    const secret = Buffer.from(await key(), 'hex')
    const acquired = (await test.call('exhibit.get', { exhibit: id })).seq
    await behind(secret, (db) => {
      db.prepare('DELETE FROM payloads WHERE seq = ?').run(acquired)
      for (const table of ['artefacts', 'previews']) db.prepare(`DELETE FROM ${table} WHERE exhibit = ?`).run(id)
      db.prepare('DELETE FROM exhibits WHERE id = ?').run(id)
      db.prepare('INSERT INTO disposed_exhibits VALUES (?, ?, 2, ?, ?)').run(id, chain, acquired, acquired)
    })
    const faults = (await holds()).map(({ name }) => name)
    expect(faults).toEqual(expect.arrayContaining(['log-payloads', 'records']))
    expect(await test.refused('bundle.export', { job: newJob(), case: chain, profile: 'police', selection: null, language: 'sv', folder: await test.grant(base, 'bundle-folder'), timestampUrls: [] })).toBe('evidence.damaged')
  })

  it('is gone from the journal too once the vault is opened, where a process died over it', async () => {
    await note(WORDS.title, WORDS.text)
    const secret = await key()
    await test.call('vault.lock', {})
    // As a process leaves it that dies before the journal is cut: the page that held it stands in the file until then.
    const db = openDatabase(join(folder, 'vault.db'), Buffer.from(secret, 'hex'))
    db.prepare('DELETE FROM payloads WHERE text LIKE ?').run(`%${WORDS.title}%`)
    db.prepare("UPDATE meta SET value = 0 WHERE key = 'closed-at'").run()
    const crashed = join(base, 'Kraschat.bevisvalv')
    cpSync(folder, crashed, { recursive: true })
    db.close()
    const payload = `"title":"${WORDS.title}"`
    expect(heldIn(rawPages(join(crashed, 'vault.db'), secret), [payload])).toEqual([payload])
    await test.open(crashed)
    expect(heldIn(rawPages(join(crashed, 'vault.db'), secret), [payload])).toEqual([])
  })

  it.each<[string, (db: Database) => unknown]>([
    ['a row less', (db) => db.exec('DELETE FROM disposed_exhibits')],
    ['another number', (db) => db.exec('UPDATE disposed_exhibits SET number = 9')],
    ['another place in the log', (db) => db.exec('UPDATE disposed_exhibits SET disposed = disposed - 1')],
    ['a case that is said to be gone', (db) => db.exec("INSERT INTO disposed_cases SELECT 'c-0', 7, disposed FROM disposed_exhibits")],
  ])('is told by rows as it was signed: %s is found', async (_, change) => {
    await disposeOf([await note(WORDS.title, WORDS.text)])
    await behind(Buffer.from(await key(), 'hex'), change)
    expect((await holds()).map(({ name }) => name)).toContain('records')
  })

  it('is refused while a hold stands, without a second person, by the same one, and with another passphrase', async () => {
    const id = await note(WORDS.title, WORDS.text)
    const hold = await test.call('hold.place', { case: chain, authority: 'Polisen', reference: 'K1', reason: 'Utredning' })
    expect(await refusal([id])).toBe('disposal.held')
    await test.call('hold.lift', { case: chain, placed: hold.placed, reason: 'Nedlagd' })
    expect(await test.refused('hold.lift', { case: chain, placed: hold.placed, reason: 'Nedlagd' })).toBe('hold.not-standing')
    const me = (await test.call('app.status', {})).vault!.officer.id
    expect(await refusal([id], { approval: null })).toBe('approval.needed')
    expect(await refusal([id], { approval: { officer: me, passphrase: passphraseBytes() } })).toBe('approval.same-person')
    expect(await refusal([id], { approval: approval('en helt annan lösenfras') })).toBe('person.wrong-passphrase')
    expect(await refusal([id], { passphrase: passphraseBytes('en helt annan lösenfras') })).toBe('person.wrong-passphrase')
    const witness = await enrolWitness(test)
    expect(await refusal([id], { approval: { officer: witness.id, passphrase: passphraseBytes('vittnets helt egna fras') } })).toBe('approval.needed')
    expect(await refusal(null)).toBe('disposal.case-open')
    const other = await test.openCase('Ett annat')
    expect(await refusal([await note('x', 'y', other)])).toBe('exhibit.not-found')
    // Nothing of all that has touched it.
    expect((await test.call('exhibit.view', { exhibit: id })).text).toBe(WORDS.text)
    expect(await holds()).toEqual([])
    // What is looked at is what goes: an attestation since, or another version.
    expect(await refusal([id])).toBe('disposal.changed')
    const mark = await markOf([id])
    await attest(test, id, witness.id)
    expect(await refusal([id], { mark })).toBe('disposal.changed')
    const later = await markOf([id])
    await test.call('note.correct', { exhibit: id, title: 't', text: 'ny' })
    expect(await refusal([id], { mark: later })).toBe('disposal.changed')
  })

  it('takes its signature from an officer where the vault has another, and is refused where it has none', async () => {
    await test.call('person.depart', { job: newJob(), person: archivist, reason: 'Slutat', passphrase: passphraseBytes(), approval: null })
    const id = await note(WORDS.title, WORDS.text)
    expect(await refusal([id], { approval: null })).toBe('disposal.second-person')
  })
})

describe('a case that was disposed of as a whole', () => {
  it('leaves its number and its entries', async () => {
    const other = await test.openCase('Blåmesärendet')
    await note('Blåmes', WORDS.other, other)
    await test.call('case.change', { case: chain, title: WORDS.title, reference: WORDS.reference, description: WORDS.description })
    const id = await note('Hot', `${WORDS.text} ЖЩЪ`)
    await test.call('sighting.add', { case: chain, text: 'https://kanarie.example/inlagg' })
    await test.call('record.save', { case: chain, record: null, revision: null, content: { kind: 'support', sort: 'talk', who: 'Kanarievännen', on: '2026-01-02', note: '', followUpOn: null }, exhibits: [] })
    await exported()
    const words = [...Object.values(WORDS), 'kanarie.example', 'Kanarievännen']
    expect(heldIn(rawPages(join(folder, 'vault.db'), await key()), words)).toEqual(words)
    await test.call('case.close', { case: chain, reason: 'Klart' })
    await test.call('hold.place', { case: chain, authority: 'Tingsrätten', reference: '', reason: 'Mål' })
    expect(await refusal(null)).toBe('disposal.held')
    const [hold] = await test.call('hold.list', { case: chain })
    await test.call('hold.lift', { case: chain, placed: hold!.placed, reason: 'Avgjort' })
    // A login that a crash has left there goes too.
    await behind(Buffer.from(await key(), 'hex'), (db) => {
      db.prepare('INSERT INTO objects VALUES (?, ?, 1, ?, ?)').run(`o-${'1'.repeat(32)}`, chain, '0'.repeat(64), 'nyckel')
      db.prepare("INSERT INTO kept_logins VALUES (?, ?, '2026-01-01', '2026-01-01', 'Kanarieläsaren', '1.0')").run(chain, `o-${'1'.repeat(32)}`)
    })
    const { disposal } = await disposeOf(null)
    expect(disposal).toMatchObject({ scope: 'case', numbers: [], exhibits: 1 })

    expect(heldIn(rawPages(join(folder, 'vault.db'), await key()), [...words, 'Kanarieläsaren'])).toEqual([WORDS.other])
    expect((await test.call('case.list', {})).map(({ id }) => id)).toEqual([other])
    expect(await test.call('disposal.cases', {})).toEqual([{ ...disposal, number: 1 }])
    expect([await test.refused('case.get', { case: chain }), await test.refused('exhibit.get', { exhibit: id }), await test.refused('note.add', { case: chain, title: 'a', text: 'b' })]).toEqual([
      'case.not-found', 'exhibit.not-found', 'case.not-found',
    ])
    expect(await check()).toEqual(['ok'])
    expect((await test.call('case.open', { title: 'Nästa', reference: '', description: '' })).number).toBe(3)
    await test.call('vault.lock', {})
    await test.open(folder)
    expect(await check()).toEqual(['ok'])
  })

  it('gives a certificate of what was disposed of, and not of what it was', async () => {
    await note(WORDS.title, WORDS.text)
    await test.call('case.close', { case: chain, reason: 'Klart' })
    const { disposal } = await disposeOf(null)
    const { name } = await test.call('disposal.certificate', { case: chain, seq: disposal.seq, language: 'sv', folder: await test.grant(base, 'bundle-folder') })
    expect(name).toMatch(/^Gallringsbevis-1-\d{4}-\d\d-\d\d\.pdf$/)
    expect(existsSync(join(base, name))).toBe(true)
    expect(await test.refused('disposal.certificate', { case: chain, seq: 0, language: 'sv', folder: null })).toBe('disposal.not-found')
  })
})
