import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { needsRoom } from '../../electron/engine/recheck.ts'
import type { CaseId, ExhibitId, PersonId, RecordContent } from '../../shared/model/index.ts'
import { findCanaries } from '../support/canaries.ts'
import { WITNESS_PASSPHRASE, dispose, enrolSecond, enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { passphraseBytes } from '../support/vault.ts'

/** What goes on with a case from which something was disposed of: everything else says what it said, and nothing claims that it was forged. */

let base: string
let remove: () => void
let test: TestEngine
let chain: CaseId
let second: PersonId
beforeEach(async () => {
  ;({ base, remove } = testFolder('disposal-after'))
  test = await startTestEngine(base)
  await test.found(join(base, 'Valv.bevisvalv'))
  second = (await enrolSecond(test)).id
  chain = await test.openCase()
})
afterEach(async () => {
  await test.engine.close()
  remove()
})

const note = async (title: string) => (await test.call('note.add', { case: chain, title, text: `${title} står här` })).id
const disposed = (exhibits: ExhibitId[] | null) => dispose(test, chain, exhibits, second)
const failing = async () => (await test.call('vault.check', { job: newJob() })).checks.filter(({ result }) => result === 'fail')
async function exported(kept: ExhibitId[] | null) {
  const selection = kept === null ? null : { exhibits: kept.map((exhibit) => ({ exhibit, masked: false })), reason: 'Talan', title: null }
  const made = await test.call('bundle.export', { job: newJob(), case: chain, profile: kept === null ? 'police' : 'civil', selection, language: 'sv', folder: await test.grant(base, 'bundle-folder'), timestampUrls: [] })
  const path = join(base, made.name)
  const report = await test.call('bundle.verify', { job: newJob(), bundle: await test.grant(path, 'bundle'), fingerprint: null })
  return { path, report }
}
const record = (content: RecordContent, ...links: [ExhibitId, string][]) =>
  test.call('record.save', { case: chain, record: null, revision: null, content, exhibits: links.map(([exhibit, role]) => ({ exhibit, role })) })

describe('a sitting of three of which one exhibit is gone', () => {
  it('verifies, and its receipts hold: of the one that is gone as far as the log goes', async () => {
    const exhibits = [await note('Ett'), await note('Två'), await note('Tre')]
    const witness = await enrolWitness(test)
    await test.call('sitting.begin', { exhibits, witness: witness.id, relation: { exposed: 'colleague', officer: 'none', words: '' }, language: 'sv' })
    for (const exhibit of exhibits) await test.call('sitting.draft', { exhibit, agrees: null, reservation: '' })
    const drawn = (await test.call('sitting.state', {}))!
    const signed = await test.call('sitting.sign', { challenges: drawn.items.flatMap(({ draft }) => draft?.challenge ?? []), passphrase: passphraseBytes(WITNESS_PASSPHRASE), hand: null })
    const seqs = signed.items.map(({ attestation }) => attestation!.seq)
    await test.call('sitting.end', { passphrase: passphraseBytes() })
    const { codes: made } = await test.call('receipt.make', { attestations: seqs })
    const codes = seqs.map((seq) => made.find((one) => one.seq === seq)!.code)
    await disposed([exhibits[1]!])
    const verdicts = await Promise.all(codes.map(async (code) => (await test.call('receipt.check', { code })).verdict))
    expect(verdicts).toEqual(['ok', 'incomplete', 'ok'])
    const { checks } = await test.call('receipt.check', { code: codes[1]! })
    expect(checks.filter(({ result }) => result !== 'pass')).toEqual([{ name: 'receipt-exhibit', result: 'not-checked', detail: expect.stringContaining('disposed of, entry') as unknown, item: null }])
    const { report, path } = await exported(null)
    expect([report.verdict, report.about?.disposed, await failing()]).toEqual(['ok', 1, []])
    // Against the bundle too.
    const against = await test.call('bundle.verify', { job: newJob(), bundle: await test.grant(path, 'bundle'), fingerprint: null, receipt: codes[1]! })
    expect(against.checks.find(({ name }) => name === 'receipt')).toMatchObject({ result: 'not-checked', detail: expect.stringContaining('disposed of') as unknown })
    await test.call('case.close', { case: chain, reason: 'Klart' })
    await disposed(null)
    expect((await test.call('receipt.check', { code: codes[0]! })).verdict).toBe('incomplete')
    expect(await failing()).toEqual([])
  })
})

describe('a bundle for the other side', () => {
  it('says nothing of holds, and keeps what a record says of what stays', async () => {
    const [kept, gone] = [await note('Kvar'), await note('Borta')]
    const claim = await record({ kind: 'claim', against: 'Kråkan', on: '2026-01-02', interruptedOn: null, note: 'Skogssnäppans krav' }, [kept, 'paper'], [gone, 'paper'])
    const hold = await test.call('hold.place', { case: chain, authority: 'Polisen', reference: 'K-KANARIE-1', reason: 'Kanarieskälet' })
    const before = await exported([kept])
    expect([before.report.verdict, await findCanaries([before.path], ['K-KANARIE-1', 'Kanarieskälet'])]).toEqual(['ok', []])
    expect(await findCanaries([(await exported(null)).path], ['Kanarieskälet'])).toHaveLength(1)
    await test.call('hold.lift', { case: chain, placed: hold.placed, reason: 'Avgjort' })
    await disposed([gone])
    const after = await exported([kept])
    expect([after.report.verdict, (await findCanaries([after.path], ['Skogssnäppans krav'])).length]).toEqual(['ok', 1])
    // It can still be changed, with the link that it has.
    const changed = await test.call('record.save', { case: chain, record: claim.id, revision: 1, content: { ...(claim.content as RecordContent<'claim'>), note: 'Ändrat' }, exhibits: claim.exhibits.map(({ exhibit, role }) => ({ exhibit, role })) })
    expect([changed.revision, await failing()]).toEqual([2, []])
  })
})

describe('a list that goes', () => {
  it('is told to leave the sightings that stood on it', async () => {
    const path = join(base, 'lista.csv')
    writeFileSync(path, 'Länk;Konto\nhttps://forum.example/a;kalle\nhttps://forum.example/b;olle\n')
    const { exhibits: [list] } = await test.call('import.files', { job: newJob(), case: chain, files: [await test.grant(path, 'import')] })
    const mapping = { url: 0, platform: null, account: 1, postedOn: null, seenOn: null, reach: null, note: null, header: 1, dateOrder: 'ymd' } as const
    await test.call('list.import', { job: newJob(), case: chain, exhibit: list!.id, write: true, mapping })
    expect((await test.call('disposal.plan', { case: chain, exhibits: [list!.id] })).stays).toMatchObject({ listed: 2 })
    await disposed([list!.id])
    expect((await test.call('sighting.list', { case: chain, filter: 'all' })).rows.map(({ account }) => account).toSorted()).toEqual(['kalle', 'olle'])
    expect(await failing()).toEqual([])
    // With the whole case they go too, and what was given out is told before.
    await note('Kvar')
    await exported(null)
    await test.call('case.close', { case: chain, reason: 'Klart' })
    expect((await test.call('disposal.plan', { case: chain, exhibits: null })).stays.bundles).toEqual([1])
    await disposed(null)
    expect(await failing()).toEqual([])
  })
})

it('a check that runs by itself makes room for a disposal: it has the words of what it is held against in its hands', () => {
  expect(needsRoom('disposal.carry-out')).toBe(true)
})
