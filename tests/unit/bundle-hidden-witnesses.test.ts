import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { derivedLines } from '../../electron/cli/commands/export.ts'
import { createBundles, verifyBundle, type Selection } from '../../electron/services/bundle/index.ts'
import type { CaseId } from '../../shared/model/index.ts'
import { createBundleCase, filesBelow, unzip, type BundleCase } from '../support/bundle-case.ts'
import { acquireSecretive, masked, redact } from '../support/masked.ts'
import { lacks } from '../support/tools.ts'

vi.mock('../../electron/services/bundle/report/index.ts', () => ({
  async *renderReport() {
    yield Buffer.from('%PDF')
  },
}))

const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-hidden-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const newFolder = () => mkdtempSync(join(folder, 'x-'))

const exported = (office: BundleCase, chain: CaseId, exhibits: Selection['exhibits'], hideWitnesses = true) => {
  office.time.wall += 1000
  return office.exportTo(newFolder(), chain, { profile: 'masked', selection: { exhibits, reason: 'Sekretess', title: 'Ärende', hideWitnesses } })
}

describe('an exhibit whose attestations are not shown', () => {
  it('is never said to have a witness, nor to have none', async () => {
    const office = createBundleCase({ draws: true })
    const chain = office.openCase()
    const acquired = async (name: string) => (await acquireSecretive(office, chain, name)).row
    const [one, two, three, four] = [await acquired('one'), await acquired('two'), await acquired('three'), await acquired('four')]
    const rows = [one, two, three, four]
    office.time.wall += 1000
    // Who reads the bundle can't know that it doesn't count.
    office.attestAll([one], 'Jag är den utsatta.', office.witness, 'self')
    office.time.wall += 1000
    office.attestAll([two], 'Jag såg det.')
    office.time.wall += 1000
    office.attestAll([four], 'Jag såg det.')
    redact(office, four, [{ kind: 'text', name: 'page.txt', covered: [[0, 1]] }])
    const report = await verifyBundle((await exported(office, chain, rows.map((row) => ({ exhibit: row.id, masked: row === four })))).path, { fingerprint: null })
    expect(report.verdict).toBe('ok')
    const { detail } = report.checks.find(({ name }) => name === 'attestations')!
    expect(detail).toBe('no witness for exhibit 3; whether exhibit 1, 2, 4 has a witness is the sender’s word; what was signed in 3 more entries is left out')
    expect(report.exhibits.map(({ unwitnessed, unshown, witnesses }) => ({ unwitnessed, unshown, witnesses }))).toEqual([1, 1, 0, 1].map((unshown) => ({ unwitnessed: unshown === 0, unshown, witnesses: [] })))
    expect(report.about?.unwitnessed).toBe(1)
  })

  it('is left open of what is masked beside what has a witness', async () => {
    const office = createBundleCase({ draws: true })
    const chain = office.openCase()
    const [one, two] = [(await acquireSecretive(office, chain, 'one')).row, (await acquireSecretive(office, chain, 'two')).row]
    office.time.wall += 1000
    office.attest(one, 'Jag såg det.')
    office.time.wall += 1000
    office.attest(two, 'Jag såg det.')
    redact(office, two, [{ kind: 'text', name: 'page.txt', covered: [[0, 1]] }])
    const report = await verifyBundle((await exported(office, chain, [{ exhibit: one.id, masked: false }, { exhibit: two.id, masked: true }], false)).path, { fingerprint: null })
    const { detail } = report.checks.find(({ name }) => name === 'attestations')!
    expect(detail).toBe('whether exhibit 2 has a witness is the sender’s word; what was signed in 1 more entries is left out')
  })
})

describe('a bundle that hides witnesses', () => {
  it.skipIf(lacks('unzip'))('does not say to whom an exhibit was shown', async () => {
    const office = createBundleCase({ draws: true })
    const chain = office.openCase()
    const { row } = await acquireSecretive(office, chain, 'one')
    const { person } = office.witness.actor
    const viewed = () =>
      office.ledger.commit(office.officer, (append) => append(chain, { type: 'exhibit.viewed', exhibit: row.id, number: row.number, witness: { person, sitting: 'ab'.repeat(32) } })).seq
    office.view(row)
    const seq = viewed()
    office.time.wall += 1000
    office.attest(row, 'Jag såg det.')
    redact(office, row, [{ kind: 'text', name: 'page.txt', covered: [[0, 1]] }])
    const naming = async (hideWitnesses: boolean) => {
      const bundle = await exported(office, chain, masked(row.id), hideWitnesses)
      expect((await verifyBundle(bundle.path, { fingerprint: null })).verdict).toBe('ok')
      const bag = unzip(bundle, newFolder())
      return filesBelow(bag).filter((path) => readFileSync(join(bag, path)).includes(person))
    }
    expect(await naming(false)).toContain(`data/ledger-payloads/${String(seq).padStart(6, '0')}.json`)
    expect(await naming(true)).toEqual([])
  })

  it('names before it is made who is named all the same, and what was received and holds names of others', async () => {
    const office = createBundleCase()
    const chain = office.openCase()
    const files = { 'received.zip': { mediaType: 'application/zip', content: 'PK' } }
    const row = await office.acquire(chain, { title: 'Paket', kind: 'received', files })
    const { row: own } = await acquireSecretive(office, chain, 'one')
    office.time.wall += 1000
    office.attestAll([own], 'Jag såg.', office.officer)
    const preview = (hideWitnesses: boolean) =>
      createBundles(office.parts).preview(chain, { profile: 'masked', selection: { exhibits: [row, own].map(({ id }) => ({ exhibit: id, masked: false })), reason: 'S', title: 'Ä', hideWitnesses } })
    expect((await preview(false)).received).toEqual([])
    const told = await preview(true)
    expect(told.received).toEqual([{ number: 1, title: 'Paket' }])
    expect(derivedLines(told)).toEqual([
      `Witnesses who are named all the same, since they did something else too, or make this export: ${office.officer.actor.name}`,
      'Bundles made elsewhere, whole, with the names of the witnesses in them: 1',
    ])
    expect(derivedLines(await preview(false)).join()).not.toMatch(/all the same|elsewhere/)
  })

  it('names whoever exports it and was a witness: the export says under which key they sign', async () => {
    const office = createBundleCase()
    const chain = office.openCase()
    const { row } = await acquireSecretive(office, chain, 'one')
    office.time.wall += 1000
    office.attestAll([row], 'Jag såg.')
    const request = { profile: 'masked', selection: { exhibits: [{ exhibit: row.id, masked: false }], reason: 'S', title: 'Ä', hideWitnesses: true } } as const
    const named = async (actor: typeof office.witness) => (await createBundles(office.parts).preview(chain, { ...request, actor })).witnesses
    expect(await named(office.officer)).toEqual([])
    expect(await named(office.witness)).toEqual([office.witness.actor.name])
  })
})
