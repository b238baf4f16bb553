import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import type { KinshipReport } from '../../shared/contract/index.ts'
import { createSha256, kinshipOf as kinship, verifyCrypto, type CheckedBundle, type Lineage } from '../../shared/verify/index.ts'
import { KINSHIP_CHECKS } from '../../shared/verify/kinship.ts'
import { createBundleCase, type BundleCase } from '../support/bundle-case.ts'

/** Salts come from a counter, so that a log can be written twice the same way, and then another. */
const salts = vi.hoisted(() => ({ count: 0 }))
vi.mock('../../electron/services/crypto/random.ts', () => ({
  randomBytes: (length: number) => createHash('shake256', { outputLength: length }).update(String(salts.count++)).digest(),
  newId: () => {
    throw new Error('ids come from names here')
  },
}))

/** What takes long in an export, and nothing that kinship looks at. */
vi.mock('../../electron/services/bundle/report/index.ts', () => ({
  async *renderReport() {
    yield Buffer.from('%PDF')
  },
}))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinship-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  salts.count = 0
})

async function check(path: string): Promise<CheckedBundle> {
  let lineage: Lineage | null = null
  const report = await verifyBundle(path, { fingerprint: null, onLineage: (found) => (lineage = found) })
  return { report, lineage: lineage!, reader: () => Promise.reject(new Error('nothing is masked here')) }
}

const kinshipOf = (first: CheckedBundle, second: CheckedBundle) => kinship(first, second, { crypto: verifyCrypto, createSha256 })

const note = (office: BundleCase, chain: ReturnType<BundleCase['openCase']>, title: string) =>
  office.acquire(chain, { kind: 'note', title, files: { 'note.txt': { mediaType: 'text/plain', content: `${title} sades i telefon.` } } })

const exported = async (office: BundleCase, chain: ReturnType<BundleCase['openCase']>): Promise<CheckedBundle> => {
  office.time.wall += 60_000
  return check((await office.exportTo(mkdtempSync(join(folder, 'out-')), chain)).path)
}

/** Two bundles of a case, with a new exhibit between them. */
async function two(names: Parameters<typeof createBundleCase>[0] = {}): Promise<{ office: BundleCase; first: CheckedBundle; second: CheckedBundle }> {
  const office = createBundleCase(names)
  const chain = office.openCase()
  await note(office, chain, 'Hotet')
  const first = await exported(office, chain)
  await note(office, chain, 'Samtalet')
  return { office, first, second: await exported(office, chain) }
}

const told = ({ checks }: KinshipReport) => Object.fromEntries(checks.map(({ name, result }) => [name, result]))
/** But for what is masked: of that tells `kinship-masked.test.ts`, and here nothing is. */
const unlike = (report: KinshipReport) => Object.fromEntries(Object.entries(told(report)).filter(([name, result]) => result !== 'pass' && name !== 'kin-masking'))

describe('two bundles', () => {
  it('of one case are kin, whichever is named first', async () => {
    const { first, second } = await two()
    const found = await kinshipOf(first, second)
    expect(found.checks.map(({ name }) => name).toSorted()).toEqual([...KINSHIP_CHECKS].toSorted())
    expect(told(found)['kin-masking']).toBe('not-checked')
    expect([found.verdict, unlike(found), found.later]).toEqual(['ok', {}, 'second'])
    expect(found.exhibits).toEqual([{ number: 1, title: 'Hotet', in: 'both', same: true, masked: 'none' }, { number: 2, title: 'Samtalet', in: 'second', same: false, masked: 'none' }])
    const turned = await kinshipOf(second, first)
    expect([turned.verdict, turned.later, turned.exhibits.map((one) => one.in)]).toEqual(['ok', 'first', ['both', 'first']])
    expect(await kinshipOf(first, first)).toMatchObject({ verdict: 'ok', later: 'same' })
  })

  it('of one case are kin where one leaves exhibits out or does not say what they are', async () => {
    const { first, second } = await two()
    const [hidden] = second.lineage.exhibits
    const masked = { ...second, lineage: { ...second.lineage, exhibits: [{ ...hidden!, acquired: null }] } }
    expect(await kinshipOf(second, masked)).toMatchObject({
      verdict: 'ok',
      later: 'same',
      exhibits: [{ number: 1, title: 'Hotet', in: 'both', same: true, masked: 'none' }, { number: 2, in: 'first' }],
    })
    const none = { ...first, lineage: { ...first.lineage, exhibits: [] } }
    const bare = await kinshipOf(second, none)
    expect([bare.verdict, unlike(bare)]).toEqual(['incomplete', { 'kin-exhibits': 'not-checked' }])
  })

  it('that name one acquisition in two ways, or two in one way, are not', async () => {
    const { second } = await two()
    type Exhibit = Lineage['exhibits'][number]
    const [one, other] = second.lineage.exhibits as [Exhibit, Exhibit]
    const judged = async (...exhibits: Exhibit[]) => {
      const { checks, exhibits: found } = await kinshipOf(second, { ...second, lineage: { ...second.lineage, exhibits } })
      const { result, item, detail } = checks.find(({ name }) => name === 'kin-exhibits')!
      return { result, item, detail, found: found.map((each) => `${each.number} ${each.in} ${each.same}`) }
    }
    const masked = (exhibit: Exhibit, more: Partial<Exhibit> = {}): Exhibit => ({ ...exhibit, contentRoot: null, original: null, acquired: null, ...more })
    expect(await judged(masked(other), masked(one))).toMatchObject({ result: 'pass', found: ['1 both true', '2 both true'] })
    const fails = { result: 'fail' }
    const madeUp = one.exhibit.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
    expect(await judged(masked(one, { exhibit: madeUp }), other)).toEqual({ ...fails, item: 'exhibit 1', detail: `is one acquisition, called ${one.exhibit} in the first bundle and ${madeUp} in the second`, found: ['1 both false', '2 both true'] })
    // The names of two exchanged: each is still held against its own acquisition.
    expect(await judged(masked(one, { exhibit: other.exhibit }), masked(other, { exhibit: one.exhibit }))).toMatchObject({ ...fails, item: 'exhibit 1', detail: expect.stringContaining('is one acquisition, called'), found: ['1 both false', '2 both false'] })
    expect(await judged(masked(one, { number: 3 }))).toMatchObject({ ...fails, item: 'exhibit 1', detail: 'is one acquisition, number 1 in the first bundle and 3 in the second' })
    expect(await judged(masked(one, { entry: 'ab'.repeat(32) }))).toMatchObject({ ...fails, item: 'exhibit 1', detail: expect.stringContaining('another, of the same id') })
    expect(await judged(masked(one, { entry: 'ab'.repeat(32), exhibit: madeUp }))).toMatchObject({ ...fails, item: 'exhibit 1', detail: expect.stringContaining('another, of the same number') })
    expect(await judged(masked(one, { entry: null }))).toMatchObject({ ...fails, item: 'exhibit 1', detail: expect.stringContaining('could not be read') })
    expect(await judged({ ...one, contentRoot: 'ab'.repeat(32) })).toMatchObject({ ...fails, item: 'exhibit 1', detail: 'does not have the same content in both' })
    expect(await judged(one, masked(other, { exhibit: one.exhibit }))).toMatchObject({ ...fails, item: 'exhibit 2', detail: 'has the same id as exhibit 1 of the second bundle' })
    expect(await judged(one, masked(one, { number: 7, exhibit: madeUp }))).toMatchObject({ ...fails, item: 'exhibit 7', detail: 'is the same acquisition as exhibit 1 of the second bundle', found: ['1 both true', '2 first false', '7 second false'] })
  })

  it('of two cases of one log are not', async () => {
    const office = createBundleCase()
    const chains = [office.openCase(), office.openCase('Ett annat ärende')]
    const bundles: CheckedBundle[] = []
    for (const chain of chains) {
      await note(office, chain, 'Hotet')
      bundles.push(await exported(office, chain))
    }
    const found = await kinshipOf(bundles[0]!, bundles[1]!)
    expect([found.verdict, found.later, found.exhibits]).toEqual(['failed', null, []])
    expect(unlike(found)).toEqual({ 'kin-case': 'fail', 'kin-entries': 'not-checked', 'kin-growth': 'not-checked', 'kin-exhibits': 'not-checked' })
  })

  it.each([
    ['of another name', { vault: 'annat valv' }],
    ['of the same name with another key', { log: 'annan nyckel' }],
  ])('of the same case id in a log %s are not', async (_what, names) => {
    const { first } = await two()
    salts.count = 0
    const { second } = await two(names)
    const found = await kinshipOf(first, second)
    expect(found.verdict).toBe('failed')
    expect(unlike(found)).toMatchObject({ 'kin-log': 'fail', 'kin-entries': 'not-checked' })
  })

  it('between which somebody with all keys wrote the log anew are not, though each holds by itself', async () => {
    const { first } = await two()
    // The same vault, keys and case; the first exhibit is another.
    salts.count = 0
    const office = createBundleCase()
    const chain = office.openCase()
    await note(office, chain, 'Hälsningen')
    await exported(office, chain)
    const second = await exported(office, chain)
    expect([first.report.verdict, second.report.verdict]).toEqual(['ok', 'ok'])
    const found = await kinshipOf(first, second)
    expect([found.verdict, unlike(found)]).toEqual(['failed', { 'kin-entries': 'fail', 'kin-growth': 'fail', 'kin-exhibits': 'fail' }])
    expect(found.checks.find(({ name }) => name === 'kin-growth')?.item).toBe(`checkpoint ${first.lineage.head!.size}`)
  })

  it('of a log that was forked after an entry that both hold are not', async () => {
    const { first } = await two()
    salts.count = 0
    const office = createBundleCase()
    const chain = office.openCase()
    await note(office, chain, 'Hotet')
    await note(office, chain, 'Insmuget')
    const second = await exported(office, chain)
    // The beginning is the very same.
    expect(second.lineage.entries.slice(0, 2)).toEqual(first.lineage.entries.slice(0, 2))
    const found = await kinshipOf(first, second)
    expect(unlike(found)).toMatchObject({ 'kin-entries': 'fail' })
    expect(found.checks.find(({ name }) => name === 'kin-entries')?.item).toBe(`entry ${second.lineage.entries[2]!.seq}`)
    expect(found.verdict).toBe('failed')
  })

  it('of which the later lacks the state of the earlier are not shown to be kin', async () => {
    const { first, second } = await two()
    const bare = { ...second, lineage: { ...second.lineage, priors: [] } }
    const found = await kinshipOf(first, bare)
    expect([found.verdict, unlike(found)]).toEqual(['incomplete', { 'kin-growth': 'not-checked' }])
  })

  it('of which one is damaged prove nothing', async () => {
    const { office, first } = await two()
    const { path } = await office.exportTo(mkdtempSync(join(folder, 'out-')), office.casework.list()[0]!.id)
    const bytes = readFileSync(path)
    const place = bytes.indexOf('Hotet sades i telefon.')
    bytes[place] = bytes[place]! ^ 1
    const damaged = join(folder, 'skadat.zip')
    writeFileSync(damaged, bytes)
    copyFileSync(`${path}.sig`, `${damaged}.sig`)
    const found = await kinshipOf(first, await check(damaged))
    expect([found.verdict, unlike(found)]).toEqual(['failed', { 'kin-second': 'fail' }])
    expect(found.checks[0]).toMatchObject({ name: 'kin-second', detail: expect.stringContaining('zip-signature') })
    writeFileSync(damaged, 'Hej')
    expect(unlike(await kinshipOf(await check(damaged), first))).toMatchObject({ 'kin-first': 'fail', 'kin-log': 'not-checked', 'kin-case': 'not-checked' })
  })
})
